package calendarsync

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
)

// The people around the function; nobody is the schedule.
const (
	planner  = "planner@kursbuch.example"
	admin    = "admin@kursbuch.example"
	stranger = "stranger@kursbuch.example"
	nobody   = ""
)

// desk is where people ask for runs.
type desk struct {
	*testing.T
	handler http.Handler
	google  *calendartest.Calendar
	mirror  syncrun.Mirror
	book    jobcal.Store
	now     time.Time
}

// newDesk has Anna with three appointments, no calendar yet.
func newDesk(t *testing.T) *desk {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{T: t, book: store.JobCalendar(), now: time.Date(2027, 5, 1, 12, 0, 0, 0, time.UTC)}
	d.google = calendartest.Open(t, func() time.Time { return d.now })
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	calendars, err := gcal.Open(t.Context(), gcal.Config{
		Endpoint: "http://calendar.example/calendar/v3/", Client: d.google.Client(), Pace: gcal.Pace{PerMinute: 1e6,
			Burst: 1e6, Attempts: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	d.mirror = syncrun.Mirror{
		Instance: "test", Settings: store.Sync(), State: store.Sync(), Calendars: calendars,
		Supplier: syncrun.Sources{JobCalendar: d.book}, Now: func() time.Time { return d.now },
	}
	d.handler = New(Deps{Mirror: d.mirror, Book: d.book, Caller: named})
	d.apply(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna",
		Mail: "anna@kursbuch.example", Sync: true}})
	for day := range 3 {
		d.apply(jobcal.Operation{Put: &jobcal.Draft{
			ID: jobcal.AppointmentID(fmt.Sprint("a", day)), Title: fmt.Sprint("Termin ", day),
			Persons: []jobcal.PersonID{"anna"},
			Start:   fmt.Sprintf("2027-05-%02dT09:00", 10+day), End: fmt.Sprintf("2027-05-%02dT10:00", 10+day),
			TimeZone: "Europe/Berlin",
		}})
	}
	return d
}

func (d *desk) apply(op jobcal.Operation) {
	d.Helper()
	_, found, err := jobcal.Apply(d.Context(), d.book, jobcaltest.Somebody, []jobcal.Operation{op})
	if err != nil || !found.Empty() {
		d.Fatal(found, err)
	}
}

// withCalendar is a desk whose appointments are mirrored already.
func withCalendar(t *testing.T) *desk {
	d := newDesk(t)
	d.want(http.StatusOK, admin, "POST /", `{"create": true}`)
	d.want(http.StatusOK, planner, "POST /", ``)
	return d
}

// named believes what the header From says.
func named(r *http.Request) (access.Caller, error) {
	mail := r.Header.Get("From")
	if mail == nobody {
		return access.Caller{}, access.ErrUnauthenticated
	}
	return access.Caller{Mail: mail, Planner: mail == planner || mail == admin, Admin: mail == admin}, nil
}

// send sends a request such as "GET /?runs"; headers are names and values.
func (d *desk) send(who, what, body string, headers ...string) *httptest.ResponseRecorder {
	d.Helper()
	method, target, _ := strings.Cut(what, " ")
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("From", who)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}

// answered is everything that an answer may hold.
type answered struct {
	Hash     string            `json:"hash"`
	Code     string            `json:"code"`
	Repeated bool              `json:"repeated"`
	Outcome  syncrun.Outcome   `json:"outcome"`
	Inserted int               `json:"inserted"`
	Deleted  int               `json:"deleted"`
	Units    int               `json:"units"`
	Mails    int               `json:"mails"`
	Held     *Held             `json:"held"`
	Calls    []calsync.Call    `json:"calls"`
	Findings []answer.Finding  `json:"findings"`
	Trail    []calsync.Step    `json:"trail"`
	Answers  map[string]string `json:"answers"`
}

// want sends a request, checks the status of the answer, reads it. After the body come names and values of headers.
func (d *desk) want(status int, who, what string, bodyAndHeaders ...string) answered {
	d.Helper()
	w := d.send(who, what, bodyAndHeaders[0], bodyAndHeaders[1:]...)
	if w.Code != status {
		d.Fatalf("%s %s %s: status %d, %s", who, what, bodyAndHeaders[0], w.Code, w.Body)
	}
	var a answered
	if text := w.Body.Bytes(); len(text) > 0 && text[0] == '{' {
		if err := json.Unmarshal(text, &a); err != nil {
			d.Fatal(err)
		}
	}
	return a
}
