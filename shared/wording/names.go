package wording

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// names are what people call the things of an event. Where two things are called the same, the names end in their keys:
// an approver must see which one it is.
type names struct {
	entities map[event.Section]map[int32]string
	parts    map[int32]string
	tracks   map[int32]string
	fields   map[event.Association]map[string]string
	people   map[event.PersonaID]string
}

func namesOf(s *event.Snapshot, p *diff.Plan) names {
	n := names{
		parts: map[int32]string{}, tracks: map[int32]string{},
		fields: map[event.Association]map[string]string{}, people: map[event.PersonaID]string{},
	}
	for id, part := range s.Event.Parts {
		n.parts[int32(id)] = part.Title
		for id, track := range part.Tracks {
			n.tracks[int32(id)] = track.Title
		}
	}
	for _, f := range s.Event.Fields {
		if n.fields[f.Association] == nil {
			n.fields[f.Association] = map[string]string{}
		}
		n.fields[f.Association][f.Name] = f.Title
	}
	for id, person := range s.Personas {
		n.people[id] = person.Name()
	}
	for _, r := range s.Registrations {
		n.people[r.Persona.ID] = r.Persona.Name()
	}
	n.nameEntities(s, p)
	distinguish(n.parts)
	distinguish(n.tracks)
	for _, fields := range n.fields {
		distinguish(fields)
	}
	return n
}

// nameEntities goes by the present names also where the plan changes them: those are the names that people know.
func (n *names) nameEntities(s *event.Snapshot, p *diff.Plan) {
	n.entities = map[event.Section]map[int32]string{}
	for _, section := range event.Sections { // a lodgement's name needs that of its group, which comes first
		n.entities[section] = map[int32]string{}
		for _, id := range s.IDs(section) {
			n.entities[section][id] = n.label(s.Entity(event.Key{Section: section, ID: id}))
		}
	}
	for _, c := range p.Changes {
		n.namePlanned(c)
	}
	for _, c := range p.Cascades {
		if c.Path == "" {
			n.namePlanned(diff.Change{Key: c.Key, Action: partial.Delete, Sets: []diff.Set{c.Set}})
		}
	}
	for _, section := range event.Sections {
		if section != event.Registrations { // nothing refers to those, and titles show their IDs
			distinguish(n.entities[section])
		}
	}
}

// namePlanned names an entity that is not in the snapshot as the plan knows it: it is new or, if the plan was
// committed, gone.
func (n *names) namePlanned(c diff.Change) {
	_, known := n.entities[c.Section][c.ID]
	if known || c.Unknown || c.Action == partial.Change {
		return
	}
	entity := event.New(c.Section)
	for _, s := range c.Sets {
		switch {
		case s.Path != "" && s.To != scalar.Null:
			entity.Set(s.Path, s.To)
		case s.Path == "" && s.To != scalar.Null:
			_ = json.Unmarshal(s.To.Raw(), entity, event.File) // what cannot be read has no name, no more
		case s.Path == "":
			_ = json.Unmarshal(s.From.Raw(), entity, event.File)
		}
	}
	n.entities[c.Section][c.ID] = n.label(entity)
}

func (n *names) label(e event.Entity) string {
	switch e := e.(type) {
	case *event.Lodgement:
		if group := n.entities[event.LodgementGroups][int32(e.GroupID)]; group != "" {
			return e.Title + " (" + group + ")"
		}
	case *event.Registration:
		if name := e.Persona.Name(); name != "" {
			return name
		}
		return n.people[e.Persona.ID]
	}
	return e.Label()
}

// distinguish adds its key to each name that is not the only one of its kind.
func distinguish[K int32 | string](names map[K]string) {
	count := make(map[string]int, len(names))
	for _, name := range names {
		count[name]++
	}
	for key, name := range names {
		if count[name] > 1 || name == "" {
			names[key] = strings.TrimSpace(name + " #" + keyText(key))
		}
	}
}

func keyText[K int32 | string](key K) string {
	if id, ok := any(key).(int32); ok {
		return strconv.Itoa(int(id))
	}
	return any(key).(string)
}

// title names an entity as the heading of a block.
func (d describer) title(k event.Key) string {
	title := d.say(singular[k.Section]) + " " + strconv.Itoa(int(k.ID))
	if name := d.entities[k.Section][k.ID]; name != "" {
		title += ": " + name
	}
	return title
}

// name names an entity that a value refers to.
func (d describer) name(k event.Key) string {
	name, ok := d.entities[k.Section][k.ID]
	switch {
	case !ok:
		return strconv.Itoa(int(k.ID)) + d.say(text{" (gibt es nicht)", " (there is none)"})
	case k.ID < 0:
		return d.say(text{"neu: ", "new: "}) + name
	}
	return name
}

func (d describer) person(id event.PersonaID) string {
	if d.people[id] == "" { // an export of the original names nobody but those who are registered
		return d.say(text{"Person ", "person "}) + strconv.Itoa(int(id))
	}
	return d.people[id] + " (" + strconv.Itoa(int(id)) + ")"
}
