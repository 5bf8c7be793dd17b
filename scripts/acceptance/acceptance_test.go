package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

func TestGoogleAsTheReferenceHasIt(t *testing.T) {
	te := enter(t, func(h http.Handler) http.Handler { return calendartest.Check(t, h) })
	status, p := te.run(t.Context())
	if status != exitExpected || len(p.is(different))+len(p.is(open)) > 0 {
		t.Errorf("status %d, different %v, open %v\n%s", status, p.is(different), p.is(open), &te.shown)
	}
	if len(p.Answers) != len(questions()) || !te.removed() || p.Leftover != "" || p.Interrupted {
		t.Errorf("%d answers of %d, removed %t, leftover %q", len(p.Answers), len(questions()), te.removed(), p.Leftover)
	}
	calls := te.fake.Calls()
	if int64(len(calls)) < p.Calls || int64(len(calls)) > p.Calls+10 { // the adapter looks a little closer
		t.Errorf("%d calls, counted %d", len(calls), p.Calls)
	}
	for _, call := range calls {
		own := call.Path == "calendars" && call.Method == http.MethodPost ||
			call.Path == "calendars/"+te.calendar() || strings.HasPrefix(call.Path, "calendars/"+te.calendar()+"/")
		if !own && !(call.Method == http.MethodGet && strings.HasPrefix(call.Path, "calendars/"+nowhere+"/")) {
			t.Errorf("not its own calendar: %s %s", call.Method, call.Path)
		}
	}
}

// always are faults with all requests of a method to a path.
func always(f calendartest.Fault, method, path string) []calendartest.Fault {
	return []calendartest.Fault{f.On(method, path).Always()}
}

// keyed is the entry with that key, which the clock of the tests determines.
func keyed(key string) string {
	s := session{command: new(command), begun: morning}
	return "/events/" + string(s.entry(key).ID) + "$"
}

func TestWhatGoogleDoesOtherwiseIsFound(t *testing.T) {
	const events = "/events$"
	for about, c := range map[string]struct {
		faults          []calendartest.Fault
		different, open []string
	}{
		"If-Match does nothing": {always(calendartest.IfMatchIgnored(), "", ""), []string{"if-match-put", "if-match-delete"},
			nil},
		"filters do nothing": {always(calendartest.FiltersIgnored(), "GET", events),
			[]string{"filter-own", "filter-window", "property-twice"}, nil},
		"deleted entries are listed": {always(calendartest.DeletedListed(), "GET", events), []string{"list-deleted"}, nil},
		"a calendar has one name":    {always(calendartest.NotFound(), "PATCH", ""), []string{"rename"}, nil},
		"deleted entries stay deleted": {always(calendartest.ForbiddenForNonOrganizer(), "PUT", keyed("weg")),
			[]string{"revive"}, []string{"revive-answers"}},
		"deleting again is not found": {
			[]calendartest.Fault{calendartest.NotFound().On("DELETE", keyed("weg")).After(1).Always()},
			[]string{"delete-twice"}, nil},
		"the scopes do not do for rights": {always(calendartest.InvalidCredentials(), "", "/acl"),
			[]string{"acl", "runs", "share-mail"}, []string{"acl-again", "acl-case", "acl-revoke", "share-visible",
				"share-private"}},
	} {
		t.Run(about, func(t *testing.T) {
			t.Parallel()
			te := enter(t, nil)
			for _, f := range c.faults {
				te.fake.Fail(f)
			}
			status, p := te.run(t.Context())
			if diff := cmp.Diff(c.different, p.is(different)); diff != "" || status != exitDifferent {
				t.Errorf("status %d, different (-want +got):\n%s\n%s", status, diff, &te.shown)
			}
			if diff := cmp.Diff(c.open, p.is(open)); diff != "" {
				t.Errorf("open (-want +got):\n%s", diff)
			}
			if !te.removed() {
				t.Error("the calendar is still there")
			}
		})
	}
}

// Google may refuse a right that is there already: that is as good.
func TestARightMayBeGivenOnce(t *testing.T) {
	te := enter(t, nil)
	te.fake.Fail(calendartest.Duplicate().On("POST", "/acl$").After(1).Times(2))
	if status, p := te.run(t.Context()); status != exitExpected || len(p.is(different)) > 0 {
		t.Errorf("status %d, different %v\n%s", status, p.is(different), &te.shown)
	}
}

