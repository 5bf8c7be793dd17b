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
	// Defined: the definition is another one. What it is made of is neither among the written nor among the deleted.
	Defined bool
	Created Created
}

// Apply writes a plan that was computed on s at the given time. The snapshot s stays as it is.
func Apply(s *event.Snapshot, p *Plan, at time.Time) Applied {
	e := newEditor(p.identified(s))
	created := Created{}
	for _, c := range p.Changes {
		if c.Action == partial.Create {
			if created[c.Section] == nil {
				created[c.Section] = map[int32]int32{}
			}
			created[c.Section][c.ID] = e.TakeID(c.Section)
		}
	}
	for i, c := range p.Changes {
		if i > 0 && !c.Section.Defines() && p.Changes[i-1].Section.Defines() {
			e.Fill()
		}
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
	if p.Defines() {
		e.Fit()
	}
	applied := Applied{Snapshot: e.Snapshot, Created: created}
	for _, key := range e.order {
		if key.Section.Defines() {
			applied.Defined = true
		} else if e.Entity(key) == nil {
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
	e := newEditor(p.identified(s))
	for i, c := range p.Changes {
		if i > 0 && !c.Section.Defines() && p.Changes[i-1].Section.Defines() {
			e.Fill()
		}
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
	if p.Defines() {
		e.Fit()
	}
	return e.Snapshot
}

// Defines reports whether a plan changes the definition.
func (p *Plan) Defines() bool {
	return len(p.Changes) > 0 && p.Changes[0].Section.Defines() // which comes first
}

// identified is what a plan was computed on.
func (p *Plan) identified(s *event.Snapshot) *event.Snapshot {
	if p.Defines() {
		return s.Identified()
	}
	return s
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
	if key.Section.Defines() { // its first value puts it
		return
	}
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
		entity := decode(key.Section, s.To)
		if r, ok := entity.(*event.Registration); ok { // the event may have other parts by now
			r.Fit(&e.Event)
		}
		e.Put(key, entity)
		return
	}
	entity := e.Entity(key)
	if key.Section.Defines() { // which is a copy
		e.touch(key)
		if entity == nil {
			entity = event.New(key.Section)
		}
		entity.Set(s.Path, s.To)
		e.Put(key, entity)
		return
	}
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
