package schema

import (
	"slices"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// fields are the values of the custom fields of an entity, by name.
//
// SPEC: "The name must be a field of the event, for this kind of entity. One exception: a left-over value of a removed
// field, sent exactly as it is stored, has no effect and is no problem."
func (b *builder) fields(s event.Section) *node {
	n := object()
	for _, f := range b.Event.Fields {
		if f.Association == event.AssociationOf(s) {
			n.Properties.add(f.Name, b.field(f))
		}
	}
	for _, name := range b.leftOver(s) {
		left := (&node{Deprecated: true, Not: &node{Const: scalar.Null}}).explained(leftOver)
		n.Properties.add(name, left)
	}
	return n
}

func (b *builder) field(f event.Field) *node {
	n := b.value(f.Type())
	if f.Entries != nil {
		n = oneOf(f.Type(), options(f))
	}
	n.Title, n.Description = f.Title, said(f.Type())
	return n
}

// options are the values of a select field, including none.
//
// SPEC: "The value, as text in the canonical form of its kind, must be one of the keys. Titles are not accepted."
func options(f event.Field) []choice {
	var choices []choice
	for _, o := range f.Entries {
		v, fault := f.Type().Parse(scalar.Text(o.Key).Raw())
		if fault == nil && v.Key() == o.Key { // nothing is written like any other key
			choices = append(choices, choice{v, o.Title, f.Title + ": " + o.Title})
		}
	}
	return append(choices, choice{scalar.Null, noValue.brief(), noValue.brief()})
}

// leftOver lists the names under which entities hold values of fields that are no more.
func (b *builder) leftOver(s event.Section) []string {
	var names []string
	for _, id := range b.IDs(s) {
		for name, v := range valuesOf(b.Entity(event.Key{Section: s, ID: id})) {
			if _, defined := b.Event.Field(event.AssociationOf(s), name); !defined && v != scalar.Null {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func valuesOf(e event.Entity) event.Values {
	switch e := e.(type) {
	case *event.Course:
		return e.Fields
	case *event.Lodgement:
		return e.Fields
	case *event.Registration:
		return e.Fields
	}
	return nil
}
