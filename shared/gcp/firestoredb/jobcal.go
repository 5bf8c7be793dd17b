package firestoredb

import (
	"context"
	"fmt"
	"time"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/storedform"
)

// appointmentDoc is a [jobcal.Draft] in JSON, with what is searched by.
type appointmentDoc struct {
	textDoc
	// End is when it ends; of whole days, midnight UTC of the day after.
	End time.Time `firestore:"end"`
}

// jobCalendar is the job calendar in a database.
type jobCalendar struct{ store *Store }

// JobCalendar is the job calendar in the same database.
func (s *Store) JobCalendar() jobcal.Store { return jobCalendar{s} }

func (c jobCalendar) in(collection string) *firestore.CollectionRef {
	return c.store.client.Collection(collection)
}

// Read implements [jobcal.Store].
func (c jobCalendar) Read(ctx context.Context, from, until time.Time) (b *jobcal.Book, err error) {
	err = c.store.view(ctx, func(tx *firestore.Transaction) error {
		if b, err = c.readPeople(tx); err != nil {
			return err
		}
		var query firestore.Queryer = c.in("appointments")
		if !from.IsZero() {
			query = c.in("appointments").Where("end", ">", from)
		}
		return each(tx, query, func(_ string, d jobcal.Draft) error {
			return storedform.AddAppointment(b, d, from, until)
		})
	})
	return b, err
}

// Find implements [jobcal.Store].
func (c jobCalendar) Find(ctx context.Context, ids ...jobcal.AppointmentID) (b *jobcal.Book, err error) {
	err = c.store.view(ctx, func(tx *firestore.Transaction) error {
		b, err = c.find(tx, ids)
		return err
	})
	return b, err
}

// Update implements [jobcal.Store].
func (c jobCalendar) Update(ctx context.Context, ids []jobcal.AppointmentID, decide func(*jobcal.Book) (jobcal.Changes,
	error)) error {
	return c.store.update(ctx, func(tx *firestore.Transaction) error {
		book, err := c.find(tx, ids)
		if err != nil {
			return err
		}
		changes, err := decide(book)
		if err != nil {
			return err
		}
		b, err := c.batch(book, changes)
		if err != nil {
			return err
		}
		return c.write(tx, b)
	})
}

// write writes a batch and with it, if there is anything to write, another version; unless that is more than Firestore
// takes.
func (c jobCalendar) write(tx *firestore.Transaction, b *batch) error {
	if len(b.writes) == 0 {
		return nil
	}
	if err := b.move(c.store); err != nil {
		return err
	}
	if found := b.oversize(c.store.limit); !found.Empty() {
		return fmt.Errorf("%d bytes: %w", b.size, jobcal.ErrTooLarge)
	}
	return b.write(tx)
}

// readPeople reads all persons with all resources.
func (c jobCalendar) readPeople(tx *firestore.Transaction) (*jobcal.Book, error) {
	b := storedform.NewBook()
	err := each(tx, c.in("persons"), func(_ string, p jobcal.Person) error {
		b.Persons[p.ID] = p
		return nil
	})
	if err != nil {
		return nil, err
	}
	return b, each(tx, c.in("resources"), func(_ string, r jobcal.Resource) error {
		b.Resources[r.ID] = r
		return nil
	})
}

func (c jobCalendar) find(tx *firestore.Transaction, ids []jobcal.AppointmentID) (*jobcal.Book, error) {
	b, err := c.readPeople(tx)
	if err != nil || len(ids) == 0 {
		return b, err
	}
	var refs []*firestore.DocumentRef
	for _, id := range ids {
		refs = append(refs, c.in("appointments").Doc(string(id)))
	}
	found, err := tx.GetAll(refs)
	if err != nil {
		return nil, fmt.Errorf("read %d appointments: %w", len(ids), err)
	}
	for _, f := range found {
		if !f.Exists() {
			continue
		}
		draft, err := decodeText[jobcal.Draft](f)
		if err != nil {
			return nil, err
		}
		if err := storedform.AddAppointment(b, draft, time.Time{}, time.Time{}); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// batch is what changes of a book write.
func (c jobCalendar) batch(book *jobcal.Book, changes jobcal.Changes) (*batch, error) {
	b := new(batch)
	if err := c.addHistory(b, book, changes); err != nil {
		return nil, err
	}
	for id, a := range changes.Appointments {
		ref := c.in("appointments").Doc(string(id))
		if a == nil {
			b.delete(ref)
			continue
		}
		doc, err := text(a.Draft())
		if err != nil {
			return nil, err
		}
		b.set(ref, appointmentDoc{doc, a.Span.End}, len(doc.JSON))
	}
	if err := records(b, c.in("persons"), changes.Persons); err != nil {
		return nil, err
	}
	return b, records(b, c.in("resources"), changes.Resources)
}

// records writes persons or resources.
func records[ID ~string, E any](b *batch, c *firestore.CollectionRef, changes map[ID]*E) error {
	for id, e := range changes {
		if e == nil {
			b.delete(c.Doc(string(id)))
		} else if err := b.text(c.Doc(string(id)), e); err != nil {
			return err
		}
	}
	return nil
}
