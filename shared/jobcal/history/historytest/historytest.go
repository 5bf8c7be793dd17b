// Package historytest holds the contract that every [history.Store] must keep, with the job calendar beside it.
//
// [TestStore] is the contract. What is changed in it is changed twice over: see [jobcaltest.Twice].
package historytest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
	"kursbuch.internal/shared/jobcal/jobcaltest"
)

// Stores are what appointments and their histories are in.
type Stores struct {
	Calendar  jobcal.Store
	Histories history.Store
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
			s := open(t)
			c.test(&desk{t, Stores{jobcaltest.Twice(s.Calendar), s.Histories}, now})
		})
	}
}

// now is when everything begins.
var now = time.Date(2027, 1, 2, 3, 4, 5, 678_901_234, time.UTC)

// desk is where somebody works with stores, a minute later with each batch.
type desk struct {
	*testing.T
	Stores
	now time.Time
}

// apply applies operations that nothing stands against.
func (d *desk) apply(ops ...jobcal.Operation) {
	d.Helper()
	d.now = d.now.Add(time.Minute)
	by := jobcal.Author{By: "planner@kursbuch.example", At: d.now, Way: jobcal.ByBatch}
	if _, found, err := jobcal.Apply(d.Context(), d.Calendar, by, ops); err != nil || !found.Empty() {
		d.Fatal(err, found.Items)
	}
}

// put is the operation that writes an appointment.
func put(id jobcal.AppointmentID, title string) jobcal.Operation {
	return jobcal.Operation{Put: &jobcal.Draft{ID: id, Title: title, Start: "2027-05-15", End: "2027-05-16"}}
}

// history is that of an appointment.
func (d *desk) history(q history.Query) []history.Entry {
	d.Helper()
	entries, err := d.Histories.History(d.Context(), q)
	if err != nil {
		d.Fatal(err)
	}
	return entries
}

// told is what the history of an appointment tells, newest first: what was done, the title before it.
func (d *desk) told(id jobcal.AppointmentID) string {
	d.Helper()
	var all []string
	for _, e := range d.history(history.Query{Appointment: id, Limit: history.Limit}) {
		title := "-"
		if e.Before != nil {
			title = e.Before.Title
		}
		all = append(all, string(e.What)+" "+title)
	}
	return strings.Join(all, ", ")
}

var errNo = errors.New("no")

