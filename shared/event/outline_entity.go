package event

import (
	"bytes"
	"maps"
	"reflect"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/scalar"
)

// Get implements [Entity].
func (p *definedPart) Get(path jsontext.Pointer) scalar.Value {
	return getDefined(p.attribute, p.Extra, path)
}

// Set implements [Entity].
func (p *definedPart) Set(path jsontext.Pointer, v scalar.Value) {
	setDefined(p.attribute, &p.Extra, path, v)
}

func (p *definedPart) attribute(key string) any {
	switch key {
	case "title":
		return &p.Title
	case "shortname":
		return &p.Shortname
	case "part_begin":
		return &p.Begin
	case "part_end":
		return &p.End
	}
	return nil
}

// Label implements [Entity].
func (p *definedPart) Label() string { return p.Title }

// Clone implements [Entity].
func (p *definedPart) Clone() Entity { clone := *p; return &clone }

// Get implements [Entity].
func (t *definedTrack) Get(path jsontext.Pointer) scalar.Value {
	return getDefined(t.attribute, t.Extra, path)
}

// Set implements [Entity].
func (t *definedTrack) Set(path jsontext.Pointer, v scalar.Value) {
	setDefined(t.attribute, &t.Extra, path, v)
}

func (t *definedTrack) attribute(key string) any {
	switch key {
	case "part_id":
		return &t.PartID
	case "title":
		return &t.Title
	case "shortname":
		return &t.Shortname
	case "sortkey":
		return &t.SortKey
	case "course_room_field":
		return &t.CourseRoomField
	}
	return nil
}

// Label implements [Entity].
func (t *definedTrack) Label() string { return t.Title }

// Clone implements [Entity].
func (t *definedTrack) Clone() Entity { clone := *t; return &clone }

// Get implements [Entity].
func (f *definedField) Get(path jsontext.Pointer) scalar.Value {
	return getDefined(f.attribute, f.Extra, path)
}

// Set implements [Entity].
func (f *definedField) Set(path jsontext.Pointer, v scalar.Value) {
	setDefined(f.attribute, &f.Extra, path, v)
}

func (f *definedField) attribute(key string) any {
	switch key {
	case "name":
		return &f.Name
	case "title":
		return &f.Title
	case "association":
		return &f.Association
	case "kind":
		return &f.Kind
	case "entries":
		return &f.Entries
	}
	return nil
}

// Label implements [Entity].
func (f *definedField) Label() string { return f.Title }

// Clone implements [Entity].
func (f *definedField) Clone() Entity { clone := *f; return &clone }

// Get implements [Entity].
func (f *definedFee) Get(path jsontext.Pointer) scalar.Value {
	return getDefined(f.attribute, f.Extra, path)
}

// Set implements [Entity].
func (f *definedFee) Set(path jsontext.Pointer, v scalar.Value) {
	setDefined(f.attribute, &f.Extra, path, v)
}

func (f *definedFee) attribute(key string) any {
	switch key {
	case "title":
		return &f.Title
	case "amount":
		return &f.Amount
	case "condition":
		return &f.Condition
	}
	return nil
}

// Label implements [Entity].
func (f *definedFee) Label() string { return f.Title }

// Clone implements [Entity].
func (f *definedFee) Clone() Entity { clone := *f; return &clone }

// Get implements [Entity].
func (e *definedEvent) Get(path jsontext.Pointer) scalar.Value {
	if head, rest := split(path); head == "track_groups" {
		key, inner := split(rest)
		group, ok := e.TrackGroups[unescaped(key)]
		if !ok {
			return scalar.Null
		}
		return getDefined(group.attribute, group.Extra, inner)
	}
	return getDefined(e.attribute, e.Extra, path)
}

// Set implements [Entity].
func (e *definedEvent) Set(path jsontext.Pointer, v scalar.Value) {
	head, rest := split(path)
	if head != "track_groups" {
		setDefined(e.attribute, &e.Extra, path, v)
		return
	}
	key, inner := split(rest)
	key = unescaped(key)
	group, there := e.TrackGroups[key]
	switch {
	case v == scalar.Null && inner == "/title":
		delete(e.TrackGroups, key)
	case v != scalar.Null || there:
		setDefined(group.attribute, &group.Extra, inner, v)
		e.TrackGroups = put(e.TrackGroups, key, group)
	}
}

func (g *TrackGroup) attribute(key string) any {
	switch key {
	case "title":
		return &g.Title
	case "constraint_type":
		return &g.Constraint
	case "track_ids":
		return &g.TrackIDs
	}
	return nil
}

func (e *definedEvent) attribute(key string) any {
	switch key {
	case "title":
		return &e.Title
	case "shortname":
		return &e.Shortname
	case "orgas":
		return &e.Orgas
	case "field_order":
		return &e.FieldOrder
	case "fee_order":
		return &e.FeeOrder
	}
	return nil
}

// Label implements [Entity].
func (e *definedEvent) Label() string { return e.Title }

// Clone implements [Entity].
func (e *definedEvent) Clone() Entity {
	clone := *e
	clone.TrackGroups = maps.Clone(e.TrackGroups)
	return &clone
}

// getDefined reads an attribute, or the member of Extra with this key. What nobody has is null.
func getDefined(attribute func(string) any, extra jsontext.Value, path jsontext.Pointer) scalar.Value {
	if p := attribute(path.LastToken()); p != nil {
		return get(p)
	}
	value := scalar.Null
	eachExtra(extra, func(key string, v jsontext.Value) {
		if key == path.LastToken() {
			value = canonical(v)
		}
	})
	return value
}

// setDefined writes an attribute, or the member of Extra with this key, at its place or else as the last one.
func setDefined(attribute func(string) any, extra *jsontext.Value, path jsontext.Pointer, v scalar.Value) {
	key := path.LastToken()
	if p := attribute(key); p != nil {
		if v == scalar.Null { // also of what has no null, but is about to vanish
			reflect.ValueOf(p).Elem().SetZero()
			return
		}
		set(p, v)
		return
	}
	var out []byte
	known := false
	add := func(name string, value jsontext.Value) {
		out = append(append(out, ','), scalar.Text(name)...)
		out = append(append(out, ':'), value...)
	}
	eachExtra(*extra, func(name string, value jsontext.Value) {
		if name == key {
			known, value = true, v.Raw()
		}
		add(name, value)
	})
	if !known {
		add(key, v.Raw())
	}
	out[0] = '{'
	*extra = append(out, '}')
}

// eachExtra calls use for each member of an object.
func eachExtra(extra jsontext.Value, use func(key string, v jsontext.Value)) {
	dec := jsontext.NewDecoder(bytes.NewReader(extra))
	if token, err := dec.ReadToken(); err != nil || token.Kind() != '{' {
		return
	}
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return // unreachable: it was read from well-formed JSON
		}
		key := name.String()
		v, err := dec.ReadValue()
		if err != nil {
			return // unreachable: as above
		}
		use(key, v.Clone())
	}
}

// canonical is a value of which nobody knows more than that it is JSON.
func canonical(v jsontext.Value) scalar.Value {
	value, err := scalar.Untyped(v)
	if err != nil {
		return scalar.Value(v) // unreachable: it was read from well-formed JSON
	}
	return value
}

// unescaped is a token of a pointer as it is meant.
func unescaped(token string) string { return jsontext.Pointer("/" + token).LastToken() }
