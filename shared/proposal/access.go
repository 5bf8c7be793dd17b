package proposal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
)

// See reads a proposal for somebody. It is as it is stored, see [Head.At], and names who could confirm it.
// access.ErrNotFound if there is none, or none that they may know of: for that no more is read than a head, and who may
// do what.
//
//	the object                      | its uploader | orgas, approvers of the folder's event | admins
//	lies where it should            | all          | all                                    | all
//	is about another event          | all          | name, size, time, target               | all
//	belongs to no event that exists | all          | -                                      | all
//	names no event, being broken    | all          | no lines of it                         | all
func See(ctx context.Context, store Store, c access.Caller, id ID) (*Proposal, error) {
	p, roles, err := see(ctx, store, c, id)
	if err != nil {
		return nil, err
	}
	p.Confirmers = confirmers(roles, p.Head, c.At)
	return p, nil
}

// Log reads lines of the log of an event for somebody, newest first. access.ErrNotFound if there is no such event, or
// none that they may know of.
func Log(ctx context.Context, store Store, c access.Caller, q LogQuery) ([]LogLine, error) {
	if _, err := access.Allow(ctx, store, c, q.Event); err != nil {
		return nil, err
	}
	return store.Log(ctx, q)
}

// foreign reports whether a proposal holds what is meant for another event, which somebody did not upload themselves.
func (h Head) foreign(c access.Caller) bool {
	return h.Target != "" && !c.Admin && h.Source.Uploader != c.Mail
}

// For is the head as far as somebody may see it who may know of its event.
func (h Head) For(c access.Caller) Head {
	if h.foreign(c) {
		h.Summary, h.ContentHash, h.Counts, h.Token, h.Figures = "", "", nil, "", Figures{}
	}
	return h
}

// see is [See], together with the roles of the proposal's event.
func see(ctx context.Context, store Store, c access.Caller, id ID) (*Proposal, access.Roles, error) {
	head, roles, err := seeHead(ctx, store, c, id)
	if err != nil {
		return nil, roles, fmt.Errorf("proposal %s: %w", id, err)
	}
	p, err := store.Proposal(ctx, id)
	if err != nil {
		return nil, roles, fmt.Errorf("proposal %s: %w", id, err)
	}
	if head.foreign(c) {
		p = &Proposal{Head: head.For(c), Problems: misplacement(p.Problems)}
	} else if p.nameless() && !c.Admin && head.Source.Uploader != c.Mail {
		p.Correction = nil
		for i := range p.Problems.Items {
			conceal(&p.Problems.Items[i])
		}
	}
	return p, roles, nil
}

// seeHead reads no more than it takes to know whether somebody may see a proposal.
func seeHead(ctx context.Context, store Store, c access.Caller, id ID) (Head, access.Roles, error) {
	head, err := store.Head(ctx, id)
	if err != nil {
		return Head{}, access.Roles{}, err
	}
	if own := c.Admin || head.Source.Uploader == c.Mail; head.Event == 0 && own {
		return head, access.Roles{}, nil
	}
	roles, err := store.Access(ctx, head.Event)
	switch {
	case errors.Is(err, access.ErrNotFound) && !errors.Is(err, access.ErrErased) && c.Admin:
		err = nil
	case err == nil && !roles.MaySee(c):
		err = access.ErrNotFound
	}
	return head, roles, err
}

// nameless reports whether nobody can tell which event a broken file is about.
func (p *Proposal) nameless() bool {
	return p.Status == Invalid && (p.Import == nil || p.Import.Event == 0)
}

// conceal takes away what tells of the content of a file.
func conceal(p *problem.Problem) { p.Lines, p.Suggestions, p.Subject = nil, nil, nil }

// misplacement is what those may read of the problems of a file who did not upload it and whom it does not concern.
func misplacement(all problem.List) (found problem.List) {
	for _, p := range all.Items {
		if misplacing[p.Code] {
			conceal(&p)
			found.Append(problem.List{Items: []problem.Problem{p}})
		}
	}
	return found
}

// decidable reads a proposal for somebody who is about to decide, if they may.
func decidable(ctx context.Context, store Store, r Request, may right) (*Proposal, access.Roles, error) {
	p, roles, err := see(ctx, store, r.By, r.Proposal)
	if err != nil {
		return nil, roles, err
	}
	if err := may(roles, r.By, p.Head); err != nil {
		return nil, roles, fmt.Errorf("proposal %s: %w", p.ID, err)
	}
	return p, roles, nil
}

// right gives the reason why somebody must not take a decision, or nil.
type right func(access.Roles, access.Caller, Head) error

func mayConfirm(r access.Roles, c access.Caller, h Head) error {
	return r.MayConfirm(c, h.Source.Uploader, h.Source.Suspects)
}

// Awaits reports whether a proposal waits for somebody: it is pending, and they may confirm it.
func (h Head) Awaits(r access.Roles, c access.Caller) bool {
	return h.Status == Pending && mayConfirm(r, c, h) == nil
}

func mayReject(r access.Roles, c access.Caller, _ Head) error { return r.MayDecide(c) }

func mayWithdraw(r access.Roles, c access.Caller, h Head) error {
	return r.MayWithdraw(c, h.Source.Uploader)
}

func mayUndo(r access.Roles, c access.Caller, _ Head) error { return r.MayUndo(c) }

// Obstacle is what keeps everybody from confirming a proposal.
type Obstacle string

// The obstacles.
const (
	ClosedEvent   Obstacle = "closed-event"   // nothing of the event changes any more
	NoApprover    Obstacle = "no-approver"    // it has none, at that time
	OnlySuspects  Obstacle = "only-suspects"  // nobody knows who uploaded it, and each approver may have
	OnlyUploaders Obstacle = "only-uploaders" // who uploaded it is the only approver
)

// Obstacle is what keeps everybody from confirming a pending proposal at a time; empty: somebody may.
func (h Head) Obstacle(r access.Roles, at time.Time) Obstacle {
	switch {
	case len(confirmers(r, h, at)) > 0:
		return ""
	case r.Closed != nil:
		return ClosedEvent
	case len(r.At(at).Approvers) == 0:
		return NoApprover
	case h.Source.Uploader == "":
		return OnlySuspects
	}
	return OnlyUploaders
}

// confirmers are the mail addresses of all who may confirm a proposal at a time; empty if nobody may, or if it is not
// pending.
func confirmers(r access.Roles, h Head, at time.Time) []string {
	list := []string{}
	if h.Status != Pending {
		return list
	}
	for _, mail := range r.Approvers {
		if mayConfirm(r, access.Caller{Mail: mail, At: at}, h) == nil {
			list = append(list, mail)
		}
	}
	return list
}
