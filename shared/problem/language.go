package problem

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// A Language is one that Kursbuch speaks to people.
type Language string

// The languages. German is the first one: organisers and approvers are German-speaking.
const (
	German  Language = "de"
	English Language = "en"
)

// Message is the finding as one sentence for a reader of lang.
func (p Problem) Message(lang Language) string {
	text, ok := sentences[p.Code]
	if !ok {
		return string(p.Code)
	}
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		args[i] = a
		if term, ok := terms[a]; ok {
			args[i] = term.In(lang)
		} else if at, err := time.Parse(Term(time.RFC3339), a); err == nil {
			args[i] = at.Format(clocks.In(lang))
		}
	}
	return fmt.Sprintf(text.In(lang), args...)
}

// Term is a value of a sentence that has a word of its own in each language. It is stored in a form that no text of a
// file is mistaken for.
func Term(name string) string { return "{" + name + "}" }

// clocks show times.
var clocks = Text{"02.01.2006, 15:04 Uhr", "2006-01-02, 15:04"}

var terms = map[string]Text{
	Term("courses"):          {"Kurs", "course"},
	Term("lodgement_groups"): {"Unterkunftsgruppe", "lodgement group"},
	Term("lodgements"):       {"Unterkunft", "lodgement"},
	Term("registrations"):    {"Anmeldung", "registration"},
}

// Shown is a finding as reports and HTTP answers show it: with its sentence in one language.
type Shown struct {
	Path    jsontext.Pointer `json:"path"`
	Line    int              `json:"line,omitzero"`
	Column  int              `json:"column,omitzero"`
	Code    Code             `json:"code"`
	Message string           `json:"message"`
	Hint    string           `json:"hint,omitempty"`
	// Action is what can be done about it; zero: nothing that Kursbuch could help with.
	Action Action `json:"action,omitzero"`
}

// Show renders findings for a reader of lang. The result is never nil.
func Show(found []Problem, lang Language) []Shown {
	shown := make([]Shown, len(found))
	for i, p := range found {
		shown[i] = Shown{Path: p.Path, Line: p.Line, Column: p.Column, Code: p.Code, Message: p.Message(lang),
			Hint: p.Hint, Action: p.Action()}
	}
	return shown
}

// Text is what people read, in each language.
type Text struct{ De, En string }

// In is the text in one language.
func (t Text) In(lang Language) string {
	if lang == English {
		return t.En
	}
	return t.De
}
