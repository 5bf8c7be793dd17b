package syncrun_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// fate is what somebody is told of an appointment: why, whether it goes, whether that is held back.
type fate struct {
	calsync.Reason
	Goes, Held bool
}

// told is what a person is told, by the ID of the appointment.
func (h *house) told(id jobcal.PersonID) map[string]fate {
	h.Helper()
	list, err := h.mirror.Explain(h.Context(), id)
	h.must(err)
	all := map[string]fate{}
	for _, x := range list {
		all[strings.TrimPrefix(string(x.Key), "job/")] = fate{x.Reason, x.Goes, x.Held}
	}
	return all
}

func appointmentOff(id string, hours int, persons ...jobcal.PersonID) jobcal.Draft {
	d := meeting(id, hours, persons...)
	d.Cancelled = true
	return d
}

// What is in somebody's calendar still is told them, until the run that takes it out.
func TestAPersonIsToldWhatGoes(t *testing.T) {
	for about, c := range map[string]struct {
		happen      func(*house)
		want, later map[string]fate
	}{
		"taken out of one": {func(h *house) { h.put(puts(meeting("a", 24, "bela"))...) },
			map[string]fate{"a": {calsync.TakenOut, true, false}, "b": {calsync.Invited, false, false}},
			map[string]fate{"b": {calsync.Invited, false, false}}},
		"it is deleted": {func(h *house) { h.put(jobcal.Operation{Delete: "a"}) },
			map[string]fate{"a": {calsync.IsDeleted, true, false}, "b": {calsync.Invited, false, false}},
			map[string]fate{"b": {calsync.Invited, false, false}}},
		"it is called off": {func(h *house) { h.put(puts(appointmentOff("a", 24, "anna"))...) },
			map[string]fate{"a": {calsync.IsCancelled, true, false}, "b": {calsync.Invited, false, false}},
			map[string]fate{"a": {calsync.IsCancelled, false, false}, "b": {calsync.Invited, false, false}}},
		"everything is deleted, which is held back": {
			func(h *house) { h.put(jobcal.Operation{Delete: "a"}, jobcal.Operation{Delete: "b"}) },
			map[string]fate{"a": {calsync.IsDeleted, false, true}, "b": {calsync.IsDeleted, false, true}},
			map[string]fate{"a": {calsync.IsDeleted, false, true}, "b": {calsync.IsDeleted, false, true}}},
		"taken out of all, which is held back": {
			func(h *house) { h.put(puts(meeting("a", 24), meeting("b", 48))...) },
			map[string]fate{"a": {calsync.TakenOut, false, true}, "b": {calsync.TakenOut, false, true}},
			map[string]fate{"a": {calsync.TakenOut, false, true}, "b": {calsync.TakenOut, false, true}}},
		"moved beyond the days ahead": {func(h *house) { h.put(puts(meeting("a", 24*200, "anna"))...) },
			map[string]fate{"a": {calsync.TooFarAhead, true, false}, "b": {calsync.Invited, false, false}},
			map[string]fate{"a": {calsync.TooFarAhead, false, false}, "b": {calsync.Invited, false, false}}},
		"a day passed": {func(h *house) { h.now = h.now.Add(50 * time.Hour) },
			map[string]fate{"a": {calsync.IsOver, false, false}, "b": {calsync.Invited, false, false}},
			map[string]fate{"a": {calsync.IsOver, false, false}, "b": {calsync.Invited, false, false}}},
		"the source fails": {func(h *house) { h.mirror.Supplier = unread{h.mirror.Supplier} },
			map[string]fate{"a": {calsync.IsUnread, false, false}, "b": {calsync.IsUnread, false, false}},
			map[string]fate{"a": {calsync.IsUnread, false, false}, "b": {calsync.IsUnread, false, false}}},
		"sync is switched off": {
			func(h *house) { h.put(append(puts(meeting("a", 24, "bela", "anna")), person("anna", false))...) },
			map[string]fate{"a": {calsync.NotFlagged, true, false}, "b": {calsync.NotFlagged, true, false}},
			map[string]fate{"a": {calsync.NotFlagged, false, false}, "b": {calsync.NotFlagged, false, false}}},
	} {
		t.Run(about, func(t *testing.T) {
			h := open(t)
			h.put(puts(meeting("a", 24, "anna"), meeting("b", 48, "anna"))...)
			h.run()
			c.happen(h)
			if diff := cmp.Diff(c.want, h.told("anna")); diff != "" {
				t.Errorf("before the run (-want +got):\n%s", diff)
			}
			h.run()
			if diff := cmp.Diff(c.later, h.told("anna")); diff != "" {
				t.Errorf("after it (-want +got):\n%s", diff)
			}
		})
	}
}

