package table_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// desk is where tables are taken, in the spring of 2027.
type desk struct {
	*testing.T
	table.Desk
	now        time.Time
	generation int64
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{T: t, now: time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC),
		Desk: table.Desk{Tables: store.Tables(), Calendar: store.JobCalendar(), Guard: calsync.Guard{Count: 2, Percent: 20}}}
	d.apply(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna"}},
		jobcal.Operation{PutPerson: &jobcal.Person{ID: "ben", ShortName: "BC", Name: "Ben"}})
	return d
}

func (d *desk) apply(ops ...jobcal.Operation) {
	d.Helper()
	if _, found, err := jobcal.Apply(d.Context(), d.Calendar, jobcaltest.Somebody, ops); err != nil || !found.Empty() {
		d.Fatal(err, found.Items)
	}
}

const head = "LfdNr;AuftrNr;Datum;UhrzeitVon;DatumBis;UhrzeitBis;Personen;ID_STRING\n"

// rows are a table; each row is day, person, ID_STRING.
func rows(all ...[3]string) string {
	var text strings.Builder
	text.WriteString(head)
	for i, r := range all {
		fmt.Fprintf(&text, "%d;47%s;%s;08:00;;16:30;%s;%s\n", i+1, r[2], r[0], r[1], r[2])
	}
	return text.String()
}

// few is a table of that many appointments in May.
func few(n int) (all [][3]string) {
	for i := range n {
		all = append(all, [3]string{"15.05.2027", "AB", fmt.Sprint("A", i)})
	}
	return all
}

// load drops the next generation of the table "reflex".
func (d *desk) load(content string) *table.Report {
	d.Helper()
	return d.loadAs("reflex", content)
}

func (d *desk) loadAs(name, content string) *table.Report {
	d.Helper()
	d.generation++
	r, err := table.Load(d.Context(), d.Desk, table.Drop{Table: name, Generation: d.generation, Content: []byte(content),
		Zone: table.Zone, At: d.now})
	if err != nil {
		d.Fatal(err)
	}
	return r
}

// all are the appointments that there are.
func (d *desk) all() map[jobcal.AppointmentID]jobcal.Appointment {
	d.Helper()
	b, err := d.Calendar.Read(d.Context(), time.Time{}, time.Time{})
	if err != nil {
		d.Fatal(err)
	}
	return b.Appointments
}

// counts are created, changed, unchanged, deleted, held back, overridden, rejected rows.
func counts(r *table.Report) [7]int {
	return [7]int{r.Created.Count, r.Changed.Count, r.Unchanged, r.Deleted.Count, r.HeldBack.Count, r.Overridden.Count,
		r.RejectedRows}
}

func (d *desk) expect(what string, r *table.Report, outcome table.Outcome, want [7]int) {
	d.Helper()
	if got := counts(r); got != want || r.Outcome != outcome {
		d.Errorf("%s: %s %v, want %s %v; %v", what, r.Outcome, got, outcome, want, r.Findings.Items)
	}
}

func TestTheJobCalendarIsWhatTheTableSays(t *testing.T) {
	d := newDesk(t)
	d.expect("first", d.load(rows(few(5)...)), table.Taken, [7]int{5})
	d.expect("again", d.load(rows(few(5)...)), table.Taken, [7]int{0, 0, 5})
	next := few(5)[1:]
	next[0][0] = "16.05.2027"
	d.expect("one is moved, one is gone", d.load(rows(next...)), table.Taken, [7]int{0, 1, 3, 1})
	if _, there := d.all()["reflex-A0"]; there || len(d.all()) != 4 || d.all()["reflex-A1"].Span.Start.Day() != 16 {
		t.Errorf("%v", d.all())
	}
}

