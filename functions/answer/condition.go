package answer

import "errors"

// Errors of requests that want to change settings.
var (
	// ErrNoAdmin: only admins may do this, although others may look.
	ErrNoAdmin = errors.New("no admin")
	// ErrNoOrga: only orgas of the event, or admins, may do this, although others may look.
	ErrNoOrga = errors.New("no orga")
	// ErrUnconditional: the request does not say, by If-Match, what it has seen.
	ErrUnconditional = errors.New("unconditional")
	// ErrChanged: what the request has seen is not there any more.
	ErrChanged = errors.New("changed")
	// ErrSchedule: Cloud Scheduler did not do its part, so nothing was done.
	ErrSchedule = errors.New("the schedule was not moved")
)
