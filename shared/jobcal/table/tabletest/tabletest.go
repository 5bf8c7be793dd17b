// Package tabletest holds the contract that every [table.Store] must keep, together with the job calendar beside it.
package tabletest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
)

// Stores are what tables are taken with.
type Stores struct {
	Tables   table.Store
	Calendar jobcal.Store
}

// clause is a sentence of the contract, and what shows whether a store keeps it.
type clause struct {
	says string
	test func(*desk)
}

// TestStore checks that stores keep the contract. Each call of open gives empty ones, which end with their test.
func TestStore(t *testing.T, open func(t *testing.T) Stores) {
	for _, c := range clauses {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			c.test(&desk{t, open(t)})
		})
	}
}

// desk is where somebody works with stores.
type desk struct {
	*testing.T
	stores Stores
}

var errNo = errors.New("no")

// now is when everything happens: the appointments are later that year.
var now = time.Date(2027, 1, 2, 3, 4, 5, 678, time.UTC)

// rows is a table of appointments from one number to another, all at a time of day.
func rows(from, until int, start string) []byte {
	var text strings.Builder
	text.WriteString("LfdNr;AuftrNr;Datum;UhrzeitVon;DatumBis;UhrzeitBis;Personen;ID_STRING\n")
	for n := from; n < until; n++ {
		fmt.Fprintf(&text, "%d;A%d;15.05.2027;%s;;16:30;;N%d\n", n, n, start, n)
	}
	return []byte(text.String())
}

// load takes a generation of a table, with a guard that holds nothing back.
func (d *desk) load(stores Stores, generation int64, content []byte) (*table.Report, error) {
	return table.Load(d.Context(), table.Desk{Tables: stores.Tables, Calendar: stores.Calendar,
		Guard: calsync.Guard{Percent: 100}}, table.Drop{Table: "reflex", Generation: generation, Content: content,
		Zone: table.Zone, At: now.Add(time.Duration(generation) * time.Second)})
}

// starts are the times at which the appointments begin, by ID.
func (d *desk) starts() map[jobcal.AppointmentID]string {
	d.Helper()
	b, err := d.stores.Calendar.Read(d.Context(), time.Time{}, time.Time{})
	if err != nil {
		d.Fatal(err)
	}
	all := map[jobcal.AppointmentID]string{}
	for id, a := range b.Appointments {
		all[id] = a.Span.Start.Format("15:04") + " " + a.Origin
	}
	return all
}

