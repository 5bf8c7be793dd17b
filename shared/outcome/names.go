package outcome

import (
	"slices"
	"strconv"
	"strings"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// Names is what people call everything that a plan mentions by ID, as of the time of the check. Where two things of the
// event are called the same, their names end in their keys: an approver must see which one it is. It is stored: fields
// may be added, never rename or retype one.
type Names struct {
	// Event is the title of the event.
	Event string `json:"event,omitempty"`
	// Entities go by the names that they have before the plan; those are what people know. New ones have the name that
	// the plan gives them.
	Entities map[event.Section]map[int32]string `json:"entities,omitempty"`
	// Parts and Tracks are all of them.
	Parts  map[event.PartID]string  `json:"parts,omitempty"`
	Tracks map[event.TrackID]string `json:"tracks,omitempty"`
	// Fields are those that the plan mentions, and that still exist.
	Fields   map[event.Association]map[string]Field `json:"fields,omitempty"`
	Fees     map[event.FeeID]string                 `json:"fees,omitempty"`
	Personas map[event.PersonaID]string             `json:"personas,omitempty"`
}

// Field is a custom field.
type Field struct {
	Title string          `json:"title"`
	Kind  event.FieldKind `json:"kind"`
	// Options are the titles of the options that the plan mentions, by key.
	Options map[string]string `json:"options,omitempty"`
}

// NamesOf names what a plan mentions that was computed on the event before, and other entities. After is what
// [diff.After] makes of both.
func NamesOf(before, after *event.Snapshot, p *diff.Plan, others ...event.Key) Names {
	n := naming{Names: Names{
		Event: before.Event.Title, Entities: map[event.Section]map[int32]string{}, Parts: map[event.PartID]string{},
		Tracks: map[event.TrackID]string{}, Fields: map[event.Association]map[string]Field{},
		Fees: map[event.FeeID]string{}, Personas: map[event.PersonaID]string{},
	}, before: before, after: after, fields: fieldsOf(&before.Event)}
	for _, d := range []*event.Definition{&after.Event, &before.Event} { // which goes by the names that people know
		for id, part := range d.Parts {
			n.Parts[id] = part.Title
			for id, track := range part.Tracks {
				n.Tracks[id] = track.Title
			}
		}
	}
	for association, fields := range fieldsOf(&after.Event) {
		n.fields[association] = union(n.fields[association], fields)
	}
	distinguish(n.Parts)
	distinguish(n.Tracks)
	for _, c := range p.Changes {
		if c.Unknown {
			continue
		}
		n.key(c.Key)
		for _, s := range c.Sets {
			n.set(c.Key, s)
		}
	}
	for _, c := range p.Cascades {
		n.key(c.Key)
		n.set(c.Key, c.Set)
		if cause := keyOf(c.Because); c.Because != "" {
			n.key(cause)
		}
	}
	for _, k := range others {
		n.key(k)
	}
	n.distinguishEntities()
	return n.Names
}

// naming is the way to names.
type naming struct {
	Names
	before, after *event.Snapshot
	fields        map[event.Association]map[string]named
}

// named is a custom field with the title by which it is told from others.
type named struct {
	event.Field
	title string
}

func fieldsOf(d *event.Definition) map[event.Association]map[string]named {
	titles, fields := map[event.Association]map[string]string{}, map[event.Association]map[string]named{}
	for _, f := range d.Fields {
		if titles[f.Association] == nil {
			titles[f.Association], fields[f.Association] = map[string]string{}, map[string]named{}
		}
		titles[f.Association][f.Name] = f.Title
	}
	for _, f := range titles {
		distinguish(f)
	}
	for _, f := range d.Fields {
		fields[f.Association][f.Name] = named{f, titles[f.Association][f.Name]}
	}
	return fields
}

// entity is an entity before the plan or, if it is new, after it.
func (n naming) entity(k event.Key) event.Entity {
	if e := n.before.Entity(k); e != nil {
		return e
	}
	return n.after.Entity(k)
}

// key names an entity, and the group of a lodgement, which its name has in it.
func (n naming) key(k event.Key) {
	if _, known := n.Entities[k.Section][k.ID]; known {
		return
	}
	entity := n.entity(k)
	if entity == nil {
		return
	}
	if n.Entities[k.Section] == nil {
		n.Entities[k.Section] = map[int32]string{}
	}
	n.Entities[k.Section][k.ID] = n.label(entity)
	if l, ok := entity.(*event.Lodgement); ok {
		n.key(event.Key{Section: event.LodgementGroups, ID: int32(l.GroupID)})
	}
}

func (n naming) label(e event.Entity) string {
	if l, ok := e.(*event.Lodgement); ok {
		if group := n.entity(event.Key{Section: event.LodgementGroups, ID: int32(l.GroupID)}); group != nil {
			return l.Title + " (" + group.Label() + ")"
		}
	}
	return e.Label()
}

// set names what a value refers to, before and after.
func (n naming) set(k event.Key, s diff.Set) {
	if s.Path == "" {
		n.whole(k)
		return
	}
	if target := partial.Refers(k.Section, s.Path); target != "" {
		n.references(target, s)
		return
	}
	switch last := s.Path.LastToken(); s.Path.Parent() {
	case "/fields":
		n.field(event.AssociationOf(k.Section), last, s.From, s.To)
	case "/personalized_fees":
		id := event.FeeID(number(last))
		if f, ok := n.fee(id); ok {
			n.Fees[id] = f.Title
		}
	case "":
		if last == "orgas" {
			for _, id := range slices.Concat(partial.References(s.From), partial.References(s.To)) {
				n.orga(event.PersonaID(id))
			}
		}
		if last == "persona_id" {
			n.persona(k, event.PersonaID(number(string(s.To))))
		}
	}
}

func (n naming) references(target event.Section, s diff.Set) {
	for _, v := range []scalar.Value{s.From, s.To} {
		for _, id := range partial.References(v) {
			n.key(event.Key{Section: target, ID: id})
		}
	}
}

func (n naming) field(of event.Association, name string, values ...scalar.Value) {
	f, ok := n.fields[of][name]
	if !ok {
		return
	}
	if n.Fields[of] == nil {
		n.Fields[of] = map[string]Field{}
	}
	shown, ok := n.Fields[of][name]
	if !ok {
		shown = Field{Title: f.title, Kind: f.Kind}
	}
	for _, v := range values {
		if option, ok := f.Option(v.Key()); ok {
			if shown.Options == nil {
				shown.Options = map[string]string{}
			}
			shown.Options[option.Key] = option.Title
		}
	}
	n.Fields[of][name] = shown
}

// persona names who registers.
func (n naming) persona(k event.Key, id event.PersonaID) {
	if p := n.before.Personas[id]; p != nil {
		n.Personas[id] = p.Name()
	} else if r, ok := n.after.Entity(k).(*event.Registration); ok && r.Label() != "" {
		n.Personas[id] = r.Label()
	}
}

// distinguishEntities tells apart what is called the same, also if the plan mentions only one of them. Registrations
// are shown with their IDs anyway.
func (n naming) distinguishEntities() {
	for section, entities := range n.Entities {
		if section == event.Registrations {
			continue
		}
		count := map[string]int{}
		for _, id := range n.before.IDs(section) {
			count[n.label(n.before.Entity(event.Key{Section: section, ID: id}))]++
		}
		for id, name := range entities {
			if n.before.Entity(event.Key{Section: section, ID: id}) == nil {
				count[name]++
			}
		}
		tellApart(entities, count)
	}
}

// distinguish adds its key to each name that is not the only one of its kind.
func distinguish[K ~int32 | ~string](names map[K]string) {
	count := make(map[string]int, len(names))
	for _, name := range names {
		count[name]++
	}
	tellApart(names, count)
}

func tellApart[K ~int32 | ~string](names map[K]string, count map[string]int) {
	for key, name := range names {
		if count[name] > 1 || name == "" {
			names[key] = strings.TrimSpace(name + " #" + keyText(key))
		}
	}
}

func keyText[K ~int32 | ~string](key K) string {
	switch k := any(key).(type) {
	case string:
		return k
	case event.PartID:
		return strconv.Itoa(int(k))
	case event.TrackID:
		return strconv.Itoa(int(k))
	case int32:
		return strconv.Itoa(int(k))
	}
	return "" // unreachable: these are all that is named
}
