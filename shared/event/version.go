package event

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// foreign finds out whether a text is no export that can be read, by what stands at its top. The first answer counts:
//
//	no object                a file of something else
//	another kind             another download of the original
//	no event                 an import
//	version 16 or older      refused
//	version 17               read
//	version 18 and 19        read if no key lacks that something is decided by; else refused, with the keys
//	a newer one              refused
func foreign(content []byte) (found problem.List) {
	var members map[string]jsontext.Value
	if err := json.Unmarshal(content, &members); err != nil {
		if jsontext.Value(content).IsValid() {
			found.Add("", onimport.NotExport)
			return found
		}
		return reason(content, err)
	}
	var version [2]int
	switch kind, ok := members["kind"]; {
	case !ok && members["event"] == nil:
		found.Add("", onimport.NotExport)
	case string(kind) != `"partial"`:
		found.Add("/kind", onimport.OtherExport, string(kind))
	case members["event"] == nil:
		found.Add("/event", onimport.ImportAsExport)
	case json.Unmarshal(members["EVENT_SCHEMA_VERSION"], &version) != nil:
		found.Add("/EVENT_SCHEMA_VERSION", onimport.ExportVersion, string(members["EVENT_SCHEMA_VERSION"]))
	case version[0] < SchemaVersion[0] || version[0] > newest:
		found.Add("/EVENT_SCHEMA_VERSION", onimport.ExportVersion, string(members["EVENT_SCHEMA_VERSION"]))
	case version[0] > SchemaVersion[0]:
		var whole any
		if err := json.Unmarshal(content, &whole); err != nil {
			return reason(content, err)
		}
		n := needs{version: string(members["EVENT_SCHEMA_VERSION"])}
		n.walk(whole, reflect.TypeFor[Snapshot](), "", "")
		return n.found()
	}
	return found
}

// newest is the newest major version that is read, with a warning.
const newest = 19

// Warnings says what to bear in mind about a snapshot whose file is of a newer version than ours.
func (s *Snapshot) Warnings() (found problem.List) {
	if s.SchemaVersion[0] != SchemaVersion[0] {
		found.Add("/EVENT_SCHEMA_VERSION", onimport.Version, s.SchemaVersion[0], s.SchemaVersion[1])
	}
	return found
}

// needs goes through a text together with the types that it is read into, and finds the keys that lack.
type needs struct {
	version string
	lack    map[string]lack // by the path with * for each name and ID
}

type lack struct {
	first jsontext.Pointer
	count int
}

// spare are the keys by which nothing is decided.
var spare = []string{"timestamp", "payment", "ctime", "mtime", "username"}

func (n *needs) walk(v any, t reflect.Type, at jsontext.Pointer, kind string) {
	object, ok := v.(map[string]any)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case !ok || t == reflect.TypeFor[Options]():
	case t.Kind() == reflect.Map || t.Kind() == reflect.Slice: // Fields and Fees are lists of what the file has by name
		for _, name := range slices.Sorted(maps.Keys(object)) {
			n.walk(object[name], t.Elem(), at.AppendToken(name), kind+"/*")
		}
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			if name == "" || name == "-" || options != "" || slices.Contains(spare, name) {
				continue // ours, an addition of ours, or spare
			}
			inner, there := object[name]
			if !there {
				n.note(at.AppendToken(name), kind+"/"+name)
				continue
			}
			n.walk(inner, t.Field(i).Type, at.AppendToken(name), kind+"/"+name)
		}
	}
}

func (n *needs) note(at jsontext.Pointer, kind string) {
	l, ok := n.lack[kind]
	if !ok {
		l.first = at
	}
	l.count++
	n.lack = put(n.lack, kind, l)
}

func (n *needs) found() (found problem.List) {
	for _, l := range Sorted(n.lack) {
		found.Add(l.first, onimport.ExportLacks, n.version, l.first.LastToken(), l.count)
	}
	return found
}
