// What an import does to calendars: the appointments of courses before it are compared with those after it, by person.

package jobcal

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
)

// Effect is what an import does to calendars. It is stored: fields may be added, never rename or retype one.
type Effect struct {
	// How many entries come, change, go, whichever days are mirrored.
	Insert int `json:"insert"`
	Update int `json:"update"`
	Delete int `json:"delete"`
	// Persons are the names of those whose calendars change, ascending.
	Persons []string `json:"persons"`
	// Calendars are what changes for each of them, in the same order.
	Calendars []Calendar `json:"calendars,omitempty"`
	// Warnings are the clashes that the import brings about, with paths into it.
	Warnings problem.List `json:"warnings,omitzero"`
}

// Calendar is what changes in the calendar of one person.
type Calendar struct {
	Name   string   `json:"name"`
	Insert int      `json:"insert"`
	Update int      `json:"update"`
	Delete int      `json:"delete"`
	Series []Series `json:"series"` // by title, the entries that go first
}

// Series are entries of one course to which the same happens.
type Series struct {
	Title    string `json:"title"`
	Location string `json:"location,omitempty"` // of entries that go: where they were
	// Was is where entries that change were before; empty: at the same place.
	Was    string `json:"was,omitempty"`
	Insert int    `json:"insert,omitzero"`
	Update int    `json:"update,omitzero"`
	Delete int    `json:"delete,omitzero"`
}

// EffectOf compares the sessions of an event before and after an import.
func EffectOf(before, after *event.Snapshot, plan SessionPlan, persons map[PersonID]Person) Effect {
	was, is := Derive(before, plan, persons), Derive(after, plan, persons)
	e := Effect{Persons: []string{}}
	touched := map[PersonID]diary{}
	for id := range union(was, is) {
		old, new := was[id], is[id]
		switch there, stays := old.takesPlace(), new.takesPlace(); {
		case !there && !stays, there && stays && reflect.DeepEqual(old, new):
			continue
		case !there:
			e.Insert++
			old.Persons = nil
		case !stays:
			e.Delete++
			new.Persons = nil
		default:
			e.Update++
		}
		for _, person := range old.exchanged(new) {
			if persons[person].Sync {
				touched[person] = touched[person].note(old, new, person)
			}
		}
	}
	for id, d := range touched {
		e.Calendars = append(e.Calendars, d.calendar(persons[id].Name))
	}
	slices.SortFunc(e.Calendars, func(a, b Calendar) int {
		if a.Name != b.Name {
			return cmp.Compare(a.Name, b.Name)
		}
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) // two people of one name
	})
	for _, c := range e.Calendars {
		e.Persons = append(e.Persons, c.Name)
	}
	e.warn(was, is, persons)
	return e
}

// diary counts what happens to the entries of a person, by series. The counts of its keys are not set.
type diary map[Series]Series

// note counts an appointment that becomes another one.
func (d diary) note(old, new Appointment, person PersonID) diary {
	if d == nil {
		d = diary{}
	}
	key, change := Series{Title: new.Title, Location: new.Location}, Series{}
	switch {
	case !old.Has(person):
		change.Insert = 1
	case !new.Has(person):
		key, change.Delete = Series{Title: old.Title, Location: old.Location}, 1
	case old.Location != new.Location:
		key.Was, change.Update = old.Location, 1
	default:
		change.Update = 1
	}
	s := d[key]
	d[key] = Series{Insert: s.Insert + change.Insert, Update: s.Update + change.Update, Delete: s.Delete + change.Delete}
	return d
}

// calendar is what the diary of a person comes to.
func (d diary) calendar(name string) Calendar {
	c := Calendar{Name: name}
	for key, s := range d {
		key.Insert, key.Update, key.Delete = s.Insert, s.Update, s.Delete
		c.Insert, c.Update, c.Delete = c.Insert+s.Insert, c.Update+s.Update, c.Delete+s.Delete
		c.Series = append(c.Series, key)
	}
	slices.SortFunc(c.Series, func(a, b Series) int {
		return cmp.Or(cmp.Compare(b.Delete, a.Delete), cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
	return c
}

func union(was, is map[AppointmentID]Appointment) map[AppointmentID]Appointment {
	all := maps.Clone(was)
	maps.Copy(all, is)
	return all
}

// takesPlace reports whether there is such an appointment, and it is not cancelled.
func (a Appointment) takesPlace() bool { return a.ID != "" && !a.Cancelled }

// exchanged are those who see something of it when an appointment becomes another one: where only its persons differ,
// those who come or go.
func (a Appointment) exchanged(b Appointment) []PersonID {
	all := slices.Compact(ascending(slices.Concat(a.Persons, b.Persons)))
	rest := b
	if rest.Persons = a.Persons; !reflect.DeepEqual(a, rest) {
		return all
	}
	return slices.DeleteFunc(all, func(id PersonID) bool { return a.Has(id) && b.Has(id) })
}

// warn adds the clashes that were not there before.
func (e *Effect) warn(was, is map[AppointmentID]Appointment, persons map[PersonID]Person) {
	book := &Book{Persons: persons}
	known := map[Clash[AppointmentID]]bool{}
	for _, c := range Clashes(was, book) {
		known[c] = true
	}
	clashes := slices.DeleteFunc(Clashes(is, book), func(c Clash[AppointmentID]) bool { return known[c] })
	Warn(&e.Warnings, clashes, is, coursePath)
}
