package calendar

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// failure is an error as the API answers it.
type failure struct {
	status   int
	domain   string // global, calendar, usageLimits
	reason   string
	message  string
	location string // of what was wrong: parameter or header; often empty
}

func (f *failure) Error() string { return fmt.Sprintf("%d %s: %s", f.status, f.reason, f.message) }

// ErrUnknown is the error about a calendar, an entry, or a guest that is not there.
var ErrUnknown error = errUnknown

// Refused tells whether an error is about what was asked for: it is not there, or cannot be.
func Refused(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.status < http.StatusInternalServerError
}

// The failures of the API. Their reasons are Google's, see guides/errors.
var (
	errUnknown   = &failure{http.StatusNotFound, "global", "notFound", "Not Found", ""}
	errDuplicate = &failure{http.StatusConflict, "global", "duplicate", "The requested identifier already exists.", ""}
	errDeleted   = &failure{http.StatusGone, "global", "deleted", "Resource has been deleted", ""}
	errStale     = &failure{http.StatusPreconditionFailed, "global", "conditionNotMet", "Precondition Failed",
		"If-Match"}
	errFullSync = &failure{http.StatusGone, "calendar", "fullSyncRequired",
		"Sync token is no longer valid, a full sync is required.", "syncToken"}
	errEmptyRange = &failure{http.StatusBadRequest, "calendar", "timeRangeEmpty", "The specified time range is empty.",
		"timeMax"}
	errNonWriter = &failure{http.StatusForbidden, "calendar", "requiredAccessLevel",
		"You need to have writer access to this calendar.", ""}
	errNonOwner = &failure{http.StatusForbidden, "calendar", "requiredAccessLevel",
		"You need to have owner access to this calendar.", ""}
	errOwnAccess = &failure{http.StatusForbidden, "calendar", "cannotChangeOwnAcl",
		"Cannot change your own access level.", ""}
	errNonPersonal = &failure{http.StatusForbidden, "calendar", "forbiddenForNonOrganizer",
		"Shared properties can only be changed by the organizer of the event.", ""}
	errQuota   = &failure{http.StatusForbidden, "usageLimits", "quotaExceeded", "Calendar usage limits exceeded.", ""}
	errNotHere = &failure{http.StatusNotImplemented, "global", "notImplemented", "The local calendar does not do this.",
		""}
	errInternal = &failure{http.StatusInternalServerError, "global", "backendError", "Backend Error", ""}
)

// Refuse answers a request with an error as Google words it. Where its words are not known, they are those of HTTP.
func Refuse(w http.ResponseWriter, r *http.Request, status int, reason string) {
	answer(w, r, result{}, worded(status, reason))
}

func worded(status int, reason string) *failure {
	for _, known := range []*failure{errUnknown, errDuplicate, errDeleted, errFullSync, errStale, errNonPersonal, errQuota,
		errInternal} {
		if known.status == status && known.reason == reason {
			return known
		}
	}
	text := map[string][2]string{ // domain, message
		"rateLimitExceeded":     {"usageLimits", "Rate Limit Exceeded"},
		"userRateLimitExceeded": {"usageLimits", "User Rate Limit Exceeded"},
		"forbiddenForServiceAccounts": {"calendar",
			"Service accounts cannot invite attendees without Domain-Wide Delegation of Authority."},
		"authError": {"global", "Invalid Credentials"},
	}[reason]
	if text[0] == "" {
		text = [2]string{"global", http.StatusText(status)}
	}
	failed := &failure{status, text[0], reason, text[1], ""}
	if status == http.StatusUnauthorized {
		failed.location = "Authorization"
	}
	return failed
}

// invalid is a 400 about a parameter or a field.
func invalid(location, format string, args ...any) error {
	return &failure{http.StatusBadRequest, "global", "invalid", fmt.Sprintf(format, args...), location}
}

// required is a 400 about something missing.
func required(message string) error {
	return &failure{http.StatusBadRequest, "global", "required", message, ""}
}

// body is the JSON form of f.
func (f *failure) body() []byte {
	type item struct {
		Domain       string `json:"domain"`
		Reason       string `json:"reason"`
		Message      string `json:"message"`
		LocationType string `json:"locationType,omitempty"`
		Location     string `json:"location,omitempty"`
	}
	type reply struct {
		Errors  []item `json:"errors"`
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	one := item{Domain: f.domain, Reason: f.reason, Message: f.message, Location: f.location}
	switch f.location {
	case "":
	case "If-Match", "Authorization":
		one.LocationType = "header"
	default:
		one.LocationType = "parameter"
	}
	body, err := json.Marshal(map[string]reply{"error": {[]item{one}, f.status, f.message}})
	if err != nil {
		panic(err) // unreachable: strings and a number
	}
	return body
}
