package history_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/problem"
)

// stored is the appointment of a draft.
func stored(t *testing.T, change func(*jobcal.Draft)) *jobcal.Appointment {
	t.Helper()
	d := jobcal.Draft{ID: "a", Title: "Aufbau", Description: "Bühne", Start: "2027-05-15T09:00", End: "2027-05-15T10:00",
		TimeZone: "Europe/Berlin", Persons: []jobcal.PersonID{"anna"}}
	change(&d)
	a, err := jobcal.Stored(d)
	if err != nil {
		t.Fatal(err)
	}
	return &a
}

func asItIs(*jobcal.Draft) {}

var book = &jobcal.Book{
	Persons:   map[jobcal.PersonID]jobcal.Person{"anna": {Name: "Anna Birnbaum"}, "ben": {Name: "Ben Citrus"}},
	Resources: map[jobcal.ResourceID]jobcal.Resource{"saal": {Name: "Großer Saal"}},
}

// changes are those of an appointment that stays.
var changes = []struct {
	about    string
	change   func(*jobcal.Draft)
	what     history.What
	members  string
	de, text string
}{
	{"title", func(d *jobcal.Draft) { d.Title = "Abbau" }, history.Changed, "title",
		"Titel: „Aufbau“ → „Abbau“.", "Title: “Aufbau” → “Abbau”."},
	{"a long title", func(d *jobcal.Draft) { d.Title = strings.Repeat("ä", 81) }, history.Changed, "title",
		"Titel: „Aufbau“ → „" + strings.Repeat("ä", 79) + "…“.", "Title: “Aufbau” → “" + strings.Repeat("ä", 79) + "…”."},
	{"description", func(d *jobcal.Draft) { d.Description = "" }, history.Changed, "description",
		"Beschreibung geändert.", "Description changed."},
	{"number, place, category, link, table", func(d *jobcal.Draft) {
		d.JobNumber, d.Location, d.Category, d.Link, d.Origin = "A1", "Halle", "Kurs", "https://a.example", "reflex"
	}, history.Changed, "job_number location category link origin",
		"Auftragsnummer: – → „A1“; Ort: – → „Halle“; Kategorie: – → „Kurs“; Link: – → „https://a.example“; " +
			"führende Tabelle: – → „reflex“.",
		"Job number: – → “A1”; location: – → “Halle”; category: – → “Kurs”; link: – → “https://a.example”; " +
			"table that leads: – → “reflex”."},
	{"hour", func(d *jobcal.Draft) { d.Start, d.End = "2027-05-15T22:00", "2027-05-16T01:00" }, history.Moved, "when",
		"Verschoben von 15.05.2027, 09:00 Uhr bis 10:00 Uhr auf 15.05.2027, 22:00 Uhr bis 16.05.2027, 01:00 Uhr.",
		"Moved from 2027-05-15, 09:00 until 10:00 to 2027-05-15, 22:00 until 2027-05-16, 01:00."},
	{"days", func(d *jobcal.Draft) { d.Start, d.End, d.TimeZone = "2027-05-15", "2027-05-17", "" }, history.Moved, "when",
		"Verschoben von 15.05.2027, 09:00 Uhr bis 10:00 Uhr auf 15.05.2027 bis 16.05.2027.",
		"Moved from 2027-05-15, 09:00 until 10:00 to 2027-05-15 until 2027-05-16."},
	{"a day", func(d *jobcal.Draft) { d.Start, d.End, d.TimeZone = "2027-05-15", "2027-05-16", "" }, history.Moved,
		"when", "Verschoben von 15.05.2027, 09:00 Uhr bis 10:00 Uhr auf 15.05.2027.",
		"Moved from 2027-05-15, 09:00 until 10:00 to 2027-05-15."},
	{"the same time elsewhere", func(d *jobcal.Draft) {
		d.Start, d.End, d.TimeZone = "2027-05-15T08:00", "2027-05-15T09:00", "Europe/London"
	}, history.Moved, "when", "Verschoben von 15.05.2027, 09:00 Uhr bis 10:00 Uhr auf 15.05.2027, 08:00 Uhr bis " +
		"09:00 Uhr (Europe/London).",
		"Moved from 2027-05-15, 09:00 until 10:00 to 2027-05-15, 08:00 until 09:00 (Europe/London)."},
	{"who comes", func(d *jobcal.Draft) {
		d.Persons, d.Resources = []jobcal.PersonID{"ben", "gone"}, []jobcal.ResourceID{"saal"}
	}, history.Changed, "persons resources",
		"Neu dabei: Ben Citrus, gone, nicht mehr dabei: Anna Birnbaum; neu dabei: Großer Saal.",
		"Added: Ben Citrus, gone, removed: Anna Birnbaum; added: Großer Saal."},
	{"flags", func(d *jobcal.Draft) { d.Private, d.Free = true, true }, history.Changed, "private free",
		"Jetzt privat; die Zeit bleibt jetzt frei.", "Now private; the time now stays free."},
	{"cancelled and moved", func(d *jobcal.Draft) { d.Cancelled, d.Start = true, "2027-05-15T09:30" },
		history.Cancelled, "when cancelled",
		"Verschoben von 15.05.2027, 09:00 Uhr bis 10:00 Uhr auf 15.05.2027, 09:30 Uhr bis 10:00 Uhr; abgesagt.",
		"Moved from 2027-05-15, 09:00 until 10:00 to 2027-05-15, 09:30 until 10:00; cancelled."},
}

