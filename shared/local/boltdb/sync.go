package boltdb

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// What the calendar sync keeps, see the table of the package comment.
var (
	settings = []byte("settings")
	leases   = []byte("leases")
	memory   = []byte("memory")
	mirror   = []byte("mirror")
	runs     = []byte("runs")

	syncBuckets = [][]byte{settings, leases, memory, mirror, runs}
	// master is the key of what there is once, for the master calendar.
	master = []byte("calendar")
)

// runsKept is how many reports there are at most: those of three days and a half with a run every five minutes.
const runsKept = 1000

// Sync is what the calendar sync keeps in the file.
type Sync struct{ s *Store }

var (
	_ syncrun.State         = Sync{}
	_ syncrun.SettingsStore = Sync{}
)

// Sync gives what the calendar sync keeps in the file. It ends with the store.
func (s *Store) Sync() Sync { return Sync{s} }

// Settings implements [syncrun.SettingsStore].
func (y Sync) Settings(ctx context.Context) (found calsync.Settings, err error) {
	err = y.s.view(ctx, func(tx *bbolt.Tx) error {
		found, err = readSettings(tx)
		return err
	})
	return found, err
}

// ChangeSettings implements [syncrun.SettingsStore]. There is one writer at a time, so decide runs once.
func (y Sync) ChangeSettings(ctx context.Context, decide syncrun.Decision) error {
	return y.s.update(ctx, func(tx *bbolt.Tx) error {
		found, err := readSettings(tx)
		if err != nil {
			return err
		}
		changed, entry, err := decide(found)
		if err != nil {
			return err
		}
		if entry != nil {
			err = record(tx, *entry)
		}
		return errors.Join(err, put(tx.Bucket(settings), master, changed))
	})
}

// readSettings gives fields that the stored settings do not know yet their defaults.
func readSettings(tx *bbolt.Tx) (calsync.Settings, error) {
	found := calsync.Defaults()
	return found, getOr(tx.Bucket(settings), master, &found)
}

// getOr reads a document into doc, or leaves that as it is if there is none.
func getOr(b *bbolt.Bucket, key []byte, doc any) error {
	if value := b.Get(key); value != nil {
		return decode(value, key, doc)
	}
	return nil
}

// Begin implements [syncrun.State].
func (y Sync) Begin(ctx context.Context, c syncrun.Claim) (l syncrun.Lease, err error) {
	err = y.changeTenure(ctx, func(_ *bbolt.Tx, t syncrun.Tenure) (syncrun.Tenure, error) {
		t, err := t.Begin(c)
		l = t.Lease()
		return t, err
	})
	if err != nil {
		return syncrun.Lease{}, err
	}
	return l, nil
}

// End implements [syncrun.State]. Of the reports, the newest 1,000 are kept.
func (y Sync) End(ctx context.Context, l syncrun.Lease, r *syncrun.Report) error {
	return y.changeTenure(ctx, func(tx *bbolt.Tx, t syncrun.Tenure) (syncrun.Tenure, error) {
		t, err := t.End(l, r != nil)
		if err != nil || r == nil {
			return t, err
		}
		return t, errors.Join(put(tx.Bucket(runs), number(uint64(l.Fence)), r), dropRuns(tx.Bucket(runs)))
	})
}

// Check implements [syncrun.State].
func (y Sync) Check(ctx context.Context, l syncrun.Lease) error {
	return y.s.view(ctx, func(tx *bbolt.Tx) error {
		t, err := readTenure(tx)
		if err != nil {
			return err
		}
		return t.Check(l)
	})
}

// Evict implements [syncrun.State].
func (y Sync) Evict(ctx context.Context, run int64) error {
	return y.changeTenure(ctx, func(_ *bbolt.Tx, t syncrun.Tenure) (syncrun.Tenure, error) { return t.Evict(run) })
}

func (y Sync) changeTenure(ctx context.Context, change func(*bbolt.Tx, syncrun.Tenure) (syncrun.Tenure, error)) error {
	return y.s.update(ctx, func(tx *bbolt.Tx) error {
		t, err := readTenure(tx)
		if err != nil {
			return err
		}
		if t, err = change(tx, t); err != nil {
			return err
		}
		return put(tx.Bucket(leases), master, t)
	})
}

func readTenure(tx *bbolt.Tx) (t syncrun.Tenure, err error) {
	return t, getOr(tx.Bucket(leases), master, &t)
}

// dropRuns deletes the oldest reports where there are too many.
func dropRuns(b *bbolt.Bucket) error {
	var stale [][]byte
	n := 0
	for key := range newest(b) {
		n++
		if n > runsKept {
			stale = append(stale, bytes.Clone(key))
		}
	}
	for _, key := range stale {
		if err := b.Delete(key); err != nil {
			return err
		}
	}
	return nil
}

// newest yields the rows of a bucket, the last one first.
func newest(b *bbolt.Bucket) func(yield func(key, value []byte) bool) {
	return func(yield func([]byte, []byte) bool) {
		c := b.Cursor()
		for key, value := c.Last(); key != nil; key, value = c.Prev() {
			if !yield(key, value) {
				return
			}
		}
	}
}

// Reports implements [syncrun.State].
func (y Sync) Reports(ctx context.Context, most int) (reports []syncrun.Report, err error) {
	err = y.s.view(ctx, func(tx *bbolt.Tx) error {
		for key, value := range newest(tx.Bucket(runs)) {
			if len(reports) >= most {
				return nil
			}
			var r syncrun.Report
			if err := decode(value, key, &r); err != nil {
				return err
			}
			reports = append(reports, r)
		}
		return nil
	})
	return reports, err
}

// Core implements [syncrun.State].
func (y Sync) Core(ctx context.Context) (c calsync.Core, err error) {
	err = y.s.view(ctx, func(tx *bbolt.Tx) error { return getOr(tx.Bucket(memory), master, &c) })
	return c, err
}

// Recall implements [syncrun.State].
func (y Sync) Recall(ctx context.Context) (*calsync.Memory, error) {
	m := &calsync.Memory{Records: map[calsync.Key]calsync.Record{}}
	err := y.s.view(ctx, func(tx *bbolt.Tx) error {
		if err := getOr(tx.Bucket(memory), master, &m.Core); err != nil {
			return err
		}
		return tx.Bucket(mirror).ForEach(func(key, value []byte) error {
			var r calsync.Record
			err := decode(value, key, &r)
			m.Records[calsync.Key(key)] = r
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// Remember implements [syncrun.State].
func (y Sync) Remember(ctx context.Context, l syncrun.Lease, n syncrun.News) error {
	return y.s.update(ctx, func(tx *bbolt.Tx) error {
		t, err := readTenure(tx)
		if err == nil {
			err = t.Check(l)
		}
		if err == nil && n.Entry != nil {
			err = record(tx, *n.Entry)
		}
		if err == nil && n.Core != nil {
			err = put(tx.Bucket(memory), master, n.Core)
		}
		if err != nil {
			return err
		}
		for key, r := range n.Records {
			if err := remember(tx.Bucket(mirror), []byte(key), r); err != nil {
				return fmt.Errorf("record %s: %w", key, err)
			}
		}
		return nil
	})
}

// remember writes a record if it is not what there is already.
func remember(b *bbolt.Bucket, key []byte, r *calsync.Record) error {
	if r == nil {
		return b.Delete(key)
	}
	value, err := json.Marshal(r, json.Deterministic(true))
	if err != nil || bytes.Equal(value, b.Get(key)) {
		return err
	}
	return b.Put(key, value)
}
