package firestoredb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
)

// tableReportDoc is the report on a generation of a table that is not the newest one any more.
type tableReportDoc struct {
	stamp
	Data     []byte    `firestore:"data"` // compressed JSON of a table.Report
	DeleteAt time.Time `firestore:"delete_at"`
}

// tables are the tables that lead appointments of the job calendar.
type tables struct{ calendar jobCalendar }

// Tables are the tables that lead appointments of the job calendar in the same database.
func (s *Store) Tables() table.Store { return tables{jobCalendar{s}} }

func (t tables) doc(name string) *firestore.DocumentRef { return t.calendar.in("tables").Doc(name) }

func (t tables) report(name string, generation int64) *firestore.DocumentRef {
	return t.doc(name).Collection("reports").Doc(strconv.FormatInt(generation, 10))
}

// Tables implements [table.Store].
func (t tables) Tables(ctx context.Context) (states []table.State, err error) {
	err = t.calendar.store.view(ctx, func(tx *firestore.Transaction) error {
		states = nil
		found, err := tx.Documents(t.calendar.in("tables")).GetAll()
		if err != nil {
			return fmt.Errorf("list tables: %w", err)
		}
		for _, f := range found {
			var s table.State
			if err := unpackDoc(f, &s); err != nil {
				return err
			}
			states = append(states, s)
		}
		return nil
	})
	return states, err
}

// unpackDoc decodes what a [packedDoc] holds. access.ErrNotFound if there is none.
func unpackDoc(found *firestore.DocumentSnapshot, v any) error {
	doc, err := decode[packedDoc](found)
	if err != nil {
		return err
	}
	if err := unpack([][]byte{doc.Data}, v); err != nil {
		return fmt.Errorf("decode %s: %w", found.Ref.Path, err)
	}
	return nil
}

// Report implements [table.Store].
func (t tables) Report(ctx context.Context, name string, generation int64) (r *table.Report, err error) {
	err = t.calendar.store.view(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[tableReportDoc](tx, t.report(name, generation))
		if err != nil {
			return fmt.Errorf("report on table %s#%d: %w", name, generation, err)
		}
		return unpack([][]byte{doc.Data}, &r)
	})
	return r, err
}

// Change implements [table.Store].
func (t tables) Change(ctx context.Context, s table.Scope, decide func(table.State, *jobcal.Book) (table.Effect,
	error)) error {
	return t.calendar.store.update(ctx, func(tx *firestore.Transaction) error {
		state := table.State{Table: s.Table}
		found, err := tx.GetAll([]*firestore.DocumentRef{t.doc(s.Table)})
		if err != nil {
			return fmt.Errorf("read table %s: %w", s.Table, err)
		}
		if err := unpackDoc(found[0], &state); err != nil && !errors.Is(err, access.ErrNotFound) {
			return err
		}
		book, err := t.calendar.find(tx, s.Appointments)
		if err != nil {
			return err
		}
		effect, err := decide(state, book)
		if err != nil {
			return err
		}
		b, err := t.calendar.batch(book, effect.Changes)
		if err != nil {
			return err
		}
		if err := t.add(b, s.Table, effect); err != nil {
			return err
		}
		return t.calendar.write(tx, b)
	})
}

// add adds to a batch what an effect writes of the table itself.
func (t tables) add(b *batch, name string, e table.Effect) error {
	if e.State != nil {
		pieces, err := pack(e.State)
		if err != nil {
			return err
		}
		data := bytes.Join(pieces, nil)
		b.set(t.doc(name), packedDoc{stamp: stamp{format}, Data: data}, len(data))
	}
	if r := e.Away; r != nil {
		pieces, err := pack(r)
		if err != nil {
			return err
		}
		data := bytes.Join(pieces, nil)
		doc := tableReportDoc{stamp{format}, data, r.At.Add(table.Retention)}
		b.set(t.report(name, r.Generation), doc, len(data))
	}
	for _, generation := range e.Gone {
		b.delete(t.report(name, generation))
	}
	return nil
}
