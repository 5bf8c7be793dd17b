// What of an answer is wanted, the parameter fields:
//
//	fields                  | the answer has
//	none, or empty          | everything
//	kind,items/id           | these fields, of each item of a list
//	items(id,start/date)    | the same for several fields of one
//	items/*                 | all fields of each item
//	a name that is no field | 400, as from Google: a client that misspells one learns of it
//	no list of names        | 400

package calendar

import (
	"bytes"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// mask is what of an object shall be answered, by the names of its fields. An empty one stands for everything.
type mask map[string]mask

// readMask reads the parameter fields, also an empty one. They have to be fields of what is given; nil: nothing is.
func readMask(fields string, given any) (mask, error) {
	if fields == "" {
		return nil, nil
	}
	m, rest, ok := parseMask(fields)
	if !ok || rest != "" {
		return nil, noField(fields)
	}
	if given == nil {
		return m, nil
	}
	return m, m.check(reflect.TypeOf(given))
}

func noField(name string) error {
	return &failure{http.StatusBadRequest, "global", "invalidParameter", "Invalid field selection " + name, "fields"}
}

// check refuses what is no field of a type of the generated client. Of "*", which stands for several, it does not look
// inside.
func (m mask) check(t reflect.Type) error {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if name == "*" {
			continue
		}
		inner, known := fieldOf(t, name)
		if !known {
			return noField(name)
		}
		if err := m[name].check(inner); err != nil {
			return err
		}
	}
	return nil
}

// fieldOf is the type of what a type has under a name of the API. A map has all names.
func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	switch t.Kind() {
	case reflect.Map:
		return t.Elem(), true
	case reflect.Struct:
		for f := range t.Fields() {
			if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == name && name != "-" {
				return f.Type, true
			}
		}
	}
	return nil, false
}

// parseMask reads up to a closing parenthesis.
func parseMask(text string) (m mask, rest string, ok bool) {
	m = mask{}
	for {
		end := strings.IndexAny(text, ",()")
		if end < 0 {
			end = len(text)
		}
		leaf := m
		for name := range strings.SplitSeq(text[:end], "/") {
			name = strings.TrimSpace(name)
			if name == "" {
				return nil, text, false
			}
			if leaf[name] == nil {
				leaf[name] = mask{}
			}
			leaf = leaf[name]
		}
		text = text[end:]
		if strings.HasPrefix(text, "(") {
			inner, after, ok := parseMask(text[1:])
			if !ok || !strings.HasPrefix(after, ")") {
				return nil, after, false
			}
			maps.Copy(leaf, inner)
			text = after[1:]
		}
		if !strings.HasPrefix(text, ",") {
			return m, text, true
		}
		text = text[1:]
	}
}

// reduce returns the selected parts of a JSON value. It goes through it once: a list has megabytes.
func (m mask) reduce(body []byte) ([]byte, error) {
	if len(m) == 0 {
		return body, nil
	}
	var out bytes.Buffer
	err := m.copy(&out, jsontext.NewDecoder(bytes.NewReader(body)))
	return out.Bytes(), err
}

func (m mask) copy(out *bytes.Buffer, in *jsontext.Decoder) error {
	kind := in.PeekKind()
	if kind != '{' && kind != '[' || len(m) == 0 {
		value, err := in.ReadValue()
		out.Write(value)
		return err
	}
	begin, err := in.ReadToken()
	if err != nil {
		return err
	}
	out.WriteString(begin.String())
	separator := ""
	for in.PeekKind() != '}' && in.PeekKind() != ']' {
		inner, name := m, []byte(nil)
		if kind == '{' {
			if inner, name, err = m.field(in); err != nil {
				return err
			}
			if inner == nil {
				if err := in.SkipValue(); err != nil {
					return err
				}
				continue
			}
		}
		out.WriteString(separator)
		out.Write(name)
		separator = ","
		if err := inner.copy(out, in); err != nil {
			return err
		}
	}
	end, err := in.ReadToken()
	out.WriteString(end.String())
	return err
}

// field reads the name of a field. It returns what of the field is selected, nil for nothing, with the name as written.
func (m mask) field(in *jsontext.Decoder) (inner mask, name []byte, err error) {
	token, err := in.ReadToken()
	if err != nil {
		return nil, nil, err
	}
	key := token.String()
	inner = m[key]
	if inner == nil {
		inner = m["*"]
	}
	if inner == nil {
		return nil, nil, nil
	}
	name, err = jsontext.AppendQuote(nil, key)
	return inner, append(name, ':'), err
}
