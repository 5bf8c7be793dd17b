package boltdb

import (
	"context"
	"encoding/binary"
	"errors"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/storedform"
)

var _ persona.Store = (*Store)(nil)

var (
	personas = []byte("personas")
	versions = []byte("versions")
)

// people are personas by ID.
type people = map[event.PersonaID]*event.Person

// prepareDirectory makes the directory. Former versions had none, but personas in each event: it takes them over, those
// of the event with the lowest ID first. Where an event has none of its own, the registered ones were the known ones.
func prepareDirectory(tx *bbolt.Tx) error {
	if _, err := tx.CreateBucketIfNotExists(versions); err != nil {
		return err
	}
	if tx.Bucket(personas) != nil {
		return nil
	}
	if _, err := tx.CreateBucket(personas); err != nil {
		return err
	}
	all, keys := tx.Bucket(events), [][]byte{}
	_ = all.ForEachBucket(func(key []byte) error { keys = append(keys, key); return nil }) // it fails as its function does
	for _, key := range keys {
		b := all.Bucket(key)
		var s event.Snapshot
		err := errors.Join(
			load(context.Background(), section(b, event.Registrations), &s.Registrations),
			load(context.Background(), b.Bucket(personas), &s.Personas),
		)
		if err != nil {
			return err
		}
		own := s.Newcomers()
		s.Personas = nil
		for _, registered := range []people{own, s.Newcomers()} {
			if err := addPersonas(tx, registered); err != nil {
				return err
			}
		}
		if b.Bucket(personas) == nil {
			continue
		}
		if err := b.DeleteBucket(personas); err != nil {
			return err
		}
	}
	return nil
}

// addPersonas adds those that the directory lacks.
func addPersonas(tx *bbolt.Tx, all people) error {
	b, changed := tx.Bucket(personas), false
	for id, p := range event.Sorted(all) {
		if b.Get(number(id)) != nil {
			continue
		}
		if err := put(b, number(id), p); err != nil {
			return err
		}
		changed = true
	}
	if !changed {
		return nil
	}
	return put(tx.Bucket(versions), personas, persona.NewVersion())
}

func findPersonas(tx *bbolt.Tx, ids []event.PersonaID) (people, error) {
	found := people{}
	for _, id := range ids {
		value := tx.Bucket(personas).Get(number(id))
		if value == nil {
			continue
		}
		found[id] = new(event.Person)
		if err := decode(value, number(id), found[id]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Personas implements [persona.Store].
func (s *Store) Personas(ctx context.Context, ids ...event.PersonaID) (found map[event.PersonaID]*event.Person,
	err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		found, err = findPersonas(tx, ids)
		return err
	})
	return found, err
}

// ChangePersonas implements [persona.Store]. There is one writer at a time, so decide runs once.
func (s *Store) ChangePersonas(ctx context.Context, subject persona.Subject,
	decide func(persona.Known) (persona.Effect, error)) error {
	return s.update(ctx, func(tx *bbolt.Tx) (err error) {
		var known persona.Known
		if known.Personas, err = findPersonas(tx, subject.Personas); err != nil {
			return err
		}
		if known.Registered, err = registered(ctx, tx, subject.Leaving); err != nil {
			return err
		}
		effect, err := decide(known)
		if err != nil {
			return err
		}
		b := tx.Bucket(personas)
		for id, p := range event.Sorted(effect.Put) {
			err = errors.Join(err, put(b, number(id), p))
		}
		for _, id := range effect.Delete {
			err = errors.Join(err, b.Delete(number(id)))
		}
		for _, entry := range effect.Entries {
			err = errors.Join(err, record(tx, entry))
		}
		if len(effect.Put)+len(effect.Delete) > 0 {
			err = errors.Join(err, put(tx.Bucket(versions), personas, persona.NewVersion()))
		}
		return err
	})
}

// Registered implements [persona.Store].
func (s *Store) Registered(ctx context.Context, ids ...event.PersonaID) (found map[event.PersonaID][]persona.Where,
	err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		found, err = registered(ctx, tx, ids)
		return err
	})
	return found, err
}

// needs adds whom an event needs.
func needs(ctx context.Context, b *bbolt.Bucket, needed erasing.Needed) error {
	doc, err := get[storedform.Definition](b, definition)
	if err != nil {
		return err
	}
	var registrations map[event.RegistrationID]*event.Registration
	err = load(ctx, section(b, event.Registrations), &registrations)
	needed.Event(doc.Event.Orgas, registrations)
	return err
}

// Forget implements [erasing.Store]. There is no limit to what a transaction takes, so it looks at all.
func (s *Store) Forget(ctx context.Context, was erasing.Record) (next erasing.Record, err error) {
	err = s.update(ctx, func(tx *bbolt.Tx) error {
		now, err := get[erasing.Record](tx.Bucket(erasures), number(was.Event))
		if err != nil {
			return err
		}
		if !now.Is(was) {
			return access.ErrChanged
		}
		needed := erasing.Needed{}
		err = tx.Bucket(events).ForEachBucket(func(key []byte) error {
			return needs(ctx, tx.Bucket(events).Bucket(key), needed)
		})
		book, bookErr := readPeople(tx)
		if err := errors.Join(err, bookErr); err != nil {
			return err
		}
		needed.Persons(book.Persons)
		var gone []event.PersonaID
		next, gone = now.Forget(now.Unforgotten(), needed)
		for _, id := range gone {
			err = errors.Join(err, tx.Bucket(personas).Delete(number(id)))
		}
		return errors.Join(err, put(tx.Bucket(versions), personas, persona.NewVersion()),
			putErasure(tx, next))
	})
	return next, err
}

func registered(ctx context.Context, tx *bbolt.Tx, ids []event.PersonaID) (map[event.PersonaID][]persona.Where,
	error) {
	found, wanted := map[event.PersonaID][]persona.Where{}, map[event.PersonaID]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	if len(ids) == 0 {
		return found, nil
	}
	all := tx.Bucket(events)
	err := all.ForEachBucket(func(key []byte) error {
		heading, err := readHeading(tx, event.ID(binary.BigEndian.Uint64(key)))
		if err != nil {
			return err
		}
		var registrations map[event.RegistrationID]*event.Registration
		if err := load(ctx, section(all.Bucket(key), event.Registrations), &registrations); err != nil {
			return err
		}
		for id, r := range event.Sorted(registrations) {
			if wanted[r.Persona.ID] {
				found[r.Persona.ID] = append(found[r.Persona.ID],
					persona.Where{Event: heading.ID, Title: heading.Title, Registration: id})
			}
		}
		return nil
	})
	return found, err
}
