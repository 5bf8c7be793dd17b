package erasingtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
)

// RemoveVersions implements [erasing.Bucket]. Versions are objects named like a.json#7.
func (w *world) RemoveVersions(_ context.Context, name string, gone func(generation int64) (bool, error)) error {
	return w.write(func() error {
		for version := range w.objects {
			of, number, _ := strings.Cut(version, "#")
			generation, _ := strconv.ParseInt(number, 10, 64)
			if of != name || generation == 0 {
				continue
			}
			goes, err := gone(generation)
			if err != nil {
				return err
			}
			if goes {
				delete(w.objects, version)
			}
		}
		return nil
	})
}

func (m mortal) Discard(ctx context.Context, all []proposal.Head) error {
	return m.world.write(func() error { return m.Store.Discard(ctx, all) })
}

// astray is a proposal of a file about an event, which lies wherever.
func (d *desk) astray(id event.ID, object string, generation int64) *proposal.Proposal {
	d.Helper()
	content := fmt.Appendf(nil, `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": %d,
		"timestamp": "2027-01-20T12:00:00+00:00", "registrations": {"1": {"notes": "%d"}}}`, id, generation)
	source := proposal.Source{Bucket: "uploads", Object: object, Uploader: orga.Mail, Generation: generation}
	if receipt.NameOf(object) != "" {
		r := receipt.Receipt{Event: proposal.EventOf(object), Uploader: orga.Mail, File: "anna.json", At: d.now}
		_, of := receipt.New(r.Event, r.Uploader, r.File, content)
		r.SHA256, r.Size = of.SHA256, of.Size
		d.must(d.store.Announce(d.Context(), receipt.NameOf(object), r))
	}
	p, err := proposal.Check(d.Context(), d.store, proposal.Upload{Source: source, Content: content}, d.now)
	d.must(err)
	return p
}

var ofAstray = []clause{
	{"files about the event go wherever they lie, with what was made of them; nothing else of that name", func(d *desk) {
		d.fill(1)
		d.fill(2)
		d.due()
		console := receipt.Object(2, "abcdefghijklmnopqrstuvwxyz")
		all := map[string]*proposal.Proposal{
			"imports/2/a.json#7": d.astray(1, "imports/2/a.json", 7), console + "#8": d.astray(1, console, 8),
			"b.json#9": d.astray(1, "b.json", 9), "imports/99/c.json#9": d.astray(1, "imports/99/c.json", 9),
			"imports/2/a.json#6":   d.astray(2, "imports/2/a.json", 6),
			"imports/2/aa.json#10": d.astray(2, "imports/2/aa.json", 10), "d.json#11": d.astray(2, "d.json", 11),
		}
		w := newWorld()
		for name := range all {
			w.objects[name] = name
		}
		w.objects["imports/2/a.json#5"] = "whose proposal is there no more"
		w.objects["imports/2/a.json#8"] = "whose proposal is not there yet"
		for n := 1; ; n++ { // wherever it dies, the next one goes on
			w.calls, w.before, w.after = 0, 1+n%4, 0
			_, err := d.machine(w).Tick(d.Context())
			if err == nil {
				break
			}
			if !errors.Is(err, errDied) || n > 200 {
				d.Fatal(err)
			}
			w.calls, w.before, w.after = 0, 0, 1+n%3
			if _, err := d.machine(w).Tick(d.Context()); err != nil && !errors.Is(err, errDied) {
				d.Fatal(err)
			}
		}
		d.ticks(w)
		want := []string{"d.json#11", "erased/1.json", "imports/12/c.json", "imports/2/a.json#6", "imports/2/a.json#8",
			"imports/2/aa.json#10", "other"}
		if got := slices.Sorted(maps.Keys(w.objects)); !slices.Equal(got, want) {
			d.Errorf("objects: %v", got)
		}
		for name, p := range all {
			_, err := d.store.Proposal(d.Context(), p.ID)
			if stays := w.objects[name] != ""; stays != (err == nil) || !stays && !errors.Is(err, access.ErrNotFound) {
				d.Errorf("the proposal of %s: %v", name, err)
			}
		}
		if _, err := d.store.Receipt(d.Context(), receipt.NameOf(console)); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("its receipt: %v", err)
		}
		if n := len(d.heads(2)); n != 4 {
			d.Errorf("event 2 has %d proposals", n)
		}
	}},
	{"a file about the event goes, in whichever step it comes", func(d *desk) {
		d.due()
		w := newWorld()
		n := 0
		w.late = func(was erasing.Record) {
			if d.now = d.now.Add(time.Second); was.Cursor != "" || n > 20 {
				return
			}
			n++
			name := fmt.Sprintf("imports/2/%d.json", n)
			d.astray(1, name, 1)
			w.objects[name+"#1"] = "Anna"
			d.must(d.store.Sweep(d.Context(), 1))
		}
		m := d.machine(w)
		for range 60 {
			_, err := m.Tick(d.Context())
			d.must(err)
		}
		d.ticks(w)
		d.gone(w)
		if left := d.heads(2); n < 20 || len(left) != 0 {
			d.Errorf("%d came, %d are left", n, len(left))
		}
	}},
	{"what lies in the folder of the event goes, though it belongs to none", func(d *desk) {
		u := proposal.Upload{Source: proposal.Source{Bucket: "uploads", Generation: 1, Uploader: orga.Mail}}
		var all []*proposal.Proposal
		for _, object := range []string{"imports/1/anna.csv", "imports/1/anna/a.json", "imports/12/anna.csv"} {
			u.Object = object
			p, err := proposal.Check(d.Context(), d.store, u, d.now)
			d.must(err)
			all = append(all, p)
		}
		d.due()
		d.ticks(newWorld())
		for i, gone := range []bool{true, true, false} {
			_, err := d.store.Proposal(d.Context(), all[i].ID)
			if gone != errors.Is(err, access.ErrNotFound) {
				d.Errorf("%s: %v", all[i].Source.Object, err)
			}
		}
	}},
	{"many files that lie elsewhere are listed bit by bit", func(d *desk) {
		for n := range 120 {
			d.astray(1, fmt.Sprintf("imports/2/%d.json", n), 1)
		}
		seen := map[proposal.ID]bool{}
		times := d.all(func() (bool, error) {
			some, err := d.store.Astray(d.Context(), 1)
			for _, h := range some {
				seen[h.ID] = true
			}
			return len(some) > 0, cmp.Or(err, d.store.Discard(d.Context(), some))
		})
		if len(seen) != 120 || times < 3 {
			d.Errorf("%d in %d times", len(seen), times)
		}
	}},
}
