package event

import "strconv"

// ID identifies an event (Veranstaltung).
type ID int32

// The IDs of what belongs to an event. A negative CourseID, LodgementGroupID, LodgementID or RegistrationID is a
// placeholder for an entity that an import is about to create; 0 identifies nothing.
type (
	CourseID         int32
	LodgementGroupID int32
	LodgementID      int32
	RegistrationID   int32
	PartID           int32
	TrackID          int32
	FeeID            int32
	FieldID          int32
)

// PersonaID identifies a person across all events.
type PersonaID int32

// Section names one of the four collections that an import may change.
type Section string

// The sections.
const (
	LodgementGroups Section = "lodgement_groups"
	Lodgements      Section = "lodgements"
	Courses         Section = "courses"
	Registrations   Section = "registrations"
)

// Sections lists the sections in the order in which an import works through them. The order is part of the format: new
// IDs are given out along it.
//
// SPEC: "Processing order: groups, lodgements, courses, registrations."
var Sections = []Section{LodgementGroups, Lodgements, Courses, Registrations}

// Key addresses one entity of an event.
type Key struct {
	Section Section `json:"section"`
	ID      int32   `json:"id"`
}

// String gives the JSON pointer of the entity in an export: /courses/3.
func (k Key) String() string { return "/" + string(k.Section) + "/" + strconv.Itoa(int(k.ID)) }
