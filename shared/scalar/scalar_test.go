package scalar

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// reading is what comes out of a JSON value: a canonical form, or a code that says why not.
type reading struct {
	name string
	raw  string
	want Value
	code problem.Code
}

func (test reading) run(t *testing.T, typ Type) {
	t.Run(test.name, func(t *testing.T) {
		got, fault := typ.Parse(jsontext.Value(test.raw))
		switch {
		case fault != nil && (test.code == "" || fault.Code != test.code || got != ""):
			t.Errorf("%.50s is refused as %s %.50q with %.50q, want %s%s", test.raw, fault.Code, fault.Args, got, test.code,
				test.want)
		case fault == nil && (test.code != "" || got != test.want):
			t.Errorf("%.50s is %s, want %s%s", test.raw, got, test.code, test.want)
		}
	})
}

func TestText(t *testing.T) {
	for _, test := range []reading{
		{"a text", `"abc"`, `"abc"`, ""},
		{"escapes are canonical", `"\u00e4\/\u0041\n"`, `"ä/A\n"`, ""},
		{"a character beyond the basic plane", `"\ud83d\ude00"`, `"😀"`, ""},
		{"nothing is trimmed", `" a "`, `" a "`, ""},
		{"blanks only", `" "`, `" "`, ""},
		{"CRLF becomes LF", `"a\r\nb"`, `"a\nb"`, ""},
		{"CR becomes LF", `"a\rb\r\r\nc"`, `"a\nb\n\nc"`, ""},
		{"a number keeps its literal text", `1.50`, `"1.50"`, ""},
		{"a large number keeps its literal text", `1E400`, `"1E400"`, ""},
		{"a digit text stays", `"007"`, `"007"`, ""},
		{"empty", `""`, "", problem.Empty},
		{"null", `null`, "", problem.Null},
		{"true", `true`, "", problem.NotText},
		{"a list", `["a"]`, "", problem.NotText},
		{"an object", `{}`, "", problem.NotText},
		{"NUL", `"a\u0000"`, "", problem.NULCharacter},
		{"the first half of a character", `"\ud83d"`, "", problem.LoneSurrogate},
		{"the second half of a character", `"\ude00a"`, "", problem.LoneSurrogate},
		{"two halves in the wrong order", `"\ude00\ud83d"`, "", problem.LoneSurrogate},
	} {
		test.run(t, String)
	}
}

func TestBool(t *testing.T) {
	for _, test := range []reading{
		{"true", `true`, True, ""},
		{"false", `false`, False, ""},
		{"1", `1`, True, ""},
		{"0", `0`, False, ""},
		{"1.0 is the number 1", `1.0`, True, ""},
		{"0e5 is the number 0", `0e5`, False, ""},
		{"-0 is the number 0", `-0`, False, ""},
		{"the text true in any case", `"tRUE"`, True, ""},
		{"the text false in any case", `"FALSE"`, False, ""},
		{"2", `2`, "", problem.NotBool},
		{"-1", `-1`, "", problem.NotBool},
		{"0.5", `0.5`, "", problem.NotBool},
		{"the text 1", `"1"`, "", problem.NotBool},
		{"yes", `"yes"`, "", problem.NotBool},
		{"nein", `"nein"`, "", problem.NotBool},
		{"blanks around", `" true"`, "", problem.NotBool},
		{"a letter that only folds to s", `"falſe"`, "", problem.NotBool},
		{"empty", `""`, "", problem.NotBool},
		{"null", `null`, "", problem.Null},
		{"a list", `[]`, "", problem.NotBool},
		{"an object", `{}`, "", problem.NotBool},
	} {
		test.run(t, Bool)
	}
}

func TestNullable(t *testing.T) {
	for _, typ := range []Type{Int, NonNegative, Positive, Reference, Status, String, Amount, Number, Date, DateTime} {
		for _, test := range []reading{
			{"null", `null`, Null, ""},
			{"an empty text", `""`, Null, ""},
		} {
			test.name = string(typ.Kind) + ": " + test.name
			test.run(t, typ.OrNull())
		}
		for _, raw := range []string{`false`, `[]`, `{}`, `" "`} {
			if v, _ := typ.OrNull().Parse(jsontext.Value(raw)); v == Null {
				t.Errorf("%s is null for the kind %s", raw, typ.Kind)
			}
		}
		if _, fault := typ.Parse(jsontext.Value(`null`)); fault == nil || fault.Code != problem.Null {
			t.Errorf("null is no problem for the kind %s", typ.Kind)
		}
	}
	for _, test := range []reading{
		{"null for a boolean", `null`, Null, ""},
		{"an empty text is no boolean", `""`, "", problem.NotBool},
		{"0 is false", `0`, False, ""},
	} {
		test.run(t, Bool.OrNull())
	}
	reading{"0 is no null", `0`, "0", ""}.run(t, Int.OrNull())
	reading{"0 refers to nothing", `0`, "", problem.ZeroReference}.run(t, Reference.OrNull())
	reading{"0 is no amount that is absent", `0`, `"0.00"`, ""}.run(t, Amount.OrNull())
}

