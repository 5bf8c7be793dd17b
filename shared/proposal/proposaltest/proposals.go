package proposaltest

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
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
		lost, err := d.store.Proposals(d.Context(), 0)
		if err != nil {
			d.Fatal(err)
		}
		d.same("those of no event", []proposal.Head{p.Head}, lost)
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