// appointment is what is told of an appointment, and which findings there are about it.
func (h *house) appointment(name string) (fate, []problem.Code) {
	h.Helper()
	s, err := h.mirror.Tell(h.Context(), name)
	if errors.Is(err, access.ErrNotFound) {
		return fate{}, nil
	}
	h.must(err)
	if s.Record.Echo != nil && (s.Title == "" || s.Start.IsZero()) {
		h.Errorf("%s has no title, or no time: %+v", name, s.Explanation)
	}
	var codes []problem.Code
	for _, p := range s.Findings.Items {
		codes = append(codes, p.Code)
	}
	return fate{s.Reason, s.Goes, s.Held}, codes
}

func TestAnAppointmentIsExplained(t *testing.T) {
	for about, c := range map[string]struct {
		happen func(*house)
		want   fate
	}{
		"it is there":          {func(*house) {}, fate{Reason: calsync.IsMirrored}},
		"it was over long ago": {func(h *house) { h.now = h.now.AddDate(0, 6, 0) }, fate{Reason: calsync.IsOver}},
		"it is just over":      {func(h *house) { h.now = h.now.Add(26 * time.Hour) }, fate{Reason: calsync.IsOver}},
		"it is too far": {func(h *house) { h.put(puts(meeting("a", 24*300))...); h.run() },
			fate{Reason: calsync.TooFarAhead}},
		"it becomes too far": {func(h *house) { h.put(puts(meeting("a", 24*300))...) },
			fate{calsync.TooFarAhead, true, false}},
		"it is called off": {func(h *house) { h.put(puts(appointmentOff("a", 24))...) },
			fate{calsync.IsCancelled, true, false}},
		"it was called off": {func(h *house) { h.put(puts(appointmentOff("a", 24))...); h.run() },
			fate{Reason: calsync.IsCancelled}},
		"it is deleted": {func(h *house) { h.put(jobcal.Operation{Delete: "a"}) },
			fate{calsync.IsDeleted, true, false}},
		"it was deleted": {func(h *house) { h.put(jobcal.Operation{Delete: "a"}); h.run() },
			fate{Reason: calsync.IsDeleted}},
		"that it goes is held": {func(h *house) { h.put(deletes([]jobcal.Draft{{ID: "a"}, {ID: "z"}})...) },
			fate{calsync.IsDeleted, false, true}},
		"Google refused a change": {func(h *house) { h.put(puts(meeting("a", 25))...); h.refuseUpdate() },
			fate{Reason: calsync.IsWaiting}},
		"its source fails": {func(h *house) { h.mirror.Supplier = unread{h.mirror.Supplier} },
			fate{Reason: calsync.IsUnread}},
	} {
		t.Run(about, func(t *testing.T) {
			h := open(t)
			h.put(puts(meeting("a", 24, "anna"), meeting("z", 24*100))...)
			h.run()
			c.happen(h)
			for _, name := range []string{"a", "job/a"} {
				if got, _ := h.appointment(name); got != c.want {
					t.Errorf("%s: %+v, want %+v", name, got, c.want)
				}
			}
			if got, _ := h.appointment("x"); got != (fate{}) {
				t.Errorf("what never was: %+v", got)
			}
		})
	}
	h := open(t)
	h.put(puts(meeting("new", 24, "anna"))...)
	if got, _ := h.appointment("new"); got.Reason != calsync.NotYet {
		t.Errorf("what is to come: %+v", got)
	}
}

// refuseUpdate has Google refuse a change.
func (h *house) refuseUpdate() {
	h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("PUT", ""))
	h.run()
}

func TestARoomThatDeclinesIsToldOfItsAppointment(t *testing.T) {
	h := refusedByHall(t, "a", "b", "c", "d")
	h.run()
	if _, codes := h.appointment("d"); len(codes) != 1 || codes[0] != oncalendar.RoomDeclined {
		t.Errorf("findings: %v", codes)
	}
}