var clauses = []clause{
	{"of an appointment that nobody knows there is nothing", func(d *desk) {
		d.apply(put("b", "B"))
		if got := d.told("a"); got != "" {
			d.Error(got)
		}
		if _, err := d.Histories.Entry(d.Context(), "a", "0000000000000000000-00000000"); !errors.Is(err,
			access.ErrNotFound) {
			d.Error(err)
		}
	}},
	{"each write of an appointment is told, newest first, also when it is gone", func(d *desk) {
		d.apply(put("a", "A"), put("ab", "other"))
		d.apply(put("a", "A"), jobcal.Operation{Delete: "none"}) // changes nothing
		d.apply(put("a", "B"), jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna"}})
		d.apply(jobcal.Operation{Delete: "a"})
		d.apply(put("a", "C"))
		if got, want := d.told("a"), "made -, deleted B, changed A, made -"; got != want {
			d.Errorf("%s, want %s", got, want)
		}
		if got := d.told("none"); got != "" {
			d.Error(got)
		}
	}},
	{"what is read is what was written", func(d *desk) {
		full := &jobcal.Draft{
			ID: "a", JobNumber: "A-17/3", Title: "Aufbau 🎪", Description: "Bühne,\nLicht", Location: "Halle 3",
			Start: "2027-10-31T01:30:00+02:00", End: "2027-10-31T02:30:00+01:00", TimeZone: "Europe/Berlin",
			Persons: []jobcal.PersonID{"anna"}, Category: "Aufbau", Private: true, Free: true,
			Link: "https://kursbuch.example/a", Cancelled: true,
		}
		d.apply(jobcal.Operation{Put: full},
			jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna"}})
		d.apply(put("a", "B"))
		after := *put("a", "B").Put
		want := history.Entry{
			Appointment: "a", What: history.Reinstated, Before: full, After: &after,
			Author: jobcal.Author{By: "planner@kursbuch.example", At: d.now, Way: jobcal.ByBatch},
			Members: []string{"job_number", "title", "description", "location", "when", "persons", "category", "private",
				"free", "link", "cancelled"},
		}
		got := d.history(history.Query{Appointment: "a", Limit: 1})
		want.ID = got[0].ID
		if diff := cmp.Diff([]history.Entry{want}, got); diff != "" || !history.IsID(want.ID) {
			d.Errorf("%q (-want +got):\n%s", want.ID, diff)
		}
		one, err := d.Histories.Entry(d.Context(), "a", want.ID)
		if diff := cmp.Diff(want, one); diff != "" || err != nil {
			d.Errorf("%v (-want +got):\n%s", err, diff)
		}
		if _, err := d.Histories.Entry(d.Context(), "b", want.ID); !errors.Is(err, access.ErrNotFound) {
			d.Error(err)
		}
	}},
	{"pages follow each other", func(d *desk) {
		for n := range 5 {
			d.apply(put("a", fmt.Sprint(n)))
		}
		var pages []string
		for after := ""; ; {
			page, err := history.Read(d.Context(), d.Histories, history.Query{Appointment: "a", After: after, Limit: 2}, now)
			if err != nil {
				d.Fatal(err)
			}
			pages = append(pages, fmt.Sprint(len(page.Entries)))
			if after = page.Next; after == "" {
				break
			}
		}
		if got := strings.Join(pages, " "); got != "2 2 1" {
			d.Errorf("pages of %s", got)
		}
	}},
	{"a write that fails is not told", func(d *desk) {
		d.apply(put("a", "A"))
		err := d.Calendar.Update(d.Context(), []jobcal.AppointmentID{"a"}, func(*jobcal.Book) (jobcal.Changes, error) {
			return jobcal.Changes{Appointments: map[jobcal.AppointmentID]*jobcal.Appointment{"a": nil},
				Author: jobcaltest.Somebody}, errNo
		})
		if got := d.told("a"); !errors.Is(err, errNo) || got != "made -" {
			d.Error(err, got)
		}
	}},
	{"nobody changes an appointment without a name", func(d *desk) {
		d.apply(put("a", "A"))
		_, _, err := jobcal.Apply(d.Context(), d.Calendar, jobcal.Author{}, []jobcal.Operation{{Delete: "a"}})
		b, read := d.Calendar.Find(d.Context(), "a")
		if !errors.Is(err, history.ErrUnsigned) || read != nil || len(b.Appointments) != 1 {
			d.Error(err, read, b)
		}
	}},
	{"of many at once each is told, on what the one before left", func(d *desk) {
		const crowd = 8
		d.apply(put("a", "-1"))
		var all sync.WaitGroup
		for n := range crowd {
			all.Go(func() {
				by := jobcal.Author{At: now.Add(time.Hour).Add(time.Duration(n)), Way: jobcal.ByHand}
				_, _, err := jobcal.Apply(d.Context(), d.Calendar, by, []jobcal.Operation{put("a", fmt.Sprint(n))})
				if err != nil {
					d.Error(err)
				}
			})
		}
		all.Wait()
		left := map[string]int{}
		for _, e := range d.history(history.Query{Appointment: "a", Limit: history.Limit}) {
			if e.Before != nil {
				left[e.Before.Title]++
				left[e.After.Title]--
			}
		}
		b, err := d.Calendar.Find(d.Context(), "a")
		if err != nil {
			d.Fatal(err)
		}
		left["-1"]--
		left[b.Appointments["a"].Title]++
		for title, n := range left {
			if n != 0 {
				d.Errorf("%s: %d", title, n)
			}
		}
		if len(left) != crowd+1 {
			d.Errorf("%d titles", len(left))
		}
	}},
}
