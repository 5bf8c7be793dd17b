package boltdb_test

import (
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/access/login"
	"kursbuch.internal/shared/access/login/logintest"
	"kursbuch.internal/shared/proposal/proposaltest"
)

func TestLogins(t *testing.T) {
	logintest.TestStore(t, func(t *testing.T) login.Store {
		return open(t, filepath.Join(t.TempDir(), "db")).Logins()
	})
}

func TestDirectory(t *testing.T) {
	proposaltest.TestDirectory(t, func(t *testing.T) proposaltest.DirectoryStore {
		return open(t, filepath.Join(t.TempDir(), "db"))
	})
}

func TestAccess(t *testing.T) {
	proposaltest.TestAccess(t, func(t *testing.T) proposaltest.AccessStore {
		return open(t, filepath.Join(t.TempDir(), "db"))
	})
}
