package boltdb

import (
	"context"
	"encoding/binary"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
)

var _ access.Directory = (*Store)(nil)

// Headings implements [access.Directory].
func (s *Store) Headings(ctx context.Context) (all []access.Heading, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		return tx.Bucket(events).ForEachBucket(func(key []byte) error {
			h, err := readHeading(tx, event.ID(binary.BigEndian.Uint64(key)))
			all = append(all, h)
			return err
		})
	})
	return all, err
}

// Heading implements [access.Directory].
func (s *Store) Heading(ctx context.Context, id event.ID) (h access.Heading, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		h, err = readHeading(tx, id)
		return err
	})
	return h, err
}

func readHeading(tx *bbolt.Tx, id event.ID) (access.Heading, error) {
	b := eventBucket(tx, id)
	// Of the definition nothing but its title and its days.
	doc, err := get[struct {
		Event struct {
			Title string                      `json:"title"`
			Parts map[event.PartID]event.Part `json:"parts"`
		} `json:"event"`
	}](b, definition)
	if err != nil {
		return access.Heading{}, err
	}
	who, err := get[access.Roles](b, roles)
	first, last := (&event.Definition{Parts: doc.Event.Parts}).Days()
	return access.Heading{ID: id, Title: doc.Event.Title, FirstDay: first, LastDay: last, Roles: who}, err
}
