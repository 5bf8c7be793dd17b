package diff

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// Created maps placeholders to the IDs that new entities were given.
type Created map[event.Section]map[int32]int32

// Applied is a snapshot after an import.
type Applied struct {
	Snapshot *event.Snapshot
	// Written are the entities that are new or changed, Deleted those that are gone, both in the order of the plan.
	Written, Deleted []event.Key
	Created          Created
}

// Apply writes a plan that was computed on s at the given time. The snapshot s stays as it is.
func Apply(s *event.Snapshot, p *Plan, at time.Time) Applied {
	e := newEditor(s)
	created := Created{}
	for _, c := range p.Changes {
		if c.Action == partial.Create {
			if created[c.Section] == nil {
				created[c.Section] = map[int32]int32{}
			}
			created[c.Section][c.ID] = e.TakeID(c.Section)
		}
	}
	for _, c := range p.Changes {
		if c.Unknown {
			continue
		}
		key := created.Key(c.Key)
		if c.Action == partial.Create {
			e.create(key)
		}
		for _, set := range c.Sets {
			e.write(key, created.set(c.Section, set))
		}
		e.stamp(key, c.Action, at)
	}
	for _, c := range p.Cascades {
		key := created.Key(c.Key)
		e.write(key, created.set(c.Section, c.Set))
		if c.Path != "/amount_owed" && key == c.Key {
			e.stamp(key, partial.Change, at)
		}
	}
	applied := Applied{Snapshot: e.Snapshot, Created: created}
	for _, key := range e.order {
		if e.Entity(key) == nil {
			applied.Deleted = append(applied.Deleted, key)
		} else {
			applied.Written = append(applied.Written, key)
		}
	}
	return applied
}

// After is the event as it would be after a plan that was computed on s, with placeholders as the IDs of what is new:
// for whoever wants to tell what a plan leads to in the words of its file. The snapshot s stays as it is.
func After(s *event.Snapshot, p *Plan) *event.Snapshot {
	e := newEditor(s)
	for _, c := range p.Changes {
		if c.Unknown {
			continue
		}
		if c.Action == partial.Create {
			e.create(c.Key)
		}
		for _, set := range c.Sets {
			e.write(c.Key, set)
		}
	}
	for _, c := range p.Cascades {
		e.write(c.Key, c.Set)
	}
	return e.Snapshot
}

// Key is the key of an entity as it is known after the commit: of a new one, with the ID that it was given.
func (c Created) Key(k event.Key) event.Key {
	if id, ok := c[k.Section][k.ID]; ok {
		k.ID = id
	}
	return k
}

// set is s with placeholders in references replaced by the IDs of the new entities.
func (c Created) set(section event.Section, s Set) Set {
	if target := partial.Refers(section, s.Path); target != "" && strings.Contains(string(s.To), "-") {
		s.To = c.value(target, s.To)
	}
	return s
}

func (c Created) value(target event.Section, v scalar.Value) scalar.Value {
	if !strings.HasPrefix(string(v), "[") {
		n, _ := strconv.ParseInt(string(v), 10, 32)
		return idValue(c.Key(event.Key{Section: target, ID: int32(n)}).ID)
	}
	items := partial.References(v)
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = string(idValue(c.Key(event.Key{Section: target, ID: item}).ID))
	}
	return scalar.Value("[" + strings.Join(texts, ",") + "]")
}

// editor changes a copy of a snapshot and knows what it touched.
type editor struct {
	*event.Snapshot
	personas map[event.PersonaID]*event.Person
	own      map[event.Key]bool // entities that are not shared with the original
	order    []event.Key        // the touched ones, in the order of their first touch
}

func newEditor(s *event.Snapshot) *editor {
	return &editor{Snapshot: s.Edit(), personas: s.People(), own: map[event.Key]bool{}}
}

func (e *editor) touch(key event.Key) {
	if !e.own[key] {
		e.own[key] = true
		e.order = append(e.order, key)
	}
}

func (e *editor) create(key event.Key) {
	e.touch(key)
	e.Put(key, event.New(key.Section))
}

// write makes one value what the set says. The entity must exist, unless it is the entity itself that is set.
func (e *editor) write(key event.Key, s Set) {
	switch {
	case s.Path == "" && s.To == scalar.Null:
		e.touch(key)
		e.Delete(key)
		return
	case s.Path == "":
		e.touch(key)
		e.Put(key, decode(key.Section, s.To))
		return
	}
	entity := e.Entity(key)
	if !e.own[key] {
		e.touch(key)
		entity = entity.Clone()
		e.Put(key, entity)
	}
	entity.Set(s.Path, s.To)
	if s.Path == "/persona_id" {
		// SPEC: "is_member is copied from the persona."
		r := entity.(*event.Registration)
		if p := e.personas[r.Persona.ID]; p != nil {
			r.Persona, r.IsMember = p.Persona, p.IsMember
		}
	}
}

// stamp notes on a registration when it was created or changed.
func (e *editor) stamp(key event.Key, action partial.Action, at time.Time) {
	r, ok := e.Entity(key).(*event.Registration)
	switch {
	case !ok || r == nil:
	case action == partial.Create:
		r.CTime = &at
	default:
		r.MTime = &at
	}
}

// encode is an entity as an export shows it.
func encode(entity event.Entity) scalar.Value {
	text, err := json.Marshal(entity, event.File, json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: what was read from a snapshot can be written
	}
	return scalar.Value(text)
}

// decode reads what encode wrote.
func decode(section event.Section, v scalar.Value) event.Entity {
	entity := event.New(section)
	if err := json.Unmarshal([]byte(v), entity, event.File); err != nil {
		panic(err) // unreachable: only what encode wrote is restored
	}
	return entity
}

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
			inverse.Entries[i].Sets = append(inverse.Entries[i].Sets, partial.Set{Path: s.Path, Value: s.From, Expected: s.To})
		}
	}
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
		case c.Path == "/amount_owed":
		case c.Path == "":
			undo(c.Key, partial.Restore, c.Set)
		default:
			undo(c.Key, partial.Change, c.Set)
		}
	}
	inverse.Sort()
	return inverse
}
