package event

import (
	"reflect"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// definers are the attributes that everything of a section has, in the order in which people read them.
var definers = map[Section][]string{
	DefinedParts:  {"title", "shortname", "part_begin", "part_end"},
	DefinedTracks: {"part_id", "title", "shortname", "sortkey", "course_room_field"},
	DefinedFields: {"name", "title", "association", "kind", "entries"},
	DefinedFees:   {"title", "amount", "condition"},
	DefinedEvent:  {"title", "shortname", "orgas"},
}

// Attributes lists the attributes of what is defined, those of Extra among them, but for the order of fields and fees.
// A group of tracks begins with its title.
func (d *Definition) Attributes(k Key) (paths []jsontext.Pointer) {
	add := func(at jsontext.Pointer, names []string, extra jsontext.Value) {
		for _, name := range names {
			paths = append(paths, at.AppendToken(name))
		}
		eachExtra(extra, func(key string, _ jsontext.Value) { paths = append(paths, at.AppendToken(key)) })
	}
	switch e := d.defined(k).(type) {
	case *definedPart:
		add("", definers[k.Section], e.Extra)
	case *definedTrack:
		add("", definers[k.Section], e.Extra)
	case *definedField:
		add("", definers[k.Section], e.Extra)
	case *definedFee:
		add("", definers[k.Section], e.Extra)
	case *definedEvent:
		add("", definers[k.Section], e.Extra)
		for key, g := range Sorted(e.TrackGroups) {
			add(jsontext.Pointer("/track_groups").AppendToken(key), []string{"title", "constraint_type", "track_ids"}, g.Extra)
		}
	}
	return paths
}

// DefinitionLacks finds the keys without which a definition in the form of an export cannot be read.
func DefinitionLacks(text jsontext.Value) (found problem.List) {
	var whole any
	if err := json.Unmarshal(text, &whole); err != nil {
		return reason(text, err)
	}
	n := needs{}
	n.walk(whole, reflect.TypeFor[Definition](), "", "")
	for _, l := range Sorted(n.lack) {
		found.Add(l.first, problem.Missing, l.first.LastToken())
	}
	return found
}
