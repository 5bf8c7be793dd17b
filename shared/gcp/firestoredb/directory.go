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
		found, err := tx.Documents(query).GetAll()
		if err != nil {
			return fmt.Errorf("list events: %w", err)
		}
		for _, f := range found {
			doc, err := decode[eventDoc](f)
			if err != nil {
				return err
			}
			id, _ := strconv.ParseInt(f.Ref.ID, 10, 32)
			all = append(all, doc.heading(event.ID(id)))
		}
		return nil
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
