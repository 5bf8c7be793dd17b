package persona

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
)

// ErrRegistered says that somebody cannot be deleted because they are registered.
var ErrRegistered = errors.New("registered")

// ErrUnknown says to somebody who may know it that the directory has nobody with an ID. It is an access.ErrNotFound.
var ErrUnknown = fmt.Errorf("unknown persona: %w", access.ErrNotFound)

// MaxOperations is how many a batch may have.
const MaxOperations = 10_000

// Operation puts a persona into the directory or deletes one.
type Operation struct {
	// Put is the record, see [Decode]; nil: none is put.
	Put jsontext.Value `json:"put,omitzero"`
	// ID is whom the record has to be about; 0: it says that itself.
	ID event.PersonaID `json:"-"`
	// Delete is who is deleted; 0: nobody.
	Delete event.PersonaID `json:"delete,omitzero"`
	// IfMatch and IfNoneMatch are tags of which the record that there is must have one, or none, see [access.Tag.Among].
	// Empty: whatever there is.
	IfMatch     string `json:"if_match,omitzero"`
	IfNoneMatch string `json:"if_none_match,omitzero"`
}

// Outcome is what an operation came to.
type Outcome string

// The outcomes.
const (
	Created   Outcome = "created"
	Replaced  Outcome = "replaced"
	Unchanged Outcome = "unchanged" // the record was there already
	Deleted   Outcome = "deleted"
	Absent    Outcome = "absent" // there was nobody to delete
)

// Result is what became of an operation.
type Result struct {
	ID      event.PersonaID `json:"id"`
	Outcome Outcome         `json:"outcome"`
	// Person is the record that there is now; nil: none.
	Person *event.Person `json:"-"`
}

// By is who does something, and when.
type By struct {
	Name string // a mail address, or the name of a program
	At   time.Time
}

// entry is one of the journal.
func (b By) entry(what journal.What, ids ...event.PersonaID) journal.Entry {
	e := journal.New(what, b.Name, b.At)
	e.Personas = ids
	return e
}

// step is an operation that was read.
type step struct {
	Operation
	at     jsontext.Pointer
	id     event.PersonaID
	person *event.Person // nil: it is deleted
}

// Apply carries out operations, all or none, or finds all that is wrong with them, with paths below /operations. Each
// change is told in the journal. Errors, which come with the findings that they are about: ErrRegistered,
// access.ErrChanged; any other is one of the store.
func Apply(ctx context.Context, store Store, by By, ops []Operation) ([]Result, problem.List, error) {
	steps, found := read(ops)
	if !found.Empty() {
		return nil, found, nil
	}
	var subject Subject
	for _, s := range steps {
		subject.Personas = append(subject.Personas, s.id)
		if s.person == nil {
			subject.Leaving = append(subject.Leaving, s.id)
		}
	}
	var results []Result
	err := store.ChangePersonas(ctx, subject, func(known Known) (effect Effect, err error) {
		if found, err = judge(steps, known); err != nil {
			return Effect{}, err
		}
		results, effect = decide(steps, known, by)
		return effect, nil
	})
	if errors.Is(err, errStrange) {
		err = nil
	}
	if err != nil || !found.Empty() {
		return nil, found, err
	}
	return results, problem.List{}, nil
}

// read reads the operations, which it judges by themselves.
func read(ops []Operation) (steps []step, found problem.List) {
	if len(ops) > MaxOperations {
		found.Add("/operations", problem.TooMany, MaxOperations)
		return nil, found
	}
	seen := map[event.PersonaID]bool{}
	for i, op := range ops {
		s := step{Operation: op, at: jsontext.Pointer("/operations/" + strconv.Itoa(i)), id: op.Delete}
		switch {
		case (op.Put == nil) == (op.Delete == 0):
			found.Add(s.at, onevent.NeitherPutNor)
			continue
		case op.Delete < 0:
			found.Add(s.at+"/delete", problem.NotID, op.Delete)
		case op.Put != nil:
			var wrong problem.List
			s.person, wrong = Decode(op.Put, op.ID)
			s.id = s.person.ID
			found.Append(wrong.Below(s.at + "/put"))
		}
		if seen[s.id] && s.id > 0 {
			found.Add(s.at, onevent.PersonaRepeated, s.id)
		}
		seen[s.id] = true
		steps = append(steps, s)
	}
	return steps, found
}

