package boltdb_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
	"golang.org/x/tools/txtar"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
)

var record = flag.String("record", "", "write what is stored today to testdata/<this>.txtar")

// TestOldDataStaysReadable reads what former versions stored. When something is added to what is stored, a further file
// is recorded; those that are there never change.
func TestOldDataStaysReadable(t *testing.T) {
	if *record != "" {
		recordFile(t, filepath.Join("testdata", *record+".txtar"))
	}
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no data", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "db")
			restoreRows(t, path, string(archive.Files[0].Data))
			store := open(t, path)
			if len(archive.Files) > 2 { // former versions had no sessions
				if diff := cmp.Diff(string(archive.Files[2].Data), planned(t, store)); diff != "" {
					t.Errorf("sessions (-want +got):\n%s", diff)
				}
			}
			readable(t, store, string(archive.Files[1].Data))
		})
	}
}

// readable checks the event, then goes on with its two proposals: the first one is committed, the other pending.
func readable(t *testing.T, store proposal.Store, export string) {
	t.Helper()
	if diff := cmp.Diff(export, exported(t, store)); diff != "" {
		t.Errorf("export (-want +got):\n%s", diff)
	}
	heads, err := store.Proposals(t.Context(), 1, proposal.Page{})
	if err != nil || len(heads) != 2 {
		t.Fatal(heads, err)
	}
	for i, h := range heads {
		p, err := store.Proposal(t.Context(), h.ID)
		if err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			p, err = proposal.Undo(t.Context(), store, request(p), recorded)
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err = proposal.Confirm(t.Context(), store, request(p), recorded)
		var stale *proposal.Stale // a new version may void a review, but not the proposal
		if errors.As(err, &stale) {
			_, err = proposal.Confirm(t.Context(), store, request(stale.Fresh), recorded)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if log, err := store.Log(t.Context(), proposal.LogQuery{Event: 1}); err != nil || strings.Count(fmt.Sprint(log),
		string(event.LogPartialImport)) != 3 {
		t.Error(log, err)
	}
}

func exported(t *testing.T, store proposal.Store) string {
	t.Helper()
	e, err := store.Event(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return written(t, e.Snapshot) + "\n" // as txtar has it
}

// planned is the session plan of the event.
func planned(t *testing.T, store *boltdb.Store) string {
	t.Helper()
	plan, err := store.Sessions(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(plan, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + "\n"
}

var recorded = time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)

// recordFile writes the rows of a file and the export of the event in it.
func recordFile(t *testing.T, name string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "db")
	store := open(t, path)
	const data = "../../proposal/proposaltest/testdata/"
	camp, err := os.ReadFile(data + "camp.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := event.Read(bytes.NewReader(camp))
	if err != nil {
		t.Fatal(err)
	}
	plan := jobcal.SessionPlan{Tracks: map[event.TrackID][]jobcal.Session{
		1: {{ID: "a", Start: "2027-08-02T09:00", End: "2027-08-02T10:00", TimeZone: "Europe/Berlin"}},
	}, Invite: jobcal.Everybody}
	if err := store.Create(t.Context(), &proposal.Event{Snapshot: s, Access: people, Sessions: plan}); err != nil {
		t.Fatal(err)
	}
	everything, err := os.ReadFile(data + "everything.json")
	if err != nil {
		t.Fatal(err)
	}
	pending := `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-20T12:00:00+00:00",
		"registrations": {"7": {"tracks": {"1": {"course_id": null, "choices": []}}, "personalized_fees": {"2": "-1.00"}}}}`
	first := recordProposal(t, store, 1, everything)
	if _, err := proposal.Confirm(t.Context(), store, request(first), recorded); err != nil {
		t.Fatal(err)
	}
	recordProposal(t, store, 2, []byte(pending))
	export, sessions := exported(t, store), planned(t, store)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	archive := txtar.Archive{Files: []txtar.File{{Name: "rows", Data: rows(t, path)},
		{Name: "export.json", Data: []byte(export)}, {Name: "sessions.json", Data: []byte(sessions)}}}
	if err := os.WriteFile(name, txtar.Format(&archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func recordProposal(t *testing.T, store *boltdb.Store, generation int64, content []byte) *proposal.Proposal {
	t.Helper()
	source := proposal.Source{Bucket: "b", Object: "imports/1/a.json", Generation: generation,
		Uploader: "orga@kursbuch.example"}
	at := recorded.Add(time.Duration(generation) * time.Minute)
	p, err := proposal.Check(t.Context(), store, proposal.Upload{Source: source, Content: content}, at)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// rows are the keys on the way to each value, then the value, with tabs between. Keys are quoted, so is what is no
// text.
func rows(t *testing.T, path string) []byte {
	t.Helper()
	var out bytes.Buffer
	var walk func(prefix string, b *bbolt.Bucket) error
	walk = func(prefix string, b *bbolt.Bucket) error {
		return b.ForEach(func(key, value []byte) error {
			at := fmt.Sprintf("%s%+q\t", prefix, key)
			if value == nil {
				return walk(at, b.Bucket(key))
			}
			if bytes.HasPrefix(value, []byte("\x1f\x8b")) { // compressed
				value = fmt.Appendf(nil, "%+q", value)
			}
			fmt.Fprintf(&out, "%s%s\n", at, value)
			return nil
		})
	}
	onFile(t, path, func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error { return walk(fmt.Sprintf("%+q\t", name), b) })
	})
	return out.Bytes()
}

func restoreRows(t *testing.T, path, rows string) {
	t.Helper()
	onFile(t, path, func(tx *bbolt.Tx) error {
		for row := range strings.Lines(rows) {
			parts := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
			keys := make([][]byte, len(parts)-1)
			for i := range keys {
				key, err := strconv.Unquote(parts[i])
				if err != nil {
					return err
				}
				keys[i] = []byte(key)
			}
			b, err := tx.CreateBucketIfNotExists(keys[0])
			for _, key := range keys[1 : len(keys)-1] {
				if err == nil {
					b, err = b.CreateBucketIfNotExists(key)
				}
			}
			if err != nil {
				return err
			}
			value := parts[len(keys)]
			if strings.HasPrefix(value, `"`) {
				value, err = strconv.Unquote(value)
			}
			if err := errors.Join(err, b.Put(keys[len(keys)-1], []byte(value))); err != nil {
				return err
			}
		}
		return nil
	})
}

func onFile(t *testing.T, path string, do func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(do); err != nil {
		t.Fatal(err)
	}
}
