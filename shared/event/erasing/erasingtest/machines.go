package erasingtest

import (
	"context"
	"errors"
	"strings"
	"time"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/syncrun"
)

// world is what is beside the store: a bucket, a calendar. Its last call of anything that writes may be its death.
type world struct {
	objects map[string]string
	entries int
	paused  bool
	// late is what somebody does once the step is through of which nothing was left; nil: nothing.
	late func(erasing.Record)
	// calls is how many writes are done; before the one of that number, or after it, the process dies; 0: never.
	calls, before, after int
}

var errDied = errors.New("the process died")

// write does something that may be the last thing.
func (w *world) write(do func() error) error {
	w.calls++
	if w.calls == w.before {
		return errDied
	}
	err := do()
	if w.calls == w.after {
		return errors.Join(err, errDied)
	}
	return err
}

// Remove implements [erasing.Bucket].
func (w *world) Remove(_ context.Context, prefix string) (left bool, err error) {
	err = w.write(func() error {
		for name := range w.objects {
			if strings.HasPrefix(name, prefix) {
				delete(w.objects, name)
				left = true
				break
			}
		}
		return nil
	})
	return left, err
}

// Keep implements [erasing.Bucket].
func (w *world) Keep(_ context.Context, name string, content []byte) error {
	return w.write(func() error {
		w.objects[name] = string(content)
		return nil
	})
}

// Kept implements [erasing.Bucket].
func (w *world) Kept(_ context.Context, prefix string) (all [][]byte, err error) {
	for name, content := range w.objects {
		if strings.HasPrefix(name, prefix) {
			all = append(all, []byte(content))
		}
	}
	return all, nil
}

// Depart implements [erasing.Calendars].
func (w *world) Depart(context.Context, event.ID) (left bool, err error) {
	if w.paused {
		return true, nil
	}
	return w.entries > 0, w.write(func() error {
		w.entries = max(0, w.entries-1)
		return nil
	})
}

// mortal is a store whose process may die.
type mortal struct {
	erasing.Store
	world *world
}

func (m mortal) BeginErase(ctx context.Context, id event.ID, decide erasing.Begin) error {
	return m.world.write(func() error { return m.Store.BeginErase(ctx, id, decide) })
}

func (m mortal) Advance(ctx context.Context, was, next erasing.Record, e *journal.Entry) error {
	if m.world.late != nil {
		m.world.late(was)
	}
	return m.world.write(func() error { return m.Store.Advance(ctx, was, next, e) })
}

func (m mortal) Remove(ctx context.Context, id event.ID, kind erasing.Kind) (left bool, err error) {
	err = m.world.write(func() error {
		left, err = m.Store.Remove(ctx, id, kind)
		return err
	})
	return left, err
}

func (m mortal) Forget(ctx context.Context, was erasing.Record) (next erasing.Record, err error) {
	err = m.world.write(func() error {
		next, err = m.Store.Forget(ctx, was)
		return err
	})
	return next, err
}

func (m mortal) Nameless(ctx context.Context, tells func(journal.Entry) bool, after string) (next string, err error) {
	err = m.world.write(func() error {
		next, err = m.Store.Nameless(ctx, tells, after)
		return err
	})
	return next, err
}

func (m mortal) Retell(ctx context.Context, after string, retold func(syncrun.Report) syncrun.Report) (next string,
	err error) {
	err = m.world.write(func() error {
		next, err = m.Store.Retell(ctx, after, retold)
		return err
	})
	return next, err
}

func (m mortal) Compact(ctx context.Context) error {
	return m.world.write(func() error { return m.Store.Compact(ctx) })
}

// machine is a new process.
func (d *desk) machine(w *world) *erasing.Machine {
	return &erasing.Machine{Store: mortal{d.store, w}, Bucket: w, Calendars: w, For: time.Minute,
		Now: func() time.Time {
			d.now = d.now.Add(time.Microsecond) // so that it is known what the journal tells first
			return d.now
		}}
}

func newWorld() *world {
	return &world{entries: 2, objects: map[string]string{"imports/1/a.json": "Anna", "console/1/b.json": "Ben",
		"imports/12/c.json": "Carl", "other": "x"}}
}

// ticks has a process tick until the erase of event 1 is done.
func (d *desk) ticks(w *world) *erasing.Machine {
	d.Helper()
	m := d.machine(w)
	for range 10 {
		_, err := m.Tick(d.Context())
		d.must(err)
		all, err := d.store.Erasures(d.Context(), false)
		d.must(err)
		if len(all) == 1 && !all[0].Open() {
			return m
		}
	}
	d.Fatal("the erase does not end")
	return m
}

