package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

var mostOwed = decimal.New(99_999_999, -2)

// requestCreation is about a new entity. For a registration it finds out whether its person may be registered, or is.
func (c *computation) requestCreation(r *request, people map[event.PersonaID]event.RegistrationID) {
	if r.Section != event.Registrations {
		return
	}
	c.complete(r)
	persona := event.PersonaID(integer(r.entry.Get("/persona_id")))
	if persona == 0 { // missing or no ID, which was found before
		return
	}
	at := r.at + "/persona_id"
	if c.newcomers[persona] {
		c.found.Add(at, onimport.PersonaTwice, c.personName(persona))
		return
	}
	c.newcomers[persona] = true
	if id, ok := people[persona]; ok && !c.removed[event.Key{Section: event.Registrations, ID: int32(id)}] {
		c.requestRegistered(r, id)
		return
	}
	p := c.personas[persona]
	switch {
	case p == nil && c.before.Personas == nil: // nobody knows who there is besides those who are registered
		c.plan.Warnings.Add(at, onimport.UnverifiedPersona, persona)
	case p == nil:
		c.found.Add(at, onimport.UnknownPersona, persona)
	case p.Barred() != "":
		c.found.Add(at, p.Barred(), p.Name())
	}
}

func (c *computation) personName(id event.PersonaID) string {
	if p := c.personas[id]; p != nil {
		return p.Name()
	}
	return strconv.Itoa(int(id))
}

// SPEC: "Creation for somebody who is registered and whose registration the file does not delete: a change of that
// registration, with a warning, listed under its id. If the file also changes that registration by its id, this is a
// problem."
func (c *computation) requestRegistered(r *request, id event.RegistrationID) {
	key := event.Key{Section: event.Registrations, ID: int32(id)}
	if c.changed[key] {
		c.found.Add(r.at, onimport.ChangedTwice, id)
		return
	}
	c.plan.Warnings.Add(r.at, onimport.AlreadyRegistered, c.before.Registrations[id].Persona.Name(), id)
	r.Key, r.action = key, partial.Change
	entry := *r.entry
	entry.Sets = slices.DeleteFunc(slices.Clone(entry.Sets), func(s partial.Set) bool { return s.Path == "/persona_id" })
	r.entry = &entry
}

// requestRestored is about an entity that comes back. What it refers to may have gone since.
func (c *computation) requestRestored(r *request, people map[event.PersonaID]event.RegistrationID) {
	if c.before.Entity(r.Key) != nil {
		c.found.Add(r.at, onimport.Taken, problem.Term(string(r.Section)), r.ID)
	}
	restored := decode(r.Section, scalar.Value(r.entry.Entity))
	var paths []jsontext.Pointer
	switch e := restored.(type) {
	case *event.Lodgement:
		paths = append(paths, "/group_id")
	case *event.Registration:
		if id, ok := people[e.Persona.ID]; ok && !c.removed[event.Key{Section: event.Registrations, ID: int32(id)}] {
			c.found.Add(r.at, onimport.RegisteredAgain, e.Persona.Name(), id)
		}
		for id := range event.Sorted(e.Parts) {
			paths = append(paths, "/parts"+item(id)+"/lodgement_id")
		}
		for id := range event.Sorted(e.Tracks) {
			at := "/tracks" + item(id)
			paths = append(paths, at+"/course_id", at+"/course_instructor", at+"/choices")
		}
	}
	entry := *r.entry
	for _, path := range paths {
		entry.Sets = append(entry.Sets, partial.Set{Path: path, Value: restored.Get(path)})
	}
	r.entry = &entry
}

// complete checks that a new registration says something of every part and track.
//
// SPEC: "parts and tracks name exactly all parts and all tracks of the event".
func (c *computation) complete(r *request) {
	definition := &c.Event
	var parts, tracks []absent
	for _, id := range sortedKeys(definition.Parts) {
		if !slices.Contains(r.entry.Parts, id) {
			parts = append(parts, absent{int32(id), definition.Parts[id].Title, `{"status":1,"lodgement_id":null}`})
		}
	}
	for _, id := range definition.TrackIDs() {
		if t, _, _ := definition.Track(id); !slices.Contains(r.entry.Tracks, id) {
			tracks = append(tracks, absent{int32(id), t.Title, `{"course_id":null,"course_instructor":null,"choices":[]}`})
		}
	}
	c.missing(r.at+"/parts", onimport.ThePart, parts, len(r.entry.Parts) == 0)
	c.missing(r.at+"/tracks", onimport.TheTrack, tracks, len(r.entry.Tracks) == 0)
}

// absent is a part or a track that a new registration says nothing about, with what it could say.
type absent struct {
	id    int32
	title string
	value string
}

