package problem

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Op is what a suggestion does to the file, as RFC 6902 (JSON Patch) names it.
type Op string

// The operations.
const (
	Add     Op = "add"
	Remove  Op = "remove"
	Replace Op = "replace"
	Move    Op = "move" // within its object: the key gets another name
)

// A Suggestion is a change of the file that probably puts an end to a finding: an operation of a JSON Patch. Several of
// one finding exclude each other. It is stored: fields may be added, never rename or retype one.
type Suggestion struct {
	Op Op `json:"op"`
	// From is where the member is that moves to Path.
	From jsontext.Pointer `json:"from,omitempty"`
	Path jsontext.Pointer `json:"path"`
	// Value is what is to be at Path, for Add and Replace.
	Value jsontext.Value `json:"value,omitzero"`
	// Name is what people call the value, the key or the place, perhaps a [Term]; empty: as it is written.
	Name string `json:"name,omitempty"`
	// Sure: nothing else can have been meant, so that a corrected file may have it without asking, see [Candidate].
	Sure bool `json:"sure,omitzero"`
}

// Suggest adds suggestions to a finding. The only one becomes its hint, if it says what is meant. Nothing happens to
// nil.
func (p *Problem) Suggest(all ...Suggestion) {
	if p == nil {
		return
	}
	p.Suggestions = append(p.Suggestions, all...)
	if p.Hint == "" && len(p.Suggestions) == 1 {
		p.Hint = p.Suggestions[0].meant()
	}
}

// SuggestName suggests another name for the member that a finding is at, unless name is empty. Sure: it is the only
// one that can have been meant.
func (p *Problem) SuggestName(name string, sure bool) {
	if p != nil && name != "" {
		s := Renamed(p.Path, name, "")
		s.Sure = sure
		p.Suggest(s)
	}
}

// Correction is the change that puts an end to the finding without anybody being asked; false: there is none.
func (p Problem) Correction() (Suggestion, bool) {
	if len(p.Suggestions) != 1 {
		return Suggestion{}, false
	}
	s := p.Suggestions[0]
	return s, s.Sure && (s.Op == Replace || s.Renames())
}

// Renamed suggests another name for the member at path.
func Renamed(path jsontext.Pointer, key, name string) Suggestion {
	return Suggestion{Op: Move, From: path, Path: path.Parent().AppendToken(key), Name: name}
}

// Renames reports whether nothing but the name of a member changes.
func (s Suggestion) Renames() bool { return s.Op == Move && s.From.Parent() == s.Path.Parent() }

// meant is what should stand there instead; empty if it is not as simple as that.
func (s Suggestion) meant() string {
	switch {
	case s.Renames():
		return s.Path.LastToken()
	case s.Op == Replace:
		return string(s.Value)
	}
	return ""
}

// Advice is what could be done about the finding, for a reader of lang: „Gemeint: 2 („Teilnehmer“)?“ It is empty if
// nobody knows.
func (p Problem) Advice(lang Language) string {
	var meant, elsewhere, missing []string
	for _, s := range p.Suggestions {
		switch {
		case s.Renames():
			meant = append(meant, quoted(s.Path.LastToken(), lang)+named(s.Name, lang))
		case s.Op == Replace:
			name := s.Name
			if string(s.Value) == `"`+name+`"` { // which says it already
				name = ""
			}
			meant = append(meant, shorten(string(s.Value))+named(name, lang))
		case s.Op == Move:
			at := strings.TrimPrefix(string(s.Path), string(s.From.Parent()))
			elsewhere = append(elsewhere, strings.TrimPrefix(at, "/")+named(s.Name, lang))
		case s.Op == Add:
			missing = append(missing, `"`+s.Path.LastToken()+`": `+string(s.Value))
		}
	}
	if p.Hint != "" && meant == nil {
		meant = []string{quoted(p.Hint, lang)}
	}
	var advice []string
	if meant != nil {
		advice = append(advice, Text{"Gemeint: ", "Did you mean "}.In(lang)+either(meant, lang)+"?")
	}
	if elsewhere != nil {
		advice = append(advice, Text{"Gehört nach ", "It belongs to "}.In(lang)+either(elsewhere, lang)+".")
	}
	if missing != nil {
		advice = append(advice, Text{"Zum Einfügen: ", "To be inserted: "}.In(lang)+strings.Join(missing, ", "))
	}
	return strings.Join(advice, " ")
}

func quoted(s string, lang Language) string {
	return Text{"„" + s + "“", "“" + s + "”"}.In(lang)
}

func named(name string, lang Language) string {
	if name == "" {
		return ""
	}
	return " (" + quoted(shown(name, lang), lang) + ")"
}

// either joins alternatives.
func either(all []string, lang Language) string {
	last := len(all) - 1
	if last == 0 {
		return all[0]
	}
	return strings.Join(all[:last], ", ") + Text{" oder ", " or "}.In(lang) + all[last]
}
