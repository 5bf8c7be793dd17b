package boltdb

import (
	"context"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
)

var (
	_ access.Keeper  = (*Store)(nil)
	_ journal.Reader = (*Store)(nil)
)

var journalBucket = []byte("journal")

// record adds an entry to the journal.
func record(tx *bbolt.Tx, e journal.Entry) error {
	return put(tx.Bucket(journalBucket), []byte(e.ID), e)
}

// Journal implements [journal.Reader].
func (s *Store) Journal(ctx context.Context, q journal.Query) (found []journal.Entry, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		c := tx.Bucket(journalBucket).Cursor()
		key, value := c.Seek([]byte(q.After))
		if string(key) == q.After {
			key, value = c.Next()
		}
		for ; key != nil && len(found) < q.Limit; key, value = c.Next() {
			var e journal.Entry
			if err := decode(value, key, &e); err != nil {
				return err
			}
			if q.Wants(e) {
				found = append(found, e)
			}
		}
		return nil
	})
	return found, err
}

// ChangeAccess implements [access.Keeper].
func (s *Store) ChangeAccess(ctx context.Context, id event.ID, decide func(access.Roles) (access.Roles, journal.Entry,
	error)) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		b := eventBucket(tx, id)
		now, err := get[access.Roles](b, roles)
		if err != nil {
			return err
		}
		wanted, entry, err := decide(now)
		if err != nil {
			return err
		}
		if err := put(b, roles, wanted); err != nil {
			return err
		}
		return record(tx, entry)
	})
}
