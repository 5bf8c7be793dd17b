package jobcal

import (
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
	// Warnings are the clashes that the import brings about, with paths into it.
	Warnings problem.List `json:"warnings,omitzero"`
}

// EffectOf compares the sessions of an event before and after an import.
func EffectOf(before, after *event.Snapshot, plan SessionPlan, persons map[PersonID]Person) Effect {
	was, is := Derive(before, plan, persons), Derive(after, plan, persons)
	e := Effect{Persons: []string{}}
	touched := map[PersonID]bool{}
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
			touched[person] = true
		}
	}
	for id := range touched {
		if p := persons[id]; p.Sync {
			e.Persons = append(e.Persons, p.Name)
		}
	}
	slices.Sort(e.Persons)
	e.warn(was, is, persons)
	return e
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
	all := slices.Concat(a.Persons, b.Persons)
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
