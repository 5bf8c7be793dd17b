package jobcalendar

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
)

// The people around the job calendar. Anna and Ben are persons in it.
const (
	planner  = "planner@kursbuch.example"
	admin    = "admin@kursbuch.example"
	anna     = "anna@kursbuch.example"
	ben      = "ben@kursbuch.example"
	stranger = "stranger@kursbuch.example"
)

// desk is where people work with JobCalendar.
type desk struct {
	*testing.T
	file    string // of the store
	deps    Deps
	handler http.Handler
	now     time.Time
}

// newDesk has an empty job calendar.
func newDesk(t *testing.T) *desk {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kursbuch.db")
	store, err := boltdb.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{T: t, file: file, now: time.Date(2027, 5, 1, 12, 0, 0, 0, time.UTC)}
	d.deps = Deps{Store: store.JobCalendar(), Histories: store.Histories(), Tables: store.Tables(), Answers: said{
		"anna@kursbuch.example": {{Answer: "accepted", Start: built.Add(-time.Hour), End: built}},
		"ben@kursbuch.example":  {{Answer: "accepted", Start: built, End: built.Add(time.Hour)}}},
		Caller: named, FeedAddress: "https://jobcalendar.example", Now: func() time.Time { return d.now }}
	d.handler = New(d.deps)
	return d
}

// named believes what the header From says.
func named(r *http.Request) (access.Caller, error) {
	mail := r.Header.Get("From")
	if mail == "" {
		return access.Caller{}, access.ErrUnauthenticated
	}
	return access.Caller{Mail: mail, Planner: mail == planner, Admin: mail == admin}, nil
}

// furnished has persons, a resource, appointments: build of anna and ben with the hall, days of ben, free of nobody.
func furnished(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	got := d.send(planner, "POST /appointments:batch", `{"operations": [
		{"put_person": {"id": "anna", "short_name": "AB", "name": "Anna Birnbaum", "mail": "anna@kursbuch.example", `+
		`"sync": true}},
		{"put_person": {"id": "ben", "short_name": "BC", "name": "Ben Citrus", "mail": "ben@kursbuch.example"}},
		{"put_resource": {"id": "saal", "name": "Großer Saal"}},
		{"put": {"id": "build", "title": "Aufbau", "start": "2027-05-15T09:00", "end": "2027-05-15T10:00", `+
		`"time_zone": "Europe/Berlin", "persons": ["anna", "ben"], "resources": ["saal"]}},
		{"put": {"id": "days", "title": "Lager", "start": "2027-05-15", "end": "2027-05-17", "persons": ["ben"]}},
		{"put": {"id": "free", "title": "Frei", "start": "2027-05-16T00:30", "end": "2027-05-16T01:30", `+
		`"time_zone": "Europe/Berlin"}}]}`)
	if got.Code != http.StatusOK {
		t.Fatal(got.Body)
	}
	return d
}

// send sends a request such as "GET /persons"; headers are names and values.
func (d *desk) send(who, what, body string, headers ...string) *httptest.ResponseRecorder {
	d.Helper()
	method, target, _ := strings.Cut(what, " ")
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if who != "" {
		r.Header.Set("From", who)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}

func (d *desk) get(who, target string, headers ...string) *httptest.ResponseRecorder {
	d.Helper()
	return d.send(who, "GET "+target, "", headers...)
}

// bytes is all that the store holds.
func (d *desk) bytes() string {
	d.Helper()
	all, err := os.ReadFile(d.file)
	if err != nil {
		d.Fatal(err)
	}
	return string(all)
}

// failure reads a problem document.
func failure(t *testing.T, w *httptest.ResponseRecorder) answer.Document {
	t.Helper()
	var d answer.Document
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil ||
		w.Header().Get("Content-Type") != "application/problem+json" {
		t.Fatalf("status %d, %v: %s", w.Code, err, w.Body)
	}
	return d
}

// ids are those in a list.
func ids(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var list []struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil {
		t.Fatalf("status %d, %v: %s", w.Code, err, w.Body)
	}
	var all []string
	for _, e := range list {
		all = append(all, e.ID)
	}
	return strings.Join(all, " ")
}

// built is when the appointment build begins.
var built = time.Date(2027, 5, 15, 7, 0, 0, 0, time.UTC)

// said is what was answered to every invitation.
type said map[string][]jobcal.Given

func (s said) Answers(context.Context, jobcal.AppointmentID) (map[string][]jobcal.Given, error) {
	return s, nil
}
