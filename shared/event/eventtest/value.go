package eventtest

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// spellings of field values by kind, each acceptable.
var spellings = map[event.FieldKind][]string{
	event.FieldText:              {`"x"`, `"a\r\nb"`, `" "`, `"\u00e4\ud83c\udf20"`, `1.50`, `"null"`},
	event.FieldPhone:             {`"x"`, `"0"`, `0`, `"+49 30"`},
	event.FieldBool:              {`true`, `false`, `1`, `0.0`, `"TRUE"`, `"false"`},
	event.FieldInt:               {`-5`, `7`, `7.0`, `"7"`, `-0`, `2147483647`, `70e-1`},
	event.FieldNonNegativeInt:    {`0`, `7`, `"7"`, `7e0`},
	event.FieldNumber:            {`-1.5`, `1.50`, `"1.50"`, `-0.0`, `1e-400`, `15e-1`, `9999999.99`},
	event.FieldNonNegativeNumber: {`0`, `0.1`, `"0.10"`, `1E2`},
	event.FieldDate:              {`"2222-12-27"`, `"2222\u002d12-27"`, `"0001-01-01"`},
	event.FieldDateTime: {`"2222-12-27 15:00"`, `"2222-12-27T14:00:00Z"`, `"2222-12-27T14:00:00.5+00:00"`,
		`"2222-12-27"`},
}

// fieldValue draws an acceptable value of a custom field, never null.
func (g generator) fieldValue(f event.Field) jsontext.Value {
	if f.Entries == nil {
		return jsontext.Value(pick(g, spellings[f.Kind]))
	}
	key := pick(g, f.Entries).Key
	switch f.Kind {
	case event.FieldInt, event.FieldNonNegativeInt, event.FieldNumber, event.FieldNonNegativeNumber:
		return jsontext.Value(pick(g, []string{key, strconv.Quote(key)}))
	}
	return scalar.Text(key).Raw()
}

// int draws a spelling of a number.
func (g generator) int(n int32) jsontext.Value {
	plain := strconv.Itoa(int(n))
	return jsontext.Value(pick(g, []string{plain, plain, plain, strconv.Quote(plain), plain + ".0", plain + "e0"}))
}

// id draws a spelling of a reference, which may lead nowhere.
func (g generator) id(id *int32) jsontext.Value {
	if id == nil {
		return jsontext.Value(pick(g, []string{"null", "null", `""`}))
	}
	return g.int(*id)
}

func (g generator) bool() jsontext.Value {
	return jsontext.Value(pick(g, spellings[event.FieldBool]))
}

func (g generator) amount() jsontext.Value {
	return jsontext.Value(pick(g, []string{"12.5", `"12.50"`, `-3`, `"-0.01"`, "0", "null", `""`, `"1.10000"`}))
}

func (g generator) string() jsontext.Value { return scalar.Text(g.text()).Raw() }

func (g generator) stringOrNull() jsontext.Value {
	if g.in(30) {
		return jsontext.Value(pick(g, []string{"null", `""`}))
	}
	return g.string()
}

func (g generator) size() jsontext.Value {
	if g.in(30) {
		return g.id(nil)
	}
	return g.int(int32(g.upTo(3)))
}
