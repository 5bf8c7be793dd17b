package syncrun_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/syncrun"
)

// strike is an import by which most courses of the morning do not take place.
func (a *academy) strike(courses ...int) *proposal.Proposal {
	a.Helper()
	var each []string
	for _, id := range courses {
		each = append(each, fmt.Sprintf(`"%d": {"segments": {"2": false}}`, id))
	}
	return a.change(`"summary": "Streichliste", "courses": {` + strings.Join(each, ", ") + `}`)
}

// cautious lets two entries, two guests go in a day.
func (a *academy) cautious() {
	a.Helper()
	a.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{Count: 2} })
}

// TestWhatAConfirmedImportShowedPasses: the approver saw it, nobody is asked again, and it uses nothing up.
func TestWhatAConfirmedImportShowedPasses(t *testing.T) {
	a := openAcademy(t, 1)
	a.cautious()
	a.put(puts(serial(5)...)...)
	a.run()
	if e := a.strike(1, 2, 4).Calendar; e.Delete != 3 {
		t.Fatalf("shown: %+v", e)
	}
	plan, err := a.mirror.Plan(t.Context())
	a.must(err)
	doctor, err := a.mirror.Examine(t.Context())
	a.must(err)
	r := a.run()
	if r.Deleted != 3 || r.Held != nil {
		t.Fatalf("run: %+v", r)
	}
	want := "Aus den Kalendern geht ohne weitere Rückfrage: 3 Einträge. anna@kursbuch.example hat das am " +
		"01.03.2027, 10:01 Uhr bestätigt, mit dem Import „Streichliste“. Zu tun ist nichts."
	for who, found := range map[string]problem.List{"plan": plan.Findings, "doctor": doctor, "run": r.Findings} {
		if !slices.ContainsFunc(found.Items, func(p problem.Problem) bool { return p.Message(problem.German) == want }) {
			t.Errorf("%s does not say why: %v", who, found.Items)
		}
	}
	a.idle()
	a.put(deletes(serial(2))...)
	if r := a.run(); r.Deleted != 2 || r.Held != nil {
		t.Errorf("what else may go: %+v", r)
	}
}

func TestWhomAConfirmedImportTookOutIsNotHeldBack(t *testing.T) {
	a := openAcademy(t, 1)
	a.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{} })
	a.run()
	var each []string
	for _, course := range []event.CourseID{1, 4} {
		_, number := a.holder(course)
		each = append(each, fmt.Sprintf(`"%d": {"tracks": {"2": {"course_instructor": null, "course_id": null}}}`, number))
	}
	a.change(`"registrations": {` + strings.Join(each, ", ") + `}`)
	if r := a.run(); r.Updated != 2 || r.Held != nil || r.Changed["guests"] != 2 {
		t.Errorf("run: %+v", r)
	}
	a.idle()
	person, _ := a.holder(2)
	p := a.people()[person]
	p.Sync = false
	a.put(jobcal.Operation{PutPerson: &p})
	if r := a.run(); r.Held == nil || r.Held.Guests != 1 {
		t.Errorf("whom nobody took out by an import: %+v", r.Held)
	}
}

func TestOnlyWhatTheImportShowedPasses(t *testing.T) {
	a := openAcademy(t, 1)
	a.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{} })
	a.plan(1, mornings(2))
	a.run()
	a.strike(1)
	a.plan(1, mornings(1)) // which nobody approved
	r := a.run()
	if r.Deleted != 2 || r.Held == nil || r.Held.Entries != 6 {
		t.Fatalf("run: %+v", r)
	}
	a.plan(1, mornings(2))
	a.change(`"courses": {"1": {"segments": {"2": true}}}`)
	a.run()
	a.plan(1, mornings(1))
	if r := a.run(); r.Deleted != 0 || r.Held == nil || r.Held.Entries != 7 {
		t.Errorf("a course that came back: %+v", r)
	}
}

func TestAConfirmedImportCountsForAWeek(t *testing.T) {
	for days, held := range map[int]bool{6: false, 7: true} {
		a := openAcademy(t, 1)
		a.cautious()
		a.run()
		a.strike(1, 2, 4)
		a.now = a.now.AddDate(0, 0, days)
		if r := a.run(); (r.Held != nil) != held {
			t.Errorf("after %d days: %+v", days, r)
		}
	}
}

// led are tables that lead, with what somebody approved.
type led []table.State

func (l led) Tables(context.Context) ([]table.State, error) { return l, nil }

type mute struct{}

func (mute) Tables(context.Context) ([]table.State, error) { return nil, errBroken }

func TestWhatWasApprovedOfATablePasses(t *testing.T) {
	a := openAcademy(t, 1, 12)
	a.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{} })
	a.put(puts(serial(4)...)...)
	a.run()
	supply := a.mirror.Supplier.(syncrun.Sources)
	supply.Tables = led{{Table: "MAUFJOB", Approved: []table.Approval{{By: mail("bela"), At: a.now,
		Appointments: []jobcal.AppointmentID{"s000", "s001"}}}}, {Table: "other"}}
	a.mirror.Supplier = supply
	a.plan(12, jobcal.SessionPlan{}) // nobody approved that
	a.put(deletes(serial(3))...)
	r := a.run()
	if r.Deleted != 2 || r.Held == nil || r.Held.Entries != 7+1 {
		t.Errorf("run: %+v", r)
	}
	if !slices.ContainsFunc(r.Findings.Items, func(p problem.Problem) bool {
		return strings.Contains(p.Message(problem.German), "mit der Tabelle „MAUFJOB“")
	}) {
		t.Errorf("nobody is told why: %v", r.Findings.Items)
	}
	supply.Tables = mute{}
	a.mirror.Supplier = supply
	if r := a.run(); r.Outcome != syncrun.Failed || r.Writes != 0 {
		t.Errorf("nobody knows what was approved: %+v", r)
	}
}
