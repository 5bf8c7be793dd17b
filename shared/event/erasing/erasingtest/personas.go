package erasingtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// The personas who are registered in event 1 only. IDs are far apart, so that they lie on many pages of a directory.
const (
	alone   event.PersonaID = 5000 // to 14000
	asOrga  event.PersonaID = 15000
	asCrew  event.PersonaID = 16000
	apart                   = 1000
	inAll                   = 12
	perhaps                 = alone + 9*apart // whom an import may register in event 2
)

// peopled is an event in which 20 are registered, as in the other one, but for those whom only event 1 has. One of them
// is an orga of event 2.
func peopled(id event.ID) *event.Snapshot {
	s := sample.Event(id, 20)
	if id == 2 {
		s.Event.Orgas = append(s.Event.Orgas, asOrga)
		return s
	}
	for n := range inAll {
		r := s.Registrations[event.RegistrationID(1+n)]
		r.Persona.ID, r.Persona.FamilyName = alone+event.PersonaID(n*apart), "Nurhier"
		s.Personas[r.Persona.ID] = &event.Person{Persona: r.Persona, IsEventRealm: true}
	}
	return s
}

// there are those of event 1 only whom the directory has.
func (d *desk) there() (ids []event.PersonaID) {
	d.Helper()
	var all []event.PersonaID
	for n := range inAll {
		all = append(all, alone+event.PersonaID(n*apart))
	}
	found, err := d.store.Personas(d.Context(), all...)
	d.must(err)
	for id := range event.Sorted(found) {
		ids = append(ids, id)
	}
	return ids
}

// crew makes a persona a person of the job calendar.
func (d *desk) crew(id event.PersonaID) {
	d.Helper()
	d.must(d.store.JobCalendar().Update(d.Context(), nil, func(*jobcal.Book) (jobcal.Changes, error) {
		return jobcal.Changes{Persons: map[jobcal.PersonID]*jobcal.Person{"x": {ID: "x", Name: "X", Persona: id}}}, nil
	}))
}

// renamed has the journal tell of some personas.
func (d *desk) renamed(ids ...event.PersonaID) {
	d.Helper()
	by := persona.By{Name: admin.Mail, At: d.now}
	for _, id := range ids {
		put := fmt.Sprintf(`{"id": %d, "given_names": "Neu", "family_name": "Nurhier", "is_member": true,
			"is_event_realm": true, "is_archived": false}`, id)
		_, found, err := persona.Apply(d.Context(), d.store, by, []persona.Operation{{Put: []byte(put)}})
		if d.must(err); !found.Empty() {
			d.Fatal(found.Items)
		}
	}
}

// named are the personas of whom the journal tells a name.
func (d *desk) named() (ids []event.PersonaID) {
	d.Helper()
	all, err := d.store.Journal(d.Context(), journal.Query{Limit: 100})
	d.must(err)
	for _, e := range all {
		if strings.Contains(string(e.Before)+string(e.After), "Nurhier") {
			ids = append(ids, e.Personas...)
		}
	}
	slices.Sort(ids)
	return ids
}

// spared fails if anybody is gone who is registered in both events.
func (d *desk) spared() {
	d.Helper()
	for id, r := range sample.Event(2, 20).Registrations {
		found, err := d.store.Personas(d.Context(), r.Persona.ID)
		if err != nil || len(found) != 1 {
			d.Errorf("registration %d of event 2: %v, %v", id, found, err)
		}
	}
}

// forgets does it until all are looked at.
func (d *desk) forgets(r erasing.Record) erasing.Record {
	d.Helper()
	for n := 0; len(r.Unforgotten()) > 0; n++ {
		var err error
		r, err = d.store.Forget(d.Context(), r)
		if d.must(err); n > inAll {
			d.Fatal("without end")
		}
	}
	return r
}

// remembered is the record of event 1 when its step is that of the personas.
func (d *desk) remembered() erasing.Record {
	d.Helper()
	d.due()
	d.must(d.store.BeginErase(d.Context(), 1, func(access.Roles) (erasing.Record, journal.Entry, error) {
		return erasing.Record{Event: 1, Begun: d.now, Step: erasing.Personas, Personas: true},
			journal.New(journal.EraseBegun, admin.Mail, d.now), nil
	}))
	all, err := d.store.Erasures(d.Context(), true)
	if err != nil || len(all) != 1 {
		d.Fatal(all, err)
	}
	return all[0]
}

// quiet fails if the record of event 1 still says who was in it.
func (d *desk) quiet() {
	d.Helper()
	all, err := d.store.Erasures(d.Context(), false)
	if err != nil || len(all) != 1 || all[0].Open() || all[0].People != nil || all[0].Forgotten != 0 {
		d.Errorf("%+v, %v", all, err)
	}
}

