package syncrun_test

import (
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
)

// comings are ways in which an invitation goes, then comes back. What goes is one thing, so that nobody has to approve
// it.
var comings = map[string]struct{ away, back func(*house) }{
	"fewer days ahead": {days(20), days(180)},
	"sync off":         {put(person("anna", false)), put(person("anna", true))},
	"not of them": {put(puts(meeting("far", 30*24, "bela"))...),
		put(puts(meeting("far", 30*24, "anna", "bela"))...)},
	"cancelled": {put(puts(cancelled())...), put(puts(meeting("far", 30*24, "anna", "bela"))...)},
	"deleted":   {put(jobcal.Operation{Delete: "far"}), put(puts(meeting("far", 30*24, "anna", "bela"))...)},
	"moved far": {put(puts(meeting("far", 300*24, "anna", "bela"))...),
		put(puts(meeting("far", 30*24, "anna", "bela"))...)},
	"off, then deleted": {offThenDeleted, func(h *house) {
		h.put(person("anna", true))
		put(puts(meeting("far", 30*24,
			"anna", "bela"))...)(h)
	}},
}

func offThenDeleted(h *house) {
	h.put(person("anna", false))
	h.run()
	h.put(jobcal.Operation{Delete: "far"})
}

func days(n int) func(*house) {
	return func(h *house) { h.settle(func(s *calsync.Settings) { s.DaysAhead = n }) }
}

func put(ops ...jobcal.Operation) func(*house) { return func(h *house) { h.put(ops...) } }

func cancelled() jobcal.Draft {
	d := meeting("far", 30*24, "anna", "bela")
	d.Cancelled = true
	return d
}

// answered is a house in which Anna said yes to something in a month; no run has seen that yet.
func answered(t *testing.T) *house {
	h := open(t)
	h.put(puts(meeting("far", 30*24, "anna", "bela"), meeting("near", 24, "cora"))...)
	h.run()
	h.must(h.google.Answer(h.id, entry("far"), accepted("anna")))
	return h
}

func TestAnswersSurviveTheInvitation(t *testing.T) {
	for name, test := range comings {
		t.Run(name, func(t *testing.T) {
			h := answered(t)
			test.away(h)
			h.run()
			if e, there := h.ours()["job/far"]; there && e.answer("anna") != "not invited" {
				t.Fatalf("Anna is still invited: %s", e.answer("anna"))
			}
			given, err := syncrun.Answers{State: h.mirror.State}.Answers(t.Context(), "far")
			if err != nil || len(given) != 0 {
				t.Errorf("answers of who is not invited: %v, %v", given, err)
			}
			h.now = h.now.Add(time.Hour)
			h.run()
			test.back(h)
			h.run()
			if e := h.find("far"); e.answer("anna") != "accepted" || e.answer("bela") != "needsAction" {
				t.Errorf("Anna %s, Bela %s", e.answer("anna"), e.answer("bela"))
			}
			h.idle()
		})
	}
}

// A run that dies when it has taken a guest out has remembered the answer before.
func TestAnswersSurviveACrash(t *testing.T) {
	for calls := 4; calls <= 9; calls++ {
		h := answered(t)
		h.put(person("anna", false))
		h.dead.cut(calls)
		_, _ = h.mirror.Run(t.Context(), syncrun.Order{}) // it may live
		h.restart()
		h.now = h.now.Add(time.Hour)
		h.run()
		h.put(person("anna", true))
		h.run()
		if got := h.find("far").answer("anna"); got != "accepted" {
			t.Errorf("after %d calls: %s", calls, got)
		}
	}
}

// Somebody answers between the list and the write that takes them out.
func TestAnAnswerMeanwhileIsRemembered(t *testing.T) {
	h := answered(t)
	h.put(person("anna", false))
	h.google.Fail(calendartest.ConditionNotMet().On("PUT", ""))
	h.run()
	h.put(person("anna", true))
	h.run()
	if got := h.find("far").answer("anna"); got != "accepted" {
		t.Errorf("answer: %s", got)
	}
}

func TestTheWindowMailsNobody(t *testing.T) {
	for name, test := range map[string]struct {
		meanwhile func(*house)
		mails     int
	}{
		"nothing else":  {days(180), 0},
		"somebody less": {put(puts(meeting("far", 30*24, "anna"))...), 0},
		"somebody new":  {put(puts(meeting("far", 30*24, "anna", "bela", "cora"))...), 3},
		"another time":  {put(puts(meeting("far", 31*24, "anna", "bela"))...), 2},
		"it was deleted, too": {func(h *house) {
			put(jobcal.Operation{Delete: "far"})(h)
			h.run()
			put(puts(meeting("far", 30*24, "anna", "bela"))...)(h)
		}, 0},
		"the window once more": {func(h *house) { days(180)(h); h.run(); days(20)(h); h.run() }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			h := answered(t)
			days(20)(h)
			if r := h.run(); r.Deleted != 1 || r.Mails != 0 {
				t.Errorf("fewer days: %+v", r)
			}
			test.meanwhile(h)
			days(180)(h)
			if r := h.run(); r.Inserted+r.Updated != 1 || r.Mails != test.mails {
				t.Errorf("more days: %+v", r)
			}
			if got := h.find("far").answer("anna"); got != "accepted" {
				t.Errorf("answer: %s", got)
			}
			h.idle()
		})
	}
}

func TestWhatIsMovedOutOfTheWindowIsTold(t *testing.T) {
	h := answered(t)
	h.put(puts(meeting("far", 300*24, "anna", "bela"))...)
	if r := h.run(); r.Deleted != 1 || r.Mails != 2 {
		t.Errorf("run: %+v", r)
	}
}
