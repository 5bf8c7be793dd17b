package boltdb

import (
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

// attempts is how often an update is tried beside others before it has the file for itself.
const attempts = 3

// Update implements [proposal.Store]. There is one writer at a time, and it is not kept waiting by what takes long:
// reading, deciding, compressing happen before. If what was read has changed until then, all of it happens again, at
// last while nobody else writes.
func (s *Store) Update(ctx context.Context, subject proposal.Subject, decide func(proposal.State) (proposal.Effect,
	error)) error {
	for range attempts {
		if err := s.attempt(ctx, subject, decide); !errors.Is(err, errOvertaken) {
			return err
		}
	}
	return s.update(ctx, func(tx *bbolt.Tx) error {
		state, err := readState(ctx, tx, subject)
		if err != nil {
			return err
		}
		effect, err := decide(state)
		if err != nil {
			return err
		}
		body, err := packed(effect.Proposal)
		if err != nil {
			return err
		}
		return writeEffect(tx, subject, effect, body)
	})
}

// errOvertaken says that what an update has read was written by another one.
var errOvertaken = errors.New("overtaken")

func (s *Store) attempt(ctx context.Context, subject proposal.Subject, decide func(proposal.State) (proposal.Effect,
	error)) error {
	var state proposal.State
	before := newMarker()
	err := s.view(ctx, func(tx *bbolt.Tx) (err error) {
		before.state(tx, subject)
		state, err = readState(ctx, tx, subject)
		return err
	})
	if err != nil {
		return err
	}
	effect, err := decide(state)
	if err != nil {
		return err
	}
	body, err := packed(effect.Proposal)
	if err != nil {
		return err
	}
	return s.update(ctx, func(tx *bbolt.Tx) error {
		now := newMarker()
		now.state(tx, subject)
		if now.sum() != before.sum() {
			return errOvertaken
		}
		return writeEffect(tx, subject, effect, body)
	})
}

// Oversize implements [proposal.Store]. A file has no limit that an upload could reach.
func (s *Store) Oversize(func() proposal.Effect) problem.List { return problem.List{} }

func readState(ctx context.Context, tx *bbolt.Tx, subject proposal.Subject) (proposal.State, error) {
	var s proposal.State
	var errs [6]error
	s.Proposal, errs[0] = readProposal(tx, subject.Proposal)
	if subject.WithEvent {
		if s.Event, errs[1] = readEvent(ctx, tx, subject.Event); errs[1] == nil {
			errs[1] = readPersons(tx, s.Event)
		}
	}
	if subject.Object != "" {
		s.Siblings, errs[2] = readSiblings(tx, subject)
	}
	if b := eventBucket(tx, subject.Event); b != nil && subject.ContentHash != "" {
		s.Committed, errs[3] = readCommitted(tx, b, subject.ContentHash)
	}
	s.Undoing, errs[4] = readUndoing(tx, subject.UndoOf)
	if b := eventBucket(tx, subject.Event); b != nil {
		s.Access, errs[5] = get[*access.Roles](b, roles)
	}
	for i, err := range errs {
		if errors.Is(err, access.ErrNotFound) { // then it is nil, which decide knows to read
			errs[i] = nil
		}
	}
	return s, errors.Join(errs[:]...)
}

func readCommitted(tx *bbolt.Tx, b *bbolt.Bucket, contentHash string) (*proposal.Head, error) {
	commit, err := get[proposal.Commit](b.Bucket(ledger), []byte(contentHash))
	if err != nil {
		return nil, err
	}
	return get[*proposal.Head](tx.Bucket(heads), []byte(commit.Proposal))
}

func readUndoing(tx *bbolt.Tx, id proposal.ID) (chain []proposal.Head, err error) {
	for id != "" {
		head, err := get[proposal.Head](tx.Bucket(heads), []byte(id))
		if err != nil {
			return chain, err
		}
		chain, id = append(chain, head), head.UndoOf
	}
	return chain, nil
}

func readSiblings(tx *bbolt.Tx, subject proposal.Subject) ([]proposal.Head, error) {
	var siblings []proposal.Head
	for id := range beginning(tx.Bucket(pending), ofObject(subject.Bucket, subject.Object)) {
		if string(id) == string(subject.Proposal) {
			continue
		}
		head, err := get[proposal.Head](tx.Bucket(heads), id)
		if err != nil {
			return nil, err
		}
		siblings = append(siblings, head)
	}
	return siblings, nil
}

// writeEffect writes an effect. body is that of its proposal, packed.
func writeEffect(tx *bbolt.Tx, subject proposal.Subject, e proposal.Effect, body []byte) error {
	if e.Proposal != nil {
		if err := erased(tx, subject.Event); err != nil {
			return err
		}
		err := errors.Join(writeHead(tx, e.Proposal.Head), tx.Bucket(bodies).Put([]byte(e.Proposal.ID), body))
		if err != nil {
			return err
		}
	}
	for _, head := range e.Heads {
		if err := writeHead(tx, head); err != nil {
			return err
		}
	}
	if !storedform.ConcernsEvent(e) {
		return nil
	}
	b := eventBucket(tx, subject.Event)
	if b == nil {
		return fmt.Errorf("event %d: %w", subject.Event, access.ErrNotFound)
	}
	if b.Get(sessions) != nil { // else no appointment comes from it
		if err := move(tx); err != nil {
			return err
		}
	}
	if e.Applied != nil {
		if err := writeApplied(b, e.Applied); err != nil {
			return err
		}
	}
	if e.Entry != nil {
		if err := record(tx, *e.Entry); err != nil {
			return err
		}
	}
	if e.Releases != nil {
		if err := put(b, releases, e.Releases); err != nil {
			return err
		}
	}
	if e.Commit != nil {
		if err := put(b.Bucket(ledger), []byte(subject.ContentHash), e.Commit); err != nil {
			return err
		}
	}
	return appendLog(b.Bucket(log), e.Log)
}
