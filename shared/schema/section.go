package schema

import (
	"strings"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// mostNamed is how many entities of a section are named. More would make editors slow.
const mostNamed = 200

// named is an ID that the event knows.
type named struct {
	id                 scalar.Value
	title, description string
}

// called puts the name of an ID to the schema of what stands under it.
func (n *node) called(id named) *node {
	n.Title, n.Description = id.title, id.description
	return n
}

// named lists the entities of a section.
func (b *builder) named(s event.Section) []named {
	var all []named
	ids := b.IDs(s)
	for _, id := range ids[:min(len(ids), mostNamed)] {
		label := b.Entity(event.Key{Section: s, ID: id}).Label()
		all = append(all, named{decimal(id), label, entities[s].brief() + ": " + label})
	}
	return all
}

// section is an object of entries by ID.
//
// SPEC: "Negative id: creation. Positive id: change. null: deletion. Only null deletes. null for a negative id is a
// problem." "ids as keys: canonical decimal: optional -, digits, no leading zeros, no plus, no blanks, no _, not 0, 32
// bits."
func (b *builder) section(s event.Section) *node {
	change := func() *node {
		return b.define(string(s)+"_change", func() *node {
			n := b.entry(string(s), partial.Members[s], false)
			n.Type = append(n.Type, "null")
			return n
		})
	}
	creation := b.define(string(s)+"_creation", func() *node { return b.entry(string(s), partial.Members[s], true) })
	n := object()
	// An editor does not look for a name among the patterns, so these, too, say what they may be.
	for _, e := range b.named(s) {
		n.Properties.add(string(e.id), change().called(e))
	}
	n.PatternProperties.add("^"+positiveText+"$", change().explained(changing))
	n.PatternProperties.add("^-"+positiveText+"$", creation.explained(creating))
	return n
}

// entry is what a file says of one entity, or of a part or track of a registration. A creation must say everything that
// is required.
func (b *builder) entry(path string, members []partial.Member, creation bool) *node {
	n := object()
	for _, m := range members {
		if m.CreationOnly && !creation {
			continue
		}
		if m.Required && creation {
			n.Required = append(n.Required, m.Key)
		}
		at := path + "/" + m.Key
		n.Properties.add(m.Key, b.member(at, m, creation).explained(texts[at]))
	}
	return n
}

func (b *builder) member(path string, m partial.Member, creation bool) *node {
	switch m.Shape {
	case partial.List: // SPEC: "choices: every course at most once."
		return &node{Type: types{"array"}, Items: b.single(path, m), UniqueItems: true}
	case partial.ByID:
		return b.byID(m.Key, func() *node { return b.single(path, m) })
	case partial.ObjectByID:
		name := nameOf(path) + "_change"
		if creation {
			name = nameOf(path) + "_creation"
		}
		n := b.byID(m.Key, func() *node {
			return b.define(name, func() *node { return b.entry(path, m.Members, creation) })
		})
		// SPEC: "Creation: parts and tracks name exactly all parts and all tracks of the event."
		for _, p := range n.Properties {
			if creation {
				n.Required = append(n.Required, p.name)
			}
		}
		return n
	case partial.ByField:
		section, _, _ := strings.Cut(path, "/")
		return b.define(nameOf(path), func() *node { return b.fields(event.Section(section)) })
	}
	return b.single(path, m)
}

// single is a single value.
func (b *builder) single(path string, m partial.Member) *node {
	switch meanings := texts[path].values; {
	case m.Refers != "":
		return b.reference(m)
	case meanings != nil:
		choices := make([]choice, len(meanings))
		for i, meaning := range meanings {
			choices[i] = choice{meaning.value, meaning.title.brief(), meaning.long()}
		}
		return b.define(nameOf(path), func() *node { return oneOf(m.Type, choices) })
	}
	return b.value(m.Type)
}

// nameOf is how the definition for a path of the table of texts is called.
func nameOf(path string) string { return strings.ReplaceAll(path, "/", "_") }

// reference is a reference to an entity. That it must be there is not said: other entries decide on that.
func (b *builder) reference(m partial.Member) *node {
	name := string(m.Refers) + "_reference"
	if m.Type.Nullable {
		name += "_or_null"
	}
	return b.define(name, func() *node {
		n := spelled(m.Type)
		for _, e := range b.named(m.Refers) {
			n.AnyOf = append(n.AnyOf, &node{Const: e.id, Title: e.title, Description: e.description})
		}
		if n.AnyOf != nil {
			n.AnyOf = append(n.AnyOf, &node{}) // whatever else
		}
		return n
	})
}

// byID is an object by IDs of the event. SPEC: "Track, part and fee ids must belong to the event."
func (b *builder) byID(key string, value func() *node) *node {
	n := object()
	for _, id := range b.ids(key) {
		n.Properties.add(string(id.id), value().called(id))
	}
	if key == "personalized_fees" && b.Event.HasUnnamedFee() { // SPEC: "it stays unnamed, an id in use is accepted"
		n.PatternProperties.add("^"+positiveText+"$", value())
	}
	return n
}

// ids lists what the keys of a member by ID may be.
func (b *builder) ids(key string) []named {
	var all []named
	switch key {
	case "parts":
		for id, p := range event.Sorted(b.Event.Parts) {
			all = append(all, named{decimal(id), p.Title, partWord.brief() + ": " + p.Begin + " – " + p.End})
		}
	case "tracks", "segments":
		for _, id := range b.Event.TrackIDs() {
			t, part, _ := b.Event.Track(id)
			all = append(all, named{decimal(id), t.Title, trackWord.brief() + ": " + b.Event.Parts[part].Title})
		}
	case "personalized_fees":
		for _, f := range b.Event.Fees {
			// SPEC: "Only personalised fees (neither amount nor condition) of the event, also with null."
			if f.Personalized() && f.ID != 0 {
				all = append(all, named{decimal(f.ID), f.Title, feeWord.brief()})
			}
		}
	default:
		panic("nobody knows the IDs of " + key) // unreachable: the tests build all of partial.Members
	}
	return all
}
