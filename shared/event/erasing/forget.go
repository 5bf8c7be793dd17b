package erasing

import (
	"slices"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

// Needed are personas who stay in the directory. A persona is needed who is registered in an event, whom the definition
// of one names as an orga, or who a person of the job calendar is. An event that is out of sight needs nobody. What
// waits needs nobody either: an import that registers somebody finds out when it is confirmed that they are gone.
type Needed map[event.PersonaID]bool

// Event adds whom an event needs.
func (n Needed) Event(orgas []event.PersonaID, registered map[event.RegistrationID]*event.Registration) {
	for _, id := range orgas {
		n[id] = true
	}
	for _, r := range registered {
		n[r.Persona.ID] = true
	}
}

// Persons adds whom the job calendar needs.
func (n Needed) Persons(all map[jobcal.PersonID]jobcal.Person) {
	for _, p := range all {
		if p.Persona != 0 {
			n[p.Persona] = true
		}
	}
}

// Remembering is a record that begins, with whom the event needs, if they are to go: nobody can tell later.
func (r Record) Remembering(of Needed) Record {
	if r.Personas {
		for id := range event.Sorted(of) {
			r.People = append(r.People, id)
		}
	}
	return r
}

// Unforgotten are those who were not looked at yet.
func (r Record) Unforgotten() []event.PersonaID {
	first, _ := slices.BinarySearch(r.People, r.Forgotten+1)
	return r.People[first:]
}

// Forget is the record when some of the first of those who were not looked at are, and who of them goes. Of the others
// it remembers nothing.
func (r Record) Forget(some []event.PersonaID, needed Needed) (next Record, gone []event.PersonaID) {
	if len(some) == 0 {
		return r, nil
	}
	next, gone = r, slices.DeleteFunc(slices.Clone(some), func(id event.PersonaID) bool { return needed[id] })
	before := len(r.People) - len(r.Unforgotten())
	next.People = slices.Concat(r.People[:before], gone, r.People[before+len(some):])
	next.Forgotten = some[len(some)-1]
	return next, gone
}

// tells reports whether an entry of the journal is about somebody who went, or about several of whom one did.
func (r Record) tells(e journal.Entry) bool {
	return slices.ContainsFunc(e.Personas, func(id event.PersonaID) bool {
		_, found := slices.BinarySearch(r.People, id)
		return found
	})
}