// A list that shows something else than the echo did is what a sync never comes to rest by.
func TestAListThatIsNoEchoIsFound(t *testing.T) {
	te := enter(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			reply := httptest.NewRecorder()
			h.ServeHTTP(reply, r)
			body := reply.Body.Bytes()
			if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/events") {
				body = bytes.ReplaceAll(body, []byte(" Saal  1 "), []byte("Saal 1"))
			}
			for key, values := range reply.Header() {
				w.Header()[key] = values
			}
			w.WriteHeader(reply.Code)
			w.Write(body)
		})
	})
	if _, p := te.run(t.Context()); cmp.Diff([]string{"echo-spaces"}, p.is(different)) != "" {
		t.Errorf("different: %v", p.is(different))
	}
	if !strings.Contains(te.shown.String(), `insert → list: Ort " Saal  1 \n" → "Saal 1\n"`) {
		t.Errorf("shown:\n%s", &te.shown)
	}
}

// Another spelling of an address is what a sync may take for a guest whom somebody added.
func TestAnAddressThatIsWrittenOtherwiseIsFound(t *testing.T) {
	te := enter(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			body = bytes.ReplaceAll(body, []byte("+kursbuch@"), []byte("@"))
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			h.ServeHTTP(w, r)
		})
	})
	if _, p := te.run(t.Context()); cmp.Diff([]string{"echo-alias"}, p.is(different)) != "" {
		t.Errorf("different: %v", p.is(different))
	}
}

// Having had no time for a request is no answer to the question.
func TestHavingNoTimeIsNoAnswer(t *testing.T) {
	te := enter(t, nil)
	tooFast := []calendartest.Fault{
		calendartest.UserRateLimited(), calendartest.RateLimited(), calendartest.TooManyRequests(0),
	}
	for _, f := range tooFast {
		te.fake.Fail(f.On("POST", "/events$").After(40)) // by the raw client, of properties
		te.fake.Fail(f.On("GET", "/events$"))
		te.fake.Fail(f.On("DELETE", "^calendars/[^/]+$"))
	}
	if status, p := te.run(t.Context()); status != exitExpected {
		t.Errorf("status %d, different %v\n%s", status, p.is(different), &te.shown)
	}
}

// What the organizer says of the answers of guests may be worth nothing to Google.
func TestAnswersThatAreForgottenAreFound(t *testing.T) {
	te := enter(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			body = bytes.ReplaceAll(body, []byte(`"responseStatus":"accepted"`), []byte(`"responseStatus":"needsAction"`))
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			h.ServeHTTP(w, r)
		})
	})
	_, p := te.run(t.Context())
	want := []string{"revive-answers", "answer-inserted", "rsvp-kept", "answer-moved"}
	if diff := cmp.Diff(want, p.is(different)); diff != "" {
		t.Errorf("different (-want +got):\n%s\n%s", diff, &te.shown)
	}
}

func TestNoCalendarAtAll(t *testing.T) {
	te := enter(t, nil)
	te.fake.Fail(calendartest.InvalidCredentials().On("POST", "^calendars$").Always())
	status, p := te.run(t.Context())
	if diff := cmp.Diff([]string{"delegation"}, p.is(different)); diff != "" || status != exitDifferent {
		t.Errorf("status %d, different (-want +got):\n%s", status, diff)
	}
	if diff := cmp.Diff([]string{"schedules", "scheduler-run", "caller-known", "caller-unknown"},
		p.is(expected)); diff != "" {
		t.Errorf("expected (-want +got):\n%s", diff)
	}
	if len(te.fake.Calls()) != 1 {
		t.Errorf("calls: %v", te.fake.Calls())
	}
}

