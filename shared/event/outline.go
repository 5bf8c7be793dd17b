package event

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// What makes up a definition is changed as courses are: each part, track, field and fee is an entity with an ID, and so
// is the event itself. Unlike other entities they are parts of one value, [Definition]: what [Snapshot.Entity] gives of
// them is a copy, which [Snapshot.Put] puts back.
//
//	section | entity is        | besides its attributes
//	parts   | a [Part]         | its tracks are entities of their own
//	tracks  | a [Track]        | /part_id, which never changes
//	fields  | a [Field]        | /name; /entries as a whole: their order means something
//	fees    | a [Fee]          | /title
//	event   | the event itself | /field_order, /fee_order; /track_groups by key, which is there as long as it has a title
//
// Attributes that Kursbuch does not interpret are those of Extra, by their key.
const (
	DefinedParts  Section = "parts"
	DefinedTracks Section = "tracks"
	DefinedFields Section = "fields"
	DefinedFees   Section = "fees"
	DefinedEvent  Section = "event"
)

// Definers lists the sections of the definition in the order in which a change works through them: before all
// [Sections], the event itself, which has the order of the others, last.
var Definers = []Section{DefinedParts, DefinedTracks, DefinedFields, DefinedFees, DefinedEvent}

// AllSections are the definers and the sections in the order in which an import works through them.
var AllSections = slices.Concat(Definers, Sections)

func init() {
	problem.RegisterTerms(map[string]problem.Text{
		"parts": {De: "Veranstaltungsteil", En: "part"}, "tracks": {De: "Kursschiene", En: "track"},
		"fields": {De: "Datenfeld", En: "field"}, "fees": {De: "Teilnahmebeitrag", En: "fee"},
		"event": {De: "Veranstaltung", En: "event"},
	})
}

// Defines reports whether the entities of a section make up the definition.
func (s Section) Defines() bool { return slices.Contains(Definers, s) }

type definedPart struct {
	Title     string         `json:"title"`
	Shortname string         `json:"shortname"`
	Begin     string         `json:"part_begin"`
	End       string         `json:"part_end"`
	Extra     jsontext.Value `json:",embed"`
}

type definedTrack struct {
	PartID          PartID         `json:"part_id"`
	Title           string         `json:"title"`
	Shortname       string         `json:"shortname"`
	SortKey         int            `json:"sortkey"`
	CourseRoomField *string        `json:"course_room_field"`
	Extra           jsontext.Value `json:",embed"`
}

type definedField struct {
	Name        string         `json:"name"`
	Title       string         `json:"title"`
	Association Association    `json:"association"`
	Kind        FieldKind      `json:"kind"`
	Entries     Options        `json:"entries"`
	Extra       jsontext.Value `json:",embed"`
}

type definedFee struct {
	Title     string         `json:"title"`
	Amount    *Amount        `json:"amount"`
	Condition *string        `json:"condition"`
	Extra     jsontext.Value `json:",embed"`
}

type definedEvent struct {
	Title       string                `json:"title"`
	Shortname   string                `json:"shortname"`
	Orgas       []PersonaID           `json:"orgas"`
	TrackGroups map[string]TrackGroup `json:"track_groups"`
	FieldOrder  []FieldID             `json:"field_order"`
	FeeOrder    []FeeID               `json:"fee_order"`
	Extra       jsontext.Value        `json:",embed"`
}

func newDefined(s Section) Entity {
	switch s {
	case DefinedParts:
		return new(definedPart)
	case DefinedTracks:
		return new(definedTrack)
	case DefinedFields:
		return new(definedField)
	case DefinedFees:
		return new(definedFee)
	}
	return new(definedEvent)
}

// defined is a copy of what a key is the one of; nil if there is none.
func (d *Definition) defined(k Key) Entity {
	switch k.Section {
	case DefinedParts:
		if p, ok := d.Parts[PartID(k.ID)]; ok {
			return &definedPart{p.Title, p.Shortname, p.Begin, p.End, p.Extra}
		}
	case DefinedTracks:
		if t, part, ok := d.Track(TrackID(k.ID)); ok {
			return &definedTrack{part, t.Title, t.Shortname, t.SortKey, t.CourseRoomField, t.Extra}
		}
	case DefinedFields:
		if i := d.fieldAt(FieldID(k.ID)); i >= 0 {
			f := d.Fields[i]
			return &definedField{f.Name, f.Title, f.Association, f.Kind, f.Entries, f.Extra}
		}
	case DefinedFees:
		if f, ok := d.Fee(FeeID(k.ID)); ok && k.ID != 0 {
			return &definedFee{f.Title, f.Amount, f.Condition, f.Extra}
		}
	case DefinedEvent:
		e := &definedEvent{Title: d.Title, Shortname: d.Shortname, Orgas: d.Orgas, TrackGroups: maps.Clone(d.TrackGroups),
			Extra: d.Extra}
		for _, f := range d.Fields {
			e.FieldOrder = append(e.FieldOrder, f.ID)
		}
		for _, f := range d.Fees {
			e.FeeOrder = append(e.FeeOrder, f.ID)
		}
		return e
	}
	return nil
}

