package syncrun_test

import (
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
)

// A deleted entry cannot be revived, so that another one is begun, of which the run that dies remembers nothing. Who
// answers that one has answered, even if somebody deletes it by hand before any run saw it.
func TestAnAnswerSurvivesARunThatDiedWithANewGeneration(t *testing.T) {
	for calls := 4; calls <= 12; calls++ {
		h := open(t)
		h.put(puts(meeting("far", 30*24, "anna", "bela"))...)
		h.run()
		h.must(h.google.Answer(h.id, entry("far"), declined(mail("anna"))))
		h.run()
		h.must(h.google.DeleteByHand(h.id, entry("far")))
		h.google.Fail(calendartest.NotFound().On("PUT", "/events"))
		h.dead.cut(calls)
		_, _ = h.mirror.Run(t.Context(), syncrun.Order{}) // it may live
		h.google.Heal()
		h.restart()
		h.now = h.now.Add(time.Hour)
		e, there := h.ours()["job/far"]
		if !there {
			continue
		}
		h.must(h.google.Answer(h.id, e.Id, calendar.Answer{Mail: mail("anna"), Response: calendar.Tentative}))
		h.must(h.google.DeleteByHand(h.id, e.Id))
		h.run()
		if got := h.find("far").answer("anna"); got != calendar.Tentative {
			t.Errorf("after %d calls: %s", calls, got)
		}
		h.idle()
	}
}

// Somebody answers an entry before it is deleted by hand. The run that puts it back has no place for them in the
// budget, takes them out, and dies.
func TestAnAnswerSurvivesARunThatDiedTakingItsGuestOut(t *testing.T) {
	for calls := 4; calls <= 12; calls++ {
		h := open(t)
		h.put(puts(meeting("far", 30*24, "anna"))...)
		h.run()
		h.must(h.google.Answer(h.id, entry("far"), accepted("anna")))
		h.must(h.google.DeleteByHand(h.id, entry("far")))
		h.settle(func(s *calsync.Settings) { s.InvitationsPerDay = 0 })
		h.dead.cut(calls)
		_, _ = h.mirror.Run(t.Context(), syncrun.Order{}) // it may live
		h.restart()
		h.now = h.now.Add(time.Hour)
		h.run()
		h.settle(func(s *calsync.Settings) { s.InvitationsPerDay = 1000 })
		h.run()
		if got := h.find("far").answer("anna"); got != calendar.Accepted {
			t.Errorf("after %d calls: %s", calls, got)
		}
		h.idle()
	}
}
