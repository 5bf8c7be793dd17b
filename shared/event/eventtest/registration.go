package eventtest

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
)

func (w *writer) registrations() Object {
	entries := Object{}
	persons := w.unregistered() // and who can be registered again, or whose registration can be replaced
	for id, r := range event.Sorted(w.Registrations) {
		entry := w.released(r)
		fate := w.fate()
		switch {
		case fate == goes && r.AmountPaid.IsZero():
			entries[name(int32(id))] = nil
			persons = append(persons, r.Persona.ID)
			continue
		case fate == changes:
			w.change(entry, r)
		}
		if len(entry) > 0 {
			entries[name(int32(id))] = entry
		} else {
			persons = append(persons, r.Persona.ID)
		}
	}
	for i, persona := range some(w.generator, persons) {
		entries[name(int32(-1-i))] = w.creation(persona)
	}
	return w.stale(entries, Object{"notes": "weg", "parts": Object{"1": Object{}}})
}

func (w *writer) unregistered() []event.PersonaID {
	var free []event.PersonaID
	for id, p := range event.Sorted(w.Personas) {
		if p.IsEventRealm && !p.IsArchived && !slices.ContainsFunc(keys(w.Registrations), func(r event.RegistrationID) bool {
			return w.Registrations[r].Persona.ID == id
		}) {
			free = append(free, id)
		}
	}
	return free
}

// released takes somebody out of the courses that are deleted. It is empty if nobody needs to.
func (w *writer) released(r *event.Registration) Object {
	tracks := Object{}
	for id, place := range event.Sorted(r.Tracks) {
		if place.CourseID != nil && !slices.Contains(w.courseIDs, int32(*place.CourseID)) {
			tracks[name(int32(id))] = Object{"course_id": w.id(maybe(w.generator, w.courseIDs))}
		}
	}
	if len(tracks) == 0 {
		return Object{}
	}
	return Object{"tracks": tracks}
}

func (w *writer) change(entry Object, r *event.Registration) {
	w.set(entry, w.registrationMembers())
	if w.in(50) {
		parts := Object{}
		for _, id := range some(w.generator, keys(w.Event.Parts)) {
			stay := Object{}
			w.set(stay, w.stayMembers())
			parts[name(int32(id))] = stay
		}
		entry["parts"] = parts
	}
	tracks, ok := entry["tracks"].(Object)
	if !ok {
		tracks = Object{}
	}
	for _, unit := range w.units() {
		if w.in(40) {
			choices := w.choices(unit[0], r.Tracks[unit[0]].Choices)
			w.place(tracks, unit, Object{"choices": choices})
		}
		if w.in(40) {
			w.place(tracks, unit, Object{"course_instructor": w.id(maybe(w.generator, w.courseIDs))})
		}
	}
	if len(tracks) > 0 {
		entry["tracks"] = tracks
	}
}

// place says the same of all tracks of a unit.
func (w *writer) place(tracks Object, unit []event.TrackID, said Object) {
	for _, id := range unit {
		track, ok := tracks[name(int32(id))].(Object)
		if !ok {
			track = Object{}
			tracks[name(int32(id))] = track
		}
		maps.Copy(track, said)
	}
}

// choices draws courses that are offered or, if they are there in the end, chosen already.
func (w *writer) choices(track event.TrackID, present []event.CourseID) []jsontext.Value {
	from := slices.Clone(w.offered[track])
	for _, id := range present {
		if slices.Contains(w.courseIDs, int32(id)) && !slices.Contains(from, int32(id)) {
			from = append(from, int32(id))
		}
	}
	choices := []jsontext.Value{}
	for _, id := range some(w.generator, from) {
		choices = append(choices, w.int(id))
	}
	return choices
}

func (w *writer) creation(persona event.PersonaID) Object {
	entry := Object{"persona_id": w.int(int32(persona))}
	w.all(entry, w.registrationMembers())
	parts, tracks := Object{}, Object{}
	for id := range event.Sorted(w.Event.Parts) {
		stay := Object{}
		w.all(stay, w.stayMembers())
		parts[name(int32(id))] = stay
	}
	for _, unit := range w.units() {
		choices, instructor := w.choices(unit[0], nil), w.id(maybe(w.generator, w.courseIDs))
		w.place(tracks, unit, Object{"choices": choices, "course_instructor": instructor})
		for _, id := range unit {
			w.place(tracks, []event.TrackID{id}, Object{"course_id": w.id(maybe(w.generator, w.courseIDs))})
		}
	}
	entry["parts"], entry["tracks"] = parts, tracks
	return entry
}

func (w *writer) stayMembers() map[string]func() any {
	return map[string]func() any{
		"status":         func() any { return w.int(int32(pick(w.generator, event.Statuses).Number())) },
		"lodgement_id":   func() any { return w.id(maybe(w.generator, w.lodgementIDs)) },
		"is_camping_mat": func() any { return w.bool() },
	}
}

func (w *writer) registrationMembers() map[string]func() any {
	return map[string]func() any{
		"mixed_lodging":      func() any { return w.bool() },
		"list_consent":       func() any { return w.bool() },
		"parental_agreement": func() any { return w.bool() },
		"notes":              func() any { return w.stringOrNull() },
		"orga_notes":         func() any { return w.stringOrNull() },
		"checkin": func() any {
			return jsontext.Value(pick(w.generator, append(spellings[event.FieldDateTime],
				"null")))
		},
		"fields": func() any { return w.fieldValues(event.OfRegistration) },
		"personalized_fees": func() any {
			fees := Object{}
			for _, id := range some(w.generator, personalized) {
				fees[name(int32(id))] = w.amount()
			}
			return fees
		},
	}
}
