package boltdb_test

import (
	"encoding/binary"
	"errors"
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
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/syncrun"
	"kursbuch.internal/shared/syncrun/syncruntest"
)

// TestOldSyncDataStaysReadable reads what former versions stored for the calendar sync: nothing of it may get lost on
// its way through the structs of today. When something is added to what is stored, a further file is recorded (-record,
// with
// -run=OldSync); those that are there never change.
func TestOldSyncDataStaysReadable(t *testing.T) {
	if *record != "" {
		recordSync(t, filepath.Join("testdata", "sync", *record+".txtar"))
	}
	names, err := filepath.Glob("testdata/sync/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no data", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			path, rows := filepath.Join(t.TempDir(), "db"), string(archive.Files[0].Data)
			restoreRows(t, path, rows)
			sync := open(t, path).Sync()
			for row := range strings.Lines(rows) {
				nothingLost(t, sync, strings.Split(strings.TrimSuffix(row, "\n"), "\t"))
			}
			begin := func(tick string, now time.Time, want error) {
				t.Helper()
				if _, err := sync.Begin(t.Context(), syncrun.Claim{Tick: tick, Now: now, For: time.Hour}); !errors.Is(err, want) {
					t.Errorf("begin for %s at %v: %v, want %v", tick, now, err, want)
				}
			}
			begin("12:00", recorded, syncrun.ErrRepeated)
			begin("12:05", recorded, syncrun.ErrBusy)
			begin("12:05", recorded.Add(time.Hour), nil)
		})
	}
}

// nothingLost checks a row: the names of its bucket, of its key, its value.
func nothingLost(t *testing.T, sync boltdb.Sync, row []string) {
	t.Helper()
	bucket, bucketErr := strconv.Unquote(row[0])
	key, keyErr := strconv.Unquote(row[1])
	settings, settingsErr := sync.Settings(t.Context())
	m, recallErr := sync.Recall(t.Context())
	reports, reportsErr := sync.Reports(t.Context(), 10)
	if err := errors.Join(bucketErr, keyErr, settingsErr, recallErr, reportsErr); err != nil {
		t.Fatal(err)
	}
	var now any
	switch bucket {
	case "settings":
		now = settings
	case "memory":
		now = m.Core
	case "mirror":
		now = m.Records[calsync.Key(key)]
	case "runs":
		now = reports[len(reports)-int(binary.BigEndian.Uint64([]byte(key)))]
	case "leases":
		now = new(syncrun.Tenure)
		if err := json.Unmarshal([]byte(row[2]), now); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("a row of %s", bucket)
	}
	text, err := json.Marshal(now)
	if err != nil {
		t.Fatal(err)
	}
	var was, is any
	if err := errors.Join(json.Unmarshal([]byte(row[2]), &was), json.Unmarshal(text, &is)); err != nil {
		t.Fatal(err)
	}
	if !within(was, is) {
		t.Errorf("%s %s (-was +is):\n%s", bucket, key, cmp.Diff(was, is))
	}
}

// within tells whether all of a JSON value is in another one, which may have further members.
func within(was, is any) bool {
	members, ok := was.(map[string]any)
	if !ok {
		list, ok := was.([]any)
		now, still := is.([]any)
		if !ok || !still || len(list) != len(now) {
			return cmp.Equal(was, is)
		}
		for i := range list {
			if !within(list[i], now[i]) {
				return false
			}
		}
		return true
	}
	now, ok := is.(map[string]any)
	for name, value := range members {
		if kept, found := now[name]; !found || !within(value, kept) {
			return false
		}
	}
	return ok
}

func recordSync(t *testing.T, name string) {
	t.Helper()
	if _, err := os.Stat(name); err == nil {
		t.Fatalf("%s never changes", name)
	}
	path := filepath.Join(t.TempDir(), "db")
	store := open(t, path)
	sync := store.Sync()
	core, record := syncruntest.Filled[calsync.Core](), syncruntest.Filled[calsync.Record]()
	report := syncruntest.Filled[syncrun.Report]()
	settingsErr := sync.ChangeSettings(t.Context(), func(calsync.Settings) (calsync.Settings, *journal.Entry,
		error) {
		return syncruntest.Filled[calsync.Settings](), nil, nil
	})
	l, beginErr := sync.Begin(t.Context(), syncrun.Claim{Tick: "12:00", Now: recorded, For: time.Hour})
	news := syncrun.News{Core: &core, Records: map[calsync.Key]*calsync.Record{"job/a": &record, "event/1/2": {}}}
	rememberErr := sync.Remember(t.Context(), l, news)
	endErr := sync.End(t.Context(), l, &report)
	_, againErr := sync.Begin(t.Context(), syncrun.Claim{Tick: "12:05", Now: recorded, For: time.Hour,
		Where: "kalender-00012-abc", By: "planner@kursbuch.example"})
	if err := errors.Join(settingsErr, beginErr, rememberErr, endErr, againErr, store.Close()); err != nil {
		t.Fatal(err)
	}
	archive := txtar.Archive{Files: []txtar.File{{Name: "rows", Data: rows(t, path)}}}
	if err := os.WriteFile(name, txtar.Format(&archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestTheNewestThousandReportsAreKept(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "db")
	store := open(t, path)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	onFile(t, path, func(tx *bbolt.Tx) error {
		for n := range uint64(1000) {
			if err := tx.Bucket([]byte("runs")).Put(binary.BigEndian.AppendUint64(nil, n+1),
				[]byte(`{"outcome":"done"}`)); err != nil {
				return err
			}
		}
		return tx.Bucket([]byte("leases")).Put([]byte("calendar"), []byte(`{"fence":1000}`))
	})
	sync := open(t, path).Sync()
	for range 3 {
		l, err := sync.Begin(t.Context(), syncrun.Claim{Now: recorded, For: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		if err := sync.End(t.Context(), l, &syncrun.Report{ID: l.Fence}); err != nil {
			t.Fatal(err)
		}
	}
	reports, err := sync.Reports(t.Context(), 2000)
	if err != nil || len(reports) != 1000 || reports[0].ID != 1003 {
		t.Errorf("%d reports, %v", len(reports), err)
	}
}
