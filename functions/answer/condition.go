package answer

import "errors"

// Errors of requests that want to change settings.
var (
	// ErrUnconditional: the request does not say, by If-Match, what it has seen.
	ErrUnconditional = errors.New("unconditional")
	// ErrSchedule: Cloud Scheduler did not do its part, so nothing was done.
	ErrSchedule = errors.New("the schedule was not moved")
)