// missing notes what is missing of the parts or tracks: in one finding, if that are all of them.
func (c *computation) missing(path jsontext.Pointer, word string, lacking []absent, all bool) {
	if !all || len(lacking) == 0 {
		for _, a := range lacking {
			at := path + item(event.PartID(a.id))
			c.found.Add(at, problem.Missing, a.id, problem.Term(word), a.title).
				Suggest(problem.Suggestion{Op: problem.Add, Path: at, Value: jsontext.Value(a.value)})
		}
		return
	}
	names, skeleton := make([]string, len(lacking)), make([]string, len(lacking))
	for i, a := range lacking {
		id := strconv.Itoa(int(a.id))
		names[i], skeleton[i] = a.title+" ("+id+")", `"`+id+`":`+a.value
	}
	c.found.Add(path, problem.Missing, path.LastToken(), names).Suggest(problem.Suggestion{Op: problem.Add, Path: path,
		Value: jsontext.Value("{" + strings.Join(skeleton, ",") + "}")})
}

func item[ID ~int32](id ID) jsontext.Pointer { return jsontext.Pointer("/" + strconv.Itoa(int(id))) }

func integer(v scalar.Value) int32 {
	n, _ := strconv.ParseInt(string(v), 10, 32)
	return int32(n)
}

// checkIDs finds IDs of parts, tracks and fees that are not of the event, and fees that nobody can set.
//
// SPEC: "Track, part and fee ids must belong to the event, also with null or {} as value. Only personalised fees
// (neither amount nor condition) of the event, also with null."
func (c *computation) checkIDs(r request) {
	definition := &c.Event
	for _, id := range r.entry.Parts {
		if _, ok := definition.Parts[id]; !ok {
			c.found.Add(r.at+"/parts"+item(id), onimport.UnknownPart, id)
		}
	}
	for _, id := range r.entry.Tracks {
		if _, _, ok := definition.Track(id); !ok {
			c.found.Add(r.at+"/tracks"+item(id), onimport.UnknownTrack, id)
		}
	}
	for _, s := range r.entry.Sets {
		switch s.Path.Parent() {
		case "/segments":
			id := idOf(s.Path)
			if _, _, ok := definition.Track(event.TrackID(id)); !ok {
				c.found.Add(r.at+s.Path, onimport.UnknownTrack, id)
			}
		case "/personalized_fees":
			c.checkFee(r.at+s.Path, event.FeeID(idOf(s.Path)))
		}
	}
}

// checkFee: of an unnamed fee nobody knows the ID, but one that is in use is that of an individual fee.
func (c *computation) checkFee(at jsontext.Pointer, id event.FeeID) {
	if c.feesInUse == nil && c.Event.HasUnnamedFee() {
		c.feesInUse = c.before.FeesInUse()
	}
	f, ok := c.Event.Fee(id)
	switch {
	case ok && !f.Personalized():
		c.found.Add(at, onimport.ConditionalFee, f.Title)
	case ok, c.feesInUse[id]:
	case c.feesInUse != nil:
		c.plan.Warnings.Add(at, onimport.UnverifiedFee, id)
	default:
		c.found.Add(at, onimport.UnknownFee, id)
	}
}

// idOf is the ID that a path ends with.
func idOf(path jsontext.Pointer) int32 { return integer(scalar.Value(path.LastToken())) }

// canonical gives the values that a request asks for; those of custom fields could not be read without the event.
func (c *computation) canonical(r request) []partial.Set {
	if !slices.ContainsFunc(r.entry.Sets, func(s partial.Set) bool { return s.Path.Parent() == "/fields" }) {
		return r.entry.Sets
	}
	sets := make([]partial.Set, 0, len(r.entry.Sets))
	for _, s := range r.entry.Sets {
		if s.Path.Parent() == "/fields" {
			v, ok := c.field(r, s)
			if !ok {
				continue
			}
			s.Value = v
		}
		sets = append(sets, s)
	}
	return sets
}

// field reads the value of a custom field. It gives false if there is nothing to set.
//
// SPEC: "The name must be a field of the event, for this kind of entity. One exception: a left-over value of a removed
// field, sent exactly as it is stored, has no effect and is no problem."
func (c *computation) field(r request, s partial.Set) (scalar.Value, bool) {
	name, at := s.Path.LastToken(), r.at+s.Path
	f, ok := c.fields[event.AssociationOf(r.Section)][name]
	if !ok {
		left, err := scalar.Untyped(s.Value.Raw())
		if stored, ok := event.FieldsOf(c.before.Entity(r.Key))[name]; err != nil || !ok || stored != left {
			c.found.Add(at, onimport.UnknownField, name)
		}
		return "", false
	}
	v, fault := f.Type().Parse(s.Value.Raw())
	if fault != nil {
		c.found.Add(at, fault.Code, fault.Args...).Suggest(fault.Suggestions(at)...)
		return "", false
	}
	// SPEC: "Select fields: the value, as text in the canonical form of its kind, must be one of the keys. Titles are not
	// accepted."
	if _, known := f.Option(v.Key()); f.Entries != nil && v != scalar.Null && !known {
		c.found.Add(at, onimport.NotOption, s.Value, options(f))
		return "", false
	}
	return v, true
}

func options(f event.Field) []string {
	keys := make([]string, len(f.Entries))
	for i, o := range f.Entries {
		keys[i] = o.Key
	}
	return keys
}
