package proposal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/diff/explain"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

// Errors of a decision.
var (
	// ErrExpired: nobody decided in time.
	ErrExpired = errors.New("expired")
	// ErrNeedsForce: the same content was committed before, and the request does not say that this is known. Undoing needs
	// no force: who undoes twice has redone in between.
	ErrNeedsForce = errors.New("content already committed")
	// ErrWrongToken: the token is none that a reviewer of this proposal ever had.
	ErrWrongToken = errors.New("wrong token")
	// ErrDeletions: more than a fifth of a section vanishes, and the request names another number of entities.
	ErrDeletions = errors.New("another number of deletions")
	// ErrReasonMissing: who rejects has to say why.
	ErrReasonMissing = errors.New("a reason is missing")
)

// Request is somebody's decision.
type Request struct {
	Proposal ID
	// Token is that of the proposal as it was reviewed.
	Token string
	By    access.Caller
	// Reason is why a proposal is rejected, or withdrawn.
	Reason string
	// Deletions is how many entities its approver saw vanish, see [Figures]; nil: nobody asked them, as a program that
	// read the proposal is not asked.
	Deletions *int
	// Force: the content may have been committed before.
	Force bool
}

// Confirm commits a proposal, if it would still do exactly what the reviewer saw. Confirming again gives the same
// answer. What is stored is what was computed in the very transaction that wrote it.
//
//	the token is that of | answer
//	what would be done   | committed
//	a former review      | *Stale
//	neither              | ErrWrongToken
//
// So whoever was told that their review is out of date has to take the token of the fresh one: that is how they say
// that they saw it. Who is asked to type the number of a mass deletion types the right one: of so many deletions some
// were never meant.
//
// Errors: access.ErrNotFound, access.ErrForbidden, ErrDecided, ErrExpired, ErrNeedsForce, ErrWrongToken,
// ErrDeletions, *Stale; any other is one of the store.
func Confirm(ctx context.Context, store Store, r Request, now time.Time) (*Proposal, error) {
	c := confirmation{request: r, now: now}
	p, err := c.decide(ctx, store)
	missing, ok := errors.AsType[*forgotten](err)
	if !ok {
		return p, err
	}
	if c.gone, err = deleted(ctx, store, missing.event); err != nil {
		return nil, fmt.Errorf("proposal %s: %w", r.Proposal, err)
	}
	return c.decide(ctx, store)
}

// forgotten says that a plan mentions what the event does not have any more, and that the log may know its name. A
// transaction does not read the log, and few confirmations need it: it is read before another try.
type forgotten struct{ event *event.Snapshot }

func (*forgotten) Error() string { return "the names of what was deleted are not known yet" }

// confirmation is one try to confirm. Gone is what was deleted of the event; nil: nobody has looked it up.
type confirmation struct {
	request Request
	now     time.Time
	gone    map[event.Key]explain.Gone
}

func (c confirmation) decide(ctx context.Context, store Store) (*Proposal, error) {
	r := c.request
	return decide(ctx, store, r, verdict{Committed, c.now, mayConfirm, func(s State) (Effect, error) {
		p := s.Proposal
		token, reviewed := p.Token, p.Plan
		p.recompute(store, s, c.gone)
		if c.gone == nil && p.misses() {
			return Effect{}, &forgotten{s.Event.Snapshot}
		}
		p.outdate(token, reviewed)
		review := p.review(r.Token)
		switch {
		case p.Status == Pending && p.Token == r.Token:
		case review != nil:
			return Effect{Proposal: p}, &Stale{Fresh: p, Changed: review.Changed}
		default:
			return Effect{}, ErrWrongToken
		}
		known := s.standing()
		if known != nil && !r.Force && p.UndoOf == "" {
			return Effect{}, ErrNeedsForce
		}
		if p.Figures.Mass && r.Deletions != nil && *r.Deletions != p.Figures.Deletions {
			return Effect{}, ErrDeletions
		}
		effect := p.commitment(s.Event, r.By.Mail, c.now)
		effect.Proposal.Decision.Forced = known != nil && r.Force
		effect.Heads = undone(s.Undoing, *effect.Commit)
		return effect, nil
	}})
}

// recompute finds out what p would do to the event as it is now. Gone is what is known of what was deleted.
func (p *Proposal) recompute(store Store, s State, gone map[event.Key]explain.Gone) {
	reviewed := p.Plan
	p.compute(s.Event)
	if p.Plan != nil {
		relocate(&p.Plan.Warnings, reviewed.Warnings)
		relocate(&p.Plan.Resolved, reviewed.Resolved)
		if known := s.standing(); known != nil && p.UndoOf == "" {
			p.flag(*known)
		}
	}
	explain.Remember(p.Import, gone, p.findings()...)
	p.settle(store, s.Event)
}

// commitment is what committing p writes. It leaves p as it is.
func (p *Proposal) commitment(e *Event, by string, now time.Time) Effect {
	applied := diff.Apply(e.Snapshot, p.Plan, now)
	committed := *p
	committed.Status, committed.Reviews = Committed, nil
	committed.Inverse = diff.Inverse(p.Event, p.Plan, applied)
	committed.Decision = &Decision{Status: Committed, By: by, At: now, Created: applied.Created}
	return Effect{Proposal: &committed, Applied: &applied, Log: p.log(applied.Created, by, now),
		Commit: &Commit{Proposal: p.ID, By: by, At: now}, Entry: p.entry(applied.Created, by, now),
		Releases: p.releases(e, applied.Snapshot, by, now)}
}

