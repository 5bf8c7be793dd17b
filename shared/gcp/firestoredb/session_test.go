package firestoredb_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/proposaltest"
	"kursbuch.internal/shared/sample"
)

// planners are several instances of a function that changes sessions.
type planners struct {
	*firestoredb.Store
	all  []*firestoredb.Store
	next atomic.Uint32
}

func (p *planners) ChangeSessions(ctx context.Context, id event.ID, decide func(jobcal.Timetable) (jobcal.SessionPlan,
	error)) error {
	return p.all[int(p.next.Add(1))%len(p.all)].ChangeSessions(ctx, id, decide)
}

func TestSessions(t *testing.T) {
	proposaltest.TestSessions(t, func(t *testing.T) proposaltest.SessionStore {
		project := firestoredbtest.Project(t)
		p := new(planners)
		for range 3 {
			p.all = append(p.all, firestoredbtest.Open(t, project))
		}
		p.Store = p.all[0]
		return p
	})
}

// TestTrafficOfSessions holds what sessions cost, however many events there are.
func TestTrafficOfSessions(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	entities := 0
	for id := range event.ID(6) {
		e := &proposal.Event{Snapshot: sample.Event(id+1, 5), Access: people}
		entities = documentsOf(e.Snapshot)
		if id == 2 {
			e.Sessions = sample.Sessions()
		}
		if err := store.Create(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	seen.take()
	expect := func(does string, err error, reads, writes int) {
		t.Helper()
		if r, w := seen.take(); r != reads || w != writes || err != nil {
			t.Errorf("%s: %d reads, %d writes, want %d, %d; %v", does, r, w, reads, writes, err)
		}
	}
	list, err := store.Planned(t.Context(), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	expect("planned", err, 2, 0) // and the version of the directory
	if len(list) != 1 || list[0].ID != 3 {
		t.Errorf("planned %v", list)
	}
	list, err = store.Planned(t.Context(), time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC))
	expect("none planned", err, 1, 0) // a query that finds nothing costs one
	if len(list) > 0 {
		t.Errorf("planned %v", list)
	}
	if want := []string{"sessions_until"}; !slices.Equal(slices.Compact(seen.filtered), want) || seen.ordered > 0 {
		t.Errorf("queries filter by %v, want %v", seen.filtered, want)
	}
	_, err = store.Programme(t.Context(), 3)
	expect("programme", err, entities, 0)
	_, err = store.Sessions(t.Context(), 3)
	expect("see sessions", err, 1, 0)
	err = store.ChangeSessions(t.Context(), 3, func(t jobcal.Timetable) (jobcal.SessionPlan, error) {
		return t.Plan, nil
	})
	expect("set sessions", err, 1, 2)
}
