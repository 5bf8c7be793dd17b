package syncrun_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
	"pgregory.net/rapid"
)

// seer keeps what a run saw of the calendar last.
type seer struct {
	syncrun.Calendars
	entries []calsync.Entry
	rules   []calsync.Rule
}

func (s *seer) Open(id calsync.CalendarID) syncrun.Target { return watching{s.Calendars.Open(id), s} }

type watching struct {
	syncrun.Target
	seer *seer
}

func (w watching) List(ctx context.Context, instance string, from time.Time) ([]calsync.Entry, int, error) {
	entries, lists, err := w.Target.List(ctx, instance, from)
	w.seer.entries = slices.Clone(entries)
	return entries, lists, err
}

func (w watching) Rules(ctx context.Context) ([]calsync.Rule, int, error) {
	rules, lists, err := w.Target.Rules(ctx)
	w.seer.rules = rules
	return rules, lists, err
}

// herald tells versions: late, if a writer has not come to it yet; and of changes that there were not.
type herald struct {
	syncrun.Versions
	late  string // what it tells instead; empty: what there is
	rumor int
}

func (h *herald) Version(ctx context.Context) (string, error) {
	if h.late != "" {
		return h.late, nil
	}
	v, err := h.Versions.Version(ctx)
	return fmt.Sprint(v, h.rumor), err
}

// tick makes a run of the schedule. One that was idle has to have been right.
func (h *house) tick() (*syncrun.Report, error) {
	h.Helper()
	h.ticks++
	r, err := h.mirror.Run(h.Context(), syncrun.Order{Tick: fmt.Sprint(h.ticks)})
	if err == nil && r.Idle && h.herald.late == "" {
		h.shadow(r)
	}
	return r, err
}

// shadow makes the plan that an idle run did without, of what that run saw: it has to be empty. What is only forgotten
// may wait for six hours.
func (h *house) shadow(r *syncrun.Report) {
	h.Helper()
	sync := h.store.Sync()
	settings, err := sync.Settings(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	memory, err := sync.Recall(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	from, until := settings.Window(h.now)
	supply, err := h.mirror.Supplier.Supply(h.Context(), from, until)
	if err != nil {
		h.Fatal(err)
	}
	s := &calsync.Situation{Instance: instance, Now: h.now, Settings: settings, Supply: supply, Memory: memory,
		Entries: h.seer.entries, Rules: h.seer.rules}
	p := s.Plan()
	if len(p.Calls) > 0 || p.Held != nil || p.Open != r.Open || p.Parked != r.Parked {
		h.Errorf("idle: %+v\nbut there was to do: %+v, %+v, open %d, parked %d", r, p.Calls, p.Held, p.Open, p.Parked)
	}
	for key, record := range p.Records {
		if record != nil {
			h.Errorf("idle, but of %s there was to remember: %+v", key, record)
		}
	}
}

// ticked makes a run of the schedule, and checks whether it was idle.
func (h *house) ticked(idle bool, when string) *syncrun.Report {
	h.Helper()
	r := h.order(h.tick())
	if r.Idle != idle {
		h.Errorf("%s: idle is %v, want %v: %+v", when, r.Idle, idle, r)
	}
	return r
}

// calm makes runs until one was idle.
func (h *house) calm() {
	h.Helper()
	for range 4 {
		if h.order(h.tick()).Idle {
			return
		}
	}
	h.Fatalf("no run is idle")
}

func TestATickComparesNothingIfNothingHasChanged(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3, "anna")...)...)
	h.ticked(false, "first")
	full := h.ticked(false, "the first without a write")
	h.google.Reset()
	idle := h.ticked(true, "nothing has changed")
	if idle.Outcome != syncrun.Done || idle.Lists != 2 || idle.Appointments != full.Appointments ||
		idle.Unchanged != full.Unchanged || len(h.google.Calls()) != 2 {
		t.Errorf("idle: %+v, full: %+v", idle, full)
	}
	if h.run().Idle {
		t.Error("somebody asked for a run, and nothing was compared")
	}
	h.ticked(true, "after it")
	h.now = h.now.Add(6 * time.Hour)
	h.ticked(false, "six hours later")
	h.ticked(true, "after that")
}

