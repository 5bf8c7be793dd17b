package problem

import (
	"fmt"
	"slices"
	"strings"

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
	text, ok := sentences[Code(fmt.Sprintf("%s/%d", p.Code, len(p.Args)))]
	if !ok {
		text, ok = sentences[p.Code]
	}
	if !ok {
		return string(p.Code)
	}
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		args[i] = shown(a, lang)
	}
	format := forms(text.In(lang), args)
	if !strings.Contains(format, "%") { // such as "one mail": Sprintf would complain of arguments that nobody used
		return format
	}
	return fmt.Sprintf(format, args...)
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
	// Subject is what it is about, Advice what could be done, both for people.
	Subject     string       `json:"subject,omitempty"`
	Advice      string       `json:"advice,omitempty"`
	Suggestions []Suggestion `json:"suggestions,omitempty"`
	Lines       []Line       `json:"lines,omitempty"`
	// Mended: the corrected file has it right.
	Mended bool `json:"mended,omitzero"`
}

// Show renders findings for a reader of lang. The result is never nil.
func Show(found []Problem, lang Language) []Shown {
	all := make([]Shown, len(found))
	for i, p := range found {
		all[i] = Shown{Path: p.Path, Line: p.Line, Column: p.Column, Code: p.Code, Message: p.Message(lang), Hint: p.Hint,
			Action: p.Action(), Advice: p.Advice(lang), Suggestions: slices.Clone(p.Suggestions), Lines: p.Lines,
			Mended: p.Mended}
		for j := range all[i].Suggestions {
			all[i].Suggestions[j].Name = shown(p.Suggestions[j].Name, lang)
		}
		if p.Subject != nil {
			all[i].Subject = p.Subject.In(lang)
		}
	}
	return all
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