func TestWhatPeopleSay(t *testing.T) {
	te := enter(t, nil)
	te.says = map[string]string{
		"none-mail": "j, an Anna", "none-outside": "", "none-change": "", "share-mail": "vielleicht", "known-sender": "",
		"rsvp-etag": "n", "copied": "", "given-away": "", "room-declines": "",
		"units": "ja: 140 Anfragen, 140 Einheiten", "all-mail": "nein",
	}
	status, p := te.run(t.Context())
	if diff := cmp.Diff([]string{"none-mail", "all-mail"}, p.is(different)); diff != "" || status != exitDifferent {
		t.Errorf("status %d, different (-want +got):\n%s", status, diff)
	}
	left := []string{"rsvp-etag", "rsvp-echo", "rsvp-kept", "copied", "given-away", "room-declines",
		"share-mail", "share-visible", "share-private", "none-outside",
		"none-change", "known-sender"}
	if diff := cmp.Diff(left, p.is(open)); diff != "" {
		t.Errorf("open (-want +got):\n%s", diff)
	}
	content, err := os.ReadFile(filepath.Join(te.folder, "acceptance-2027-05-10.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| [none-mail](#none-mail) | ✘ ANDERS |",
		"* Gesagt: j, an Anna\n* Zu tun: Aufschreiben, an wen.", "* Gesagt: vielleicht\n",
		"140 Anfragen", "Probe an http://127.0.0.1"} {
		if !strings.Contains(string(content), want) {
			t.Errorf("%q is not in\n%s", want, content)
		}
	}
}

func TestNobodyIsThere(t *testing.T) {
	te := enter(t, nil)
	ask := terminal(strings.NewReader("j, sofort \n"), &te.shown)
	for i, want := range []string{"j, sofort", "", ""} {
		if got, err := ask(t.Context(), "id", "? "); got != want || err != nil {
			t.Errorf("%d: %q, %v", i, got, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	waiting, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer write.Close()
	if _, err := terminal(waiting, &te.shown)(ctx, "id", "? "); err == nil {
		t.Error("still waiting")
	}
}

func TestCtrlCCleansUp(t *testing.T) {
	te := enter(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	te.stop = func(id string) {
		if id == "none-mail" {
			cancel()
		}
	}
	status, p := te.run(ctx)
	if status != exitDifferent || !p.Interrupted || !te.removed() || te.asked[len(te.asked)-1] != "none-mail" {
		t.Errorf("status %d, interrupted %t, removed %t, asked %v", status, p.Interrupted, te.removed(), te.asked)
	}
	if got := p.is(different); len(got) > 0 {
		t.Errorf("different: %v", got)
	}
	if !strings.Contains(te.shown.String(), "unterbrochen") {
		t.Errorf("shown:\n%s", &te.shown)
	}
}

func TestKeepLeavesTheCalendar(t *testing.T) {
	te := enter(t, nil)
	status, p := te.run(t.Context(), "-keep")
	if status != exitExpected || te.removed() || !strings.Contains(p.Leftover, te.calendar()) {
		t.Errorf("status %d, removed %t, leftover %q", status, te.removed(), p.Leftover)
	}
	if diff := cmp.Diff([]string{"remove", "removed-mail"}, p.is(open)); diff != "" {
		t.Errorf("open (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeRemovedIsNamed(t *testing.T) {
	te := enter(t, nil)
	te.fake.Fail(calendartest.BackendError().On("DELETE", "^calendars/[^/]+$").Always())
	status, p := te.run(t.Context())
	if diff := cmp.Diff([]string{"remove"}, p.is(different)); diff != "" || status != exitDifferent ||
		!strings.Contains(p.Leftover, te.calendar()) {
		t.Errorf("status %d, leftover %q, different (-want +got):\n%s", status, p.Leftover, diff)
	}
}

// A second protocol of a day is another file.
func TestNoProtocolIsLost(t *testing.T) {
	te := enter(t, nil)
	te.says = map[string]string{"known-sender": ""}
	te.run(t.Context())
	te.run(t.Context())
	files, err := filepath.Glob(filepath.Join(te.folder, "acceptance-2027-05-10*"))
	if err != nil || len(files) != 4 {
		t.Errorf("%v, %v", files, err)
	}
}

func TestABrokenQuestionDoesNotStopTheOthers(t *testing.T) {
	te := enter(t, nil)
	c := command{out: &te.shown, errs: &te.shown, human: te.look}
	s := &session{command: &c}
	var a answer
	s.answer(t.Context(), question{check: func(context.Context, *session) (sight, error) { panic("oops") }}, &a)
	if a.Verdict != different || !strings.Contains(a.Seen, "oops") {
		t.Errorf("answer %+v", a)
	}
	oops := errors.New("oops")
	s.answer(t.Context(), question{do: func(context.Context, *session) error { return oops }, ask: "?"}, &a)
	if a.Verdict != different || !strings.Contains(a.Advice, "Vorbereiten") {
		t.Errorf("answer %+v", a)
	}
	if got, err := failsAs(nil, calsync.FailedGone, 0); got.ok || err != nil {
		t.Errorf("no failure is no success: %v, %v", got, err)
	}
}

func TestUsage(t *testing.T) {
	for about, args := range map[string][]string{
		"nothing":         {},
		"an unknown flag": {"-nobody"},
		"an argument":     {"-subject", "a@b.example", "more"},
		"no account":      {"-subject", "a@b.example", "-guest", "c@b.example", "-outside", "d@e.example"},
		"one for two": {"-subject", "a@b.example", "-guest", "A@b.example", "-outside", "d@e.example", "-endpoint",
			"http://127.0.0.1:1/"},
		"no mail address": {"-subject", "Anna <a@b.example>", "-guest", "c@b.example", "-outside", "d@e.example", "-endpoint",
			"http://127.0.0.1:1/"},
	} {
		var out bytes.Buffer
		c := command{out: &out, errs: &out}
		if status := c.run(t.Context(), args); status != exitFailed || out.Len() == 0 {
			t.Errorf("%s: status %d, %s", about, status, &out)
		}
	}
	var out bytes.Buffer
	if status := (&command{out: &out, errs: &out}).run(t.Context(), []string{"-h"}); status != exitExpected ||
		!strings.HasPrefix(out.String(), "Usage: acceptance ") {
		t.Errorf("help: status %d, %s", status, &out)
	}
}
