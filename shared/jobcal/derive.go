// The appointments of courses: one for each session of each track in which a course is offered. They are made anew from
// the event each time, under IDs that stay the same; no store keeps them.

package jobcal

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// CourseCategory is the category of the sessions of courses.
const CourseCategory = "Kurs"

// Derive makes the appointments of the courses of an event: one for each session of each track in which a course is
// offered. A course that does not take place there has cancelled ones. IDs are made of course, track, session, so they
// stay the same whatever else changes. Persons are those of the job calendar, found by persona.
func Derive(s *event.Snapshot, plan SessionPlan, persons map[PersonID]Person) map[AppointmentID]Appointment {
	appointments := map[AppointmentID]Appointment{}
	d := derivation{s, plan.Invite, byPersona(persons)}
	for id, sessions := range plan.Tracks {
		held, spans := d.held(id), make([]Span, len(sessions))
		for i, session := range sessions {
			spans[i] = session.Span()
		}
		for course, c := range s.Courses {
			active, offered := c.Segments[id]
			if !offered {
				continue
			}
			a := d.appointment(c, id)
			a.Persons, a.Cancelled = held[course], !active
			for i, session := range sessions {
				a.ID, a.Span = appointmentID(course, id, session), spans[i]
				appointments[a.ID] = a
			}
		}
	}
	return appointments
}

// appointmentID is the ID of a course's appointment.
func appointmentID(course event.CourseID, track event.TrackID, s Session) AppointmentID {
	return AppointmentID(string(slotOf(course, track)) + "-" + s.ID)
}

// coursePath is where in an import the course of an appointment is.
func coursePath(id AppointmentID) jsontext.Pointer {
	course, _, _ := strings.Cut(strings.TrimPrefix(string(id), "c"), "-t") // the ID of a new course begins with a hyphen
	return jsontext.Pointer("/courses").AppendToken(course)
}

// derivation is what is derived from.
type derivation struct {
	*event.Snapshot
	invite  Invite
	persons map[event.PersonaID]PersonID
}

// byPersona finds persons. Of several with one persona it is the one whose ID comes first.
func byPersona(persons map[PersonID]Person) map[event.PersonaID]PersonID {
	found := map[event.PersonaID]PersonID{}
	for id, p := range event.Sorted(persons) {
		if _, taken := found[p.Persona]; p.Persona != 0 && !taken {
			found[p.Persona] = id
		}
	}
	return found
}

// held is who has the appointments of each course of a track: participants of its part only.
func (d derivation) held(track event.TrackID) map[event.CourseID][]PersonID {
	_, part, _ := d.Event.Track(track)
	held := map[event.CourseID][]PersonID{}
	for _, r := range d.Registrations {
		person, known := d.persons[r.Persona.ID]
		if !known || r.Parts[part].Status != event.Participant {
			continue
		}
		place := r.Tracks[track]
		if place.CourseInstructor != nil {
			held[*place.CourseInstructor] = append(held[*place.CourseInstructor], person)
		}
		if d.invite == Everybody && place.CourseID != nil {
			held[*place.CourseID] = append(held[*place.CourseID], person)
		}
	}
	for id, persons := range held {
		held[id] = slices.Compact(ascending(persons))
	}
	return held
}

// appointment is what all appointments of a course in a track have in common. What an export holds may be any text.
func (d derivation) appointment(c *event.Course, track event.TrackID) Appointment {
	description := c.Title
	if c.Instructors != nil && *c.Instructors != "" {
		description += "\nKursleitung: " + *c.Instructors
	}
	return Appointment{
		Title: fit(oneLine(c.Label()), maxTitle), Description: fit(description, maxDescription),
		Location: fit(oneLine(d.room(c, track)), maxLocation),
		Category: CourseCategory,
	}
}

// room is the value of the field that the track names for it, as people see it; empty: there is none.
func (d derivation) room(c *event.Course, track event.TrackID) string {
	t, _, _ := d.Event.Track(track)
	if t.CourseRoomField == nil {
		return ""
	}
	value := c.Fields[*t.CourseRoomField]
	if value == "" || value == scalar.Null {
		return ""
	}
	field, _ := d.Event.Field(event.OfCourse, *t.CourseRoomField)
	if option, ok := field.Option(value.Unquote()); ok {
		return option.Title
	}
	return value.Unquote()
}
