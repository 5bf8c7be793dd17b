package proposal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal/receipt"
	"kursbuch.internal/shared/scalar"
)

// Check makes a proposal of an upload and stores it, whatever is in the file. An upload that was checked before,
// pending or decided, is left as it is. access.ErrErased if the event was erased: then nothing is stored. Any other
// error is one of the store: trying again may help.
func Check(ctx context.Context, store Store, u Upload, now time.Time) (*Proposal, error) {
	id := IDOf(u.Source)
	switch known, err := store.Proposal(ctx, id); {
	case err == nil:
		return known, nil
	case !errors.Is(err, access.ErrNotFound):
		return nil, err
	}
	p := &Proposal{Head: Head{ID: id, Event: EventOf(u.Object), Status: Invalid, Source: u.Source, CreatedAt: now,
		ExpiresAt: now.Add(Lifetime)}}
	if p.Source.Uploader != "" {
		p.Source.Suspects = nil
	}
	if err := p.judge(ctx, store, u); err != nil {
		return nil, err
	}
	u.Content = nil                                                       // storing takes memory enough
	return record(ctx, store, p, func(access.Roles) error { return nil }) // what may be uploaded is judged above
}

// MaxRegistrations is how many registrations an event may have. A check that changes all of them takes about 28 KB for
// each, as scripts/bench measures it; a function that died of more would be triggered again for a day.
const MaxRegistrations = 50_000

// judge finds everything that can be known about an upload.
func (p *Proposal) judge(ctx context.Context, store Store, u Upload) error {
	if p.Event == 0 {
		p.Problems.Add("", onimport.BadName, u.Object)
		p.misplace(u, 0)
		return nil
	}
	if err := p.attest(ctx, store, u); err != nil {
		return err
	}
	e, err := store.Event(ctx, p.Event)
	switch {
	case errors.Is(err, access.ErrErased):
		return err
	case errors.Is(err, access.ErrNotFound):
		p.Problems.Add("", onimport.UnknownEvent, p.Event)
		p.misplace(u, p.Event)
		p.Event = 0 // it belongs to nobody but who uploaded it
		return nil
	case err != nil:
		return err
	case p.refuse(u, e):
		return nil
	}
	if p.Source.Uploader == "" {
		p.Source.Suspects = union(p.Source.Suspects, e.Access.Orgas)
	}
	known := e.Snapshot.WithPersonas()
	p.take(Judge(known, u.Content))
	if err := p.remember(ctx, store, known); err != nil {
		return err
	}
	p.misplace(u, p.Event)
	p.correct(known, u.Content)
	if !p.settle(store, e) {
		partial.Locate(u.Content, &p.Problems, &p.Warnings)
	}
	if p.Calendar != nil {
		partial.Locate(u.Content, &p.Calendar.Warnings)
	}
	return nil
}

// refuse finds what keeps an upload from being judged, whatever is asked for in it; false if nothing does.
func (p *Proposal) refuse(u Upload, e *Event) bool {
	switch n := len(e.Snapshot.Registrations); {
	case !p.Problems.Empty(): // nobody vouches for it
		p.aim(u, p.Event)
	case e.Access.Closed != nil:
		p.Problems.Add("", onevent.EventClosed, scalar.InBerlin(e.Access.Closed.At), e.Access.Closed.By)
		p.misplace(u, p.Event)
	case u.Failed == onimport.TooLarge:
		p.Problems.Add("", u.Failed, partial.MaxBytes>>20)
	case u.Failed != "":
		p.Problems.Add("", u.Failed)
	case n > MaxRegistrations:
		p.Problems.Add("", onimport.EventTooBig, n, MaxRegistrations)
		p.misplace(u, p.Event)
	default:
		return false
	}
	return true
}

func (p *Proposal) take(j Judgement) {
	p.Import, p.Plan, p.Problems, p.Warnings = j.Import, j.Plan, j.Problems, j.Warnings
}

// misplacing are the problems of where a file lies. They tell nothing of what is in it but its event.
var misplacing = map[problem.Code]bool{
	onimport.BadName: true, onimport.UnknownEvent: true, onimport.WrongEvent: true, onimport.WrongFolder: true,
	onimport.OtherEvent: true,
}

// misplace finds out which event a file is about and, if that is another one than that in whose folder it lies, where
// it should lie.
func (p *Proposal) misplace(u Upload, folder event.ID) {
	if named := partial.EventOf(u.Content); p.Import == nil && named != 0 {
		p.Import = &partial.Import{Event: named}
	}
	p.aim(u, folder)
}