// TestWhatStays: only what is not over and came from the table of that name is deleted.
func TestWhatStays(t *testing.T) {
	d := newDesk(t)
	d.Guard.Percent = 100
	d.load(rows([3]string{"01.03.2026", "", "over"}, [3]string{"01.03.2027", "", "today"},
		[3]string{"15.05.2027", "", "a"},
		[3]string{"15.05.2027", "", "b"}))
	d.loadAs("other", rows([3]string{"15.05.2027", "", "o"}))
	d.apply(jobcal.Operation{Put: &jobcal.Draft{ID: "reflex-hand", Title: "Von Hand", Start: "2027-05-15",
		End: "2027-05-16"}})
	strict := d.Guard
	d.Guard = calsync.Guard{}
	d.expect("would go", d.load(rows([3]string{"15.05.2027", "", "a"})), table.Held, [7]int{0, 0, 1, 0, 2})
	d.Guard = strict
	d.expect("one is left", d.load(rows([3]string{"15.05.2027", "", "a"})), table.Taken, [7]int{0, 0, 1, 2})
	for id, want := range map[jobcal.AppointmentID]bool{"reflex-over": true, "reflex-today": false, "reflex-a": true,
		"reflex-b": false, "reflex-o": true, "reflex-hand": true} {
		if _, there := d.all()[id]; there != want {
			t.Errorf("%s is there: %v", id, there)
		}
	}
}

func TestWhatWasLoadedBeforeGetsItsOrigin(t *testing.T) {
	d := newDesk(t)
	d.Guard.Percent = 100
	d.apply(jobcal.Operation{Put: &jobcal.Draft{ID: "reflex-A0", Title: "Auftrag 47A0", JobNumber: "47A0",
		Start: "2027-05-15T08:00", End: "2027-05-15T16:30", TimeZone: table.Zone, Persons: []jobcal.PersonID{"anna"}}})
	d.expect("named", d.load(rows(few(2)...)), table.Taken, [7]int{1, 1})
	if got := d.all()["reflex-A0"].Origin; got != "reflex" {
		t.Errorf("origin %q", got)
	}
	d.expect("gone", d.load(rows(few(2)[1])), table.Taken, [7]int{0, 0, 1, 1})
}

func TestAnAppointmentOfAnotherTableIsRejected(t *testing.T) {
	d := newDesk(t)
	d.load(rows(few(1)...))
	taken := few(1)
	taken[0][0] = "20.05.2027"
	r := d.loadAs("other", rows(taken...))
	d.expect("other", r, table.Taken, [7]int{6: 1})
	if a := d.all()["reflex-A0"]; a.Origin != "reflex" || a.Span.Start.Day() != 15 ||
		r.Rejected[0].Problem.Code != oncalendar.OtherTable || r.Rejected[0].Number != "1" {
		t.Errorf("%+v, %+v", a, r.Rejected)
	}
}

func TestNothingIsDeleted(t *testing.T) {
	one := rows(few(1)...)
	for about, c := range map[string]struct {
		content string
		outcome table.Outcome
		code    problem.Code
	}{
		"of an empty file":  {"", table.Refused, oncalendar.TableEmpty},
		"of an empty table": {head, table.Taken, oncalendar.NothingInTable},
		"without a column": {
			strings.ReplaceAll(one, "UhrzeitBis", "Bis"), table.Refused, oncalendar.ColumnsMissing,
		},
		"with a column twice":    {strings.Replace(one, "LfdNr", "Datum", 1), table.Refused, oncalendar.ColumnTwice},
		"with a row without ID":  {one + "9;47;15.05.2027;08:00;;16:30;AB;\n", table.Taken, oncalendar.RowsNameless},
		"with a row cut off":     {one + "9;4711;15.05", table.Taken, oncalendar.RowsNameless},
		"with a stray quote":     {one + "9;4\"7;15.05.2027;08:00;;16:30;AB;A1\n", table.Taken, oncalendar.RowsNameless},
		"with a stray separator": {one + "9;4;7;15.05.2027;08:00;;16:30;AB;A1\n", table.Taken, oncalendar.RowsNameless},
	} {
		t.Run(about, func(t *testing.T) {
			d := newDesk(t)
			d.Guard.Percent = 100
			d.load(rows(few(3)...))
			r := d.load(c.content)
			if r.Outcome != c.outcome || r.Findings.Items[0].Code != c.code || len(d.all()) != 3 || r.HeldBack.Count > 0 {
				t.Errorf("%s, %v, %d appointments", r.Outcome, r.Findings.Items, len(d.all()))
			}
		})
	}
}

