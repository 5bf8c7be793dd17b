package problem

import (
	"fmt"
	"strings"
)

// Subject is what a finding is about, by the names that it had when the file was checked: an event moves on, a report
// does not. It is stored: fields may be added, never rename or retype one.
type Subject struct {
	// Section is that of the entity, as files call it: registrations, courses.
	Section string `json:"section"`
	// ID is that of the entity; negative: the file creates it.
	ID int32 `json:"id"`
	// Name is what people call the entity; empty: it has none, or nobody knows.
	Name string `json:"name,omitempty"`
	// Member is the member of the entity that holds what the finding is about by ID or name: parts, tracks, segments,
	// fields, personalized_fees. Title is what people call that. Both empty: the entity itself.
	Member string `json:"member,omitempty"`
	Title  string `json:"title,omitempty"`
}

// In names the subject for a reader of lang: Anmeldung 17, Lotte Grashüpfer, Teil Akademiewoche.
func (s Subject) In(lang Language) string {
	word := terms[Term(s.Section)].In(lang)
	text := fmt.Sprint(strings.ToUpper(word[:1]), word[1:], " ", s.ID)
	if s.ID < 0 {
		text = fmt.Sprint(fresh[s.Section].In(lang), " ", s.ID)
	}
	if s.Name != "" {
		text += ", " + s.Name
	}
	if s.Title != "" {
		text += ", " + inner[s.Member].In(lang) + " " + s.Title
	}
	return text
}

var fresh = map[string]Text{
	"courses":          {"Neuer Kurs", "New course"},
	"lodgement_groups": {"Neue Unterkunftsgruppe", "New lodgement group"},
	"lodgements":       {"Neue Unterkunft", "New lodgement"},
	"registrations":    {"Neue Anmeldung", "New registration"},
}

var inner = map[string]Text{
	"parts":             {"Teil", "part"},
	"tracks":            {"Schiene", "track"},
	"segments":          {"Schiene", "track"},
	"fields":            {"Datenfeld", "field"},
	"personalized_fees": {"Beitrag", "fee"},
}
