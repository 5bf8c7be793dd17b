package syncrun_test

import (
	"strings"
	"testing"
	"time"

	"context"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/syncrun"
)

// ending is an academy whose events 1 and 2 have entries, some months ago, and a machine. Nothing may go unapproved.
func ending(t *testing.T, months int) (*academy, *erasing.Machine) {
	a := openAcademy(t, 1, 2)
	a.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{} })
	objects, err := bucket.Open(t.TempDir(), "b", func(context.Context, bucket.Object) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = objects.Close() })
	supplier := a.mirror.Supplier.(syncrun.Sources)
	supplier.Leaving, supplier.Versions = erasing.Leaving(a.store), &a.herald
	a.mirror.Supplier = supplier
	a.run()
	a.now = a.now.AddDate(0, months, 0)
	return a, &erasing.Machine{Store: a.store, Bucket: objects, Calendars: a.mirror, For: time.Minute, Now: a.clock}
}

// order has event 1 be due.
func (a *academy) orderErase(t *testing.T) {
	boss := access.Caller{Mail: "boss@kursbuch.example", Admin: true, At: a.now}
	if err := (access.Closure{Event: 1, By: boss, Closed: true}).Make(t.Context(), a.store); err != nil {
		t.Fatal(err)
	}
	if err := (access.Erasure{Event: 1, By: boss}).Order(t.Context(), a.store); err != nil {
		t.Fatal(err)
	}
	a.now = a.now.Add(access.Grace)
}

// count is how many entries of an event's courses are in the calendar, whenever they are.
func (a *academy) count(source calsync.Source) (n int) {
	entries, _, err := a.mirror.Calendars.Open(calsync.CalendarID(a.id)).List(a.Context(), instance, time.Unix(0, 0))
	if err != nil {
		a.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(string(e.Mark.Key), string(source)+"/") && !e.Cancelled {
			n++
		}
	}
	return n
}

// An erase waits for a calendar that is lost: it may come back with the entries. It ends with another one in its place,
// or once somebody has taken Kursbuch out of it.
func TestAnEraseWhileTheCalendarIsLost(t *testing.T) {
	for about, end := range map[string]func(*academy) error{
		"replaced": func(a *academy) error { a.replace(); return nil },
		"uninstalled": func(a *academy) error {
			_, err := a.mirror.Uninstall(a.Context(), boss)
			return err
		},
	} {
		t.Run(about, func(t *testing.T) {
			a, machine := ending(t, 0)
			a.calm()
			a.orderErase(t)
			a.lose()
			erased := func() bool {
				if _, err := machine.Tick(t.Context()); err != nil {
					t.Fatal(err)
				}
				all, err := a.store.Erasures(t.Context(), false)
				a.must(err)
				return !all[0].Open()
			}
			for range 2 {
				if erased() {
					t.Error("nobody knows what is in the calendar")
				}
			}
			a.must(end(a))
			if !erased() {
				t.Error("it never ends")
			}
			memory, err := a.mirror.State.Recall(t.Context())
			a.must(err)
			if memory.Core.Idle != nil {
				t.Errorf("note: %+v", memory.Core.Idle)
			}
			for key, r := range memory.Records {
				if strings.HasPrefix(string(key), "event/1/") && (r.Echo != nil || r.Trail != nil || r.Given != nil) {
					t.Errorf("%s: %+v", key, r)
				}
			}
		})
	}
}

func TestEntriesOfAnErasedEventGoPastTheGuard(t *testing.T)         { departs(t, 0) }
func TestEntriesOfAnErasedEventGoAlsoThoseThatAreOver(t *testing.T) { departs(t, 6) }

func departs(t *testing.T, months int) {
	a, machine := ending(t, months)
	both := a.count(syncrun.EventSource(2))
	if both == 0 || a.count(syncrun.EventSource(1)) != both {
		t.Fatal(both, a.count(syncrun.EventSource(1)))
	}
	a.orderErase(t)
	a.settle(func(s *calsync.Settings) { s.Pause = &calsync.Pause{Why: "Umzug"} })
	for range 2 {
		if _, err := machine.Tick(t.Context()); err != nil || a.count(syncrun.EventSource(1)) != both {
			t.Errorf("paused: %d, %v", a.count(syncrun.EventSource(1)), err)
		}
	}
	a.settle(func(s *calsync.Settings) { s.Pause = nil })
	if r := a.run(); r.Held != nil || r.Deleted != 0 {
		t.Errorf("a run before: %+v", r)
	}
	if _, err := machine.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if one, two := a.count(syncrun.EventSource(1)), a.count(syncrun.EventSource(2)); one != 0 || two != both {
		t.Errorf("%d and %d entries", one, two)
	}
	reports, err := a.mirror.State.Reports(t.Context(), 1)
	if err != nil || reports[0].Deleted != both || reports[0].Mails != 0 || reports[0].Outcome != syncrun.Done {
		t.Errorf("%+v, %v", reports, err)
	}
	memory, err := a.mirror.State.Recall(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for key, r := range memory.Records {
		bare := r.Echo == nil && r.Trail == nil && r.Answers == nil && r.Want == ""
		if strings.HasPrefix(string(key), "event/1/") && !bare {
			t.Errorf("%s: %+v", key, r)
		}
	}
	if r := a.run(); r.Held != nil || r.Deleted != 0 || r.Outcome != syncrun.Done {
		t.Errorf("a run after: %+v", r)
	}
	if all, err := a.store.Erasures(t.Context(), false); err != nil || len(all) != 1 || all[0].Open() {
		t.Errorf("%+v, %v", all, err)
	}
}
