package firestoredb

import (
	"context"
	"errors"
	"fmt"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/proposal"
)

var _ persona.Store = (*Store)(nil)

// perPage is how many IDs a page of the directory is for. IDs are given out one after another, so pages are full. With
// the largest personas, [event.MaxPersona], a page is three quarters of what a document takes.
const perPage = 256

func pageOf(id event.PersonaID) string { return number(int32(id) / perPage) }

func (s *Store) directory() *firestore.CollectionRef { return s.client.Collection("personas") }

// directoryVersion is another one after each change of the directory.
func (s *Store) directoryVersion() *firestore.DocumentRef {
	return s.client.Collection("versions").Doc("personas")
}

// people are personas by ID.
type people = map[event.PersonaID]*event.Person

// decodePage adds the personas of a page to those that were read.
func decodePage(found *firestore.DocumentSnapshot, into people) error {
	doc, err := decode[packedDoc](found)
	if errors.Is(err, access.ErrNotFound) {
		return nil
	}
	var page []*event.Person
	if err == nil {
		err = unpack([][]byte{doc.Data}, &page)
	}
	if err != nil {
		return fmt.Errorf("read personas %s: %w", found.Ref.ID, err)
	}
	for _, p := range page {
		into[p.ID] = p
	}
	return nil
}

// readDirectory reads all of it, and beneath it what an event of a former version has of its own.
func (s *Store) readDirectory(tx *firestore.Transaction, doc *eventDoc, own *firestore.CollectionRef) (people, error) {
	all := people{}
	if !doc.Directory {
		if err := readOwn(tx, own, all); err != nil {
			return nil, err
		}
	}
	found, err := tx.Documents(s.directory()).GetAll()
	for _, f := range found {
		err = errors.Join(err, decodePage(f, all))
	}
	return all, err
}

// readOwn reads what an event of a former version has of its own, in pages of a list.
func readOwn(tx *firestore.Transaction, own *firestore.CollectionRef, into people) error {
	return each(tx, own, func(_ string, page []*event.Person) error {
		for _, p := range page {
			into[p.ID] = p
		}
		return nil
	})
}

// Personas implements [persona.Store].
func (s *Store) Personas(ctx context.Context, ids ...event.PersonaID) (found map[event.PersonaID]*event.Person,
	err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		d, err := s.openDesk(tx, ids)
		if err == nil {
			found = d.find(ids)
		}
		return err
	})
	return found, err
}

// ChangePersonas implements [persona.Store].
func (s *Store) ChangePersonas(ctx context.Context, subject persona.Subject,
	decide func(persona.Known) (persona.Effect, error)) error {
	return s.update(ctx, func(tx *firestore.Transaction) error {
		d, err := s.openDesk(tx, subject.Personas)
		if err != nil {
			return err
		}
		known := persona.Known{Personas: d.find(subject.Personas)}
		if known.Registered, err = s.registered(tx, subject.Leaving); err != nil {
			return err
		}
		effect, err := decide(known)
		if err != nil {
			return err
		}
		for id, p := range effect.Put {
			d.put(id, p)
		}
		for _, id := range effect.Delete {
			d.put(id, nil)
		}
		b := new(batch)
		if err := d.write(b); err != nil {
			return err
		}
		for _, entry := range effect.Entries {
			if err := b.text(s.entry(entry.ID), entry); err != nil {
				return err
			}
		}
		if found := b.oversize(s.limit); !found.Empty() {
			return fmt.Errorf("personas: %w", &proposal.TooBig{List: found})
		}
		return b.write(tx)
	})
}

// Registered implements [persona.Store].
func (s *Store) Registered(ctx context.Context, ids ...event.PersonaID) (found map[event.PersonaID][]persona.Where,
	err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		found, err = s.registered(tx, ids)
		return err
	})
	return found, err
}

func (s *Store) registered(tx *firestore.Transaction, ids []event.PersonaID) (map[event.PersonaID][]persona.Where,
	error) {
	found := map[event.PersonaID][]persona.Where{}
	if len(ids) == 0 {
		return found, nil
	}
	wanted := map[event.PersonaID]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	query := s.client.Collection("events").Select("format", "title")
	err := eachEvent(tx, query, func(ref *firestore.DocumentRef, of event.ID, doc eventDoc) error {
		var registrations map[event.RegistrationID]*event.Registration
		err := readSection(tx, ref.Collection(string(event.Registrations)), &registrations)
		for id, r := range event.Sorted(registrations) {
			if wanted[r.Persona.ID] {
				found[r.Persona.ID] = append(found[r.Persona.ID], persona.Where{Event: of, Title: doc.Title, Registration: id})
			}
		}
		return err
	})
	return found, err
}
