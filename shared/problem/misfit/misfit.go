// Package misfit is what of a JSON object has no place in a Go struct.
//
// The decoder stops at the first member that it does not know, at the first value of the wrong kind. Whoever sends a
// record wants to know of all of them, and what else is wrong with the rest.
package misfit

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// most is how many findings there are about one text: each of them takes reading it once more.
const most = 20

// Decode decodes a JSON object into a struct, strictly. Members that are unknown and values of the wrong kind are
// findings; then into holds all that fits: whoever can judge that tells what else is wrong, see [Join]. The error is
// that of the decoder where the text is nothing of the kind.
func Decode(text []byte, into any, options ...json.Options) (problem.List, error) {
	target := reflect.ValueOf(into).Elem()
	before := reflect.New(target.Type()).Elem()
	before.Set(target)
	err := decode(text, into, options)
	if wrong, ok := errors.AsType[*json.SemanticError](err); !ok || wrong.JSONPointer == "" {
		return problem.List{}, err
	}
	if err := json.Unmarshal(text, new(jsontext.Value)); err != nil { // the decoder had not read on
		return problem.List{}, err
	}
	target.Set(before) // without what the first try has put there
	found, rest := misfits(text, into, options)
	_ = decode(rest, into, options) // which fails if more is wrong than anybody reads
	return found, nil
}

// Join adds to misfits what else is wrong, at places that are no findings yet: what does not fit is missing in what was
// judged. If there was more that does not fit than anybody reads, nothing sound could be judged.
func Join(misfits, others problem.List) problem.List {
	all := misfits.Clone()
	if len(all.Items) >= most {
		return all
	}
	known := func(p problem.Problem) bool {
		return slices.ContainsFunc(all.Items, func(q problem.Problem) bool { return q.Path == p.Path })
	}
	others.Items = slices.DeleteFunc(slices.Clone(others.Items), known)
	all.Append(others)
	return all
}

func decode(text []byte, into any, options []json.Options) error {
	return json.Unmarshal(text, into, append(slices.Clone(options), json.RejectUnknownMembers(true))...)
}

// teller is an error of a decoder of its own that knows what of a value is wrong.
type teller interface {
	error
	Finding() (problem.Code, []any)
}

// misfits finds what of a JSON object has no place in a struct like into: it takes out what the decoder does not like,
// until the rest is fine, or nobody would read any more.
func misfits(text jsontext.Value, into any, options []json.Options) (found problem.List, rest jsontext.Value) {
	for range most {
		err := decode(text, reflect.New(reflect.TypeOf(into).Elem()).Interface(), options)
		wrong, ok := errors.AsType[*json.SemanticError](err)
		if !ok || wrong.JSONPointer == "" {
			break
		}
		at := wrong.JSONPointer
		var taken jsontext.Value
		text, taken = without(text, slices.Collect(at.Tokens()))
		if errors.Is(err, json.ErrUnknownName) {
			found.Add(at, problem.UnknownKey, at.LastToken()).
				SuggestName(problem.Nearest(at.LastToken(), Members(wrong.GoType)))
			continue
		}
		if told, ok := errors.AsType[teller](err); ok {
			code, args := told.Finding()
			found.Add(at, code, args...)
			continue
		}
		if len(wrong.JSONValue) > 0 { // of a number that does not fit, or of a name that should be one
			taken = wrong.JSONValue
		}
		code := problem.WrongKind
		if wrong.GoType != nil {
			code = cmp.Or(expected[wrong.GoType.Kind()], code)
		}
		found.Add(at, code, string(taken))
	}
	found.Sort()
	return found, text
}

// expected says what is needed for a Go value.
var expected = map[reflect.Kind]problem.Code{
	reflect.String: problem.NotText, reflect.Bool: problem.NotBool, reflect.Slice: problem.NotList,
	reflect.Int: problem.NotInt, reflect.Int32: problem.NotInt, reflect.Int64: problem.NotInt,
}

// without takes the value at a path out of its object; in a list there is null instead.
func without(text jsontext.Value, path []string) (rest, taken jsontext.Value) {
	var object map[string]jsontext.Value
	var list []jsontext.Value
	if text.Kind() == '[' {
		_ = json.Unmarshal(text, &list) // it was read before
	} else {
		_ = json.Unmarshal(text, &object)
	}
	i, _ := strconv.Atoi(path[0])
	switch last := len(path) == 1; {
	case i >= 0 && i < len(list) && last:
		taken, list[i] = list[i], jsontext.Value("null")
	case i >= 0 && i < len(list):
		list[i], taken = without(list[i], path[1:])
	case last:
		taken = object[path[0]]
		delete(object, path[0])
	case object[path[0]] != nil:
		object[path[0]], taken = without(object[path[0]], path[1:])
	}
	if list != nil {
		rest, _ = json.Marshal(list)
	} else {
		rest, _ = json.Marshal(object, json.Deterministic(true))
	}
	return rest, taken
}

// Members are the names that an object may have for a struct.
func Members(of reflect.Type) (names []string) {
	for _, field := range reflect.VisibleFields(of) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
			names = append(names, name)
		}
	}
	return names
}
