package boltdb

import (
	"context"
	"crypto/rand"

	"go.etcd.io/bbolt"
)

// appointed is the key of the version of what appointments come from: the job calendar with its tables, sessions with
// their events, what is being erased.
var appointed = []byte("calendar")

// move makes the version of appointments another one.
func move(tx *bbolt.Tx) error { return put(tx.Bucket(versions), appointed, rand.Text()) }

// Version implements [syncrun.Versions].
func (s *Store) Version(ctx context.Context) (version string, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(versions)
		version = string(b.Get(appointed)) + " " + string(b.Get(personas))
		return nil
	})
	return version, err
}