// entry is what the journal gets when p is committed; nil: it changes nothing of the definition.
func (p *Proposal) entry(created diff.Created, by string, now time.Time) *journal.Entry {
	if !p.Plan.Defines() {
		return nil
	}
	entry := journal.New(journal.Definition, by, now)
	entry.Event = p.Event
	entry.Proposal, entry.Uploader, entry.UndoOf = string(p.ID), p.Source.Uploader, string(p.UndoOf)
	entry.Before, entry.After = p.Plan.Definition(created)
	return &entry
}

// releases are those of the event once p is committed: what p shows as going from calendars need not be approved once
// more. Nil: they stay as they are.
func (p *Proposal) releases(e *Event, after *event.Snapshot, by string, now time.Time) []jobcal.Release {
	if p.Calendar == nil {
		return nil
	}
	was, is := jobcal.Occasion{Snapshot: e.Snapshot, Sessions: e.Sessions, Persons: e.Persons},
		jobcal.Occasion{Snapshot: after, Sessions: e.Sessions.Of(&after.Event), Persons: e.Persons}
	all := jobcal.Released(was, is, e.Releases,
		jobcal.Release{Proposal: string(p.ID), Title: abridged(p.Title()), By: by, At: now})
	if len(all)+len(e.Releases) == 0 {
		return nil
	}
	return all
}

// log is what is added to the log of the event when p is committed.
func (p *Proposal) log(created diff.Created, by string, now time.Time) []event.LogEntry {
	log := slices.Clone(p.Plan.Log)
	for i := range log {
		l := &log[i]
		l.Time, l.By, l.Uploader = now, by, p.Source.Uploader
		l.Proposal, l.Summary = string(p.ID), abridged(p.Summary)
		l.Entity = created.Key(l.Entity)
	}
	return log
}

// abridged is as much of a summary as every line of a log holds.
func abridged(summary string) string {
	const most = 200
	if runes := []rune(summary); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return summary
}

// Reject decides that a proposal is not to be committed. Rejecting again for the same reason gives the same answer.
// Errors as for [Confirm], and ErrReasonMissing.
func Reject(ctx context.Context, store Store, r Request, now time.Time) (*Proposal, error) {
	return decide(ctx, store, r, verdict{Rejected, now, mayReject, func(s State) (Effect, error) {
		if strings.TrimSpace(r.Reason) == "" {
			return Effect{}, ErrReasonMissing
		}
		return r.close(s, Rejected, now)
	}})
}

// Withdraw takes a proposal back, for who uploaded it; if nobody knows who did, for any orga of the event. Deleting the
// object withdraws nothing: what was uploaded is stored with the proposal. Withdrawing again gives the same answer.
// Errors as for [Confirm].
func Withdraw(ctx context.Context, store Store, r Request, now time.Time) (*Proposal, error) {
	return decide(ctx, store, r, verdict{Withdrawn, now, mayWithdraw, func(s State) (Effect, error) {
		return r.close(s, Withdrawn, now)
	}})
}

// close ends a pending proposal without committing it.
func (r Request) close(s State, to Status, now time.Time) (Effect, error) {
	s.Proposal.Status = to
	s.Proposal.Decision = &Decision{Status: to, By: r.By.Mail, At: now, Reason: r.Reason}
	return Effect{Proposal: s.Proposal}, nil
}

// verdict is what decide is to reach.
type verdict struct {
	to   Status
	at   time.Time
	may  right
	take func(State) (Effect, error)
}

// repeats reports whether a proposal was decided in just this way before.
func (v verdict) repeats(p *Proposal, r Request) bool {
	switch {
	case p.Status != v.to:
		return false
	case v.to == Committed:
		return p.Token == r.Token
	}
	return p.Decision.Reason == r.Reason
}

// decide is the way to a decision: whether the caller may take it, and whether it is still to be taken.
func decide(ctx context.Context, store Store, r Request, v verdict) (*Proposal, error) {
	known, roles, err := decidable(ctx, store, r, v.may)
	if err != nil {
		return nil, err
	}
	subject := Subject{Proposal: known.ID, Event: known.Event, ContentHash: known.ContentHash}
	if v.to == Committed {
		subject.WithEvent, subject.UndoOf = true, known.UndoOf
	}
	var decided *Proposal
	var stale *Stale
	err = store.Update(ctx, subject, func(s State) (Effect, error) {
		decided, stale = s.Proposal, nil
		switch p := s.Proposal; {
		case p == nil || subject.WithEvent && s.Event == nil:
			return Effect{}, access.ErrNotFound
		case v.repeats(p, r):
			p.Repeated = true
			return Effect{}, nil
		case p.Status != Pending:
			return Effect{}, &Decided{p.Head}
		case p.At(v.at).Status == Expired:
			return Effect{}, ErrExpired
		}
		if err := v.may(s.roles(), r.By, s.Proposal.Head); err != nil { // who may have lost the right a moment ago
			return Effect{}, err
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
		stale.Fresh.Confirmers = confirmers(roles, stale.Fresh.Head, r.By.At)
		if err := stale.explain(ctx, store); err != nil {
			return nil, fmt.Errorf("proposal %s: %w", r.Proposal, err)
		}
		return nil, stale
	}
	decided.Confirmers = confirmers(roles, decided.Head, r.By.At)
	return decided, nil
}
