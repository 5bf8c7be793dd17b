// Package schema describes a partial import for one event as a JSON Schema (2020-12).
//
// An editor that knows the schema explains every key, every number of an enumeration, every ID that a file refers to,
// in German first, while one types; it marks most mistakes before the file is uploaded. Only the check itself finds all
// of them: a schema accepts whatever the check accepts, but not the other way round.
//
//	event                                schema
//	its parts, tracks, fees, fields      the only keys of the objects by ID or name
//	partial.Members                      the keys of entries, parts, tracks
//	courses, lodgements, groups, people  explained, but not demanded: references may mean new ones
//
// VS Code, following older drafts, lets the target of a $ref override what stands beside it. Hence what $defs hold says
// what is valid; what it means in a place is said in the place.
package schema

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// Of gives the JSON Schema of a partial import for the event of s. The same snapshot always gives the same bytes.
func Of(s *event.Snapshot) jsontext.Value {
	b := builder{Snapshot: s, defs: map[string]*node{}}
	root := b.file()
	for name, n := range event.Sorted(b.defs) {
		root.Defs.add(name, n)
	}
	text, err := json.Marshal(root, jsontext.WithIndent(" "))
	if err != nil {
		panic(err) // unreachable: a schema is plain data
	}
	return text
}

// builder makes the schemas for one event. What occurs more than once it puts into defs.
type builder struct {
	*event.Snapshot
	defs map[string]*node
}

// define refers to the definition of that name, which it makes if there is none yet.
func (b *builder) define(name string, make func() *node) *node {
	if b.defs[name] == nil {
		b.defs[name] = make()
	}
	return &node{Ref: "#/$defs/" + name}
}

// value refers to the definition of a type.
func (b *builder) value(t scalar.Type) *node {
	name := string(t.Kind)
	if t.Bounded {
		name += "_from_" + strconv.Itoa(t.Least)
	}
	if t.Nullable {
		name += "_or_null"
	}
	return b.define(name, func() *node { return spelled(t) })
}

// file is the import as a whole.
//
// SPEC: "Top level: EVENT_SCHEMA_VERSION, kind (exactly "partial"), id, timestamp, all mandatory; courses,
// lodgement_groups, lodgements, registrations (objects), summary (text, neither empty nor null), all optional. Nothing
// else." "timestamp: optional with major 19 only."
func (b *builder) file() *node {
	n := object().explained(texts[""])
	n.Schema = "https://json-schema.org/draft/2020-12/schema"
	n.Title += ": " + b.Event.Title
	add := func(key string, value *node) { n.Properties.add(key, value.explained(texts[key])) }
	add("EVENT_SCHEMA_VERSION", version())
	add("kind", &node{Const: scalar.Text("partial")})
	id := oneOf(scalar.Positive, []choice{{value: decimal(b.ID), title: b.Event.Title}})
	id.Default = decimal(b.ID).Raw()
	add("id", id)
	add("timestamp", b.value(scalar.DateTime))
	add("summary", b.value(scalar.String))
	for _, s := range event.Sections {
		add(string(s), b.section(s))
	}
	n.Required = []string{"EVENT_SCHEMA_VERSION", "kind", "id"}
	n.If = &node{Properties: properties{{"EVENT_SCHEMA_VERSION", &node{PrefixItems: []*node{{Const: "19"}}}}}}
	n.Else = &node{Required: []string{"timestamp"}}
	return n
}

// SPEC: "A list of exactly two JSON integers. 17.0 to 17.2 are fine. The majors 16, 18 and 19 (any minor >= 0) are
// accepted with a warning."
func version() *node {
	ours := []*node{{Const: "17"}, {Enum: []scalar.Value{"0", "1", "2"}}}
	others := []*node{{Enum: []scalar.Value{"16", "18", "19"}}, {Type: types{"integer"}, Minimum: "0"}}
	return &node{
		Type: types{"array"}, MinItems: 2, MaxItems: 2, Default: jsontext.Value("[17,2]"),
		AnyOf: []*node{{PrefixItems: ours}, {PrefixItems: others}},
	}
}

func decimal[ID ~int32](id ID) scalar.Value { return scalar.Value(strconv.Itoa(int(id))) }
