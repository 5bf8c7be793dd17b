package schema

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/scalar"
)

// What texts may look like. The expressions mean the same in Go, in JavaScript, in any other dialect.
const (
	positiveText = `[1-9][0-9]{0,9}`
	dayText      = `[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31|02-29)`
	clockText    = `([01][0-9]|2[0-3]):[0-5][0-9]`
	dateTimeText = dayText + `([T ]` + clockText + `(:[0-5][0-9](\.[0-9]+)?)?(Z|[+-]` + clockText + `)?)?`
	boolText     = `[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]`
	amountText   = `-?0*[0-9]{1,6}(\.[0-9]{1,2}0*)?`
	numberText   = `0*[0-9]{1,7}(\.[0-9]+)?`
	minusZero    = `-0+(\.0+)?`
)

// spelled is a value of a type in all spellings that an import may use.
func spelled(t scalar.Type) *node {
	n := &node{Type: jsonTypes(t), Pattern: pattern(t), ErrorMessage: said(t)}
	switch t.Kind {
	case scalar.KindInt, scalar.KindReference:
		n.Minimum, n.Maximum = "-2147483648", "2147483647"
	case scalar.KindBool:
		n.Minimum, n.Maximum = "0", "1"
	case scalar.KindAmount:
		n.ExclusiveMinimum, n.ExclusiveMaximum = "-1000000", "1000000"
	case scalar.KindNumber:
		n.ExclusiveMinimum, n.ExclusiveMaximum = "-10000000", "10000000"
	}
	if t.Bounded {
		n.Minimum = scalar.Value(strconv.Itoa(t.Least))
	}
	if t.Kind == scalar.KindReference {
		n.Not = &node{Const: "0"}
	}
	return n
}

func jsonTypes(t scalar.Type) types {
	var all types
	switch t.Kind {
	case scalar.KindText:
		all = types{"string", "number"}
	case scalar.KindBool:
		all = types{"boolean", "integer", "string"}
	case scalar.KindAmount, scalar.KindNumber:
		all = types{"number", "string"}
	case scalar.KindDate, scalar.KindDateTime:
		all = types{"string"}
	default:
		all = types{"integer", "string"}
	}
	if t.Nullable {
		all = append(all, "null")
	}
	return all
}

// pattern is what a value may look like as a text.
func pattern(t scalar.Type) string {
	if t.Nullable && t.Kind != scalar.KindBool {
		return "^(" + bare(t) + ")?$"
	}
	return "^(" + bare(t) + ")$"
}

func bare(t scalar.Type) string {
	switch t.Kind {
	case scalar.KindReference, scalar.KindStatus:
		return `-?` + positiveText
	case scalar.KindText:
		return `[^\x00]+`
	case scalar.KindBool:
		return boolText
	case scalar.KindAmount:
		return amountText
	case scalar.KindDate:
		return dayText
	case scalar.KindDateTime:
		return dateTimeText
	case scalar.KindNumber:
		if t.Bounded {
			return minusZero + `|` + numberText
		}
		return `-?` + numberText
	}
	switch {
	case !t.Bounded:
		return `-?(0|` + positiveText + `)`
	case t.Least > 0:
		return positiveText
	}
	return `-?0|` + positiveText
}

// said tells what values of a type may be.
func said(t scalar.Type) string {
	k := kinds[t.Kind]
	if t.Bounded {
		least := strconv.Itoa(t.Least)
		k = text{k.de + " Mindestens " + least + ".", k.en + " At least " + least + "."}
	}
	return k.long()
}

// choice is one value of a list, with what it means.
type choice struct {
	value              scalar.Value
	title, description string
}

// oneOf is a value of a type that must be in a list.
func oneOf(t scalar.Type, choices []choice) *node {
	n := &node{Type: jsonTypes(t)}
	var texts []string
	others := &node{}
	for _, c := range choices {
		n.AnyOf = append(n.AnyOf, &node{Const: c.value, Title: c.title, Description: c.description})
		for _, other := range respelled(t, c.value) {
			if other.Raw().Kind() == '"' {
				texts = append(texts, regexp.QuoteMeta(other.Unquote()))
			} else {
				others.Enum = append(others.Enum, other)
			}
		}
	}
	if others.Enum != nil {
		n.AnyOf = append(n.AnyOf, others)
	}
	// Texts are not listed, so that editors do not offer them.
	if spellable(t) {
		n.AnyOf = append(n.AnyOf, &node{Type: types{"string"}, Pattern: pattern(t)})
	} else if texts != nil {
		n.AnyOf = append(n.AnyOf, &node{Type: types{"string"}, Pattern: "^(" + strings.Join(texts, "|") + ")$"})
	}
	return n
}

// spellable tells whether a value can be written as a text in more ways than can be listed.
func spellable(t scalar.Type) bool {
	return t.Kind == scalar.KindBool || t.Kind == scalar.KindNumber || t.Kind == scalar.KindDateTime
}

// respelled lists other ways to write a canonical value.
func respelled(t scalar.Type, v scalar.Value) []scalar.Value {
	kind, number := v.Raw().Kind(), jsontext.Value(v.Unquote())
	switch {
	case v == scalar.True:
		return []scalar.Value{"1"}
	case v == scalar.False:
		return []scalar.Value{"0"}
	case v == scalar.Null && t.Kind != scalar.KindBool:
		return []scalar.Value{`""`}
	case v == "0":
		return []scalar.Value{`"0"`, `"-0"`}
	case kind == '0':
		return []scalar.Value{scalar.Text(string(v))}
	case kind == '"' && number.Kind() == '0' && number.IsValid():
		return []scalar.Value{scalar.Value(number)}
	}
	return nil
}
