package event

import (
	"regexp"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// fieldName is what files, conditions of fees and scripts call a field.
var fieldName = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)

// DefinitionProblems finds what the definition can never be. Placeholders as IDs are of what is about to be given one.
func (s *Snapshot) DefinitionProblems() problem.List {
	i := inspector{Snapshot: s, placeholders: true, tracks: map[TrackID]Track{}, fields: map[string]Field{},
		options: map[[2]string]bool{}, fees: map[FeeID]Fee{}}
	i.defineFields()
	i.defineFees()
	i.defineTracks()
	i.sound()
	return i.found
}

// sound judges what an export of the original is trusted with: that what people write is what it should be.
func (i *inspector) sound() {
	i.titled("/event", i.Event.Title, i.Event.Shortname)
	for id, part := range Sorted(i.Event.Parts) {
		path := at("/event/parts", id)
		i.titled(path, part.Title, part.Shortname)
		i.days(path, part)
		i.namedFields(path, part.Extra)
		for id, track := range Sorted(part.Tracks) {
			i.titled(at(path, "tracks", id), track.Title, track.Shortname)
		}
	}
	for _, f := range i.Event.Fields {
		path := at("/event/fields", f.Name)
		i.titled(path, f.Title, "-")
		if !fieldName.MatchString(f.Name) {
			i.found.Add(path, onevent.NotFieldName, f.Name)
		}
		for _, o := range f.Entries {
			if _, fault := f.Type().Parse(scalar.Text(o.Key).Raw()); fault != nil {
				i.found.Add(at(path, "entries", o.Key), fault.Code, fault.Args...)
			}
		}
	}
	for _, f := range i.Event.Fees {
		i.titled(at("/event/fees", f.Title), f.Title, "-")
	}
	for key, g := range Sorted(i.Event.TrackGroups) {
		i.titled(at("/event/track_groups", key), g.Title, "-")
	}
}

func (i *inspector) titled(path jsontext.Pointer, title, shortname string) {
	for member, text := range map[string]string{"title": title, "shortname": shortname} {
		if strings.TrimSpace(text) == "" {
			i.found.Add(at(path, member), onevent.EmptyName)
		}
	}
}

func (i *inspector) days(path jsontext.Pointer, part Part) {
	valid := true
	for member, day := range map[string]string{"part_begin": part.Begin, "part_end": part.End} {
		if !scalar.IsDay(day) {
			valid = false
			i.found.Add(at(path, member), problem.NotDate, scalar.Text(day))
		}
	}
	if valid && part.End < part.Begin {
		i.found.Add(at(path, "part_end"), onevent.EndsBefore, problem.Day(part.End), problem.Day(part.Begin))
	}
}

// namedFields finds fields that a part names and that are none: for the waiting list, for camping mats.
func (i *inspector) namedFields(path jsontext.Pointer, extra jsontext.Value) {
	eachExtra(extra, func(key string, v jsontext.Value) {
		name := scalar.Value(v).Unquote()
		if _, known := i.fields[name]; strings.HasSuffix(key, "_field") && v.Kind() == '"' && !known {
			i.found.Add(at(path, key), onimport.UnknownField, name)
		}
	})
}
