package calendartest

import (
	"net/http"
	"regexp"
	"time"
)

// Fault is something that goes wrong with matching requests to the API. The constructors name what; On, After, Times
// say with which of them: without, with the next one.
//
//	c.Fail(calendartest.RateLimited().On("POST", "/events$").After(2).Times(3))
type Fault struct {
	Method string // of the requests that match; empty: any
	Path   string // regular expression for the path below /calendar/v3/, unescaped; empty: any
	Skip   int    // so many matching requests pass before
	Count  int    // with so many requests it goes wrong; below 0: with all

	// The request fails: it is answered by an error, dropped, or never answered.
	Status     int    // of the error; 0: none
	Reason     string // of the error
	RetryAfter time.Duration
	Drop       bool // the connection ends without an answer
	Hang       bool // there is no answer until the client gives up
	Late       bool // all this happens after the request was carried out

	// The request succeeds, but:
	EmptyPage        bool // the page is empty, the next one begins where it would
	ShowDeleted      bool // deleted entries are listed although nobody asked for them
	IgnoreFilters    bool // everything is listed: foreign entries, those out of the window
	IgnoreIfMatch    bool // a stale etag does no harm
	DescriptionLimit int  // descriptions are cut here, in characters; 0: where they always are

	path *regexp.Regexp // Path, compiled by Fail
}

// On makes f go wrong with the requests of that method (empty: any) whose path below /calendar/v3/ matches the regular
// expression (empty: any).
func (f Fault) On(method, path string) Fault {
	f.Method, f.Path = method, path
	return f
}

// After lets n matching requests pass first.
func (f Fault) After(n int) Fault {
	f.Skip = n
	return f
}

// Times makes f go wrong n times.
func (f Fault) Times(n int) Fault {
	f.Count = n
	return f
}

// Always makes f go wrong until Heal.
func (f Fault) Always() Fault { return f.Times(-1) }

// Afterwards makes f go wrong after the request was carried out: its effect stays.
func (f Fault) Afterwards() Fault {
	f.Late = true
	return f
}

func status(code int, reason string) Fault { return Fault{Status: code, Reason: reason, Count: 1} }

// RateLimited is 403 rateLimitExceeded: to be repeated later.
func RateLimited() Fault { return status(http.StatusForbidden, "rateLimitExceeded") }

// UserRateLimited is 403 userRateLimitExceeded: to be repeated later.
func UserRateLimited() Fault { return status(http.StatusForbidden, "userRateLimitExceeded") }

// BackendError is 500: to be repeated later.
func BackendError() Fault { return status(http.StatusInternalServerError, "backendError") }

// Unavailable is 503: to be repeated later.
func Unavailable() Fault { return status(http.StatusServiceUnavailable, "backendError") }

// TooManyRequests is 429: to be repeated after so long, which is rounded to seconds; 0: the answer does not say.
func TooManyRequests(retryAfter time.Duration) Fault {
	f := status(http.StatusTooManyRequests, "rateLimitExceeded")
	f.RetryAfter = retryAfter
	return f
}

// QuotaExceeded is 403 quotaExceeded: too many external guests were invited; it lasts for hours or longer.
func QuotaExceeded() Fault { return status(http.StatusForbidden, "quotaExceeded") }

// ForbiddenForNonOrganizer is 403: somebody else organizes the entry.
func ForbiddenForNonOrganizer() Fault {
	return status(http.StatusForbidden, "forbiddenForNonOrganizer")
}

// ForbiddenForServiceAccounts is 403: a service account cannot invite.
func ForbiddenForServiceAccounts() Fault {
	return status(http.StatusForbidden, "forbiddenForServiceAccounts")
}

// InvalidCredentials is 401.
func InvalidCredentials() Fault { return status(http.StatusUnauthorized, "authError") }

// NotFound is 404.
func NotFound() Fault { return status(http.StatusNotFound, "notFound") }

// Duplicate is 409: the ID is taken.
func Duplicate() Fault { return status(http.StatusConflict, "duplicate") }

// Deleted is 410: the entry was deleted before.
func Deleted() Fault { return status(http.StatusGone, "deleted") }

// FullSyncRequired is 410: the sync token has expired.
func FullSyncRequired() Fault { return status(http.StatusGone, "fullSyncRequired") }

// ConditionNotMet is 412: somebody else was faster.
func ConditionNotMet() Fault { return status(http.StatusPreconditionFailed, "conditionNotMet") }

// Dropped is a connection that ends without an answer. The client of the standard library repeats a GET by itself if it
// had used the connection before.
func Dropped() Fault { return Fault{Drop: true, Count: 1} }

// TimedOut is an answer that does not come until the client gives up.
func TimedOut() Fault { return Fault{Hang: true, Count: 1} }

// EmptyPage is a page without entries; the next one has them.
func EmptyPage() Fault { return Fault{EmptyPage: true, Count: 1} }

// DeletedListed is a list with deleted entries that nobody asked for.
func DeletedListed() Fault { return Fault{ShowDeleted: true, Count: 1} }

// FiltersIgnored is a list with foreign entries, or those out of the window.
func FiltersIgnored() Fault { return Fault{IgnoreFilters: true, Count: 1} }

// IfMatchIgnored is a write that succeeds with a stale etag.
func IfMatchIgnored() Fault { return Fault{IgnoreIfMatch: true, Count: 1} }

// DescriptionCut is a write that keeps so many characters of the description.
func DescriptionCut(at int) Fault { return Fault{DescriptionLimit: at, Count: 1} }
