package boltdb

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
	"kursbuch.internal/shared/syncrun"
)

var _ erasing.Store = (*Store)(nil)

var erasures = []byte("erasures")

// some is how much a step deletes or looks at.
const some = 100

// erased is access.ErrErased if there was an event and will never be again.
func erased(tx *bbolt.Tx, id event.ID) error {
	if id != 0 && tx.Bucket(erasures).Get(number(id)) != nil {
		return fmt.Errorf("event %d: %w", id, access.ErrErased)
	}
	return nil
}

// orErased is err, or that the event is not found because it was erased.
func orErased(tx *bbolt.Tx, id event.ID, err error) error {
	if errors.Is(err, access.ErrNotFound) {
		if gone := erased(tx, id); gone != nil {
			return gone
		}
	}
	return err
}

// Due implements [erasing.Store].
func (s *Store) Due(ctx context.Context, now time.Time) (erase, expire []event.ID, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		return tx.Bucket(events).ForEachBucket(func(key []byte) error {
			id := event.ID(binary.BigEndian.Uint64(key))
			who, err := get[access.Roles](eventBucket(tx, id), roles)
			if who.Ending != nil && who.Ending.Begun(now) {
				erase = append(erase, id)
			} else if who.Expires(now) {
				expire = append(expire, id)
			}
			return err
		})
	})
	return erase, expire, err
}

// BeginErase implements [erasing.Store]. There is one writer at a time, so decide runs once. Deleting a bucket deletes
// all of what is in it.
func (s *Store) BeginErase(ctx context.Context, id event.ID, decide erasing.Begin) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		who, err := get[access.Roles](eventBucket(tx, id), roles)
		if err != nil {
			return err
		}
		r, entry, err := decide(who)
		if err != nil {
			return err
		}
		needed := erasing.Needed{}
		if r.Personas {
			if err := needs(ctx, eventBucket(tx, id), needed); err != nil {
				return err
			}
		}
		return errors.Join(tx.Bucket(events).DeleteBucket(number(id)),
			putErasure(tx, r.Remembering(needed)), record(tx, entry))
	})
}

// Erasures implements [erasing.Store].
func (s *Store) Erasures(ctx context.Context, open bool) (all []erasing.Record, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		return tx.Bucket(erasures).ForEach(func(key, value []byte) error {
			var r erasing.Record
			err := decode(value, key, &r)
			if !open || r.Open() {
				all = append(all, r)
			}
			return err
		})
	})
	return all, err
}

// Advance implements [erasing.Store].
func (s *Store) Advance(ctx context.Context, was, next erasing.Record, e *journal.Entry) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		now, err := get[erasing.Record](tx.Bucket(erasures), number(was.Event))
		if err != nil {
			return err
		}
		if !now.Is(was) {
			return access.ErrChanged
		}
		if e != nil {
			err = record(tx, *e)
		}
		return errors.Join(err, putErasure(tx, next))
	})
}

// putErasure stores how far an erase is: what is being erased, runs leave alone.
func putErasure(tx *bbolt.Tx, r erasing.Record) error {
	return errors.Join(put(tx.Bucket(erasures), number(r.Event), r), move(tx))
}

// Sweep implements [erasing.Store].
func (s *Store) Sweep(ctx context.Context, id event.ID) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		r, err := get[erasing.Record](tx.Bucket(erasures), number(id))
		if err != nil {
			return err
		}
		return putErasure(tx, r.Swept())
	})
}

// Remove implements [erasing.Store]. What lies below an event went with its bucket.
func (s *Store) Remove(ctx context.Context, id event.ID, kind erasing.Kind) (left bool, err error) {
	err = s.update(ctx, func(tx *bbolt.Tx) error {
		switch kind {
		case erasing.AllProposals:
			left, err = removeProposals(tx, func(h proposal.Head) bool { return h.Event == id })
		case erasing.AllReceipts:
			left, err = removeReceipts(tx, id)
		}
		return err
	})
	return left, err
}

