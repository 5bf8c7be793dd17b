package boltdb_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
	"kursbuch.internal/shared/jobcal/history/historytest"
)

func TestHistories(t *testing.T) {
	historytest.TestStore(t, func(t *testing.T) historytest.Stores {
		s := open(t, filepath.Join(t.TempDir(), "db"))
		return historytest.Stores{Calendar: s.JobCalendar(), Histories: s.Histories()}
	})
}

func TestWhatAHistoryKeepsNoLongerLeavesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	store := open(t, path)
	at := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	apply := func(op jobcal.Operation) {
		t.Helper()
		by := jobcal.Author{At: at, Way: jobcal.ByHand}
		if _, found, err := jobcal.Apply(t.Context(), store.JobCalendar(), by, []jobcal.Operation{op}); err != nil ||
			!found.Empty() {
			t.Fatal(err, found)
		}
	}
	put := func(id jobcal.AppointmentID, title string) {
		t.Helper()
		apply(jobcal.Operation{Put: &jobcal.Draft{ID: id, Title: title, Start: "2027-05-15", End: "2027-05-16"}})
	}
	entries := func(id jobcal.AppointmentID) int {
		t.Helper()
		found, err := store.Histories().History(t.Context(), history.Query{Appointment: id, Limit: history.Limit})
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	put("a", "Geheimfest")
	at = at.Add(time.Hour)
	apply(jobcal.Operation{Delete: "a"})
	at = at.Add(history.Retention - time.Hour + time.Second)
	put("b", "B") // a was made more than 90 days ago, deleted less
	if n := entries("a"); n != 1 {
		t.Errorf("%d entries, want that of the deletion", n)
	}
	at = at.Add(time.Hour)
	put("b", "C")
	if a, b := entries("a"), entries("b"); a != 0 || b != 2 {
		t.Errorf("%d entries of what was deleted long ago, %d of what was not", a, b)
	}
	if err := store.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if file, err := os.ReadFile(path); err != nil || strings.Contains(string(file), "Geheimfest") {
		t.Errorf("%v, or the file still has it", err)
	}
}
