package jobcal_test

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// TestShortNamesThatReadTheSameAreTheSame: who reads a plan cannot tell them apart.
func TestShortNamesThatReadTheSameAreTheSame(t *testing.T) {
	b := &jobcal.Book{Persons: map[jobcal.PersonID]jobcal.Person{"anna": {ID: "anna", ShortName: "Jö ß", Name: "Anna"}}}
	for name, taken := range map[string]bool{"Jö ß": true, " jÖ  SS\u00a0": true, "Jo\u0308 ß": true, "ＪÖ ß": true,
		"Jo ß": false, "Jöß": false} {
		_, found := jobcal.CheckPerson(jobcal.Person{ID: "ben", ShortName: name, Name: "Ben"}, b)
		if got := has(found, "/short_name", oncalendar.ShortNameTaken); got != taken {
			t.Errorf("%q: taken is %v", name, got)
		}
	}
	if _, found := jobcal.CheckPerson(jobcal.Person{ID: "anna", ShortName: "jö ß", Name: "Anna"}, b); !found.Empty() {
		t.Error(found.Items)
	}
}

func has(found problem.List, path jsontext.Pointer, code problem.Code) bool {
	for _, p := range found.Items {
		if p.Path == path && p.Code == code {
			return true
		}
	}
	return false
}

func TestTextsThatReadAsOthersAreRefused(t *testing.T) {
	good := jobcal.Draft{ID: "a", Title: "עברית", Start: "2027-05-15", End: "2027-05-16", Description: "\u2067a\u2069"}
	if _, found := jobcal.Check(good, &jobcal.Book{}); !found.Empty() {
		t.Error(found.Items)
	}
	for _, r := range []string{"\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"} {
		bad := good
		bad.Title, bad.Location, bad.Category, bad.JobNumber = "a"+r+"b", "a"+r, r+"b", r+"c"
		_, found := jobcal.Check(bad, &jobcal.Book{})
		_, person := jobcal.CheckPerson(jobcal.Person{ID: "p", ShortName: "P" + r, Name: "P" + r}, &jobcal.Book{})
		if found.Total() != 4 || !has(found, "/title", oncalendar.TurnsText) ||
			!has(person, "/name", oncalendar.TurnsText) || !has(person, "/short_name", oncalendar.TurnsText) {
			t.Errorf("%q: %v, %v", r, found.Items, person.Items)
		}
	}
}

func TestRecurrenceIsToldWhatToDo(t *testing.T) {
	for value, refused := range map[string]bool{
		`["RRULE:FREQ=DAILY"]`: true, `"weekly"`: true, `null`: false, ``: false,
	} {
		d := jobcal.Draft{ID: "a", Title: "A", Start: "2027-05-15", End: "2027-05-16", Recurrence: jsontext.Value(value)}
		_, found := jobcal.Check(d, &jobcal.Book{})
		if got := has(found, "/recurrence", oncalendar.NoRecurrence); got != refused || found.Empty() == refused {
			t.Errorf("%s: %v", value, found.Items)
		}
	}
}
