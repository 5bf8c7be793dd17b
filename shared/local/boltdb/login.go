package boltdb

import (
	"context"
	"time"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access/login"
)

// signedOut is the bucket of when people signed out, by mail address.
var signedOut = []byte("signed-out")

// signOutDoc is when somebody did. Fields may be added, never rename or retype one.
type signOutDoc struct {
	At time.Time `json:"at"`
}

// Logins is what the file keeps of people who sign in.
type Logins struct{ s *Store }

var _ login.Store = Logins{}

// Logins gives what the file keeps of people who sign in. It ends with the store.
func (s *Store) Logins() Logins { return Logins{s} }

// SignOut implements [login.Store].
func (l Logins) SignOut(ctx context.Context, mail string, at time.Time) error {
	return l.s.update(ctx, func(tx *bbolt.Tx) error {
		var known signOutDoc
		if err := getOr(tx.Bucket(signedOut), []byte(mail), &known); err != nil || !at.After(known.At) {
			return err
		}
		return put(tx.Bucket(signedOut), []byte(mail), signOutDoc{at.UTC()})
	})
}

// SignedOut implements [login.Store].
func (l Logins) SignedOut(ctx context.Context, mail string) (at time.Time, err error) {
	err = l.s.view(ctx, func(tx *bbolt.Tx) error {
		var known signOutDoc
		err := getOr(tx.Bucket(signedOut), []byte(mail), &known)
		at = known.At
		return err
	})
	return at, err
}