func (d *Definition) fieldAt(id FieldID) int {
	return slices.IndexFunc(d.Fields, func(f Field) bool { return f.ID == id && id != 0 })
}

// put adds what an event is defined by, or replaces what has its ID. The definition must be nobody else's, see
// [Definition.clone].
func (d *Definition) put(id int32, e Entity) {
	switch e := e.(type) {
	case *definedPart:
		d.Parts = put(d.Parts, PartID(id), Part{e.Title, e.Shortname, e.Begin, e.End, d.Parts[PartID(id)].Tracks, e.Extra})
	case *definedTrack:
		part := d.Parts[e.PartID]
		part.Tracks = put(maps.Clone(part.Tracks), TrackID(id),
			Track{e.Title, e.Shortname, e.SortKey, e.CourseRoomField, e.Extra})
		d.Parts = put(d.Parts, e.PartID, part)
	case *definedField:
		f := Field{e.Name, FieldID(id), e.Kind, e.Association, e.Title, e.Entries, e.Extra}
		if i := d.fieldAt(f.ID); i >= 0 {
			d.Fields[i] = f
		} else {
			d.Fields = append(d.Fields, f)
		}
	case *definedFee:
		f := Fee{e.Title, FeeID(id), e.Amount, e.Condition, e.Extra}
		if i := slices.IndexFunc(d.Fees, func(f Fee) bool { return f.ID == FeeID(id) }); i >= 0 {
			d.Fees[i] = f
		} else {
			d.Fees = append(d.Fees, f)
		}
	case *definedEvent:
		d.Title, d.Shortname, d.Orgas, d.TrackGroups, d.Extra = e.Title, e.Shortname, e.Orgas, e.TrackGroups, e.Extra
		arrange(d.Fields, e.FieldOrder, func(f Field) FieldID { return f.ID })
		arrange(d.Fees, e.FeeOrder, func(f Fee) FeeID { return f.ID })
	}
}

// arrange brings a list into an order of IDs. What that does not name stays behind the rest.
func arrange[E any, ID comparable](list []E, order []ID, id func(E) ID) {
	rank := func(e E) int {
		if i := slices.Index(order, id(e)); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(list, func(a, b E) int { return rank(a) - rank(b) })
}

func (d *Definition) remove(k Key) {
	switch k.Section {
	case DefinedParts:
		delete(d.Parts, PartID(k.ID))
	case DefinedTracks:
		if _, id, ok := d.Track(TrackID(k.ID)); ok {
			part := d.Parts[id]
			part.Tracks = maps.Clone(part.Tracks)
			delete(part.Tracks, TrackID(k.ID))
			d.Parts[id] = part
		}
	case DefinedFields:
		d.Fields = slices.DeleteFunc(d.Fields, func(f Field) bool { return f.ID == FieldID(k.ID) })
	case DefinedFees:
		d.Fees = slices.DeleteFunc(d.Fees, func(f Fee) bool { return f.ID == FeeID(k.ID) })
	}
}

// ids lists those of a section of the definition, ascending. The event itself has none.
func (d *Definition) ids(s Section) []int32 {
	all := []int32{}
	switch s {
	case DefinedParts:
		return ids(d.Parts)
	case DefinedTracks:
		for _, id := range d.TrackIDs() {
			all = append(all, int32(id))
		}
	case DefinedFields:
		for _, f := range d.Fields {
			all = append(all, int32(f.ID))
		}
	case DefinedFees:
		for _, f := range d.Fees {
			all = append(all, int32(f.ID))
		}
	}
	slices.Sort(all)
	return all
}

// clone is a copy that can be put into.
func (d *Definition) clone() Definition {
	clone := *d
	clone.Parts, clone.TrackGroups = maps.Clone(d.Parts), maps.Clone(d.TrackGroups)
	clone.Fields, clone.Fees = slices.Clone(d.Fields), slices.Clone(d.Fees)
	return clone
}

// Identified is s with an ID for every field and fee, which exports of the original lack: in the order of the file,
// after all that are known. It is s itself where none is missing.
func (s *Snapshot) Identified() *Snapshot {
	known := s.Edit()
	missing := false
	for i := range known.Event.Fields {
		if f := &known.Event.Fields[i]; f.ID == 0 {
			missing = true
			f.ID = FieldID(known.TakeID(DefinedFields))
		}
	}
	for i := range known.Event.Fees {
		if f := &known.Event.Fees[i]; f.ID == 0 && !f.Personalized() { // of an individual one, only people can know it
			missing = true
			f.ID = FeeID(known.TakeID(DefinedFees))
		}
	}
	if !missing {
		return s
	}
	return known
}

// Place is where an export has what is defined; empty: there is none with this key.
func (d *Definition) Place(k Key) jsontext.Pointer {
	switch e := d.defined(k).(type) {
	case *definedPart:
		return at("/event/parts", k.ID)
	case *definedTrack:
		return at("/event/parts", e.PartID, "tracks", k.ID)
	case *definedField:
		return at("/event/fields", e.Name)
	case *definedFee:
		return at("/event/fees", e.Title)
	case *definedEvent:
		return "/event"
	}
	return ""
}
