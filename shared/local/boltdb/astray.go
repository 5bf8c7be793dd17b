package boltdb

import (
	"context"
	"errors"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
)

// Astray implements [erasing.Store].
func (s *Store) Astray(ctx context.Context, id event.ID) (found []proposal.Head, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		found, err = findHeads(tx, func(h proposal.Head) bool { return h.Astray(id) })
		return err
	})
	return found, err
}

// Discard implements [erasing.Store].
func (s *Store) Discard(ctx context.Context, all []proposal.Head) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		err := deleteProposals(tx, all)
		for _, h := range all {
			if name := receipt.NameOf(h.Source.Object); name != "" {
				err = errors.Join(err, tx.Bucket(receipts).Delete([]byte(name)))
			}
		}
		return err
	})
}
