package calendarsync

import (
	"bytes"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
)

func TestPlanIsWhatARunThenDoes(t *testing.T) {
	d := newDesk(t)
	d.want(http.StatusOK, admin, "POST /", `{"create": true}`)
	d.google.Reset()
	plan := d.want(http.StatusOK, planner, "GET /", "")
	if len(plan.Calls) != 4 || plan.Calls[0].Key != "job/a0" || plan.Mails != 3 || plan.Units != 4 {
		t.Errorf("plan: %+v", plan)
	}
	for _, c := range d.google.Calls() {
		if c.Method != "GET" {
			t.Errorf("the plan writes: %+v", c)
		}
	}
	if other := d.want(http.StatusConflict, planner, "POST /", `{"plan": "0"}`); other.Code != "other-plan" {
		t.Errorf("another plan: %+v", other)
	}
	if run := d.want(http.StatusOK, planner, "POST /", `{"plan": "`+plan.Hash+`"}`); run.Inserted != 3 ||
		run.Outcome != syncrun.Done || run.Units != 6 {
		t.Errorf("run: %+v", run)
	}
	if plan = d.want(http.StatusOK, planner, "GET /", ""); len(plan.Calls) != 0 {
		t.Errorf("plan after the run: %+v", plan)
	}
}

func TestRights(t *testing.T) {
	d := withCalendar(t)
	const tick = "X-CloudScheduler-ScheduleTime"
	for _, c := range []struct {
		name, who, what, body string
		headers               []string
		status                int
	}{
		{"the schedule has it run", nobody, "POST /", "", []string{tick, "2027-05-01T12:00:00Z"}, 200},
		{"the schedule may not do more", nobody, "POST /", `{"retry": "*"}`, []string{tick, "2027-05-01T12:05:00Z"}, 401},
		{"nobody without a tick", nobody, "POST /", "", nil, 401},
		{"a tick from the future", nobody, "POST /", "", []string{tick, "2027-06-01T12:00:00Z"}, 400},
		{"a tick that is no time", nobody, "POST /", "", []string{tick, "noon"}, 400},
		{"nobody reads", nobody, "GET /", "", []string{tick, "2027-05-01T12:00:00Z"}, 401},
		{"a stranger with a tick", stranger, "POST /", "", []string{tick, "2027-05-01T12:10:00Z"}, 404},
		{"a stranger reads", stranger, "GET /?runs", "", nil, 404},
		{"a planner reads", planner, "GET /?runs", "", nil, 200},
		{"HEAD is as GET", planner, "HEAD /", "", nil, 200},
		{"a planner creates no calendar", planner, "POST /", `{"create": true}`, nil, 403},
		{"a planner uninstalls nothing", planner, "POST /", `{"uninstall": true}`, nil, 403},
		{"a second calendar", admin, "POST /", `{"create": true}`, nil, 409},
		{"two things at once", planner, "POST /", `{"retry": "*", "plan": "1"}`, nil, 400},
		{"an unknown member", planner, "POST /", `{"force": true}`, nil, 400},
		{"an unknown parameter", planner, "GET /?run", "", nil, 400},
		{"another method", planner, "DELETE /", "", nil, 405},
		{"runs are not numbered", planner, "GET /?runs=abc", "", nil, 400},
		{"a switch is on or not there", planner, "GET /?doctor=0", "", nil, 400},
		{"two switches at once", planner, "GET /?doctor&runs", "", nil, 400},
		{"an appointment without its source", planner, "GET /?appointment=a0", "", nil, 200},
		{"an unknown person", planner, "GET /?person=x", "", nil, 404},
		{"Anna about herself", "anna@kursbuch.example", "GET /?person=anna", "", nil, 200},
		{"Anna about somebody else", "anna@kursbuch.example", "GET /?person=ben", "", nil, 404},
		{"Anna about nobody", "anna@kursbuch.example", "GET /?person=", "", nil, 404},
		{"Anna about an appointment", "anna@kursbuch.example", "GET /?appointment=a0", "", nil, 404},
		{"Anna about runs", "anna@kursbuch.example", "GET /?runs", "", nil, 404},
		{"Anna about herself and more", "anna@kursbuch.example", "GET /?person=anna&runs", "", nil, 400},
		{"a stranger about Anna", stranger, "GET /?person=anna", "", nil, 404},
		{"nobody about Anna", nobody, "GET /?person=anna", "", nil, 401},
		{"an unknown appointment", planner, "GET /?appointment=job/x", "", nil, 404},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.T = t
			d.want(c.status, c.who, c.what, append([]string{c.body}, c.headers...)...)
		})
	}
}

func TestATickHasOneRun(t *testing.T) {
	d := withCalendar(t)
	tick := []string{"X-CloudScheduler-ScheduleTime", "2027-05-01T12:00:00Z"}
	if first := d.want(http.StatusOK, nobody, "POST /", append([]string{""}, tick...)...); first.Repeated {
		t.Error("the first run is a repetition")
	}
	if second := d.want(http.StatusOK, nobody, "POST /", append([]string{""}, tick...)...); !second.Repeated {
		t.Errorf("the second one is none: %+v", second)
	}
}

