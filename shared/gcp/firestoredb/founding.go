package firestoredb

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

// errLarge says that a new event is to be created in pieces.
var errLarge = errors.New("larger than a commit")

// Create implements [proposal.Store]. What does not fit into one commit is written in pieces, see [founding].
func (s *Store) Create(ctx context.Context, e *proposal.Event) error {
	heading, entities, err := s.creation(e)
	if err != nil {
		return err
	}
	found := heading.found
	if found.Append(entities.found); !found.Empty() {
		return fmt.Errorf("event %d: %w", e.Snapshot.ID, &proposal.TooBig{List: found})
	}
	newcomers := e.Snapshot.Newcomers()
	err = s.update(ctx, func(tx *firestore.Transaction) error {
		if err := s.vacant(tx, e.Snapshot.ID); err != nil {
			return err
		}
		switch _, err := get[foundingDoc](tx, s.founding(e.Snapshot.ID)); {
		case err == nil: // somebody is at it, or has left something
			return errLarge
		case !errors.Is(err, access.ErrNotFound):
			return err
		}
		all := &batch{writes: slices.Concat(heading.writes, entities.writes), size: heading.size + entities.size}
		if err := s.introduce(tx, all, newcomers); err != nil {
			return err
		}
		if all.size > s.limit {
			return errLarge
		}
		return all.write(tx)
	})
	if !errors.Is(err, errLarge) {
		return err
	}
	return founding{s, e.Snapshot.ID, foundingDoc{stamp{format}, rand.Text()}}.write(ctx, heading, entities, newcomers)
}

// vacant is why there cannot be a new event with an ID; nil: there can.
func (s *Store) vacant(tx *firestore.Transaction, id event.ID) error {
	_, err := get[eventDoc](tx, s.event(id))
	switch {
	case err == nil:
		return proposal.ErrExists
	case !errors.Is(err, access.ErrNotFound):
		return err
	}
	if err = s.erased(tx, id); errors.Is(err, access.ErrErased) {
		return proposal.ErrErased
	}
	return err
}

// introduce adds to a batch that the directory gets those whom it lacks.
func (s *Store) introduce(tx *firestore.Transaction, b *batch, newcomers people) error {
	d, err := s.openDesk(tx, slices.Collect(maps.Keys(newcomers)))
	if err != nil {
		return err
	}
	d.add(newcomers)
	return d.write(b)
}

// founding creates an event that is larger than a commit: its entities first, its own document last. Without that
// document there is no event, whatever lies below it.
//
//	founding/{event} | then
//	is not there     | somebody may begin
//	is mine          | what somebody who died left below the event goes, then comes piece after piece
//	is another's     | they have begun later, and go on alone
type founding struct {
	store *Store
	id    event.ID
	mine  foundingDoc
}

func (s *Store) founding(id event.ID) *firestore.DocumentRef {
	return s.client.Collection("founding").Doc(number(id))
}

func (f founding) write(ctx context.Context, heading, entities *batch, newcomers people) error {
	err := f.store.update(ctx, func(tx *firestore.Transaction) error {
		if err := f.store.vacant(tx, f.id); err != nil {
			return err
		}
		return tx.Set(f.store.founding(f.id), f.mine)
	})
	if err == nil {
		err = f.sweep(ctx)
	}
	for _, piece := range entities.pieces(f.store.limit) {
		if err == nil {
			err = f.step(ctx, piece.write)
		}
	}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(newcomers)), perPage) {
		if err == nil {
			err = f.introduce(ctx, new(batch), some, newcomers)
		}
	}
	if err == nil { // once more: somebody may have deleted whom nobody seemed to need
		last := &batch{writes: append(slices.Clip(heading.writes), write{ref: f.store.founding(f.id)})}
		err = f.introduce(ctx, last, slices.Collect(maps.Keys(newcomers)), newcomers)
	}
	if err != nil && !errors.Is(err, proposal.ErrExists) {
		f.giveUp(ctx)
	}
	return err
}

// introduce writes a batch, and into the directory those of some whom it lacks.
func (f founding) introduce(ctx context.Context, b *batch, some []event.PersonaID, newcomers people) error {
	known := people{}
	for _, id := range some {
		known[id] = newcomers[id]
	}
	return f.step(ctx, func(tx *firestore.Transaction) error {
		all := &batch{writes: slices.Clip(b.writes)} // this may run twice
		if err := f.store.introduce(tx, all, known); err != nil {
			return err
		}
		return all.write(tx)
	})
}

// giveUp leaves nothing behind, if that is still possible: names of people, above all. Whoever creates the event next
// does it otherwise.
func (f founding) giveUp(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if f.sweep(ctx) == nil {
		_ = f.step(ctx, func(tx *firestore.Transaction) error { return tx.Delete(f.store.founding(f.id)) })
	}
}

// step is a transaction as long as nobody else has begun, or created the event. proposal.ErrExists if somebody has.
func (f founding) step(ctx context.Context, do func(*firestore.Transaction) error) error {
	return f.store.update(ctx, func(tx *firestore.Transaction) error {
		if err := f.store.vacant(tx, f.id); err != nil {
			return err
		}
		now, err := get[foundingDoc](tx, f.store.founding(f.id))
		switch {
		case errors.Is(err, access.ErrNotFound), err == nil && now.By != f.mine.By:
			return proposal.ErrExists
		case err != nil:
			return err
		}
		return do(tx)
	})
}

// sweep deletes what a creation that ended in between has left.
func (f founding) sweep(ctx context.Context) error {
	const most = 400
	for _, section := range event.Sections {
		left := f.store.event(f.id).Collection(string(section)).Select().Limit(most)
		for found := most; found == most; {
			err := f.step(ctx, func(tx *firestore.Transaction) error {
				all, err := tx.Documents(left).GetAll()
				found = len(all)
				for _, doc := range all {
					err = errors.Join(err, tx.Delete(doc.Ref))
				}
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// creation is what creating an event writes: its own document with the entry of the journal, and its entities.
func (s *Store) creation(e *proposal.Event) (heading, entities *batch, err error) {
	snapshot, ref := e.Snapshot, s.event(e.Snapshot.ID)
	heading, entities = new(batch), new(batch)
	nextIDs := map[event.Section]int32{}
	for _, section := range event.Sections {
		// From here on nobody can tell from the largest ID of a section whether a larger one was deleted.
		nextIDs[section] = snapshot.NextID(section)
		for _, id := range snapshot.IDs(section) {
			key := event.Key{Section: section, ID: id}
			if err := entities.entity(entity(ref, key), key, snapshot.Entity(key)); err != nil {
				return nil, nil, err
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
		sessionsErr = errors.Join(sessionsErr, heading.move(s))
	}
	heading.set(ref, doc, doc.size())
	err = errors.Join(defErr, nextErr, sessionsErr)
	if e.Created != nil {
		err = errors.Join(err, heading.entry(s, *e.Created))
	}
	return heading, entities, err
}
