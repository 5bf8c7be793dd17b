package wording_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
	"kursbuch.internal/shared/wording"
)

// redefined is what an import of definers does to the camp, each with its sets as path and value.
func redefined(t *testing.T, entries ...partial.Entry) (*diff.Plan, *outcome.Outcome) {
	t.Helper()
	s := camp(t)
	imp := &partial.Import{SchemaVersion: event.SchemaVersion, Event: s.ID, Entries: entries, WithData: true}
	imp.Sort()
	p, found := diff.Compute(s, imp)
	for _, f := range found.Items {
		t.Fatalf("%s: %s", f.Path, f.Message(problem.German))
	}
	return p, outcome.Of(s, diff.After(s, p), p, nil)
}

func definer(section event.Section, id int32, sets ...string) partial.Entry {
	e := partial.Entry{Key: event.Key{Section: section, ID: id}, Action: partial.Change}
	for i := 0; i < len(sets); i += 2 {
		e.Sets = append(e.Sets, partial.Set{Path: jsontext.Pointer("/" + sets[i]), Value: scalar.Value(sets[i+1])})
	}
	switch {
	case id < 0:
		e.Action = partial.Create
	case len(sets) == 0:
		e.Action = partial.Delete
	}
	return e
}

func TestDefinitions(t *testing.T) {
	field := camp(t).Event.Fields[slices.IndexFunc(camp(t).Event.Fields, func(f event.Field) bool {
		return f.Association == event.OfRegistration
	})]
	for _, c := range []struct {
		says  string
		entry partial.Entry
		want  []string
	}{
		{"a new field", definer(event.DefinedFields, -1, "name", `"shirt"`, "title", `"T-Shirt"`, "association", "1",
			"kind", "1", "entries", `{"s":"Small","zwei":"zwei"}`),
			[]string{"neu Datenfeld -1: T-Shirt", "Gehört zu: Anmeldungen", "Art: Text", "Optionen: Small (s), zwei"}},
		{"a part", definer(event.DefinedParts, -1, "title", `"Herbst"`, "shortname", `"H"`, "part_begin", `"2027-10-01"`,
			"part_end", `"2027-10-03"`), []string{"neu Veranstaltungsteil -1: Herbst", "Erster Tag: 01.10.2027"}},
		{"a fee", definer(event.DefinedFees, -1, "title", `"Kurtaxe"`, "amount", `"2.50"`, "condition", `"true"`),
			[]string{"neu Teilnahmebeitrag -1: Kurtaxe", "Betrag: 2,50\u00a0€", "Bedingung: true", "Teilnahmebeitrag: "}},
		{"a field that goes", definer(event.DefinedFields, int32(field.ID)),
			[]string{"gelöscht Datenfeld", "data-lost", "irreversible", field.Title + ": "}},
		{"a group", definer(event.DefinedEvent, 0, "track_groups/7/title", `"Gruppe"`, "track_groups/7/constraint_type", "1"),
			[]string{"geändert Veranstaltung: ", "Schienengruppe 7: Titel: Gruppe",
				"Schienengruppe 7: Vorgabe: gleiche Kurswahlen und Kursleitung"}},
	} {
		t.Run(c.says, func(t *testing.T) {
			p, o := redefined(t, c.entry)
			text := ""
			for _, r := range wording.Remarks(o.Notices(p), o, nil, problem.German) {
				text += string(r.Kind) + " " + string(r.Weight) + " " + r.Title + " " + r.Detail + "\n"
			}
			for _, b := range wording.Describe(p, outcome.Groups(p), o.Names, problem.German) {
				text += told(b)
			}
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in:\n%s", want, text)
				}
			}
		})
	}
}

func told(b wording.Block) string {
	text := b.Word + " " + b.Title + "\n"
	for _, l := range b.Lines {
		text += l.Label + ": " + l.New + "\n"
	}
	for _, f := range b.Followers {
		text += told(f)
	}
	return text
}
