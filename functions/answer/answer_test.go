package answer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// failed is what a caller gets for an error.
func failed(t *testing.T, lang string, err error) (*httptest.ResponseRecorder, Document) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Language", lang)
	w := httptest.NewRecorder()
	Error(w, r, err)
	var d Document
	if err := json.Unmarshal(w.Body.Bytes(), &d, json.RejectUnknownMembers(true)); err != nil {
		t.Fatalf("%v\n%s", err, w.Body)
	}
	return w, d
}

// recordLog gives what is logged from here to the end of the test.
func recordLog(t *testing.T) *bytes.Buffer {
	t.Helper()
	log, before := new(bytes.Buffer), slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return log
}

func TestErrorHasItsStatusAndCode(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{&Malformed{"so", "so"}, 400, "malformed"},
		{access.ErrUnauthenticated, 401, "unauthenticated"},
		{access.ErrNoApprover, 403, "no-approver"},
		{access.ErrFourEyes, 403, "four-eyes"},
		{access.ErrNotFound, 404, "not-found"},
		{errMethod, 405, "method-not-allowed"},
		{proposal.ErrDecided, 409, "already-decided"},
		{proposal.ErrNeedsForce, 409, "already-committed"},
		{proposal.ErrNotCommitted, 409, "not-committed"},
		{proposal.ErrExpired, 410, "expired"},
		{ErrTooLarge, 413, "too-large"},
		{access.ErrChanged, 412, "changed"},
		{&Found{Err: ErrInvalid}, 422, "invalid"},
		{jobcal.ErrTooLarge, 413, "too-large"},
		{access.ErrNoAdmin, 403, "no-admin"},
		{ErrUnconditional, 428, "unconditional"},
		{&Found{Err: ErrSchedule}, 502, "schedule"},
	} {
		t.Run(c.code, func(t *testing.T) {
			log := recordLog(t)
			w, d := failed(t, "en", fmt.Errorf("proposal secret: %w", c.err))
			if w.Code != c.status || d.Status != c.status || d.Code != c.code || d.Title != http.StatusText(c.status) {
				t.Errorf("status %d with %+v", w.Code, d)
			}
			if strings.Contains(w.Body.String(), "secret") || log.Len() > 0 {
				t.Errorf("%s%s", w.Body, log)
			}
			if got := w.Header().Get("WWW-Authenticate"); (got == "Bearer") != (c.status == 401) {
				t.Errorf("WWW-Authenticate: %s", got)
			}
		})
	}
}

func TestFindingsAreInTheLanguageOfTheCaller(t *testing.T) {
	var list problem.List
	for range problem.Limit + 2 {
		list.Add("/title", problem.Empty)
	}
	for lang, want := range map[string]string{"de": "Der Text darf nicht leer sein.",
		"en": "The text must not be empty."} {
		_, d := failed(t, lang, fmt.Errorf("batch: %w", &Found{list, ErrInvalid}))
		if len(d.Problems) != problem.Limit || d.More != 2 || d.Problems[0].Message != want ||
			d.Problems[0].Path != "/title" {
			t.Errorf("%d problems, %d more, %+v", len(d.Problems), d.More, d.Problems[0])
		}
	}
}

func TestTaggedTellsWhoHasIt(t *testing.T) {
	for known, status := range map[string]int{"": 200, `"a"`: 304, `W/"a"`: 304, `"b"`: 200, "*": 304} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("If-None-Match", known)
		r.Header.Set("Range", "bytes=1-2")
		w := httptest.NewRecorder()
		if err := Tagged(w, r, `"a"`, []int{1}); err != nil || w.Code != status || w.Header().Get("ETag") != `"a"` {
			t.Errorf("%s: %v, status %d, %v", known, err, w.Code, w.Header())
		}
		if got := w.Body.String(); (got == "[\n 1\n]\n") != (status == 200) {
			t.Errorf("%s: %s", known, got)
		}
	}
}

func TestHeadersOfAProblem(t *testing.T) {
	w, _ := failed(t, "en", access.ErrNotFound)
	want := http.Header{
		"Content-Type": {"application/problem+json"}, "Content-Language": {"en"}, "Vary": {"Accept-Language"},
		"Cache-Control": {"no-store"}, "X-Content-Type-Options": {"nosniff"},
	}
	if diff := cmp.Diff(want, w.Header()); diff != "" {
		t.Error(diff)
	}
}

