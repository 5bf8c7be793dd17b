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
var comings = map[string]struct {
	away, back func(*house)
	answer     string // of Anna, who had said yes
}{
	"fewer days ahead": {days(20), days(180), "accepted"},
	"sync off":         {put(person("anna", false)), put(person("anna", true)), "accepted"},
	"not of them":      {put(puts(meeting("far", 30*24, "bela"))...), far, "accepted"},
	"cancelled":        {put(puts(cancelled())...), far, "needsAction"},
	"deleted":          {put(jobcal.Operation{Delete: "far"}), far, "needsAction"},
	"moved far":        {put(puts(meeting("far", 300*24, "anna", "bela"))...), far, "needsAction"},
	"off, then deleted": {offThenDeleted, func(h *house) { h.put(person("anna", true)); far(h) },
		"needsAction"},
}

// far has the appointment in a month be as it was.
func far(h *house) { h.put(puts(meeting("far", 30*24, "anna", "bela"))...) }

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
			if e := h.find("far"); e.answer("anna") != test.answer || e.answer("bela") != "needsAction" {
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
		answer    string
	}{
		"nothing else":  {days(180), 0, "accepted"},
		"somebody less": {put(puts(meeting("far", 30*24, "anna"))...), 0, "accepted"},
		"somebody new":  {put(puts(meeting("far", 30*24, "anna", "bela", "cora"))...), 3, "accepted"},
		"another time":  {put(puts(meeting("far", 31*24, "anna", "bela"))...), 2, "needsAction"},
		"it was deleted, too": {func(h *house) {
			put(jobcal.Operation{Delete: "far"})(h)
			h.run()
			far(h)
		}, 0, "accepted"}, // nobody was told, no run has seen it
		"the window once more": {func(h *house) { days(180)(h); h.run(); days(20)(h); h.run() }, 0, "accepted"},
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
			if got := h.find("far").answer("anna"); got != test.answer {
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

// edits are what may happen to an appointment that Anna said yes to, with what her answer is then.
var edits = map[string]struct {
	edit   func(*house)
	answer string
	mails  int
}{
	"another title":       {draft(func(d *jobcal.Draft) { d.Title = "Sitzung" }), "accepted", 2},
	"another text":        {draft(func(d *jobcal.Draft) { d.Description = "Stifte" }), "accepted", 0},
	"another room":        {draft(func(d *jobcal.Draft) { d.Location = "Saal" }), "accepted", 2},
	"somebody comes":      {draft(func(d *jobcal.Draft) { d.Persons = append(d.Persons, "cora") }), "accepted", 3},
	"later":               {draft(later), "needsAction", 2},
	"longer":              {draft(longer), "needsAction", 2},
	"all day":             {draft(ofADay), "needsAction", 2},
	"shown by Paris time": {draft(func(d *jobcal.Draft) { d.TimeZone = "Europe/Paris" }), "accepted", 0},
	"renamed by hand":     {rename, "accepted", 0},
	"moved by hand":       {func(h *house) { h.must(h.google.MoveByHand(h.id, entry("far"), time.Hour)) }, "accepted", 2},
	"deleted by hand":     {func(h *house) { h.must(h.google.DeleteByHand(h.id, entry("far"))) }, "accepted", 2},
	"moved by hand, then answered": {func(h *house) {
		h.must(h.google.MoveByHand(h.id, entry("far"), time.Hour))
		h.must(h.google.Answer(h.id, entry("far"), declined(mail("anna"))))
	}, "accepted", 2},
}

func rename(h *house) { h.must(h.google.RenameByHand(h.id, entry("far"), "Quatsch")) }

func draft(how func(*jobcal.Draft)) func(*house) {
	return func(h *house) {
		d := meeting("far", 30*24, "anna", "bela")
		how(&d)
		h.put(jobcal.Operation{Put: &d})
	}
}

func later(d *jobcal.Draft) { *d = meeting("far", 31*24, "anna", "bela") }

func longer(d *jobcal.Draft) { d.End = begin.Add(722 * time.Hour).Format(time.RFC3339) }

func ofADay(d *jobcal.Draft) { d.TimeZone, d.Start, d.End = "", "2027-03-31", "2027-04-01" }

// An answer belongs to a time: whatever else changes, it stays; when the time comes back, so does the answer.
func TestAnAnswerBelongsToATime(t *testing.T) {
	for name, test := range edits {
		t.Run(name, func(t *testing.T) {
			h := answered(t)
			h.run()
			test.edit(h)
			if r := h.run(); r.Writes != 1 || r.Mails != test.mails {
				t.Errorf("%d writes, %d mails", r.Writes, r.Mails)
			}
			if e := h.find("far"); e.answer("anna") != test.answer || e.answer("bela") != "needsAction" {
				t.Errorf("Anna %s, Bela %s", e.answer("anna"), e.answer("bela"))
			}
			h.idle()
			far(h)
			h.run()
			if got := h.find("far").answer("anna"); got != "accepted" {
				t.Errorf("as it was again: %s", got)
			}
			h.idle()
		})
	}
}

// What was called off, marked so, and is on again asks everybody anew; also if the run that wrote it died.
func TestWhatIsOnAgainAsksAnew(t *testing.T) {
	for calls := range 12 {
		h := answered(t)
		h.settle(func(s *calsync.Settings) { s.MarkCancelled = true })
		h.put(puts(cancelled())...)
		h.run()
		if got := h.find("far").answer("anna"); got != "accepted" {
			t.Errorf("called off: %s", got)
		}
		far(h)
		if calls > 0 {
			h.dead.cut(calls)
			_, _ = h.mirror.Run(t.Context(), syncrun.Order{}) // it may live
			h.restart()
			h.now = h.now.Add(time.Hour)
		}
		h.run()
		if got := h.find("far").answer("anna"); got != "needsAction" {
			t.Errorf("on again, a run having died after %d calls: %s", calls, got)
		}
		h.idle()
	}
}

// A run that dies when it has deleted an entry has remembered before that its answers count no more.
func TestWhatComesBackAsksAnewAfterACrash(t *testing.T) {
	for calls := 1; calls <= 9; calls++ {
		h := answered(t)
		h.run()
		h.put(jobcal.Operation{Delete: "far"})
		h.dead.cut(calls)
		_, _ = h.mirror.Run(t.Context(), syncrun.Order{}) // it may live
		h.restart()
		h.now = h.now.Add(time.Hour)
		e, there := h.ours()["job/far"]
		want := "needsAction"
		if there { // it was never deleted
			want = e.answer("anna")
		}
		far(h)
		h.run()
		if got := h.find("far").answer("anna"); got != want {
			t.Errorf("after %d calls: %s, want %s", calls, got, want)
		}
	}
}

// Planners see what was answered for the time before.
func TestAnswersForTheTimeBeforeAreShown(t *testing.T) {
	h := answered(t)
	h.run()
	replies := func() []jobcal.Reply {
		given, err := syncrun.Answers{State: h.mirror.State}.Answers(t.Context(), "far")
		h.must(err)
		book, err := h.store.JobCalendar().Find(t.Context(), "far")
		h.must(err)
		return book.Replies(book.Appointments["far"], given)
	}
	if got := replies(); got[0].Answer != "accepted" || got[0].Former != nil || got[1].Answer != "needsAction" {
		t.Errorf("before: %+v", got)
	}
	h.put(puts(meeting("far", 31*24, "anna", "bela"))...)
	for _, when := range []string{"no run has seen that it moved", "one has"} {
		got := replies()
		text := got[0].Text().De
		if got[0].Answer != "needsAction" || text != "hatte für den alten Termin zugesagt" || got[1].Former != nil {
			t.Errorf("%s: %+v", when, got)
		}
		h.run()
	}
	h.must(h.google.Answer(h.id, entry("far"), declined(mail("anna"))))
	h.run()
	if got := replies(); got[0].Answer != "declined" || got[0].Former != nil {
		t.Errorf("after another answer: %+v", got)
	}
}
