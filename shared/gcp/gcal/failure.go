// What an answer of Google that is no success means, in the terms of [calsync.Failure], by its status and its reason.

package gcal

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"

	"google.golang.org/api/googleapi"
	"kursbuch.internal/shared/calsync"
)

// passing are the reasons of 403 that pass within minutes.
var passing = []string{"rateLimitExceeded", "userRateLimitExceeded"}

// limits are those that last for longer.
var limits = []string{"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg", "variableTermLimitExceeded",
	"limitExceeded"}

// forbidden are the reasons of 403 of which it is known what lacks.
var forbidden = map[string]calsync.Failure{
	"forbiddenForNonOrganizer":    calsync.FailedOrganizer,
	"forbiddenForServiceAccounts": calsync.FailedDelegation,
	"requiredAccessLevel":         calsync.FailedNoWriter,
	"accessNotConfigured":         calsync.FailedAPIOff,
	"insufficientPermissions":     calsync.FailedWithdrawn, // the token is for other scopes than ours
}

// repeatable tells whether making a failed call again may help and does no harm.
func repeatable(failed *calsync.Error, about call) bool {
	switch failed.Failure {
	case calsync.FailedLimited:
		return failed.Status == http.StatusTooManyRequests || slices.Contains(passing, failed.Reason)
	case calsync.FailedUnavailable:
		return !about.once
	}
	return false
}

// classify says why a call failed, in the terms that a run acts upon.
func classify(err error, about call) *calsync.Error {
	if answer, ok := answerOf(err); ok {
		failed := &calsync.Error{Status: answer.Code, Reason: reasonOf(answer), Message: answer.Message, Err: err}
		failed.Failure = failureOf(failed, about)
		return failed
	}
	if broken, ok := errors.AsType[*url.Error](err); ok {
		err = broken.Err // its address may have a mail address in it
	}
	failed := &calsync.Error{Failure: calsync.FailedUnavailable, Reason: "noAnswer", Message: err.Error(), Err: err}
	if _, ok := errors.AsType[tokenError](err); ok && refused.MatchString(err.Error()) {
		failed.Failure, failed.Reason = calsync.FailedUnauthorised, "noToken"
		if withdrawn.MatchString(err.Error()) {
			failed.Failure = calsync.FailedWithdrawn
		}
	}
	return failed
}

// refused is how package impersonate says that IAM or the authorisation server understood, and declined: it has no
// error of its own for that.
var refused = regexp.MustCompile(`status code 4\d\d`)

// withdrawn is how the authorisation server says that nobody has delegated us to the user, or for less than we ask for
// (RFC 6749, 5.2, as Google uses it for service accounts).
var withdrawn = regexp.MustCompile(`unauthorized_client|access_denied`)

func answerOf(err error) (*googleapi.Error, bool) { return errors.AsType[*googleapi.Error](err) }

// reasonOf is Google's word; empty if something on the way has answered instead.
func reasonOf(answer *googleapi.Error) string {
	if len(answer.Errors) == 0 {
		return ""
	}
	return answer.Errors[0].Reason
}

func failureOf(failed *calsync.Error, about call) calsync.Failure {
	switch status := failed.Status; status {
	case http.StatusUnauthorized:
		return calsync.FailedUnauthorised
	case http.StatusForbidden:
		return failureOfForbidden(failed.Reason, about)
	case http.StatusNotFound, http.StatusGone:
		if about.within == "" {
			return calsync.FailedNoCalendar
		}
		return calsync.FailedGone
	case http.StatusConflict:
		if about.inserts {
			return calsync.FailedExists
		}
		return calsync.FailedUnavailable // somebody else is at it
	case http.StatusPreconditionFailed:
		return calsync.FailedChanged
	case http.StatusTooManyRequests:
		return calsync.FailedLimited
	case http.StatusRequestTimeout:
		return calsync.FailedUnavailable
	case http.StatusNotImplemented:
		return calsync.FailedRefused
	default:
		if status >= 400 && status < 500 {
			return calsync.FailedRefused
		}
		return calsync.FailedUnavailable
	}
}

func failureOfForbidden(reason string, about call) calsync.Failure {
	if failure, known := forbidden[reason]; known {
		return failure
	}
	switch {
	case reason == "quotaExceeded" && about.invites:
		return calsync.FailedInvitations
	case slices.Contains(passing, reason), slices.Contains(limits, reason):
		return calsync.FailedLimited
	}
	return calsync.FailedUnauthorised
}
