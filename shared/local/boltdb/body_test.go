package boltdb_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// TestBodyIsStoredOnce: an import and its plan say the same, and a text that compresses badly is in the file once.
func TestBodyIsStoredOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "db")
	store := open(t, path)
	if err := store.Create(t.Context(), &proposal.Event{Snapshot: sample.Event(1, 10), Access: people}); err != nil {
		t.Fatal(err)
	}
	source, noise := rand.New(rand.NewPCG(1, 2)), new(strings.Builder)
	for range 100_000 {
		noise.WriteByte("abcdefghijklmnop"[source.IntN(16)]) // of which half a byte is left
	}
	file := fmt.Sprintf(
		`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-20T12:00:00+00:00",
		"registrations": {"1": {"notes": "%s"}, "2": {"notes": "%[1]s"}}, "courses": {"1": {"title": "Neu"}}}`, noise)
	checked := recordProposal(t, store, 1, []byte(file))
	if checked.Status != proposal.Pending {
		t.Fatal(checked.Problems.Items)
	}
	stored, err := store.Proposal(t.Context(), checked.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(checked.Plan.Changes, stored.Plan.Changes); diff != "" {
		t.Errorf("the plan (-want +got):\n%.2000s", diff)
	}
	size := sizeOf(t, store, path, checked.ID)
	if most := 2*noise.Len()/2 + 20_000; size > most {
		t.Errorf("the body takes %d bytes, more than %d", size, most)
	}
}

// sizeOf closes the store to look how large the body of a proposal is.
func sizeOf(t *testing.T, store *boltdb.Store, path string, id proposal.ID) (size int) {
	t.Helper()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	onFile(t, path, func(tx *bbolt.Tx) error {
		size = len(tx.Bucket([]byte("bodies")).Get([]byte(id)))
		return nil
	})
	return size
}
