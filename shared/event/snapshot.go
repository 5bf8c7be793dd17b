// Package event holds the event (Veranstaltung) as Kursbuch knows it: its definition, courses, lodgements,
// registrations.
//
// A [Snapshot] is all of an event at one moment. Its file form is the partial export of the CdE-Datenbank, schema
// version 17.2: [Read] and [Write] are its codec. Attributes that Kursbuch does not interpret survive in the Extra of
// their struct.
//
// Entities are typed structs; the diff of an import addresses their attributes uniformly by JSON pointer, through
// [Entity].Get and [Entity].Set. An attribute's value there is a canonical [scalar.Value].
package event

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/scalar"
)

// SchemaVersion is the version of the file format that Kursbuch writes.
var SchemaVersion = [2]int{17, 2}

// Snapshot is all of an event at one moment. Whoever gets one treats its entities as immutable, see [Snapshot.Edit].
type Snapshot struct {
	SchemaVersion [2]int `json:"EVENT_SCHEMA_VERSION"`
	// Kind is always "partial".
	Kind      string    `json:"kind"`
	ID        ID        `json:"id"`
	Timestamp time.Time `json:"timestamp"`

	Courses         map[CourseID]*Course                 `json:"courses"`
	LodgementGroups map[LodgementGroupID]*LodgementGroup `json:"lodgement_groups"`
	Lodgements      map[LodgementID]*Lodgement           `json:"lodgements"`
	Registrations   map[RegistrationID]*Registration     `json:"registrations"`
	Event           Definition                           `json:"event"`

	// Personas are the people who may be registered. Nil in an export of the original: then the personas of the
	// registrations are the known ones, see [Snapshot.Persona].
	Personas map[PersonaID]*Person `json:"personas,omitzero"`

	// Next is the next ID to give out in each section. IDs are never reused, so it may be more than one above the
	// largest; a section that is missing here begins after its largest ID.
	Next map[Section]int32 `json:"-"`

	Extra jsontext.Value `json:",embed"`
}

// Entity is a course, a lodgement group, a lodgement or a registration; or what the event is defined by, see
// [Definers].
type Entity interface {
	// Get is the value of the attribute at path (/title, /parts/3/status). An absent segment, field or fee is null; an
	// attribute that does not exist gives the empty value.
	Get(path jsontext.Pointer) scalar.Value
	// Set changes the attribute at path, which must exist, to v, which must be of its type.
	Set(path jsontext.Pointer, v scalar.Value)
	// Label is how people call it, see the implementations.
	Label() string
	// Clone is an independent copy.
	Clone() Entity
}

// Entity finds an entity; nil if there is none with this key.
func (s *Snapshot) Entity(k Key) Entity {
	switch k.Section {
	case Courses:
		return found(s.Courses, CourseID(k.ID))
	case LodgementGroups:
		return found(s.LodgementGroups, LodgementGroupID(k.ID))
	case Lodgements:
		return found(s.Lodgements, LodgementID(k.ID))
	case Registrations:
		return found(s.Registrations, RegistrationID(k.ID))
	}
	return s.Event.defined(k)
}

// found keeps a nil pointer from becoming an Entity that is not nil.
func found[K comparable, E any, P interface {
	*E
	Entity
}](entities map[K]P, id K) Entity {
	if e, ok := entities[id]; ok {
		return e
	}
	return nil
}

// Put adds an entity or replaces the one with this key.
func (s *Snapshot) Put(k Key, e Entity) {
	switch e := e.(type) {
	case *Course:
		s.Courses = put(s.Courses, CourseID(k.ID), e)
	case *LodgementGroup:
		s.LodgementGroups = put(s.LodgementGroups, LodgementGroupID(k.ID), e)
	case *Lodgement:
		s.Lodgements = put(s.Lodgements, LodgementID(k.ID), e)
	case *Registration:
		s.Registrations = put(s.Registrations, RegistrationID(k.ID), e)
	default:
		s.Event.put(k.ID, e)
	}
}

