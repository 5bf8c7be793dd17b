package event

import (
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/scalar"
)

// Definition is the event itself: what an import refers to but cannot change.
type Definition struct {
	Title       string                `json:"title"`
	Shortname   string                `json:"shortname"`
	Parts       map[PartID]Part       `json:"parts"`
	Fields      Fields                `json:"fields"`
	Fees        Fees                  `json:"fees"`
	TrackGroups map[string]TrackGroup `json:"track_groups"`
	// Orgas are the personas whose fees the condition is_orga speaks of. An export of the original lacks them.
	Orgas []PersonaID    `json:"orgas,omitzero"`
	Extra jsontext.Value `json:",embed"`
}

// Part is a part of the event (Veranstaltungsteil).
type Part struct {
	Title     string            `json:"title"`
	Shortname string            `json:"shortname"`
	Begin     string            `json:"part_begin"` // first day, YYYY-MM-DD
	End       string            `json:"part_end"`   // last day, YYYY-MM-DD
	Tracks    map[TrackID]Track `json:"tracks"`
	Extra     jsontext.Value    `json:",embed"`
}

// Days are the first and the last day of the parts, YYYY-MM-DD. Empty: there is no part.
func (d *Definition) Days() (first, last string) {
	for _, part := range d.Parts {
		if first == "" || part.Begin < first {
			first = part.Begin
		}
		last = max(last, part.End)
	}
	return first, last
}

// Track is a slot for courses within a part (Kursschiene).
type Track struct {
	Title     string `json:"title"`
	Shortname string `json:"shortname"`
	SortKey   int    `json:"sortkey"`
	// CourseRoomField names the course field that holds the room; nil: there is none.
	CourseRoomField *string        `json:"course_room_field"`
	Extra           jsontext.Value `json:",embed"`
}

// Field defines a custom field (Datenfeld).
type Field struct {
	Name        string         `json:"-"`           // the key in the file
	ID          FieldID        `json:"id,omitzero"` // 0: the export does not tell
	Kind        FieldKind      `json:"kind"`
	Association Association    `json:"association"`
	Title       string         `json:"title"`
	Entries     Options        `json:"entries"` // nil: no select field
	Extra       jsontext.Value `json:",embed"`
}

// Option is a value of a select field.
type Option struct{ Key, Title string }

// Fee defines a fee (Teilnahmebeitrag). It is conditional if it has an amount and a condition, personalised if neither.
type Fee struct {
	Title     string         `json:"-"`           // the key in the file
	ID        FeeID          `json:"id,omitzero"` // 0: nobody knows, see [Snapshot.NameFees]
	Amount    *Amount        `json:"amount"`
	Condition *string        `json:"condition"`
	Extra     jsontext.Value `json:",embed"`
}

// Personalized reports whether each registration has its own amount of the fee, or none.
func (f Fee) Personalized() bool { return f.Amount == nil && f.Condition == nil }

// Individual are the titles of the personalized fees: by them an import can change what somebody owes.
func (d *Definition) Individual() (titles []string) {
	for _, f := range d.Fees {
		if f.Personalized() {
			titles = append(titles, f.Title)
		}
	}
	return titles
}

// TrackGroup joins tracks under a constraint.
type TrackGroup struct {
	Title      string         `json:"title"`
	Constraint Constraint     `json:"constraint_type"`
	TrackIDs   []TrackID      `json:"track_ids"`
	Extra      jsontext.Value `json:",embed"`
}

// Field finds a custom field of an association by its name.
func (d *Definition) Field(of Association, name string) (Field, bool) {
	for _, f := range d.Fields {
		if f.Name == name && f.Association == of {
			return f, true
		}
	}
	return Field{}, false
}

// Fee finds a fee by its ID.
func (d *Definition) Fee(id FeeID) (Fee, bool) {
	i := slices.IndexFunc(d.Fees, func(f Fee) bool { return f.ID == id })
	if i < 0 {
		return Fee{}, false
	}
	return d.Fees[i], true
}

// Track finds a track and the part that it belongs to.
func (d *Definition) Track(id TrackID) (Track, PartID, bool) {
	for part, p := range d.Parts {
		if t, ok := p.Tracks[id]; ok {
			return t, part, true
		}
	}
	return Track{}, 0, false
}

// Choices is how many choices a track wants of each person, at least and at most; 0: it does not say.
func (t Track) Choices() (least, most int) {
	var wanted struct {
		Least int `json:"min_choices"`
		Most  int `json:"num_choices"`
	}
	if len(t.Extra) == 0 || json.Unmarshal(t.Extra, &wanted) != nil {
		return 0, 0 // which nobody enforces
	}
	return wanted.Least, wanted.Most
}

// TrackIDs lists the tracks of all parts, ascending.
func (d *Definition) TrackIDs() []TrackID {
	var all []TrackID
	for _, p := range d.Parts {
		for id := range p.Tracks {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// Synchronised lists the groups of tracks whose choices and course instructors must be equal, each ascending.
func (d *Definition) Synchronised() [][]TrackID {
	var groups [][]TrackID
	for _, g := range Sorted(d.TrackGroups) {
		if g.Constraint == CourseChoiceSync && len(g.TrackIDs) > 1 {
			groups = append(groups, slices.Sorted(slices.Values(g.TrackIDs)))
		}
	}
	return groups
}

// AssociationOf is what fields of the entities of a section are associated with; lodgement groups have none.
func AssociationOf(s Section) Association {
	switch s {
	case Courses:
		return OfCourse
	case Lodgements:
		return OfLodgement
	case Registrations:
		return OfRegistration
	}
	return ""
}

// Type is what values of the field may be, apart from its options.
//
// SPEC: "Kinds: 1 text, 2 bool, 3 int, 4 number, 5 date, 6 datetime, 10 int >= 0, 12 number >= 0, 20 phone (any text).
// All nullable, null clears the value."
func (f Field) Type() scalar.Type {
	var t scalar.Type
	switch f.Kind {
	case FieldBool:
		t = scalar.Bool
	case FieldInt:
		t = scalar.Int
	case FieldNonNegativeInt:
		t = scalar.NonNegative
	case FieldNumber:
		t = scalar.Type{Kind: scalar.KindNumber}
	case FieldNonNegativeNumber:
		t = scalar.Type{Kind: scalar.KindNumber, Bounded: true}
	case FieldDate:
		t = scalar.Date
	case FieldDateTime:
		t = scalar.DateTime
	default:
		t = scalar.String
	}
	return t.OrNull()
}

// Option finds an option of a select field by its key.
func (f Field) Option(key string) (Option, bool) {
	i := slices.IndexFunc(f.Entries, func(o Option) bool { return o.Key == key })
	if i < 0 {
		return Option{}, false
	}
	return f.Entries[i], true
}

// FieldNow is what a field of an earlier definition is called now; empty: by the same name, or it is gone.
func (d *Definition) FieldNow(was *Definition, name string) string {
	for _, f := range was.Fields {
		if i := d.fieldAt(f.ID); f.Name == name && i >= 0 && d.Fields[i].Name != name {
			return d.Fields[i].Name
		}
	}
	return ""
}

// PartNow is the short name that a part of an earlier definition has now; empty: the same, or it is gone.
func (d *Definition) PartNow(was *Definition, short string) string {
	for id, p := range Sorted(was.Parts) {
		if now, ok := d.Parts[id]; ok && p.Shortname == short && now.Shortname != short {
			return now.Shortname
		}
	}
	return ""
}
