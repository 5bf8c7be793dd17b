package calsync

import (
	"cmp"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// finding is what people read of a failed call, at the path of what it was about. until is when it is tried again.
func (e *Error) finding(at jsontext.Pointer, until time.Time) problem.Problem {
	var found problem.List
	add := func(code problem.Code, args ...any) { found.Add(at, code, args...) }
	switch e.Failure {
	case FailedNoCalendar:
		add(problem.CalendarGone)
	case FailedUnauthorised:
		add(problem.NotAuthorised, cmp.Or(e.Reason, strconv.Itoa(e.Status)))
	case FailedDelegation:
		add(problem.NotDelegated)
	case FailedLimited:
		add(problem.RateLimited)
	case FailedInvitations:
		add(problem.InvitationLimit, clock(until))
	case FailedRefused:
		add(problem.Refused, cmp.Or(e.Message, e.Reason), clock(until))
	case FailedOrganizer:
		add(problem.NotOrganizer)
	case FailedChanged:
		add(problem.EditedAgain)
	case FailedExists:
		add(problem.ForeignEntry)
	default:
		add(problem.Unreachable, cmp.Or(e.Reason, strconv.Itoa(e.Status)))
	}
	return found.Items[0]
}

// fatal reports whether the next call would fail the same way, whatever it is about.
func (e *Error) fatal() bool {
	switch e.Failure {
	case FailedNoCalendar, FailedDelegation, FailedLimited:
		return true
	}
	return false
}

// lasting reports whether trying again soon makes no sense.
func (e *Error) lasting() bool {
	switch e.Failure {
	case FailedRefused, FailedOrganizer, FailedUnauthorised, FailedExists:
		return true
	}
	return false
}

// pause is how long something waits that failed so many runs in a row: an hour, doubled up to a day.
func pause(failures int) time.Duration {
	return min(time.Hour<<min(max(failures-1, 0), 5), 24*time.Hour)
}

// patient is how many runs in a row may fail for reasons that may pass before an appointment waits.
const patient = 3

// park notes in a record that a call failed for good, or again and again.
func (r *Record) park(e *Error, want string, now time.Time) {
	r.Failures++
	if e.lasting() || r.Failures >= patient {
		r.ParkedUntil, r.ParkedWant = now.Add(pause(r.Failures)), want
	}
}

// stubborn is how many runs in a row may write the same thing again before we ask who changes it.
const stubborn = 5

// step adds to the trail, which holds the latest only.
func (r *Record) step(s Step) {
	const most = 20
	trail := append(append([]Step{}, r.Trail...), s)
	r.Trail = trail[max(0, len(trail)-most):]
}
