package syncrun_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// serial are appointments, an hour each, one after another.
func serial(n int, persons ...jobcal.PersonID) []jobcal.Draft {
	var all []jobcal.Draft
	for i := range n {
		all = append(all, meeting(fmt.Sprintf("s%03d", i), 24+i, persons...))
	}
	return all
}

func deletes(drafts []jobcal.Draft) []jobcal.Operation {
	var ops []jobcal.Operation
	for _, d := range drafts {
		ops = append(ops, jobcal.Operation{Delete: d.ID})
	}
	return ops
}

// guarded is a house with ten appointments of Anna's, of which two may go at once.
func guarded(t *testing.T) *house {
	h := open(t)
	h.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{Count: 2, Percent: 20} })
	h.put(puts(serial(10, "anna")...)...)
	h.run()
	return h
}

// approve approves what is held back, for a planner.
func (h *house) approve(hash string) (*syncrun.Report, error) {
	return h.mirror.Run(h.Context(), syncrun.Order{Approve: hash, By: "planner@kursbuch.example"})
}

func TestTheJournalTellsWhoApproved(t *testing.T) {
	h := guarded(t)
	remove(3)(h)
	h.order(h.approve(h.run().Held.Hash))
	all, err := h.store.Journal(t.Context(), journal.Query{Limit: 10})
	if err != nil || len(all) != 1 || all[0].What != journal.Approval || all[0].By != "planner@kursbuch.example" ||
		!strings.Contains(string(all[0].After), `"entries":3`) {
		t.Errorf("%v, %+v", err, all)
	}
}

// held is what is held back after a change.
type held struct {
	change                   func(*house)
	entries, guests, readers int
}

var heldBack = map[string]held{
	"as much as may go":               {remove(2), 0, 0, 0},
	"more than may go":                {remove(3), 3, 0, 0},
	"everything, the source is empty": {remove(10), 10, 0, 0},
	"the window becomes shorter": {func(h *house) {
		far := meeting("far", 60*24)
		h.put(puts(far)...)
		h.run()
		h.put(jobcal.Operation{Delete: "s000"}, jobcal.Operation{Delete: "s001"})
		h.settle(func(s *calsync.Settings) { s.DaysAhead = 30 })
	}, 3, 0, 0},
	"somebody who is in everything": {unflag, 0, 10, 0},
	"everybody": {func(h *house) {
		h.put(person("anna", false), person("bela", false), person("cora", false))
	}, 0, 10, 3},
	"everything, but a hundred percent may go": {func(h *house) {
		h.settle(func(s *calsync.Settings) { s.Guard.Percent = 100 })
		h.put(deletes(serial(10))...)
	}, 0, 0, 0},
	"the source fails": {func(h *house) { h.mirror.Supplier = failing{} }, 0, 0, 3},
}

// remove deletes so many of ten appointments.
func remove(n int) func(*house) {
	return func(h *house) { h.put(deletes(serial(n))...) }
}

func unflag(h *house) { h.put(person("anna", false)) }

func TestGuard(t *testing.T) {
	for name, test := range heldBack {
		t.Run(name, func(t *testing.T) {
			h := guarded(t)
			test.change(h)
			before := len(h.ours())
			r := h.run()
			held := r.Held
			if held == nil {
				held = &calsync.Held{}
			}
			if held.Entries != test.entries || held.Guests != test.guests || held.Readers != test.readers ||
				len(held.Losses) != test.entries+test.guests+test.readers {
				t.Errorf("held: %+v", held)
			}
			if after := len(h.ours()); test.entries > 0 && after != before {
				t.Errorf("%d entries, there were %d", after, before)
			}
			if test.guests > 0 && r.Updated > 0 {
				t.Errorf("guests were taken out: %+v", r)
			}
			if again := h.run(); again.Writes != 0 {
				t.Errorf("next run: %+v", again)
			}
		})
	}
}

// failing is a supplier that cannot read the job calendar.
type failing struct{}

func (failing) Supply(context.Context, time.Time, time.Time) (calsync.Supply, error) {
	return calsync.Supply{Failed: []calsync.Source{calsync.JobCalendar}}, nil
}

func (failing) Version(context.Context) (string, error) { return "", nil }

func (failing) Find(context.Context, calsync.Key) (jobcal.Appointment, bool, error) {
	return jobcal.Appointment{}, false, nil
}

