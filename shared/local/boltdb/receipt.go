package boltdb

import (
	"context"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/proposal"
)

var receipts = []byte("receipts")

// Announce implements [proposal.Receipts].
func (s *Store) Announce(ctx context.Context, name string, r proposal.Receipt) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(receipts)
		if b.Get([]byte(name)) != nil {
			return proposal.ErrExists
		}
		return put(b, []byte(name), r)
	})
}

// Receipt implements [proposal.Receipts].
func (s *Store) Receipt(ctx context.Context, name string) (r proposal.Receipt, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		r, err = get[proposal.Receipt](tx.Bucket(receipts), []byte(name))
		return err
	})
	return r, err
}