func TestMassDeletionWaitsForApproval(t *testing.T) {
	d := withCalendar(t)
	for _, id := range []jobcal.AppointmentID{"a0", "a1", "a2"} {
		d.apply(jobcal.Operation{Delete: id})
	}
	held := d.want(http.StatusOK, planner, "POST /", "").Held
	if held == nil || held.Entries != 3 || len(d.google.Sees("anna@kursbuch.example")) != 3 {
		t.Fatalf("held: %+v", held)
	}
	if loss := held.Losses[0]; loss.Key == "" || loss.Title == "" || loss.Start.IsZero() || held.Mails != 3 {
		t.Errorf("a loss that nobody can judge: %+v of %d mails", loss, held.Mails)
	}
	run := d.send(planner, "POST /", "").Body.String()
	want := "was verschwinden würde: 3 Einträge (Termin gelöscht oder weit verschoben: 3); mit der Freigabe verschickt " +
		"Google 3 Mails."
	if !strings.Contains(run, want) || !strings.Contains(run, held.Hash) {
		t.Errorf("%q is not in %s", want, run)
	}
	plan := d.want(http.StatusOK, planner, "GET /", "")
	for hash, code := range map[string]string{"0": "other-held", plan.Hash: "plan-hash"} {
		if other := d.want(http.StatusConflict, planner, "POST /", `{"approve": "`+hash+`"}`); other.Code != code ||
			plan.Held.Losses[0].Key == "" {
			t.Errorf("approving %s: %+v", hash, other)
		}
	}
	d.want(http.StatusUnauthorized, nobody, "POST /", `{"approve": "`+held.Hash+`"}`)
	if run := d.want(http.StatusOK, planner, "POST /", `{"approve": "`+held.Hash+`"}`); run.Deleted != 3 ||
		run.Held != nil {
		t.Errorf("approved run: %+v", run)
	}
	if other := d.want(http.StatusConflict, planner, "POST /", `{"approve": "0"}`); other.Code != "nothing-held" {
		t.Errorf("approving nothing: %+v", other)
	}
}

func TestWhatGoogleRefusesWaitsUntilItIsRetried(t *testing.T) {
	d := withCalendar(t)
	d.apply(jobcal.Operation{Put: &jobcal.Draft{
		ID: "a0", Title: "Neu", Start: "2027-05-10T09:00", End: "2027-05-10T10:00", TimeZone: "Europe/Berlin",
		Persons: []jobcal.PersonID{"anna"},
	}})
	d.google.Fail(calendartest.ForbiddenForNonOrganizer().On("PUT", ""))
	run := d.want(http.StatusOK, planner, "POST /", "", "Accept-Language", "en")
	if len(run.Findings) != 1 || run.Findings[0].Code != "not-organizer" || !strings.Contains(run.Findings[0].Message,
		"delete it there") {
		t.Errorf("run: %+v", run)
	}
	if plan := d.want(http.StatusOK, planner, "GET /", ""); len(plan.Calls) != 0 {
		t.Errorf("plan: %+v", plan)
	}
	if got := d.send(planner, "GET /?person=anna", "").Body.String(); !strings.Contains(got, `"reason": "invited"`) {
		t.Errorf("explanation: %s", got)
	}
	d.want(http.StatusOK, planner, "POST /", `{"retry": "job/a0"}`)
	trail := d.want(http.StatusOK, planner, "GET /?appointment=job/a0", "").Trail
	if len(trail) != 3 || trail[0].Verb != calsync.Insert || trail[1].Failed == nil || trail[2].Verb != calsync.Update ||
		trail[2].Failed != nil {
		t.Errorf("trail: %+v", trail)
	}
}

func TestUninstallTakesEverythingOut(t *testing.T) {
	d := withCalendar(t)
	d.want(http.StatusOK, admin, "POST /", `{"uninstall": true}`)
	if seen := d.google.Sees("anna@kursbuch.example"); len(seen) != 0 {
		t.Errorf("Anna still sees %d entries", len(seen))
	}
	if mails := len(d.google.Outbox()); mails != 3 { // the invitations
		t.Errorf("%d mails", mails)
	}
}

func TestARunIsLoggedWithoutAnybodysName(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	withCalendar(t)
	text := log.String()
	if strings.Count(text, `msg="sync run ended"`) != 2 || !strings.Contains(text, "outcome=done") ||
		strings.Contains(text, "@") || strings.Contains(text, "Termin") {
		t.Errorf("log: %s", text)
	}
}

func TestDoctorNamesTheCure(t *testing.T) {
	d := newDesk(t)
	codes := func() (all []string) {
		t.Helper()
		var shown []struct{ Code, Message string }
		if err := json.Unmarshal(d.send(planner, "GET /?doctor", "").Body.Bytes(), &shown,
			json.MatchCaseInsensitiveNames(true)); err != nil {
			t.Fatal(err)
		}
		for _, s := range shown {
			all = append(all, s.Code)
		}
		return all
	}
	if got := codes(); !slices.Equal(got, []string{"no-calendar"}) {
		t.Errorf("without a calendar: %v", got)
	}
	d.want(http.StatusOK, admin, "POST /", `{"create": true}`)
	if got := codes(); !slices.Equal(got, []string{"cannot-read"}) {
		t.Errorf("before the first run: %v", got)
	}
	d.want(http.StatusOK, planner, "POST /", ``)
	if got := codes(); len(got) != 0 {
		t.Errorf("after it: %v", got)
	}
	d.now = d.now.Add(16 * time.Minute)
	if got := codes(); !slices.Equal(got, []string{"no-runs"}) {
		t.Errorf("a quarter of an hour later: %v", got)
	}
	d.google.Fail(calendartest.NotFound().Always())
	if got := codes(); !slices.Equal(got, []string{"calendar-gone"}) {
		t.Errorf("without the calendar: %v", got)
	}
}
