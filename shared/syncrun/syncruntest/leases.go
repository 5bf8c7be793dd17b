package syncruntest

import (
	"errors"
	"sync/atomic"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

var ofLeases = []clause[*desk]{
	{"leases are numbered, from one", func(d *desk) {
		for want := range int64(5) {
			l := d.begin("")
			if l.Fence != want+1 || !l.Until.Equal(d.now.Add(term)) {
				d.Errorf("lease %d until %v", l.Fence, l.Until)
			}
			d.finish(l)
		}
	}},
	{"twenty claim the lease at once: one has it, the others are told that it is busy", func(d *desk) {
		for round := range int64(3) {
			var won atomic.Int64
			var tenant syncrun.Lease
			crowd(20, func(int) {
				l, err := d.store.Begin(d.Context(), d.claim(""))
				switch {
				case err == nil && won.Add(1) == 1:
					tenant = l
				case !errors.Is(err, syncrun.ErrBusy):
					d.Errorf("begin: %d, %v", l.Fence, err)
				}
			})
			if tenant.Fence != round+1 {
				d.Fatalf("round %d: lease %d", round, tenant.Fence)
			}
			d.finish(tenant)
		}
	}},
	{"a lease that ran out may be taken, not a moment earlier", func(d *desk) {
		first := d.begin("")
		d.now = first.Until.Add(-time.Millisecond)
		if l, err := d.store.Begin(d.Context(), d.claim("")); !errors.Is(err, syncrun.ErrBusy) {
			d.Errorf("begin: %d, %v", l.Fence, err)
		}
		d.now = first.Until
		if l := d.begin(""); l.Fence != first.Fence+1 || !l.Until.Equal(d.now.Add(term)) {
			d.Errorf("lease %d until %v", l.Fence, l.Until)
		}
	}},
	{"who is busy says who is it, where, since when, until when", func(d *desk) {
		claim := d.claim("12:00")
		claim.Where, claim.By = "kalender-00012-abc", "planner@kursbuch.example"
		l, err := d.store.Begin(d.Context(), claim)
		if err != nil {
			d.Fatal(err)
		}
		_, err = d.store.Begin(d.Context(), d.claim(""))
		busy, ok := errors.AsType[*syncrun.Busy](err)
		if !ok || !errors.Is(err, syncrun.ErrBusy) {
			d.Fatalf("begin: %v", err)
		}
		same(d.T, "tenant", syncrun.Tenant{Run: l.Fence, Where: claim.Where, By: claim.By, Since: d.now, Until: l.Until},
			busy.Tenant)
	}},
	{"who has the lease may write, nobody else may", func(d *desk) {
		old := d.begin("")
		d.checks(old, nil)
		d.now = old.Until
		d.checks(old, nil) // as nobody has taken it yet
		l := d.begin("")
		d.checks(old, syncrun.ErrLeaseLost)
		d.checks(l, nil)
		d.finish(l)
		d.checks(l, syncrun.ErrLeaseLost)
	}},
	{"who is evicted has lost the lease, which may be had at once", func(d *desk) {
		old := d.begin("12:00")
		d.evict(old.Fence, nil)
		d.checks(old, syncrun.ErrLeaseLost)
		if err := d.store.Remember(d.Context(), old, syncrun.News{Core: &calsync.Core{Trips: 1}}); !errors.Is(err,
			syncrun.ErrLeaseLost) {
			d.Errorf("remember: %v", err)
		}
		if err := d.store.End(d.Context(), old, d.report(old)); !errors.Is(err, syncrun.ErrLeaseLost) {
			d.Errorf("end: %v", err)
		}
		d.holds(calsync.Core{}, nil)
		same(d.T, "reports", []int64(nil), d.numbers(10))
		l := d.begin("12:00") // its tick may come again
		if l.Fence <= old.Fence {
			d.Errorf("lease %d after %d", l.Fence, old.Fence)
		}
		d.checks(old, syncrun.ErrLeaseLost)
		d.finish(l)
	}},
	{"only the run that is named is evicted, and once", func(d *desk) {
		d.evict(0, syncrun.ErrNoSuchRun)
		d.evict(1, syncrun.ErrNoSuchRun)
		old := d.begin("")
		d.finish(old)
		d.evict(old.Fence, syncrun.ErrNoSuchRun)
		l := d.begin("")
		for _, run := range []int64{old.Fence, l.Fence + 1, -l.Fence, 0} {
			d.evict(run, syncrun.ErrNoSuchRun)
		}
		d.checks(l, nil)
		d.evict(l.Fence, nil)
		for _, run := range []int64{l.Fence, l.Fence + 1} {
			d.evict(run, syncrun.ErrNoSuchRun)
		}
	}},
	{"twenty evict a run at once: one does", func(d *desk) {
		l := d.begin("")
		var done atomic.Int64
		crowd(20, func(int) {
			switch err := d.store.Evict(d.Context(), l.Fence); {
			case err == nil:
				done.Add(1)
			case !errors.Is(err, syncrun.ErrNoSuchRun):
				d.Errorf("evict: %v", err)
			}
		})
		if done.Load() != 1 {
			d.Errorf("%d did", done.Load())
		}
	}},
	{"twenty claim a lease that ran out: one has it", func(d *desk) {
		d.now = d.begin("").Until
		var won atomic.Int64
		crowd(20, func(int) {
			if l, err := d.store.Begin(d.Context(), d.claim("")); err == nil {
				won.Add(1)
				if l.Fence != 2 {
					d.Errorf("lease %d", l.Fence)
				}
			}
		})
		if won.Load() != 1 {
			d.Errorf("%d have it", won.Load())
		}
	}},
}

// checks whether the tenant of a lease may write.
func (d *desk) checks(l syncrun.Lease, want error) {
	d.Helper()
	if err := d.store.Check(d.Context(), l); !errors.Is(err, want) {
		d.Errorf("check of lease %d: %v, want %v", l.Fence, err, want)
	}
}

func (d *desk) evict(run int64, want error) {
	d.Helper()
	if err := d.store.Evict(d.Context(), run); !errors.Is(err, want) {
		d.Errorf("evict run %d: %v, want %v", run, err, want)
	}
}

var ofTenants = []clause[*desk]{
	{"who lost the lease writes nothing", func(d *desk) {
		old := d.begin("12:00")
		kept, core := Filled[calsync.Record](), calsync.Core{Calendar: "kept", Trips: 1}
		d.remember(old, syncrun.News{Core: &core, Records: map[calsync.Key]*calsync.Record{"job/a": &kept}})
		d.now = old.Until
		l := d.begin("12:05")
		news := syncrun.News{
			Core:    &calsync.Core{Calendar: "lost"},
			Records: map[calsync.Key]*calsync.Record{"job/a": nil, "job/b": {Generation: 1}},
		}
		for _, reports := range [][]int64{nil, {l.Fence}} {
			if err := d.store.Remember(d.Context(), old, news); !errors.Is(err, syncrun.ErrLeaseLost) {
				d.Errorf("remember: %v", err)
			}
			if err := d.store.End(d.Context(), old, d.report(old)); !errors.Is(err, syncrun.ErrLeaseLost) {
				d.Errorf("end: %v", err)
			}
			d.holds(core, map[calsync.Key]calsync.Record{"job/a": kept})
			same(d.T, "reports", reports, d.numbers(10))
			d.finish(l) // the second time, the lease belongs to nobody
		}
		d.begin("12:00") // the old one's report would have been the end of it
	}},
	{"who gave the lease back writes no more", func(d *desk) {
		l := d.begin("")
		d.finish(l)
		err := d.store.Remember(d.Context(), l, syncrun.News{Core: &calsync.Core{Trips: 1}})
		if !errors.Is(err, syncrun.ErrLeaseLost) {
			d.Errorf("remember: %v", err)
		}
		d.holds(calsync.Core{}, nil)
	}},
	{"a lease that ran out is good until somebody takes it", func(d *desk) {
		l := d.begin("")
		d.now = l.Until.Add(time.Hour)
		d.remember(l, syncrun.News{Core: &calsync.Core{Trips: 1}})
		d.holds(calsync.Core{Trips: 1}, nil)
		d.finish(l)
	}},
	{"who does not know whether their end arrived ends again", func(d *desk) {
		l := d.begin("12:00")
		for range 3 {
			d.finish(l)
		}
		same(d.T, "reports", []int64{1}, d.numbers(10))
		if next := d.begin("12:05"); next.Fence != 2 {
			d.Errorf("lease %d", next.Fence)
		}
		if err := d.store.End(d.Context(), l, d.report(l)); !errors.Is(err, syncrun.ErrLeaseLost) {
			d.Errorf("end: %v", err)
		}
	}},
	{"nobody's lease, and one that is yet to come, are lost", func(d *desk) {
		for _, fence := range []int64{0, 1, 2, -1} {
			l := syncrun.Lease{Fence: fence, Until: d.now.Add(term)}
			if err := d.store.Remember(d.Context(), l, syncrun.News{Core: &calsync.Core{Trips: 1}}); !errors.Is(err,
				syncrun.ErrLeaseLost) {
				d.Errorf("remember with lease %d: %v", fence, err)
			}
			d.checks(l, syncrun.ErrLeaseLost)
		}
		d.holds(calsync.Core{}, nil)
	}},
	{"the lease is taken while its tenant remembers: all of it or nothing", func(d *desk) {
		var core calsync.Core
		var records map[calsync.Key]calsync.Record
		for round := range 5 {
			l := d.begin("")
			d.now = l.Until
			news, want := crop(50, round)
			var lost error
			crowd(2, func(i int) {
				if i == 0 {
					lost = d.store.Remember(d.Context(), l, syncrun.News{Core: &calsync.Core{Trips: round + 1}, Records: news})
				} else if l, err := d.store.Begin(d.Context(), d.claim("")); err != nil {
					d.Error(err)
				} else {
					d.now = l.Until
				}
			})
			switch {
			case lost == nil:
				core, records = calsync.Core{Trips: round + 1}, want
			case !errors.Is(lost, syncrun.ErrLeaseLost):
				d.Errorf("remember: %v", lost)
			}
			d.holds(core, records)
		}
	}},
}
