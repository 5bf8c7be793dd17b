package firestoredb_test

import (
	"testing"

	"kursbuch.internal/shared/gcp/firestoredbtest"
	"kursbuch.internal/shared/proposaltest"
)

func TestSessions(t *testing.T) {
	proposaltest.TestSessions(t, func(t *testing.T) proposaltest.SessionStore {
		return firestoredbtest.Open(t, firestoredbtest.Project(t))
	})
}
