package firestoredb

import (
	"context"
	"errors"
	"fmt"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/storedform"
)

// fewPages is of how many pages of the directory a step deletes: with the largest personas they are 9 MiB.
const fewPages = 12

// someOf are the first of some personas, in ascending order, who are on few pages.
func someOf(all []event.PersonaID) []event.PersonaID {
	pages := map[string]bool{}
	for i, id := range all {
		if pages[pageOf(id)] = true; len(pages) > fewPages {
			return all[:i]
		}
	}
	return all
}

// needs adds whom an event needs.
func (s *Store) needs(tx *firestore.Transaction, ref *firestore.DocumentRef, doc eventDoc,
	needed erasing.Needed) error {
	var def storedform.Definition
	if err := json.Unmarshal([]byte(doc.Definition), &def); err != nil {
		return fmt.Errorf("decode event %s: %w", ref.ID, err)
	}
	var registrations map[event.RegistrationID]*event.Registration
	err := readSection(tx, ref.Collection(string(event.Registrations)), &registrations)
	needed.Event(def.Event.Orgas, registrations)
	return err
}

// needed are those whom any event needs, or the job calendar.
func (s *Store) needed(tx *firestore.Transaction) (erasing.Needed, error) {
	needed := erasing.Needed{}
	query := s.client.Collection("events").Select("format", "definition")
	err := eachEvent(tx, query, func(ref *firestore.DocumentRef, _ event.ID, doc eventDoc) error {
		return s.needs(tx, ref, doc, needed)
	})
	if err != nil {
		return nil, err
	}
	book, err := jobCalendar{s}.readPeople(tx)
	if err != nil {
		return nil, err
	}
	needed.Persons(book.Persons)
	return needed, nil
}

// Forget implements [erasing.Store]. Whoever confirms meanwhile that somebody is registered reads the directory.
func (s *Store) Forget(ctx context.Context, was erasing.Record) (next erasing.Record, err error) {
	err = s.update(ctx, func(tx *firestore.Transaction) error {
		now, err := s.readErasure(tx, was.Event)
		if err != nil {
			return err
		}
		if !now.Is(was) {
			return access.ErrChanged
		}
		some := someOf(now.Unforgotten())
		d, err := s.openDesk(tx, some)
		if err != nil {
			return err
		}
		needed, err := s.needed(tx)
		if err != nil {
			return err
		}
		var gone []event.PersonaID
		next, gone = now.Forget(some, needed)
		for id := range d.find(gone) {
			d.put(id, nil)
		}
		b := new(batch)
		if err := d.write(b); err != nil {
			return err
		}
		return errors.Join(b.write(tx), s.setErasure(tx, next))
	})
	return next, err
}
