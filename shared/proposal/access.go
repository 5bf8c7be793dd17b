package proposal

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kursbuch.internal/shared/event"
)

// ErrUnauthenticated says that nobody knows who the caller is.
var ErrUnauthenticated = errors.New("unauthenticated")

// ErrForbidden says that the caller may see the proposal, but not do this. It is wrapped with the reason.
var ErrForbidden = errors.New("forbidden")

// Reasons why somebody may not decide, each an [ErrForbidden].
var (
	ErrNoApprover = &reason{"no-approver"}
	ErrFourEyes   = &reason{"four-eyes"}
)

// reason is an ErrForbidden with a code of its own.
type reason struct{ code string }

func (r *reason) Error() string { return "forbidden: " + r.code }
func (r *reason) Unwrap() error { return ErrForbidden }

// Access says who may do what in an event, by mail address. It is stored: fields may be added, never rename or retype
// one.
type Access struct {
	// Orgas may upload imports and see proposals.
	Orgas []string `json:"orgas"`
	// Approvers may see and decide them.
	Approvers []string `json:"approvers"`
	// FourEyes forbids confirming one's own upload.
	FourEyes bool `json:"four_eyes"`
}

// Caller is who asks for something.
type Caller struct {
	Mail string // verified mail address
	// Admin may see everything, also uploads that belong to no event. Deciding takes an approver all the same.
	Admin bool
	// Planner may keep the job calendar, see and approve what its sync does.
	Planner bool
}

// MayPlan reports whether somebody may read and change the job calendar.
func (c Caller) MayPlan() bool { return c.Planner || c.Admin }

// MaySee reports whether somebody may know of the event's proposals, and export it.
func (a Access) MaySee(c Caller) bool {
	return c.Admin || slices.Contains(a.Orgas, c.Mail) || slices.Contains(a.Approvers, c.Mail)
}

// MaySchedule reports whether somebody may say when the courses of the event meet.
func (a Access) MaySchedule(c Caller) bool { return c.Admin || slices.Contains(a.Orgas, c.Mail) }

// mayDecide gives the reason why somebody must not decide, or nil. Confirming takes two people: where the bucket does
// not tell who uploaded a file, it may have been any of the orgas. Undoing uploads nothing.
func (a Access) mayDecide(mail string, h Head, confirm bool) error {
	switch {
	case !slices.Contains(a.Approvers, mail):
		return ErrNoApprover
	case !confirm || !a.FourEyes || h.UndoOf != "":
		return nil
	case h.Source.Uploader == mail, h.Source.Uploader == "" && slices.Contains(a.Orgas, mail):
		return ErrFourEyes
	}
	return nil
}

// Allow checks that the caller may know of an event. ErrNotFound if not, or if there is none.
func Allow(ctx context.Context, store Store, c Caller, id event.ID) (Access, error) {
	access, err := store.Access(ctx, id)
	switch {
	case errors.Is(err, ErrNotFound) && c.Admin:
		return Access{}, nil
	case err == nil && !access.MaySee(c):
		err = ErrNotFound
	}
	if err != nil {
		return Access{}, fmt.Errorf("event %d: %w", id, err)
	}
	return access, nil
}

// See reads a proposal for somebody. It is as it is stored, see [Head.At]. ErrNotFound if there is none, or none that
// they may know of.
func See(ctx context.Context, store Store, c Caller, id ID) (*Proposal, error) {
	p, err := store.Proposal(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("proposal %s: %w", id, err)
	}
	if _, err := Allow(ctx, store, c, p.Event); err != nil {
		return nil, err
	}
	return p, nil
}

// List lists the proposals of an event for somebody, newest first, as they are stored. Event 0 holds the uploads
// that belong to no event. ErrNotFound if there is no such event, or none that they may know of.
func List(ctx context.Context, store Store, c Caller, id event.ID) ([]Head, error) {
	if _, err := Allow(ctx, store, c, id); err != nil {
		return nil, err
	}
	return store.Proposals(ctx, id)
}

// see is [See] for somebody who is about to decide.
func see(ctx context.Context, store Store, r Request, confirm bool) (*Proposal, error) {
	p, err := store.Proposal(ctx, r.Proposal)
	if err != nil {
		return nil, fmt.Errorf("proposal %s: %w", r.Proposal, err)
	}
	access, err := Allow(ctx, store, r.By, p.Event)
	if err != nil {
		return nil, err
	}
	if err := access.mayDecide(r.By.Mail, p.Head, confirm); err != nil {
		return nil, fmt.Errorf("proposal %s: %w", p.ID, err)
	}
	return p, nil
}
