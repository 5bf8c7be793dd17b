package proposaltest

import (
	"errors"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// stale confirms by a token, which has to be that of a former review, and gives what changed since.
func (d *desk) stale(p *proposal.Proposal) []proposal.Difference {
	d.Helper()
	_, err := d.confirm(p)
	stale, ok := errors.AsType[*proposal.Stale](err)
	if !ok {
		d.Fatalf("not stale: %v", err)
	}
	if len(stale.Meanwhile) == 0 || stale.Meanwhile[0].By != approver.Mail || stale.Meanwhile[0].Proposal == "" {
		d.Errorf("who changed it: %v", stale.Meanwhile)
	}
	return stale.Changed
}

// paths are the places of differences.
func paths(differences []proposal.Difference) (list []string) {
	for _, each := range differences {
		list = append(list, string(each.Path))
	}
	return list
}

var ofRecords = []clause{
	{"what a review showed counts again once the event is as it was, and is recorded", func(d *desk) {
		p, other := d.check("a.json", rename("Zwei")), d.check("b.json", rename("Zwei "))
		d.stale(d.meanwhile(p, other)) // which shows that another title is replaced
		d.commit(d.undo(d.read(other.ID)))
		committed := d.commit(p)
		if committed.Token != p.Token || len(committed.Plan.Changes) != 1 || len(committed.Plan.Changes[0].Sets) != 1 {
			d.Fatalf("recorded: %s", text(d.T, committed))
		}
		set := committed.Plan.Changes[0].Sets[0]
		if set.From != `"Wolken lesen"` || set.To != `"Zwei"` {
			d.Errorf("recorded is %v", set)
		}
		d.same("as stored", committed, d.read(p.ID))
	}},
	{"a review stays stale however often it is confirmed, with all that changed since", func(d *desk) {
		p := d.check("a.json", file(`"courses": {"1": {"title": "Zwei", "max_size": 17}}`))
		first := d.check("b.json", rename("Drei"))
		d.same("after one change", []string{"/courses/1/title"}, paths(d.stale(d.meanwhile(p, first))))
		second := d.read(p.ID)
		d.commit(d.check("c.json", file(`"courses": {"1": {"max_size": 16}}`)))
		d.same("the first review", []string{"/courses/1/max_size", "/courses/1/title"}, paths(d.stale(p)))
		d.same("once more", []string{"/courses/1/max_size", "/courses/1/title"}, paths(d.stale(p)))
		d.same("the second review", []string{"/courses/1/max_size"}, paths(d.stale(second)))
		d.commit(d.read(p.ID))
	}},
	{"a token that was never shown changes nothing", func(d *desk) {
		p, other := d.check("a.json", rename("Zwei")), d.check("b.json", rename("Drei"))
		d.commit(other)
		before, r := d.read(p.ID), d.request(p)
		r.Token = "another"
		if _, err := proposal.Confirm(d.Context(), d.store, r, d.now); !errors.Is(err, proposal.ErrWrongToken) {
			d.Errorf("%v", err)
		}
		d.same("proposal", before, d.read(p.ID))
	}},
	{"what replaces an upload is named by it", func(d *desk) {
		up := func(generation int64) *proposal.Proposal {
			return d.upload(proposal.Source{Object: object("a.json"), Generation: generation, Uploader: orga.Mail}, newCourse)
		}
		first := up(1)
		second := up(2)
		_, err := d.confirm(first)
		decided, ok := errors.AsType[*proposal.Decided](err)
		if !ok || decided.Head.Decision.Successor != second.ID || decided.Head.Decision.By != orga.Mail {
			d.Errorf("%v", err)
		}
	}},
	{"the log is read by pages, newest first, also of one registration", func(d *desk) {
		d.commit(d.check("a.json", everything))
		d.commit(d.check("b.json", file(`"registrations": {"1": {"notes": "!"}}`)))
		all := d.lines(proposal.LogQuery{})
		for i, line := range all {
			if line.Line != len(all)-i {
				d.Fatalf("line %d is number %d of %d", i, line.Line, len(all))
			}
		}
		var paged []proposal.LogLine
		for before := 0; ; before = paged[len(paged)-1].Line {
			page := d.lines(proposal.LogQuery{Before: before, Limit: 2})
			if paged = append(paged, page...); len(page) < 2 {
				break
			}
		}
		d.same("by pages", all, paged)
		one := event.Key{Section: event.Registrations, ID: 1}
		var want []proposal.LogLine
		for _, line := range all {
			if line.Entity == one {
				want = append(want, line)
			}
		}
		got := d.lines(proposal.LogQuery{Entity: one})
		d.same("of one", want, got)
		if len(got) == 0 || got[0].By != approver.Mail || got[0].Uploader != orga.Mail || got[0].Proposal == "" {
			d.Errorf("%v", got)
		}
		for _, by := range []string{approver.Mail, orga.Mail} { // who confirmed, who uploaded
			d.same("of "+by, all, d.lines(proposal.LogQuery{Person: by}))
		}
		if others := d.lines(proposal.LogQuery{Person: stranger.Mail}); len(others) > 0 {
			d.Errorf("of a stranger: %v", others)
		}
		who := d.event().Snapshot.Registrations[1].Persona.ID
		d.same("of their persona", want, d.lines(proposal.LogQuery{Persona: who}))
		d.same("the newest of it", want[:1], d.lines(proposal.LogQuery{Entity: one, Limit: 1}))
	}},
	{"a head is that of its proposal", func(d *desk) {
		p := d.check("a.json", everything)
		head, err := d.store.Head(d.Context(), p.ID)
		if err != nil {
			d.Fatal(err)
		}
		d.same("head", p.Head, head)
		for _, id := range []proposal.ID{"none", "", "a/b"} {
			if _, err := d.store.Head(d.Context(), id); !errors.Is(err, access.ErrNotFound) {
				d.Errorf("%q: %v", id, err)
			}
		}
	}},
}

// meanwhile commits another import, and gives p.
func (d *desk) meanwhile(p, other *proposal.Proposal) *proposal.Proposal {
	d.Helper()
	d.commit(other)
	return p
}