// aim finds out where a file should lie that is about another event than the one in whose folder it lies. Of a file
// that nobody vouches for, that is all that is believed: it goes with the event.
func (p *Proposal) aim(u Upload, folder event.ID) {
	if named := partial.EventOf(u.Content); named != 0 && named != folder {
		p.Target = folderOf(named) + p.Source.Name()
		if receipt.NameOf(u.Object) != "" { // who uploaded it by the console knows of no folders
			p.Problems.Add("", onimport.OtherEvent, named)
		} else {
			p.Problems.Add("", onimport.WrongFolder, p.Target)
		}
	}
}

// union is both lists in order, each address once.
func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// settle is seal for a proposal that is to be stored. It makes one invalid which the store cannot hold, or not what
// committing it writes, and reports false then.
//
// What a plan leads to is found once: a proposal that still does what its reviewer saw keeps the outcome of the check.
func (p *Proposal) settle(store Store, e *Event) bool {
	reviewed, seen := p.Token, p.Outcome
	if p.seal(); p.Token != reviewed {
		p.Outcome = nil
	}
	p.foresee(e)
	if seen != nil && p.Outcome != nil && p.Outcome != seen {
		p.Outcome.Names.Keep(seen.Names) // reviews tell of what the plan mentions no more
	}
	found := store.Oversize(func() Effect {
		if p.Plan == nil {
			return Effect{Proposal: p}
		}
		longest := strings.Repeat("m", 254) // mail address, and a time with all its digits
		return p.commitment(e, longest, time.Unix(0, 1))
	})
	if found.Empty() {
		return true
	}
	p.Import, p.Plan, p.Outcome, p.Calendar, p.Summary = nil, nil, nil, nil, ""
	p.Problems, p.Warnings, p.Correction = found, problem.List{}, nil
	p.seal()
	p.figure()
	return false
}

// foresee finds out what committing leads to, and what it does to calendars.
func (p *Proposal) foresee(e *Event) {
	p.Calendar = nil
	if p.Plan != nil {
		after := diff.After(e.Snapshot, p.Plan)
		if !e.Sessions.Empty() {
			p.Calendar = new(jobcal.EffectOf(e.Snapshot, after, e.Sessions, e.Persons))
		}
		if p.Outcome == nil {
			p.Outcome = outcome.Of(e.Snapshot, after, p.Plan, p.Calendar)
		}
	}
	p.figure()
}

// seal derives from import and plan what the head says of them.
func (p *Proposal) seal() {
	p.Status, p.Token, p.Counts = Invalid, "", nil
	if p.Import != nil {
		p.Summary = p.Import.Summary
	}
	if p.Plan != nil {
		p.ContentHash = p.Import.ContentHash()
		p.Status, p.Token, p.Counts = Pending, p.Plan.Token(string(p.ID)), p.Plan.Counts()
	}
}

// record stores a new proposal and gives it as it is stored. Of several uploads of one object only the newest is
// pending. An event that is gone meanwhile takes none, nor does one in which nobody may upload it any more.
func record(ctx context.Context, store Store, p *Proposal, may func(access.Roles) error) (*Proposal, error) {
	subject := Subject{Proposal: p.ID, Event: p.Event, Bucket: p.Source.Bucket, Object: p.Source.Slot(),
		ContentHash: p.ContentHash}
	var stored *Proposal
	err := store.Update(ctx, subject, func(s State) (Effect, error) {
		if stored = s.Proposal; stored != nil { // another delivery of the same trigger was faster
			return Effect{}, nil
		}
		if err := may(s.roles()); err != nil {
			return Effect{}, err
		} else if p.Event != 0 && s.Access == nil {
			return Effect{}, fmt.Errorf("event %d: %w", p.Event, access.ErrNotFound)
		}
		fresh := *p
		stored = &fresh
		effect := Effect{Proposal: stored}
		for _, sibling := range s.Siblings {
			if sibling.Source.Generation > stored.Source.Generation {
				stored.supersede(sibling, p.CreatedAt)
			} else if stored.Status != Superseded {
				sibling.supersede(stored.Head, p.CreatedAt)
				effect.Heads = append(effect.Heads, sibling)
				stored.Superseded = append(stored.Superseded, sibling.ID)
			}
		}
		if known := s.standing(); known != nil && stored.Plan != nil && p.UndoOf == "" {
			stored.flag(*known)
		}
		return effect, nil
	})
	if err != nil {
		return nil, err
	}
	return stored, nil
}

func (h *Head) supersede(by Head, now time.Time) {
	if h.Status == Pending {
		h.Status = Superseded
		h.Decision = &Decision{Status: Superseded, By: by.Source.Uploader, At: now, Successor: by.ID}
	}
}

// flag warns that the content was committed before. It replaces the plan, which may be that of another run of the
// update.
func (p *Proposal) flag(c Commit) {
	plan := *p.Plan
	plan.Warnings.Items = slices.Clip(plan.Warnings.Items)
	plan.Warnings.Add("", onimport.AlreadyCommitted, scalar.InBerlin(c.At), c.By)
	p.Plan = &plan
	p.figure()
}
