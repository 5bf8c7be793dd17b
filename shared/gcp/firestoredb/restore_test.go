package firestoredb_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal"
)

// TestARestoredDatabaseIsTheSame brings a database into another one, as terraform/RUNBOOK.md does when it has to be
// that of an earlier moment, and goes on with it: reads everything, confirms what was pending. (Into another project,
// for the emulator imports into the database of the same name only.)
func TestARestoredDatabaseIsTheSame(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store := firestoredbtest.Open(t, project)
	load(t, store, 10)
	confirm(t, store, check(t, store, "a.json", file(3, func(int) string { return "Notiz" })))
	pending := check(t, store, "b.json", file(2, func(int) string { return "Noch eine" }))

	folder := t.TempDir()
	emulate(t, project, "export", map[string]any{"database": "projects/" + project + "/databases/(default)",
		"export_directory": folder, "export_name": "day"})
	at := time.Now()
	if _, err := proposal.Confirm(t.Context(), store, request(pending), at); err != nil { // after the backup
		t.Fatal(err)
	}
	other := firestoredbtest.Project(t)
	emulate(t, other, "import", map[string]any{"database": "projects/" + other + "/databases/(default)",
		"export_directory": filepath.Join(folder, "day", "day.overall_export_metadata")})

	restored, err := firestoredb.Open(context.Background(), firestoredb.Config{Project: other})
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	p, err := restored.Proposal(t.Context(), pending.ID)
	if err != nil || p.Status != proposal.Pending || p.Token != pending.Token {
		t.Fatalf("the pending proposal is %+v, %v", p, err)
	}
	if _, err := proposal.Confirm(t.Context(), restored, request(p), at); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(exported(t, store), exported(t, restored)); diff != "" {
		t.Errorf("the event after the same decisions (-first +restored):\n%s", diff)
	}
	proposals, err := restored.Proposals(t.Context(), 1, proposal.Page{})
	if err != nil || len(proposals) != 2 {
		t.Errorf("%d proposals, %v", len(proposals), err)
	}
	lines, err := restored.Log(t.Context(), proposal.LogQuery{Event: 1})
	if original, originalErr := store.Log(t.Context(), proposal.LogQuery{Event: 1}); err != nil || originalErr != nil ||
		len(lines) != len(original) {
		t.Errorf("%d lines of the log, %d originally, %v, %v", len(lines), len(original), err, originalErr)
	}
}

func exported(t *testing.T, store *firestoredb.Store) string {
	t.Helper()
	e, err := store.Event(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return fileOf(t, e.Snapshot)
}

// emulate has the emulator do what gcloud firestore export and import do.
func emulate(t *testing.T, project, verb string, order map[string]any) {
	t.Helper()
	body, err := json.Marshal(order)
	if err != nil {
		t.Fatal(err)
	}
	address := fmt.Sprintf("http://%s/emulator/v1/projects/%s:%s", os.Getenv("FIRESTORE_EMULATOR_HOST"), project, verb)
	answer, err := http.Post(address, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		text, err := io.ReadAll(answer.Body)
		t.Fatalf("%s: %s %s %v", verb, answer.Status, text, err)
	}
}
