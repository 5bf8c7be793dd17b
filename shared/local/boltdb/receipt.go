package boltdb

import (
	"context"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/proposal/receipt"
)

var receipts = []byte("receipts")

// Announce implements [receipt.Receipts].
func (s *Store) Announce(ctx context.Context, name string, r receipt.Receipt) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		if err := erased(tx, r.Event); err != nil {
			return err
		}
		b := tx.Bucket(receipts)
		if b.Get([]byte(name)) != nil {
			return receipt.ErrTaken
		}
		return put(b, []byte(name), r)
	})
}

// Receipt implements [receipt.Receipts].
func (s *Store) Receipt(ctx context.Context, name string) (r receipt.Receipt, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		r, err = get[receipt.Receipt](tx.Bucket(receipts), []byte(name))
		return err
	})
	return r, err
}
