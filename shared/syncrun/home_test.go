package syncrun_test

import (
	"slices"
	"strings"
	"testing"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// TestARestoredDatabaseStartsPaused runs from a database, then from a copy of it under another name.
func TestARestoredDatabaseStartsPaused(t *testing.T) {
	a, machine := ending(t, 0)
	move := func(home string) {
		a.mirror.Home = home
		machine.Calendars = a.mirror
	}
	move("(default)")
	for range 2 {
		if r := a.run(); r.Outcome != syncrun.Done {
			t.Fatalf("at home: %+v", r)
		}
	}
	a.orderErase(t)
	move("restored")
	before := a.count(syncrun.EventSource(1))
	if _, err := machine.Tick(t.Context()); err != nil || a.count(syncrun.EventSource(1)) != before {
		t.Errorf("an erase touches the calendar: %v", err)
	}
	for range 2 {
		if r := a.run(); r.Outcome != syncrun.Paused {
			t.Errorf("restored: %+v", r)
		}
	}
	settings, err := a.mirror.Settings.Settings(t.Context())
	if err != nil || settings.Pause == nil || !strings.Contains(settings.Pause.Why, "restored") {
		t.Errorf("%+v, %v", settings.Pause, err)
	}
	all, err := a.store.Journal(t.Context(), journal.Query{Limit: 100})
	if err != nil || !slices.ContainsFunc(all, func(e journal.Entry) bool { // others are of the same instant
		return e.What == journal.Settings && e.By == "Kursbuch"
	}) {
		t.Errorf("%+v, %v", all, err)
	}
	a.settle(func(s *calsync.Settings) { s.Pause = nil })
	if _, err := machine.Tick(t.Context()); err != nil || a.count(syncrun.EventSource(1)) != 0 {
		t.Errorf("after the pause: %v", err)
	}
	if r := a.run(); r.Outcome != syncrun.Done {
		t.Errorf("after the pause: %+v", r)
	}
	// A pause that somebody ordered before keeps its reason.
	a.settle(func(s *calsync.Settings) { s.Pause = &calsync.Pause{Why: "Umzug"} })
	move("again")
	if r := a.run(); r.Outcome != syncrun.Paused {
		t.Errorf("paused, then restored: %+v", r)
	}
	if settings, err := a.mirror.Settings.Settings(t.Context()); err != nil || settings.Pause.Why != "Umzug" {
		t.Errorf("%+v, %v", settings.Pause, err)
	}
}
