package schema

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/scalar"
)

// node is a schema: the keywords that ours need, in the order in which people read them.
type node struct {
	Schema      string         `json:"$schema,omitzero"`
	Title       string         `json:"title,omitzero"`
	Description string         `json:"description,omitzero"`
	Deprecated  bool           `json:"deprecated,omitzero"`
	Default     jsontext.Value `json:"default,omitzero"`
	Ref         string         `json:"$ref,omitzero"`

	Type             types          `json:"type,omitzero"`
	Const            scalar.Value   `json:"const,omitzero"`
	Enum             []scalar.Value `json:"enum,omitzero"`
	Minimum          scalar.Value   `json:"minimum,omitzero"`
	Maximum          scalar.Value   `json:"maximum,omitzero"`
	ExclusiveMinimum scalar.Value   `json:"exclusiveMinimum,omitzero"`
	ExclusiveMaximum scalar.Value   `json:"exclusiveMaximum,omitzero"`
	Pattern          string         `json:"pattern,omitzero"`
	// ErrorMessage is what VS Code says instead of quoting the pattern; others pass over it.
	ErrorMessage string `json:"errorMessage,omitzero"`

	PrefixItems []*node `json:"prefixItems,omitzero"`
	Items       *node   `json:"items,omitzero"`
	MinItems    int     `json:"minItems,omitzero"`
	MaxItems    int     `json:"maxItems,omitzero"`
	UniqueItems bool    `json:"uniqueItems,omitzero"`

	Required             []string     `json:"required,omitzero"`
	Properties           properties   `json:"properties,omitzero"`
	PatternProperties    properties   `json:"patternProperties,omitzero"`
	AdditionalProperties scalar.Value `json:"additionalProperties,omitzero"`

	AnyOf []*node    `json:"anyOf,omitzero"`
	Not   *node      `json:"not,omitzero"`
	If    *node      `json:"if,omitzero"`
	Else  *node      `json:"else,omitzero"`
	Defs  properties `json:"$defs,omitzero"`
}

// types are the JSON types that a value may have; a single one is written without brackets.
type types []string

// MarshalJSONTo writes a string or a list.
func (t types) MarshalJSONTo(enc *jsontext.Encoder) error {
	if len(t) == 1 {
		return enc.WriteToken(jsontext.String(t[0]))
	}
	return json.MarshalEncode(enc, []string(t))
}

// properties are schemas by name. Their order is the one in which the event shows what they describe.
type properties []property

type property struct {
	name string
	node *node
}

// MarshalJSONTo writes an object by name.
func (p properties) MarshalJSONTo(enc *jsontext.Encoder) error {
	if err := enc.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, property := range p {
		if err := enc.WriteToken(jsontext.String(property.name)); err != nil {
			return err
		}
		if err := json.MarshalEncode(enc, property.node); err != nil {
			return err
		}
	}
	return enc.WriteToken(jsontext.EndObject)
}

func (p *properties) add(name string, n *node) { *p = append(*p, property{name, n}) }

// object is an object that may hold nothing but the properties that it will be given.
func object() *node { return &node{Type: types{"object"}, AdditionalProperties: scalar.False} }

// explained puts the explanation of a key to the schema of its value.
func (n *node) explained(e explanation) *node {
	n.Title, n.Description = e.title.brief(), e.description.long()
	return n
}
