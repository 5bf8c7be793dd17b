// Package jobcal keeps the job calendar: the appointments of persons with their resources.
//
// It is the leading calendar. What a client sends is a [Draft], [Check] makes an [Appointment] of it or says everything
// that is wrong. Records have no version: their [access.Tag] is made of what they hold, so whoever changes one says by
// its tag what they have seen.
//
//	kind        | refers to          | when what it refers to goes
//	appointment | persons, resources | it keeps the ID, which may stay in it; nobody is invited for it, and
//	            |                    | it cannot be put into another one
//	person      | a persona          | nothing
//	resource    | -                  |
//
// [Apply] is the only way to change it: some [Operation], all or nothing, checked against what there is after all of
// them.
//
// The sessions of an event's courses are appointments, too, but no records: [Derive] makes them anew of the event with
// its [SessionPlan]. [EffectOf] an import is what that makes of them.
//
// Time zones are those that Go brings along where the machine has none.
package jobcal

import (
	"slices"
	"time"
	_ "time/tzdata"

	"kursbuch.internal/shared/event"
)

// IDs are given by the client and never change.
type (
	AppointmentID string
	PersonID      string
	ResourceID    string
)

// Appointment is something that persons do with resources at a time (Auftragstermin). It was checked.
type Appointment struct {
	ID AppointmentID
	// JobNumber is the number of the job in the planner's books; empty: none.
	JobNumber   string
	Title       string // one line
	Description string // plain text
	Location    string // one line
	Span        Span
	Persons     []PersonID   // ascending, each once
	Resources   []ResourceID // ascending, each once
	// Category has a colour in the master calendar if the settings say so; empty: none.
	Category string
	// Private hides the details from those who may only read the calendar.
	Private bool
	// Free leaves the time of the persons free for other things.
	Free bool
	// Link leads back to where the appointment was planned; empty: nowhere.
	Link string
	// Cancelled appointments do not take place. They stay in the job calendar.
	Cancelled bool
	// Origin is the name of the table that leads the appointment, see package table; empty: none. Clients cannot give it,
	// nor take it away.
	Origin string
	// Edited are those of the [TableMembers] that somebody has changed since the table said them, in that order.
	Edited []string
}

// TableMembers are the members of an appointment that a table knows, as a [Draft] calls them. When is start, end, time
// zone together.
var TableMembers = []string{"title", "job_number", "when", "persons"}

// Differing are those of the [TableMembers] in which two appointments differ, in that order.
func (a Appointment) Differing(b Appointment) (members []string) {
	for _, m := range []struct {
		name string
		same bool
	}{
		{TableMembers[0], a.Title == b.Title}, {TableMembers[1], a.JobNumber == b.JobNumber},
		{TableMembers[2], a.Span.Equal(b.Span)}, {TableMembers[3], slices.Equal(a.Persons, b.Persons)},
	} {
		if !m.same {
			members = append(members, m.name)
		}
	}
	return members
}

// keeping is the appointment as planners have written it, with what only tables may say of it as it was before.
func (a Appointment) keeping(before Appointment) Appointment {
	a.Origin, a.Edited = before.Origin, nil
	if a.Origin == "" {
		return a
	}
	changed := before.Differing(a)
	for _, member := range TableMembers {
		if slices.Contains(changed, member) || slices.Contains(before.Edited, member) {
			a.Edited = append(a.Edited, member)
		}
	}
	return a
}

// Span is the time that an appointment takes.
type Span struct {
	// Start and End, exclusive, are in the location of Zone. All day, they are midnight UTC of the first day and of the
	// day after the last one.
	Start, End time.Time
	// Zone is the IANA name of the time zone; empty: the appointment takes whole days, wherever one is.
	Zone string
}

// AllDay reports whether the appointment takes whole days.
func (s Span) AllDay() bool { return s.Zone == "" }

// Equal reports whether two spans are the same time. The name of a time zone does not matter, the instants do.
func (s Span) Equal(t Span) bool {
	return s.AllDay() == t.AllDay() && s.Start.Equal(t.Start) && s.End.Equal(t.End)
}

// Person is somebody who has appointments (Bearbeiter). It is stored: fields may be added, never rename or retype one.
type Person struct {
	ID PersonID `json:"id"`
	// ShortName is what planners call the person (Kürzel), unique.
	ShortName string `json:"short_name"`
	Name      string `json:"name"`
	// Mail is where Google finds the person, in small letters, unique among persons and resources; empty: nowhere.
	Mail string `json:"mail,omitempty"`
	// Sync is whether the person is invited and may read the master calendar.
	Sync bool `json:"sync,omitzero"`
	// Persona is who the person is in events; 0: nobody.
	Persona event.PersonaID `json:"persona,omitzero"`
	// FeedKey opens the person's private feed to whoever knows it; empty: nobody yet. It is no part of what clients put,
	// see [Operation]. Stored and not derived from a secret: it can be renewed for one person, there is no secret to
	// keep, and who can read it here can read the appointments, too.
	FeedKey string `json:"feed_key,omitempty"`
}

// Resource is a thing or a room that is taken (Ressource). It is stored: fields may be added, never rename or retype
// one.
type Resource struct {
	ID   ResourceID `json:"id"`
	Name string     `json:"name"`
	// Mail is that of the resource in Google Workspace, which is invited, unique; empty: Google does not know it.
	Mail string `json:"mail,omitempty"`
}