func TestWhatChangesOfAnAppointmentIsTold(t *testing.T) {
	for _, c := range changes {
		t.Run(c.about, func(t *testing.T) {
			before, after := stored(t, asItIs), stored(t, c.change)
			e := single(t, before, after, jobcaltest.Somebody)
			if e.What != c.what || strings.Join(e.Members, " ") != c.members {
				t.Errorf("%s: %s", e.What, e.Members)
			}
			if diff := cmp.Diff([]string{c.de, c.text}, []string{e.Text(book, problem.German),
				e.Text(book, problem.English)}); diff != "" {
				t.Error(diff)
			}
			draft := before.Draft()
			if diff := cmp.Diff(&draft, e.Before); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// single is the only entry of a change.
func single(t *testing.T, before, after *jobcal.Appointment, by jobcal.Author) history.Entry {
	t.Helper()
	entries := entriesOf(t, before, after, by)
	if len(entries) != 1 {
		t.Fatalf("%d entries", len(entries))
	}
	return entries[0]
}

func entriesOf(t *testing.T, before, after *jobcal.Appointment, by jobcal.Author) []history.Entry {
	t.Helper()
	was := &jobcal.Book{Appointments: map[jobcal.AppointmentID]jobcal.Appointment{}}
	if before != nil {
		was.Appointments["a"] = *before
	}
	entries, err := history.Of(was, jobcal.Changes{Author: by,
		Appointments: map[jobcal.AppointmentID]*jobcal.Appointment{"a": after}})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestWhatComesAndGoesIsTold(t *testing.T) {
	is, moved := stored(t, asItIs), stored(t, func(d *jobcal.Draft) { d.End = "2027-05-15T11:00" })
	cancelled := stored(t, func(d *jobcal.Draft) { d.Cancelled = true })
	restoring := jobcaltest.Somebody
	restoring.Way, restoring.Of = jobcal.ByRestore, "0000000000000000000-00000000"
	for _, c := range []struct {
		about         string
		before, after *jobcal.Appointment
		by            jobcal.Author
		what          history.What
		text          string
	}{
		{"made", nil, is, jobcaltest.Somebody, history.Made, "Angelegt."},
		{"deleted", is, nil, jobcaltest.Somebody, history.Deleted, "Gelöscht."},
		{"reinstated", cancelled, is, jobcaltest.Somebody, history.Reinstated, "Findet doch statt."},
		{"restored", moved, is, restoring, history.Restored, "Früherer Stand wiederhergestellt; verschoben von 15.05.2027, " +
			"09:00 Uhr bis 11:00 Uhr auf 15.05.2027, 09:00 Uhr bis 10:00 Uhr."},
		{"restored after it was deleted", nil, is, restoring, history.Restored, "Nach dem Löschen wiederhergestellt."},
	} {
		e := single(t, c.before, c.after, c.by)
		if got := e.Text(book, problem.German); e.What != c.what || got != c.text || !history.IsID(e.ID) {
			t.Errorf("%s: %s, %s, %s", c.about, e.What, got, e.ID)
		}
	}
}

func TestOfWhatNobodySeesNothingIsTold(t *testing.T) {
	led := stored(t, func(d *jobcal.Draft) { d.Origin = "reflex" })
	edited := stored(t, func(d *jobcal.Draft) { d.Origin, d.Edited = "reflex", []string{"title"} })
	for about, c := range map[string][2]*jobcal.Appointment{
		"nothing": {led, led}, "none": {nil, nil}, "marks": {edited, led},
	} {
		if got := entriesOf(t, c[0], c[1], jobcaltest.Somebody); len(got) > 0 {
			t.Errorf("%s: %+v", about, got)
		}
	}
}

// TestEntriesAreTheSameWhenATransactionRunsTwice also holds that IDs tell the order, and writes of one instant apart.
func TestEntriesAreTheSameWhenATransactionRunsTwice(t *testing.T) {
	a, b := stored(t, asItIs), stored(t, func(d *jobcal.Draft) { d.Title = "B" })
	first, again := single(t, a, b, jobcaltest.Somebody), single(t, a, b, jobcaltest.Somebody)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Error(diff)
	}
	later := jobcaltest.Somebody
	later.At = later.At.Add(time.Nanosecond).In(time.FixedZone("", 3600))
	if back, next := single(t, b, a, jobcaltest.Somebody), single(t, b, a, later); back.ID == first.ID ||
		next.ID >= first.ID || next.ID >= back.ID || next.Author.At.Location() != time.UTC {
		t.Error(first.ID, back.ID, next.ID)
	}
	// Descriptions are what leads apart, too, though After does not tell them.
	c := stored(t, func(d *jobcal.Draft) { d.Description = "C" })
	d := stored(t, func(d *jobcal.Draft) { d.Description = "D" })
	if x, y := single(t, a, c, jobcaltest.Somebody), single(t, a, d, jobcaltest.Somebody); x.ID == y.ID {
		t.Error(x.ID)
	}
}

func TestChangesTakeAnAuthor(t *testing.T) {
	a := stored(t, asItIs)
	_, err := history.Of(new(jobcal.Book), jobcal.Changes{
		Appointments: map[jobcal.AppointmentID]*jobcal.Appointment{"a": a}})
	if !errors.Is(err, history.ErrUnsigned) {
		t.Error(err)
	}
	if _, err := history.Of(new(jobcal.Book), jobcal.Changes{}); err != nil {
		t.Error(err)
	}
}

func TestEntriesThatAreStoredStayReadable(t *testing.T) {
	const stored = `{"id":"7424685636854775807-0123abcd","appointment":"a","author":{"by":"anna@kursbuch.example",` +
		`"at":"2027-01-01T12:00:00Z","way":"restore","of":"7424685636854775808-4567cdef"},"what":"restored",` +
		`"members":["title"],"before":{"id":"a","title":"A","start":"2027-05-15","end":"2027-05-16"},` +
		`"after":{"id":"a","title":"B","start":"2027-05-15","end":"2027-05-16"}}`
	var e history.Entry
	if err := json.Unmarshal([]byte(stored), &e); err != nil {
		t.Fatal(err)
	}
	want := history.Entry{
		ID: "7424685636854775807-0123abcd", Appointment: "a", What: history.Restored, Members: []string{"title"},
		Author: jobcal.Author{By: "anna@kursbuch.example", At: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC),
			Way: jobcal.ByRestore, Of: "7424685636854775808-4567cdef"},
		Before: &jobcal.Draft{ID: "a", Title: "A", Start: "2027-05-15", End: "2027-05-16"},
		After:  &jobcal.Draft{ID: "a", Title: "B", Start: "2027-05-15", End: "2027-05-16"},
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if text, err := json.Marshal(e); err != nil || string(text) != stored {
		t.Errorf("%v: %s", err, text)
	}
}
