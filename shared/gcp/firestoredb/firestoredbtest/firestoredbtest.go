// Package firestoredbtest opens databases of the Firestore emulator for tests.
//
// scripts/check starts an emulator by itself. Elsewhere FIRESTORE_EMULATOR_HOST has to say where one listens: without
// it such tests are skipped, or fail if CI=true.
package firestoredbtest

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"testing"

	"google.golang.org/api/option"
	"kursbuch.internal/shared/gcp/firestoredb"
)

// Project is one that nobody else has: the emulator has any, all of them empty.
func Project(t testing.TB) string {
	t.Helper()
	if os.Getenv("FIRESTORE_EMULATOR_HOST") == "" {
		const missing = "FIRESTORE_EMULATOR_HOST is not set"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	return "test-" + strings.ToLower(rand.Text())
}

// Open opens the database of a project until the test ends.
func Open(t testing.TB, project string, options ...option.ClientOption) *firestoredb.Store {
	t.Helper()
	store, err := firestoredb.Open(context.Background(), firestoredb.Config{Project: project}, options...)
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