// Delete removes an entity. Nothing happens if there is none with this key. Its ID is not given out again.
func (s *Snapshot) Delete(k Key) {
	s.keepNext(k.Section)
	if k.Section == DefinedParts { // with which its tracks go
		s.keepNext(DefinedTracks)
	}
	switch k.Section {
	case Courses:
		delete(s.Courses, CourseID(k.ID))
	case LodgementGroups:
		delete(s.LodgementGroups, LodgementGroupID(k.ID))
	case Lodgements:
		delete(s.Lodgements, LodgementID(k.ID))
	case Registrations:
		delete(s.Registrations, RegistrationID(k.ID))
	default:
		s.Event.remove(k)
	}
}

// New is an empty entity of a section.
func New(s Section) Entity {
	switch s {
	case Courses:
		return new(Course)
	case LodgementGroups:
		return new(LodgementGroup)
	case Lodgements:
		return new(Lodgement)
	case Registrations:
		return new(Registration)
	}
	return newDefined(s)
}

// IDs lists the IDs of a section, ascending.
func (s *Snapshot) IDs(section Section) []int32 {
	switch section {
	case Courses:
		return ids(s.Courses)
	case LodgementGroups:
		return ids(s.LodgementGroups)
	case Lodgements:
		return ids(s.Lodgements)
	case Registrations:
		return ids(s.Registrations)
	}
	return s.Event.ids(section)
}

func ids[K ~int32, E any](entities map[K]E) []int32 {
	all := make([]int32, 0, len(entities))
	for id := range entities {
		all = append(all, int32(id))
	}
	slices.Sort(all)
	return all
}

// Sorted yields what a map holds in the order of its keys.
func Sorted[K cmp.Ordered, E any](m map[K]E) func(yield func(K, E) bool) {
	return func(yield func(K, E) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}

// Edit gives a snapshot that can be changed by Put and Delete while s stays as it is. Its entities are those of s:
// to change one, clone it and put the clone.
func (s *Snapshot) Edit() *Snapshot {
	edit := *s
	edit.Courses = maps.Clone(s.Courses)
	edit.LodgementGroups = maps.Clone(s.LodgementGroups)
	edit.Lodgements = maps.Clone(s.Lodgements)
	edit.Registrations = maps.Clone(s.Registrations)
	edit.Next = maps.Clone(s.Next)
	edit.Event = s.Event.clone()
	return &edit
}

// TakeID gives out the next ID of a section.
func (s *Snapshot) TakeID(section Section) int32 {
	s.keepNext(section)
	next := s.Next[section]
	s.Next[section]++
	return next
}

// keepNext makes the next ID of a section independent of what happens to the largest.
func (s *Snapshot) keepNext(section Section) {
	if _, ok := s.Next[section]; !ok {
		s.Next = put(s.Next, section, s.NextID(section))
	}
}

// NextID is the ID that [Snapshot.TakeID] would give out.
func (s *Snapshot) NextID(section Section) int32 {
	if next, ok := s.Next[section]; ok {
		return next
	}
	last := int32(0)
	if all := s.IDs(section); len(all) > 0 {
		last = all[len(all)-1]
	}
	if section == DefinedFees { // an ID that registrations have an amount of may be that of no fee which is known
		for id := range s.FeesInUse() {
			last = max(last, int32(id))
		}
	}
	return max(last, 0) + 1
}

// Persona finds a person who may be registered; nil if there is none known with this ID.
func (s *Snapshot) Persona(id PersonaID) *Person {
	if s.Personas != nil {
		return s.Personas[id]
	}
	for _, r := range s.Registrations {
		if r.Persona.ID == id {
			return r.person()
		}
	}
	return nil
}

// person is who is registered, as far as a registration tells.
func (r *Registration) person() *Person { return &Person{Persona: r.Persona, IsEventRealm: true} }

// People are the personas, or the personas of the registrations if the export names none.
func (s *Snapshot) People() map[PersonaID]*Person {
	if s.Personas != nil {
		return s.Personas
	}
	people := make(map[PersonaID]*Person, len(s.Registrations))
	for _, r := range s.Registrations {
		people[r.Persona.ID] = r.person()
	}
	return people
}

// WithPersonas is s for a server, which knows its personas: whoever is not among the [Snapshot.People] does not exist.
func (s *Snapshot) WithPersonas() *Snapshot {
	known := *s
	known.Personas = s.People()
	return &known
}
