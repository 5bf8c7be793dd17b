package calendarsync

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
)

func TestUninstallLastsUntilAnAdminStartsAgain(t *testing.T) {
	d := withCalendar(t)
	d.want(http.StatusOK, admin, "POST /", `{"uninstall": true}`)
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	run := d.want(http.StatusOK, nobody, "POST /", "", "X-CloudScheduler-ScheduleTime", "2027-05-01T12:00:00Z")
	if run.Outcome != syncrun.Stopped || len(run.Findings) != 1 || !strings.Contains(run.Findings[0].Message, admin) {
		t.Errorf("the next tick: %+v", run)
	}
	if text := log.String(); !strings.Contains(text, "level=INFO") || !strings.Contains(text, "outcome=stopped") ||
		strings.Contains(text, "@") {
		t.Errorf("log: %s", text)
	}
	d.want(http.StatusForbidden, planner, "POST /", `{"create": true}`)
	d.want(http.StatusOK, admin, "POST /", `{"create": true}`)
	d.want(http.StatusConflict, admin, "POST /", `{"create": true}`)
	if run := d.want(http.StatusOK, planner, "POST /", ""); run.Outcome != syncrun.Done ||
		len(d.google.Sees("anna@kursbuch.example")) != 3 {
		t.Errorf("run: %+v", run)
	}
}

func TestALostCalendarIsReplacedByTheCallThatTheRunNames(t *testing.T) {
	d := withCalendar(t)
	memory, err := d.mirror.State.Recall(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.google.Fail(calendartest.NotFound().On("", "/"+regexp.QuoteMeta(string(memory.Core.Calendar))).Always())
	call := d.want(http.StatusOK, planner, "POST /", "").Findings[0].Call
	body, ok := strings.CutPrefix(call, "POST /CalendarSync ")
	if !ok {
		t.Fatalf("call: %s", call)
	}
	d.want(http.StatusForbidden, planner, "POST /", body)
	d.want(http.StatusConflict, admin, "POST /", `{"create": true, "instead_of": "another"}`)
	d.want(http.StatusBadRequest, admin, "POST /", `{"instead_of": "another"}`)
	d.want(http.StatusOK, admin, "POST /", body)
	d.want(http.StatusConflict, admin, "POST /", body)
	if run := d.want(http.StatusOK, planner, "POST /", ""); run.Outcome != syncrun.Done || run.Inserted == 0 {
		t.Errorf("run: %+v", run)
	}
}

func TestBusySaysWhoItIsUntilWhenWhatHelps(t *testing.T) {
	for about, c := range map[string]struct {
		claim      syncrun.Claim
		lang, want string
	}{
		"somebody's run, in German": {syncrun.Claim{Where: "kalender-00012-abc", By: admin}, "de",
			" Es ist Lauf 3, seit 12:00 Uhr UTC, für admin@kursbuch.example, auf kalender-00012-abc. Spätestens um 12:17 Uhr " +
				`UTC ist er zu Ende. Ist er gestorben, kann ein Admin ihn schon jetzt beenden: \"end_run\": 3.`},
		"one of the schedule, in English": {syncrun.Claim{Where: "kalender-00012-abc"}, "en",
			" It is run 3, since 12:00 UTC, on kalender-00012-abc. It ends at 12:17 UTC at the latest. If it is dead, an " +
				`admin can end it now: \"end_run\": 3.`},
	} {
		t.Run(about, func(t *testing.T) {
			d := withCalendar(t)
			c.claim.Now, c.claim.For = d.now, 17*time.Minute
			if _, err := d.mirror.State.Begin(t.Context(), c.claim); err != nil {
				t.Fatal(err)
			}
			got := d.send(planner, "POST /", "", "Accept-Language", c.lang).Body.String()
			if !strings.Contains(got, c.want) || !strings.Contains(got, `"since": "2027-05-01T12:00:00Z"`) {
				t.Errorf("answer: %s", got)
			}
		})
	}
}

func TestAnAdminEndsARunThatDied(t *testing.T) {
	d := withCalendar(t)
	l, err := d.mirror.State.Begin(t.Context(), syncrun.Claim{Now: d.now, For: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	end := fmt.Sprintf(`{"end_run": %d}`, l.Fence)
	d.want(http.StatusForbidden, planner, "POST /", end)
	d.want(http.StatusUnauthorized, nobody, "POST /", end, "X-CloudScheduler-ScheduleTime", "2027-05-01T12:05:00Z")
	d.want(http.StatusConflict, admin, "POST /", `{"end_run": 1}`)
	d.want(http.StatusConflict, planner, "POST /", "")
	if got := d.send(admin, "POST /", end); got.Code != http.StatusOK ||
		!strings.Contains(got.Body.String(), `"ended": 3`) {
		t.Errorf("end: %d %s", got.Code, got.Body)
	}
	if got := d.send(admin, "POST /", end); !strings.Contains(got.Body.String(), `"code": "no-such-run"`) {
		t.Errorf("end again: %d %s", got.Code, got.Body)
	}
	if run := d.want(http.StatusOK, planner, "POST /", ""); run.Outcome != syncrun.Done {
		t.Errorf("run: %+v", run)
	}
}

func TestSomebodyWhoIsGoneIsExplained(t *testing.T) {
	d := withCalendar(t)
	d.apply(jobcal.Operation{DeletePerson: "anna"})
	if got := d.send(planner, "GET /?person=anna", "").Body.String(); strings.Count(got, `"reason": "no-person"`) != 3 {
		t.Errorf("explanation: %s", got)
	}
}
