package proposal

import (
	"errors"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// ErrDecided says that the proposal was decided otherwise, or never could be. It comes as a [Decided].
var ErrDecided = errors.New("already decided")

// Decided is an [ErrDecided] that knows how.
type Decided struct{ Head Head }

func (d *Decided) Error() string { return "already " + string(d.Head.Status) }

// Unwrap makes it an ErrDecided.
func (d *Decided) Unwrap() error { return ErrDecided }

// settled are the codes of how a proposal may have ended.
var settled = map[Status]problem.Code{
	Committed: onimport.IsCommitted, Rejected: onimport.IsRejected, Withdrawn: onimport.IsWithdrawn,
	Superseded: onimport.IsSuperseded, Invalid: onimport.IsInvalid,
}

// Finding says for people how the proposal was decided, when, by whom, and what replaced it.
func (d *Decided) Finding() problem.Problem {
	var found problem.List
	h := d.Head
	switch {
	case h.Decision == nil:
		found.Add("", settled[h.Status])
	case h.Status == Superseded:
		found.Add("", settled[h.Status], scalar.InBerlin(h.Decision.At), h.Decision.Successor)
	case h.Source.Object == "": // it was no file: an undo, another definition
		found.Add("", settled[h.Status], scalar.InBerlin(h.Decision.At), h.Decision.By, h.Decision.Reason, h.Event)
	default:
		found.Add("", settled[h.Status], scalar.InBerlin(h.Decision.At), h.Decision.By, h.Decision.Reason)
	}
	return found.Items[0]
}