// What is held back is told with what made it so.
func TestTheExaminationTellsWhatIsHeldBackAndWhy(t *testing.T) {
	for about, c := range map[string]struct {
		happen func(*house)
		want   string
	}{
		"all are deleted": {func(h *house) { h.put(deletes([]jobcal.Draft{{ID: "a"}, {ID: "b"}})...) },
			"2 Einträge (Termin gelöscht oder weit verschoben: 2)"},
		"deleted and called off": {func(h *house) {
			h.put(append(puts(appointmentOff("b", 48)), jobcal.Operation{Delete: "a"})...)
		}, "2 Einträge (Termin abgesagt: 1, Termin gelöscht oder weit verschoben: 1)"},
		"moved": {func(h *house) { h.put(puts(meeting("a", 24*300), meeting("b", 24*300))...) },
			"2 Einträge (Termin gelöscht oder weit verschoben: 2)"},
		"taken out": {func(h *house) { h.put(puts(meeting("a", 24), meeting("b", 48))...) },
			"2 Einladungen (aus dem Termin genommen: 2)"},
		"switched off": {func(h *house) {
			h.put(jobcal.Operation{DeletePerson: "cora"}, person("anna", false), person("bela", false))
		}, "2 Einladungen, 3 Leserechte (sync ausgeschaltet: 4, nicht mehr in den Stammdaten: 1)"},
		"without an address": {func(h *house) {
			h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "anna", Name: "Anna"}})
		}, "2 Einladungen (nicht mehr in den Stammdaten: 2)"},
	} {
		t.Run(about, func(t *testing.T) {
			h := open(t)
			h.put(puts(meeting("a", 24, "anna"), meeting("b", 48, "anna"))...)
			h.run()
			c.happen(h)
			found, err := h.mirror.Examine(t.Context())
			h.must(err)
			var told []string
			for _, p := range found.Items {
				if p.Code == oncalendar.DeletionsHeld {
					told = append(told, p.Message(problem.German))
				}
			}
			if len(told) != 1 || !strings.Contains(told[0], c.want) {
				t.Errorf("told %q, want %s", told, c.want)
			}
		})
	}
}

