package boltdb_test

import (
	"path/filepath"
	"testing"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/local/boltdb"
)

func TestJobCalendar(t *testing.T) {
	jobcaltest.TestStore(t, func(t *testing.T) jobcal.Store {
		return open(t,
			filepath.Join(t.TempDir(), "db")).JobCalendar()
	})
}

func TestJobCalendarIsThereAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	store, err := boltdb.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	op := jobcal.Operation{Put: &jobcal.Draft{ID: "a", Title: "Aufbau", Start: "2027-05-15", End: "2027-05-16"}}
	_, found, err := jobcal.Apply(t.Context(), store.JobCalendar(), jobcaltest.Somebody, []jobcal.Operation{op})
	if err != nil || !found.Empty() {
		t.Fatal(err, found)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := open(t, path).JobCalendar().Read(t.Context(), time.Time{}, time.Time{})
	if err != nil || b.Appointments["a"].Title != "Aufbau" {
		t.Error(b, err)
	}
}
