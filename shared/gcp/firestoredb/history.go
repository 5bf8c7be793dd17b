package firestoredb

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
)

// historyDoc is a write of an appointment. It is compressed: it holds the appointment twice, and a batch of a thousand
// has to fit into a commit with all of its entries.
type historyDoc struct {
	stamp
	Data     []byte    `firestore:"data"` // compressed JSON of a history.Entry
	DeleteAt time.Time `firestore:"delete_at"`
}

// histories are those of the appointments of the job calendar.
type histories struct{ calendar jobCalendar }

// Histories are those of the appointments of the job calendar in the same database.
func (s *Store) Histories() history.Store { return histories{jobCalendar{s}} }

func (c jobCalendar) history(id jobcal.AppointmentID) *firestore.CollectionRef {
	return c.in("appointments").Doc(string(id)).Collection("history")
}

// addHistory adds to a batch the entries of histories that changes of a book make.
func (c jobCalendar) addHistory(b *batch, book *jobcal.Book, changes jobcal.Changes) error {
	entries, err := history.Of(book, changes)
	if err != nil {
		return err
	}
	for _, e := range entries {
		pieces, err := pack(e)
		if err != nil {
			return err
		}
		data := bytes.Join(pieces, nil)
		b.set(c.history(e.Appointment).Doc(e.ID), historyDoc{stamp{format}, data, e.Expires()}, len(data))
	}
	return nil
}

// History implements [history.Store]. IDs are such that the newest entry comes first.
func (h histories) History(ctx context.Context, q history.Query) (entries []history.Entry, err error) {
	query := h.calendar.history(q.Appointment).OrderBy(firestore.DocumentID, firestore.Asc).Limit(q.Limit)
	if q.After != "" {
		query = query.StartAfter(q.After)
	}
	err = h.calendar.store.view(ctx, func(tx *firestore.Transaction) error {
		entries = nil
		found, err := tx.Documents(query).GetAll()
		if err != nil {
			return fmt.Errorf("history of %s: %w", q.Appointment, err)
		}
		for _, f := range found {
			var e history.Entry
			if err := unpackDoc(f, &e); err != nil {
				return err
			}
			entries = append(entries, e)
		}
		return nil
	})
	return entries, err
}

// Entry implements [history.Store].
func (h histories) Entry(ctx context.Context, of jobcal.AppointmentID, id string) (e history.Entry, err error) {
	err = h.calendar.store.view(ctx, func(tx *firestore.Transaction) error {
		found, err := tx.GetAll([]*firestore.DocumentRef{h.calendar.history(of).Doc(id)})
		if err != nil {
			return fmt.Errorf("entry %s of %s: %w", id, of, err)
		}
		return unpackDoc(found[0], &e)
	})
	return e, err
}
