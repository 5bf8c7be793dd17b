package proposaltest

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
)

var ofEvents = []clause{
	{"an event is read as it was created", func(d *desk) {
		want := camp(d.T)
		d.same("export", export(d.T, want.Snapshot), d.export())
		d.same("access", want.Access, d.event().Access)
		roles, err := d.store.Access(d.Context(), 1)
		d.same("access alone", want.Access, roles)
		if err != nil {
			d.Error(err)
		}
	}},
	{"all events know the same personas: an event's own are those that were missing", func(d *desk) {
		e := camp(d.T)
		e.Snapshot.ID = 2
		known, unknown := *e.Snapshot.Personas[101], *e.Snapshot.Personas[101]
		known.FamilyName, unknown.ID = "Anders", 4711
		e.Snapshot.Personas = map[event.PersonaID]*event.Person{101: &known, 4711: &unknown}
		if err := d.store.Create(d.Context(), e); err != nil {
			d.Fatal(err)
		}
		read, err := d.store.Event(d.Context(), 2)
		if err != nil {
			d.Fatal(err)
		}
		d.same("personas", d.event().Snapshot.Personas, read.Snapshot.Personas)
		first := camp(d.T).Snapshot.Personas
		d.same("the known one", first[101].Name(), read.Snapshot.Personas[101].Name())
		d.same("the other one", unknown.Name(), read.Snapshot.Personas[4711].Name())
		d.same("how many", len(first)+1, len(read.Snapshot.Personas))
	}},
	{"whoever is not registered does not exist in an event that names no personas", func(d *desk) {
		e := camp(d.T)
		e.Snapshot.ID, e.Snapshot.Personas = 2, nil
		if err := d.store.Create(d.Context(), e); err != nil {
			d.Fatal(err)
		}
		p := d.upload(proposal.Source{Object: "imports/2/new.json", Generation: 1},
			strings.Replace(file(`"registrations": {"-1": {"persona_id": 4711}}`), `"id": 1`, `"id": 2`, 1))
		if !slices.ContainsFunc(p.Problems.Items, func(p problem.Problem) bool { return p.Code == onimport.UnknownPersona }) {
			d.Errorf("%v", p.Problems.Items)
		}
	}},
	{"an event is created once", func(d *desk) {
		e := camp(d.T)
		e.Snapshot.Event.Title = "Another camp"
		delete(e.Snapshot.Courses, 1)
		if err := d.store.Create(d.Context(), e); !errors.Is(err, proposal.ErrExists) {
			d.Errorf("a second time: %v", err)
		}
		d.same("export", export(d.T, camp(d.T).Snapshot), d.export())
	}},
	{"what does not exist is not found", func(d *desk) {
		_, noEvent := d.store.Event(d.Context(), 9)
		_, noAccess := d.store.Access(d.Context(), 9)
		_, noProposal := d.store.Proposal(d.Context(), "9")
		for _, err := range []error{noEvent, noAccess, noProposal} {
			if !errors.Is(err, access.ErrNotFound) {
				d.Errorf("%v, want %v", err, access.ErrNotFound)
			}
		}
		heads, err := d.store.Proposals(d.Context(), 9, proposal.Page{})
		if len(heads) > 0 || err != nil {
			d.Errorf("proposals: %v, %v", heads, err)
		}
		log, err := d.store.Log(d.Context(), proposal.LogQuery{Event: 9})
		if len(log) > 0 || err != nil {
			d.Errorf("log: %v, %v", log, err)
		}
	}},
	{"events have nothing to do with each other", func(d *desk) {
		other := camp(d.T)
		other.Snapshot.ID = 2
		if err := d.store.Create(d.Context(), other); err != nil {
			d.Fatal(err)
		}
		committed := d.commit(d.check("a.json", everything))
		read, err := d.store.Event(d.Context(), 2)
		if err != nil {
			d.Fatal(err)
		}
		d.same("the other export", export(d.T, other.Snapshot), export(d.T, read.Snapshot))
		subject := proposal.Subject{Proposal: "new", Event: 2, ContentHash: committed.ContentHash}
		d.look(subject, func(s proposal.State) {
			if s.Committed != nil {
				d.Errorf("the other event remembers %v", *s.Committed)
			}
		})
		heads, _ := d.store.Proposals(d.Context(), 2, proposal.Page{})
		log, _ := d.store.Log(d.Context(), proposal.LogQuery{Event: 2})
		if len(heads)+len(log) > 0 {
			d.Errorf("the other event has %v, %v", heads, log)
		}
	}},
	{"the ID of something deleted is never given out again", func(d *desk) {
		type ids = map[event.Section]map[int32]int32
		d.commit(d.check("1.json", file(`"lodgement_groups": {"2": null}`))) // with lodgement 3
		create := `"lodgement_groups": {"-1": {"title": "Zelt"}}, "lodgements": {"-1": {"title": "Zelt", ` +
			`"regular_capacity": 2,
			"camping_mat_capacity": 0, "notes": null, "group_id": -1}}`
		first := d.commit(d.check("2.json", file(create)))
		d.same("created first", ids{"lodgement_groups": {-1: 3}, "lodgements": {-1: 4}}, first.Decision.Created)
		d.commit(d.check("3.json", file(`"lodgement_groups": {"3": null}`)))
		second, err := proposal.Confirm(d.Context(), d.store, d.forced(d.check("4.json", file(create))), d.now)
		if err != nil {
			d.Fatal(err)
		}
		d.same("created second", ids{"lodgement_groups": {-1: 4}, "lodgements": {-1: 5}}, second.Decision.Created)
	}},
}