func TestARowThatCannotBeReadLeavesItsAppointmentAsItIs(t *testing.T) {
	d := newDesk(t)
	d.load(rows(few(2)...))
	d.now = d.now.Add(time.Hour)
	wrong := few(2)
	wrong[0][0], wrong[1][0] = "32.05.2027", "16.05.2027"
	d.expect("a wrong day", d.load(rows(wrong...)), table.Taken, [7]int{0, 1, 0, 0, 0, 0, 1})
	if day := d.all()["reflex-A0"].Span.Start.Day(); day != 15 {
		t.Errorf("it is on the %d.", day)
	}
}

// TestTheTableWinsOverEditsByHand, which the report names; what it does not know stays.
func TestTheTableWinsOverEditsByHand(t *testing.T) {
	d := newDesk(t)
	d.load(rows(few(3)...))
	for id, change := range map[jobcal.AppointmentID]func(*jobcal.Draft){
		"reflex-A0": func(d *jobcal.Draft) { d.Title, d.Location, d.Origin = "Baustelle", "Halle 3", "mine" },
		"reflex-A1": func(d *jobcal.Draft) { d.Description = "Helme" },
		"reflex-A2": func(d *jobcal.Draft) { d.Persons = []jobcal.PersonID{"ben"} },
	} {
		draft := d.all()[id].Draft()
		change(&draft)
		d.apply(jobcal.Operation{Put: &draft})
	}
	if a := d.all()["reflex-A0"]; a.Origin != "reflex" || !cmp.Equal(a.Edited, []string{"title"}) {
		t.Errorf("edited by hand: %+v", a)
	}
	next := few(3)
	next[2][1] = "BC" // as it was edited
	r := d.load(rows(next...))
	d.expect("edited", r, table.Taken, [7]int{0, 2, 1, 0, 0, 1})
	want := []table.Line{{ID: "reflex-A0", Title: "Auftrag 47A0", Start: "2027-05-15T08:00:00+02:00",
		Members: []table.Member{{Name: "title", Was: "Baustelle", Is: "Auftrag 47A0"}}}}
	if diff := cmp.Diff(want, r.Overridden.First); diff != "" {
		t.Error(diff)
	}
	if a := d.all()["reflex-A0"]; a.Location != "Halle 3" || a.Edited != nil ||
		d.all()["reflex-A1"].Description != "Helme" {
		t.Errorf("%+v", a)
	}
	d.expect("once more", d.load(rows(next...)), table.Taken, [7]int{0, 0, 3})
}

func TestTheGuardHoldsBackUntilSomebodyApproves(t *testing.T) {
	d := newDesk(t)
	d.load(rows(few(10)...))
	r := d.load(rows(few(7)...))
	d.expect("three of ten", r, table.Held, [7]int{0, 0, 7, 0, 3})
	if len(d.all()) != 10 || r.Findings.Items[0].Code != oncalendar.TableHeld {
		t.Fatalf("%d appointments, %v", len(d.all()), r.Findings.Items)
	}
	by := table.Decision{Table: "reflex", Hash: r.Hash, By: "anna@kursbuch.example", At: d.now}
	for hash, want := range map[string]error{"": table.ErrOtherHeld, "abc": table.ErrOtherHeld} {
		if _, err := table.Approve(t.Context(), d.Desk, table.Decision{Table: "reflex", Hash: hash}); !errors.Is(err, want) {
			t.Errorf("%q: %v", hash, err)
		}
	}
	_, err := table.Approve(t.Context(), d.Desk, table.Decision{Table: "other"})
	if !errors.Is(err, table.ErrNothingHeld) {
		t.Error(err)
	}
	if again := d.load(rows(few(7)...)); again.Hash != r.Hash {
		t.Error("the same table has another hash")
	}
	for range 2 { // the second time nothing is left to do
		approved, err := table.Approve(t.Context(), d.Desk, by)
		if err != nil {
			t.Fatal(err)
		}
		d.expect("approved", approved, table.Taken, [7]int{0, 0, 7, 3})
		if approved.ApprovedBy != by.By || len(d.all()) != 7 || !approved.Findings.Empty() {
			t.Errorf("%+v, %d appointments", approved, len(d.all()))
		}
	}
	states, err := d.Tables.Tables(t.Context())
	if err != nil || len(states[0].Approved) != 1 || len(states[0].Approved[0].Appointments) != 3 {
		t.Errorf("%+v, %v", states, err)
	}
}

