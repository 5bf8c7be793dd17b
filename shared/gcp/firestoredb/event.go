package firestoredb

import (
	"context"
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
	releases, err := doc.releases()
	if err != nil {
		return nil, nil, fmt.Errorf("decode event %d: %w", id, err)
	}
	snapshot := found.Knowing(known)
	snapshot.Fit()
	return &proposal.Event{Snapshot: snapshot, Access: doc.roles(), Sessions: plan.Of(&snapshot.Event),
		Releases: releases}, &doc, nil
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