// Expire implements [erasing.Store].
func (s *Store) Expire(ctx context.Context, id event.ID, now time.Time) (left bool, err error) {
	err = s.update(ctx, func(tx *bbolt.Tx) error {
		b := eventBucket(tx, id)
		who, err := get[access.Roles](b, roles)
		if err != nil || !who.Expires(now) {
			return err
		}
		left, err = removeProposals(tx, func(h proposal.Head) bool {
			return h.Event == id && h.Status != proposal.Pending
		})
		if err != nil || left {
			return err
		}
		for _, name := range [][]byte{log, ledger} {
			if err := errors.Join(b.DeleteBucket(name), store[int32, string](b, name, nil)); err != nil {
				return err
			}
		}
		return nil
	})
	return left, err
}

// findHeads are the first of some proposals.
func findHeads(tx *bbolt.Tx, wanted func(proposal.Head) bool) (found []proposal.Head, err error) {
	c := tx.Bucket(heads).Cursor()
	for key, value := c.First(); key != nil && len(found) < some; key, value = c.Next() {
		var h proposal.Head
		if err := decode(value, key, &h); err != nil {
			return nil, err
		}
		if wanted(h) {
			found = append(found, h)
		}
	}
	return found, nil
}

func removeProposals(tx *bbolt.Tx, unwanted func(proposal.Head) bool) (left bool, err error) {
	gone, err := findHeads(tx, unwanted)
	if err != nil {
		return true, err
	}
	return len(gone) == some, deleteProposals(tx, gone)
}

func deleteProposals(tx *bbolt.Tx, gone []proposal.Head) error {
	for _, h := range gone {
		err := errors.Join(
			tx.Bucket(heads).Delete([]byte(h.ID)), tx.Bucket(bodies).Delete([]byte(h.ID)),
			tx.Bucket(listing).Delete(listed(h)),
			tx.Bucket(pending).Delete(append(ofObject(h.Source.Bucket, h.Source.Slot()), h.ID...)),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

func removeReceipts(tx *bbolt.Tx, id event.ID) (left bool, err error) {
	var gone [][]byte
	err = tx.Bucket(receipts).ForEach(func(key, value []byte) error {
		var r receipt.Receipt
		err := decode(value, key, &r)
		if r.Event == id {
			gone = append(gone, bytes.Clone(key))
		}
		return err
	})
	for _, key := range gone {
		err = errors.Join(err, tx.Bucket(receipts).Delete(key))
	}
	return false, err
}

// Nameless implements [erasing.Store].
func (s *Store) Nameless(ctx context.Context, tells func(journal.Entry) bool, after string) (next string, err error) {
	return s.rewrite(ctx, journalBucket, []byte(after), func(key, value []byte) (any, error) {
		var e journal.Entry
		if err := decode(value, key, &e); err != nil || !tells(e) {
			return nil, err
		}
		return e.Nameless(), nil
	})
}

// Retell implements [erasing.Store].
func (s *Store) Retell(ctx context.Context, after string, retold func(syncrun.Report) syncrun.Report) (next string,
	err error) {
	return s.rewrite(ctx, runs, []byte(after), func(key, value []byte) (any, error) {
		var r syncrun.Report
		if err := decode(value, key, &r); err != nil {
			return nil, err
		}
		return retold(r), nil
	})
}

// rewrite replaces the values of a page of a bucket by what anew makes of them; nil: it stays.
func (s *Store) rewrite(ctx context.Context, bucket, after []byte, anew func(key, value []byte) (any, error)) (
	next string, err error) {
	err = s.update(ctx, func(tx *bbolt.Tx) error {
		next = ""
		b := tx.Bucket(bucket)
		c := b.Cursor()
		key, value := c.Seek(after)
		if bytes.Equal(key, after) {
			key, value = c.Next()
		}
		fresh := map[string]any{}
		for n := 0; key != nil && n < some; key, value = c.Next() {
			doc, err := anew(key, value)
			if err != nil {
				return err
			}
			if doc != nil {
				fresh[string(key)] = doc
			}
			if n++; n == some {
				next = string(key)
			}
		}
		for key, doc := range event.Sorted(fresh) {
			if err := put(b, []byte(key), doc); err != nil {
				return err
			}
		}
		return nil
	})
	return next, err
}

// Compact implements [erasing.Store]: pages that are free keep what was written on them, so the file is written anew.
// Meanwhile nobody reads or writes.
func (s *Store) Compact(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.compact()
}
