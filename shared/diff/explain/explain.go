// Package explain is what an event knows about findings in a file that was meant for it.
//
// [Explain] names whom or what a finding is about, suggests what was probably meant. [Remember] tells of IDs that the
// event does not have what they were, when they were deleted, as far as its log says so.
package explain

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// Explain adds to findings about a file what the event knows of them: whom or what they are about, what was probably
// meant. Nothing happens if the file belongs to another event.
func Explain(s *event.Snapshot, imp *partial.Import, lists ...*problem.List) {
	if imp.Event != s.ID {
		return
	}
	e := explainer{Snapshot: s, imp: imp, known: map[event.Section][]problem.Candidate{}}
	for _, list := range lists {
		for i := range list.Items {
			p := &list.Items[i]
			place := placeOf(p.Path)
			if p.Subject == nil {
				p.Subject = e.subject(place)
			}
			e.suggest(p, place)
		}
	}
}

// explainer knows an event and the file that findings are about.
type explainer struct {
	*event.Snapshot
	imp   *partial.Import
	known map[event.Section][]problem.Candidate
}

// spot is a place in a file, by what its path says.
type spot struct {
	tokens  []string
	section event.Section // empty: in none
	key     event.Key     // of the entity; its ID is 0 if the key is none
}

func placeOf(path jsontext.Pointer) spot {
	var p spot
	for token := range path.Tokens() {
		p.tokens = append(p.tokens, token)
	}
	if len(p.tokens) == 0 || partial.Members[event.Section(p.tokens[0])] == nil {
		return p
	}
	p.section = event.Section(p.tokens[0])
	p.key = event.Key{Section: p.section}
	if len(p.tokens) > 1 {
		if n, err := strconv.ParseInt(p.tokens[1], 10, 32); err == nil {
			p.key.ID = int32(n)
		}
	}
	return p
}

// token is the nth token of the path; empty if it is shorter.
func (p spot) token(n int) string {
	if n < len(p.tokens) {
		return p.tokens[n]
	}
	return ""
}

// path is that of the first n tokens.
func (p spot) path(n int) (path jsontext.Pointer) {
	for _, token := range p.tokens[:min(n, len(p.tokens))] {
		path = path.AppendToken(token)
	}
	return path
}

func (e *explainer) subject(p spot) *problem.Subject {
	if p.key.ID == 0 {
		return nil
	}
	s := &problem.Subject{Section: string(p.section), ID: p.key.ID, Name: e.name(p.key)}
	if s.Title = e.title(p); s.Title != "" {
		s.Member = p.tokens[2]
	}
	return s
}

// name is what people call an entity of the event or of the file.
func (e *explainer) name(key event.Key) string {
	if entity := e.Entity(key); entity != nil {
		return entity.Label()
	}
	return e.newName(key)
}

// newName is what people will call an entity that the file creates or brings back.
func (e *explainer) newName(key event.Key) string {
	for _, entry := range e.imp.Entries {
		if entry.Key != key {
			continue
		}
		restored := event.New(key.Section)
		if len(entry.Entity) > 0 && json.Unmarshal(entry.Entity, restored, event.File) == nil {
			return restored.Label()
		}
		if title := entry.Get("/title"); title != "" {
			return title.Unquote()
		}
		if p := e.Persona(event.PersonaID(integer(string(entry.Get("/persona_id"))))); p != nil {
			return p.Name()
		}
	}
	return ""
}

// title is what people call the part, track, field or fee that a place is in.
func (e *explainer) title(p spot) string {
	key, id := p.token(3), integer(p.token(3))
	switch p.token(2) {
	case "parts":
		return e.Event.Parts[event.PartID(id)].Title
	case "tracks", "segments":
		t, _, _ := e.Event.Track(event.TrackID(id))
		return t.Title
	case "fields":
		f, _ := e.Event.Field(event.AssociationOf(p.section), key)
		return f.Title
	case "personalized_fees":
		if id != 0 { // exports as they are sent leave out the IDs of fees, so many have none
			f, _ := e.Event.Fee(event.FeeID(id))
			return f.Title
		}
	}
	return ""
}

// suggest finds what was probably meant.
func (e *explainer) suggest(p *problem.Problem, at spot) {
	if len(p.Suggestions) > 0 && p.Code != problem.UnknownKey && p.Code != problem.DuplicateChoice &&
		p.Code != problem.ExportOnly {
		return
	}
	switch p.Code {
	case problem.ExportOnly:
		if fees := e.Event.Individual(); p.Args[0] == "amount_owed" && len(p.Args) == 1 && fees != nil {
			*p = p.More(fees)
		}
	case onimport.NotPartial:
		p.Suggest(problem.Suggestion{Op: problem.Replace, Path: p.Path, Value: jsontext.Value(`"partial"`)})
	case problem.DuplicateChoice:
		if name := e.name(event.Key{Section: event.Courses, ID: integer(string(p.Args[0]))}); name != "" &&
			len(p.Args) == 1 {
			*p = p.More(name)
		}
	case problem.NotInt, problem.NotStatus:
		e.suggestValue(p, at)
	case problem.NotID:
		meant, likeness := problem.Meant(at.token(len(at.tokens)-1), e.keysAt(at))
		e.suggestKey(p, at, meant, likeness == problem.Same)
	case onimport.UnknownPart, onimport.UnknownTrack, onimport.UnknownFee:
		if all := e.keysAt(at); len(all) <= fewKeys {
			e.suggestKey(p, at, all, false)
		}
	case problem.UnknownKey:
		e.suggestPlace(p, at)
	case onimport.UnknownField:
		e.suggestField(p, at)
	case onimport.NotOption:
		e.suggestOption(p, at)
	}
}

// fewKeys is how many parts, tracks or fees are worth listing where an ID is none of them.
const fewKeys = 6

func (e *explainer) suggestKey(p *problem.Problem, at spot, meant []problem.Candidate, sure bool) {
	for _, c := range meant {
		s := problem.Renamed(at.path(len(at.tokens)), c.Key, c.Names[0])
		s.Sure = sure
		p.Suggest(s)
	}
}

// integer is the number that a text is; 0 if it is none.
func integer(text string) int32 {
	n, _ := strconv.ParseInt(text, 10, 32)
	return int32(n)
}

// written is the text of the file that a finding quotes first; false if it is none, or too long.
func written(p *problem.Problem) (string, bool) {
	if len(p.Args) == 0 {
		return "", false
	}
	text, err := jsontext.AppendUnquote(nil, p.Args[0])
	return string(text), err == nil
}
