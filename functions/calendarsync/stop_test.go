package calendarsync

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/syncrun"
)

func TestUninstallLastsUntilAnAdminStartsAgain(t *testing.T) {
	d := withCalendar(t)
	d.want(http.StatusOK, admin, "POST /", `{"uninstall": true}`)
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	run := d.want(http.StatusOK, nobody, "POST /", "", "X-CloudScheduler-ScheduleTime", "2027-05-01T12:05:00Z")
	if run.Outcome != syncrun.Stopped || len(run.Findings) != 1 || !strings.Contains(run.Findings[0].Message, admin) {
		t.Errorf("the next tick: %+v", run)
	}
	if text := log.String(); !strings.Contains(text, "level=INFO") || !strings.Contains(text, "outcome=stopped") ||
		strings.Contains(text, "@") {
		t.Errorf("log: %s", text)
	}
	d.want(http.StatusNotFound, planner, "POST /", `{"create": true}`)
	d.want(http.StatusOK, admin, "POST /", `{"create": true}`)
	d.want(http.StatusConflict, admin, "POST /", `{"create": true}`)
	if run := d.want(http.StatusOK, planner, "POST /", ""); run.Outcome != syncrun.Done ||
		len(d.google.Sees("anna@kursbuch.example")) != 3 {
		t.Errorf("run: %+v", run)
	}
}

func TestBusySaysUntilWhen(t *testing.T) {
	d := withCalendar(t)
	if _, err := d.mirror.State.Begin(t.Context(), syncrun.Claim{Now: d.now, For: 17 * time.Minute}); err != nil {
		t.Fatal(err)
	}
	if got := d.send(planner, "POST /", "").Body.String(); !strings.Contains(got, "Spätestens um 12:17 Uhr UTC") {
		t.Errorf("answer: %s", got)
	}
}

func TestSomebodyWhoIsGoneIsExplained(t *testing.T) {
	d := withCalendar(t)
	d.apply(jobcal.Operation{DeletePerson: "anna"})
	if got := d.send(planner, "GET /?person=anna", "").Body.String(); strings.Count(got, `"reason": "no-person"`) != 3 {
		t.Errorf("explanation: %s", got)
	}
}
