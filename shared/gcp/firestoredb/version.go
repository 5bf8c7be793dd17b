package firestoredb

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
)

// calendarVersion is another one after each change of what appointments come from: the job calendar with its tables,
// sessions with their events, what is being erased.
func (s *Store) calendarVersion() *firestore.DocumentRef {
	return s.client.Collection("versions").Doc("calendar")
}

// move makes the version of appointments another one. It is written without reading it, so that no two writers wait
// for each other, and in their own transaction, so that no run sees the change without it.
func (b *batch) move(s *Store) error { return b.text(s.calendarVersion(), rand.Text()) }

// Version implements [syncrun.Versions]. It reads two documents.
func (s *Store) Version(ctx context.Context) (version string, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		var parts []string
		for _, ref := range []*firestore.DocumentRef{s.calendarVersion(), s.directoryVersion()} {
			doc, err := get[textDoc](tx, ref)
			if err != nil && !errors.Is(err, access.ErrNotFound) { // nobody has changed it yet
				return err
			}
			parts = append(parts, doc.JSON)
		}
		version = strings.Join(parts, " ")
		return nil
	})
	return version, err
}