// What has a tick compare everything, and, if it is to, find something to do.
var stirs = map[string]struct {
	change func(*house) error
	writes int
}{
	"an appointment moves": {func(h *house) error { h.put(puts(meeting("s000", 30, "anna"))...); return nil }, 1},
	"a person wants in":    {func(h *house) error { h.put(person("dora", true)); return nil }, 1},
	"a room":               {func(h *house) error { h.put(jobcal.Operation{DeleteResource: "saal"}); return nil }, 0},
	"settings": {func(h *house) error {
		h.settle(func(s *calsync.Settings) { s.ShowGuests = true })
		return nil
	}, 3},
	"an entry, by hand":         {func(h *house) error { return h.google.RenameByHand(h.id, entry("s000"), "x") }, 1},
	"an entry deleted, by hand": {func(h *house) error { return h.google.DeleteByHand(h.id, entry("s000")) }, 1},
	"an entry moved out of sight": {func(h *house) error {
		return h.google.MoveByHand(h.id, entry("s000"), -1000*time.Hour)
	}, 1},
	"an answer": {func(h *house) error { return h.google.Answer(h.id, entry("s000"), accepted("anna")) }, 0},
	"another program": {func(h *house) error {
		h.mirror.Where = "another revision"
		return nil
	}, 0},
	"a version, and nothing else": {func(h *house) error { h.herald.rumor++; return nil }, 0},
	"the clock goes back":         {func(h *house) error { h.now = h.now.Add(-time.Minute); return nil }, 0},
	"nobody knows the version": {func(h *house) error {
		h.mirror.Supplier = syncrun.Sources{JobCalendar: h.store.JobCalendar()}
		return nil
	}, 0},
}

func TestATickComparesEverythingIfAnythingMayHaveChanged(t *testing.T) {
	for what, stir := range stirs {
		t.Run(what, func(t *testing.T) {
			h := open(t)
			h.put(puts(serial(3, "anna")...)...)
			h.calm()
			if err := stir.change(h); err != nil {
				t.Fatal(err)
			}
			if r := h.ticked(false, what); r.Inserted+r.Updated+r.Granted != stir.writes {
				t.Errorf("%s: %+v", what, r)
			}
		})
	}
}

// A change whose writer has not come to the version yet may be missed once, not for ever.
func TestAVersionThatComesLate(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3, "anna")...)...)
	h.calm()
	h.herald.late, _ = h.herald.Version(t.Context())
	h.put(puts(meeting("late", 48, "anna"))...)
	h.ticked(true, "nobody told")
	h.run()
	h.run() // notes the version of before
	h.herald.late = ""
	h.ticked(false, "somebody told")
	h.check("late", "anna")
}

// hasty is a supplier that somebody is faster than: once it has read, there is one appointment more.
type hasty struct {
	syncrun.Supplier
	then func()
}

func (s hasty) Supply(ctx context.Context, from, until time.Time) (calsync.Supply, error) {
	supply, err := s.Supplier.Supply(ctx, from, until)
	s.then()
	return supply, err
}

func TestAChangeWhileARunReads(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3, "anna")...)...)
	h.order(h.tick())
	kept := h.mirror.Supplier
	h.mirror.Supplier = hasty{kept, func() { h.put(puts(meeting("hasty", 48, "anna"))...) }}
	h.ticked(false, "it does not see the change")
	h.mirror.Supplier = kept
	h.ticked(false, "though the run before found nothing to do")
	h.check("hasty", "anna")
}

// What a run that died wrote, no later one may rest on.
func TestNoNoteOutlivesAWrite(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3, "anna")...)...)
	h.calm()
	h.put(puts(serial(3, "bela")...)...)
	h.order(h.tick())
	if core, err := h.store.Sync().Core(t.Context()); err != nil || core.Idle != nil {
		t.Errorf("note: %+v, %v", core.Idle, err)
	}
}

// A note tells of appointments: it goes with an event.
func TestAnEventThatIsErasedLeavesNoNote(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 48, "anna"), meeting("b", 48, "anna"))...)
	h.calm()
	if left, err := h.mirror.Depart(t.Context(), 1); left || err != nil {
		t.Fatal(left, err)
	}
	if core, err := h.store.Sync().Core(t.Context()); err != nil || core.Idle != nil {
		t.Errorf("note: %+v, %v", core.Idle, err)
	}
}

