// Package boltdb keeps events with their proposals in one file of the embedded key-value store bbolt.
//
//	bucket              | key                        | value
//	events/<event>      | definition, access, next   | [storedform.Definition], [access.Roles], the next IDs by section
//	                    | sessions                   | [jobcal.SessionPlan]; none: nobody made one
//	                    | releases                   | [jobcal.Release] of confirmed imports; none: there are none
//	  …/<section>       | ID                         | the entity: a course, a lodgement …
//	  …/log             | number                     | [event.LogEntry]
//	  …/ledger          | content hash               | [proposal.Commit]
//	personas            | ID                         | [event.Person]; former versions kept them in each event
//	versions            | "personas"                 | a text that each change of them makes another one
//	                    | "calendar"                 | the same of what appointments come from
//	heads               | proposal                   | [proposal.Head]
//	bodies              | proposal                   | [storedform.Body]: what lists do without, packed
//	listing             | event, creation, proposal  | its status
//	pending             | bucket, slot, proposal     | nothing
//	receipts            | random name                | [receipt.Receipt]
//	appointments        | ID                         | [jobcal.Draft]
//	history             | appointment/entry          | [history.Entry]; what is deleted keeps its own
//	history-by-time     | time, appointment/entry    | nothing: what goes first
//	persons             | ID                         | [jobcal.Person]
//	resources           | ID                         | [jobcal.Resource]
//	settings            | "calendar"                 | [calsync.Settings]
//	leases              | "calendar"                 | [syncrun.Tenure]
//	memory              | "calendar"                 | [calsync.Core]
//	mirror              | source/appointment         | [calsync.Record]
//	runs                | number                     | [syncrun.Report]: the newest 1,000
//	signed-out          | mail address               | [signOutDoc]: when somebody did
//	journal             | ID                         | [journal.Entry]
//	erasures            | event                      | [erasing.Record]: there was one of this ID
//
// Numbers in keys are big-endian: bbolt's order is theirs. Values are JSON, see package storedform, which also says how
// they may change.
package boltdb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// Store is a [proposal.Store] in a file. One process at a time can have it open.
type Store struct {
	mu sync.RWMutex // held for writing while the file is written anew
	db *bbolt.DB
}

var _ proposal.Store = (*Store)(nil)

// The buckets of the file.
var (
	events  = []byte("events")
	heads   = []byte("heads")
	bodies  = []byte("bodies")
	listing = []byte("listing")
	pending = []byte("pending")
)

// ErrInUse says that another process has the file open.
var ErrInUse = errors.New("is in use: another process has it open")

// Open opens the file at path, or creates it. It waits a second for another process to close it. What is wrong with the
// file is said by [Examine].
func Open(path string) (*Store, error) {
	if err := Examine(path); err != nil {
		return nil, err
	}
	db, err := open(path)
	if err != nil {
		return nil, err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		ours := [][]byte{events, heads, bodies, listing, pending, signedOut, receipts, journalBucket, erasures}
		for _, name := range slices.Concat(ours, syncBuckets) {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return prepareDirectory(tx)
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare %s: %w", path, err), db.Close())
	}
	return &Store{db: db}, nil
}

func open(path string) (*bbolt.DB, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%s %w", path, ErrInUse)
	case err != nil:
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return db, nil
}

// compact puts a copy without free pages in the place of the file. Whatever it dies of, one of both is there.
func (s *Store) compact() error {
	path := s.db.Path()
	copied := path + ".compact"
	if err := os.Remove(copied); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	fresh, err := open(copied)
	if err != nil {
		return err
	}
	const atOnce = 1 << 20 // bytes in a transaction
	if err := errors.Join(bbolt.Compact(fresh, s.db, atOnce), fresh.Sync(), fresh.Close()); err != nil {
		return fmt.Errorf("compact %s: %w", path, err)
	}
	if err := errors.Join(s.db.Close(), os.Rename(copied, path)); err != nil {
		return fmt.Errorf("compact %s: %w", path, err)
	}
	s.db, err = open(path)
	return err
}

// Close waits for what is under way, then closes the file. Closing again does nothing.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.db.Close()
}

// view runs read in a transaction that sees one moment.
func (s *Store) view(ctx context.Context, read func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.db.View(read)
}

// update runs write in the only writing transaction.
func (s *Store) update(ctx context.Context, write func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.db.Update(func(tx *bbolt.Tx) error {
		if err := write(tx); err != nil {
			return err
		}
		return ctx.Err() // nobody waits for the result: then there shall be none
	})
}

// Event implements [proposal.Store].
func (s *Store) Event(ctx context.Context, id event.ID) (e *proposal.Event, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		if e, err = readEvent(ctx, tx, id); err != nil {
			return orErased(tx, id, err)
		}
		return readPersons(tx, e)
	})
	return e, err
}

// Access implements [proposal.Store].
func (s *Store) Access(ctx context.Context, id event.ID) (a access.Roles, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		a, err = get[access.Roles](eventBucket(tx, id), roles)
		return orErased(tx, id, err)
	})
	return a, err
}

// Proposal implements [proposal.Store].
func (s *Store) Proposal(ctx context.Context, id proposal.ID) (p *proposal.Proposal, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		p, err = readProposal(tx, id)
		return err
	})
	return p, err
}

// Head implements [proposal.Store].
func (s *Store) Head(ctx context.Context, id proposal.ID) (h proposal.Head, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		h, err = get[proposal.Head](tx.Bucket(heads), []byte(id))
		return err
	})
	return h, err
}

// Proposals implements [proposal.Store].
func (s *Store) Proposals(ctx context.Context, id event.ID, page proposal.Page) (list []proposal.Head, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		list, err = listHeads(tx, id, page)
		return err
	})
	return list, err
}

// Log implements [proposal.Store].
func (s *Store) Log(ctx context.Context, q proposal.LogQuery) (lines []proposal.LogLine, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		lines, err = readLog(eventBucket(tx, q.Event), q)
		return err
	})
	return lines, err
}

// Create implements [proposal.Store].
func (s *Store) Create(ctx context.Context, e *proposal.Event) error {
	return s.update(ctx, func(tx *bbolt.Tx) error { return createEvent(tx, e) })
}
