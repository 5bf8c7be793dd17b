// Package personatest holds the contract that every [persona.Store] must keep.
package personatest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// Store keeps a directory and what is read with it.
type Store interface {
	persona.Store
	proposal.Store
	jobcal.Programmes
	journal.Reader
}

// desk is a store in which two events of some registrations lie. Personas from 1001 on are registered in both.
type desk struct {
	*testing.T
	store Store
}

const registrations = 5

var (
	now      = time.Date(2027, 1, 20, 12, 0, 0, 0, time.UTC)
	approver = access.Caller{Mail: "approver@kursbuch.example"}
)

// TestStore checks that stores keep the contract. Each call of open gives an empty one, which ends with its test.
func TestStore(t *testing.T, open func(t *testing.T) Store) {
	for _, c := range []struct {
		says string
		test func(*desk)
	}{
		{"a changed name is read wherever somebody is registered, who is an orga stays one", testNames},
		{"a decision is written with its entry, or nothing of it", testDecisions},
		{"it is told where somebody is registered", testRegistered},
		{"a changed persona gives planned events another mark", testMarks},
		{"who is registered while being deleted stays, or is not registered", testRace},
	} {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			d := &desk{t, open(t)}
			for id := range event.ID(2) {
				e := &proposal.Event{Snapshot: sample.Event(id+1, registrations), Sessions: sample.Sessions(),
					Access: access.Roles{Approvers: []string{approver.Mail}}}
				if err := d.store.Create(t.Context(), e); err != nil {
					t.Fatal(err)
				}
			}
			c.test(d)
		})
	}
}

// put changes a persona.
func (d *desk) put(id event.PersonaID, change func(*event.Person)) {
	d.Helper()
	d.change(persona.Subject{Personas: []event.PersonaID{id}}, func(k persona.Known) persona.Effect {
		change(k.Personas[id])
		return persona.Effect{Put: k.Personas}
	})
}

func (d *desk) change(s persona.Subject, decide func(persona.Known) persona.Effect) {
	d.Helper()
	err := d.store.ChangePersonas(d.Context(), s, func(k persona.Known) (persona.Effect, error) { return decide(k), nil })
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) event(id event.ID) *event.Snapshot {
	d.Helper()
	e, err := d.store.Event(d.Context(), id)
	if err != nil {
		d.Fatal(err)
	}
	return e.Snapshot
}

// registered are the names under which a persona is registered.
func registered(s *event.Snapshot, id event.PersonaID) (as []event.Persona) {
	for _, r := range event.Sorted(s.Registrations) {
		if r.Persona.ID == id {
			as = append(as, r.Persona)
		}
	}
	return as
}

func testNames(d *desk) {
	orga := d.event(1).Event.Orgas[0]
	d.put(orga, func(p *event.Person) { p.FamilyName = "Anders" })
	for id := range event.ID(2) {
		s := d.event(id + 1)
		p, err := d.store.Programme(d.Context(), id+1)
		if err != nil {
			d.Fatal(err)
		}
		for _, as := range [][]event.Persona{registered(s, orga), registered(p.Snapshot, orga),
			{s.Personas[orga].Persona}} {
			if len(as) != 1 || as[0].FamilyName != "Anders" || !as[0].IsOrga {
				d.Errorf("event %d: %+v", id+1, as)
			}
		}
	}
}

func testDecisions(d *desk) {
	const newcomer, gone = 4711, 1234567
	ids := []event.PersonaID{newcomer, gone}
	refused := errors.New("refused")
	entry := journal.New(journal.Settings, "admin@kursbuch.example", now)
	effect := persona.Effect{Delete: []event.PersonaID{gone}, Entries: []journal.Entry{entry},
		Put: map[event.PersonaID]*event.Person{newcomer: {Persona: event.Persona{ID: newcomer, GivenNames: "Neu"}}}}
	for _, c := range []struct {
		err         error
		there, told int
	}{{refused, 0, 0}, {nil, 1, 1}} {
		err := d.store.ChangePersonas(d.Context(), persona.Subject{Personas: ids},
			func(k persona.Known) (persona.Effect, error) {
				if len(k.Personas) > 0 {
					d.Errorf("there are %v", k.Personas)
				}
				return effect, c.err
			})
		if !errors.Is(err, c.err) {
			d.Error(err)
		}
		there, err := d.store.Personas(d.Context(), ids...)
		told, journalErr := d.store.Journal(d.Context(), journal.Query{Limit: 10})
		if err := errors.Join(err, journalErr); err != nil || len(there) != c.there || len(told) != c.told {
			d.Errorf("%v: %v, %v, %v", c.err, there, told, err)
		}
	}
	d.change(persona.Subject{Personas: ids}, func(persona.Known) persona.Effect {
		return persona.Effect{Delete: []event.PersonaID{newcomer}}
	})
	if there, err := d.store.Personas(d.Context(), ids...); err != nil || len(there) > 0 {
		d.Errorf("deleted: %v, %v", there, err)
	}
}

