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

// Finding is what people read of a failed call, at the path of what it was about: one finding. until is when it is
// tried again; it is said only where somebody has to wait.
func (e *Error) Finding(at jsontext.Pointer, until time.Time) (found problem.List) {
	switch e.Failure {
	case FailedNoCalendar:
		found.Add(at, oncalendar.CalendarGone)
	case FailedUnauthorised:
		found.Add(at, oncalendar.NotAuthorised, cmp.Or(e.Reason, strconv.Itoa(e.Status)))
	case FailedDelegation:
		found.Add(at, oncalendar.NotDelegated)
	case FailedLimited:
		found.Add(at, oncalendar.RateLimited)
	case FailedInvitations:
		found.Add(at, oncalendar.InvitationLimit, Instant(until))
	case FailedRefused:
		found.Add(at, oncalendar.Refused, cmp.Or(e.Said(), e.Reason), Instant(until))
	case FailedOrganizer:
		found.Add(at, oncalendar.NotOrganizer)
	case FailedChanged:
		found.Add(at, oncalendar.EditedAgain)
	case FailedExists:
		found.Add(at, oncalendar.ForeignEntry)
	default:
		found.Add(at, oncalendar.Unreachable, cmp.Or(e.Reason, strconv.Itoa(e.Status)))
	}
	return found
}

// Said is Google's sentence without its full stop: ours goes on after it.
func (e *Error) Said() string { return strings.TrimRight(e.Message, ". ") }

// aboutRules is why rights cannot be read, the entries of the same calendar being there. So it is not the calendar that
// is gone, whatever Google says.
func (e *Error) aboutRules() *Error {
	switch e.Failure {
	case FailedUnauthorised, FailedDelegation, FailedLimited:
		return e
	}
	return &Error{Failure: FailedUnavailable, Status: e.Status, Reason: "acl " + cmp.Or(e.Reason, strconv.Itoa(e.Status))}
}

// Instant is a time as findings say it.
func Instant(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
