// Package jobcaltest holds the contract that every [jobcal.Store] must keep.
//
// [TestStore] is the contract. What is changed in it is changed twice over: see [Twice].
package jobcaltest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
)

// clause is a sentence of the contract, and what shows whether a store keeps it.
type clause struct {
	says string
	test func(*desk)
}

// TestStore checks that stores keep the contract. Each call of open gives an empty one, which ends with its test.
func TestStore(t *testing.T, open func(t *testing.T) jobcal.Store) {
	for _, c := range slices.Concat(ofReading, ofUpdates, ofCrowds) {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			once := open(t)
			c.test(&desk{t, Twice(once), once})
		})
	}
}

// Twice is a store that runs every decision two times, both on a book that was read for it, as one may that was in
// somebody's way. What the first run was given, what it gave is spoilt: nobody may need it again.
func Twice(store jobcal.Store) jobcal.Store { return twice{store} }

type twice struct{ jobcal.Store }

var errRehearsed = errors.New("that was the first run")

// Update implements [jobcal.Store].
func (s twice) Update(ctx context.Context, ids []jobcal.AppointmentID, decide func(*jobcal.Book) (jobcal.Changes,
	error)) error {
	err := s.Store.Update(ctx, ids, func(b *jobcal.Book) (jobcal.Changes, error) {
		changes, _ := decide(b) // the second run has the say, also on errors
		for _, a := range changes.Appointments {
			if a != nil {
				*a = jobcal.Appointment{}
			}
		}
		*b = jobcal.Book{}
		return jobcal.Changes{}, errRehearsed
	})
	if !errors.Is(err, errRehearsed) {
		return err
	}
	return s.Store.Update(ctx, ids, decide)
}

// Somebody changes appointments in tests that do not care who.
var Somebody = jobcal.Author{By: "planner@kursbuch.example", At: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC),
	Way: jobcal.ByHand}

// desk is where somebody works with a store.
type desk struct {
	*testing.T
	store jobcal.Store // runs decisions twice
	once  jobcal.Store // the same one, as it is
}

// apply applies operations that nothing stands against.
func (d *desk) apply(ops ...jobcal.Operation) []jobcal.Result {
	d.Helper()
	results, found, err := jobcal.Apply(d.Context(), d.store, Somebody, ops)
	if err != nil || !found.Empty() {
		d.Fatal(err, found.Items)
	}
	return results
}

// put is the operation that writes an appointment.
func put(draft jobcal.Draft) jobcal.Operation { return jobcal.Operation{Put: &draft} }

// lecture is an appointment without persons.
func lecture(id, start, end string) jobcal.Draft {
	d := jobcal.Draft{ID: jobcal.AppointmentID(id), Title: "Vortrag " + id, Start: start, End: end}
	if len(start) > len(time.DateOnly) {
		d.TimeZone = "Europe/Berlin"
	}
	return d
}

// everything has all fields.
var everything = []jobcal.Operation{
	{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna Birnbaum 🌳", Mail: "anna@kursbuch.example",
		Sync: true, Persona: 7}},
	{PutPerson: &jobcal.Person{ID: "7.b-c_D", ShortName: "Q", Name: "Quirin"}},
	{PutResource: &jobcal.Resource{ID: "saal", Name: "Großer Saal", Mail: "saal@resource.kursbuch.example"}},
	{PutResource: &jobcal.Resource{ID: "7.b-c_D", Name: "Beamer"}},
	put(jobcal.Draft{
		ID: "everything", JobNumber: "A-17/3", Title: "Aufbau 🎪", Description: "Bühne,\nLicht", Location: "Halle 3",
		Start: "2027-10-31T01:30:00+02:00", End: "2027-10-31T02:30:00+01:00", TimeZone: "Europe/Berlin",
		Persons: []jobcal.PersonID{"7.b-c_D", "anna"}, Resources: []jobcal.ResourceID{"7.b-c_D", "saal"},
		Category: "Aufbau", Private: true, Free: true, Link: "https://kursbuch.example/a?b=c#d", Cancelled: true,
	}),
	put(jobcal.Draft{ID: "days", Title: "Lager", Start: "2027-05-15", End: "2027-05-17"}),
	put(jobcal.Draft{ID: "7.b-c_D", Title: "Kurz", Start: "2027-05-15T09:00:00-04:00", End: "2027-05-15T09:01:00-04:00",
		TimeZone: "America/New_York"}),
}

// all is what the store holds.
func (d *desk) all() *jobcal.Book {
	d.Helper()
	b, err := d.store.Read(d.Context(), time.Time{}, time.Time{})
	if err != nil {
		d.Fatal(err)
	}
	return b
}

// text is a book as it can be compared.
type text struct {
	Appointments map[jobcal.AppointmentID]jobcal.Draft
	Persons      map[jobcal.PersonID]jobcal.Person
	Resources    map[jobcal.ResourceID]jobcal.Resource
}

func write(b *jobcal.Book) text {
	t := text{map[jobcal.AppointmentID]jobcal.Draft{}, b.Persons, b.Resources}
	for id, a := range b.Appointments {
		t.Appointments[id] = a.Draft()
	}
	return t
}

func (d *desk) same(what string, want, got *jobcal.Book) {
	d.Helper()
	if diff := cmp.Diff(write(want), write(got)); diff != "" {
		d.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// ids are those of the appointments in a book, ascending.
func ids(b *jobcal.Book) []jobcal.AppointmentID {
	list := []jobcal.AppointmentID{}
	for id := range b.Appointments {
		list = append(list, id)
	}
	slices.Sort(list)
	return list
}