// states are those of the tables.
func (d *desk) states() []table.State {
	d.Helper()
	states, err := d.stores.Tables.Tables(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	return states
}

// whole is a state with all that one can have.
var whole = table.State{
	Table: "reflex", Judged: true, Going: []jobcal.AppointmentID{"a"}, Kept: []jobcal.AppointmentID{"b", "c"},
	Report: &table.Report{Table: "reflex", Generation: 1_795_657_517_484_222, At: now, By: "anna@kursbuch.example",
		Outcome: table.Held, Rows: 7, Unchanged: 1, Hash: "abc", RejectedRows: 1, Ignored: []string{"Farbe"},
		Changed: table.Lines{Count: 1, First: []table.Line{{ID: "a", Title: "A", Start: "2027-05-15",
			Members: []table.Member{{Name: "title", Was: "B", Is: "A"}}}}}},
	Before: []table.Report{{Table: "reflex", Generation: 3, At: now, Outcome: table.Taken}},
	Went:   []table.Departure{{At: now, Count: 2}},
	Approved: []table.Approval{{Hash: "def", By: "ben@kursbuch.example", At: now,
		Appointments: []jobcal.AppointmentID{"d"}}},
}

var clauses = []clause{
	{"a table that nobody dropped has nothing but its name", func(d *desk) {
		err := d.stores.Tables.Change(d.Context(), table.Scope{Table: "reflex"}, func(s table.State, _ *jobcal.Book) (
			table.Effect, error) {
			if diff := cmp.Diff(table.State{Table: "reflex"}, s); diff != "" {
				d.Error(diff)
			}
			return table.Effect{}, nil
		})
		if got := d.states(); err != nil || len(got) > 0 {
			d.Error(got, err)
		}
	}},
	{"what is read is what was written", func(d *desk) {
		away := *whole.Report
		away.Generation = 5
		write := func(e table.Effect) {
			if err := d.stores.Tables.Change(d.Context(), table.Scope{Table: "reflex"}, func(table.State, *jobcal.Book) (
				table.Effect, error) {
				return e, nil
			}); err != nil {
				d.Fatal(err)
			}
		}
		write(table.Effect{State: &whole, Away: &away})
		if diff := cmp.Diff([]table.State{whole}, d.states()); diff != "" {
			d.Errorf("state (-want +got):\n%s", diff)
		}
		got, err := d.stores.Tables.Report(d.Context(), "reflex", 5)
		if diff := cmp.Diff(&away, got); diff != "" || err != nil {
			d.Errorf("report: %v (-want +got):\n%s", err, diff)
		}
		write(table.Effect{Gone: []int64{5, 6}})
		for name, generation := range map[string]int64{"reflex": 5, "other": 5} {
			if _, err := d.stores.Tables.Report(d.Context(), name, generation); !errors.Is(err, access.ErrNotFound) {
				d.Errorf("%s#%d: %v", name, generation, err)
			}
		}
		if diff := cmp.Diff([]table.State{whole}, d.states()); diff != "" {
			d.Errorf("state of which nothing was said (-want +got):\n%s", diff)
		}
	}},
	{"a decision that fails writes neither state nor appointment nor report", func(d *desk) {
		err := d.stores.Tables.Change(d.Context(), table.Scope{Table: "reflex"}, func(table.State, *jobcal.Book) (
			table.Effect, error) {
			a, err := jobcal.Stored(jobcal.Draft{ID: "a", Title: "A", Start: "2027-05-15", End: "2027-05-16"})
			if err != nil {
				return table.Effect{}, err
			}
			return table.Effect{State: &whole, Away: whole.Report, Changes: jobcal.Changes{
				Appointments: map[jobcal.AppointmentID]*jobcal.Appointment{"a": &a}}}, errNo
		})
		_, report := d.stores.Tables.Report(d.Context(), "reflex", whole.Report.Generation)
		if !errors.Is(err, errNo) || len(d.states()) > 0 || len(d.starts()) > 0 || !errors.Is(report, access.ErrNotFound) {
			d.Error(err, d.states(), d.starts(), report)
		}
	}},
	{"whatever the order, the newest generation wins", func(d *desk) {
		const all = 8
		var crowd sync.WaitGroup
		for n := int64(1); n <= all; n++ {
			crowd.Go(func() {
				_, err := d.load(d.stores, n, rows(int(n), int(n)+20, fmt.Sprintf("%02d:00", n)))
				if err != nil && !errors.Is(err, table.ErrOvertaken) {
					d.Error(err)
				}
			})
		}
		crowd.Wait()
		want := map[jobcal.AppointmentID]string{}
		for n := all; n < all+20; n++ {
			want[table.AppointmentID(fmt.Sprint("N", n))] = "08:00 reflex"
		}
		if diff := cmp.Diff(want, d.starts()); diff != "" {
			d.Errorf("(-want +got):\n%s", diff)
		}
		if _, err := d.load(d.stores, all-1, rows(0, 1, "06:00")); !errors.Is(err, table.ErrOvertaken) {
			d.Error(err)
		}
		states := d.states()
		if r := states[0].Report; len(states) != 1 || r.Generation != all || r.Outcome != table.Taken {
			d.Errorf("%+v", r)
		}
	}},
	{"who is told of the same table several times takes it once", func(d *desk) {
		if _, err := d.load(d.stores, 1, rows(0, 40, "08:00")); err != nil {
			d.Fatal(err)
		}
		var crowd sync.WaitGroup
		for range 4 {
			crowd.Go(func() {
				if _, err := d.load(d.stores, 2, rows(20, 60, "08:00")); err != nil {
					d.Error(err)
				}
			})
		}
		crowd.Wait()
		r := d.states()[0].Report
		if got := [...]int{r.Created.Count, r.Changed.Count, r.Unchanged, r.Deleted.Count}; got != [...]int{20, 0, 20, 20} ||
			len(d.starts()) != 40 {
			d.Errorf("%v, %d appointments", got, len(d.starts()))
		}
	}},
	{"who stops anywhere is gone on with", func(d *desk) {
		if _, err := d.load(d.stores, 1, rows(0, 1100, "08:00")); err != nil {
			d.Fatal(err)
		}
		second := rows(600, 2100, "09:00")
		var r *table.Report
		for stop := 0; r == nil; stop++ {
			var err error
			r, err = d.load(Stores{&mortal{Store: d.stores.Tables, steps: 2, dies: stop%2 == 0}, d.stores.Calendar}, 2, second)
			if err != nil && !errors.Is(err, errNo) || stop > 20 {
				d.Fatal(stop, err)
			}
		}
		got := [...]int{r.Created.Count, r.Changed.Count, r.Unchanged, r.Deleted.Count}
		if got != [...]int{1000, 500, 0, 600} || len(d.starts()) != 1500 || r.Outcome != table.Taken {
			d.Errorf("%v, %d appointments, %s", got, len(d.starts()), r.Outcome)
		}
	}},
}

// mortal is a store that fails after some steps: before it does what is asked or, if it dies, afterwards.
type mortal struct {
	table.Store
	steps int
	dies  bool
}

func (m *mortal) Change(ctx context.Context, s table.Scope, decide func(table.State, *jobcal.Book) (table.Effect,
	error)) error {
	wrote := false
	tell := func(s table.State, b *jobcal.Book) (table.Effect, error) {
		e, err := decide(s, b)
		wrote = e.State != nil
		if wrote && m.steps == 0 && !m.dies {
			return e, errNo
		}
		return e, err
	}
	if err := m.Store.Change(ctx, s, tell); err != nil {
		return err
	}
	if wrote && m.steps == 0 {
		return errNo
	}
	if wrote {
		m.steps--
	}
	return nil
}
