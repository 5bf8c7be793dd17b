package event

import (
	"fmt"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// Problems finds what is inconsistent in a snapshot, whose file [Read] accepted. The paths lead into the file.
// Conditions of fees and amounts owed are not judged here: that is the business of package fee.
func (s *Snapshot) Problems() problem.List {
	i := inspector{
		Snapshot: s,
		tracks:   map[TrackID]Track{},
		fields:   map[string]Field{},
		options:  map[[2]string]bool{},
		fees:     map[FeeID]Fee{},
		personas: map[PersonaID]bool{},
	}
	i.definition()
	for id, c := range Sorted(s.Courses) {
		i.course(at("/courses", id), c)
	}
	for id, l := range Sorted(s.Lodgements) {
		i.lodgement(at("/lodgements", id), l)
	}
	for id, r := range Sorted(s.Registrations) {
		i.registration(at("/registrations", id), r)
	}
	return i.found
}

// inspector goes through a snapshot once: first the definition, in which everything else is looked up.
type inspector struct {
	*Snapshot
	found problem.List
	// placeholders: negative IDs are of what is new.
	placeholders bool
	tracks       map[TrackID]Track
	trackIDs     []TrackID
	groups       [][]TrackID // synchronised
	fields       map[string]Field
	options      map[[2]string]bool // by name of the field and key of the option
	fees         map[FeeID]Fee
	unnamed      bool               // each ID that is of no known fee can be of one without an ID
	personas     map[PersonaID]bool // those of the registrations so far
}

// at extends a path.
func at(path jsontext.Pointer, tokens ...any) jsontext.Pointer {
	for _, token := range tokens {
		path = path.AppendToken(fmt.Sprint(token))
	}
	return path
}

// checkIDs refuses the IDs that imports use for what does not exist yet, or for nothing.
func checkIDs[K ~int32, E any](i *inspector, path jsontext.Pointer, entities map[K]E) {
	for id := range Sorted(entities) {
		if id <= 0 {
			i.found.Add(at(path, id), problem.NotID, id)
		}
	}
}

// missing notes that a value without which nothing can be read is not there.
func (i *inspector) missing(path jsontext.Pointer, member string) {
	i.found.Add(at(path, member), problem.Missing, member)
}

func (i *inspector) definition() {
	if i.ID <= 0 {
		i.found.Add("/id", problem.NotID, i.ID)
	}
	checkIDs(i, "/courses", i.Courses)
	checkIDs(i, "/lodgement_groups", i.LodgementGroups)
	checkIDs(i, "/lodgements", i.Lodgements)
	checkIDs(i, "/registrations", i.Registrations)
	checkIDs(i, "/personas", i.Personas)
	checkIDs(i, "/event/parts", i.Event.Parts)
	i.defineFields()
	i.defineFees()
	i.defineTracks()
}

func (i *inspector) defineFields() {
	ids := map[FieldID]bool{}
	for _, f := range i.Event.Fields {
		path := at("/event/fields", f.Name)
		if f.ID != 0 { // an export of the original does not tell it
			i.newID(at(path, "id"), int32(f.ID), ids[f.ID])
		}
		if f.Kind == "" {
			i.missing(path, "kind")
		}
		if f.Association == "" {
			i.missing(path, "association")
		}
		ids[f.ID] = true
		i.fields[f.Name] = f
		for _, o := range f.Entries {
			i.options[[2]string{f.Name, o.Key}] = true
		}
	}
}

func (i *inspector) defineFees() {
	for _, f := range i.Event.Fees {
		if f.ID == 0 { // an export of the original does not tell it
			continue
		}
		_, taken := i.fees[f.ID]
		i.newID(at("/event/fees", f.Title, "id"), int32(f.ID), taken)
		i.fees[f.ID] = f
	}
	i.unnamed = len(i.unassigned()) <= len(i.Event.unnamed())
}

func (i *inspector) defineTracks() {
	for part, p := range Sorted(i.Event.Parts) {
		for id, t := range Sorted(p.Tracks) {
			path := at("/event/parts", part, "tracks", id)
			_, taken := i.tracks[id]
			i.newID(path, int32(id), taken)
			i.tracks[id] = t
			if name := t.CourseRoomField; name != nil && i.fields[*name].Association != OfCourse {
				i.found.Add(at(path, "course_room_field"), onimport.UnknownField, *name)
			}
		}
	}
	for key, g := range Sorted(i.Event.TrackGroups) {
		path := at("/event/track_groups", key)
		if g.Constraint == "" {
			i.missing(path, "constraint_type")
		}
		for n, id := range g.TrackIDs {
			i.knownTrack(at(path, "track_ids", n), id)
		}
	}
	i.trackIDs, i.groups = i.Event.TrackIDs(), i.Event.Synchronised()
}

func (i *inspector) newID(path jsontext.Pointer, id int32, taken bool) {
	switch {
	case id == 0, id < 0 && !i.placeholders:
		i.found.Add(path, problem.NotID, id)
	case taken:
		i.found.Add(path, onimport.IDTwice, id)
	}
}

func (i *inspector) knownTrack(path jsontext.Pointer, id TrackID) {
	if _, ok := i.tracks[id]; !ok {
		i.found.Add(path, onimport.UnknownTrack, id)
	}
}

func (i *inspector) course(path jsontext.Pointer, c *Course) {
	for id := range Sorted(c.Segments) {
		i.knownTrack(at(path, "segments", id), id)
	}
	i.values(path, OfCourse, c.Fields)
}

func (i *inspector) lodgement(path jsontext.Pointer, l *Lodgement) {
	if i.LodgementGroups[l.GroupID] == nil {
		i.found.Add(at(path, "group_id"), onimport.DanglingID, l.GroupID)
	}
	i.values(path, OfLodgement, l.Fields)
}

func (i *inspector) registration(path jsontext.Pointer, r *Registration) {
	i.persona(path, r.Persona.ID)
	i.stays(path, r)
	i.places(path, r)
	i.values(path, OfRegistration, r.Fields)
	for id := range Sorted(r.PersonalizedFees) {
		if fee, ok := i.fees[id]; !ok && !i.unnamed {
			i.found.Add(at(path, "personalized_fees", id), onimport.UnknownFee, id)
		} else if ok && !fee.Personalized() {
			i.found.Add(at(path, "personalized_fees", id), onimport.ConditionalFee, fee.Title)
		}
	}
}

func (i *inspector) persona(path jsontext.Pointer, id PersonaID) {
	switch {
	case id <= 0, i.Personas != nil && i.Personas[id] == nil:
		i.found.Add(at(path, "persona", "id"), onimport.UnknownPersona, id)
	case i.personas[id]:
		i.found.Add(at(path, "persona", "id"), onimport.PersonaTwice, id)
	}
	i.personas[id] = true
}

func (i *inspector) stays(path jsontext.Pointer, r *Registration) {
	for id, part := range Sorted(i.Event.Parts) {
		if _, ok := r.Parts[id]; !ok {
			i.found.Add(at(path, "parts", id), onimport.IncompleteParts, part.Title)
		}
	}
	for id, stay := range Sorted(r.Parts) {
		if _, ok := i.Event.Parts[id]; !ok {
			i.found.Add(at(path, "parts", id), onimport.UnknownPart, id)
		}
		if stay.Status == "" {
			i.missing(at(path, "parts", id), "status")
		}
		if l := stay.LodgementID; l != nil && i.Lodgements[*l] == nil {
			i.found.Add(at(path, "parts", id, "lodgement_id"), onimport.DanglingID, *l)
		}
	}
}

func (i *inspector) places(path jsontext.Pointer, r *Registration) {
	for _, id := range i.trackIDs {
		if _, ok := r.Tracks[id]; !ok {
			i.found.Add(at(path, "tracks", id), onimport.IncompleteParts, i.tracks[id].Title)
		}
	}
	for id, p := range Sorted(r.Tracks) {
		if _, ok := i.tracks[id]; !ok {
			i.found.Add(at(path, "tracks", id), onimport.UnknownTrack, id)
		}
		if c := p.CourseID; c != nil && i.Courses[*c] == nil {
			i.found.Add(at(path, "tracks", id, "course_id"), onimport.DanglingID, *c)
		}
		if c := p.CourseInstructor; c != nil && i.Courses[*c] == nil {
			i.found.Add(at(path, "tracks", id, "course_instructor"), onimport.DanglingID, *c)
		}
		chosen := make(map[CourseID]bool, len(p.Choices))
		for n, c := range p.Choices {
			if i.Courses[c] == nil {
				i.found.Add(at(path, "tracks", id, "choices", n), onimport.DanglingID, c)
			}
			if chosen[c] {
				i.found.Add(at(path, "tracks", id, "choices", n), problem.DuplicateChoice, c)
			}
			chosen[c] = true
		}
	}
	for _, group := range i.groups {
		i.synchronised(path, group, r.Tracks)
	}
}

// SPEC: "choices and course_instructor must be equal in all their tracks (course_id may differ)."
func (i *inspector) synchronised(path jsontext.Pointer, group []TrackID, places map[TrackID]Place) {
	first, ok := places[group[0]]
	for _, id := range group[1:] {
		other, there := places[id]
		if !ok || !there { // which is a finding already
			continue
		}
		if !slices.Equal(first.Choices, other.Choices) || !equal(first.CourseInstructor, other.CourseInstructor) {
			i.found.Add(at(path, "tracks", id), onimport.NotSynchronised, i.titles(group))
		}
	}
}

func equal(a, b *CourseID) bool { return a == b || a != nil && b != nil && *a == *b }

func (i *inspector) titles(group []TrackID) []string {
	titles := make([]string, len(group))
	for n, id := range group {
		titles[n] = i.tracks[id].Title
	}
	return titles
}

// values checks custom fields. Values of a field that was removed may be left over.
func (i *inspector) values(path jsontext.Pointer, of Association, values Values) {
	for name, v := range Sorted(values) {
		field := i.fields[name]
		if field.Association != of {
			continue
		}
		canonical, fault := field.Type().Parse(v.Raw())
		switch {
		case fault != nil:
			i.found.Add(at(path, "fields", name), onimport.BadValue, v)
		case field.Entries != nil && canonical != scalar.Null && !i.options[[2]string{name, canonical.Key()}]:
			i.found.Add(at(path, "fields", name), onimport.NotOption, v, field.keys())
		}
	}
}

// keys lists the options of a select field.
func (f Field) keys() []string {
	keys := make([]string, len(f.Entries))
	for n, o := range f.Entries {
		keys[n] = o.Key
	}
	return keys
}
