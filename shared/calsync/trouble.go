package calsync

import (
	"cmp"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// finding is what people read of a failed call, at the path of what it was about. until is when it is tried again.
func (e *Error) finding(at jsontext.Pointer, until time.Time) problem.Problem {
	var found problem.List
	add := func(code problem.Code, args ...any) { found.Add(at, code, args...) }
	switch e.Failure {
	case FailedNoCalendar:
		add(oncalendar.CalendarGone)
	case FailedUnauthorised:
		add(oncalendar.NotAuthorised, cmp.Or(e.Reason, strconv.Itoa(e.Status)))
	case FailedDelegation:
		add(oncalendar.NotDelegated)
	case FailedLimited:
		add(oncalendar.RateLimited)
	case FailedInvitations:
		add(oncalendar.InvitationLimit, clock(until))
	case FailedRefused:
		add(oncalendar.Refused, cmp.Or(e.Message, e.Reason), clock(until))
	case FailedOrganizer:
		add(oncalendar.NotOrganizer)
	case FailedChanged:
		add(oncalendar.EditedAgain)
	case FailedExists:
		add(oncalendar.ForeignEntry)
	default:
		add(oncalendar.Unreachable, cmp.Or(e.Reason, strconv.Itoa(e.Status)))
	}
	return found.Items[0]
}

// fatal reports whether the next call would fail the same way, whatever it is about.
func (e *Error) fatal() bool {
	switch e.Failure {
	case FailedNoCalendar, FailedDelegation, FailedLimited:
		return true
	case FailedUnauthorised:
		return e.Status != forbidden
	}
	return false
}

// forbidden is the status of an answer that may be about a single thing; with 401, or no token, nothing works.
const forbidden = 403

// general reports whether a failure says nothing of what the call was about: if many come in a row, it is Google.
func (e *Error) general() bool {
	return e.Failure == FailedUnavailable || e.Failure == FailedUnauthorised
}

// unsent reports whether there was no time left for the call.
func (e *Error) unsent() bool { return e.Failure == FailedLimited && e.Status == 0 }

// aboutRules is why rights cannot be read, the entries of the same calendar being there.
func (e *Error) aboutRules() *Error {
	switch e.Failure {
	case FailedUnauthorised, FailedDelegation, FailedLimited:
		return e
	}
	return &Error{Failure: FailedUnavailable, Status: e.Status, Reason: "acl " + cmp.Or(e.Reason, strconv.Itoa(e.Status))}
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

// park notes in a record that a call failed for good, or again and again. What may pass waits for less: when Google is
// out of order for a while, that is the nearest appointments.
func (r *Record) park(e *Error, want string, now time.Time) {
	r.Failures++
	switch {
	case e.lasting():
		r.ParkedUntil, r.ParkedWant = now.Add(pause(r.Failures)), want
	case r.Failures >= patient:
		r.ParkedUntil, r.ParkedWant = now.Add(pause(r.Failures-patient+1)/6), want
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
