package firestoredb_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/syncrun"
	"kursbuch.internal/shared/syncrun/syncruntest"
)

// replicas are several stores of one database, see [instances].
type replicas struct {
	firestoredb.Sync // the first one
	all              []*firestoredb.Store
	next             atomic.Uint32
}

func openReplicas(t *testing.T) *replicas {
	project := firestoredbtest.Project(t)
	r := new(replicas)
	for range 4 {
		r.all = append(r.all, firestoredbtest.Open(t, project))
	}
	r.Sync = r.all[0].Sync()
	return r
}

func (r *replicas) one() firestoredb.Sync { return r.all[int(r.next.Add(1))%len(r.all)].Sync() }

func (r *replicas) end() error {
	var errs []error
	for _, store := range r.all {
		errs = append(errs, store.Close())
	}
	return errors.Join(errs...)
}

func (r *replicas) ChangeSettings(ctx context.Context, decide syncrun.Decision) error {
	return r.one().ChangeSettings(ctx, decide)
}

func (r *replicas) Begin(ctx context.Context, c syncrun.Claim) (syncrun.Lease, error) {
	return r.one().Begin(ctx, c)
}

func (r *replicas) Check(ctx context.Context, l syncrun.Lease) error { return r.one().Check(ctx, l) }

func (r *replicas) Evict(ctx context.Context, run int64) error { return r.one().Evict(ctx, run) }

func (r *replicas) Remember(ctx context.Context, l syncrun.Lease, n syncrun.News) error {
	return r.one().Remember(ctx, l, n)
}

func (r *replicas) End(ctx context.Context, l syncrun.Lease, report *syncrun.Report) error {
	return r.one().End(ctx, l, report)
}

func TestSyncSettings(t *testing.T) {
	syncruntest.TestSettings(t, func(t *testing.T) (syncrun.SettingsStore, func() error) {
		r := openReplicas(t)
		return r, r.end
	})
}

func TestSyncState(t *testing.T) {
	syncruntest.TestState(t, func(t *testing.T) (syncrun.State, func() error) {
		r := openReplicas(t)
		return r, r.end
	})
}

func TestVersions(t *testing.T) {
	syncruntest.TestVersions(t, func(t *testing.T) syncruntest.Versioned {
		return firestoredbtest.Open(t, firestoredbtest.Project(t))
	})
}
