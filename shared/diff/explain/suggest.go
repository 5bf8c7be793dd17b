package explain

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// suggestValue is about a text where an ID or a number is needed.
func (e *explainer) suggestValue(p *problem.Problem, at spot) {
	text, ok := written(p)
	if !ok || at.section == "" || len(at.tokens) < 3 {
		return
	}
	var relative jsontext.Pointer
	for _, token := range at.tokens[2:] {
		relative = relative.AppendToken(token)
	}
	target := partial.Refers(at.section, relative)
	if target == "" { // unless it is an item of a list
		target = partial.Refers(at.section, relative.Parent())
	}
	var all []problem.Candidate
	switch last := relative.LastToken(); {
	case target != "":
		all = e.candidates(target)
	case last == "status":
		all = statuses
	case last == "persona_id":
		all = e.people()
	}
	meant, likeness := problem.Meant(text, all)
	for _, c := range meant {
		p.Suggest(problem.Suggestion{Op: problem.Replace, Path: p.Path, Value: jsontext.Value(c.Key), Name: c.Names[0],
			Sure: likeness == problem.Same})
	}
}

var statuses = func() (all []problem.Candidate) {
	for _, s := range event.Statuses {
		words := s.Words()
		all = append(all, problem.Candidate{Key: strconv.Itoa(s.Number()), Names: []string{problem.Term(string(s)), words.De,
			words.En}})
	}
	return all
}()

// candidates are the entities of a section, those that the file creates included, by all their names.
func (e *explainer) candidates(section event.Section) []problem.Candidate {
	if all, ok := e.known[section]; ok {
		return all
	}
	var all []problem.Candidate
	for _, id := range e.IDs(section) {
		key := event.Key{Section: section, ID: id}
		names := []string{e.name(key)}
		switch entity := e.Entity(key).(type) {
		case *event.Course:
			names = append(names, entity.Title, entity.Shortname, entity.Nr)
		case *event.Registration:
			names = namesOf(entity.Persona)
		}
		all = append(all, problem.Candidate{Key: strconv.Itoa(int(id)), Names: names})
	}
	for _, entry := range e.imp.Entries {
		if name := e.newName(entry.Key); entry.Section == section && entry.Action == partial.Create && name != "" {
			all = append(all, problem.Candidate{Key: strconv.Itoa(int(entry.ID)), Names: []string{name}})
		}
	}
	e.known[section] = all
	return all
}

// namesOf are the names by which scripts know a person.
func namesOf(p event.Persona) []string {
	names := []string{p.Name(), p.GivenNames + " " + p.FamilyName, p.FamilyName + ", " + p.GivenNames, p.DisplayName,
		p.FamilyName}
	if p.Username != nil {
		names = append(names, *p.Username)
	}
	return slices.DeleteFunc(names, func(name string) bool { return strings.Trim(name, " ,") == "" })
}

// people are those who are registered. The other personas are not for whoever guesses at names: orgas look them up by
// ID, one at a time.
func (e *explainer) people() (all []problem.Candidate) {
	known := map[event.PersonaID]event.Persona{}
	for _, r := range e.Registrations {
		known[r.Persona.ID] = r.Persona
	}
	for id, p := range event.Sorted(known) {
		all = append(all, problem.Candidate{Key: strconv.Itoa(int(id)), Names: namesOf(p)})
	}
	return all
}

// keysAt are the IDs that may stand for the last token of a place, by the titles of what they mean.
func (e *explainer) keysAt(at spot) []problem.Candidate {
	add := func(all []problem.Candidate, id int32, names ...string) []problem.Candidate {
		return append(all, problem.Candidate{Key: strconv.Itoa(int(id)), Names: names})
	}
	var all []problem.Candidate
	switch {
	case at.section == "":
	case len(at.tokens) == 2:
		return e.candidates(at.section)
	case len(at.tokens) != 4:
	case at.tokens[2] == "parts":
		for id, part := range event.Sorted(e.Event.Parts) {
			all = add(all, int32(id), part.Title, part.Shortname)
		}
	case at.tokens[2] == "tracks" || at.tokens[2] == "segments":
		for _, id := range e.Event.TrackIDs() {
			t, _, _ := e.Event.Track(id)
			all = add(all, int32(id), t.Title, t.Shortname)
		}
	case at.tokens[2] == "personalized_fees":
		for _, f := range e.Event.Fees {
			if f.Personalized() && f.ID != 0 {
				all = add(all, int32(f.ID), f.Title)
			}
		}
	}
	return all
}

