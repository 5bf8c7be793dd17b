package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/syncrun"
)

// bill counts the documents that Firestore would bill, by the table in the package comment of firestoredb, whose tests
// hold that: so figures of bolt tell what the same run costs there.
type bill struct{ reads, writes atomic.Int64 }

func (b *bill) add(reads, writes int) {
	b.reads.Add(int64(reads))
	b.writes.Add(int64(writes))
}

// take gives what was counted, then begins anew.
func (b *bill) take() string { return fmt.Sprintf("%d, %d", b.reads.Swap(0), b.writes.Swap(0)) }

// sheets is how many the records of n appointments lie on, where that is many; of a few it is rather too many.
func sheets(n int) int { return min(n, 64) }

type billedState struct {
	syncrun.State
	bill *bill
}

func (s billedState) Begin(ctx context.Context, c syncrun.Claim) (syncrun.Lease, error) {
	s.bill.add(1, 1)
	return s.State.Begin(ctx, c)
}

func (s billedState) Check(ctx context.Context, l syncrun.Lease) error {
	s.bill.add(1, 0)
	return s.State.Check(ctx, l)
}

func (s billedState) Core(ctx context.Context) (calsync.Core, error) {
	s.bill.add(1, 0)
	return s.State.Core(ctx)
}

func (s billedState) Recall(ctx context.Context) (*calsync.Memory, error) {
	m, err := s.State.Recall(ctx)
	if err == nil {
		s.bill.add(1+sheets(max(1, len(m.Records))), 0)
	}
	return m, err
}

func (s billedState) Remember(ctx context.Context, l syncrun.Lease, n syncrun.News) error {
	s.bill.add(1+sheets(len(n.Records)), sheets(len(n.Records)))
	if n.Core != nil {
		s.bill.add(0, 1)
	}
	return s.State.Remember(ctx, l, n)
}

func (s billedState) End(ctx context.Context, l syncrun.Lease, r *syncrun.Report) error {
	s.bill.add(1, 2)
	return s.State.End(ctx, l, r)
}

type billedSettings struct {
	syncrun.SettingsStore
	bill *bill
}

func (s billedSettings) Settings(ctx context.Context) (calsync.Settings, error) {
	s.bill.add(1, 0)
	return s.SettingsStore.Settings(ctx)
}

type billedCalendar struct {
	jobcal.Store
	bill *bill
}

func (c billedCalendar) Read(ctx context.Context, from, until time.Time) (*jobcal.Book, error) {
	b, err := c.Store.Read(ctx, from, until)
	if err == nil { // a query that finds nothing is billed as one document
		c.bill.add(max(1, len(b.Persons))+max(1, len(b.Resources))+max(1, len(b.Appointments)), 0)
	}
	return b, err
}

type billedVersions struct {
	syncrun.Versions
	bill *bill
}

func (v billedVersions) Version(ctx context.Context) (string, error) {
	v.bill.add(2, 0)
	return v.Versions.Version(ctx)
}