func TestEverySentenceIsOneInBothLanguages(t *testing.T) {
	for _, row := range append([]row{stale, internal}, table...) {
		for _, sentence := range []string{row.de, row.en} {
			if !strings.HasSuffix(strings.TrimSuffix(sentence, ")"), ".") && row.err != ErrMalformed {
				t.Errorf("%s: %q", row.code, sentence)
			}
		}
		if row.de == row.en {
			t.Errorf("%s: %q", row.code, row.de)
		}
	}
}

func TestFaultOfOursIsLoggedButNotShown(t *testing.T) {
	log := recordLog(t)
	w, d := failed(t, "de", errors.New("open /secret/kursbuch.db: no space left"))
	if w.Code != 500 || d.Code != "internal" || d.Detail != internal.de || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	if strings.Count(log.String(), "\n") != 1 || !strings.Contains(log.String(), "level=ERROR") ||
		!strings.Contains(log.String(), "no space left") {
		t.Errorf("log: %s", log)
	}
}

func TestCallerWhoLeftIsNoFault(t *testing.T) {
	log := recordLog(t)
	failed(t, "de", fmt.Errorf("read: %w", context.Canceled))
	if !strings.Contains(log.String(), "level=INFO") {
		t.Errorf("log: %s", log)
	}
}

func TestStaleAlwaysListsWhatChanged(t *testing.T) {
	w := httptest.NewRecorder()
	Stale(w, httptest.NewRequest(http.MethodPost, "/", nil), &proposal.Stale{}, map[string]int{"fresh": 1})
	want := `{"title":"Conflict","status":409,"code":"stale","detail":"` + stale.de +
		`","proposal":{"fresh":1},"changed_since_review":[]}`
	got := jsontext.Value(w.Body.Bytes())
	if err := got.Compact(); err != nil || w.Code != 409 || got.String() != want {
		t.Errorf("status %d: %s, want %s", w.Code, got, want)
	}
}

func TestLanguage(t *testing.T) {
	for accepted, want := range map[string]problem.Language{
		"": "de", "de": "de", "en": "en", "de-AT, en;q=0.5": "de", "en-GB,en;q=0.9,de;q=0.8": "en",
		"de;q=0.1, en;q=0.9": "en",
		"fr":                 "de", "fr, en;q=0.5": "en", "*": "de", "rubbish;;;q=q": "de", strings.Repeat("x-", 5000): "de",
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Language", accepted)
		if got := Language(r); got != want {
			t.Errorf("%.20q: %s, want %s", accepted, got, want)
		}
	}
}

func TestOtherMethodsAreNotAllowed(t *testing.T) {
	var served string
	note := func(_ http.ResponseWriter, r *http.Request) error {
		served = r.Method
		return nil
	}
	for _, c := range []struct {
		methods        Methods
		asked, allowed string // empty: it is served
	}{
		{Methods{"GET": note}, "DELETE", "GET, HEAD"},
		{Methods{"POST": note, "GET": note}, "PUT", "GET, HEAD, POST"},
		{Methods{"DELETE": note, "PUT": note, "GET": note}, "POST", "GET, HEAD, PUT, DELETE"},
		{Methods{"POST": note}, "HEAD", "POST"},
		{Methods{"GET": note}, "HEAD", ""},
		{Methods{"POST": note}, "POST", ""},
	} {
		served = ""
		w := httptest.NewRecorder()
		c.methods.ServeHTTP(w, httptest.NewRequest(c.asked, "/", nil))
		refused := c.allowed != ""
		if w.Header().Get("Allow") != c.allowed || (w.Code == 405) != refused || (served == c.asked) == refused {
			t.Errorf("%s: status %d, Allow: %s, served %q", c.asked, w.Code, w.Header().Get("Allow"), served)
		}
	}
}

func TestPathsMayBeginWithTheNameOfTheFunction(t *testing.T) {
	var path string
	h := Under("/Settings", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { path = r.URL.EscapedPath() }))
	for asked, want := range map[string]string{
		"/Settings": "/", "/Settings/": "/", "/Settings/sessions": "/sessions", "/": "/", "/sessions": "/sessions",
		"/SettingsOf": "/SettingsOf", "/Settings/a%2Fb": "/a%2Fb",
	} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, asked, nil))
		if path != want {
			t.Errorf("%s: %s, want %s", asked, path, want)
		}
	}
}

func TestAnAnswerThatCannotBeEncodedIsAFault(t *testing.T) {
	log := recordLog(t)
	w := httptest.NewRecorder()
	JSON(w, httptest.NewRequest(http.MethodGet, "/", nil), func() {})
	if w.Code != 500 || !strings.Contains(log.String(), "level=ERROR") {
		t.Errorf("status %d, log: %s", w.Code, log)
	}
}
