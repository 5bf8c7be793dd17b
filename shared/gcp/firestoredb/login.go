package firestoredb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/login"
)

// signOutDoc is when somebody signed out. Its name is a hash: mail addresses belong into no name.
type signOutDoc struct {
	stamp
	// At is in nanoseconds since 1970: Firestore's own times know microseconds only.
	At int64 `firestore:"at"`
	// DeleteAt is when no login can be left that this one voids.
	DeleteAt time.Time `firestore:"delete_at"`
}

// Logins is what the database keeps of people who sign in.
type Logins struct{ s *Store }

var _ login.Store = Logins{}

// Logins gives what the database keeps of people who sign in. It ends with the store.
func (s *Store) Logins() Logins { return Logins{s} }

func (l Logins) doc(mail string) *firestore.DocumentRef {
	sum := sha256.Sum256([]byte(mail))
	return l.s.client.Collection("signed_out").Doc(hex.EncodeToString(sum[:]))
}

// SignOut implements [login.Store].
func (l Logins) SignOut(ctx context.Context, mail string, at time.Time) error {
	ref := l.doc(mail)
	return l.s.update(ctx, func(tx *firestore.Transaction) error {
		known, err := get[signOutDoc](tx, ref)
		if err != nil && !errors.Is(err, access.ErrNotFound) {
			return err
		}
		if err == nil && at.UnixNano() <= known.At {
			return nil
		}
		return tx.Set(ref, signOutDoc{stamp{format}, at.UnixNano(), at.Add(2 * login.Lifetime)})
	})
}

// SignedOut implements [login.Store].
func (l Logins) SignedOut(ctx context.Context, mail string) (at time.Time, err error) {
	err = l.s.view(ctx, func(tx *firestore.Transaction) error {
		at = time.Time{}
		known, err := get[signOutDoc](tx, l.doc(mail))
		if errors.Is(err, access.ErrNotFound) {
			return nil
		}
		if err == nil {
			at = time.Unix(0, known.At).UTC()
		}
		return err
	})
	return at, err
}
