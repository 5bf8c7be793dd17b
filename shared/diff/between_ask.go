package diff

import (
	"maps"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// place brings the new export into the form in which an import speaks of it: with placeholders as IDs of what is
// created, and with values as an import would set them.
func (b *between) place(after *event.Snapshot) {
	created := Created{}
	placed := *after
	placed.Courses, placed.LodgementGroups, placed.Lodgements, placed.Registrations = nil, nil, nil, nil
	b.new = &placed
	for _, section := range event.Sections {
		created[section], b.ids[section] = map[int32]int32{}, map[int32]int32{}
		for _, id := range slices.SortedFunc(slices.Values(after.IDs(section)), partial.Before) {
			if b.old.Entity(event.Key{Section: section, ID: id}) == nil {
				placeholder := -int32(len(created[section])) - 1
				created[section][id], b.ids[section][placeholder] = placeholder, id
			}
		}
	}
	for _, section := range event.Sections {
		for _, id := range after.IDs(section) {
			key := event.Key{Section: section, ID: id}
			placed.Put(created.Key(key), b.placed(created, key, after.Entity(key)))
		}
	}
}

func (b *between) placed(created Created, key event.Key, entity event.Entity) event.Entity {
	old, own := b.old.Entity(key), false
	for _, a := range b.attributes(key.Section, entity) {
		v := entity.Get(a.path)
		if v == "" || old != nil && old.Get(a.path) == v && a.Refers == "" {
			continue
		}
		wanted := b.wanted(created, key.Section, a, v)
		if wanted == v {
			continue
		}
		if !own {
			entity, own = entity.Clone(), true
		}
		entity.Set(a.path, wanted)
	}
	return entity
}

// wanted is a value as an import sets it. One that is not possible stays as it is: the check will tell.
func (b *between) wanted(created Created, section event.Section, a attribute, v scalar.Value) scalar.Value {
	switch {
	case v == scalar.Null:
		return v
	case a.Refers != "":
		return created.value(a.Refers, v)
	case a.Shape == partial.ByField:
		f, ok := b.old.Event.Field(event.AssociationOf(section), a.path.LastToken())
		if !ok {
			return v
		}
		a.Type = f.Type()
	}
	if canonical, fault := a.Type.Parse(v.Raw()); fault == nil {
		return canonical
	}
	return v
}

// attribute is one value of an entity that an import can set.
type attribute struct {
	partial.Member
	path jsontext.Pointer
}

// attributes lists what an import can set of entities of a section. Of parts, tracks and fields it does so only if the
// old export has them: that the new one defines others is told once.
func (b *between) attributes(section event.Section, entities ...event.Entity) (all []attribute) {
	for _, m := range partial.Members[section] {
		at := jsontext.Pointer("/" + m.Key)
		switch {
		case m.Key == "parts":
			for id := range event.Sorted(b.old.Event.Parts) {
				all = append(all, inner(m, at+item(id))...)
			}
		case m.Key == "tracks":
			for _, id := range b.old.Event.TrackIDs() {
				all = append(all, inner(m, at+item(id))...)
			}
		case m.Shape == partial.ByID || m.Shape == partial.ByField:
			for _, name := range b.names(section, m.Key, entities) {
				all = append(all, attribute{m, at.AppendToken(name)})
			}
		default:
			all = append(all, attribute{m, at})
		}
	}
	return all
}

func inner(m partial.Member, at jsontext.Pointer) (all []attribute) {
	for _, member := range m.Members {
		all = append(all, attribute{member, at.AppendToken(member.Key)})
	}
	return all
}

// names are those of the segments, fees or fields that any of the entities has.
func (b *between) names(section event.Section, key string, entities []event.Entity) []string {
	names := map[string]bool{}
	for _, entity := range entities {
		switch e := entity.(type) {
		case *event.Course:
			for id := range e.Segments {
				if _, _, ok := b.old.Event.Track(id); ok && key == "segments" {
					names[strconv.Itoa(int(id))] = true
				}
			}
		case *event.Registration:
			for id := range e.PersonalizedFees {
				if key == "personalized_fees" {
					names[strconv.Itoa(int(id))] = true
				}
			}
		}
		for name := range event.FieldsOf(entity) {
			_, defined := b.new.Event.Field(event.AssociationOf(section), name)
			_, known := b.old.Event.Field(event.AssociationOf(section), name)
			if key == "fields" && (known || !defined) {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// ask makes the entries of the import anew, without what is blocked.
func (b *between) ask() {
	b.entries, b.follows = nil, b.following()
	for _, section := range event.Sections {
		for _, id := range b.old.IDs(section) {
			key := event.Key{Section: section, ID: id}
			if b.goes(key) && b.follows[key][""] != scalar.Null {
				b.entries = append(b.entries, partial.Entry{Key: key, Action: partial.Delete})
			}
		}
		for _, id := range b.new.IDs(section) {
			key := event.Key{Section: section, ID: id}
			e := partial.Entry{Key: key, Action: partial.Change}
			if old := b.old.Entity(key); old == nil {
				e.Action, e.Sets = partial.Create, b.creation(key)
			} else {
				e.Sets = b.changes(key, old)
			}
			if len(e.Sets) > 0 && !b.isBlocked(key, "") {
				b.entries = append(b.entries, e)
			}
		}
	}
	slices.SortFunc(b.entries, func(x, y partial.Entry) int { return partial.Compare(x.Key, y.Key) })
}

// goes reports whether the import should delete an entity.
func (b *between) goes(key event.Key) bool { return b.new.Entity(key) == nil && !b.isBlocked(key, "") }

// following finds what follows from the deletions by itself. Lodgements stay out of a group that is deleted if they
// move.
func (b *between) following() map[event.Key]map[jsontext.Pointer]scalar.Value {
	imp := &partial.Import{SchemaVersion: event.SchemaVersion, Event: b.old.ID}
	for _, section := range event.Sections {
		for _, id := range b.old.IDs(section) {
			key := event.Key{Section: section, ID: id}
			l, isLodgement := b.old.Entity(key).(*event.Lodgement)
			switch {
			case b.goes(key) && isLodgement && b.goes(event.Key{Section: event.LodgementGroups, ID: int32(l.GroupID)}):
			case b.goes(key):
				imp.Entries = append(imp.Entries, partial.Entry{Key: key, Action: partial.Delete})
			case isLodgement && !b.isBlocked(key, "/group_id") && b.new.Entity(key) != nil:
				imp.Entries = append(imp.Entries, partial.Entry{Key: key, Action: partial.Change,
					Sets: []partial.Set{{Path: "/group_id", Value: b.new.Entity(key).Get("/group_id")}}})
			}
		}
	}
	c := newComputation(b.old, imp)
	c.request()
	c.change()
	c.cascade()
	follows := map[event.Key]map[jsontext.Pointer]scalar.Value{}
	for _, cascade := range c.plan.Cascades {
		if follows[cascade.Key] == nil {
			follows[cascade.Key] = map[jsontext.Pointer]scalar.Value{}
		}
		follows[cascade.Key][cascade.Path] = cascade.To
	}
	return follows
}

// changes are the values that differ and do not become so by themselves.
func (b *between) changes(key event.Key, old event.Entity) (sets []partial.Set) {
	entity, follows := b.new.Entity(key), b.follows[key]
	if encode(old) == encode(entity) && len(follows) == 0 {
		return nil
	}
	for _, a := range b.attributes(key.Section, old, entity) {
		have, want := old.Get(a.path), entity.Get(a.path)
		if v, ok := follows[a.path]; ok && want != have {
			have = v
		}
		if have != want && want != "" && !a.CreationOnly && !b.isBlocked(key, a.path) {
			sets = append(sets, partial.Set{Path: a.path, Value: want})
		}
	}
	return sets
}

// creation is all that a new entity says, but for what it is without being said.
func (b *between) creation(key event.Key) (sets []partial.Set) {
	entity := b.new.Entity(key)
	for _, a := range b.attributes(key.Section, entity) {
		v := entity.Get(a.path)
		if a.Shape == partial.List {
			v = b.withoutRefused(key, a.path, v)
		}
		said := v != "" && (a.Required || v != scalar.Null && (v != scalar.False || a.Shape != partial.One))
		if said && !b.isBlocked(key, a.path) {
			sets = append(sets, partial.Set{Path: a.path, Value: v})
		}
	}
	return sets
}

// withoutRefused are the choices of a new registration that the check does not refuse.
func (b *between) withoutRefused(key event.Key, path jsontext.Pointer, v scalar.Value) scalar.Value {
	if v == "" {
		return v
	}
	var left []event.CourseID
	for _, id := range partial.References(v) {
		if !b.isBlocked(key, path+item(event.CourseID(id))) {
			left = append(left, event.CourseID(id))
		}
	}
	return choices(left)
}