// gone fails if anything of event 1 is left.
func (d *desk) gone(w *world) {
	d.Helper()
	if len(w.objects) != 3 || w.objects["erased/1.json"] == "" || w.entries != 0 {
		d.Errorf("the world: %+v", w)
	}
	if n := len(d.heads(1)); n != 0 {
		d.Errorf("%d proposals", n)
	}
	for _, e := range d.entries(1) {
		if e.What != journal.EraseOrdered && (e.Before != nil || e.After != nil) {
			d.Errorf("the journal tells %s, then %s", e.Before, e.After)
		}
	}
}

var ofMachines = []clause{
	{"a machine that never dies erases the event, nothing else; the next tick finds nothing to do", func(d *desk) {
		d.fill(1)
		d.fill(2)
		d.due()
		w := newWorld()
		m := d.ticks(w)
		d.gone(w)
		d.untouched()
		if got := d.whats(1); got != "created closed erase-ordered erase-begun erased" {
			d.Error(got)
		}
		calls := w.calls
		if done, err := m.Tick(d.Context()); err != nil || len(done) != 0 || w.calls != calls {
			d.Errorf("%+v, %v, %d writes", done, err, w.calls-calls)
		}
	}},
	{"while the sync is paused the calendar's step waits, and all that comes after it", func(d *desk) {
		d.fill(1)
		d.due()
		w := newWorld()
		w.paused = true
		for range 3 {
			if _, err := d.machine(w).Tick(d.Context()); err != nil {
				d.Fatal(err)
			}
		}
		open, err := d.store.Erasures(d.Context(), true)
		if err != nil || len(open) != 1 || open[0].Step != erasing.Calendar || len(d.heads(1)) != 0 {
			d.Errorf("%+v, %v, %d proposals", open, err, len(d.heads(1)))
		}
		if leaving, err := erasing.Leaving(d.store)(d.Context()); err != nil || len(leaving) != 1 {
			d.Errorf("leaving: %v, %v", leaving, err)
		}
		w.paused = false
		d.ticks(w)
		d.gone(w)
		if leaving, err := erasing.Leaving(d.store)(d.Context()); err != nil || len(leaving) != 0 {
			d.Errorf("leaving: %v, %v", leaving, err)
		}
	}},
	{"an event that the bucket remembers as erased goes again at once, and once", func(d *desk) {
		d.fill(1)
		d.fill(2)
		w := newWorld()
		w.objects["erased/1.json"] = `{"event":1,"by":"admin@kursbuch.example","ordered":"2027-01-01T00:00:00Z"}`
		w.objects["erased/7.json"] = `{"event":7,"by":"admin@kursbuch.example","ordered":"2027-01-01T00:00:00Z"}`
		d.ticks(w)
		delete(w.objects, "erased/7.json")
		d.gone(w)
		d.untouched()
		all, err := d.store.Erasures(d.Context(), false)
		if err != nil || len(all) != 1 || all[0].By != admin.Mail {
			d.Errorf("%+v, %v", all, err)
		}
	}},
	{"a machine expires what is due, and notes it", func(d *desk) {
		waiting := d.fill(1)
		d.must(d.close(1, true))
		d.now = d.now.AddDate(0, 0, 30)
		w := newWorld()
		for range 2 {
			if _, err := d.machine(w).Tick(d.Context()); err != nil {
				d.Fatal(err)
			}
		}
		if left := d.heads(1); len(left) != 1 || left[0].ID != waiting.ID || len(w.objects) != 2 || d.lines(1) != 0 {
			d.Errorf("%+v, %+v", left, w.objects)
		}
		if got := d.whats(1); got != "created closed expired" {
			d.Error(got)
		}
	}},
	{"wherever it dies, the next one goes on", func(d *desk) {
		d.fill(1)
		d.due()
		whole := newWorld()
		for n := 1; ; n++ { // one death after the other, in one life of the event
			w := whole
			w.calls, w.before, w.after = 0, 0, 0
			if n%2 == 0 {
				w.before = 2 + n%3
			} else {
				w.after = 1 + n%3
			}
			_, err := d.machine(w).Tick(d.Context())
			all, listErr := d.store.Erasures(d.Context(), false)
			d.must(listErr)
			if err == nil && len(all) == 1 && !all[0].Open() {
				break
			}
			if err != nil && !errors.Is(err, errDied) {
				d.Fatal(err)
			}
			if n > 200 {
				d.Fatal("the erase does not end")
			}
		}
		d.gone(whole)
		if got := d.whats(1); strings.Count(got, "erased") != 1 || strings.Count(got, "erase-begun") != 1 {
			d.Error(got)
		}
	}},
}
