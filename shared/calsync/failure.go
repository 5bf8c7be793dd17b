// Why a call to Google failed, and what people read of it. What a run does about it is decided in package syncrun.

package calsync

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/scalar"
)

// Failure is why a call failed, in the terms that a run acts upon.
type Failure string

// The failures.
const (
	FailedChanged      Failure = "changed"      // the entry is not as it was read: 412
	FailedExists       Failure = "exists"       // there is an entry with this ID, maybe a deleted one: 409
	FailedGone         Failure = "gone"         // there is no such entry or rule (any more): 404, 410
	FailedRefused      Failure = "refused"      // Google does not take what was sent: 400 and what is alike
	FailedOrganizer    Failure = "organizer"    // the entry belongs to another calendar: 403 forbiddenForNonOrganizer
	FailedInvitations  Failure = "invitations"  // too many guests were invited: 403 quotaExceeded
	FailedLimited      Failure = "limited"      // too many calls, even after waiting: 403 …rateLimitExceeded, 429
	FailedNoCalendar   Failure = "no-calendar"  // there is no such calendar
	FailedNoWriter     Failure = "no-writer"    // we may not write to the calendar (any more): 403 requiredAccessLevel
	FailedAPIOff       Failure = "api-off"      // the API is switched off in our project: 403 accessNotConfigured
	FailedWithdrawn    Failure = "withdrawn"    // the delegation is: no token, or one that allows less than we need
	FailedUnauthorised Failure = "unauthorised" // we may not: 401, other 403
	FailedDelegation   Failure = "delegation"   // 403 forbiddenForServiceAccounts
	FailedUnavailable  Failure = "unavailable"  // nobody knows whether the call was done: 5xx, time-out, broken connection
)

// Error is a call that failed.
type Error struct {
	Failure Failure
	Status  int    // of the answer; 0: there was none
	Reason  string // Google's word for it, such as quotaExceeded; noAnswer, noToken if it was not Google that failed
	Message string // Google's sentence
	Err     error
}

// Error implements the error interface.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: %d %s: %s", e.Failure, e.Status, e.Reason, e.Message)
}

// Unwrap is what was behind it; nil: nothing that anybody knows.
func (e *Error) Unwrap() error { return e.Err }

// AsError is the error of a call, nil if there is none. A call that failed in a way that nobody has classified may have
// been done.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Failure: FailedUnavailable, Reason: "unknown", Message: err.Error(), Err: err}
}

// Finding is what people read of a failed call, at the path of the appointment that it was about: one finding. Without
// a path it was about the calendar, and no appointment is spoken of. until is when it is tried again; it is said only
// where somebody has to wait, and zero where nobody knows.
func (e *Error) Finding(at jsontext.Pointer, until time.Time) (found problem.List) {
	var wait []any
	if !until.IsZero() {
		wait = []any{Instant(until)}
	}
	switch e.Failure {
	case FailedNoCalendar:
		found.Add(at, oncalendar.CalendarGone)
	case FailedUnauthorised:
		found.Add(at, oncalendar.NotAuthorised, e.word())
	case FailedNoWriter:
		found.Add(at, oncalendar.NoWriter, e.word())
	case FailedAPIOff:
		found.Add(at, oncalendar.APIOff, e.word())
	case FailedWithdrawn:
		found.Add(at, oncalendar.Withdrawn, e.word())
	case FailedDelegation:
		found.Add(at, oncalendar.NotDelegated)
	case FailedLimited:
		found.Add(at, oncalendar.RateLimited)
	case FailedInvitations:
		found.Add(at, oncalendar.InvitationLimit, wait...)
	case FailedRefused, FailedOrganizer, FailedChanged, FailedExists:
		if at == "" {
			found.Add(at, oncalendar.AsWhole, cmp.Or(e.Said(), e.word()))
			break
		}
		e.ofEntry(&found, at, wait)
	default:
		found.Add(at, oncalendar.Unreachable, e.word())
	}
	return found
}

// ofEntry is what people read of a failure that only an entry has.
func (e *Error) ofEntry(found *problem.List, at jsontext.Pointer, wait []any) {
	switch e.Failure {
	case FailedRefused:
		found.Add(at, oncalendar.Refused, append([]any{cmp.Or(e.Said(), e.word())}, wait...)...)
	case FailedOrganizer:
		found.Add(at, oncalendar.NotOrganizer)
	case FailedChanged:
		found.Add(at, oncalendar.EditedAgain)
	default:
		found.Add(at, oncalendar.ForeignEntry)
	}
}

// word is the shortest that can be said of a failure.
func (e *Error) word() string { return cmp.Or(e.Reason, strconv.Itoa(e.Status)) }

// Said is Google's sentence without its full stop: ours goes on after it.
func (e *Error) Said() string { return strings.TrimRight(e.Message, ". ") }

// AboutRules is what people read of rights that cannot be read or changed, the entries of the same calendar being
// there: one finding. So it is not the calendar that is gone, nor the right to write, whatever Google says.
func (e *Error) AboutRules() (found problem.List) {
	switch e.Failure {
	case FailedUnauthorised, FailedDelegation, FailedLimited, FailedAPIOff, FailedWithdrawn:
		return e.Finding("", time.Time{})
	case FailedNoWriter:
		found.Add("", oncalendar.NotOwner, e.word())
	default:
		found.Add("", oncalendar.Unreachable, "acl "+e.word())
	}
	return found
}

// Ours reports whether it is our own right that is lacking, for whatever call: then it is nobody's fault whom a call
// was about.
func (e *Error) Ours() bool {
	switch e.Failure {
	case FailedNoWriter, FailedAPIOff, FailedWithdrawn, FailedDelegation:
		return true
	}
	return false
}

// refusal is what people read of a right that Google does not give or take, about the person whom it is of: one
// finding. until is when it is tried again.
func (e *Error) refusal(c Call, at jsontext.Pointer, until time.Time) (found problem.List) {
	code := oncalendar.BadShare
	switch {
	case c.Verb == Revoke:
		code = oncalendar.CannotRevoke
	case e.Failure == FailedUnauthorised: // 403: the address is well, it is the sharing that is forbidden
		code = oncalendar.SharingForbidden
	}
	found.Add(at, code, cmp.Or(e.Said(), e.word()), Instant(until), e.word())
	return found
}

// Instant is a time as findings say it: in the zone that nobody has to be told, each language in its own way.
func Instant(t time.Time) time.Time { return scalar.InBerlin(t) }
