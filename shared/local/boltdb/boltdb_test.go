package boltdb_test

import (
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/proposaltest"
)

func open(t *testing.T, path string) *boltdb.Store {
	t.Helper()
	store, err := boltdb.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

func TestStore(t *testing.T) {
	proposaltest.TestStore(t, func(t *testing.T) proposal.Store { return open(t, filepath.Join(t.TempDir(), "db")) })
}

func TestRestart(t *testing.T) {
	proposaltest.TestRestart(t, func(t *testing.T) func() proposal.Store {
		path := filepath.Join(t.TempDir(), "db")
		var last *boltdb.Store
		return func() proposal.Store {
			if last != nil {
				if err := last.Close(); err != nil {
					t.Fatal(err)
				}
			}
			last = open(t, path)
			return last
		}
	})
}
