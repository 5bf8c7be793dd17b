package events

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

const (
	admin    = "admin@kursbuch.example"
	orga     = "orga@kursbuch.example"
	approver = "approver@kursbuch.example"
	stranger = "stranger@kursbuch.example"
)

// today is when people ask.
var today = time.Date(2027, 2, 1, 18, 0, 0, 0, time.UTC)

// uploaders are those of the deployment.
var uploaders = map[int64][]string{1: {"Upload@kursbuch.example"}}

// office is a handler whose event had three imports, see [warehouse].
func office(t *testing.T) http.Handler { return officeOf(warehouse(t)) }

// warehouse is a store whose event had three imports: of a course, of registration 1, of registrations 1 and 2.
func warehouse(t *testing.T) *boltdb.Store {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	e := &proposal.Event{Snapshot: sample.Event(1, 5),
		Access: access.Roles{Orgas: []string{orga}, Approvers: []string{approver}, FourEyes: true}}
	if err := store.Create(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
	for i, sections := range []string{`"courses": {"1": {"title": "Neu"}}`, `"registrations": {"1": {"notes": "a"}}`,
		`"registrations": {"1": {"notes": "b"}, "2": {"notes": "c"}}`} {
		now = now.Add(time.Minute)
		p, err := proposal.Check(t.Context(), store, proposal.Upload{
			Source: proposal.Source{Bucket: "b", Object: "imports/1/a.json", Generation: int64(i + 1), Uploader: orga},
			Content: []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
				"timestamp": "2027-01-20T12:00:00+00:00", "summary": "Runde", ` + sections + `}`),
		}, now)
		if err != nil {
			t.Fatal(err)
		}
		_, err = proposal.Confirm(t.Context(), store,
			proposal.Request{Proposal: p.ID, Token: p.Token, By: access.Caller{Mail: approver}}, now)
		if err != nil {
			t.Fatal(err)
		}
	}
	return store
}

func officeOf(store *boltdb.Store) http.Handler {
	caller := func(r *http.Request) (access.Caller, error) {
		mail := r.Header.Get("From")
		if mail == "" {
			return access.Caller{}, access.ErrUnauthenticated
		}
		return access.Caller{Mail: mail, Admin: mail == admin, At: today}, nil
	}
	return New(Deps{Store: store, People: store.JobCalendar(), Settings: store.Sync(), Caller: caller,
		Now: func() time.Time { return today }, Uploaders: uploaders})
}

// question is what somebody asks.
type question struct{ who, method, target string }

func ask(t *testing.T, h http.Handler, q question) (int, Log, string) {
	t.Helper()
	r := httptest.NewRequest(q.method, q.target, nil)
	r.Header.Set("From", q.who)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var page Log
	if w.Code == http.StatusOK && q.method == http.MethodGet {
		if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
	}
	return w.Code, page, w.Body.String()
}

func TestTheLogSaysWhoDidWhat(t *testing.T) {
	h := office(t)
	_, page, body := ask(t, h, question{orga, "GET", "/log?event=1"})
	if len(page.Entries) != 7 || page.Next != 0 {
		t.Fatalf("%d entries: %s", len(page.Entries), body)
	}
	newest := page.Entries[0]
	if newest.By != approver || newest.Uploader != orga || newest.Proposal == "" || newest.Summary != "Runde" ||
		newest.Line != 7 {
		t.Errorf("%+v", newest)
	}
}

func TestTheLogOfARegistration(t *testing.T) {
	_, page, body := ask(t, office(t), question{approver, "GET", "/Events/log?event=1&registration=1"})
	if len(page.Entries) != 2 {
		t.Fatalf("%s", body)
	}
	for _, entry := range page.Entries {
		if entry.Entity.ID != 1 || entry.Entity.Section != "registrations" {
			t.Errorf("%+v", entry)
		}
	}
}

func TestPagesFollowOneAnother(t *testing.T) {
	h := office(t)
	target, lines := "/log?event=1&limit=3", []int{}
	for target != "" {
		_, page, body := ask(t, h, question{orga, "GET", target})
		if len(page.Entries) > 3 || len(page.Entries) == 0 {
			t.Fatalf("%s: %s", target, body)
		}
		for _, entry := range page.Entries {
			lines = append(lines, entry.Line)
		}
		if target = ""; page.Next != 0 {
			target = "/log?event=1&limit=3&before=" + string(rune('0'+page.Next))
		}
	}
	if len(lines) != 7 || lines[0] != 7 || lines[6] != 1 {
		t.Errorf("%v", lines)
	}
}

func TestWhoMayReadTheLog(t *testing.T) {
	h := office(t)
	for _, c := range []struct {
		who, method, target string
		status              int
		says                string
	}{
		{"", "GET", "/log?event=1", 401, "unauthenticated"},
		{stranger, "GET", "/log?event=1", 404, "not-found"},
		{orga, "GET", "/log?event=2", 404, "not-found"},
		{orga, "GET", "/unknown", 404, "not-found"},
		{"", "GET", "/unknown", 401, "unauthenticated"},
		{orga, "GET", "/log?admin", 403, "no-admin"},
		{admin, "GET", "/log?admin&limit=0", 400, "?limit="},
		{admin, "GET", "/log?admin&event=x", 400, "malformed"},
		{admin, "GET", "/log?admin&before=1", 400, "malformed"},
		{admin, "GET", "/log?admin&after=a/b", 400, "?after="},
		{orga, "HEAD", "/log?event=1", 200, ""},
		{orga, "POST", "/log?event=1", 405, "method-not-allowed"},
		{orga, "GET", "/log", 400, "malformed"},
		{orga, "GET", "/log?event=1&limit=1001", 400, "1 bis 1000"},
		{orga, "GET", "/log?event=1&before=x", 400, "?before="},
		{orga, "GET", "/log?event=1&registration=0", 400, "?registration="},
		{orga, "GET", "/log?event=1&who=x", 400, "malformed"},
	} {
		if status, _, body := ask(t, h, question{c.who, c.method, c.target}); status != c.status ||
			!strings.Contains(body, c.says) {
			t.Errorf("%s %s by %q: status %d: %s", c.method, c.target, c.who, status, body)
		}
	}
}
