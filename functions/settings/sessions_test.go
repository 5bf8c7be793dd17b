package settings

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// school is where people plan the sessions of event 1. Event 2 has other people.
type school struct {
	*testing.T
	store    *boltdb.Store
	sessions jobcal.SessionStore
}

func openSchool(t *testing.T) *school {
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	for id, who := range map[event.ID]string{1: "", 2: "stranger"} {
		roles := access.Roles{Orgas: []string{who + "orga"}, Approvers: []string{who + "approver"}}
		if err := store.Create(t.Context(), &proposal.Event{Snapshot: sample.Event(id, 5), Access: roles}); err != nil {
			t.Fatal(err)
		}
	}
	return &school{t, store, store}
}

// question is what somebody asks; seen is the ETag of what they have seen.
type question struct{ method, who, query, body, seen string }

func (s *school) ask(q question) *httptest.ResponseRecorder {
	s.Helper()
	r := httptest.NewRequest(q.method, "/Settings/sessions"+q.query, strings.NewReader(q.body))
	condition := "If-None-Match"
	if q.method == "PUT" {
		condition = "If-Match"
	}
	if q.seen != "" {
		r.Header.Set(condition, q.seen)
	}
	return s.serve(q.who, r)
}

func (s *school) serve(who string, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	New(Deps{Events: s.store, Sessions: s.sessions, Caller: func(*http.Request) (access.Caller, error) {
		if who == "" {
			return access.Caller{}, access.ErrUnauthenticated
		}
		return access.Caller{Mail: who, Admin: who == "admin", Planner: who == "planner"}, nil
	}}).ServeHTTP(w, r)
	return w
}

func (s *school) get() *httptest.ResponseRecorder {
	s.Helper()
	w := s.ask(question{method: "GET", who: "orga", query: "?event=1"})
	if w.Code != 200 || w.Header().Get("ETag") == "" {
		s.Fatalf("%d: %s", w.Code, w.Body)
	}
	return w
}

// tag is that of the plan that there is.
func (s *school) tag() string {
	s.Helper()
	return s.get().Header().Get("ETag")
}

// put sends a plan as an orga who has read the one that there is.
func (s *school) put(body string) *httptest.ResponseRecorder {
	s.Helper()
	return s.ask(question{"PUT", "orga", "?event=1", body, s.tag()})
}

func (s *school) problems(w *httptest.ResponseRecorder) answer.Document {
	s.Helper()
	var d answer.Document
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil {
		s.Fatalf("%v: %s", err, w.Body)
	}
	return d
}

const oneSession = `{"tracks": {"1": [{"start": "2027-05-15T09:00", "end": "2027-05-15T10:00", ` +
	`"time_zone": "Europe/Berlin"}]}}`

// Who wants to write only what nobody else wrote may say so by both conditions.
func TestWhatWasWrittenIsNotRefusedAfterwards(t *testing.T) {
	s := openSchool(t)
	r := httptest.NewRequest("PUT", "/sessions?event=1", strings.NewReader(oneSession))
	r.Header.Set("If-Match", s.tag())
	r.Header.Set("If-None-Match", "*")
	w := s.serve("orga", r)
	if w.Code != http.StatusOK || w.Header().Get("ETag") != s.tag() {
		t.Errorf("status %d, ETag %s: %s", w.Code, w.Header().Get("ETag"), w.Body)
	}
}

func TestWhoMaySeeAndPlanSessions(t *testing.T) {
	for _, c := range []struct {
		who, method, query string
		status             int
		code               string
	}{
		{"", "GET", "?event=1", 401, "unauthenticated"}, {"", "PUT", "?event=1", 401, "unauthenticated"},
		{"stranger", "GET", "?event=1", 404, "not-found"}, {"strangerorga", "PUT", "?event=1", 404, "not-found"},
		{"planner", "GET", "?event=1", 404, "not-found"}, {"orga", "GET", "?event=9", 404, "not-found"},
		{"orga", "GET", "?event=1", 200, ""}, {"approver", "HEAD", "?event=1", 200, ""}, {"admin", "GET", "?event=1", 200,
			""},
		{"admin", "GET", "?event=9", 404, "not-found"}, {"admin", "PUT", "?event=9", 404, "not-found"},
		{"approver", "PUT", "?event=1", 403, "no-orga"}, {"orga", "PUT", "?event=1", 200, ""},
		{"admin", "PUT", "?event=1", 200, ""},
		{"orga", "GET", "", 400, "malformed"}, {"orga", "GET", "?event=1&x=1", 400, "malformed"},
		{"orga", "DELETE", "?event=1", 405, "method-not-allowed"},
	} {
		t.Run(c.who+" "+c.method+" "+c.query, func(t *testing.T) {
			s := openSchool(t)
			q := question{c.method, c.who, c.query, oneSession, s.tag()}
			if c.method != "PUT" {
				q.body, q.seen = "", ""
			}
			w := s.ask(q)
			if w.Code != c.status || c.code != "" && s.problems(w).Code != c.code {
				t.Errorf("status %d: %s", w.Code, w.Body)
			}
			plan, err := s.store.Sessions(t.Context(), 1)
			if plan.Empty() == (c.method == "PUT" && c.status == 200) || err != nil {
				t.Errorf("stored %v, %v", plan, err)
			}
		})
	}
}

