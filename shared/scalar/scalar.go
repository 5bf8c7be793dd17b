// Package scalar says what one JSON value of an import means: as an int, a text, an amount, a date.
//
// Every rule of section 3.2 of the import policy lives here, once, for the attributes of entities as well as for custom
// fields. [Type.Parse] turns what an Orga's script wrote into a [Value], the canonical form in which values are
// compared, stored, shown in diffs:
//
//	Kind       | accepted besides the plain JSON form              | canonical
//	Int        | 5.0, 5e0, "5"                                     | 5
//	Reference  | as Int, but not 0; negative: a placeholder        | -1
//	Status     | as Int, one of the known numbers                  | 2
//	Text       | a number, which becomes its literal text          | "1.50"
//	Bool       | 0, 1, "true", "FALSE"                             | true
//	Amount     | number or string in plain notation, two decimals  | "12.50"
//	Number     | any JSON number, string in plain notation         | 1.5
//	Date       | "2222-11-01"                                      | "2222-11-01"
//	DateTime   | "2222-11-01 18:30", local time of Europe/Berlin   | "2222-11-01T17:30:00+00:00"
package scalar

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// Value is a JSON value in its canonical text: two values are equal if and only if their texts are.
// The empty Value means that there is none, which is not the same as [Null].
type Value string

// The values that are written often.
const (
	Null  Value = "null"
	True  Value = "true"
	False Value = "false"
)

// Text is the value of a JSON string holding s.
func Text(s string) Value {
	// unreachable: AppendQuote fails for invalid UTF-8 only, which it replaces before it says so.
	quoted, _ := jsontext.AppendQuote(nil, s)
	return Value(quoted)
}

// Unquote is the text of a JSON string, and v itself for any other value. A text without escapes is not copied.
func (v Value) Unquote() string {
	if !strings.HasPrefix(string(v), `"`) {
		return string(v)
	}
	if len(v) > 1 && !v.escapes() {
		return string(v[1 : len(v)-1])
	}
	text, _ := jsontext.AppendUnquote(nil, string(v))
	return string(text)
}

// Raw is v as the JSON library wants it.
func (v Value) Raw() jsontext.Value { return jsontext.Value(v) }

// MarshalJSONTo writes the value itself, null for the empty one.
func (v Value) MarshalJSONTo(enc *jsontext.Encoder) error {
	if v == "" {
		v = Null
	}
	if len(v) <= 4<<10 {
		return enc.WriteValue(append(enc.AvailableBuffer(), v...))
	}
	if v[0] == '"' && !v.escapes() { // the encoder gets no copy, of which it would keep another one
		return enc.WriteToken(jsontext.String(v.Unquote()))
	}
	return enc.WriteValue(v.Raw())
}

func (v Value) escapes() bool { return strings.IndexByte(string(v), '\\') >= 0 }

// UnmarshalJSONFrom reads what MarshalJSONTo wrote.
func (v *Value) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	raw, err := dec.ReadValue()
	*v = Value(raw)
	return err
}

// Untyped is a JSON value of which no type is known, with its texts in their one spelling, objects sorted, numbers as
// they are written. It fails for what is not JSON.
func Untyped(raw jsontext.Value) (Value, error) {
	if kind := raw.Kind(); kind != '{' && kind != '[' && bytes.IndexByte(raw, '\\') < 0 {
		return Value(raw), nil // it has one spelling only
	}
	canonical := raw.Clone()
	err := canonical.Canonicalize(jsontext.CanonicalizeRawInts(false), jsontext.CanonicalizeRawFloats(false))
	return Value(canonical), err
}

// Kind is what a value is meant to be.
type Kind string

// The kinds of values an import may hold.
const (
	KindInt       Kind = "int"
	KindReference Kind = "reference"
	KindStatus    Kind = "status"
	KindText      Kind = "text"
	KindBool      Kind = "bool"
	KindAmount    Kind = "amount"
	KindNumber    Kind = "number"
	KindDate      Kind = "date"
	KindDateTime  Kind = "datetime"
)

// Type is a kind together with what it may not be.
type Type struct {
	Kind     Kind
	Nullable bool
	// Least is the smallest int or number; it counts only if Bounded is set.
	Least   int
	Bounded bool
}

// OrNull is t with null allowed.
func (t Type) OrNull() Type {
	t.Nullable = true
	return t
}

// The types from which imports are described.
var (
	Int         = Type{Kind: KindInt}
	NonNegative = Type{Kind: KindInt, Bounded: true}
	Positive    = Type{Kind: KindInt, Bounded: true, Least: 1}
	Reference   = Type{Kind: KindReference}
	Status      = Type{Kind: KindStatus}
	String      = Type{Kind: KindText}
	Bool        = Type{Kind: KindBool}
	Amount      = Type{Kind: KindAmount}
	Date        = Type{Kind: KindDate}
	DateTime    = Type{Kind: KindDateTime}
)

