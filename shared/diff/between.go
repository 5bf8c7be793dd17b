package diff

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// Difference is what leads from one export of an event to another.
type Difference struct {
	// File is the text of an import, nil if the exports are of two events. Changes is how many entities it names.
	File    []byte
	Changes int
	// Left is where the import does not lead to the new export, with the places there.
	Left problem.List
}

// Between makes the smallest import that leads from one export to another. What is only in the new one is created, what
// is only in the old one deleted; what follows from that by itself is not asked for. The import is acceptable to the
// old state and gives the new one, up to the IDs of what is created and to what is Left. A reference that the new
// export still has to what is not there any more follows the deletion.
//
// How that is so: the very check that will judge the import judges it here. What the check refuses is taken out of the
// import and becomes part of Left, until nothing is refused; the final state is compared with the new export, and
// whatever still differs is Left as well. So nobody keeps a list of what imports cannot do. Of two exports of different
// age these differ by themselves and are left out: when they were made, when a registration was changed, what it owes.
// A "summary" in the new export becomes that of the import.
func Between(before, after *event.Snapshot) Difference {
	b := &between{old: before, ids: map[event.Section]map[int32]int32{}, blocked: map[event.Key][]jsontext.Pointer{}}
	if before.ID != after.ID {
		b.left.Add("/id", onimport.WrongEvent, after.ID, before.ID)
		return Difference{Left: b.left}
	}
	b.place(after)
	b.takeSummary()
	for {
		b.ask()
		file := b.file()
		final, found := b.judge(file)
		if found.Empty() {
			b.compare(final)
			return Difference{file, len(b.entries), b.left}
		}
		if !b.block(found) { // the old state accepts no import at all
			return Difference{file, len(b.entries), b.left}
		}
	}
}

// between is the way to a difference.
type between struct {
	old, new *event.Snapshot                   // the new one with placeholders as IDs of what is created
	ids      map[event.Section]map[int32]int32 // the IDs of placeholders in the new export
	// summary is what the import says that it is for.
	summary string
	// blocked is what the import must not ask for, by entity: an attribute, or everything if the path is empty.
	blocked map[event.Key][]jsontext.Pointer
	entries []partial.Entry // what it asks for
	// follows is what follows from the deletions by itself.
	follows map[event.Key]map[jsontext.Pointer]scalar.Value
	left    problem.List
}

func (b *between) isBlocked(key event.Key, path jsontext.Pointer) bool {
	return slices.ContainsFunc(b.blocked[key], func(p jsontext.Pointer) bool { return within(path, p) })
}

// within reports whether a path leads to or into what is at another one.
func within(path, outer jsontext.Pointer) bool {
	rest, ok := strings.CutPrefix(string(path), string(outer))
	return ok && (rest == "" || rest[0] == '/')
}

// judge gives the final state of a file and all that hinders it.
func (b *between) judge(file []byte) (*event.Snapshot, problem.List) {
	imp, found := partial.Decode(file)
	if imp == nil {
		return nil, found
	}
	c := compute(b.old, imp)
	for _, cascade := range c.plan.Cascades {
		if cascade.Path == "" && b.new.Entity(cascade.Key) != nil { // a lodgement that should stay goes with its group
			group := b.new.Lodgements[event.LodgementID(cascade.ID)].GroupID
			found.Add(cascade.Because, onimport.GroupInhabited, b.new.Entity(cascade.Key).Label(), group)
		}
	}
	if found.Append(c.found); !found.Empty() {
		return nil, found
	}
	for _, w := range c.plan.Warnings.Items {
		if w.Code == onimport.AlreadyRegistered { // their registration should have gone, but stays
			w.Code = onimport.StaysRegistered
			found.Append(problem.List{Items: []problem.Problem{w}})
		}
	}
	return c.Snapshot, found
}

// block takes what the check refuses out of the import. It reports whether that was possible for anything. Deletions
// come first: what else is refused may be so only because of one that must not be.
func (b *between) block(found problem.List) bool {
	deletion := func(p problem.Problem) bool {
		key, _ := split(p.Path)
		i := b.entry(key)
		return i >= 0 && b.entries[i].Action == partial.Delete
	}
	items := found.Items
	if slices.ContainsFunc(items, deletion) {
		items = slices.DeleteFunc(slices.Clone(items), func(p problem.Problem) bool { return !deletion(p) })
	}
	progress := false
	for _, p := range items {
		key, path := split(p.Path)
		i := b.entry(key)
		if i < 0 {
			b.leave(p)
			continue
		}
		if b.isBlocked(key, path) { // one finding is enough for that
			continue
		}
		b.blocked[key] = append(b.blocked[key], refused(b.entries[i], path, p.Code)...)
		b.leave(p)
		if b.entries[i].Action == partial.Create && path != "" && b.isBlocked(key, "") {
			b.left.Add(b.inNew(pointer(key)), onimport.NotCreated, problem.Term(string(key.Section)),
				b.realID(key.Section, key.ID))
		}
		progress = true
	}
	return progress
}

// entry is the place of what the import asks for an entity, or -1.
func (b *between) entry(key event.Key) int {
	return slices.IndexFunc(b.entries, func(e partial.Entry) bool { return e.Key == key })
}

// refused are the values of an entry that a finding at path is about: those at, in or around it. Of a new entity only
// what it may lack can be left out, and single choices, by the ID of the course; of anything else all goes.
func refused(e partial.Entry, path jsontext.Pointer, code problem.Code) (paths []jsontext.Pointer) {
	all := []jsontext.Pointer{""}
	for _, s := range e.Sets {
		switch {
		case path == "" || !within(s.Path, path) && !within(path, s.Path):
		case e.Action != partial.Create || optional(s.Path):
			paths = append(paths, s.Path)
		case path.Parent() == s.Path && code != problem.DuplicateChoice:
			paths = append(paths, s.Path+item(partial.References(s.Value)[idOf(path)]))
		default:
			return all
		}
	}
	if len(paths) == 0 {
		return all
	}
	return paths
}

// leave notes a finding of the check, with the IDs of the new export.
func (b *between) leave(p problem.Problem) {
	p.Path = b.inNew(p.Path)
	p.Line, p.Column, p.Hint = 0, 0, ""
	p.Args = slices.Clone(p.Args)
	for i := range p.Args[min(1, len(p.Args)):] {
		for section, ids := range b.ids {
			if id, ok := ids[integer(scalar.Value(p.Args[i+1]))]; ok && p.Args[i] == problem.Term(string(section)) {
				p.Args[i+1] = string(idValue(id))
			}
		}
	}
	b.left.Append(problem.List{Items: []problem.Problem{p.At(-1)}})
}

// inNew is the path with the ID that the new export has for a placeholder.
func (b *between) inNew(path jsontext.Pointer) jsontext.Pointer {
	key, rest := split(path)
	if id, ok := b.ids[key.Section][key.ID]; ok {
		return pointer(event.Key{Section: key.Section, ID: id}) + rest
	}
	return path
}

// split takes a path apart into the entity and the rest; the entity is zero if the path leads to none.
func split(path jsontext.Pointer) (key event.Key, rest jsontext.Pointer) {
	tokens := strings.SplitN(string(path), "/", 4)
	if len(tokens) < 3 || partial.Members[event.Section(tokens[1])] == nil {
		return event.Key{}, path
	}
	if len(tokens) == 4 {
		rest = "/" + jsontext.Pointer(tokens[3])
	}
	return event.Key{Section: event.Section(tokens[1]), ID: integer(scalar.Value(tokens[2]))}, rest
}