func TestWhatIsHeldBackDoesNotHoldTheRestBack(t *testing.T) {
	h := guarded(t)
	moved := meeting("s009", 50, "anna")
	h.put(append(deletes(serial(5)), puts(moved, meeting("new", 30, "bela"))...)...)
	r := h.run()
	if r.Inserted != 1 || r.Updated != 1 || r.Deleted != 0 || r.Held.Entries != 5 || r.Outcome != syncrun.Done {
		t.Errorf("run: %+v", r)
	}
	h.says(r, oncalendar.DeletionsHeld)
	h.put(puts(serial(3, "anna")...)...) // they come back, all but two
	if r := h.run(); r.Held != nil || r.Deleted != 2 {
		t.Errorf("released run: %+v", r)
	}
	h.idle()
}

func TestApprovalIsForExactlyThatPlan(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(3))...)
	seen := h.run().Held
	h.put(jobcal.Operation{Delete: "s003"})
	if _, err := h.approve(seen.Hash); !errors.Is(err, syncrun.ErrOtherPlan) || len(h.ours()) != 10 {
		t.Fatalf("an older plan: %v, %d entries", err, len(h.ours()))
	}
	seen = h.run().Held
	if r := h.order(h.approve(seen.Hash)); r.Deleted != 4 || r.Held != nil {
		t.Errorf("approved run: %+v", r)
	}
	h.idle()
	h.put(puts(serial(4)...)...)
	h.run()
	h.put(deletes(serial(4))...)
	if r := h.run(); r.Held == nil || r.Deleted != 0 {
		t.Errorf("the same once more, which nobody approved: %+v", r)
	}
}

func TestAnApprovalOutlastsARunThatEndsTooSoon(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(10))...)
	held := h.run().Held
	h.google.Fail(calendartest.Unavailable().On("DELETE", "").After(2).Always())
	if r := h.order(h.approve(held.Hash)); r.Deleted != 2 || r.Outcome != syncrun.Partial || r.Held != nil {
		t.Fatalf("approved run: %+v", r)
	}
	h.google.Heal()
	if r := h.run(); r.Deleted != 8 || r.Held != nil {
		t.Errorf("next run: %+v", r)
	}
	h.idle()
}

func TestAnApprovalOutlastsWhatWaits(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(10))...)
	held := h.run().Held
	h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("DELETE", ""))
	if r := h.order(h.approve(held.Hash)); r.Deleted != 9 || r.Parked != 1 || r.Outcome != syncrun.Done {
		t.Fatalf("approved run: %+v", r)
	}
	h.now = h.now.Add(time.Hour)
	if r := h.run(); r.Deleted != 1 || r.Held != nil {
		t.Errorf("when it has waited: %+v", r)
	}
	h.idle()
}

func TestAnApprovalOutlastsARunThatSeesNoRights(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(10))...)
	h.put(person("anna", false), person("bela", false), person("cora", false))
	held := h.run().Held
	h.google.Fail(calendartest.Unavailable().On("DELETE", "/acl/").Always())
	if r := h.order(h.approve(held.Hash)); r.Deleted != 10 || r.Revoked != 0 || r.Outcome != syncrun.Partial {
		t.Fatalf("approved run: %+v", r)
	}
	h.google.Heal()
	h.google.Fail(calendartest.BackendError().On("GET", "/acl$").Always())
	if r := h.run(); r.Writes != 0 || r.Outcome != syncrun.Done {
		t.Errorf("without the rights: %+v", r)
	}
	h.google.Heal()
	if r := h.run(); r.Revoked != 3 || r.Held != nil {
		t.Errorf("with them: %+v", r)
	}
}

func TestAnApprovalCountsForADay(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(10))...)
	held := h.run().Held
	h.google.Fail(calendartest.Unavailable().On("DELETE", "").Always())
	h.order(h.approve(held.Hash))
	h.google.Heal()
	h.now = h.now.Add(24 * time.Hour)
	if r := h.run(); r.Deleted != 0 || r.Held == nil {
		t.Errorf("run after a day: %+v", r)
	}
}

