package diff

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
)

// Inverse gives the import that undoes a plan which was applied. Amounts owed are not in it: they follow.
//
// Where something has changed again since, computing the inverse warns and puts the old value back all the same.
func Inverse(id event.ID, p *Plan, applied Applied) *partial.Import {
	inverse := &partial.Import{SchemaVersion: event.SchemaVersion, Event: id, Undo: true}
	at := map[event.Key]int{}
	undo := func(key event.Key, action partial.Action, s Set) {
		key, s = applied.Created.Key(key), applied.Created.set(key.Section, s)
		i, ok := at[key]
		if !ok {
			i = len(inverse.Entries)
			at[key] = i
			inverse.Entries = append(inverse.Entries, partial.Entry{Key: key, Action: action})
		}
		switch action {
		case partial.Restore:
			inverse.Entries[i].Entity = s.From.Raw()
		case partial.Delete:
			inverse.Entries[i].Entity = encode(applied.Snapshot.Entity(key)).Raw()
		default:
			set := partial.Set{Path: s.Path, Value: s.From, Expected: s.To}
			if key.Section.Defines() && strings.HasSuffix(string(s.Path), "_order") { // it is made anew
				set.Expected = ""
			}
			inverse.Entries[i].Sets = append(inverse.Entries[i].Sets, set)
		}
	}
	moved := movedValues(p)
	for _, c := range p.Changes {
		switch {
		case c.Unknown:
		case c.Action == partial.Create || c.Action == partial.Restore:
			undo(c.Key, partial.Delete, Set{})
		case c.Action == partial.Delete:
			undo(c.Key, partial.Restore, c.Sets[0])
		default:
			for _, s := range c.Sets {
				undo(c.Key, partial.Change, s)
			}
		}
	}
	for _, c := range p.Cascades {
		switch {
		case c.Path == "/amount_owed" || moved[movement{c.Key, c.Because}] && c.Path.Parent() == "/fields":
		case c.Path == "":
			undo(c.Key, partial.Restore, c.Set)
		default:
			undo(c.Key, partial.Change, c.Set)
		}
	}
	inverse.Sort()
	return inverse
}

// movement is of the value of a field that has another name.
type movement struct {
	entity  event.Key
	because jsontext.Pointer
}

// movedValues are the values that a plan moves to the new name of a field. Who takes that back moves them, too,
// whatever they are by then.
func movedValues(p *Plan) map[movement]bool {
	names, moved := map[jsontext.Pointer]jsontext.Pointer{}, map[movement]bool{}
	for _, c := range p.Changes {
		for _, s := range c.Sets {
			if c.Section == event.DefinedFields && c.Action == partial.Change && s.Path == "/name" {
				names[pointer(c.Key)] = jsontext.Pointer("/fields").AppendToken(s.To.Unquote())
			}
		}
	}
	for _, c := range p.Cascades {
		if name, ok := names[c.Because]; ok && c.Path == name {
			moved[movement{c.Key, c.Because}] = true
		}
	}
	return moved
}
