package proposal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/problem"
)

// ErrNotCommitted says that only a committed proposal can be undone.
var ErrNotCommitted = errors.New("not committed")

// CanBeUndone reports whether somebody may ask that a proposal be undone which did something that still stands.
func (h Head) CanBeUndone(r access.Roles, c access.Caller) bool {
	return h.Status == Committed && h.Undone == nil && mayUndo(r, c, h) == nil
}

// Undo makes a new proposal of the inverse of a committed one. It is an ordinary proposal, an upload by who asks for
// it: it warns where values have moved on since, and takes another approver to confirm it. As long as one is pending,
// or is committed and still stands, asking again gives the same one. Errors: access.ErrNotFound, access.ErrForbidden,
// ErrNotCommitted; any other is one of the store.
//
//	proposal | undo | undo of the undo | undoing the proposal gives
//	stands   | -    | -                | a new undo
//	undone   | stands | -              | that undo
//	stands   | undone | stands         | a new undo
//
// One that does not fit is stored, for its problems to be read, and stays the answer as long as those do.
func Undo(ctx context.Context, store Store, r Request, now time.Time) (*Proposal, error) {
	committed, roles, err := decidable(ctx, store, r, mayUndo)
	if err != nil {
		return nil, err
	}
	if committed.Status != Committed || committed.Inverse == nil {
		return nil, fmt.Errorf("proposal %s: %w", committed.ID, ErrNotCommitted)
	}
	var useless ID // the last attempt, if it did not fit
	for attempt := 1; ; attempt++ {
		id := derive("undo", string(committed.ID), strconv.Itoa(attempt))
		head, err := store.Head(ctx, id)
		var known *Proposal
		switch {
		case errors.Is(err, access.ErrNotFound):
			known, err = inversion{committed, Head{ID: id, Event: committed.Event, UndoOf: committed.ID,
				Source: Source{Uploader: r.By.Mail}, CreatedAt: now, ExpiresAt: now.Add(Lifetime)}, useless, r.By}.store(ctx, store)
		case err == nil && head.At(now).Status != Pending && (head.Status != Committed || head.Undone != nil):
			if useless = ""; head.Status == Invalid {
				useless = id
			}
			continue
		case err == nil:
			known, err = store.Proposal(ctx, id)
		}
		if err != nil {
			return nil, err
		}
		known.Confirmers = confirmers(roles, known.Head, r.By.At)
		return known, nil
	}
}

// inversion is an undo in the making: head is that of the new proposal, useless the attempt before, if it did not
// fit, by who asks for it.
type inversion struct {
	committed *Proposal
	head      Head
	useless   ID
	by        access.Caller
}

// store makes and stores the proposal that undoes a committed one. If it does not fit, for the very reasons of the
// attempt before, that one is the answer.
func (i inversion) store(ctx context.Context, store Store) (*Proposal, error) {
	e, err := store.Event(ctx, i.committed.Event)
	if err != nil {
		return nil, err
	}
	p := &Proposal{Head: i.head}
	inverse := *i.committed.Inverse
	p.Import = &inverse
	p.Import.Summary = undoing(i.committed.Head)
	p.Plan, p.Problems = diff.Compute(e.Snapshot.WithPersonas(), p.Import)
	if err := p.remember(ctx, store, e.Snapshot); err != nil {
		return nil, err
	}
	p.settle(store, e)
	if p.Status == Invalid && i.useless != "" {
		former, err := store.Proposal(ctx, i.useless)
		if err != nil || sameProblems(former.Problems, p.Problems) {
			return former, err
		}
	}
	return record(ctx, store, p, func(roles access.Roles) error { return mayUndo(roles, i.by, i.committed.Head) })
}

// sameProblems: two checks found the same.
func sameProblems(a, b problem.List) bool {
	return a.Omitted == b.Omitted && slices.EqualFunc(a.Items, b.Items, func(p, q problem.Problem) bool {
		return p.Path == q.Path && p.Code == q.Code && slices.Equal(p.Args, q.Args)
	})
}

// How the summaries of undos begin, in turns.
const (
	takesBack   = "Rückgängig"
	bringsAgain = "Wieder ausgeführt"
)

// undoing is the summary of what undoes a proposal. It names what was uploaded at first, however often that was undone
// since.
func undoing(h Head) string {
	subject, prefix := h.Summary, takesBack
	if h.UndoOf != "" {
		before, rest, _ := strings.Cut(h.Summary, ": ")
		subject = rest
		if before == takesBack {
			prefix = bringsAgain
		}
	}
	if subject == "" {
		return prefix
	}
	return prefix + ": " + subject
}

// undone are the heads of all that a committed undo is about, the nearest first, as they stand after it: what it undoes
// is undone by it, what that one had undone stands again, and so on in turns.
func undone(chain []Head, by Commit) []Head {
	heads := make([]Head, len(chain))
	putBack := &by
	for i, h := range chain {
		h.Undone = putBack
		heads[i] = h
		if putBack != nil || h.Decision == nil {
			putBack = nil
			continue
		}
		putBack = &Commit{Proposal: h.ID, By: h.Decision.By, At: h.Decision.At}
	}
	return heads
}
