package event

import (
	"maps"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/scalar"
)

// Registration is a registration (Anmeldung) of a persona for the event.
type Registration struct {
	Notes             *string           `json:"notes"`
	OrgaNotes         *string           `json:"orga_notes"`
	Payment           *string           `json:"payment"` // day of the payment, YYYY-MM-DD
	ParentalAgreement bool              `json:"parental_agreement"`
	MixedLodging      bool              `json:"mixed_lodging"`
	Checkin           *time.Time        `json:"checkin"` // nil: not there yet
	ListConsent       bool              `json:"list_consent"`
	Fields            Values            `json:"fields"`
	AmountPaid        Amount            `json:"amount_paid"`
	AmountOwed        Amount            `json:"amount_owed"`
	IsMember          bool              `json:"is_member"`
	CTime             *time.Time        `json:"ctime"`
	MTime             *time.Time        `json:"mtime"` // nil: never changed
	Parts             map[PartID]Stay   `json:"parts"`
	Tracks            map[TrackID]Place `json:"tracks"`
	PersonalizedFees  map[FeeID]Amount  `json:"personalized_fees"` // only those that are set
	Persona           Persona           `json:"persona"`
	Extra             jsontext.Value    `json:",embed"`
}

// Stay is what a registration says about one part of the event.
type Stay struct {
	Status       Status         `json:"status"`
	LodgementID  *LodgementID   `json:"lodgement_id"`
	IsCampingMat bool           `json:"is_camping_mat"`
	Extra        jsontext.Value `json:",embed"`
}

// Place is what a registration says about one track of the event.
type Place struct {
	CourseID         *CourseID      `json:"course_id"`         // attended
	CourseInstructor *CourseID      `json:"course_instructor"` // held
	Choices          []CourseID     `json:"choices"`           // by rank
	Extra            jsontext.Value `json:",embed"`
}

// Persona is a person as an export shows them with their registration.
type Persona struct {
	ID          PersonaID      `json:"id"`
	DisplayName string         `json:"display_name"`
	GivenNames  string         `json:"given_names"`
	FamilyName  string         `json:"family_name"`
	Username    *string        `json:"username"` // mail address
	IsMember    bool           `json:"is_member"`
	IsOrga      bool           `json:"is_orga"`
	Extra       jsontext.Value `json:",embed"`
}

// Name is how people call the person: display name and family name.
func (p Persona) Name() string {
	name := p.DisplayName
	if name == "" {
		name = p.GivenNames
	}
	if p.FamilyName == "" {
		return name
	}
	return name + " " + p.FamilyName
}

// Person is somebody who may be registered, with what decides whether they may.
type Person struct {
	Persona
	IsEventRealm bool `json:"is_event_realm"` // may take part in events
	IsArchived   bool `json:"is_archived"`
}

// Get implements [Entity].
func (r *Registration) Get(path jsontext.Pointer) scalar.Value {
	switch head, rest := split(path); head {
	case "fields":
		return r.Fields.get(rest.LastToken())
	case "parts":
		stay, ok := r.Parts[PartID(number(rest.Parent()))]
		if !ok {
			return ""
		}
		return get(stay.attribute(rest.LastToken()))
	case "tracks":
		place, ok := r.Tracks[TrackID(number(rest.Parent()))]
		if !ok {
			return ""
		}
		return get(place.attribute(rest.LastToken()))
	case "personalized_fees":
		if amount, ok := r.PersonalizedFees[FeeID(number(rest))]; ok {
			return valueOf(amount)
		}
		return scalar.Null
	default:
		return get(r.attribute(head))
	}
}

// Set implements [Entity].
func (r *Registration) Set(path jsontext.Pointer, v scalar.Value) {
	switch head, rest := split(path); head {
	case "fields":
		r.Fields.set(rest.LastToken(), v)
	case "parts":
		id := PartID(number(rest.Parent()))
		stay := r.Parts[id]
		set(stay.attribute(rest.LastToken()), v)
		r.Parts = put(r.Parts, id, stay)
	case "tracks":
		id := TrackID(number(rest.Parent()))
		place := r.Tracks[id]
		set(place.attribute(rest.LastToken()), v)
		r.Tracks = put(r.Tracks, id, place)
	case "personalized_fees":
		if v == scalar.Null {
			delete(r.PersonalizedFees, FeeID(number(rest)))
			return
		}
		var amount Amount
		set(&amount, v)
		r.PersonalizedFees = put(r.PersonalizedFees, FeeID(number(rest)), amount)
	default:
		set(r.attribute(head), v)
	}
}

func put[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	if m == nil {
		m = map[K]V{}
	}
	m[k] = v
	return m
}

func (r *Registration) attribute(key string) any {
	switch key {
	case "persona_id":
		return &r.Persona.ID
	case "notes":
		return &r.Notes
	case "orga_notes":
		return &r.OrgaNotes
	case "parental_agreement":
		return &r.ParentalAgreement
	case "mixed_lodging":
		return &r.MixedLodging
	case "checkin":
		return &r.Checkin
	case "list_consent":
		return &r.ListConsent
	case "amount_owed":
		return &r.AmountOwed
	}
	return nil
}

func (s *Stay) attribute(key string) any {
	switch key {
	case "status":
		return &s.Status
	case "lodgement_id":
		return &s.LodgementID
	case "is_camping_mat":
		return &s.IsCampingMat
	}
	return nil
}

func (p *Place) attribute(key string) any {
	switch key {
	case "course_id":
		return &p.CourseID
	case "course_instructor":
		return &p.CourseInstructor
	case "choices":
		return &p.Choices
	}
	return nil
}

// Clone implements [Entity]. The choices of a place are shared: a change replaces the list.
func (r *Registration) Clone() Entity {
	clone := *r
	clone.Fields = maps.Clone(r.Fields)
	clone.Parts = maps.Clone(r.Parts)
	clone.Tracks = maps.Clone(r.Tracks)
	clone.PersonalizedFees = maps.Clone(r.PersonalizedFees)
	return &clone
}
