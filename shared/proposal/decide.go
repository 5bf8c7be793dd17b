package proposal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// Errors of a decision.
var (
	// ErrDecided: the proposal was decided otherwise, or never could be.
	ErrDecided = errors.New("already decided")
	// ErrExpired: nobody decided in time.
	ErrExpired = errors.New("expired")
	// ErrNeedsForce: the same content was committed before, and the request does not say that this is known. Undoing needs
	// no force: who undoes twice has redone in between.
	ErrNeedsForce = errors.New("content already committed")
)

// Stale says that a proposal would not do any more what its reviewer saw.
type Stale struct {
	// Fresh is the proposal with what it would do now. It is stored: who reviews it can confirm it by its new token.
	Fresh *Proposal
	// Changed are the values about which what was seen and what would be done now differ.
	Changed []Difference
}

// Difference is one value about which two plans differ. A nil shift means that the plan does not touch the value.
type Difference struct {
	Path     jsontext.Pointer `json:"path"`
	Reviewed *Shift           `json:"reviewed"`
	Now      *Shift           `json:"now"`
}

// Shift is how a plan changes one value.
type Shift struct {
	From scalar.Value `json:"from"`
	To   scalar.Value `json:"to"`
}

func (s *Stale) Error() string { return "stale: the event changed since the review" }

// Request is somebody's decision.
type Request struct {
	Proposal ID
	// Token is that of the proposal as it was reviewed.
	Token string
	By    access.Caller
	// Reason is why a proposal is rejected.
	Reason string
	// Force: the content may have been committed before.
	Force bool
}

// Confirm commits a proposal, if it would still do exactly what the reviewer saw. Confirming again gives the same
// answer. Errors: access.ErrNotFound, access.ErrForbidden, ErrDecided, ErrExpired, ErrNeedsForce, *Stale; any other is
// one of the store.
func Confirm(ctx context.Context, store Store, r Request, now time.Time) (*Proposal, error) {
	return decide(ctx, store, r, verdict{Committed, now, func(s State) (Effect, error) {
		p := s.Proposal
		reviewed := p.Plan
		if p.Plan, p.Problems = diff.Compute(s.Event.Snapshot, p.Import); p.Plan != nil && s.Committed != nil &&
			p.UndoOf == "" {
			p.flag(*s.Committed)
		}
		p.settle(store, s.Event)
		if p.Status != Pending || p.Token != r.Token {
			return Effect{Proposal: p}, &Stale{Fresh: p, Changed: compare(reviewed, p.Plan)}
		}
		if s.Committed != nil && !r.Force && p.UndoOf == "" {
			return Effect{}, ErrNeedsForce
		}
		effect := p.commitment(s.Event.Snapshot, r.By.Mail, now)
		effect.Proposal.Plan = reviewed // it does the same, and its warnings know their lines in the file
		effect.Proposal.Decision.Forced = s.Committed != nil && r.Force
		return effect, nil
	}})
}

// commitment is what committing p writes. It leaves p as it is.
func (p *Proposal) commitment(s *event.Snapshot, by string, now time.Time) Effect {
	applied := diff.Apply(s, p.Plan, now)
	committed := *p
	committed.Status = Committed
	committed.Inverse = diff.Inverse(p.Event, p.Plan, applied)
	committed.Decision = &Decision{Status: Committed, By: by, At: now, Created: applied.Created}
	log := slices.Clone(p.Plan.Log)
	for i := range log {
		log[i].Time, log[i].By = now, by
	}
	return Effect{Proposal: &committed, Applied: &applied, Log: log, Commit: &Commit{Proposal: p.ID, By: by, At: now}}
}

// Reject decides that a proposal is not to be committed. Rejecting again gives the same answer. Errors as for
// [Confirm].
func Reject(ctx context.Context, store Store, r Request, now time.Time) (*Proposal, error) {
	return decide(ctx, store, r, verdict{Rejected, now, func(s State) (Effect, error) {
		s.Proposal.Status = Rejected
		s.Proposal.Decision = &Decision{Status: Rejected, By: r.By.Mail, At: now, Reason: r.Reason}
		return Effect{Proposal: s.Proposal}, nil
	}})
}

// verdict is what decide is to reach.
type verdict struct {
	to   Status
	at   time.Time
	take func(State) (Effect, error)
}

// decide is the way to a decision: whether the caller may take it, and whether it is still to be taken.
func decide(ctx context.Context, store Store, r Request, v verdict) (*Proposal, error) {
	known, err := decidable(ctx, store, r, v.to == Committed)
	if err != nil {
		return nil, err
	}
	subject := Subject{Proposal: known.ID, Event: known.Event, ContentHash: known.ContentHash,
		WithEvent: v.to == Committed}
	var decided *Proposal
	var stale *Stale
	err = store.Update(ctx, subject, func(s State) (Effect, error) {
		decided, stale = s.Proposal, nil
		switch p := s.Proposal; {
		case p == nil || subject.WithEvent && s.Event == nil:
			return Effect{}, access.ErrNotFound
		case p.Status == v.to && (v.to == Rejected || p.Token == r.Token):
			return Effect{}, nil // the same decision again: the same answer
		case p.Status != Pending:
			return Effect{}, ErrDecided
		case p.At(v.at).Status == Expired:
			return Effect{}, ErrExpired
		}
		effect, err := v.take(s)
		if errors.As(err, &stale) { // the fresh diff is kept for the next review
			return effect, nil
		}
		if effect.Proposal != nil {
			decided = effect.Proposal
		}
		return effect, err
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("proposal %s: %w", r.Proposal, err)
	case stale != nil:
		return nil, stale
	}
	return decided, nil
}

// compare lists the values about which two plans differ, by path. The second plan is nil if there is none any more.
func compare(reviewed, now *diff.Plan) []Difference {
	before, after := shifts(reviewed), shifts(now)
	var differences []Difference
	for path, shift := range event.Sorted(before) {
		if other, ok := after[path]; !ok {
			differences = append(differences, Difference{Path: path, Reviewed: &shift})
		} else if other != shift {
			differences = append(differences, Difference{Path: path, Reviewed: &shift, Now: &other})
		}
	}
	for path, shift := range event.Sorted(after) {
		if _, ok := before[path]; !ok {
			differences = append(differences, Difference{Path: path, Now: &shift})
		}
	}
	return differences
}

func shifts(p *diff.Plan) map[jsontext.Pointer]Shift {
	all := map[jsontext.Pointer]Shift{}
	if p == nil {
		return all
	}
	for _, c := range p.Changes {
		for _, s := range c.Sets {
			all[jsontext.Pointer(c.Key.String())+s.Path] = Shift{s.From, s.To}
		}
	}
	for _, c := range p.Cascades {
		all[c.Pointer()] = Shift{c.From, c.To}
	}
	return all
}
