package firestoredb_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
)

// calendars are the job calendar as several instances of a function have it.
type calendars struct {
	jobcal.Store
	all  []jobcal.Store
	next atomic.Uint32
}

func (c *calendars) Update(ctx context.Context, ids []jobcal.AppointmentID, decide func(*jobcal.Book) (jobcal.Changes,
	error)) error {
	return c.all[int(c.next.Add(1))%len(c.all)].Update(ctx, ids, decide)
}

func TestJobCalendar(t *testing.T) {
	jobcaltest.TestStore(t, func(t *testing.T) jobcal.Store {
		project := firestoredbtest.Project(t)
		c := new(calendars)
		for range 4 {
			c.all = append(c.all, firestoredbtest.Open(t, project).JobCalendar())
		}
		c.Store = c.all[0]
		return c
	})
}

// puts are operations that write that many appointments, each with a text of that many bytes.
func puts(n, size int) []jobcal.Operation {
	ops := make([]jobcal.Operation, n)
	for i := range ops {
		ops[i].Put = &jobcal.Draft{
			ID: jobcal.AppointmentID(fmt.Sprint("a", i)), Title: "Aufbau", Description: strings.Repeat("x", size),
			Start: "2027-05-15", End: "2027-05-16",
		}
	}
	return ops
}

func TestBatchThatFirestoreDoesNotTake(t *testing.T) {
	t.Parallel()
	c := firestoredbtest.Open(t, firestoredbtest.Project(t)).JobCalendar()
	// 7 MB, the emulator takes 4 MiB
	_, _, err := jobcal.Apply(t.Context(), c, jobcaltest.Somebody, puts(1000, 7000))
	if !errors.Is(err, jobcal.ErrTooLarge) {
		t.Error(err)
	}
	if _, found, err := jobcal.Apply(t.Context(), c, jobcaltest.Somebody, puts(1000, 3000)); err != nil || !found.Empty() {
		t.Error(err, found.Items)
	}
}

// TestTrafficOfTheJobCalendar holds what the job calendar costs.
func TestTrafficOfTheJobCalendar(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	c := store.JobCalendar()
	if _, _, err := jobcal.Apply(t.Context(), c, jobcaltest.Somebody, puts(30, 1)); err != nil {
		t.Fatal(err)
	}
	if reads, writes := seen.take(); reads != 30+2 || writes != 2*30+1 { // a query that finds nothing costs one
		t.Errorf("30 puts: %d reads, %d writes", reads, writes)
	}
	if _, _, err := jobcal.Apply(t.Context(), c, jobcaltest.Somebody, puts(30, 1)); err != nil {
		t.Fatal(err)
	}
	if _, writes := seen.take(); writes != 0 {
		t.Errorf("30 puts of what is there: %d writes", writes)
	}
	if _, err := c.Read(t.Context(), time.Date(2027, 5, 16, 0, 0, 0, 0, time.UTC), time.Time{}); err != nil {
		t.Fatal(err)
	}
	if reads, _ := seen.take(); reads != 3 {
		t.Errorf("a window of nothing: %d reads", reads)
	}
	if want := firestoredb.Indexed["appointments"]; !slices.Equal(seen.filtered, want) || seen.ordered > 0 {
		t.Errorf("queries filter by %v, want %v", seen.filtered, want)
	}
}
