package erasingtest

import (
	"fmt"
	"slices"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

var ofKeeping = []clause{
	{"closing sets the deadline; then what was decided goes, and the log", func(d *desk) {
		waiting := d.fill(1)
		d.fill(2)
		d.now = d.now.Add(time.Minute)
		d.must(d.close(1, true))
		deadline := d.now.AddDate(0, 0, 30)
		if c := d.roles().Closed; c == nil || !c.KeptUntil.Equal(deadline) || c.Gone {
			d.Fatalf("%+v", c)
		}
		expire := func() {
			d.Helper()
			d.all(func() (bool, error) { return d.store.Expire(d.Context(), 1, d.now) })
		}
		d.now = deadline.Add(-time.Microsecond)
		expire()
		if len(d.heads(1)) != 2 || d.lines(1) == 0 {
			d.Error("gone too early")
		}
		d.now = deadline
		erase, due, err := d.store.Due(d.Context(), d.now)
		if err != nil || len(erase) != 0 || !slices.Equal(due, []event.ID{1}) {
			d.Errorf("%v, %v, %v", erase, due, err)
		}
		expire()
		d.must(access.Expiry{Event: 1, Now: d.now}.Note(d.Context(), d.store))
		d.must(access.Expiry{Event: 1, Now: d.now}.Note(d.Context(), d.store))
		left := d.heads(1)
		if len(left) != 1 || left[0].ID != waiting.ID || d.lines(1) != 0 {
			d.Errorf("%+v, %d lines", left, d.lines(1))
		}
		if _, due, err := d.store.Due(d.Context(), d.now); err != nil || len(due) != 0 || !d.roles().Closed.Gone {
			d.Errorf("due %v, %v", due, err)
		}
		if got := d.whats(1); got != "created closed expired" {
			d.Error(got)
		}
		if e, err := d.store.Event(d.Context(), 1); err != nil || len(e.Snapshot.Registrations) != 20 {
			d.Errorf("the event itself: %v", err)
		}
		d.untouched()
	}},
	{"nothing of an open event ever expires; opened again, it goes on", func(d *desk) {
		d.fill(1)
		d.must(d.close(1, true))
		d.must(d.close(1, false))
		d.now = d.now.AddDate(10, 0, 0)
		left, err := d.store.Expire(d.Context(), 1, d.now)
		if left || err != nil || len(d.heads(1)) != 2 || d.lines(1) == 0 {
			d.Errorf("%v, %v, %d proposals", left, err, len(d.heads(1)))
		}
		d.must(d.close(1, true))
		d.now = d.now.AddDate(0, 0, 30)
		d.all(func() (bool, error) { return d.store.Expire(d.Context(), 1, d.now) })
		d.must(d.close(1, false))
		d.must(d.confirm(d.pending(1, "again.json")))
		if d.lines(1) == 0 {
			d.Error("no line of the log")
		}
	}},
}

var ofReports = []clause{
	{"reports are told anew, page after page", func(d *desk) {
		for i := range 110 {
			d.keep(fmt.Sprint(i), func(r *syncrun.Report) {
				r.Inserted = i
				r.Findings.Add(syncrun.EventSource(1).Key("x").Path(), oncalendar.GivenAway, "Annas Kurs")
				r.Findings.Add(syncrun.EventSource(12).Key("x").Path(), oncalendar.GivenAway, "Bens Kurs")
			})
		}
		after := ""
		pages := d.all(func() (bool, error) {
			var err error
			after, err = d.store.Retell(d.Context(), after, func(r syncrun.Report) syncrun.Report { return r.Without(1) })
			return after != "", err
		})
		reports, err := d.store.State.Reports(d.Context(), 200)
		d.must(err)
		if pages < 2 || len(reports) != 110 {
			d.Fatalf("%d pages, %d reports", pages, len(reports))
		}
		for i, r := range reports {
			if r.Inserted != 109-i || len(r.Findings.Items) != 1 || r.Findings.Items[0].Args[0] != "Bens Kurs" ||
				r.Findings.Omitted != 1 {
				d.Fatalf("%d: %+v", i, r)
			}
		}
	}},
}
