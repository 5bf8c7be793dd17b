package event

import (
	"maps"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// MaxPersona is how many bytes of JSON a persona may have: stores keep 256 of them in one place, which has its limits.
const MaxPersona = 3 << 10

// Size is how many bytes of JSON a persona has.
func (p *Person) Size() int {
	text, err := json.Marshal(p, File)
	if err != nil {
		panic(err) // unreachable: texts were checked to be UTF-8
	}
	return len(text)
}

// Barred says why somebody cannot be registered; empty: they can.
func (p *Person) Barred() problem.Code {
	switch {
	case p.IsArchived:
		return onimport.ArchivedPersona
	case !p.IsEventRealm:
		return onimport.NoEventPersona
	}
	return ""
}

// Knowing is s as a server has it, whose directory names everybody who may be registered in any event:
//
//	a registered person          | Persona of the registration     | among the Personas
//	whom the directory names     | as the directory has it, but    | as the directory has it, but
//	                             | is_orga, which is of the event  | is_orga
//	whom it does not name        | as it is                        | as far as the registration tells
//
// The other personas are as the directory has them. Who is an orga of the event is so among the Personas, too.
//
// What is stored with a registration is only what was known when it was created. So a changed name is read everywhere
// at once, and nothing has to be written for that. Attributes besides those of [Persona] stay where the directory has
// none at all.
func (s *Snapshot) Knowing(directory map[PersonaID]*Person) *Snapshot {
	known := *s
	known.Personas = maps.Clone(directory)
	if known.Personas == nil {
		known.Personas = map[PersonaID]*Person{}
	}
	for _, id := range s.Event.Orgas {
		if p := directory[id]; p != nil {
			orga := *p
			orga.IsOrga = true
			known.Personas[id] = &orga
		}
	}
	known.Registrations = make(map[RegistrationID]*Registration, len(s.Registrations))
	for id, r := range s.Registrations {
		p := directory[r.Persona.ID]
		if p == nil {
			known.Personas[r.Persona.ID] = r.person()
			known.Registrations[id] = r
			continue
		}
		renamed := *r
		renamed.Persona = p.Persona
		renamed.Persona.IsOrga = r.Persona.IsOrga
		if len(p.Extra) == 0 {
			renamed.Persona.Extra = r.Persona.Extra
		}
		known.Registrations[id] = &renamed
	}
	return &known
}

// Newcomers are the personas of s as a directory takes those that it lacks.
func (s *Snapshot) Newcomers() map[PersonaID]*Person {
	all := make(map[PersonaID]*Person, len(s.Personas))
	for id, p := range s.People() {
		person := *p
		person.ID, person.IsOrga = id, false // it is of an event
		all[id] = &person
	}
	return all
}

// Public is s without its personas, for whoever must not get the whole directory.
func (s *Snapshot) Public() *Snapshot {
	public := *s
	public.Personas = nil
	return &public
}
