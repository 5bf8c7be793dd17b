// How long something waits that failed, and when it is Google and not the appointment:
//
//	the failure                              | the run       | the appointment
//	the calendar is gone, no call is let     | begins no     | does not wait: the next run tries
//	through, too many calls were made, or    | further call  |
//	our own rights were taken from us        |               |
//	Google is out of order, or we may not    | ends after    | see below
//	                                         | five in a row |
//	the same would fail again                | goes on       | waits at once: an hour, doubled up to a day
//	anything else                            | goes on       | waits after three runs: ten minutes, doubled up to 4 h
//	too many guests were invited             | goes on       | nobody from outside is invited for an hour or more

package syncrun

import (
	"time"

	"kursbuch.internal/shared/calsync"
)

const (
	// misfortune is how many calls in a row may fail before no further one is begun.
	misfortune = 5
	// patient is how many runs in a row may fail for reasons that may pass before an appointment waits.
	patient = 3
	// stubborn is how many runs in a row may write the same thing again before we ask who changes it.
	stubborn = 5
	// forbidden is the status of an answer that may be about a single thing; with 401, or no token, nothing works.
	forbidden = 403
)

// fatal reports whether the next call would fail the same way, whatever it is about.
func fatal(e *calsync.Error) bool {
	switch e.Failure {
	case calsync.FailedNoCalendar, calsync.FailedLimited:
		return true
	case calsync.FailedUnauthorised:
		return e.Status != forbidden
	}
	return e.Ours()
}

// general reports whether a failure says nothing of what the call was about: if many come in a row, it is Google.
func general(e *calsync.Error) bool {
	return e.Failure == calsync.FailedUnavailable || e.Failure == calsync.FailedUnauthorised
}

// unsent reports whether there was no time left for the call.
func unsent(e *calsync.Error) bool { return e.Failure == calsync.FailedLimited && e.Status == 0 }

// lasting reports whether trying again soon makes no sense.
func lasting(e *calsync.Error) bool {
	switch e.Failure {
	case calsync.FailedRefused, calsync.FailedOrganizer, calsync.FailedUnauthorised, calsync.FailedExists:
		return true
	}
	return false
}

// pause is how long something waits that failed so many runs in a row: an hour, doubled up to a day.
func pause(failures int) time.Duration {
	return min(time.Hour<<min(max(failures-1, 0), 5), 24*time.Hour)
}

// park notes in a record that a call failed for good, or again and again. What may pass waits for less: when Google is
// out of order for a while, that is the nearest appointments. wish is what the appointment waits with.
func park(r *calsync.Record, e *calsync.Error, wish string, now time.Time) {
	r.Failures++
	switch {
	case lasting(e):
		r.ParkedUntil, r.ParkedWant = now.Add(pause(r.Failures)), wish
	case r.Failures >= patient:
		r.ParkedUntil, r.ParkedWant = now.Add(pause(r.Failures-patient+1)/6), wish
	}
}

// trip notes that Google takes no guests from outside for a while: an hour, then doubled up to a day.
func (r *run) trip() {
	if r.now().Before(r.core.NobodyUntil) {
		return
	}
	r.core.Trips++
	r.core.NobodyUntil = r.now().Add(pause(r.core.Trips))
}