// TestAllOfIt: what would leave nothing of a table is held back, however little it is.
func TestAllOfIt(t *testing.T) {
	d := newDesk(t)
	d.load(rows(few(1)...))
	d.expect("another one", d.load(rows([3]string{"15.05.2027", "AB", "B"})), table.Taken, [7]int{1, 0, 0, 1})
	d.expect("only what is over", d.load(rows([3]string{"15.05.2026", "AB", "C"})), table.Held, [7]int{1, 0, 0, 0, 1})
}

// TestTenEveryFiveMinutesAreNotFew: what went in a day counts together.
func TestTenEveryFiveMinutesAreNotFew(t *testing.T) {
	d := newDesk(t)
	d.load(rows(few(10)...))
	d.expect("two", d.load(rows(few(8)...)), table.Taken, [7]int{0, 0, 8, 2})
	d.now = d.now.Add(23 * time.Hour)
	d.expect("one more", d.load(rows(few(7)...)), table.Held, [7]int{0, 0, 7, 0, 1})
	d.now = d.now.Add(2 * time.Hour)
	d.expect("a day later", d.load(rows(few(7)...)), table.Taken, [7]int{0, 0, 7, 1})
}

func TestReportsAreKeptForAWhile(t *testing.T) {
	d := newDesk(t)
	for range 3 {
		d.load(rows(few(1)...))
		d.now = d.now.Add(40 * 24 * time.Hour)
	}
	d.load(rows(few(1)...)) // the first is 120 days old
	states, err := d.Tables.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []int64
	for _, r := range states[0].Reports() {
		got = append(got, r.Generation)
	}
	if diff := cmp.Diff([]int64{4, 3, 2}, got); diff != "" {
		t.Error(diff)
	}
	_, gone := d.Tables.Report(t.Context(), "reflex", 1)
	kept, err := d.Tables.Report(t.Context(), "reflex", 2)
	if gone == nil || err != nil || kept.Unchanged != 1 {
		t.Error(gone, kept, err)
	}
}

func TestNamesOfTables(t *testing.T) {
	for object, want := range map[string]string{"jobcalendar/reflex.csv": "reflex", "jobcalendar/a.b-c.csv": "a.b-c",
		"jobcalendar/.csv": "", "jobcalendar/a/b.csv": "", "imports/1/a.csv": "", "jobcalendar/a.json": "",
		"jobcalendar/Größe.csv": "", "jobcalendar/a.csv/": "", "x/jobcalendar/a.csv": ""} {
		if got := table.NameOf(object); got != want {
			t.Errorf("%s: %q, want %q", object, got, want)
		}
	}
}

func TestATableThatIsTooLargeIsRefused(t *testing.T) {
	d := newDesk(t)
	d.load(rows(few(1)...))
	r := d.load(rows(few(1)...) + strings.Repeat(" ", table.MaxBytes))
	if r.Outcome != table.Refused || r.Findings.Items[0].Code != oncalendar.TableTooLarge {
		t.Errorf("%+v", r)
	}
}

func TestLongReportsCountTheRest(t *testing.T) {
	d := newDesk(t)
	wrong := few(700)
	for i := range wrong {
		wrong[i][0] = "morgen"
	}
	if r := d.load(rows(few(700)...)); r.Created.Count != 700 || len(r.Created.First) != 200 {
		t.Errorf("%d of %d created", len(r.Created.First), r.Created.Count)
	}
	if r := d.load(rows(wrong...)); r.RejectedRows != 700 || len(r.Rejected) != 500 {
		t.Errorf("%d of %d rejected", len(r.Rejected), r.RejectedRows)
	}
}