func TestKey(t *testing.T) {
	for _, test := range []struct {
		name string
		typ  Type
		raw  string
		want string
	}{
		{"3 of a whole number", Int, `3`, "3"},
		{"3.0 of a whole number", Int, `3.0`, "3"},
		{"the text 3 of a whole number", Int, `"3"`, "3"},
		{"2.0 of a number", Number, `2.0`, "2"},
		{"the text 2.00 of a number", Number, `"2.00"`, "2"},
		{"1.5 of a number", Number, `1.50`, "1.5"},
		{"true", Bool, `true`, "True"},
		{"1 of a boolean", Bool, `1`, "True"},
		{"false", Bool, `"false"`, "False"},
		{"a text", String, `"a \"b\""`, `a "b"`},
		{"a number of a text", String, `1.50`, "1.50"},
		{"a day", Date, `"2222-01-01"`, "2222-01-01"},
		{"a point in time", DateTime, `"2222-01-01 12:00"`, "2222-01-01T11:00:00+00:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, fault := test.typ.Parse(jsontext.Value(test.raw))
			if got := v.Key(); fault != nil || got != test.want {
				t.Errorf("got %q, %v, want %q", got, fault, test.want)
			}
		})
	}
}

func TestFaultsQuoteBriefly(t *testing.T) {
	for _, typ := range every {
		_, fault := typ.Parse(jsontext.Value(`{"a":"` + strings.Repeat("x", 1_000_000) + `"}`))
		if fault == nil {
			t.Errorf("%v takes an object", typ)
			continue
		}
		for _, arg := range fault.Args {
			if text, ok := arg.(string); ok && len(text) > 300 {
				t.Errorf("%v quotes %d bytes", typ, len(text))
			}
		}
	}
}

// Number is the type of custom fields; package event builds it.
var Number = Type{Kind: KindNumber}

var every = []Type{
	Int, NonNegative, Positive, Reference, Status, String, Bool, Amount, Number, {Kind: KindNumber, Bounded: true}, Date,
	DateTime,
}

func TestSentencesQuoteTextsAsPeopleWriteThem(t *testing.T) {
	for raw, want := range map[string]string{
		`"M\u00fcsli"`: `"Müsli"`, `"M\u00fc\"sli\n"`: `"Mü\"sli\n"`, `"\ud800"`: `"\ud800"`, `7.5`: `7.5`,
		`"` + strings.Repeat(`\u0078`, 250) + `"`: `"` + strings.Repeat(`\u0078`, 33) + `\…`,
	} {
		if _, fault := Int.Parse(jsontext.Value(raw)); fault == nil || fault.Args[0] != want {
			t.Errorf("%s gives %v, want %s", raw, fault, want)
		}
	}
}

// FuzzParse holds that no value makes Parse panic, and that a canonical form is its own canonical form.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`null`, `true`, `0`, `-0`, `5.0`, `5e0`, `1e400`, `-1E-400`, `50e-1`, `0.1e1`, `12.50`, `9999999.99`,
		`123456789012345678901234567890`,
		`""`, `"-1"`, `"007"`, `"12.5"`, `"1_000"`, `"TRUE"`, `"2026-03-29 02:30"`, `"2026-10-25T02:30:00.1234567Z"`,
		`"9999-12-31T23:59-01:00"`,
		`"0001-01-01"`, `"\u0032026-01-01"`, `"a\r\n\u0000"`, `"\ud800"`, `"😀"`, `[]`, `{"a":1}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		raw := jsontext.Value(text)
		if !utf8.ValidString(text) || !raw.IsValid(jsontext.AllowInvalidUTF8(true)) || strings.TrimSpace(text) != text {
			return // the bytes of a file are looked at before
		}
		for _, typ := range every {
			for _, typ := range []Type{typ, typ.OrNull()} {
				v, fault := typ.Parse(raw)
				if (fault == nil) == (v == "") {
					t.Fatalf("%+v: %s gives %q and %v", typ, raw, v, fault)
				}
				if fault != nil {
					continue
				}
				if again, fault := typ.Parse(v.Raw()); fault != nil || again != v {
					t.Errorf("%+v: %s gives %s, which gives %s, %v", typ, raw, v, again, fault)
				}
				if canonical := Text(v.Unquote()); v[0] == '"' && v != canonical {
					t.Errorf("%+v: %s gives %s, canonical is %s", typ, raw, v, canonical)
				}
			}
		}
	})
}
