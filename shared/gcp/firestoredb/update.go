package firestoredb

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

// Update implements [proposal.Store].
func (s *Store) Update(ctx context.Context, subject proposal.Subject, decide func(proposal.State) (proposal.Effect,
	error)) error {
	return s.update(ctx, func(tx *firestore.Transaction) error {
		state, was, err := s.readState(tx, subject)
		if err != nil {
			return err
		}
		effect, err := decide(state)
		if err != nil {
			return err
		}
		if storedform.ConcernsEvent(effect) && was.event == nil {
			return fmt.Errorf("event %d: %w", subject.Event, access.ErrNotFound)
		}
		if effect.Proposal != nil && was.event == nil { // whatever else is read would be read in vain
			if err := s.erased(tx, subject.Event); err != nil {
				return err
			}
		}
		b, err := s.batch(subject, effect, was)
		if err != nil {
			return err
		}
		if found := b.oversize(s.limit); !found.Empty() {
			return fmt.Errorf("proposal %s is too large for Firestore: %v", subject.Proposal, found.Items)
		}
		return b.write(tx)
	})
}

// Oversize implements [proposal.Store].
func (s *Store) Oversize(effect func() proposal.Effect) problem.List {
	e := effect()
	// The names of documents are not known yet, but how long they are.
	subject := proposal.Subject{Event: e.Proposal.Event, ContentHash: strings.Repeat("0", 2*sha256.Size)}
	b, err := s.batch(subject, e, before{event: &eventDoc{Sessions: "{}"}}) // with sessions it writes more
	if err != nil {
		return problem.List{} // an update says so
	}
	return b.oversize(s.limit)
}

// before is what an update finds and the decision does not see.
type before struct {
	entries int       // of the proposal
	event   *eventDoc // nil: there is none
}

func (s *Store) readState(tx *firestore.Transaction, subject proposal.Subject) (state proposal.State, was before,
	err error) {
	read := func(wanted bool, f func() error) {
		if err == nil && wanted {
			err = f()
		}
		if errors.Is(err, access.ErrNotFound) { // then it is nil, which decisions know to read
			err = nil
		}
	}
	read(true, func() (err error) {
		state.Proposal, was.entries, err = readProposal(tx, s.proposal(subject.Proposal))
		return err
	})
	read(subject.Object != "", func() (err error) {
		state.Siblings, err = s.readSiblings(tx, subject)
		return err
	})
	read(subject.ContentHash != "", func() error {
		doc, err := get[commitDoc](tx, s.ledger(subject))
		if err != nil {
			return err
		}
		head, err := s.readHead(tx, doc.Proposal)
		if err == nil {
			state.Committed = &head
		}
		return err
	})
	read(subject.UndoOf != "", func() (err error) {
		state.Undoing, err = s.readUndoing(tx, subject.UndoOf)
		return err
	})
	read(subject.WithEvent, func() (err error) {
		if state.Event, was.event, err = s.readEvent(tx, subject.Event); err != nil {
			return err
		}
		return s.readPersons(tx, state.Event)
	})
	read(!subject.WithEvent && subject.Event != 0, func() error {
		doc, err := get[eventDoc](tx, s.event(subject.Event))
		if err == nil {
			was.event = &doc
		}
		return err
	})
	if was.event != nil {
		roles := was.event.roles()
		state.Access = &roles
	}
	return state, was, err
}

func (s *Store) ledger(subject proposal.Subject) *firestore.DocumentRef {
	return s.event(subject.Event).Collection("ledger").Doc(subject.ContentHash)
}

func (s *Store) readUndoing(tx *firestore.Transaction, id proposal.ID) (chain []proposal.Head, err error) {
	for id != "" {
		head, err := s.readHead(tx, id)
		if err != nil {
			return chain, err
		}
		chain, id = append(chain, head), head.UndoOf
	}
	return chain, nil
}

func (s *Store) readSiblings(tx *firestore.Transaction, subject proposal.Subject) (siblings []proposal.Head,
	err error) {
	found, err := readHeads(tx, s.proposals().Where("pending", "==", address(subject.Bucket, subject.Object)))
	for _, h := range found {
		if h.ID != subject.Proposal {
			siblings = append(siblings, h)
		}
	}
	return siblings, err
}

// batch is what an effect writes.
func (s *Store) batch(subject proposal.Subject, e proposal.Effect, was before) (*batch, error) {
	b := new(batch)
	if e.Proposal != nil {
		if err := b.proposal(s.proposal(e.Proposal.ID), e.Proposal, was.entries); err != nil {
			return nil, err
		}
	}
	for _, h := range e.Heads {
		if err := b.head(s.proposal(h.ID), h); err != nil {
			return nil, err
		}
	}
	if c := e.Commit; c != nil {
		b.set(s.ledger(subject), commitDoc{stamp{format}, c.Proposal, c.By, c.At}, len(c.By))
	}
	if !storedform.ConcernsEvent(e) {
		return b, nil
	}
	if was.event.Sessions != "" { // else no appointment comes from it
		if err := b.move(s); err != nil {
			return nil, err
		}
	}
	return b, s.eventOf(b, subject, e, was.event)
}

// eventOf adds to a batch what an effect writes into its event, which was such a one.
func (s *Store) eventOf(b *batch, subject proposal.Subject, e proposal.Effect, was *eventDoc) error {
	ref, lines := s.event(subject.Event), was.Lines
	pages, err := paginate(e.Log, lines)
	if err != nil {
		return err
	}
	changes, size := []firestore.Update{{Path: "lines", Value: lines + len(e.Log)}}, 0
	if a := e.Applied; a != nil {
		next, nextErr := text(a.Snapshot.Next)
		changes = append(changes, firestore.Update{Path: "next", Value: next.JSON})
		err = errors.Join(nextErr, b.applied(ref, a))
		if a.Defined {
			defined, definedErr := redefined(a.Snapshot)
			changes, size = append(changes, defined.updates()...), defined.size()
			err = errors.Join(err, definedErr)
		}
	}
	if e.Entry != nil {
		err = errors.Join(err, b.entry(s, *e.Entry))
	}
	if e.Releases != nil {
		releases, releasesErr := text(e.Releases)
		plan, planErr := was.plan()
		changes = append(changes, firestore.Update{Path: "releases", Value: releases.JSON}, plannedUntil(plan, e.Releases))
		size, err = size+len(releases.JSON), errors.Join(err, releasesErr, planErr)
	}
	b.set(ref, changes, size)
	return errors.Join(err, b.pages(ref.Collection("log"), pages))
}

// redefined is what of an event says how it is defined.
func redefined(s *event.Snapshot) (eventDoc, error) {
	def, err := text(storedform.DefinitionOf(s))
	first, last := s.Event.Days()
	return eventDoc{Title: s.Event.Title, FirstDay: first, LastDay: last, Definition: def.JSON}, err
}

// updates write what [redefined] gives.
func (d eventDoc) updates() []firestore.Update {
	return []firestore.Update{{Path: "title", Value: d.Title}, {Path: "first_day", Value: d.FirstDay},
		{Path: "last_day", Value: d.LastDay}, {Path: "definition", Value: d.Definition}}
}
