package firestoredb_test

import (
	"testing"

	"kursbuch.internal/shared/event/erasing/erasingtest"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
)

func TestErasing(t *testing.T) {
	erasingtest.TestStore(t, func(t *testing.T) erasingtest.Opened {
		store := firestoredbtest.Open(t, firestoredbtest.Project(t))
		return erasingtest.Opened{Store: store, State: store.Sync()}
	})
}
