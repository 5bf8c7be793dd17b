package wording

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// What the definition is made of, in words.

// Kind is what the entities of a section are called, as a heading.
func Kind(s event.Section, lang problem.Language) string { return speaker(lang).say(plural[s]) }

func init() {
	for s, words := range map[event.Section][2]text{
		event.DefinedParts:  {{"Veranstaltungsteil", "Part"}, {"Veranstaltungsteile", "Parts"}},
		event.DefinedTracks: {{"Kursschiene", "Track"}, {"Kursschienen", "Tracks"}},
		event.DefinedFields: {{"Datenfeld", "Field"}, {"Datenfelder", "Fields"}},
		event.DefinedFees:   {{"Teilnahmebeitrag", "Fee"}, {"Teilnahmebeiträge", "Fees"}},
		event.DefinedEvent:  {{"Veranstaltung", "Event"}, {"Veranstaltung", "Event"}},
	} {
		singular[s], plural[s] = words[0], words[1]
	}
}

// defining are what the attributes of a definition are called. Any other goes by its key.
var defining = map[string]text{
	"title": {"Titel", "Title"}, "shortname": {"Kurztitel", "Short title"}, "name": {"Name in Dateien", "Name in files"},
	"part_begin": {"Erster Tag", "First day"}, "part_end": {"Letzter Tag", "Last day"},
	"part_id": {"Veranstaltungsteil", "Part"}, "sortkey": {"Reihenfolge", "Order"},
	"course_room_field": {"Datenfeld mit dem Kursraum", "Field with the room"},
	"association":       {"Gehört zu", "Belongs to"}, "kind": {"Art", "Kind"}, "entries": {"Optionen", "Options"},
	"amount": {"Betrag", "Amount"}, "condition": {"Bedingung", "Condition"}, "orgas": {"Orgas", "Orgas"},
	"field_order": {"Reihenfolge der Datenfelder", "Order of the fields"},
	"fee_order":   {"Reihenfolge der Beiträge", "Order of the fees"}, "track_ids": {"Kursschienen", "Tracks"},
	"constraint_type": {"Vorgabe", "Constraint"}, "min_choices": {"Kurswahlen mindestens", "Choices at least"},
	"num_choices": {"Kurswahlen höchstens", "Choices at most"}, "description": {"Beschreibung", "Description"},
	"notes": {"Anmerkungen", "Notes"}, "camping_mat_field": {"Datenfeld für Isomatten", "Field for camping mats"},
	"waitlist_field": {"Datenfeld für die Warteliste", "Field for the waiting list"},
}

// numbered are the words for the numbers of exports.
var numbered = map[string]map[scalar.Value]text{
	"association": {
		"1": {"Anmeldungen", "registrations"}, "2": {"Kurse", "courses"}, "3": {"Unterkünfte", "lodgements"},
	},
	"constraint_type": {"1": {"gleiche Kurswahlen und Kursleitung", "equal choices and instructors"}},
	"kind": {
		"1": {"Text", "text"}, "2": {"ja oder nein", "yes or no"}, "3": {"ganze Zahl", "whole number"},
		"4": {"Zahl", "number"}, "5": {"Tag", "day"}, "6": {"Zeitpunkt", "date and time"},
		"10": {"ganze Zahl ab 0", "whole number from 0 on"}, "12": {"Zahl ab 0", "number from 0 on"},
		"20": {"Telefonnummer", "phone number"},
	},
}

// kinds are those of what is written as everywhere else.
var kinds = map[string]scalar.Kind{"part_begin": scalar.KindDate, "part_end": scalar.KindDate,
	"amount": scalar.KindAmount}

// definer is an attribute of what the definition is made of. Those of a group of tracks begin with its key.
func (d describer) definer(section event.Section, path jsontext.Pointer) attribute {
	key := path.LastToken()
	label := key
	if words, ok := defining[key]; ok {
		label = d.say(words)
	}
	if group := path.Parent(); group != "" {
		label = d.say(text{"Schienengruppe ", "Track group "}) + group.LastToken() + ": " + label
	}
	return attribute{label, func(v scalar.Value) string { return d.defined(section, path, v) }}
}

func (d describer) defined(section event.Section, path jsontext.Pointer, v scalar.Value) string {
	key := path.LastToken()
	words, known := numbered[key][v]
	target := partial.Refers(section, path)
	switch {
	case v == scalar.Null, v == none:
		return Nothing
	case known:
		return d.say(words)
	case key == "entries" && strings.HasPrefix(string(v), "{"):
		return options(v)
	case target != "":
		var names []string
		for _, id := range partial.References(v) {
			names = append(names, d.name(event.Key{Section: target, ID: id}))
		}
		return strings.Join(names, ", ")
	case key == "orgas":
		var names []string
		for _, id := range partial.References(v) {
			names = append(names, d.person(event.PersonaID(id)))
		}
		return strings.Join(names, ", ")
	case v == scalar.True, v == scalar.False:
		return d.plain(scalar.KindBool, v)
	}
	return d.plain(kinds[key], v)
}

// options lists those of a select field: "Vegan (vegan)", where the key is another one than the title.
func options(v scalar.Value) string {
	var all event.Options
	dec := jsontext.NewDecoder(strings.NewReader(string(v)))
	if all.UnmarshalJSONFrom(dec) != nil {
		return string(v) // unreachable: a plan has what was read as options
	}
	names := make([]string, len(all))
	for i, o := range all {
		if names[i] = o.Title; o.Key != o.Title {
			names[i] += " (" + o.Key + ")"
		}
	}
	return strings.Join(names, ", ")
}
