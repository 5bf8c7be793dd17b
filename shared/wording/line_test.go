package wording_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/wording"
)

func TestLine(t *testing.T) {
	tests := []struct {
		name    string
		section event.Section
		set     diff.Set
		want    wording.Line
	}{
		{"a reference to what is not there", event.Registrations,
			diff.Set{Path: "/parts/2/lodgement_id", From: "99", To: "null"},
			wording.Line{Label: "Lager: Unterkunft", Old: "99 (gibt es nicht)", New: "–"}},
		{"a text that reads like nothing", event.Courses,
			diff.Set{Path: "/notes", From: "null", To: `"–"`},
			wording.Line{Label: "Anmerkungen", Old: "null", New: `"–"`}},
		{"the hour that occurs twice in autumn", event.Registrations,
			diff.Set{Path: "/checkin", From: `"2027-10-31T00:30:00+00:00"`, To: `"2027-10-31T01:30:00+00:00"`},
			wording.Line{Label: "Eingecheckt", Old: `"2027-10-31T00:30:00+00:00"`, New: `"2027-10-31T01:30:00+00:00"`}},
		{"a fraction of a second", event.Registrations,
			diff.Set{Path: "/fields/arrival", From: `"2027-07-31T12:00:00.5+00:00"`, To: `"2027-12-31T23:00:00+00:00"`},
			wording.Line{Label: "Kommt an", Old: "31.07.2027, 14:00:00,5 Uhr", New: "01.01.2028, 00:00 Uhr"}},
		{"an option that was removed", event.Registrations,
			diff.Set{Path: "/fields/diet", From: `"raw"`, To: `"vegan"`},
			wording.Line{Label: "Isst", Old: "raw", New: "vegan"}},
		{"a value of a removed field", event.Registrations,
			diff.Set{Path: "/fields/old", From: `[1,{"a":2}]`, To: "null"},
			wording.Line{Label: "old", Old: `[1,{"a":2}]`, New: "–"}},
		{"values of another kind than the field is now", event.Courses,
			diff.Set{Path: "/fields/start", From: `"soon"`, To: "true"},
			wording.Line{Label: "Beginnt am", Old: "soon", New: "true"}},
		{"a part and a status that do not exist", event.Registrations,
			diff.Set{Path: "/parts/9/status", From: "8", To: "2"},
			wording.Line{Label: "Status", Old: "8", New: "Teilnehmer"}},
		{"a fee that does not exist", event.Registrations,
			diff.Set{Path: "/personalized_fees/9", From: `"0.00"`, To: "null"},
			wording.Line{Label: "individueller Beitrag 9", Old: "0,00\u00a0€", New: "–"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := &diff.Plan{Changes: []diff.Change{{
				Key: event.Key{Section: test.section, ID: 1}, Action: partial.Change, Sets: []diff.Set{test.set},
			}}}
			blocks := describe(camp(t), p, problem.German)
			if diff := cmp.Diff([]wording.Line{test.want}, blocks[0].Lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOnlyPartIsNotNamed(t *testing.T) {
	s := camp(t)
	delete(s.Event.Parts, 2)
	p := &diff.Plan{Changes: []diff.Change{{
		Key: event.Key{Section: event.Registrations, ID: 1}, Action: partial.Change, Sets: []diff.Set{
			{Path: "/parts/1/status", From: "1", To: "2"},
			{Path: "/tracks/1/course_id", From: "1", To: "null"},
		},
	}}}
	want := []wording.Line{{Label: "Status", Old: "offen", New: "Teilnehmer"}, {Label: "Kurs", Old: "α. Flöße", New: "–"}}
	if diff := cmp.Diff(want, describe(s, p, problem.German)[0].Lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAmountOutOfDate(t *testing.T) {
	p := &diff.Plan{Cascades: []diff.Cascade{{
		Key: event.Key{Section: event.Registrations, ID: 2},
		Set: diff.Set{Path: "/amount_owed", From: `"5.00"`, To: `"-999999.99"`},
	}}}
	want := []wording.Block{{
		Effect: wording.Changed, Word: "geändert", Title: "Teilnahmebeiträge, die schon vorher veraltet waren",
		Followers: []wording.Block{{
			Key: event.Key{Section: event.Registrations, ID: 2}, Effect: wording.Changed, Word: "geändert",
			Title: "Anmeldung 2: Pia Pappel",
			Lines: []wording.Line{{Label: "Teilnahmebeitrag", Old: "5,00\u00a0€", New: "−999.999,99\u00a0€"}},
		}},
	}}
	if diff := cmp.Diff(want, describe(camp(t), p, problem.German)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What was committed is shown to people later, when the event is not as it was: they read the names of the check.
func TestNamesAreThoseOfTheCheck(t *testing.T) {
	s := camp(t)
	s.LodgementGroups[8] = &event.LodgementGroup{Title: "Turm"}
	s.Lodgements[8] = &event.Lodgement{Title: "Verlies", GroupID: 8}
	s.Lodgements[9] = &event.Lodgement{Title: "Zinne", GroupID: 8}
	groups, lodgements := event.LodgementGroups, event.Lodgements
	p := &diff.Plan{
		Changes: []diff.Change{
			{Key: event.Key{Section: groups, ID: 8}, Action: partial.Delete,
				Sets: []diff.Set{{From: `{"title": "Turm"}`, To: "null"}}},
			{Key: event.Key{Section: groups, ID: 9}, Action: partial.Restore,
				Sets: []diff.Set{{From: "null", To: `{"title": "Hof"}`}}},
			{Key: event.Key{Section: lodgements, ID: 9}, Action: partial.Change,
				Sets: []diff.Set{{Path: "/title", From: `"Zinne"`, To: `"Stall"`}, {Path: "/group_id", From: "8", To: "9"}}},
		},
		Cascades: []diff.Cascade{{
			Key:     event.Key{Section: lodgements, ID: 8},
			Set:     diff.Set{From: `{"title": "Verlies", "group_id": 8}`, To: "null"},
			Because: "/lodgement_groups/8",
		}},
	}
	want := []wording.Block{
		{Key: event.Key{Section: groups, ID: 8}, Effect: wording.Deleted, Word: "deleted", Title: "Lodgement group 8: Turm",
			Consequence: "In consequence: 1 lodgement deleted", Followers: []wording.Block{{
				Key: event.Key{Section: lodgements, ID: 8}, Effect: wording.Deleted, Word: "deleted",
				Title: "Lodgement 8: Verlies (Turm)"}}},
		{Key: event.Key{Section: groups, ID: 9}, Effect: wording.Restored, Word: "restored", Title: "Lodgement group 9: Hof"},
		{Key: event.Key{Section: lodgements, ID: 9}, Effect: wording.Changed, Word: "changed",
			Title: "Lodgement 9: Zinne (Turm)", Lines: []wording.Line{{Label: "Title", Old: "Zinne", New: "Stall"},
				{Label: "Lodgement group", Old: "Turm", New: "Hof"}}},
	}
	if diff := cmp.Diff(want, describe(s, p, problem.English)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What happens alike in several parts is one line.
func TestEqualValuesOfSeveralPartsAreMerged(t *testing.T) {
	change := func(sets ...diff.Set) []wording.Line {
		p := &diff.Plan{Changes: []diff.Change{{Key: event.Key{Section: event.Registrations, ID: 1},
			Action: partial.Change, Sets: sets}}}
		return describe(camp(t), p, problem.German)[0].Lines
	}
	first := diff.Set{Path: "/parts/1/status", From: "1", To: "2"}
	other := diff.Set{Path: "/parts/2/status", From: "1", To: "2"}
	unlike := diff.Set{Path: "/parts/2/status", From: "3", To: "2"}
	for want, sets := range map[string][]diff.Set{
		"Beide Teile: Status":             {first, other},
		"Vorlager: Status, Lager: Status": {first, unlike},
		"Vorlager: Status":                {first},
	} {
		var labels []string
		for _, l := range change(sets...) {
			labels = append(labels, l.Label)
		}
		if got := strings.Join(labels, ", "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestEveryMemberHasALabel(t *testing.T) {
	s := camp(t)
	var check func(section event.Section, at jsontext.Pointer, members []partial.Member)
	check = func(section event.Section, at jsontext.Pointer, members []partial.Member) {
		for _, m := range members {
			path := at.AppendToken(m.Key)
			if m.Shape != partial.One && m.Shape != partial.List {
				path = path.AppendToken("1")
				check(section, path, m.Members)
			}
			p := &diff.Plan{Changes: []diff.Change{{
				Key: event.Key{Section: section, ID: 1}, Action: partial.Change,
				Sets: []diff.Set{{Path: path, From: "null", To: "1"}},
			}}}
			for _, lang := range []problem.Language{problem.German, problem.English} {
				label := wording.Describe(p, outcome.Groups(p), outcome.NamesOf(s, s, p), lang)[0].Lines[0].Label
				if m.Members == nil && (label == "" || strings.HasSuffix(label, ": ")) {
					t.Errorf("%s has no label in %s", path, lang)
				}
			}
		}
	}
	for section, members := range partial.Members {
		check(section, "", members)
	}
}
