// Package definition reads what an event is to be defined by: its parts, tracks, fields, fees, groups, titles.
//
// Somebody sends all of it, as exports have it. [Ask] compares that with what there is and gives what an import asks
// for: a create, change or delete for each part, track, field, fee. From then on it is an import like any other: by the
// ID of what it changes, so that two people can change different things at once. What that leads to, and what is in
// its way, is the business of package diff.
//
//	said of a field or fee  | it is
//	"id" of one             | that one, also by another name
//	"id" below 0            | new
//	no "id", a known name   | the one of that name; of a fee, of that title
//	no "id", another name   | new, unless one is missing: then nobody can tell
//
// Parts and tracks are known by the keys of their objects, which are IDs; below 0 they are new.
package definition

import (
	"errors"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/misfit"
	"kursbuch.internal/shared/problem/onevent"
)

// Read reads a definition in the form of an export that is to take the place of the present one, with all the reasons
// why it is none. Paths are into it.
func Read(text jsontext.Value, now *event.Definition) (*event.Definition, problem.List) {
	wanted := new(event.Definition)
	found, err := misfit.Decode(text, wanted, event.File)
	if err != nil {
		syntactic, ok := errors.AsType[*jsontext.SyntacticError](err)
		if ok && errors.Is(err, jsontext.ErrDuplicateName) {
			found.Add(syntactic.JSONPointer, problem.Duplicate, syntactic.JSONPointer.LastToken())
		} else {
			found.Add("", onevent.NotDefinition)
		}
		return nil, found
	}
	found = misfit.Join(found, event.DefinitionLacks(text))
	found = misfit.Join(found, strange(now, wanted))
	found.Sort()
	return wanted, found
}

// Write gives a definition in the form of an export. Fields and fees have to be identified.
func Write(d *event.Definition) jsontext.Value {
	text, err := json.Marshal(d, event.File, json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: what was read from a snapshot can be written
	}
	return text
}

// Ask gives what an import asks for that makes the event's definition the wanted one, or what keeps anybody from
// telling what is meant. Fields and fees of the event have to be identified, see [event.Snapshot.Identified]. The
// wanted one is changed: it gets an ID for everything.
func Ask(now *event.Snapshot, wanted *event.Definition) ([]partial.Entry, problem.List) {
	a := asker{now: &now.Event, wanted: wanted, named: map[event.Key]bool{}}
	a.parts()
	a.fields()
	a.fees()
	if !a.found.Empty() {
		return nil, a.found
	}
	for _, section := range event.Definers {
		for _, key := range a.missing(section) {
			a.entries = append(a.entries, partial.Entry{Key: key, Action: partial.Delete})
		}
	}
	after := &event.Snapshot{Event: *wanted}
	for _, section := range event.Definers {
		for _, id := range after.IDs(section) {
			a.compare(event.Key{Section: section, ID: id}, now, after)
		}
	}
	a.compareEvent(now, after)
	imp := partial.Import{Entries: a.entries}
	imp.Sort()
	return imp.Entries, a.found
}

// asker finds out what somebody means.
type asker struct {
	now, wanted *event.Definition
	named       map[event.Key]bool // what the wanted definition names
	entries     []partial.Entry
	found       problem.List
}

// known notes that the wanted definition names something by its ID. It is a finding if there is no such thing.
func (a *asker) known(k event.Key, at jsontext.Pointer) bool {
	switch s := (&event.Snapshot{Event: *a.now}); {
	case k.ID == 0:
		a.found.Add(at, problem.NotID, k.ID)
	case a.named[k]:
		a.found.Add(at, onevent.IDNamedTwice, k.ID)
	case k.ID > 0 && s.Entity(k) == nil:
		a.found.Add(at, onevent.NotOfEvent, k.ID)
	default:
		a.named[k] = true
		return true
	}
	return false
}

// missing are those of a section that the wanted definition does not name.
func (a *asker) missing(section event.Section) (keys []event.Key) {
	for _, id := range (&event.Snapshot{Event: *a.now}).IDs(section) {
		if k := (event.Key{Section: section, ID: id}); !a.named[k] {
			keys = append(keys, k)
		}
	}
	return keys
}

func (a *asker) parts() {
	for id, part := range event.Sorted(a.wanted.Parts) {
		at := jsontext.Pointer("/parts").AppendToken(strconv.Itoa(int(id)))
		a.known(event.Key{Section: event.DefinedParts, ID: int32(id)}, at)
		for track := range event.Sorted(part.Tracks) {
			at := (at + "/tracks").AppendToken(strconv.Itoa(int(track)))
			known := a.known(event.Key{Section: event.DefinedTracks, ID: int32(track)}, at)
			if t, was, ok := a.now.Track(track); known && ok && was != id {
				a.found.Add(at, onevent.NeverChanges, t.Title, "part_id")
			}
		}
	}
}

// compare adds the entry for something that the wanted definition has.
func (a *asker) compare(k event.Key, now, after *event.Snapshot) {
	e := partial.Entry{Key: k, Action: partial.Change}
	was, is := now.Entity(k), after.Entity(k)
	if was == nil {
		e.Action, was = partial.Create, event.New(k.Section)
	}
	for _, path := range after.Event.Attributes(k) {
		v := is.Get(path)
		if e.Action == partial.Create && v == "null" || e.Action == partial.Change && v == was.Get(path) {
			continue
		}
		e.Sets = append(e.Sets, partial.Set{Path: path, Value: v})
	}
	if e.Action == partial.Create || len(e.Sets) > 0 {
		a.entries = append(a.entries, e)
	}
}

// compareEvent adds the entry for the event itself: what it is called, its groups of tracks, the order of the rest.
func (a *asker) compareEvent(now, after *event.Snapshot) {
	k := event.Key{Section: event.DefinedEvent}
	if a.wanted.Orgas == nil { // as in exports of the original
		after.Event.Orgas = a.now.Orgas
	}
	a.compare(k, now, after)
	e := partial.Entry{Key: k, Action: partial.Change}
	if n := len(a.entries); n > 0 && a.entries[n-1].Key == k {
		e, a.entries = a.entries[n-1], a.entries[:n-1]
	}
	gone := a.now.Attributes(k)
	slices.Reverse(gone) // the title of a group goes last, with all of it
	for _, path := range gone {
		if group := path.Parent(); group.Parent() == "/track_groups" && after.Entity(k).Get(group+"/title") == "null" {
			e.Sets = append(e.Sets, partial.Set{Path: path, Value: "null"})
		}
	}
	fields := reordered(a.now.Fields, a.wanted.Fields, func(f event.Field) int32 { return int32(f.ID) })
	fees := reordered(a.now.Fees, a.wanted.Fees, func(f event.Fee) int32 { return int32(f.ID) })
	for path, moved := range map[jsontext.Pointer]bool{"/fee_order": fees, "/field_order": fields} {
		if moved {
			e.Sets = append(e.Sets, partial.Set{Path: path, Value: after.Entity(k).Get(path)})
		}
	}
	if len(e.Sets) > 0 {
		a.entries = append(a.entries, e)
	}
}

// reordered reports whether a list has another order than if what is new in it stood at its end.
func reordered[E any](now, wanted []E, id func(E) int32) bool {
	at := func(list []E, one E) int { return slices.IndexFunc(list, func(e E) bool { return id(e) == id(one) }) }
	last := -1
	for _, e := range wanted {
		i := at(now, e)
		if i < 0 {
			i = len(now)
		}
		if i < last {
			return true
		}
		last = i
	}
	return false
}
