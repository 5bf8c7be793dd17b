package event

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

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

// Section names one of the collections that an import may change, or one of those that make up the definition.
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

// String gives the JSON pointer of the entity: that in an export, /courses/3; of what is defined, by its ID, where an
// export may have names and tracks within parts: /event/tracks/3, /event for the event itself.
func (k Key) String() string {
	if k.Section == DefinedEvent {
		return "/event"
	}
	id := "/" + strconv.Itoa(int(k.ID))
	if k.Section.Defines() {
		return "/event/" + string(k.Section) + id
	}
	return "/" + string(k.Section) + id
}

// KeyAt takes a pointer apart into the entity that it leads to, or into, and the rest. The inverse of [Key.String]. A
// pointer to anything else gives whatever stands at its beginning as the section, of which there is none then.
func KeyAt(at jsontext.Pointer) (k Key, rest jsontext.Pointer) {
	head, rest := split(at)
	if head == string(DefinedEvent) {
		section, inner := split(rest)
		if id, after := split(inner); Section(section).Defines() && number(jsontext.Pointer("/"+id)) != 0 {
			return Key{Section(section), number(jsontext.Pointer("/" + id))}, after
		}
		return Key{Section: DefinedEvent}, rest
	}
	id, rest := split(rest)
	return Key{Section(head), number(jsontext.Pointer("/" + id))}, rest
}
