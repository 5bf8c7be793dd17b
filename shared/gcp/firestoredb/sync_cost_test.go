package firestoredb_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/syncrun"
)

// records are what is remembered of that many appointments, each with a note of its own.
func records(n int, note func(n int) string) map[calsync.Key]*calsync.Record {
	all := map[calsync.Key]*calsync.Record{}
	for i := range n {
		all[calsync.Key(fmt.Sprint("job/", i))] = &calsync.Record{Want: note(i)}
	}
	return all
}

func begin(t *testing.T, sync firestoredb.Sync) syncrun.Lease {
	t.Helper()
	l, err := sync.Begin(t.Context(), syncrun.Claim{Now: time.Now(), For: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// documents are the names of those in a collection.
func documents(t *testing.T, client *firestore.Client, collection string) (names []string) {
	t.Helper()
	found, err := client.Collection(collection).Documents(t.Context()).GetAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		names = append(names, f.Ref.ID)
	}
	return names
}

// TestSyncTraffic holds the second table of the package comment.
func TestSyncTraffic(t *testing.T) {
	t.Parallel()
	for _, appointments := range []int{0, 3, 1000} {
		t.Run(fmt.Sprintf("a run of %d appointments", appointments), func(t *testing.T) {
			t.Parallel()
			project := firestoredbtest.Project(t)
			store, seen := watched(t, project)
			sync, client := store.Sync(), raw(t, project)
			all := records(appointments, func(int) string { return "wanted" })
			one := records(min(1, appointments), func(int) string { return "something else" })
			var l syncrun.Lease
			sheets := 0
			step := func(does string, do func(context.Context) error, reads, writes int) {
				t.Helper()
				if err := do(t.Context()); err != nil {
					t.Fatal(err)
				}
				if does == "remember all" { // only now they are there
					sheets = len(documents(t, client, "mirror"))
					reads, writes = reads+sheets, writes+sheets
				}
				if r, w := seen.take(); r != reads || w != writes {
					t.Errorf("%s: %d reads, %d writes, want %d, %d", does, r, w, reads, writes)
				}
			}
			remember := func(n syncrun.News) func(context.Context) error {
				return func(ctx context.Context) error { return sync.Remember(ctx, l, n) }
			}
			recall := func(ctx context.Context) error { _, err := sync.Recall(ctx); return err }
			step("settings", func(ctx context.Context) error { _, err := sync.Settings(ctx); return err }, 1, 0)
			step("change settings", func(ctx context.Context) error { return sync.ChangeSettings(ctx, asTheyAre) }, 1, 1)
			step("begin", func(context.Context) error { l = begin(t, sync); return nil }, 1, 1)
			step("check", func(ctx context.Context) error { return sync.Check(ctx, l) }, 1, 0)
			step("recall nothing", recall, 2, 0)
			step("remember all", remember(syncrun.News{Core: &calsync.Core{Trips: 1}, Records: all}), 1, 1)
			step("recall", recall, 1+max(1, sheets), 0)
			step("core", func(ctx context.Context) error { _, err := sync.Core(ctx); return err }, 1, 0)
			step("remember the same", remember(syncrun.News{Records: all}), 1+sheets, 0)
			step("remember one", remember(syncrun.News{Records: one}), 1+len(one), len(one))
			step("end", func(ctx context.Context) error { return sync.End(ctx, l, &syncrun.Report{ID: l.Fence}) }, 1, 2)
			step("evict", func(ctx context.Context) error { return sync.Evict(ctx, begin(t, sync).Fence) }, 2, 2) // both of them
			step("reports", func(ctx context.Context) error { _, err := sync.Reports(ctx, 10); return err }, 1, 0)
			if sheets > 64 || appointments == 1000 && sheets < 64 {
				t.Errorf("%d appointments are on %d sheets", appointments, sheets)
			}
			if len(seen.filtered) > 0 || seen.ordered > 0 {
				t.Errorf("queries filter by %v, %d of them want an order: that needs an index", seen.filtered, seen.ordered)
			}
		})
	}
}

// recalls checks the records.
func recalls(t *testing.T, sync firestoredb.Sync, want map[calsync.Key]*calsync.Record) {
	t.Helper()
	m, err := sync.Recall(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[calsync.Key]string{}
	for key, r := range m.Records {
		got[key] = r.Want
	}
	for key, r := range want {
		if r.Want != got[key] {
			t.Errorf("%s is not what was remembered", key)
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" {
		t.Errorf("recalled (-want +got):\n%s", diff)
	}
}

func TestMoreThanACommitTakesIsRememberedInSeveral(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, seen := watched(t, project)
	sync := store.Sync()
	l := begin(t, sync)
	seen.take()
	all := records(300, func(n int) string { return noise(n, 24<<10) })
	if err := sync.Remember(t.Context(), l, syncrun.News{Core: &calsync.Core{Trips: 1}, Records: all}); err != nil {
		t.Fatal(err)
	}
	if _, writes := seen.take(); writes != 65 || seen.largest > 4<<20 {
		t.Errorf("%d writes, at most %d bytes at once", writes, seen.largest)
	}
	recalls(t, sync, all)
	if m, err := sync.Recall(t.Context()); err != nil || m.Core.Trips != 1 {
		t.Errorf("core: %v, %v", m, err)
	}
}

func TestASheetGrowsAndShrinks(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	sync := store.Sync()
	l := begin(t, sync)
	all := records(200, func(n int) string { return fmt.Sprint(n) }) // several on each sheet
	for _, test := range []struct{ kilobytes, documents int }{{1500, 66}, {1200, 65}, {0, 64}, {800, 65}} {
		all["job/0"].Want = noise(1, test.kilobytes<<10)
		if err := sync.Remember(t.Context(), l, syncrun.News{Records: all}); err != nil {
			t.Fatal(err)
		}
		recalls(t, sync, all)
		if names := documents(t, client, "mirror"); len(names) != test.documents {
			t.Errorf("%d KiB: %d documents, want %d", test.kilobytes, len(names), test.documents)
		}
	}
	gone := maps.Clone(all)
	for key := range gone {
		gone[key] = nil
	}
	if err := sync.Remember(t.Context(), l, syncrun.News{Records: gone}); err != nil {
		t.Fatal(err)
	}
	if names := documents(t, client, "mirror"); len(names) > 0 {
		t.Errorf("there still is %v", names)
	}
}

func TestWhatIsTooLargeToRememberIsRefused(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	sync := store.Sync()
	l := begin(t, sync)
	seen.take()
	huge := noise(1, 6<<20)
	for name, err := range map[string]error{
		"a record": sync.Remember(t.Context(), l,
			syncrun.News{Records: map[calsync.Key]*calsync.Record{"job/0": {Want: huge}}}),
		"the core": sync.Remember(t.Context(), l, syncrun.News{Core: &calsync.Core{Name: huge}}),
		"a report": sync.End(t.Context(), l, &syncrun.Report{Tick: huge}),
	} {
		if err == nil || !strings.Contains(err.Error(), "too large for Firestore") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, writes := seen.take(); writes > 0 {
		t.Errorf("%d writes", writes)
	}
}

// asTheyAre is a decision that leaves settings as they are.
func asTheyAre(s calsync.Settings) (calsync.Settings, *journal.Entry, error) { return s, nil, nil }
