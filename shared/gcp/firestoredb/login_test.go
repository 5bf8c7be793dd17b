package firestoredb_test

import (
	"testing"

	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/login"
	"kursbuch.internal/shared/login/logintest"
)

func TestLogins(t *testing.T) {
	logintest.TestStore(t, func(t *testing.T) login.Store { return firestoredbtest.Open(t, firestoredbtest.Project(t)).Logins() })
}
