package firestoredb_test

import (
	"testing"

	"kursbuch.internal/shared/access/login"
	"kursbuch.internal/shared/access/login/logintest"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal/proposaltest"
)

func TestLogins(t *testing.T) {
	logintest.TestStore(t, func(t *testing.T) login.Store {
		return firestoredbtest.Open(t, firestoredbtest.Project(t)).Logins()
	})
}

func TestDirectory(t *testing.T) {
	proposaltest.TestDirectory(t, func(t *testing.T) proposaltest.DirectoryStore {
		return firestoredbtest.Open(t, firestoredbtest.Project(t))
	})
}

func TestAccess(t *testing.T) {
	proposaltest.TestAccess(t, func(t *testing.T) proposaltest.AccessStore {
		return firestoredbtest.Open(t, firestoredbtest.Project(t))
	})
}
