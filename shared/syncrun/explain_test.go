package syncrun_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

// reasons are why appointments of the job calendar are, or are not, in the calendar of Gast.
type reasons map[jobcal.AppointmentID]calsync.Reason

// explained is what Gast is told. Whoever is told that the next run invites them is invited by the next plan, and
// nobody else is.
func (h *house) explained() reasons {
	h.Helper()
	list, err := h.mirror.Explain(h.Context(), "gast")
	if err != nil {
		h.Fatal(err)
	}
	plan, err := h.mirror.Plan(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	if !slices.IsSortedFunc(list, func(a, b calsync.Explanation) int { return a.Start.Compare(b.Start) }) {
		h.Errorf("not the nearest first: %+v", list)
	}
	got := reasons{}
	for _, x := range list {
		got[jobcal.AppointmentID(x.Key[len("job/"):])] = x.Reason
		invites := slices.ContainsFunc(plan.Calls, func(c calsync.Call) bool {
			return c.Key == x.Key && slices.Contains(c.Invited, "gast@draussen.example")
		})
		if invites != (x.Reason == calsync.ComesSoon) {
			h.Errorf("%s: %s, and the plan invites: %v", x.Key, x.Reason, invites)
		}
		if (x.Reason == calsync.IsWaiting) != (x.Failed != nil) {
			h.Errorf("%s: %s because of %v", x.Key, x.Reason, x.Failed)
		}
		if x.Answer != "" && x.Reason != calsync.Invited && x.Reason != calsync.Declined {
			h.Errorf("%s: %s, which nobody answered: %s", x.Key, x.Reason, x.Answer)
		}
	}
	return got
}

// refuse has Google refuse the next entry.
func (h *house) refuse() {
	h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("POST", "/events$"))
	h.run()
}

var soonA, laterB = meeting("a", 24, "gast"), meeting("b", 48, "gast")

// situations are what may happen to appointments of Gast, with so many invitations in a day.
var situations = map[string]struct {
	perDay int
	happen func(*house)
	want   reasons
}{
	"nothing was written yet": {100, func(h *house) { h.put(puts(soonA)...) }, reasons{"a": calsync.ComesSoon}},
	"everything was": {100, func(h *house) { h.put(puts(soonA)...); h.run() },
		reasons{"a": calsync.Invited}},
	"Google refused it": {100, func(h *house) { h.put(puts(soonA)...); h.refuse() },
		reasons{"a": calsync.IsWaiting}},
	"Google refused it, and its time has come again": {100, func(h *house) {
		h.put(puts(soonA)...)
		h.refuse()
		h.now = h.now.Add(time.Hour)
	}, reasons{"a": calsync.ComesSoon}},
	"Google refused it, and it was mended": {100, func(h *house) {
		h.put(puts(soonA)...)
		h.refuse()
		mended := soonA
		mended.Title = "Probe"
		h.put(puts(mended)...)
	}, reasons{"a": calsync.ComesSoon}},
	"Google refused a change of it": {100, func(h *house) {
		h.put(puts(soonA)...)
		h.run()
		changed := soonA
		changed.Title = "Probe"
		h.put(puts(changed)...)
		h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("PUT", ""))
		h.run()
	}, reasons{"a": calsync.Invited}},
	"it was called off, and the entry is still there": {100, func(h *house) {
		h.put(puts(soonA)...)
		h.run()
		off := soonA
		off.Cancelled = true
		h.put(puts(off)...)
	}, reasons{"a": calsync.IsCancelled}},
	"somebody uninstalled": {100, func(h *house) {
		h.put(puts(soonA)...)
		h.run()
		if _, err := h.mirror.Uninstall(h.Context(), boss); err != nil {
			h.Fatal(err)
		}
		far, over := meeting("far", 24*200, "gast"), meeting("over", -2, "gast")
		h.put(puts(laterB, far, over)...)
	}, reasons{"a": calsync.IsStopped, "b": calsync.IsStopped, "far": calsync.TooFarAhead, "over": calsync.IsOver}},
	"the budget has one place": {1, func(h *house) { h.put(puts(soonA, laterB)...) },
		reasons{"a": calsync.ComesSoon, "b": calsync.BudgetSpent}},
	"the budget has a place for one of two guests": {1, func(h *house) {
		h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "zora", ShortName: "zora", Name: "Zora",
			Mail: "zora@draussen.example", Sync: true}})
		h.put(puts(meeting("a", 24, "gast", "zora"))...)
	}, reasons{"a": calsync.ComesSoon}},
	"the budget had one place": {1, func(h *house) { h.put(puts(soonA, laterB)...); h.run() },
		reasons{"a": calsync.Invited, "b": calsync.BudgetSpent}},
	"Google takes no more guests": {100, func(h *house) {
		h.put(puts(soonA, laterB)...)
		h.google.Fail(calendartest.QuotaExceeded().On("POST", "/events$").Always())
		h.run()
		h.google.Heal()
	}, reasons{"a": calsync.BudgetSpent, "b": calsync.BudgetSpent}},
	"nobody is to be invited": {100, func(h *house) {
		far, over, off := meeting("far", 24*200, "gast"), meeting("over", -2, "gast"), meeting("off", 24, "gast")
		off.Cancelled = true
		h.put(puts(far, over, off)...)
	}, reasons{"far": calsync.TooFarAhead, "over": calsync.IsOver, "off": calsync.IsCancelled}},
	"the person declined": {100, func(h *house) {
		h.put(puts(soonA, laterB)...)
		h.run()
		h.must(h.google.Answer(h.id, entry("a"), declined("gast@draussen.example")))
		h.run()
	}, reasons{"a": calsync.Declined, "b": calsync.Invited}},
	"the person declined, and the entry is gone": {100, func(h *house) {
		h.put(puts(soonA, laterB)...)
		h.run()
		h.must(h.google.Answer(h.id, entry("a"), declined("gast@draussen.example")))
		h.run()
		h.put(puts(meeting("a", 24*200, "gast"))...)
		h.run()
	}, reasons{"b": calsync.Invited, "a": calsync.TooFarAhead}},
	"the person has no mail address": {100, func(h *house) {
		h.put(puts(soonA)...)
		h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "gast", ShortName: "gast", Name: "Gast"}})
	}, reasons{"a": calsync.NoMail}},
	"the person does not want it": {100, func(h *house) {
		h.put(puts(soonA)...)
		h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "gast", ShortName: "gast", Name: "Gast",
			Mail: "gast@draussen.example"}})
	}, reasons{"a": calsync.NotFlagged}},
}

func TestReasonsAreThoseOfThePlan(t *testing.T) {
	for about, c := range situations {
		t.Run(about, func(t *testing.T) {
			h := abroad(t, c.perDay)
			c.happen(h)
			if diff := cmp.Diff(c.want, h.explained()); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}
