package firestoredb

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/syncrun"
)

// Nameless implements [erasing.Store].
func (s *Store) Nameless(ctx context.Context, tells func(journal.Entry) bool, after string) (next string, err error) {
	return s.rewrite(ctx, s.journal(), after, func(f *firestore.DocumentSnapshot) (firestore.Update, error) {
		e, err := decodeText[journal.Entry](f)
		if err != nil || !tells(e) {
			return firestore.Update{}, err
		}
		doc, err := text(e.Nameless())
		return firestore.Update{Path: "json", Value: doc.JSON}, err
	})
}

// Retell implements [erasing.Store].
func (s *Store) Retell(ctx context.Context, after string, retold func(syncrun.Report) syncrun.Report) (next string,
	err error) {
	return s.rewrite(ctx, s.Sync().runs(), after, func(f *firestore.DocumentSnapshot) (firestore.Update, error) {
		doc, err := decode[runDoc](f)
		if err != nil {
			return firestore.Update{}, err
		}
		var r syncrun.Report
		if err := unpack([][]byte{doc.Data}, &r); err != nil {
			return firestore.Update{}, fmt.Errorf("decode %s: %w", f.Ref.Path, err)
		}
		pieces, err := pack(retold(r))
		return firestore.Update{Path: "data", Value: bytes.Join(pieces, nil)}, err
	})
}

// rewrite changes a field of the documents on a page of a collection, in the order of their names; of those whose
// update is empty, nothing.
func (s *Store) rewrite(ctx context.Context, c *firestore.CollectionRef, after string,
	anew func(*firestore.DocumentSnapshot) (firestore.Update, error)) (next string, err error) {
	page := c.OrderBy(firestore.DocumentID, firestore.Asc).Limit(somePages)
	if after != "" {
		page = page.StartAfter(after)
	}
	err = s.update(ctx, func(tx *firestore.Transaction) error {
		next = ""
		found, err := tx.Documents(page).GetAll()
		if err != nil {
			return fmt.Errorf("list %s: %w", c.ID, err)
		}
		for _, f := range found {
			update, err := anew(f)
			if err == nil && update.Path != "" {
				err = tx.Update(f.Ref, []firestore.Update{update})
			}
			if err != nil {
				return err
			}
		}
		if len(found) == somePages {
			next = found[somePages-1].Ref.ID
		}
		return nil
	})
	return next, err
}

// Compact implements [erasing.Store]. What Firestore deleted is in nobody's hands; README.md tells for how long it is
// kept.
func (s *Store) Compact(context.Context) error { return nil }

// Expire implements [erasing.Store].
func (s *Store) Expire(ctx context.Context, id event.ID, now time.Time) (left bool, err error) {
	var decided []proposal.Status
	for _, status := range proposal.Statuses {
		if status != proposal.Pending {
			decided = append(decided, status)
		}
	}
	query := s.proposals().Where("event", "==", id).Where("status", "in", decided).
		OrderBy("listed", firestore.Desc).Select().Limit(someProposals)
	err = s.update(ctx, func(tx *firestore.Transaction) error {
		left = false
		doc, err := get[eventDoc](tx, s.event(id))
		if err != nil || !doc.roles().Expires(now) {
			return err
		}
		found, err := tx.Documents(query).GetAll()
		if err != nil {
			return fmt.Errorf("list proposals: %w", err)
		}
		if len(found) > 0 {
			left = true
			return deleteProposals(tx, refsOf(found))
		}
		left, err = removeBelow(tx, []*firestore.CollectionRef{s.event(id).Collection("log"),
			s.event(id).Collection("ledger")})
		return err
	})
	return left, err
}
