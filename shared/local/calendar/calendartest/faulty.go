package calendartest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/local/calendar"
)

// Calendar is the embedded Google Calendar, which here remembers the calls of its API and goes wrong where a test wants
// it to. It does so from outside: it answers in the calendar's place, or changes what a request asks for.
type Calendar struct {
	*calendar.Calendar

	mu     sync.Mutex // guards what follows
	faults []Fault
	calls  []Call
}

// Call is a request to the API that arrived.
type Call struct {
	Method string
	Path   string // below /calendar/v3/, unescaped
	Query  url.Values
	Caller string // mail
}

// Open opens a calendar in memory. now is its clock; nil: that of the machine.
func Open(t testing.TB, now func() time.Time) *Calendar {
	t.Helper()
	if now == nil {
		now = time.Now
	}
	c, err := calendar.Open("", now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return Watch(c)
}

// Watch makes a calendar fail on demand, and remember its calls: those that come through what it returns.
func Watch(c *calendar.Calendar) *Calendar { return &Calendar{Calendar: c} }

// Client returns a client of the calendar that calls it in process, without sockets.
func (c *Calendar) Client() *http.Client {
	return &http.Client{Transport: calendar.InProcess{Handler: c}}
}

// Calls returns the requests to the API since Reset, oldest first.
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

// ServeHTTP serves what the calendar serves, unless something goes wrong.
func (c *Calendar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, calendar.Base) {
		c.Calendar.ServeHTTP(w, r)
		return
	}
	fault := c.called(r)
	asked := fault.changed(resumed(r))
	switch {
	case fault.answers() && !fault.Late:
		fault.answer(w, r)
	case fault.answers():
		c.Calendar.ServeHTTP(httptest.NewRecorder(), asked)
		fault.answer(w, r)
	case fault.EmptyPage:
		page := httptest.NewRecorder()
		c.Calendar.ServeHTTP(page, asked)
		writeEmptied(w, page, r.URL.Query().Get("pageToken"))
	default:
		c.Calendar.ServeHTTP(w, asked)
	}
}

// called notes a request, and returns what goes wrong with it.
func (c *Calendar) called(r *http.Request) Fault {
	call := Call{Method: r.Method, Path: strings.TrimPrefix(r.URL.Path, calendar.Base), Query: r.URL.Query(),
		Caller: calendar.CallerOf(r)}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, call)
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
	calendar.Refuse(w, r, f.Status, f.Reason)
}

// filters are the parameters that restrict a list of entries.
var filters = []string{"eventTypes", "iCalUID", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMax",
	"timeMin", "updatedMin"}

// changed is what a request asks for where the calendar does not do what it is asked for.
func (f Fault) changed(r *http.Request) *http.Request {
	if f.IgnoreIfMatch {
		r.Header.Del("If-Match")
	}
	query := r.URL.Query()
	if f.ShowDeleted {
		query.Set("showDeleted", "true")
	}
	if f.IgnoreFilters {
		for _, name := range filters {
			query.Del(name)
		}
	}
	r.URL.RawQuery = query.Encode()
	if f.DescriptionLimit > 0 {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			body = withDescriptionCut(body, f.DescriptionLimit)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	return r
}

// withDescriptionCut is an entry whose description has so many characters at most. What is no entry stays as it is.
func withDescriptionCut(entry []byte, limit int) []byte {
	var fields map[string]jsontext.Value
	var description string
	if json.Unmarshal(entry, &fields) != nil || json.Unmarshal(fields["description"], &description) != nil {
		return entry
	}
	characters := []rune(description)
	if len(characters) <= limit {
		return entry
	}
	return must(json.Marshal(with(fields, "description", string(characters[:limit]))))
}

// again begins the tokens of pages that come after an empty one: the rest is the token of the page that was left empty,
// nothing for the first one.
const again = "again-"

// resumed is a copy of the request that asks the calendar for the page that was left empty before.
func resumed(r *http.Request) *http.Request {
	r = r.Clone(r.Context())
	query := r.URL.Query()
	token, ok := strings.CutPrefix(query.Get("pageToken"), again)
	switch {
	case !ok:
		return r
	case token == "":
		query.Del("pageToken")
	default:
		query.Set("pageToken", token)
	}
	r.URL.RawQuery = query.Encode()
	return r
}

// writeEmptied writes a page without its entries. The page after it begins where this one does.
func writeEmptied(w http.ResponseWriter, page *httptest.ResponseRecorder, token string) {
	for key, values := range page.Header() {
		w.Header()[key] = values
	}
	w.WriteHeader(page.Code)
	var fields map[string]jsontext.Value
	if page.Code != http.StatusOK || json.Unmarshal(page.Body.Bytes(), &fields) != nil {
		w.Write(page.Body.Bytes())
		return
	}
	delete(fields, "nextSyncToken")
	fields = with(with(fields, "items", []string{}), "nextPageToken", again+strings.TrimPrefix(token, again))
	w.Write(must(json.Marshal(fields)))
}

func with(fields map[string]jsontext.Value, name string, value any) map[string]jsontext.Value {
	fields[name] = must(json.Marshal(value))
	return fields
}

func must(text []byte, err error) []byte {
	if err != nil {
		panic(err) // unreachable: texts, and what was JSON before
	}
	return text
}
