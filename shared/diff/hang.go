package diff

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/scalar"
)

// hang finds what hangs on what is removed of the definition, or is changed so that values do not fit it any more. It
// is a problem that names the first of them; or goes as well, with [partial.Import.WithData] and in an undo, which
// warns of it. What does not fit another kind is always a problem: nobody knows what it should become.
//
//	removed         | what hangs on it
//	part            | stays: a status but not applied, a lodgement
//	track           | courses that are offered in it; who attends, holds, chooses one
//	field           | values
//	option          | values that are this option
//	individual fee  | amounts of it
func (c *computation) hang() {
	for _, r := range c.defined {
		if r.unknown {
			continue
		}
		switch r.Section {
		case event.DefinedParts:
			c.hangOnPart(r)
		case event.DefinedTracks:
			c.hangOnTrack(r)
		case event.DefinedFields:
			c.hangOnField(r)
		case event.DefinedFees:
			c.hangOnFee(r)
		}
	}
}

// hanging are values that hang on something.
type hanging struct {
	request
	code  problem.Code
	keys  []event.Key // of whom they are, each once
	names []string
	sets  [][]Set
}

// add notes values of an entity.
func (h *hanging) add(k event.Key, e event.Entity, sets ...Set) {
	if len(sets) == 0 {
		return
	}
	h.keys, h.names, h.sets = append(h.keys, k), append(h.names, e.Label()), append(h.sets, sets)
}

// gone is the set that makes an attribute what it is for nobody, unless it is that already.
func gone(e event.Entity, path jsontext.Pointer, nothing scalar.Value) []Set {
	if v := e.Get(path); v != nothing && v != "" {
		return []Set{{Path: path, From: v, To: nothing}}
	}
	return nil
}

// let has what hangs on something go, or says that it is in the way.
func (c *computation) let(h hanging) {
	if len(h.keys) == 0 {
		return
	}
	args := []any{c.before.Entity(h.Key).Label(), h.names}
	switch {
	case c.imp.Undo:
		c.plan.Warnings.Add(pointer(h.Key), h.code, args...)
	case !c.imp.WithData:
		c.found.Add(c.place(h.Key), h.code, args...)
		return
	}
	for i, key := range h.keys {
		for _, s := range h.sets[i] {
			c.follow(key, s, pointer(h.Key))
		}
	}
}

func (c *computation) hangOnPart(r request) {
	if r.action != partial.Delete {
		return
	}
	stays := hanging{request: r, code: onevent.PartWithStays}
	for id, registration := range event.Sorted(c.Registrations) {
		at := "/parts" + item(event.PartID(r.ID))
		stays.add(event.Key{Section: event.Registrations, ID: int32(id)}, registration, slices.Concat(
			gone(registration, at+"/status", scalar.Value("-1")), gone(registration, at+"/lodgement_id", scalar.Null),
			gone(registration, at+"/is_camping_mat", scalar.False))...)
	}
	c.let(stays)
}

func (c *computation) hangOnTrack(r request) {
	if r.action != partial.Delete {
		return
	}
	offered := hanging{request: r, code: onevent.TrackWithCourses}
	places := hanging{request: r, code: onevent.TrackWithPeople}
	for id, course := range event.Sorted(c.Courses) {
		offered.add(event.Key{Section: event.Courses, ID: int32(id)}, course,
			gone(course, "/segments"+item(event.TrackID(r.ID)), scalar.Null)...)
	}
	for id, registration := range event.Sorted(c.Registrations) {
		at := "/tracks" + item(event.TrackID(r.ID))
		places.add(event.Key{Section: event.Registrations, ID: int32(id)}, registration, slices.Concat(
			gone(registration, at+"/course_id", scalar.Null), gone(registration, at+"/course_instructor", scalar.Null),
			gone(registration, at+"/choices", "[]"))...)
	}
	c.let(offered)
	c.let(places)
}

func (c *computation) hangOnFee(r request) {
	id := event.FeeID(r.ID)
	was, _ := c.before.Event.Fee(id)
	if is, ok := c.Event.Fee(id); !was.Personalized() || ok && is.Personalized() {
		return
	}
	amounts := hanging{request: r, code: onevent.FeeWithAmounts}
	for id, registration := range event.Sorted(c.Registrations) {
		amounts.add(event.Key{Section: event.Registrations, ID: int32(id)}, registration,
			gone(registration, "/personalized_fees"+item(event.FeeID(r.ID)), scalar.Null)...)
	}
	c.let(amounts)
}

// hangOnField is about values: they move with the name of their field, and take the form of its kind.
func (c *computation) hangOnField(r request) {
	was, is := fieldOf(&c.before.Event, r.ID), fieldOf(&c.Event, r.ID)
	if was == nil { // left over from a field that was removed
		was = is
	}
	lost := hanging{request: r, code: onevent.FieldWithValues}
	misfits, options := hanging{request: r, code: onevent.KindMisfits}, hanging{request: r, code: onevent.OptionInUse}
	twofold := false
	for _, key := range c.associated(was.Association) {
		entity := c.Entity(key)
		v := event.FieldsOf(entity)[was.Name]
		old := Set{Path: jsontext.Pointer("/fields").AppendToken(was.Name), From: v, To: scalar.Null}
		switch fit, fault := fitting(is, v); {
		case v == "" || v == scalar.Null:
		case is == nil:
			lost.add(key, entity, old)
		case fault:
			misfits.add(key, entity, old)
		case fit == scalar.Null:
			options.add(key, entity, old)
		case is.Name != was.Name && fit != v:
			twofold = true
		case is.Name != was.Name:
			renamed := jsontext.Pointer("/fields").AppendToken(is.Name)
			c.follow(key, Set{Path: renamed, From: scalar.Null, To: fit}, pointer(r.Key))
			c.follow(key, old, pointer(r.Key))
		case fit != v:
			old.To = fit
			c.follow(key, old, pointer(r.Key))
		}
	}
	c.let(lost)
	c.let(options)
	if twofold { // nobody could undo that
		c.found.Add(c.place(r.Key), onevent.NameAndKind, is.Title)
	}
	if len(misfits.keys) > 0 {
		c.found.Add(c.place(r.Key), misfits.code, is.Title, misfits.names)
	}
}

// fitting is a value in the form of a field: null, if it is none of its options. A fault: it is not of that kind.
func fitting(f *event.Field, v scalar.Value) (fit scalar.Value, fault bool) {
	if f == nil || v == "" {
		return v, false
	}
	fit, wrong := f.Type().Parse(v.Raw())
	if wrong != nil {
		return v, true
	}
	if _, known := f.Option(fit.Key()); f.Entries != nil && !known {
		return scalar.Null, false
	}
	return fit, false
}

func fieldOf(d *event.Definition, id int32) *event.Field {
	i := slices.IndexFunc(d.Fields, func(f event.Field) bool { return int32(f.ID) == id })
	if i < 0 {
		return nil
	}
	return &d.Fields[i]
}

// associated are the entities that have the fields of an association.
func (c *computation) associated(of event.Association) (keys []event.Key) {
	for _, section := range event.Sections {
		if event.AssociationOf(section) != of {
			continue
		}
		for _, id := range c.IDs(section) {
			keys = append(keys, event.Key{Section: section, ID: id})
		}
	}
	return keys
}
