package calendar

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Call is a request to the API that arrived.
type Call struct {
	Method string
	Path   string // below /calendar/v3/, unescaped
	Query  url.Values
	Caller string // mail
}

// maxCalls is how many calls are remembered at most: the local run does not end.
const maxCalls = 100_000

// Calls returns the requests to the API since Reset, oldest first. Of more than 100,000 the oldest are forgotten.
func (c *Calendar) Calls() []Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.calls)
}

// Reset forgets the calls.
func (c *Calendar) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = nil
}

// Fail makes something go wrong. If several faults match a request, the one that was told of first happens. It panics
// if the path of f is not a regular expression.
func (c *Calendar) Fail(f Fault) {
	f.path = regexp.MustCompile(f.Path)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faults = append(c.faults, f)
}

// Heal takes all faults back.
func (c *Calendar) Heal() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faults = nil
}

// called notes a request, and returns what goes wrong with it.
func (c *Calendar) called(r *request) Fault {
	call := Call{Method: r.Method, Path: strings.TrimPrefix(r.URL.Path, base), Query: r.values, Caller: r.caller}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, call)
	if len(c.calls) > maxCalls {
		c.calls = slices.Clone(c.calls[maxCalls/10:])
	}
	var happens Fault
	found := false
	for i := range c.faults {
		f := &c.faults[i]
		switch {
		case f.Count == 0, f.Method != "" && f.Method != call.Method, !f.path.MatchString(call.Path):
		case f.Skip > 0:
			f.Skip--
		case !found:
			f.Count--
			happens, found = *f, true
		}
	}
	c.faults = slices.DeleteFunc(c.faults, func(f Fault) bool { return f.Count == 0 })
	r.fault = happens
	return happens
}

// answers tells whether f is an answer of its own, or none.
func (f Fault) answers() bool { return f.Status != 0 || f.Drop || f.Hang }

// answer writes what becomes of a request that fails.
func (f Fault) answer(w http.ResponseWriter, r *http.Request) {
	if f.Hang {
		<-r.Context().Done()
	}
	if f.Hang || f.Drop {
		panic(http.ErrAbortHandler)
	}
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(f.RetryAfter.Round(time.Second)/time.Second)))
	}
	answer(w, r, result{}, f.failure())
}

// failure is f as Google words it.
func (f Fault) failure() *failure {
	for _, known := range []*failure{errUnknown, errDuplicate, errDeleted, errFullSync, errStale, errNonPersonal, errQuota,
		errInternal} {
		if known.status == f.Status && known.reason == f.Reason {
			return known
		}
	}
	text := map[string][2]string{ // domain, message
		"rateLimitExceeded":     {"usageLimits", "Rate Limit Exceeded"},
		"userRateLimitExceeded": {"usageLimits", "User Rate Limit Exceeded"},
		"forbiddenForServiceAccounts": {"calendar",
			"Service accounts cannot invite attendees without Domain-Wide Delegation of Authority."},
		"authError": {"global", "Invalid Credentials"},
	}[f.Reason]
	if text[0] == "" {
		text = [2]string{"global", http.StatusText(f.Status)}
	}
	failed := &failure{f.Status, text[0], f.Reason, text[1], ""}
	if f.Status == http.StatusUnauthorized {
		failed.location = "Authorization"
	}
	return failed
}
