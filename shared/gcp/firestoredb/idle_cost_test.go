package firestoredb_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/syncrun"
)

// wall is a calendar that takes whatever it is told.
type wall struct {
	mu      sync.Mutex // of all below: a run makes several calls at once
	entries map[calsync.EntryID]calsync.Entry
	lists   int
}

func (w *wall) Create(context.Context, string) (calsync.CalendarID, error) { return "wall", nil }

func (w *wall) Open(calsync.CalendarID) syncrun.Target { return w }

func (w *wall) List(context.Context, string, time.Time) ([]calsync.Entry, int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lists++
	return slices.Collect(maps.Values(w.entries)), 1, nil
}

func (w *wall) Get(_ context.Context, id calsync.EntryID) (calsync.Entry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.entries[id], nil
}

func (w *wall) Do(_ context.Context, c calsync.Call) (calsync.Entry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.entries[c.Entry.ID] = c.Entry
	return c.Entry, nil
}

func (w *wall) Rules(context.Context) ([]calsync.Rule, int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lists++
	return nil, 1, nil
}

// TestTrafficOfAnIdleRun holds what a tick costs where nothing has changed, however many appointments there are.
func TestTrafficOfAnIdleRun(t *testing.T) {
	t.Parallel()
	for _, appointments := range []int{0, 3, 300} {
		t.Run(fmt.Sprintf("of %d appointments", appointments), func(t *testing.T) {
			t.Parallel()
			store, seen := watched(t, firestoredbtest.Project(t))
			planned := &proposal.Event{Snapshot: sample.Event(1, 5), Access: people, Sessions: sample.Sessions()}
			if err := store.Create(t.Context(), planned); err != nil {
				t.Fatal(err)
			}
			_, _, err := jobcal.Apply(t.Context(), store.JobCalendar(), jobcaltest.Somebody, puts(appointments, 1))
			if err != nil {
				t.Fatal(err)
			}
			w := &wall{entries: map[calsync.EntryID]calsync.Entry{}}
			m := syncrun.Mirror{
				Instance: "test", Settings: store.Sync(), State: store.Sync(), Calendars: w, Home: "(default)",
				Supplier: syncrun.Sources{JobCalendar: store.JobCalendar(), Courses: syncrun.NewCourses(store, nil),
					Leaving: erasing.Leaving(store), Tables: store.Tables(), Versions: store},
				Now: func() time.Time { return time.Date(2027, 4, 1, 12, 0, 0, 0, time.UTC) },
			}
			if _, err := m.Create(t.Context(), ""); err != nil {
				t.Fatal(err)
			}
			for n := range 4 {
				seen.take()
				w.lists = 0
				r, err := m.Run(t.Context(), syncrun.Order{Tick: fmt.Sprint(n)})
				if err != nil || r.Outcome != syncrun.Done || r.Appointments < appointments {
					t.Fatalf("%+v, %v", r, err)
				}
				if reads, writes := seen.take(); n > 1 && (!r.Idle || reads != 6 || writes != 3 || w.lists != 2) {
					t.Errorf("%d reads, %d writes, %d lists, want 6, 3, 2: %+v", reads, writes, w.lists, r)
				}
			}
		})
	}
}