// Parse gives the canonical form of raw, which must be one well-formed JSON value without surrounding blanks.
// The Fault is nil if and only if raw is acceptable.
//
// SPEC: "nullable: null is allowed. For ints, amounts, dates, datetimes, numbers and references "" means null, too; for
// booleans only null does. 0, false, [] and {} never stand for null."
func (t Type) Parse(raw jsontext.Value) (Value, *Fault) {
	switch {
	case raw.Kind() == 'n' && t.Nullable:
		return Null, nil
	case raw.Kind() == 'n':
		return "", fault(problem.Null)
	case string(raw) == `""` && t.Nullable && t.Kind != KindBool:
		return Null, nil
	}
	v, fault := t.parse(raw)
	if fault != nil {
		fault.Meant = t.meant(raw)
	}
	return v, fault
}

func (t Type) parse(raw jsontext.Value) (Value, *Fault) {
	switch t.Kind {
	case KindText:
		return parseText(raw)
	case KindBool:
		return parseBool(raw)
	case KindAmount:
		return parseAmount(raw)
	case KindNumber:
		return t.parseNumber(raw)
	case KindDate:
		return parseDate(raw)
	case KindDateTime:
		return parseDateTime(raw)
	}
	return t.parseInt(raw)
}

// SPEC: "text: a string, or a number (becomes its literal text). CRLF and CR become LF; nothing is trimmed.
// "" is null where null is allowed, otherwise a problem. No NUL characters, no lone surrogates."
func parseText(raw jsontext.Value) (Value, *Fault) {
	switch raw.Kind() {
	case '0':
		return Text(string(raw)), nil
	case '"':
	default:
		return "", fault(problem.NotText, kindName(raw))
	}
	if len(raw) == len(`""`) {
		return "", fault(problem.Empty)
	}
	if plainly(raw) {
		return Value(raw), nil
	}
	text, err := unquote(raw)
	switch {
	case err != nil:
		return "", err
	case strings.ContainsRune(text, 0):
		return "", fault(problem.NULCharacter)
	}
	return Text(lineEnds.Replace(text)), nil
}

// plainly reports whether a JSON string is written in its one spelling for sure: nothing is escaped but what has to be,
// with the letters that it has. Texts of megabytes are spared several copies.
func plainly(raw jsontext.Value) bool {
	for rest := raw; ; rest = rest[2:] {
		i := bytes.IndexByte(rest, '\\')
		if i < 0 {
			return true
		}
		if rest = rest[i:]; strings.IndexByte(`"\bfnt`, rest[1]) < 0 {
			return false
		}
	}
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// SPEC: "bool: true, false, the numbers 0 and 1, the strings "true" and "false" in any case. Nothing else."
func parseBool(raw jsontext.Value) (Value, *Fault) {
	switch raw.Kind() {
	case 't':
		return True, nil
	case 'f':
		return False, nil
	case '0':
		if n, ok := integer(string(raw)); ok && n == 0 {
			return False, nil
		} else if ok && n == 1 {
			return True, nil
		}
	case '"':
		if text, err := unquote(raw); err == nil {
			switch strings.ToLower(text) {
			case "true":
				return True, nil
			case "false":
				return False, nil
			}
		}
	}
	return "", fault(problem.NotBool, written(raw))
}

// unquote is the text of a JSON string. The only fault it may have is a lone surrogate: the bytes of a file were found
// to be UTF-8 before.
func unquote(raw jsontext.Value) (string, *Fault) {
	text, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return "", fault(problem.LoneSurrogate)
	}
	return string(text), nil
}

// written is a value as a sentence quotes it: a text without the escapes that programs write for letters which are not
// English.
func written(raw jsontext.Value) string {
	const most = 200 // the list of findings shortens further
	if raw.Kind() == '"' && len(raw) <= len(`\u0000`)*most {
		if text, err := jsontext.AppendUnquote(nil, raw); err == nil {
			raw = Text(string(text)).Raw()
		}
	}
	if len(raw) > most {
		return strings.ToValidUTF8(string(raw[:most]), "") + "…"
	}
	return string(raw)
}

// kindName quotes a value as a sentence about its kind needs it: the inside of lists and objects does not matter.
func kindName(raw jsontext.Value) string {
	switch raw.Kind() {
	case '{':
		return "{…}"
	case '[':
		return "[…]"
	}
	return written(raw)
}
