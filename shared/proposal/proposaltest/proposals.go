package proposaltest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/scalar"
)

var ofProposals = []clause{
	{"a proposal is read as it was stored", func(d *desk) {
		for name, content := range map[string]string{
			"pending.json": everything, "unreadable.json": "{",
			"invalid.json": file(`"courses": {"1": {"titel": 1}, "77": {"title": ""}}`),
		} {
			p := d.check(name, content)
			d.same(name, p, d.read(p.ID))
		}
		committed := d.commit(d.check("committed.json", everything))
		d.same("committed", committed, d.read(committed.ID))
	}},
	{"a corrected file is read as it was stored", func(d *desk) {
		content := file(`"courses": {"1": {"titel": "ä <b>", "max_size": "zwölf"},  "77": {"title": ""}}`)
		p := d.check("invalid.json", content)
		c := p.Correction
		if c == nil || c.File != strings.Replace(content, "titel", "title", 1) || c.Mended != 1 || c.Left.Total() != 2 {
			d.Fatalf("correction: %s", text(d.T, c))
		}
		d.same("correction", c, d.read(p.ID).Correction)
		d.same("all", p, d.read(p.ID))
	}},
	{"the proposals of an event are listed newest first", func(d *desk) {
		begin := d.now
		for _, hour := range []int{3, 1, 4, 2} {
			d.now = begin.Add(time.Duration(hour) * time.Hour)
			d.check(fmt.Sprintf("%d.json", hour), rename("Neu"))
		}
		p := d.upload(proposal.Source{Object: "imports/readme.txt"}, "")
		if p.Event != 0 {
			d.Errorf("event %d", p.Event)
		}
		var objects []string
		for _, h := range d.heads() {
			objects = append(objects, h.Source.Object)
			d.same("head", d.read(h.ID).Head, h)
		}
		d.same("order", []string{object("4.json"), object("3.json"), object("2.json"), object("1.json")}, objects)
		lost, err := d.store.Proposals(d.Context(), 0, proposal.Page{})
		if err != nil {
			d.Fatal(err)
		}
		d.same("those of no event", []proposal.Head{p.Head}, lost)
	}},
	{"a list comes by pages", func(d *desk) {
		for n := range 5 {
			d.check(fmt.Sprintf("%d.json", n), rename("Neu"))
		}
		all := d.heads()
		page := func(after proposal.ID, limit int) []proposal.Head {
			heads, err := d.store.Proposals(d.Context(), 1, proposal.Page{After: after, Limit: limit})
			if err != nil {
				d.Fatal(err)
			}
			return heads
		}
		d.same("the first", all[:2], page("", 2))
		d.same("the second", all[2:4], page(all[1].ID, 2))
		d.same("the last", all[4:], page(all[3].ID, 2))
		d.same("the rest", all[1:], page(all[0].ID, 0))
		if rest := page(all[4].ID, 2); len(rest) > 0 {
			d.Errorf("after the last one: %s", text(d.T, rest))
		}
		lost := d.upload(proposal.Source{Object: "imports/readme.txt"}, "")
		for _, id := range []proposal.ID{"none", lost.ID} {
			_, err := d.store.Proposals(d.Context(), 1, proposal.Page{After: id})
			if !errors.Is(err, access.ErrNotFound) {
				d.Errorf("after %s: %v", id, err)
			}
		}
	}},
	{"a list has the statuses that are wanted, each page to its limit", func(d *desk) {
		var waiting []proposal.ID
		for n := range 6 {
			p := d.check(fmt.Sprintf("%d.json", n), rename(fmt.Sprint("Neu ", n)))
			if n%2 == 0 {
				waiting = append([]proposal.ID{p.ID}, waiting...)
			} else if _, err := proposal.Reject(d.Context(), d.store, d.request(p), d.now); err != nil {
				d.Fatal(err)
			}
		}
		page := func(p proposal.Page) (ids []proposal.ID) {
			heads, err := d.store.Proposals(d.Context(), 1, p)
			if err != nil {
				d.Fatal(err)
			}
			for _, h := range heads {
				ids = append(ids, h.ID)
			}
			return ids
		}
		pending := []proposal.Status{proposal.Pending}
		d.same("all that wait", waiting, page(proposal.Page{Stored: pending}))
		d.same("the first", waiting[:2], page(proposal.Page{Stored: pending, Limit: 2}))
		d.same("the rest", waiting[2:], page(proposal.Page{Stored: pending, Limit: 2, After: waiting[1]}))
		both := page(proposal.Page{Stored: []proposal.Status{proposal.Pending, proposal.Rejected}, Limit: 5})
		d.same("either", page(proposal.Page{})[:5], both)
		if none := page(proposal.Page{Stored: []proposal.Status{proposal.Committed}}); len(none) > 0 {
			d.Errorf("committed: %v", none)
		}
	}},
	{"what expires by itself is listed among the expired", func(d *desk) {
		p := d.check("a.json", rename("Neu"))
		for about, c := range map[string]struct {
			now    time.Time
			status proposal.Status
			want   int
		}{
			"it waits, and is said to": {d.now, proposal.Pending, 1}, "it waits": {d.now, proposal.Expired, 0},
			"time is up":                {p.ExpiresAt.Add(1), proposal.Pending, 0},
			"time is up, as it is said": {p.ExpiresAt.Add(1), proposal.Expired, 1},
		} {
			heads, more, err := proposal.List(d.Context(), d.store, orga, proposal.Filter{Event: 1, Now: c.now,
				Statuses: []proposal.Status{c.status}, Page: proposal.Page{Limit: 1}})
			if err != nil || more || len(heads) != c.want {
				d.Errorf("%s: %d, %t, %v", about, len(heads), more, err)
			}
		}
	}},
	{"a report does not change when the event moves on", func(d *desk) {
		p := d.check("full.json", file(`"courses": {"1": {"max_size": 7}}`))
		before := p.Outcome.Names.Entities[event.Courses][1]
		d.commit(d.check("rename.json", file(`"courses": {"1": {"shortname": "Anders"}}`)))
		d.same("read", p, d.read(p.ID))
		committed := d.commit(p)
		if name := committed.Outcome.Names.Entities[event.Courses][1]; name != before || before == "" {
			d.Errorf("course 1 was %q, is %q", before, name)
		}
		d.same("outcome", p.Outcome, committed.Outcome)
	}},
	{"figures are those of what the proposal leads to", func(d *desk) {
		p := d.check("everything.json", everything)
		f := p.Figures
		if f.Deletions != p.Outcome.Vanished() || f.Deletions == 0 || f.Changes == 0 || f.Consequences == 0 ||
			f.Warnings != p.Plan.Warnings.Total() || f.Weight != outcome.Irreversible {
			d.Errorf("figures: %s", text(d.T, f))
		}
		d.same("listed", f, d.heads()[0].Figures)
		if broken := d.check("broken.json", "{"); broken.Figures.Problems != 1 || broken.Outcome != nil {
			d.Errorf("broken: %s", text(d.T, broken))
		}
	}},
	{"a decided proposal stays at its place in the list", func(d *desk) {
		first, second := d.check("1.json", rename("Eins")), d.check("2.json", newCourse)
		d.commit(first)
		heads := d.heads()
		if len(heads) != 2 || heads[0].ID != second.ID || heads[1].ID != first.ID || heads[1].Status != proposal.Committed {
			d.Errorf("heads: %s", text(d.T, heads))
		}
	}},
	{"a proposal may be large", func(d *desk) {
		p := &proposal.Proposal{Head: proposal.Head{ID: "large", Event: 1, Status: proposal.Pending, CreatedAt: d.now}}
		p.Import, p.Plan = &partial.Import{Event: 1}, &diff.Plan{}
		for id := range int32(300) {
			key, value := event.Key{Section: event.Courses, ID: id}, scalar.Text(strings.Repeat("größer ", 600))
			path := jsontext.Pointer("/notes")
			p.Import.Entries = append(p.Import.Entries, partial.Entry{
				Key: key, Action: partial.Change, Sets: []partial.Set{{Path: path, Value: value}},
			})
			p.Plan.Changes = append(p.Plan.Changes, diff.Change{
				Key: key, Action: partial.Change, Sets: []diff.Set{{Path: path, From: scalar.Null, To: value}},
			})
		}
		subject := proposal.Subject{Proposal: p.ID, Event: 1}
		d.update(subject, func(proposal.State) proposal.Effect { return proposal.Effect{Proposal: p} })
		d.same("large", p, d.read(p.ID))
		p.Import, p.Plan = nil, nil
		d.update(subject, func(proposal.State) proposal.Effect { return proposal.Effect{Proposal: p} })
		d.same("small again", p, d.read(p.ID))
	}},
}
