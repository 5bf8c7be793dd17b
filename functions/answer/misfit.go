package answer

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

// maxMisfits is how many findings there are about one body: each of them takes reading it once more.
const maxMisfits = 20

// misfits finds what of a JSON object has no place in a struct like into: it takes out what the decoder does not like,
// until the rest is fine, or nobody would read any more.
func misfits(text jsontext.Value, into any) (found problem.List, rest jsontext.Value) {
	for range maxMisfits {
		err := decode(text, reflect.New(reflect.TypeOf(into).Elem()).Interface())
		wrong, ok := errors.AsType[*json.SemanticError](err)
		if !ok || wrong.JSONPointer == "" {
			break
		}
		at := wrong.JSONPointer
		var taken jsontext.Value
		text, taken = without(text, slices.Collect(at.Tokens()))
		if errors.Is(err, json.ErrUnknownName) {
			found.Add(at, problem.UnknownKey, at.LastToken()).
				SuggestName(problem.Nearest(at.LastToken(), members(wrong.GoType)))
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

// members are the names that an object may have for a struct.
func members(of reflect.Type) (names []string) {
	for _, field := range reflect.VisibleFields(of) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
			names = append(names, name)
		}
	}
	return names
}
