// Package access says who may do what.
//
// Who calls is a [Caller]; what they are in an event are its [Roles]:
//
//	                               | orga | approver | planner | admin
//	know of an event, its imports  |  x   |    x     |         |   x
//	upload imports                 |  x   |          |         |
//	say when its courses meet      |  x   |          |         |   x
//	decide about its imports       |      |    x     |         |
//	keep the job calendar, sync it |      |          |    x    |   x
//	change settings, the calendars |      |          |         |   x
//	create events, say who may what|      |          |         |   x
//
// A role may end, and an event be closed: see [Roles].
//
// Whoever may not know of something is told that it does not exist, an [ErrNotFound]. An [ErrForbidden] is for those
// who may look, but not do this.
package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/event"
)

// Errors of every store, and of whoever uses one.
var (
	// ErrNotFound: there is no such thing, or none that the caller may know of.
	ErrNotFound = errors.New("not found")
	// ErrErased: there was such an event, and there never will be again. It is an ErrNotFound.
	ErrErased = fmt.Errorf("erased: %w", ErrNotFound)
	// ErrChanged: what the caller has seen is not there any more, somebody was faster. Nothing was written.
	ErrChanged = errors.New("changed meanwhile")
)

// ErrUnauthenticated says that nobody knows who the caller is.
var ErrUnauthenticated = errors.New("unauthenticated")

// ErrForbidden says that the caller may look, but not do this. It comes as one of its reasons.
var ErrForbidden = errors.New("forbidden")

// Reasons why somebody may not do something, each an [ErrForbidden].
var (
	// ErrNoApprover: only approvers of the event may decide about its imports.
	ErrNoApprover = &reason{"no-approver"}
	// ErrFourEyes: confirming takes somebody else than who uploaded.
	ErrFourEyes = &reason{"four-eyes"}
	// ErrNoAdmin: only admins may do this.
	ErrNoAdmin = &reason{"no-admin"}
	// ErrNoOrga: only orgas of the event, or admins, may do this.
	ErrNoOrga = &reason{"no-orga"}
	// ErrNoRole: only orgas and approvers of the event may do this.
	ErrNoRole = &reason{"no-role"}
	// ErrClosed: nobody may change anything of an event that is closed.
	ErrClosed = &reason{"closed"}
	// ErrOpen: only an event that is closed can be erased.
	ErrOpen = &reason{"open"}
	// ErrEnding: somebody ordered that the event be erased.
	ErrEnding = &reason{"ending"}
	// ErrBegun: the erase has begun, nobody can call it off any more.
	ErrBegun = &reason{"begun"}
	// ErrNotUploader: only who uploaded an import may withdraw it.
	ErrNotUploader = &reason{"not-uploader"}
)

// reason is an ErrForbidden with a code of its own.
type reason struct{ code string }

func (r *reason) Error() string { return "forbidden: " + r.code }
func (r *reason) Unwrap() error { return ErrForbidden }

// Caller is who asks for something. The zero value is nobody.
type Caller struct {
	Mail string // verified mail address
	// Admin may see everything, also uploads that belong to no event. Deciding takes an approver all the same.
	Admin bool
	// Planner may keep the job calendar, see and approve what its sync does.
	Planner bool
	// At is when they ask. Zero: nobody knows, and for them every role that ends is over.
	At time.Time
}

// Lower is a mail address with small letters, as all that are compared have them. It makes those small that are in
// ASCII. Others stay: the Kelvin sign would become a k, somebody else's address.
func Lower(mail string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, mail)
}

// AllLower are addresses as [Lower] has them.
func AllLower(mails []string) []string {
	mails = slices.Clone(mails)
	for i, mail := range mails {
		mails[i] = Lower(mail)
	}
	return mails
}

// MayPlan reports whether somebody may read and change the job calendar.
func (c Caller) MayPlan() bool { return c.Planner || c.Admin }

// Events tells the roles of events.
type Events interface {
	// Access reads who may do what in an event. ErrNotFound if there is none, which is an ErrErased if there was one.
	Access(ctx context.Context, id event.ID) (Roles, error)
}

// Allow checks that the caller may know of an event. ErrNotFound if not, or if there is none.
func Allow(ctx context.Context, events Events, c Caller, id event.ID) (Roles, error) {
	roles, err := events.Access(ctx, id)
	if err == nil && !roles.MaySee(c) {
		err = ErrNotFound
	}
	if err != nil {
		return Roles{}, fmt.Errorf("event %d: %w", id, err)
	}
	return roles, nil
}
