package event

import (
	"maps"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/scalar"
)

// Course is a course (Kurs).
type Course struct {
	Title       string           `json:"title"`
	Description *string          `json:"description"`
	Nr          string           `json:"nr"`
	Shortname   string           `json:"shortname"`
	Instructors *string          `json:"instructors"`
	MaxSize     *int             `json:"max_size"`
	MinSize     *int             `json:"min_size"`
	IsVisible   bool             `json:"is_visible"`
	Notes       *string          `json:"notes"`
	Fields      Values           `json:"fields"`
	Segments    map[TrackID]bool `json:"segments"` // true: takes place, false: offered but cancelled, absent: not offered
	Extra       jsontext.Value   `json:",embed"`
}

// LodgementGroup is a group of lodgements (Unterkunftsgruppe).
type LodgementGroup struct {
	Title string         `json:"title"`
	Extra jsontext.Value `json:",embed"`
}

// Lodgement is a lodgement (Unterkunft).
type Lodgement struct {
	Title              string           `json:"title"`
	RegularCapacity    int              `json:"regular_capacity"`
	CampingMatCapacity int              `json:"camping_mat_capacity"`
	Notes              *string          `json:"notes"`
	GroupID            LodgementGroupID `json:"group_id"`
	Fields             Values           `json:"fields"`
	Extra              jsontext.Value   `json:",embed"`
}

// Values are the values of custom fields by name. An absent value is the same as null.
type Values map[string]scalar.Value

// FieldsOf are the values of an entity's custom fields, explicit nulls among them. It is nil for a lodgement group.
func FieldsOf(e Entity) Values {
	switch e := e.(type) {
	case *Course:
		return e.Fields
	case *Lodgement:
		return e.Fields
	case *Registration:
		return e.Fields
	}
	return nil
}

func (v Values) get(name string) scalar.Value {
	if value, ok := v[name]; ok {
		return value
	}
	return scalar.Null
}

func (v *Values) set(name string, value scalar.Value) {
	if value == scalar.Null {
		delete(*v, name)
		return
	}
	if *v == nil {
		*v = Values{}
	}
	(*v)[name] = value
}

// Get implements [Entity].
func (c *Course) Get(path jsontext.Pointer) scalar.Value {
	switch head, rest := split(path); head {
	case "fields":
		return c.Fields.get(rest.LastToken())
	case "segments":
		if active, ok := c.Segments[TrackID(number(rest))]; ok {
			return valueOf(active)
		}
		return scalar.Null
	default:
		return get(c.attribute(head))
	}
}

// Set implements [Entity].
func (c *Course) Set(path jsontext.Pointer, v scalar.Value) {
	switch head, rest := split(path); head {
	case "fields":
		c.Fields.set(rest.LastToken(), v)
	case "segments":
		if v == scalar.Null {
			delete(c.Segments, TrackID(number(rest)))
			return
		}
		if c.Segments == nil {
			c.Segments = map[TrackID]bool{}
		}
		c.Segments[TrackID(number(rest))] = v == scalar.True
	default:
		set(c.attribute(head), v)
	}
}

func (c *Course) attribute(key string) any {
	switch key {
	case "title":
		return &c.Title
	case "description":
		return &c.Description
	case "nr":
		return &c.Nr
	case "shortname":
		return &c.Shortname
	case "instructors":
		return &c.Instructors
	case "max_size":
		return &c.MaxSize
	case "min_size":
		return &c.MinSize
	case "is_visible":
		return &c.IsVisible
	case "notes":
		return &c.Notes
	}
	return nil
}

// Clone implements [Entity].
func (c *Course) Clone() Entity {
	clone := *c
	clone.Fields, clone.Segments = maps.Clone(c.Fields), maps.Clone(c.Segments)
	return &clone
}

// Get implements [Entity].
func (g *LodgementGroup) Get(path jsontext.Pointer) scalar.Value { return get(g.attribute(path)) }

// Set implements [Entity].
func (g *LodgementGroup) Set(path jsontext.Pointer, v scalar.Value) { set(g.attribute(path), v) }

func (g *LodgementGroup) attribute(path jsontext.Pointer) any {
	if path == "/title" {
		return &g.Title
	}
	return nil
}

// Clone implements [Entity].
func (g *LodgementGroup) Clone() Entity {
	clone := *g
	return &clone
}

// Get implements [Entity].
func (l *Lodgement) Get(path jsontext.Pointer) scalar.Value {
	head, rest := split(path)
	if head == "fields" {
		return l.Fields.get(rest.LastToken())
	}
	return get(l.attribute(head))
}

// Set implements [Entity].
func (l *Lodgement) Set(path jsontext.Pointer, v scalar.Value) {
	head, rest := split(path)
	if head == "fields" {
		l.Fields.set(rest.LastToken(), v)
		return
	}
	set(l.attribute(head), v)
}

func (l *Lodgement) attribute(key string) any {
	switch key {
	case "title":
		return &l.Title
	case "regular_capacity":
		return &l.RegularCapacity
	case "camping_mat_capacity":
		return &l.CampingMatCapacity
	case "notes":
		return &l.Notes
	case "group_id":
		return &l.GroupID
	}
	return nil
}

// Clone implements [Entity].
func (l *Lodgement) Clone() Entity {
	clone := *l
	clone.Fields = maps.Clone(l.Fields)
	return &clone
}

// split takes the first token off a pointer.
func split(path jsontext.Pointer) (head string, rest jsontext.Pointer) {
	text, found := strings.CutPrefix(string(path), "/")
	if !found {
		return "", ""
	}
	if i := strings.IndexByte(text, '/'); i >= 0 {
		return text[:i], path[1+i:]
	}
	return text, ""
}

// number is the last token of a pointer as an ID; 0 if it is none.
func number(path jsontext.Pointer) int32 {
	n, _ := strconv.ParseInt(path.LastToken(), 10, 32)
	return int32(n)
}

// Label is how people call the course: "β. Kabarett".
func (c *Course) Label() string {
	if c.Nr == "" {
		return c.Shortname
	}
	return c.Nr + ". " + c.Shortname
}

// Label is how people call the group.
func (g *LodgementGroup) Label() string { return g.Title }

// Label is how people call the lodgement.
func (l *Lodgement) Label() string { return l.Title }

// Label is the name of who is registered.
func (r *Registration) Label() string { return r.Persona.Name() }