func TestAnAnswerMakesNoOtherPlan(t *testing.T) {
	h := guarded(t)
	h.must(h.google.RenameByHand(h.id, entry("s009"), "Quatsch"))
	plan, err := h.mirror.Plan(t.Context())
	h.must(err)
	h.must(h.google.Answer(h.id, entry("s009"), accepted("anna")))
	if r := h.order(h.mirror.Run(t.Context(), syncrun.Order{Plan: plan.Hash()})); r.Updated != 1 {
		t.Errorf("run: %+v", r)
	}
	if got := h.find("s009").answer("anna"); got != "accepted" {
		t.Errorf("answer: %s", got)
	}
	if _, err := h.mirror.Run(t.Context(), syncrun.Order{Plan: plan.Hash()}); !errors.Is(err, syncrun.ErrOtherPlan) {
		t.Errorf("the same plan again: %v", err)
	}
}

func TestHeldSaysWhatApprovingMails(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(3))...)
	held := h.run().Held
	if held == nil || held.Mails != 3 {
		t.Fatalf("held: %+v", held)
	}
	if r := h.order(h.approve(held.Hash)); r.Mails != held.Mails {
		t.Errorf("%d mails, not %d", r.Mails, held.Mails)
	}
	h.settle(func(s *calsync.Settings) { s.DaysAhead = 1 })
	if held := h.run().Held; held == nil || held.Entries != 7 || held.Mails != 0 {
		t.Errorf("held: %+v", held)
	}
}

func TestWhyNothingIsApproved(t *testing.T) {
	h := guarded(t)
	fails := func(hash string, want error) {
		t.Helper()
		if _, err := h.approve(hash); !errors.Is(err, want) || !errors.Is(err, syncrun.ErrOtherPlan) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	fails("0", syncrun.ErrNothingHeld)
	h.put(deletes(serial(3))...)
	plan, err := h.mirror.Plan(t.Context())
	h.must(err)
	fails(plan.Hash(), syncrun.ErrPlanHash)
	h.put(deletes(serial(4))...)
	fails(plan.Held.Hash, syncrun.ErrOtherHeld)
}

// The guard counts a day: what goes in small portions is much, too.
func TestTheGuardCountsWhatWentInADay(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(2))...)
	if r := h.run(); r.Deleted != 2 || r.Held != nil {
		t.Fatalf("the first two: %+v", r)
	}
	h.now = h.now.Add(time.Hour)
	h.put(jobcal.Operation{Delete: "s002"})
	r := h.run()
	if r.Deleted != 0 || r.Held == nil || r.Held.Entries != 1 || r.Held.Went.Entries != 2 {
		t.Fatalf("one more: %+v", r)
	}
	if got := r.Findings.Items[0].Message(problem.German); !strings.Contains(got, "ohne Freigabe schon: 2 Einträge.") {
		t.Errorf("it says %s", got)
	}
	h.now = begin.Add(24 * time.Hour)
	if r := h.run(); r.Deleted != 0 {
		t.Errorf("within the day: %+v", r)
	}
	h.now = begin.Add(24*time.Hour + 15*time.Minute)
	if r := h.run(); r.Deleted != 1 || r.Held != nil {
		t.Errorf("after a day: %+v", r)
	}
}

func TestGuestsAndReadersCountForADay(t *testing.T) {
	h := open(t)
	h.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{Count: 2} })
	h.put(puts(meeting("a", 30, "anna", "bela", "cora"), meeting("b", 40, "anna", "bela"))...)
	h.run()
	h.put(puts(meeting("a", 30, "cora"))...)
	if r := h.run(); r.Updated != 1 || r.Held != nil {
		t.Fatalf("two guests: %+v", r)
	}
	h.put(puts(meeting("b", 40, "anna"))...)
	if r := h.run(); r.Held == nil || r.Held.Guests != 1 || r.Held.Went.Guests != 2 {
		t.Errorf("one more guest: %+v", r.Held)
	}
	h.put(puts(meeting("b", 40, "anna", "bela"))...)
	h.put(person("dora", true), person("emma", true))
	h.run()
	h.put(person("dora", false), person("emma", false))
	if r := h.run(); r.Revoked != 2 || r.Held != nil {
		t.Fatalf("two readers: %+v", r)
	}
	h.put(person("frieda", true))
	h.run()
	h.put(person("frieda", false))
	if r := h.run(); r.Held == nil || r.Held.Readers != 1 || r.Held.Went.Readers != 2 {
		t.Errorf("one more reader: %+v", r.Held)
	}
}

