package jobcal

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// Draft is an appointment as clients write it, or as stores keep it: nobody has checked it. Fields may be added, never
// rename or retype one.
type Draft struct {
	ID          AppointmentID `json:"id"`
	JobNumber   string        `json:"job_number,omitempty"`
	Title       string        `json:"title"`
	Description string        `json:"description,omitempty"`
	Location    string        `json:"location,omitempty"`
	// Start and End, exclusive, are one of these, both of them times or both days:
	//
	//	2027-05-15T09:00            the time of day in TimeZone; seconds may follow
	//	2027-05-15T09:00:00+02:00   that instant, shown in TimeZone
	//	2027-05-15                  the day, wherever one is; no TimeZone
	Start string `json:"start"`
	End   string `json:"end"`
	// TimeZone is an IANA name.
	TimeZone  string       `json:"time_zone,omitempty"`
	Persons   []PersonID   `json:"persons,omitempty"`
	Resources []ResourceID `json:"resources,omitempty"`
	Category  string       `json:"category,omitempty"`
	Private   bool         `json:"private,omitzero"`
	Free      bool         `json:"free,omitzero"`
	Link      string       `json:"link,omitempty"`
	Cancelled bool         `json:"cancelled,omitzero"`
	// Origin and Edited are those of an [Appointment]. What clients say of them counts for nothing.
	Origin string   `json:"origin,omitempty"`
	Edited []string `json:"edited,omitempty"`
	// Recurrence is what other calendars call a series. It is here to be refused with what to do instead; nobody stores
	// it.
	Recurrence jsontext.Value `json:"recurrence,omitzero"`
}

// Draft is the one way to write an appointment of all that mean it: times have offsets, lists are ascending.
func (a Appointment) Draft() Draft {
	layout := time.RFC3339
	if a.Span.AllDay() {
		layout = time.DateOnly
	}
	return Draft{
		ID: a.ID, JobNumber: a.JobNumber, Title: a.Title, Description: a.Description, Location: a.Location,
		Start: a.Span.Start.Format(layout), End: a.Span.End.Format(layout), TimeZone: a.Span.Zone,
		Persons: a.Persons, Resources: a.Resources,
		Category: a.Category, Private: a.Private, Free: a.Free, Link: a.Link, Cancelled: a.Cancelled,
		Origin: a.Origin, Edited: a.Edited,
	}
}

// Stored is the appointment that a store has kept as a draft. It was checked then; who it refers to may be gone by now.
func Stored(d Draft) (Appointment, error) {
	var found problem.List
	a := d.appointment(&found)
	if !found.Empty() {
		return Appointment{}, fmt.Errorf("stored appointment %s: %s at %s", d.ID, found.Items[0].Code, found.Items[0].Path)
	}
	return a, nil
}

// appointment is what the draft means, as far as its times can be read.
func (d Draft) appointment(found *problem.List) Appointment {
	return Appointment{
		ID: d.ID, JobNumber: d.JobNumber, Title: d.Title, Description: d.Description, Location: d.Location,
		Span: d.span(found), Persons: ascending(d.Persons), Resources: ascending(d.Resources),
		Category: d.Category, Private: d.Private, Free: d.Free, Link: d.Link, Cancelled: d.Cancelled,
		Origin: d.Origin, Edited: d.Edited,
	}
}
