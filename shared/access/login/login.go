// Package login is for how long somebody who signed in stays so.
//
// A login is kept by the browser alone, sealed, and holds identity only: what its person may do is read at each
// request. So that signing out ends it everywhere, the time of signing out is kept here by the person's mail address.
package login

import (
	"context"
	"time"
)

// Lifetime is how long a login lasts. An evening of work fits in, a stolen laptop is useless the next day.
const Lifetime = 12 * time.Hour

// Login is somebody who signed in.
type Login struct {
	// Mail is their verified address, in small letters.
	Mail string
	// Name is what their issuer calls them; empty: it does not say.
	Name string
	// Since is when they signed in.
	Since time.Time
}

// Store keeps when people signed out.
type Store interface {
	// SignOut remembers that all logins of a person that began until a time are void. An earlier time than the one that is
	// remembered changes nothing.
	SignOut(ctx context.Context, mail string, at time.Time) error
	// SignedOut reads that time; zero if there is none.
	SignedOut(ctx context.Context, mail string) (time.Time, error)
}

// Lasts reports whether the login is one at a time, where its person signed out last at out. One that begins in the
// future was never ours.
func (l Login) Lasts(now, out time.Time) bool {
	return l.Mail != "" && l.Since.After(out) && !l.Since.After(now.Add(time.Minute)) && now.Before(l.Since.Add(Lifetime))
}

// Out is when somebody signed out who does so at a time by this login. It is never before the login began: by another
// clock that may be later than now, and the login would outlast its end.
func (l Login) Out(now time.Time) time.Time {
	if l.Since.After(now) {
		return l.Since
	}
	return now
}
