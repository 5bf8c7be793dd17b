package syncruntest

import (
	"errors"
	"fmt"

	"kursbuch.internal/shared/syncrun"
)

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