// suggestPlace is about a key that belongs elsewhere: an attribute of a part at its registration, a field beside the
// fields.
func (e *explainer) suggestPlace(p *problem.Problem, at spot) {
	key := at.token(len(at.tokens) - 1)
	var found []problem.Suggestion
	move := func(to jsontext.Pointer, name string) {
		found = append(found, problem.Suggestion{Op: problem.Move, From: p.Path, Path: to, Name: name})
	}
	entity := at.path(2)
	for _, m := range partial.Members[at.section] {
		switch {
		case m.Key == key && len(at.tokens) > 3 && !(m.CreationOnly && at.key.ID > 0):
			move(entity.AppendToken(key), "")
		case at.token(2) != m.Key:
			below := spot{[]string{at.tokens[0], at.token(1), m.Key, ""}, at.section, at.key}
			for _, inner := range within(m, key, p.Hint == "") {
				for _, c := range e.keysAt(below) {
					move(entity.AppendToken(m.Key).AppendToken(c.Key).AppendToken(inner.Key), c.Names[0])
				}
			}
		}
	}
	if len(at.tokens) == 3 && found == nil {
		for _, c := range e.fields(at.section) {
			if c.Key == key || strings.EqualFold(c.Names[0], key) {
				move(entity.AppendToken("fields").AppendToken(c.Key), c.Names[0])
			}
		}
	}
	if found != nil {
		p.Suggestions, p.Hint = nil, "" // a similar key of this object is not what was meant
		p.Suggest(found[:min(len(found), fewKeys)]...)
	}
}

// within are the members of each part or track that a key was meant to be; with similar, also by a similar name.
func within(m partial.Member, key string, similar bool) []problem.Candidate {
	all := make([]problem.Candidate, len(m.Members))
	for i, inner := range m.Members {
		all[i] = problem.Candidate{Key: inner.Key, Names: []string{inner.Key}}
	}
	meant, likeness := problem.Meant(key, all)
	if !similar && likeness != problem.Same {
		return nil
	}
	return meant
}

// fields are the custom fields of the entities of a section.
func (e *explainer) fields(section event.Section) (all []problem.Candidate) {
	for _, f := range e.Event.Fields {
		if f.Association == event.AssociationOf(section) {
			all = append(all, problem.Candidate{Key: f.Name, Names: []string{f.Title, f.Name}})
		}
	}
	return all
}

// suggestField is about a name in fields that is none there: the title of one, a field of other entities, an attribute.
func (e *explainer) suggestField(p *problem.Problem, at spot) {
	name := at.token(3)
	for _, m := range partial.Members[at.section] {
		if m.Key == name && !(m.CreationOnly && at.key.ID > 0) {
			p.Suggest(problem.Suggestion{Op: problem.Move, From: p.Path, Path: at.path(2).AppendToken(name)})
			return
		}
	}
	for _, section := range event.Sections {
		if f, ok := e.Event.Field(event.AssociationOf(section), name); ok && section != at.section {
			*p = p.More(f.Title, problem.Term(string(section)))
			return
		}
	}
	meant, likeness := problem.Meant(name, e.fields(at.section))
	e.suggestKey(p, at, meant, likeness == problem.Same || likeness == problem.Near)
}

// suggestOption is about a value of a select field that is none of its options, but perhaps the title of one.
func (e *explainer) suggestOption(p *problem.Problem, at spot) {
	f, ok := e.Event.Field(event.AssociationOf(at.section), at.token(3))
	text, isText := written(p)
	if !ok || !isText {
		return
	}
	var all []problem.Candidate
	for _, o := range f.Entries {
		all = append(all, problem.Candidate{Key: o.Key, Names: []string{o.Title, o.Key}})
	}
	if f.Kind != event.FieldText { // of dates or numbers, a similar one is another one
		all = slices.DeleteFunc(all, func(c problem.Candidate) bool { return !strings.EqualFold(c.Names[0], text) })
	}
	meant, likeness := problem.Meant(text, all)
	for _, c := range meant {
		p.Suggest(problem.Suggestion{Op: problem.Replace, Path: p.Path, Value: scalar.Text(c.Key).Raw(), Name: c.Names[0],
			Sure: likeness == problem.Same})
	}
}