var ofIsolation = []clause{
	{"a store keeps nothing of an event that its creator goes on with", func(d *desk) {
		e := camp(d.T)
		e.Snapshot.ID = 2
		want := export(d.T, e.Snapshot)
		if err := d.store.Create(d.Context(), e); err != nil {
			d.Fatal(err)
		}
		scribble(e)
		read, err := d.store.Event(d.Context(), 2)
		if err != nil {
			d.Fatal(err)
		}
		d.same("export", want, export(d.T, read.Snapshot))
	}},
	{"whoever reads an event may do with it what they like", func(d *desk) {
		want, roles := d.export(), text(d.T, d.event().Access)
		scribble(d.event())
		d.look(proposal.Subject{Proposal: "new", Event: 1, WithEvent: true}, func(s proposal.State) { scribble(s.Event) })
		d.same("export", want, d.export())
		d.same("access", roles, text(d.T, d.event().Access))
	}},
	{"whoever reads a proposal may do with it what they like", func(d *desk) {
		committed := d.commit(d.check("a.json", everything))
		id, want, heads := committed.ID, text(d.T, committed), text(d.T, d.heads())
		scrawl(committed)
		scrawl(d.read(id))
		for _, h := range d.heads() {
			scrawl(&proposal.Proposal{Head: h})
		}
		clear(d.heads())
		d.look(proposal.Subject{Proposal: id, Event: 1}, func(s proposal.State) { scrawl(s.Proposal) })
		d.same("proposal", want, text(d.T, d.read(id)))
		d.same("heads", heads, text(d.T, d.heads()))
	}},
	{"whoever reads the log may do with it what they like", func(d *desk) {
		d.commit(d.check("a.json", everything))
		want := text(d.T, d.log())
		clear(d.log())
		d.same("log", want, text(d.T, d.log()))
	}},
}

// look runs an update that writes nothing.
func (d *desk) look(subject proposal.Subject, at func(proposal.State)) {
	d.Helper()
	d.update(subject, func(s proposal.State) proposal.Effect {
		at(s)
		return proposal.Effect{}
	})
}

// update runs one that has no reason to fail, once: its decision may give out what was made before.
func (d *desk) update(subject proposal.Subject, decide func(proposal.State) proposal.Effect) {
	d.Helper()
	err := d.once.Update(d.Context(), subject, func(s proposal.State) (proposal.Effect, error) { return decide(s), nil })
	if err != nil {
		d.Fatal(err)
	}
}

// scribble changes everything about an event that could be shared.
func scribble(e *proposal.Event) {
	s := e.Snapshot
	clear(e.Access.Orgas)
	clear(e.Access.Approvers)
	for _, r := range s.Registrations {
		clear(r.Parts)
		clear(r.Fields)
		clear(r.Extra)
		clear(r.PersonalizedFees)
		for _, place := range r.Tracks {
			clear(place.Choices)
		}
		*r = event.Registration{}
	}
	for _, c := range s.Courses {
		clear(c.Segments)
		clear(c.Fields)
		*c = event.Course{}
	}
	for _, p := range s.Personas {
		*p = event.Person{}
	}
	clear(s.Lodgements)
	clear(s.Event.Parts)
	clear(s.Event.Fields)
	clear(s.Event.Fees)
	clear(s.Event.Orgas)
	clear(s.Extra)
	for section := range maps.Clone(s.Next) {
		s.Next[section] = 99
	}
}

// scrawl is scribble for a proposal.
func scrawl(p *proposal.Proposal) {
	clear(p.Counts)
	if p.Decision != nil {
		clear(p.Decision.Created)
		*p.Decision = proposal.Decision{}
	}
	p.Status = proposal.Invalid
	if p.Plan != nil {
		for _, c := range p.Plan.Changes {
			clear(c.Sets)
		}
		clear(p.Plan.Changes)
		clear(p.Plan.Cascades)
		clear(p.Plan.Log)
		p.Plan.Warnings.Add("", "scrawled")
	}
	if p.Import != nil {
		clear(p.Import.Entries)
	}
	if p.Inverse != nil {
		clear(p.Inverse.Entries)
	}
	p.Problems.Add("", "scrawled")
}