func TestSessionsAreKeptAsTheyWereChecked(t *testing.T) {
	s := openSchool(t)
	if body := s.get().Body.String(); body != "{\n \"tracks\": {}\n}\n" {
		t.Errorf("before: %s", body)
	}
	put := s.put(oneSession)
	got := s.get()
	if put.Code != 200 || got.Body.String() != put.Body.String() || got.Header().Get("ETag") != put.Header().Get("ETag") {
		t.Errorf("put %d: %s; got %s", put.Code, put.Body, got.Body)
	}
	if !strings.Contains(got.Body.String(), `"id": "1"`) || !strings.Contains(got.Body.String(),
		`"invite": "instructors"`) {
		t.Errorf("got %s", got.Body)
	}
	if again := s.ask(question{"GET", "orga", "?event=1", "", s.tag()}); again.Code != 304 {
		t.Errorf("again: %d", again.Code)
	}
	if list, err := s.store.Planned(t.Context(), time.Time{}); len(list) != 1 || list[0].ID != 1 || err != nil {
		t.Errorf("planned %v, %v", list, err)
	}
	if w := s.put(`{"tracks": {}}`); w.Code != 200 {
		t.Errorf("none any more: %d: %s", w.Code, w.Body)
	}
}

func TestSessionsThatCannotBe(t *testing.T) {
	for _, c := range []struct {
		body   string
		status int
		want   string // paths and codes
	}{
		{`{"tracks": {"1": [{"start": "2027-05-15T09:00", "end": "2027-05-15T08:00", "time_zone": "Europe/Berlin"}], ` +
			`"9": []}, "invite": "x"}`, 422,
			"/invite not-a-choice /tracks/1/0/end end-before-start /tracks/9 unknown-track "},
		{`{}`, 422, "/tracks missing "},
		{`{"tracks": null}`, 422, "/tracks missing "},
		{`{"tracks": {}, "sessions": []}`, 422, "/sessions unknown-key "},
		{`{"tracks": {"1": [{"beginn": 1, "start": "2027-05-15T09:00", "end": "2027-05-15T08:00", "time_zone": ` +
			`"Europe/Berlin"}], "9": []}, "inviet": "all"}`, 422, "/inviet unknown-key /tracks/1/0/beginn unknown-key " +
			"/tracks/1/0/end end-before-start /tracks/9 unknown-track "},
		{`{"sessions": []}`, 422, "/sessions unknown-key /tracks missing "},
		{`{"tracks": {"eins": []}}`, 422, "/tracks/eins not-an-integer "},
		{`[`, 400, ""},
		{`{"tracks": {"1": [{"id": "` + strings.Repeat("x", maxBody) + `"}]}}`, 413, ""},
	} {
		t.Run(c.body[:min(60, len(c.body))], func(t *testing.T) {
			s := openSchool(t)
			w := s.put(c.body)
			var got strings.Builder
			d := s.problems(w)
			for _, p := range d.Problems {
				got.WriteString(string(p.Path) + " " + string(p.Code) + " ")
			}
			if w.Code != c.status || got.String() != c.want {
				t.Errorf("status %d, %s: %s", w.Code, got.String(), w.Body)
			}
			if plan, _ := s.store.Sessions(t.Context(), 1); !plan.Empty() {
				t.Errorf("stored %v", plan)
			}
		})
	}
}

func TestNobodyOverwritesSessionsTheyHaveNotSeen(t *testing.T) {
	s := openSchool(t)
	tag := s.tag()
	if w := s.ask(question{"PUT", "orga", "?event=1", oneSession, ""}); w.Code != 428 {
		t.Errorf("without If-Match: %d", w.Code)
	}
	s.put(oneSession)
	if w := s.ask(question{"PUT", "admin", "?event=1", `{"tracks": {}}`, tag}); w.Code != 412 ||
		s.problems(w).Code != "changed" {
		t.Errorf("an old one: %d: %s", w.Code, w.Body)
	}
	if plan, _ := s.store.Sessions(t.Context(), 1); plan.Empty() {
		t.Error("lost")
	}
	if w := s.ask(question{"PUT", "admin", "?event=1", `{"tracks": {}}`, "*"}); w.Code != 200 {
		t.Errorf("whatever there is: %d", w.Code)
	}
}

// full is a store whose disk is full.
type full struct{ jobcal.SessionStore }

func (full) ChangeSessions(context.Context, event.ID, func(jobcal.Timetable) (jobcal.SessionPlan, error)) error {
	return errors.New("secret")
}

func TestFaultOfTheStoreOfSessionsShowsNothing(t *testing.T) {
	s := openSchool(t)
	s.sessions = full{s.store}
	if w := s.put(oneSession); w.Code != 500 || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}