var ofPersonas = []clause{
	{"if that is ordered, personas go whom nothing else needs, and what the journal tells of them", func(d *desk) {
		d.fill(2)
		d.crew(asCrew)
		d.renamed(alone, asOrga, asCrew)
		d.personas = true
		d.due()
		w := newWorld()
		d.ticks(w)
		d.gone(w)
		d.untouched()
		d.spared()
		d.quiet()
		if got := fmt.Sprint(d.there()); got != "[15000 16000]" {
			d.Errorf("there are %s", got)
		}
		if got := fmt.Sprint(d.named()); got != "[15000 16000]" {
			d.Errorf("the journal names %s", got)
		}
		if strings.Contains(w.objects["erased/1.json"], "people") {
			d.Errorf("the bucket remembers %s", w.objects["erased/1.json"])
		}
	}},
	{"if that is not ordered, all personas stay, and what the journal tells of them", func(d *desk) {
		d.renamed(alone)
		d.due()
		d.ticks(newWorld())
		d.quiet()
		if got := d.there(); len(got) != inAll || len(d.named()) != 1 {
			d.Errorf("there are %v, the journal names %v", got, d.named())
		}
	}},
	{"an orga of the event is one of its personas", func(d *desk) {
		if r := d.remembered(); !slices.Contains(r.People, 1001) || !slices.IsSorted(r.People) ||
			!slices.Contains(r.People, alone) {
			d.Errorf("%v", r.People)
		}
	}},
	{"of two who look at the same personas, one does", func(d *desk) {
		was := d.remembered()
		next, err := d.store.Forget(d.Context(), was)
		if err != nil || next.Is(was) {
			d.Errorf("%+v, %v", next, err)
		}
		if _, err := d.store.Forget(d.Context(), was); !errors.Is(err, access.ErrChanged) {
			d.Error(err)
		}
		left := d.there()
		if r := d.forgets(next); len(d.there()) != 1 || len(left) == inAll || len(r.People) != inAll-1 {
			d.Errorf("%v, then %v; remembered %v", left, d.there(), r.People)
		}
	}},
	{"who is registered elsewhere meanwhile stays, or is not registered", func(d *desk) {
		was := d.remembered()
		confirmed := make(chan error)
		p := d.registering(perhaps)
		go func() { confirmed <- d.confirm(p) }()
		d.forgets(was)
		err := <-confirmed
		e, eventErr := d.store.Event(d.Context(), 2)
		d.must(eventErr)
		_, known := e.Snapshot.Registrations[21]
		if there := slices.Contains(d.there(), perhaps); there != known || known != (err == nil) {
			d.Errorf("confirmed: %v, registered: %v, in the directory: %v", err, known, there)
		}
	}},
	{"a machine that dies over the personas goes on", func(d *desk) {
		d.personas = true
		d.due()
		for _, after := range []bool{false, true} {
			d.dies(after)
		}
		d.ticks(newWorld())
		d.quiet()
		if got := fmt.Sprint(d.there()); got != "[15000]" {
			d.Errorf("there are %s", got)
		}
	}},
}

// registering is an import of event 2 that waits, and registers somebody.
func (d *desk) registering(id event.PersonaID) *proposal.Proposal {
	d.Helper()
	p, err := proposal.Check(d.Context(), d.store, proposal.Upload{
		Source: proposal.Source{Bucket: "uploads", Object: "imports/2/new.json", Uploader: orga.Mail, Generation: 1},
		Content: fmt.Appendf(nil, `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 2,
			"timestamp": "2027-01-20T12:00:00+00:00", "registrations": {"-1": {"persona_id": %d, "parts": {
			"1": {"status": 1, "lodgement_id": null, "is_camping_mat": false},
			"2": {"status": 1, "lodgement_id": null, "is_camping_mat": false}}, "tracks": {
			"1": {"course_id": null, "course_instructor": null, "choices": []},
			"2": {"course_id": null, "course_instructor": null, "choices": []},
			"3": {"course_id": null, "course_instructor": null, "choices": []}},
			"notes": null, "mixed_lodging": true, "list_consent": true}}}`, id),
	}, d.now)
	if d.must(err); p.Plan == nil {
		d.Fatal(p.Problems.Items)
	}
	return p
}

// fatal is a store whose process dies when it forgets.
type fatal struct {
	erasing.Store
	after bool
}

func (f fatal) Forget(ctx context.Context, was erasing.Record) (erasing.Record, error) {
	if f.after {
		_, err := f.Store.Forget(ctx, was)
		return was, errors.Join(err, errDied)
	}
	return was, errDied
}

// dies has a machine get as far as the personas.
func (d *desk) dies(after bool) {
	d.Helper()
	m := d.machine(newWorld())
	m.Store = fatal{m.Store, after}
	for range 5 {
		if _, err := m.Tick(d.Context()); errors.Is(err, errDied) {
			return
		} else if err != nil {
			d.Fatal(err)
		}
	}
	d.Fatal("it does not get as far")
}
