// Package logintest is what every [login.Store] has to keep.
package logintest

import (
	"sync"
	"testing"
	"time"

	"kursbuch.internal/shared/access/login"
)

// TestStore runs the contract. Every store that open gives is empty.
func TestStore(t *testing.T, open func(*testing.T) login.Store) {
	early := time.Date(2027, 5, 14, 21, 0, 0, 123_456_789, time.UTC)
	const anna, ben = "anna@kursbuch.example", "ben/../x@kursbuch.example"
	read := func(t *testing.T, s login.Store, mail string, want time.Time) {
		t.Helper()
		got, err := s.SignedOut(t.Context(), mail)
		if err != nil || !got.Equal(want) {
			t.Errorf("%s signed out at %v, %v; want %v", mail, got, err, want)
		}
	}
	write := func(t *testing.T, s login.Store, mail string, at time.Time) {
		t.Helper()
		if err := s.SignOut(t.Context(), mail, at); err != nil {
			t.Error(err)
		}
	}
	t.Run("nobody signed out of an empty store", func(t *testing.T) {
		read(t, open(t), anna, time.Time{})
	})
	t.Run("to the nanosecond, each person for themselves", func(t *testing.T) {
		s := open(t)
		write(t, s, anna, early)
		read(t, s, anna, early)
		read(t, s, ben, time.Time{})
		write(t, s, ben, early.Add(time.Hour))
		read(t, s, anna, early)
		read(t, s, ben, early.Add(time.Hour))
	})
	t.Run("an earlier time changes nothing", func(t *testing.T) {
		s := open(t)
		write(t, s, anna, early.Add(time.Hour))
		write(t, s, anna, early)
		read(t, s, anna, early.Add(time.Hour))
	})
	t.Run("of many at once the latest stays", func(t *testing.T) {
		s := open(t)
		var all sync.WaitGroup
		for i := range 5 {
			all.Go(func() { write(t, s, anna, early.Add(time.Duration(i)*time.Second)) })
		}
		all.Wait()
		read(t, s, anna, early.Add(4*time.Second))
	})
}