// What the clock alone changes, and how long after the last comparison.
func TestATickKnowsWhenTheClockHasSomethingToDo(t *testing.T) {
	for what, c := range map[string]struct {
		prepare func(*house)
		before  time.Duration // then it is idle still
		writes  int
	}{
		"an appointment comes near enough": {func(h *house) {
			h.settle(func(s *calsync.Settings) { s.DaysAhead = 10 })
			h.put(puts(meeting("far", 10*24+2, "anna"))...)
		}, 2*time.Hour - time.Minute, 1},
		"the day's invitations": {func(h *house) {
			h.settle(func(s *calsync.Settings) { s.InvitationsPerDay = 2 })
			h.put(puts(meeting("big", 48, "anna", "bela", "cora"))...)
			h.now = begin.Add(11 * time.Hour)
		}, 4*time.Hour - time.Minute, 1},
		"a wait ends": {func(h *house) {
			h.put(puts(meeting("bad", 48, "anna"))...)
			h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("POST", "/events").Times(1))
		}, time.Hour - time.Minute, 1},
	} {
		t.Run(what, func(t *testing.T) {
			h := open(t)
			c.prepare(h)
			h.order(h.tick())
			h.ticked(false, "notes")
			h.now = h.now.Add(c.before)
			h.ticked(true, "just before")
			h.now = h.now.Add(2 * time.Minute)
			if r := h.ticked(false, "then"); r.Inserted+r.Updated != c.writes {
				t.Errorf("%s: %+v", what, r)
			}
		})
	}
}

// An idle run tells what the comparison told that it rests on.
func TestAnIdleRunStillTellsWhatIsWrong(t *testing.T) {
	h := open(t)
	a, b := meeting("a", 48, "anna"), meeting("b", 48, "anna")
	h.put(puts(a, b)...)
	h.calm()
	if found := h.ticked(true, "later").Findings.Items; len(found) != 1 || found[0].Code != oncalendar.PersonTwice {
		t.Errorf("findings %v", found)
	}
}

// Entries leave the list by themselves: that alone is no reason to compare.
func TestATickExpectsEntriesToLeave(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 1, "anna"), meeting("b", 100, "anna"))...)
	h.order(h.tick())
	h.now = begin.Add(24 * time.Hour)
	h.calm() // an entry ends its day in two hours
	h.now = begin.Add(25 * time.Hour)
	h.ticked(true, "it is still listed")
	if n := len(h.seer.entries); n != 2 {
		t.Errorf("%d entries", n)
	}
	h.now = begin.Add(26*time.Hour + time.Minute)
	h.ticked(true, "it is not")
	if n := len(h.seer.entries); n != 1 {
		t.Errorf("%d entries", n)
	}
}

func TestWhatTheGuardHoldsBackIsComparedEachTime(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3, "anna")...)...)
	h.calm()
	h.put(deletes(serial(3))...)
	for range 3 {
		if r := h.ticked(false, "held"); r.Held == nil {
			t.Errorf("%+v", r)
		}
	}
}

// rumor is another version, though nothing has changed.
func (m *machine) rumor(*rapid.T) {
	m.herald.rumor++
	if m.attempt() {
		m.Errorf("idle, though the version is another one")
	}
}

// late is a change whose version is written when runs have seen it, or have not.
func (m *machine) late(r *rapid.T) {
	if len(m.herald.late) > 0 {
		return
	}
	before, err := m.herald.Version(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	m.herald.late = before
	m.edit(r)
	for range rapid.IntRange(0, 2).Draw(r, "runs") {
		m.attempt()
	}
	m.herald.late = ""
	after, err := m.herald.Version(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	if m.attempt() && before != after {
		m.Errorf("idle, though the version came")
	}
}

// wake waits until the clock alone is said to change something, or almost.
func (m *machine) wake(r *rapid.T) {
	core, err := m.store.Sync().Core(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	if core.Idle == nil || core.Idle.Wakes.IsZero() {
		return
	}
	at := core.Idle.Wakes.Add(time.Duration(rapid.IntRange(-1, 1).Draw(r, "minutes")) * time.Minute)
	if at.After(m.now) {
		m.now = at
	}
	m.doubt()
	m.attempt()
}
