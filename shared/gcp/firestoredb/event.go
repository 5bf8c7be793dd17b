package firestoredb

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

func (s *Store) event(id event.ID) *firestore.DocumentRef {
	return s.client.Collection("events").Doc(number(id))
}

func entity(e *firestore.DocumentRef, key event.Key) *firestore.DocumentRef {
	return e.Collection(string(key.Section)).Doc(number(key.ID))
}

// Event implements [proposal.Store].
func (s *Store) Event(ctx context.Context, id event.ID) (e *proposal.Event, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		if e, _, err = s.readEvent(tx, id); err != nil {
			return s.orErased(tx, id, err)
		}
		return s.readPersons(tx, e)
	})
	return e, err
}

// Access implements [proposal.Store].
func (s *Store) Access(ctx context.Context, id event.ID) (a access.Roles, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[eventDoc](tx, s.event(id))
		a = doc.roles()
		return s.orErased(tx, id, err)
	})
	return a, err
}

func (d eventDoc) roles() access.Roles {
	r := access.Roles{Orgas: d.Orgas, Approvers: d.Approvers, FourEyes: d.FourEyes,
		OrgasUntil: d.OrgasUntil, ApproversUntil: d.ApproversUntil}
	if d.ClosedBy != "" {
		r.Closed = &access.Closing{By: d.ClosedBy, At: d.ClosedAt, KeptUntil: d.KeptUntil,
			Gone: !d.KeptUntil.IsZero() && d.ExpireFrom.IsZero()}
	}
	if d.EndingBy != "" {
		r.Ending = &access.Ending{By: d.EndingBy, At: d.EndingAt, Begins: d.EraseFrom, Personas: d.EndingPersonas}
	}
	return r
}

// size is that of the long fields.
func (d eventDoc) size() int {
	size := len(d.Title) + len(d.Definition) + len(d.Sessions)
	ending := slices.Concat(slices.Collect(maps.Keys(d.OrgasUntil)), slices.Collect(maps.Keys(d.ApproversUntil)))
	for _, mail := range slices.Concat(d.Orgas, d.Approvers, ending) {
		size += len(mail) + overhead
	}
	return size
}

// Create implements [proposal.Store].
func (s *Store) Create(ctx context.Context, e *proposal.Event) error {
	b, err := s.creation(e)
	if err != nil {
		return err
	}
	newcomers := e.Snapshot.Newcomers()
	return s.update(ctx, func(tx *firestore.Transaction) error {
		_, err := get[eventDoc](tx, s.event(e.Snapshot.ID))
		switch {
		case err == nil:
			return proposal.ErrExists
		case !errors.Is(err, access.ErrNotFound):
			return err
		}
		err = s.erased(tx, e.Snapshot.ID)
		switch {
		case errors.Is(err, access.ErrErased):
			return proposal.ErrErased
		case err != nil:
			return err
		}
		d, err := s.openDesk(tx, slices.Collect(maps.Keys(newcomers)))
		if err != nil {
			return err
		}
		d.add(newcomers)
		all := &batch{writes: slices.Clip(b.writes), size: b.size, found: b.found}
		if err := d.write(all); err != nil {
			return err
		}
		if found := all.oversize(s.limit); !found.Empty() {
			return fmt.Errorf("event %d: %w", e.Snapshot.ID, &proposal.TooBig{List: found})
		}
		return all.write(tx)
	})
}

func (s *Store) creation(e *proposal.Event) (*batch, error) {
	snapshot, ref, b := e.Snapshot, s.event(e.Snapshot.ID), new(batch)
	nextIDs := map[event.Section]int32{}
	for _, section := range event.Sections {
		// From here on nobody can tell from the largest ID of a section whether a larger one was deleted.
		nextIDs[section] = snapshot.NextID(section)
		for _, id := range snapshot.IDs(section) {
			key := event.Key{Section: section, ID: id}
			if err := b.entity(entity(ref, key), key, snapshot.Entity(key)); err != nil {
				return nil, err
			}
		}
	}
	def, defErr := text(storedform.DefinitionOf(snapshot))
	next, nextErr := text(nextIDs)
	first, last := snapshot.Event.Days()
	doc := eventDoc{
		stamp: stamp{format}, Title: snapshot.Event.Title, FirstDay: first, LastDay: last, Definition: def.JSON,
		Next: next.JSON, Directory: true,
		Orgas: e.Access.Orgas, Approvers: e.Access.Approvers, FourEyes: e.Access.FourEyes,
		OrgasUntil: e.Access.OrgasUntil, ApproversUntil: e.Access.ApproversUntil,
	}
	var sessionsErr error
	if !e.Sessions.Empty() {
		var plan textDoc
		plan, sessionsErr = text(e.Sessions)
		doc.Sessions, doc.SessionsUntil = plan.JSON, e.Sessions.Until()
	}
	b.set(ref, doc, doc.size())
	err := errors.Join(defErr, nextErr, sessionsErr)
	if e.Created != nil {
		err = errors.Join(err, b.entry(s, *e.Created))
	}
	return b, err
}

// readEvent reads all of an event besides its log.
func (s *Store) readEvent(tx *firestore.Transaction, id event.ID) (*proposal.Event, *eventDoc, error) {
	ref := s.event(id)
	doc, err := get[eventDoc](tx, ref)
	if err != nil {
		return nil, nil, err
	}
	found, err := doc.snapshot(id)
	if err != nil {
		return nil, nil, fmt.Errorf("decode event %d: %w", id, err)
	}
	var known people
	// one after another, as all reads of a transaction: the emulator muddles others up
	for _, read := range []func() error{
		func() error { return readSection(tx, ref.Collection(string(event.Courses)), &found.Courses) },
		func() error {
			return readSection(tx, ref.Collection(string(event.LodgementGroups)), &found.LodgementGroups)
		},
		func() error { return readSection(tx, ref.Collection(string(event.Lodgements)), &found.Lodgements) },
		func() error {
			return readSection(tx, ref.Collection(string(event.Registrations)), &found.Registrations)
		},
		func() (err error) {
			known, err = s.readDirectory(tx, &doc, ref.Collection("personas"))
			return err
		},
	} {
		if err := read(); err != nil {
			return nil, nil, fmt.Errorf("read event %d: %w", id, err)
		}
	}
	plan, err := doc.plan()
	if err != nil {
		return nil, nil, fmt.Errorf("decode event %d: %w", id, err)
	}
	return &proposal.Event{Snapshot: found.Knowing(known), Access: doc.roles(), Sessions: plan}, &doc, nil
}

// snapshot is the event without what is in its subcollections.
func (d eventDoc) snapshot(id event.ID) (*event.Snapshot, error) {
	var definition storedform.Definition
	if err := json.Unmarshal([]byte(d.Definition), &definition); err != nil {
		return nil, err
	}
	s := definition.Snapshot(id)
	return s, json.Unmarshal([]byte(d.Next), &s.Next)
}

func readSection[K ~int32, E any](tx *firestore.Transaction, c *firestore.CollectionRef, into *map[K]*E) error {
	*into = map[K]*E{}
	return each(tx, c, func(id string, e *E) error {
		n, err := strconv.ParseInt(id, 10, 32)
		(*into)[K(n)] = e
		return err
	})
}

// applied writes what an import changed, nothing else.
func (b *batch) applied(ref *firestore.DocumentRef, a *diff.Applied) error {
	b.created = a.Created
	for _, key := range a.Written {
		if err := b.entity(entity(ref, key), key, a.Snapshot.Entity(key)); err != nil {
			return err
		}
	}
	for _, key := range a.Deleted {
		b.delete(entity(ref, key))
	}
	return nil
}