// errStrange keeps steps from being taken that are about members which nobody knows.
var errStrange = errors.New("unknown members")

// judge finds what keeps the steps from being taken on what there is.
func judge(steps []step, known Known) (found problem.List, err error) {
	for _, s := range steps {
		was := known.Personas[s.id]
		tag := Tag(was)
		if s.person != nil {
			if unknown := strange(s.person, was); !unknown.Empty() {
				found.Append(unknown.Below(s.at + "/put"))
				err = cmp.Or(err, errStrange)
			}
		}
		if s.IfMatch != "" && !tag.Among(s.IfMatch) || s.IfNoneMatch != "" && tag.Among(s.IfNoneMatch) {
			found.Add(s.at, onevent.PersonaChanged, s.id)
			err = access.ErrChanged
		}
		if at := known.Registered[s.id]; s.person == nil && len(at) > 0 {
			name := strconv.Itoa(int(s.id))
			if was != nil {
				name = was.Name()
			}
			found.Add(s.at, onevent.PersonaRegistered, name, first(places(at)))
			if err == nil {
				err = ErrRegistered
			}
		}
	}
	return found, err
}

// places names registrations, by the titles of their events.
func places(all []Where) (names []string) {
	for _, w := range all {
		names = append(names, fmt.Sprintf("%s: %d", w.Title, w.Registration))
	}
	return names
}

// fewChanges is how many changes of one batch have an entry each. More have one together, which tells who they were:
// it has to be a document of a store, however many there are.
const fewChanges = 100

// decide is what the steps come to.
func decide(steps []step, known Known, by By) ([]Result, Effect) {
	results := make([]Result, 0, len(steps))
	effect := Effect{Put: map[event.PersonaID]*event.Person{}}
	changed := map[Outcome][]event.PersonaID{}
	for _, s := range steps {
		r := Result{s.id, Absent, s.person}
		was := known.Personas[s.id]
		switch {
		case s.person == nil && was != nil:
			r.Outcome = Deleted
			effect.Delete = append(effect.Delete, s.id)
		case s.person != nil && Tag(was) == Tag(s.person):
			r.Outcome = Unchanged
		case s.person != nil:
			r.Outcome = Created
			if was != nil {
				r.Outcome = Replaced
			}
			effect.Put[s.id] = s.person
		}
		results = append(results, r)
		if r.Outcome == Absent || r.Outcome == Unchanged {
			continue
		}
		changed[r.Outcome] = append(changed[r.Outcome], s.id)
		entry := by.entry(journal.Persona, s.id)
		if was != nil {
			entry.Before = journal.Text(was)
		}
		if s.person != nil {
			entry.After = journal.Text(s.person)
		}
		effect.Entries = append(effect.Entries, entry)
	}
	if len(effect.Entries) > fewChanges {
		all := slices.Concat(changed[Created], changed[Replaced], changed[Deleted])
		entry := by.entry(journal.Persona, all...)
		entry.After = journal.Text(map[Outcome]int{Created: len(changed[Created]), Replaced: len(changed[Replaced]),
			Deleted: len(changed[Deleted])})
		effect.Entries = []journal.Entry{entry}
	}
	arrange(effect.Entries)
	return results, effect
}

// arrange has entries of one moment stand in the journal in the order of the personas that they are about: it goes by
// their IDs, which are random within a moment.
func arrange(entries []journal.Entry) {
	slices.SortFunc(entries, func(a, b journal.Entry) int { return cmp.Compare(a.Personas[0], b.Personas[0]) })
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	slices.Sort(ids)
	for i := range entries {
		entries[i].ID = ids[i]
	}
}

// LookUp reads somebody, and tells so in the journal, also where there is nobody: ErrUnknown.
func LookUp(ctx context.Context, store Store, by By, id event.PersonaID) (p *event.Person, err error) {
	err = store.ChangePersonas(ctx, Subject{Personas: []event.PersonaID{id}}, func(known Known) (Effect, error) {
		p = known.Personas[id]
		return Effect{Entries: []journal.Entry{by.entry(journal.LookUp, id)}}, nil
	})
	if err == nil && p == nil {
		err = fmt.Errorf("persona %d: %w", id, ErrUnknown)
	}
	return p, err
}
