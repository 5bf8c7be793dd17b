package schema

import (
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
)

// Table is what an import for one event may say of the entities of a section: the same that [Of] demands, for people
// who read instead of being told by an editor.
type Table struct {
	Section event.Section
	Title   problem.Text
	Keys    []Key
}

// Key is a place in an entry.
type Key struct {
	// Path leads from the entry to the value; "…" stands for one of the IDs.
	Path        []string
	Title, Text problem.Text
	// Kind is what a value may be; empty if it is one of the Values only.
	Kind problem.Text
	// Values are all that there are, IDs are those that may stand in the path. Of IDs of entities, which the export
	// tells, there are none.
	Values, IDs []Value
	// Refers is the section whose IDs are values; empty: none.
	Refers event.Section
	// Required: who creates an entry has to say it. CreationOnly: who changes one must not.
	Required, CreationOnly bool
	// Nullable: null is a value.
	Nullable bool
}

// Value is one that a key may have, with what people call it. That of a field is in the words of the event.
type Value struct {
	Value string
	Name  problem.Text
}

// shown is a text for people.
func (t text) shown() problem.Text { return problem.Text{De: t.de, En: t.en} }

// Tables lists what entries may say, by section in the order of files.
func Tables(s *event.Snapshot) []Table {
	b := builder{Snapshot: s}
	var all []Table
	for _, section := range event.Sections {
		all = append(all, Table{section, texts[string(section)].title.shown(),
			b.keys(string(section), nil, partial.Members[section])})
	}
	return all
}

// keys are those of members at a path, with all below them.
func (b *builder) keys(at string, path []string, members []partial.Member) []Key {
	var all []Key
	for _, m := range members {
		here, explained := at+"/"+m.Key, texts[at+"/"+m.Key]
		k := Key{Path: append(path[:len(path):len(path)], m.Key), Title: explained.title.shown(),
			Text: explained.description.shown(), Required: m.Required, CreationOnly: m.CreationOnly, Refers: m.Refers,
			Nullable: m.Type.Nullable}
		for _, v := range explained.values {
			k.Values = append(k.Values, Value{string(v.value), v.title.shown()})
		}
		if k.Values == nil && m.Type.Kind != "" {
			k.Kind = kinds[m.Type.Kind].shown()
		}
		switch m.Shape {
		case partial.ByField:
			all = append(all, b.fieldKeys(event.Section(at), k)...)
			continue
		case partial.ByID, partial.ObjectByID:
			for _, id := range b.ids(m.Key) {
				k.IDs = append(k.IDs, Value{string(id.id), problem.Text{De: id.title, En: id.title}})
			}
			k.Path = append(k.Path, "…")
		}
		all = append(all, k)
		all = append(all, b.keys(here, k.Path, m.Members)...)
	}
	return all
}

// fieldKeys are the custom fields of the entities of a section.
func (b *builder) fieldKeys(s event.Section, fields Key) []Key {
	var all []Key
	for _, f := range b.Event.Fields {
		if f.Association != event.AssociationOf(s) {
			continue
		}
		k := Key{Path: []string{fields.Path[0], f.Name}, Title: problem.Text{De: f.Title, En: f.Title},
			Kind: kinds[f.Type().Kind].shown(), Nullable: true}
		if f.Entries != nil {
			k.Kind, k.Values = problem.Text{}, []Value{}
		}
		for _, o := range f.Entries {
			k.Values = append(k.Values, Value{o.Key, problem.Text{De: o.Title, En: o.Title}})
		}
		all = append(all, k)
	}
	return all
}
