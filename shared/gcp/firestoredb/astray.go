package firestoredb

import (
	"context"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
)

// Astray implements [erasing.Store]. Such a proposal has the problem that it lies elsewhere, so those of other events
// are looked for among theirs with problems, by the index of the lists.
func (s *Store) Astray(ctx context.Context, id event.ID) (found []proposal.Head, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		of := []event.ID{0}
		err := eachEvent(tx, s.client.Collection("events").Select("format"),
			func(_ *firestore.DocumentRef, id event.ID, _ eventDoc) error {
				of = append(of, id)
				return nil
			})
		if err != nil {
			return err
		}
		found = nil
		for _, other := range of {
			heads, err := readHeads(tx, s.proposals().Where("event", "==", other).
				Where("status", "in", []proposal.Status{proposal.Invalid}).OrderBy("listed", firestore.Desc))
			if err != nil {
				return err
			}
			for _, h := range heads {
				if h.Astray(id) && len(found) < someProposals {
					found = append(found, h)
				}
			}
		}
		return nil
	})
	return found, err
}

// Discard implements [erasing.Store].
func (s *Store) Discard(ctx context.Context, all []proposal.Head) error {
	return s.update(ctx, func(tx *firestore.Transaction) error {
		var refs []*firestore.DocumentRef
		for _, h := range all {
			refs = append(refs, s.proposal(h.ID))
		}
		if err := deleteProposals(tx, refs); err != nil {
			return err
		}
		for _, h := range all {
			if name := receipt.NameOf(h.Source.Object); name != "" {
				if err := tx.Delete(s.receipt(name)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
