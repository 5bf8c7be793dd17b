package syncrun_test

import (
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// abroad is a house with Gast, who is from outside, of whom so many are invited in a day.
func abroad(t *testing.T, perDay int) *house {
	h := open(t)
	h.settle(func(s *calsync.Settings) {
		s.InternalDomains, s.InvitationsPerDay = []string{"kursbuch.example"}, perDay
	})
	h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "gast", ShortName: "gast", Name: "Gast",
		Mail: "gast@draussen.example", Sync: true}})
	return h
}

// invited is how many entries Gast is invited to.
func (h *house) invited() int { return len(h.google.Sees("gast@draussen.example")) }

func TestBudgetGoesToTheNearestFirst(t *testing.T) {
	h := abroad(t, 2)
	h.put(puts(meeting("c", 72, "gast"), meeting("a", 24, "gast"), meeting("b", 48, "gast", "anna"),
		meeting("d", 96, "anna"))...)
	r := h.run()
	if r.Inserted != 4 || r.Invited != 2 || r.Open != 1 || r.Outcome != syncrun.Done {
		t.Errorf("run: %+v", r)
	}
	h.says(r, "invitations-open")
	h.check("c")
	if again := h.run(); again.Writes != 0 || again.Open != 1 {
		t.Errorf("the same day: %+v", again)
	}
	h.now = h.now.Add(24 * time.Hour)
	if r := h.run(); r.Updated != 1 || r.Invited != 1 || r.Open != 0 || r.Writes != 1 {
		t.Errorf("the next day: %+v", r)
	}
	h.idle()
}

func TestInvitationsOfWhichNobodyHeardCount(t *testing.T) {
	h := abroad(t, 1)
	h.put(puts(meeting("a", 24, "gast"), meeting("b", 48, "gast"))...)
	h.google.Fail(calendartest.Dropped().On("POST", "/events$").Afterwards())
	h.run()
	if h.run(); h.invited() != 1 {
		t.Errorf("%d invitations", h.invited())
	}
}

func TestInvitationsOfARunThatDiedCount(t *testing.T) {
	for calls := range 12 {
		h := abroad(t, 1)
		h.put(puts(meeting("a", 24, "gast"), meeting("b", 48, "gast"))...)
		h.dead.cut(calls + 1)
		_, _ = h.mirror.Run(t.Context(), syncrun.Order{})
		h.restart()
		h.now = h.now.Add(time.Hour) // the lease of the dead one is over
		h.run()
		if h.run(); h.invited() != 1 {
			t.Errorf("dead after %d calls: %d invitations", calls+1, h.invited())
		}
	}
}

func TestWhatWaitsTakesNoPlaceInTheBudget(t *testing.T) {
	h := abroad(t, 1)
	h.put(puts(meeting("a", 24, "gast"))...)
	h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("POST", "/events$"))
	h.run()
	h.put(puts(meeting("b", 48, "gast"))...)
	if r := h.run(); r.Invited != 1 || r.Parked != 1 || r.Open != 0 || r.Inserted != 1 {
		t.Errorf("run: %+v", r)
	}
	if r := h.run(); r.Writes != 0 || r.Parked != 1 {
		t.Errorf("it waits though the budget is spent: %+v", r)
	}
}

// Google says that enough guests were invited: nobody asks again for an hour, and the appointments are mirrored without
// them.
func TestBreaker(t *testing.T) {
	h := abroad(t, 1000)
	h.google.LimitInvitations(1)
	h.put(puts(serial(30, "anna", "gast")...)...)
	r := h.run()
	if r.Inserted != 30 || r.Invited != 1 || r.Open != 29 || r.Outcome != syncrun.Done {
		t.Errorf("run: %+v", r)
	}
	if asked := r.Writes - r.Inserted - r.Granted; asked < 1 || asked > 4 {
		t.Errorf("asked %d times in vain", asked)
	}
	h.says(r, oncalendar.InvitationLimit)
	if again := h.run(); again.Writes != 0 || again.Open != 29 {
		t.Errorf("within the hour: %+v", again)
	}
	h.now = h.now.Add(time.Hour)
	if r := h.run(); r.Writes > 4 || r.Open != 29 || h.invited() != 1 || r.Outcome != syncrun.Done || r.Mails != 0 {
		t.Errorf("after the hour: %+v", r)
	}
	h.google.LimitInvitations(-1)
	h.now = h.now.Add(time.Hour)
	if r := h.run(); r.Writes != 0 {
		t.Errorf("the second time it waits for two hours: %+v", r)
	}
	h.now = h.now.Add(time.Hour)
	if r := h.run(); r.Updated != 29 || r.Open != 0 || r.Invited != 29 {
		t.Errorf("in the end: %+v", r)
	}
	h.idle()
}

func TestAnswersOutlastTheBudget(t *testing.T) {
	h := abroad(t, 1)
	h.put(puts(meeting("a", 30*24, "gast", "anna"))...)
	h.run()
	h.must(h.google.Answer(h.id, entry("a"), calendar.Answer{Mail: "gast@draussen.example", Response: calendar.Accepted}))
	h.run()
	h.must(h.google.UninviteByHand(h.id, entry("a"), "gast@draussen.example"))
	h.put(puts(titled(meeting("a", 30*24, "gast", "anna"), "Sitzung"))...)
	if r := h.run(); r.Open != 1 {
		t.Errorf("the budget is spent: %+v", r)
	}
	h.now = h.now.Add(24 * time.Hour)
	h.run()
	if got := h.find("a").seen().Guests["gast@draussen.example"]; got != "accepted" {
		t.Errorf("answer: %s", got)
	}
}
