package firestoredb_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
	"kursbuch.internal/shared/jobcal/history/historytest"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/jobcal/table"
)

func TestHistories(t *testing.T) {
	historytest.TestStore(t, func(t *testing.T) historytest.Stores {
		project := firestoredbtest.Project(t)
		first, second := firestoredbtest.Open(t, project), firestoredbtest.Open(t, project)
		return historytest.Stores{Calendar: &calendars{Store: first.JobCalendar(),
			all: []jobcal.Store{first.JobCalendar(), second.JobCalendar()}}, Histories: first.Histories()}
	})
}

// prose is text of that many letters that does not compress better than what people write.
func prose(r *rand.Rand, letters int) string {
	text := make([]byte, letters)
	for i := range text {
		text[i] = "etaoinshrdlucmfw"[r.IntN(16)] // four bits each
	}
	return string(text)
}

// TestABatchFitsIntoACommitWithItsHistories changes as much at once as the API takes, with texts longer than usual, and
// the longest ones. The emulator takes 4 MiB, Firestore 9 of what we count, so there it may be twice as much.
func TestABatchFitsIntoACommitWithItsHistories(t *testing.T) {
	for _, c := range []struct{ appointments, letters int }{{jobcal.MaxOperations, 1200}, {300, 7000}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			t.Parallel()
			store := firestoredbtest.Open(t, firestoredbtest.Project(t))
			r := rand.New(rand.NewPCG(1, 2))
			for range 2 {
				ops := puts(c.appointments, 0)
				for _, op := range ops {
					op.Put.Title, op.Put.Description = prose(r, 60), prose(r, c.letters)
				}
				if _, found, err := jobcal.Apply(t.Context(), store.JobCalendar(), jobcaltest.Somebody, ops); err != nil ||
					!found.Empty() {
					t.Fatal(err, found.Items)
				}
			}
			last := jobcal.AppointmentID(fmt.Sprint("a", c.appointments-1))
			entries, err := store.Histories().History(t.Context(), history.Query{Appointment: last, Limit: history.Limit})
			if err != nil || len(entries) != 2 {
				t.Errorf("%d entries, %v", len(entries), err)
			}
		})
	}
}

// TestTrafficOfHistories holds what the table of appointments by hand in the package comment says.
func TestTrafficOfHistories(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	const people = 2 // queries that find nothing cost one each
	at := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	apply := func(by jobcal.Author, ops ...jobcal.Operation) {
		t.Helper()
		at = at.Add(time.Second)
		by.At = at
		if by.Of != "" {
			op, err := history.Undo(t.Context(), store.Histories(), "a0", by)
			if err != nil {
				t.Fatal(err)
			}
			ops = []jobcal.Operation{op}
		}
		if _, found, err := jobcal.Apply(t.Context(), store.JobCalendar(), by, ops); err != nil || !found.Empty() {
			t.Fatal(err, found.Items)
		}
	}
	costs := func(about string, reads, writes int) {
		t.Helper()
		if r, w := seen.take(); r != reads || w != writes {
			t.Errorf("%s: %d reads, %d writes, want %d, %d", about, r, w, reads, writes)
		}
	}
	apply(jobcaltest.Somebody, puts(3, 1)...)
	costs("3 appointments", people+3, 2*3+1)
	apply(jobcaltest.Somebody, puts(3, 1)[0], jobcal.Operation{Delete: "a1"})
	costs("1 of 2 changes", people+2, 2+1)
	apply(jobcaltest.Somebody, jobcal.Operation{Delete: "a0"})
	seen.take()
	page, err := history.Read(t.Context(), store.Histories(), history.Query{Appointment: "a0", Limit: 100}, at)
	if err != nil || len(page.Entries) != 2 {
		t.Fatal(page, err)
	}
	if _, err := store.JobCalendar().Find(t.Context(), "a0"); err != nil {
		t.Fatal(err)
	}
	costs("a history", people+1+2, 0)
	apply(jobcal.Author{Way: jobcal.ByRestore, Of: page.Entries[0].ID})
	costs("to restore", people+2, 2+1)
	for i := range 3 {
		if _, err := store.Histories().History(t.Context(), history.Query{
			Appointment: jobcal.AppointmentID(fmt.Sprint("z", i)), Limit: 1}); err != nil {
			t.Fatal(err)
		}
	}
	costs("histories of nothing", 3, 0)
}

// TestATableOfAThousandRowsFitsWithItsHistories changes all of them at once.
func TestATableOfAThousandRowsFitsWithItsHistories(t *testing.T) {
	t.Parallel()
	store := firestoredbtest.Open(t, firestoredbtest.Project(t))
	desk := table.Desk{Tables: store.Tables(), Calendar: store.JobCalendar(), Guard: calsync.Guard{Percent: 100}}
	at := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for generation, start := range []string{"08:00", "09:00"} {
		content := "AuftrNr;Datum;UhrzeitVon;DatumBis;UhrzeitBis;Personen;ID_STRING\n"
		for n := range 1000 {
			content += fmt.Sprintf("47;15.05.2027;%s;;16:30;;A%d\n", start, n)
		}
		r, err := table.Load(t.Context(), desk, table.Drop{Table: "reflex", Generation: int64(generation + 1),
			Content: []byte(content), Zone: table.Zone, By: "anna@kursbuch.example",
			At: at.Add(time.Duration(generation) * time.Hour)})
		if err != nil || r.Created.Count+r.Changed.Count != 1000 {
			t.Fatal(r, err)
		}
	}
	last := history.Query{Appointment: table.AppointmentID("A999"), Limit: 3}
	entries, err := store.Histories().History(t.Context(), last)
	if err != nil || len(entries) != 2 || entries[0].What != history.Moved || entries[0].Author.Of != "reflex" ||
		entries[0].Author.By != "anna@kursbuch.example" {
		t.Errorf("%+v, %v", entries, err)
	}
}