// Losses have the names, times, order that a planner has in mind.
func TestLossesAreInOrderInLocalTimeWithNames(t *testing.T) {
	h := open(t)
	h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna Berg", Mail: mail("anna"),
		Sync: true}})
	days := jobcal.Draft{ID: "days", Title: "Tage", Start: "2027-03-10", End: "2027-03-12"}
	h.put(append(puts(meeting("z", 24, "anna"), meeting("b", 72, "anna"), meeting("a", 48, "anna")), puts(days)...)...)
	h.run()
	h.put(append(puts(meeting("z", 24)), deletes([]jobcal.Draft{{ID: "a"}, {ID: "b"}, {ID: "days"}})...)...)
	h.put(person("anna", false), person("bela", false), person("cora", false))
	h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna Berg", Mail: mail("anna")}})
	h.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{} })
	plan, err := h.mirror.Plan(t.Context())
	h.must(err)
	names, err := h.mirror.Names(t.Context())
	h.must(err)
	var got []string
	for _, l := range names.Of(plan.Held.Losses) {
		line := l.Title + " " + l.Start.Format(time.RFC3339) + " " + l.Name
		if l.AllDay {
			line = l.Title + " " + l.Start.Format(time.DateOnly)
		}
		got = append(got, line)
	}
	never := " 0001-01-01T00:00:00Z "
	want := []string{"Termin z 2027-03-02T10:00:00+01:00 Anna Berg", "Termin a 2027-03-03T10:00:00+01:00 ",
		"Termin b 2027-03-04T10:00:00+01:00 ", "Tage 2027-03-10", never + "Anna Berg", never + "bela", never + "cora"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

// What the plan calls an insertion is counted as one, however Google took it.
func TestAnInsertionIsCountedAsOne(t *testing.T) {
	for about, happen := range map[string]func(*house){
		"the answer was lost": func(h *house) {
			h.put(puts(meeting("a", 24, "anna"))...)
			h.google.Fail(calendartest.Dropped().On("POST", "/events$").Afterwards())
		},
		"it was deleted, and is revived": func(h *house) {
			h.put(puts(meeting("a", 24, "anna"))...)
			h.run()
			h.put(jobcal.Operation{Delete: "a"})
			h.settle(func(s *calsync.Settings) { s.Guard.Percent = 100 })
			h.run()
			h.put(puts(meeting("a", 24, "anna"))...)
		},
		"somebody deleted it by hand": func(h *house) {
			h.put(puts(meeting("a", 24, "anna"))...)
			h.run()
			h.must(h.google.DeleteByHand(h.id, entry("a")))
		},
	} {
		t.Run(about, func(t *testing.T) {
			h := open(t)
			happen(h)
			if r := h.run(); r.Inserted != 1 || r.Updated != 0 || r.Remaining != 0 {
				t.Errorf("run: %+v", r)
			}
			h.check("a", "anna")
			h.idle()
		})
	}
}

// unread is a supplier that cannot read appointments, while it knows everybody.
type unread struct{ syncrun.Supplier }

func (u unread) Supply(ctx context.Context, from, until time.Time) (calsync.Supply, error) {
	s, err := u.Supplier.Supply(ctx, from, until)
	s.Appointments, s.Failed = map[calsync.Key]jobcal.Appointment{}, []calsync.Source{calsync.JobCalendar}
	return s, err
}

func (unread) Find(context.Context, calsync.Key) (jobcal.Appointment, bool, error) {
	return jobcal.Appointment{}, false, nil
}

// Sessions of courses are found however long they are over, unlike what never was.
func TestASessionIsExplained(t *testing.T) {
	a := openAcademy(t, 1)
	a.plan(1, mornings(1))
	a.run()
	var key calsync.Key
	for k := range a.ours() {
		if strings.HasPrefix(string(k), "event/1/") {
			key = k
		}
	}
	if got, _ := a.appointment(string(key)); got.Reason != calsync.IsMirrored {
		t.Errorf("%s: %+v", key, got)
	}
	a.now = a.now.AddDate(2, 0, 0)
	if got, _ := a.appointment(string(key)); got.Reason != calsync.IsOver {
		t.Errorf("%s, long after: %+v", key, got)
	}
	for _, name := range []string{"event/1/x", "event/2/x", "event/", "job/../x", "", "/"} {
		if got, _ := a.appointment(name); got != (fate{}) {
			t.Errorf("%q: %+v", name, got)
		}
	}
}

// Nobody is promised what the next run does while no run does anything.
func TestWhoWaitsForARunIsToldThatThereIsNone(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"))...)
	h.run()
	h.put(puts(meeting("a", 24, "bela"), meeting("b", 25, "anna"))...)
	texts := func() (all []string) {
		for _, id := range []jobcal.PersonID{"anna", "bela"} {
			list, err := h.mirror.Explain(t.Context(), id)
			h.must(err)
			for _, x := range list {
				all = append(all, x.Text().De)
			}
		}
		story, err := h.mirror.Tell(t.Context(), "b")
		h.must(err)
		return append(all, story.Text().De)
	}
	for _, text := range texts() {
		if strings.Contains(text, "Pause") || !strings.Contains(text, "nächste Lauf") {
			t.Errorf("no pause: %s", text)
		}
	}
	h.settle(func(s *calsync.Settings) { s.Pause = &calsync.Pause{Why: "Umzug", By: boss, At: begin} })
	for _, text := range texts() {
		if !strings.Contains(text, "macht gerade Pause") {
			t.Errorf("paused: %s", text)
		}
	}
	h.settle(func(s *calsync.Settings) { s.Pause = nil })
	memory, err := h.mirror.State.Recall(t.Context())
	h.must(err)
	lease, err := h.store.Sync().Begin(t.Context(), syncrun.Claim{Now: h.now, For: time.Minute})
	h.must(err)
	memory.Core.Calendar = ""
	h.must(h.store.Sync().Remember(t.Context(), lease, syncrun.News{Core: &memory.Core}))
	for _, text := range texts() {
		if !strings.Contains(text, "keinen Master-Kalender") {
			t.Errorf("no calendar: %s", text)
		}
	}
}

// What is so whatever runs do is not told with it.
func TestWhatIsOverIsToldWithoutAPause(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 1, "anna"))...)
	h.run()
	h.now = begin.Add(3 * time.Hour)
	h.settle(func(s *calsync.Settings) { s.Pause = &calsync.Pause{Why: "Umzug", By: boss, At: begin} })
	list, err := h.mirror.Explain(t.Context(), "anna")
	h.must(err)
	if text := list[0].Text().De; strings.Contains(text, "Pause") {
		t.Errorf("%s", text)
	}
}
