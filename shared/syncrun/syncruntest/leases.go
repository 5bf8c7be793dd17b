package syncruntest

import (
	"errors"
	"fmt"
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
			var holder syncrun.Lease
			crowd(20, func(int) {
				l, err := d.store.Begin(d.Context(), d.claim(""))
				switch {
				case err == nil && won.Add(1) == 1:
					holder = l
				case !errors.Is(err, syncrun.ErrBusy):
					d.Errorf("begin: %d, %v", l.Fence, err)
				}
			})
			if holder.Fence != round+1 {
				d.Fatalf("round %d: lease %d", round, holder.Fence)
			}
			d.finish(holder)
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
	{"who is busy says until when", func(d *desk) {
		l := d.begin("")
		_, err := d.store.Begin(d.Context(), d.claim(""))
		if busy, ok := errors.AsType[*syncrun.Busy](err); !ok || !busy.Until.Equal(l.Until) {
			d.Errorf("begin: %v, want until %v", err, l.Until)
		}
	}},
	{"a lease is taken over from the dead, who have lost it", func(d *desk) {
		old := d.begin("12:00")
		claim := d.claim("")
		claim.TakeOver = true
		l, err := d.store.Begin(d.Context(), claim)
		if err != nil || l.Fence != old.Fence+1 {
			d.Fatalf("begin: %d, %v", l.Fence, err)
		}
		if err := d.store.Remember(d.Context(), old, syncrun.News{Core: &calsync.Core{Trips: 1}}); !errors.Is(err,
			syncrun.ErrLeaseLost) {
			d.Errorf("remember: %v", err)
		}
		if err := d.store.End(d.Context(), l, nil); err != nil {
			d.Fatal(err)
		}
		d.finish(d.begin("12:00"))
		claim.Tick = "12:00" // taking over repeats nothing
		if _, err := d.store.Begin(d.Context(), claim); !errors.Is(err, syncrun.ErrRepeated) {
			d.Errorf("begin again: %v", err)
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

// again claims the lease for a tick.
func (d *desk) again(tick string, want error) {
	d.Helper()
	l, err := d.store.Begin(d.Context(), d.claim(tick))
	if !errors.Is(err, want) || err != nil && l != (syncrun.Lease{}) {
		d.Errorf("begin for %q: %d, %v, want %v", tick, l.Fence, err, want)
	}
}

var ofTicks = []clause[*desk]{
	{"a tick whose run ended has no other one", func(d *desk) {
		d.finish(d.begin("12:00"))
		d.again("12:00", syncrun.ErrRepeated)
		d.finish(d.begin("12:05"))
		d.again("12:00", syncrun.ErrRepeated)
		d.again("12:05", syncrun.ErrRepeated)
		d.begin("12:10")
		d.again("12:00", syncrun.ErrRepeated)
		d.again("12:15", syncrun.ErrBusy)
	}},
	{"a tick whose run is under way has to wait, whether it has to come again is not known yet", func(d *desk) {
		l := d.begin("12:00")
		d.again("12:00", syncrun.ErrBusy)
		d.finish(l)
		d.again("12:00", syncrun.ErrRepeated)
	}},
	{"a tick whose run died may have another one", func(d *desk) {
		d.now = d.begin("12:00").Until
		d.finish(d.begin("12:00"))
		d.again("12:00", syncrun.ErrRepeated)
	}},
	{"a tick whose run left no report may have another one", func(d *desk) {
		l := d.begin("12:00")
		if err := d.store.End(d.Context(), l, nil); err != nil {
			d.Fatal(err)
		}
		d.begin("12:00")
	}},
	{"runs that belong to no tick can be had any number of times", func(d *desk) {
		for range 3 {
			d.finish(d.begin(""))
		}
	}},
	{"thirty ticks later, a tick is still known", func(d *desk) {
		for n := range 31 {
			d.finish(d.begin(fmt.Sprintf("12:%02d", n)))
		}
		d.again("12:00", syncrun.ErrRepeated)
	}},
}

var ofHolders = []clause[*desk]{
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
		}
		d.holds(calsync.Core{}, nil)
	}},
	{"the lease is taken while its holder remembers: all of it or nothing", func(d *desk) {
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