// What somebody approved does not count: not what was held back, not what a plan shows that is ordered by its hash.
func TestWhatSomebodyApprovedDoesNotCount(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(3))...)
	h.order(h.approve(h.run().Held.Hash))
	h.put(jobcal.Operation{Delete: "s003"}, jobcal.Operation{Delete: "s004"})
	plan, err := h.mirror.Plan(t.Context())
	h.must(err)
	if r := h.order(h.mirror.Run(t.Context(), syncrun.Order{Plan: plan.Hash(), By: boss})); r.Deleted != 2 {
		t.Fatalf("the plan: %+v", r)
	}
	h.put(jobcal.Operation{Delete: "s005"}, jobcal.Operation{Delete: "s006"})
	if r := h.run(); r.Deleted != 2 || r.Held != nil {
		t.Errorf("what nobody approved: %+v", r)
	}
}

func TestWhatDidNotGoDoesNotCount(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(2))...)
	h.google.Fail(calendartest.Unavailable().On("DELETE", "").Always())
	h.run()
	h.google.Heal()
	if r := h.run(); r.Deleted != 2 || r.Held != nil {
		t.Errorf("run: %+v", r)
	}
}

// diesAfter makes a run that dies after so many calls, when so many entries are left.
func (h *house) diesAfter(calls, left int) {
	h.Helper()
	h.dead.cut(calls)
	if _, err := h.mirror.Run(h.Context(), syncrun.Order{}); !errors.Is(err, errDead) {
		h.Fatalf("the run lives: %v", err)
	}
	h.restart()
	h.now = h.now.Add(time.Hour) // so that nobody has the lease
	if n := len(h.ours()); n != left {
		h.Fatalf("%d entries are left, not %d", n, left)
	}
}

// A run that dies does not know what it deleted; the next one finds it gone, and counts it.
func TestWhatWentInARunThatDiedCounts(t *testing.T) {
	h := guarded(t)
	h.put(deletes(serial(2))...)
	h.diesAfter(10, 8)
	h.run()
	h.put(jobcal.Operation{Delete: "s002"})
	if r := h.run(); r.Held == nil || r.Held.Went.Entries != 2 {
		t.Errorf("one more: %+v", r)
	}
}

// What a run that died took is among what would go until somebody finds it gone. If its appointment is back before, it
// has not gone.
func TestWhatIsBackBeforeItIsFoundGoneDoesNotCount(t *testing.T) {
	h := guarded(t)
	h.put(jobcal.Operation{Delete: "s000"})
	h.diesAfter(8, 9)
	h.put(jobcal.Operation{Delete: "s001"}, jobcal.Operation{Delete: "s002"})
	if r := h.run(); r.Deleted != 0 || r.Held == nil || r.Held.Entries != 3 || r.Held.Went.Entries != 0 {
		t.Fatalf("with two more: %+v", r)
	}
	h.put(puts(serial(1, "anna")...)...)
	if r := h.run(); r.Deleted != 2 || r.Inserted != 1 || r.Held != nil {
		t.Fatalf("once it is back: %+v", r)
	}
	h.put(jobcal.Operation{Delete: "s003"})
	if r := h.run(); r.Deleted != 0 || r.Held == nil || r.Held.Went.Entries != 2 {
		t.Errorf("one more: %+v", r)
	}
}

// TestAnEntryThatIsMissedCounts: its appointment is over, so it is not made anew, nor is there a call that could find
// out that it went.
func TestAnEntryThatIsMissedCounts(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 1, "anna"))...)
	h.run()
	h.must(h.google.DeleteByHand(h.id, entry("a")))
	h.now = h.now.Add(4 * time.Hour)
	for range 2 { // once
		h.run()
		memory, err := h.mirror.State.Recall(t.Context())
		h.must(err)
		if went := memory.Core.Went; len(went) != 1 || went[0].Entries != 1 {
			t.Errorf("went: %+v", went)
		}
	}
	h.idle()
}

// Google lists a day until it has ended where the calendar is, which is before it ends in UTC.
func TestADayThatIsListedNoMoreIsNotMissed(t *testing.T) {
	h := open(t)
	day := meeting("a", 0, "anna")
	day.TimeZone, day.Start, day.End = "", "2027-03-02", "2027-03-03"
	h.put(puts(day)...)
	h.run()
	h.now = time.Date(2027, 3, 3, 23, 30, 0, 0, time.UTC)
	h.run()
	memory, err := h.mirror.State.Recall(t.Context())
	h.must(err)
	if went := memory.Core.Went; len(went) != 0 {
		t.Errorf("went: %+v", went)
	}
	h.idle()
}
