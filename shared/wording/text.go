package wording

import (
	"strconv"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// text is what is said, in each language.
type text struct{ de, en string }

// speaker speaks one language.
type speaker problem.Language

func (s speaker) say(t text) string {
	if s == speaker(problem.English) {
		return t.en
	}
	return t.de
}

var effects = map[Effect]text{
	Created:  {"neu", "new"},
	Changed:  {"geändert", "changed"},
	Deleted:  {"gelöscht", "deleted"},
	Restored: {"wiederhergestellt", "restored"},
	Missing:  {"fehlt", "missing"},
}

var singular = map[event.Section]text{
	event.LodgementGroups: {"Unterkunftsgruppe", "Lodgement group"},
	event.Lodgements:      {"Unterkunft", "Lodgement"},
	event.Courses:         {"Kurs", "Course"},
	event.Registrations:   {"Anmeldung", "Registration"},
}

var plural = map[event.Section]text{
	event.LodgementGroups: {"Unterkunftsgruppen", "Lodgement groups"},
	event.Lodgements:      {"Unterkünfte", "Lodgements"},
	event.Courses:         {"Kurse", "Courses"},
	event.Registrations:   {"Anmeldungen", "Registrations"},
}

// labels are what the attributes of [partial.Members] are called. A key means the same in every section.
var labels = map[string]text{
	"amount_owed":          {"Teilnahmebeitrag", "Amount owed"},
	"camping_mat_capacity": {"Isomatten", "Camping mat capacity"},
	"checkin":              {"Eingecheckt", "Checked in"},
	"choices":              {"Kurswahlen", "Course choices"},
	"course_id":            {"Kurs", "Course"},
	"course_instructor":    {"Leitet Kurs", "Instructs course"},
	"description":          {"Beschreibung", "Description"},
	"group_id":             {"Unterkunftsgruppe", "Lodgement group"},
	"instructors":          {"Kursleitung", "Instructors"},
	"is_camping_mat":       {"Auf Isomatte", "On a camping mat"},
	"is_visible":           {"Sichtbar", "Visible"},
	"list_consent":         {"Auf der Teilnehmerliste", "On the participant list"},
	"lodgement_id":         {"Unterkunft", "Lodgement"},
	"max_size":             {"Maximalgröße", "Maximum size"},
	"min_size":             {"Minimalgröße", "Minimum size"},
	"mixed_lodging":        {"Gemischte Unterbringung", "Mixed lodging"},
	"notes":                {"Anmerkungen", "Notes"},
	"nr":                   {"Nummer", "Number"},
	"orga_notes":           {"Anmerkungen der Orgas", "Orga notes"},
	"parental_agreement":   {"Elterneinwilligung", "Parental agreement"},
	"persona_id":           {"Person", "Person"},
	"regular_capacity":     {"Betten", "Regular capacity"},
	"shortname":            {"Kurztitel", "Short title"},
	"status":               {"Status", "Status"},
	"title":                {"Titel", "Title"},
}

var truth = map[scalar.Value]text{
	scalar.True:  {"ja", "yes"},
	scalar.False: {"nein", "no"},
}

var statuses = func() map[scalar.Value]text {
	words := map[scalar.Value]text{}
	for _, s := range event.Statuses {
		words[scalar.Value(strconv.Itoa(s.Number()))] = text{s.Words().De, s.Words().En}
	}
	return words
}()
