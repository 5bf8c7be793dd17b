package boltdb_test

import (
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/proposal/proposaltest"
)

func TestSessions(t *testing.T) {
	proposaltest.TestSessions(t, func(t *testing.T) proposaltest.SessionStore {
		return open(t,
			filepath.Join(t.TempDir(), "db"))
	})
}
