package firestoredb

import (
	"context"
	"fmt"
	"strconv"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
)

var _ access.Directory = (*Store)(nil)

// Headings implements [access.Directory].
func (s *Store) Headings(ctx context.Context) (all []access.Heading, err error) {
	query := s.client.Collection("events").Select("format", "title", "orgas", "approvers", "four_eyes", "orgas_until",
		"approvers_until", "first_day", "last_day", "closed_by", "closed_at", "kept_until",
		"expire_from", "ending_by", "ending_at", "ending_personas", "erase_from")
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		all = nil
		return eachEvent(tx, query, func(ref *firestore.DocumentRef, id event.ID, doc eventDoc) error {
			all = append(all, doc.heading(id))
			return nil
		})
	})
	return all, err
}

// Heading implements [access.Directory].
func (s *Store) Heading(ctx context.Context, id event.ID) (h access.Heading, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[eventDoc](tx, s.event(id))
		h = doc.heading(id)
		return err
	})
	return h, err
}

func (d eventDoc) heading(id event.ID) access.Heading {
	return access.Heading{ID: id, Title: d.Title, FirstDay: d.FirstDay, LastDay: d.LastDay, Roles: d.roles()}
}

// eachEvent reads events, as far as a query has them.
func eachEvent(tx *firestore.Transaction, query firestore.Query, use func(*firestore.DocumentRef, event.ID,
	eventDoc) error) error {
	found, err := tx.Documents(query).GetAll()
	if err != nil {
		return fmt.Errorf("list events: %w", err)
	}
	for _, f := range found {
		doc, err := decode[eventDoc](f)
		if err != nil {
			return err
		}
		n, _ := strconv.ParseInt(f.Ref.ID, 10, 32) // as it was written
		if err := use(f.Ref, event.ID(n), doc); err != nil {
			return err
		}
	}
	return nil
}
