package boltdb

import (
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/storedform"
)

// The buckets of the job calendar, made with its first change.
var (
	appointments = []byte("appointments")
	persons      = []byte("persons")
	resources    = []byte("resources")
)

// jobCalendar is the job calendar in a store.
type jobCalendar struct{ store *Store }

// JobCalendar is the job calendar in the same file.
func (s *Store) JobCalendar() jobcal.Store { return jobCalendar{s} }

// Read implements [jobcal.Store].
func (c jobCalendar) Read(ctx context.Context, from, until time.Time) (b *jobcal.Book, err error) {
	err = c.store.view(ctx, func(tx *bbolt.Tx) error {
		if b, err = readPeople(tx); err != nil {
			return err
		}
		return records(tx, appointments, func(d jobcal.Draft) error {
			return storedform.AddAppointment(b, d, from, until)
		})
	})
	return b, err
}

// Find implements [jobcal.Store].
func (c jobCalendar) Find(ctx context.Context, ids ...jobcal.AppointmentID) (b *jobcal.Book, err error) {
	err = c.store.view(ctx, func(tx *bbolt.Tx) error {
		b, err = findAppointments(tx, ids)
		return err
	})
	return b, err
}

// Update implements [jobcal.Store]. There is one writer at a time, so decide runs once.
func (c jobCalendar) Update(ctx context.Context, ids []jobcal.AppointmentID, decide func(*jobcal.Book) (jobcal.Changes,
	error)) error {
	return c.store.update(ctx, func(tx *bbolt.Tx) error {
		b, err := findAppointments(tx, ids)
		if err != nil {
			return err
		}
		changes, err := decide(b)
		if err != nil {
			return err
		}
		return writeChanges(tx, b, changes)
	})
}

// writeChanges writes changes of a book.
func writeChanges(tx *bbolt.Tx, b *jobcal.Book, changes jobcal.Changes) error {
	if len(changes.Appointments)+len(changes.Persons)+len(changes.Resources) > 0 {
		if err := move(tx); err != nil {
			return err
		}
	}
	if err := writeHistory(tx, b, changes); err != nil {
		return err
	}
	if err := write(tx, appointments, drafts(changes)); err != nil {
		return err
	}
	if err := write(tx, persons, changes.Persons); err != nil {
		return err
	}
	return write(tx, resources, changes.Resources)
}

// drafts are the appointments of changes as they are stored; nil: one that is deleted.
func drafts(changes jobcal.Changes) map[jobcal.AppointmentID]*jobcal.Draft {
	stored := map[jobcal.AppointmentID]*jobcal.Draft{}
	for id, a := range changes.Appointments {
		stored[id] = nil
		if a != nil {
			draft := a.Draft()
			stored[id] = &draft
		}
	}
	return stored
}

// readPeople reads all persons with all resources.
func readPeople(tx *bbolt.Tx) (*jobcal.Book, error) {
	b := storedform.NewBook()
	err := records(tx, persons, func(p jobcal.Person) error {
		b.Persons[p.ID] = p
		return nil
	})
	if err != nil {
		return nil, err
	}
	return b, records(tx, resources, func(r jobcal.Resource) error {
		b.Resources[r.ID] = r
		return nil
	})
}

func findAppointments(tx *bbolt.Tx, ids []jobcal.AppointmentID) (*jobcal.Book, error) {
	b, err := readPeople(tx)
	bucket := tx.Bucket(appointments)
	if err != nil || bucket == nil {
		return b, err
	}
	for _, id := range ids {
		value := bucket.Get([]byte(id))
		if value == nil {
			continue
		}
		var d jobcal.Draft
		if err := decode(value, []byte(id), &d); err != nil {
			return nil, err
		}
		if err := storedform.AddAppointment(b, d, time.Time{}, time.Time{}); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// records decodes all values of a bucket, which may be missing.
func records[E any](tx *bbolt.Tx, name []byte, use func(E) error) error {
	bucket := tx.Bucket(name)
	if bucket == nil {
		return nil
	}
	return bucket.ForEach(func(key, value []byte) error {
		var e E
		if err := decode(value, key, &e); err != nil {
			return err
		}
		return use(e)
	})
}

func write[ID ~string, E any](tx *bbolt.Tx, name []byte, changes map[ID]*E) error {
	if len(changes) == 0 {
		return nil
	}
	bucket, err := tx.CreateBucketIfNotExists(name)
	if err != nil {
		return err
	}
	for id := range changes {
		if changes[id] == nil {
			err = bucket.Delete([]byte(id))
		} else {
			err = put(bucket, []byte(id), changes[id])
		}
		if err != nil {
			return fmt.Errorf("%s %s: %w", name, id, err)
		}
	}
	return nil
}
