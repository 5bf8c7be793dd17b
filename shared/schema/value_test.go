package schema

import (
	"fmt"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// spellings are values as scripts write them.
var spellings = []string{
	`null`, `true`, `false`, `[]`, `{}`, `[1]`, `""`, `" "`, `"x"`, `"a\u0000"`, `"null"`, `"a\nb"`, `"ä"`,
	`0`, `1`, `-1`, `2`, `3`, `6`, `7`, `0.0`, `1.0`, `1e0`, `10e-1`, `5.5`, `-0`, `-0.0`, `-0.5`, `1e400`, `1e-400`,
	`5.0000001`,
	`2147483647`, `2147483648`, `-2147483648`, `-2147483649`, `999999.99`, `1000000`, `9999999`, `1e7`, `0.005`, `1.50`,
	`1.500`,
	`"true"`, `"TRUE"`, `"False"`, `"yes"`, `"0"`, `"1"`, `"-1"`, `"2"`, `"7"`, `"-0"`, `"01"`, `"+5"`, `" 5"`, `"5 "`,
	`"1_000"`,
	`"7.0"`, `"2147483647"`, `"9999999999"`, `"12345678901"`, `"1.5"`, `"1.50"`, `"-1.5"`, `"001.500"`, `"1.505"`, `".5"`,
	`"5."`, `"1e2"`,
	`"-0.00"`, `"-0.5"`, `"999999.990"`, `"1000000"`, `"9999999.999"`, `"10000000"`, `"NaN"`, `"٣"`,
	`"2026-05-22"`, `"2026-02-29"`, `"2026-02-30"`, `"2024-02-29"`, `"2026-13-01"`, `"2026-04-31"`, `"2026-01-31"`,
	`"0000-01-01"`, `"22.05.2026"`, `"20260522"`,
	`"2026-05-22T18:30"`, `"2026-05-22 18:30:00"`, `"2026-05-22T18:30:59.123456789"`, `"2026-05-22T18:30:00+02:00"`,
	`"2026-05-22T18:30Z"`,
	`"2026-05-22T24:00"`, `"2026-05-22T18:60"`, `"2026-05-22T18:30:60"`, `"2026-05-22T18"`, `"2026-05-22T18:30.5"`,
	`"2026-05-22T18:30:00+0200"`,
	`"2026-05-22T18:30:00+24:00"`, `"2026-05-22Z"`, `"2026-05-22t18:30"`, `"9999-12-31T23:00:00-02:00"`, `"2026-W21"`,
}

// laxer are the values that a schema cannot refuse, or only by an expression that nobody could read.
var laxer = map[scalar.Kind][]string{
	scalar.KindInt:       {`"9999999999"`},
	scalar.KindReference: {`"9999999999"`},
	scalar.KindAmount:    {`1e0`, `10e-1`, `1e-400`, `0.005`, `5.0000001`},
	scalar.KindDate:      {`"2026-02-29"`, `"0000-01-01"`},
	scalar.KindDateTime:  {`"2026-02-29"`, `"0000-01-01"`, `"9999-12-31T23:00:00-02:00"`},
}

// TestSpellings compares with what an import accepts, for every type that it may hold.
func TestSpellings(t *testing.T) {
	for _, typ := range everyType() {
		accepts := func(raw jsontext.Value) bool {
			_, fault := typ.Parse(raw)
			return fault == nil
		}
		lax := func(raw jsontext.Value) bool { return slices.Contains(laxer[typ.Kind], string(raw)) }
		t.Run(fmt.Sprint(typ), func(t *testing.T) { compare(t, spelled(typ), accepts, lax) })
	}
}

// TestEnumerations compares with what an import accepts where each value is explained.
func TestEnumerations(t *testing.T) {
	b := builder{Snapshot: read(t, "testdata/camp.json"), defs: map[string]*node{}}
	b.file()
	for name, typ := range map[string]scalar.Type{
		"registrations_parts_status": scalar.Status,
		"courses_segments":           scalar.Bool.OrNull(),
	} {
		accepts := func(raw jsontext.Value) bool {
			_, fault := typ.Parse(raw)
			return fault == nil
		}
		t.Run(name, func(t *testing.T) { compare(t, b.defs[name], accepts, func(jsontext.Value) bool { return false }) })
	}
}

// everyType lists the types of the table of members and of custom fields, other than enumerations.
func everyType() []scalar.Type {
	types := []scalar.Type{scalar.Positive, scalar.DateTime, scalar.String}
	for _, kind := range []event.FieldKind{
		event.FieldText, event.FieldBool, event.FieldInt, event.FieldNumber, event.FieldDate, event.FieldDateTime,
		event.FieldNonNegativeInt, event.FieldNonNegativeNumber, event.FieldPhone,
	} {
		types = append(types, event.Field{Kind: kind}.Type())
	}
	var add func([]partial.Member)
	add = func(members []partial.Member) {
		for _, m := range members {
			if m.Type.Kind != "" && m.Type.Kind != scalar.KindStatus {
				types = append(types, m.Type)
			}
			add(m.Members)
		}
	}
	for _, members := range partial.Members {
		add(members)
	}
	distinct := map[scalar.Type]bool{}
	return slices.DeleteFunc(types, func(t scalar.Type) bool {
		again := distinct[t]
		distinct[t] = true
		return again
	})
}

// TestOptions compares with what an import accepts, for select fields.
func TestOptions(t *testing.T) {
	for _, f := range read(t, "testdata/camp.json").Event.Fields {
		if f.Entries == nil {
			continue
		}
		accepts := func(raw jsontext.Value) bool {
			v, fault := f.Type().Parse(raw)
			_, known := f.Option(v.Key())
			return fault == nil && (v == scalar.Null || known)
		}
		t.Run(f.Name, func(t *testing.T) {
			compare(t, oneOf(f.Type(), options(f)), accepts, func(raw jsontext.Value) bool {
				manySpellings := f.Kind == event.FieldNumber || f.Kind == event.FieldDateTime
				return manySpellings && raw.Kind() == '"'
			})
		})
	}
}

// compare checks that a schema accepts all spellings that are acceptable, besides those only what it cannot help to
// accept.
func compare(t *testing.T, n *node, accepts, lax func(jsontext.Value) bool) {
	text, err := json.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	v := validator(t, text)
	for _, s := range spellings {
		raw := jsontext.Value(s)
		places, err := refusals(v, raw)
		if err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		got, want := places == nil, accepts(raw)
		if got != want && !(got && lax(raw)) {
			t.Errorf("%s is accepted: %v, but an import with it: %v", raw, got, want)
		}
	}
}