func testRegistered(d *desk) {
	s := d.event(1)
	r := s.Registrations[1]
	want := map[event.PersonaID][]persona.Where{r.Persona.ID: {
		{Event: 1, Title: s.Event.Title, Registration: 1}, {Event: 2, Title: s.Event.Title, Registration: 1}}}
	got, err := d.store.Registered(d.Context(), r.Persona.ID, 4711)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		d.Errorf("%v (-want +got):\n%s", err, diff)
	}
	d.change(persona.Subject{Personas: []event.PersonaID{r.Persona.ID}, Leaving: []event.PersonaID{r.Persona.ID}},
		func(k persona.Known) persona.Effect {
			if diff := cmp.Diff(want, k.Registered); diff != "" {
				d.Errorf("while it is decided (-want +got):\n%s", diff)
			}
			return persona.Effect{}
		})
}

func testMarks(d *desk) {
	marks := func() [2]string {
		planned, err := d.store.Planned(d.Context(), now)
		if err != nil || len(planned) != 2 {
			d.Fatal(planned, err)
		}
		return [2]string{planned[0].Mark, planned[1].Mark}
	}
	was := marks()
	d.change(persona.Subject{Personas: []event.PersonaID{1001}}, func(persona.Known) persona.Effect {
		return persona.Effect{}
	})
	if now := marks(); now != was {
		d.Error("nothing has changed but the mark")
	}
	d.put(1001, func(p *event.Person) { p.FamilyName = "Anders" })
	if now := marks(); now[0] == was[0] || now[1] == was[1] {
		d.Errorf("%v, then %v", was, now)
	}
}

// testRace lets them race a few times: either may be the first.
func testRace(d *desk) {
	for n := range 4 {
		id := event.PersonaID(5000 + n)
		d.change(persona.Subject{Personas: []event.PersonaID{id}}, func(persona.Known) persona.Effect {
			return persona.Effect{Put: map[event.PersonaID]*event.Person{id: {IsEventRealm: true,
				Persona: event.Persona{ID: id, GivenNames: "Neu"}}}}
		})
		text := fmt.Sprintf(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
			"timestamp": "2027-01-20T12:00:00+00:00", "registrations": {"-1": {"persona_id": %d, %s}}}`, id, stays)
		upload := proposal.Upload{Content: []byte(text), Source: proposal.Source{Object: "imports/1/a.json",
			Generation: int64(n) + 1}}
		p, err := proposal.Check(d.Context(), d.store, upload, now)
		if err != nil || p.Plan == nil {
			d.Fatal(err, p.Problems.Items)
		}
		d.race(id, p)
	}
}

const stays = `"parts": {"1": {"status": 1, "lodgement_id": null, "is_camping_mat": false},
	"2": {"status": 1, "lodgement_id": null, "is_camping_mat": false}}, "tracks": {
	"1": {"course_id": null, "course_instructor": null, "choices": []},
	"2": {"course_id": null, "course_instructor": null, "choices": []},
	"3": {"course_id": null, "course_instructor": null, "choices": []}},
	"notes": null, "mixed_lodging": true, "list_consent": true`

var errRegistered = errors.New("registered")

func (d *desk) race(id event.PersonaID, p *proposal.Proposal) {
	d.Helper()
	confirmed := make(chan error)
	go func() {
		_, err := proposal.Confirm(d.Context(), d.store, proposal.Request{Proposal: p.ID, Token: p.Token, By: approver}, now)
		confirmed <- err
	}()
	one := []event.PersonaID{id}
	deleted := d.store.ChangePersonas(context.WithoutCancel(d.Context()), persona.Subject{Personas: one, Leaving: one},
		func(k persona.Known) (persona.Effect, error) {
			if len(k.Registered) > 0 {
				return persona.Effect{}, errRegistered
			}
			return persona.Effect{Delete: one}, nil
		})
	if confirming := <-confirmed; (confirming == nil) == (deleted == nil) {
		d.Errorf("confirmed: %v, deleted: %v", confirming, deleted)
	}
	there, err := d.store.Personas(d.Context(), id)
	if err != nil || len(there) != len(registered(d.event(1), id)) {
		d.Errorf("there is %v, %v; registered are %v", there, err, registered(d.event(1), id))
	}
}
