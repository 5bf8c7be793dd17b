package syncruntest

import (
	"context"
	"errors"
	"math/rand/v2"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

var ofReports = []clause[*desk]{
	{"before the first run there is no report", func(d *desk) {
		same(d.T, "reports", []int64(nil), d.numbers(10))
	}},
	{"every field of a report is kept", func(d *desk) {
		l := d.begin("")
		want := Filled[syncrun.Report]()
		want.ID = l.Fence
		if err := d.store.End(d.Context(), l, &want); err != nil {
			d.Fatal(err)
		}
		got, err := d.store.Reports(d.Context(), 1)
		if err != nil {
			d.Fatal(err)
		}
		same(d.T, "reports", []syncrun.Report{want}, got)
	}},
	{"the newest report comes first, no more come than asked for", func(d *desk) {
		for range 12 {
			l := d.begin("")
			if l.Fence%4 == 0 {
				if err := d.store.End(d.Context(), l, nil); err != nil {
					d.Fatal(err)
				}
				continue
			}
			d.finish(l)
		}
		same(d.T, "reports", []int64{11, 10, 9, 7, 6, 5, 3, 2, 1}, d.numbers(100))
		same(d.T, "reports", []int64{11, 10, 9, 7}, d.numbers(4))
		same(d.T, "reports", []int64{11}, d.numbers(1))
		same(d.T, "reports", []int64(nil), d.numbers(0))
	}},
	{"the largest report there can be is kept", func(d *desk) {
		l := d.begin("")
		r := d.report(l)
		r.Held = &calsync.Held{}
		for i := range 2 * problem.Limit {
			r.Findings.Add(jsontext.Pointer("/job/"+noise(i, 100)), oncalendar.Refused, noise(i, 500), noise(i+1, 500))
			r.Held.Losses = append(r.Held.Losses, calsync.Loss{Entry: calsync.EntryID(noise(i, 52)), Mail: noise(i, 254)})
		}
		r.Held = r.Held.Short()
		if err := d.store.End(d.Context(), l, r); err != nil {
			d.Fatal(err)
		}
		same(d.T, "reports", []int64{1}, d.numbers(10))
	}},
	{"a run under way has no report yet", func(d *desk) {
		d.finish(d.begin(""))
		d.begin("")
		same(d.T, "reports", []int64{1}, d.numbers(10))
	}},
}

// noise is a text of so many characters which no compression makes smaller; another number gives another one.
func noise(number, characters int) string {
	random := rand.New(rand.NewPCG(uint64(number), 0))
	text := make([]rune, characters)
	for i := range text {
		text[i] = rune(0x4e00 + random.IntN(20_000))
	}
	return string(text)
}

// calls are one of each.
func (d *desk) calls(ctx context.Context, l syncrun.Lease) map[string]error {
	_, begin := d.store.Begin(ctx, d.claim(""))
	_, recall := d.store.Recall(ctx)
	_, reports := d.store.Reports(ctx, 10)
	remember := d.store.Remember(ctx, l, syncrun.News{Core: &calsync.Core{Trips: 1}})
	end := d.store.End(ctx, l, d.report(l))
	return map[string]error{"begin": begin, "recall": recall, "reports": reports, "remember": remember, "end": end}
}

var ofEnds = []clause[*desk]{
	{"nobody waits any more: nothing is done", func(d *desk) {
		l := d.begin("")
		ctx, cancel := context.WithCancel(d.Context())
		cancel()
		for does, err := range d.calls(ctx, l) {
			if !errors.Is(err, context.Canceled) {
				d.Errorf("%s: %v", does, err)
			}
		}
		d.holds(calsync.Core{}, nil)
		same(d.T, "reports", []int64(nil), d.numbers(10))
		d.finish(l)
	}},
	{"a closed store says so", func(d *desk) {
		l := d.begin("")
		if err := d.end(); err != nil {
			d.Fatal(err)
		}
		for does, err := range d.calls(d.Context(), l) {
			if err == nil {
				d.Errorf("%s: no error", does)
			}
		}
	}},
}
