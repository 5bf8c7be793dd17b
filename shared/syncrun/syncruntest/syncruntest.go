// Package syncruntest holds the contracts that every [syncrun.SettingsStore], every [syncrun.State] must keep.
package syncruntest

import (
	"go/token"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// Open gives an empty store, which ends with its test, or before that by what it gives, too.
type Open[S any] func(t *testing.T) (store S, end func() error)

// clause is a sentence of a contract, and what shows whether a store keeps it.
type clause[D any] struct {
	says string
	test func(D)
}

// TestSettings checks that stores keep the contract of the settings.
func TestSettings(t *testing.T, open Open[syncrun.SettingsStore]) {
	for _, c := range ofSettings {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			store, end := open(t)
			c.test(&office{t, store, Twice(store), end})
		})
	}
}

// TestState checks that stores keep the contract of the state.
func TestState(t *testing.T, open Open[syncrun.State]) {
	for _, c := range slices.Concat(ofLeases, ofTicks, ofMemory, ofTenants, ofReports, ofEnds) {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			store, end := open(t)
			c.test(&desk{t, store, end, time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)})
		})
	}
}

// desk is where a run keeps its state.
type desk struct {
	*testing.T
	store syncrun.State
	end   func() error
	now   time.Time
}

// term is how long leases are.
const term = 10 * time.Minute

// claim is that of a tick, now; "": of nobody's schedule.
func (d *desk) claim(tick string) syncrun.Claim {
	return syncrun.Claim{Tick: tick, Now: d.now, For: term}
}

func (d *desk) begin(tick string) syncrun.Lease {
	d.Helper()
	l, err := d.store.Begin(d.Context(), d.claim(tick))
	if err != nil {
		d.Fatal(err)
	}
	return l
}

// report is a small one.
func (d *desk) report(l syncrun.Lease) *syncrun.Report {
	return &syncrun.Report{ID: l.Fence, Started: d.now, Ended: d.now.Add(time.Second), Outcome: syncrun.Done}
}

// finish ends a run with a report.
func (d *desk) finish(l syncrun.Lease) {
	d.Helper()
	if err := d.store.End(d.Context(), l, d.report(l)); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) remember(l syncrun.Lease, n syncrun.News) {
	d.Helper()
	if err := d.store.Remember(d.Context(), l, n); err != nil {
		d.Fatal(err)
	}
}

// holds checks what is remembered.
func (d *desk) holds(core calsync.Core, records map[calsync.Key]calsync.Record) {
	d.Helper()
	got, err := d.store.Recall(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	if records == nil {
		records = map[calsync.Key]calsync.Record{}
	}
	same(d.T, "memory", &calsync.Memory{Core: core, Records: records}, got)
	alone, err := d.store.Core(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	same(d.T, "core", core, alone)
}

// numbers are those of the reports, the newest first.
func (d *desk) numbers(most int) []int64 {
	d.Helper()
	reports, err := d.store.Reports(d.Context(), most)
	if err != nil {
		d.Fatal(err)
	}
	var ids []int64
	for _, r := range reports {
		ids = append(ids, r.ID)
	}
	return ids
}

// hidden is what structs do not export: what is not stored.
var hidden = cmp.FilterPath(func(p cmp.Path) bool {
	field, ok := p.Last().(cmp.StructField)
	return ok && !token.IsExported(field.Name())
}, cmp.Ignore())

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if reflect.DeepEqual(want, got) { // much faster on thousands of records
		return
	}
	if diff := cmp.Diff(want, got, hidden); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// crowd runs do for 0 to n-1 at once.
func crowd(n int, do func(int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { do(i) })
	}
	wg.Wait()
}
