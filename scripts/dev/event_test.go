package main

import (
	"os"
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// TestSamplesAreForTheSampleEvent: for one that somebody loaded before, under the same ID, there is nothing to try.
func TestSamplesAreForTheSampleEvent(t *testing.T) {
	for title, want := range map[string]int{sample.PfingstAkademie().Event.Title: len(sample.Imports()), "Eigene": 0} {
		data := t.TempDir()
		store, err := boltdb.Open(filepath.Join(data, storeFile))
		if err != nil {
			t.Fatal(err)
		}
		own := sample.PfingstAkademie()
		own.Event.Title = title
		if found, err := proposal.Load(t.Context(), store, &proposal.Event{Snapshot: own, Access: identity.Roles()}); err !=
			nil || !found.Empty() {
			t.Fatal(err, found.Items)
		}
		id, samples, err := ensureEvent(t.Context(), store, config{data: data})
		if err != nil || id != own.ID || len(samples) != want {
			t.Errorf("%s: event %d, %d samples, %v", title, id, len(samples), err)
		}
		if files, err := os.ReadDir(filepath.Join(data, "samples")); err != nil || len(files) != want {
			t.Errorf("%s: %d files, %v", title, len(files), err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}
