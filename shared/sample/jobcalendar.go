package sample

import (
	"maps"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

// JobCalendar is what the job calendar of the local run begins with: the office, which prepares the [PfingstAkademie],
// and everybody who holds a course there; appointments of the office in the days after today.
func JobCalendar(today time.Time) []jobcal.Operation {
	var ops []jobcal.Operation
	for _, p := range append(office(), instructors()...) {
		ops = append(ops, jobcal.Operation{PutPerson: &p})
	}
	for _, r := range []jobcal.Resource{
		{ID: "bus", Name: "Kleinbus", Mail: "bus@resource.kursbuch.example"},
		{ID: "beamer", Name: "Beamer"},
	} {
		ops = append(ops, jobcal.Operation{PutResource: &r})
	}
	for _, d := range appointments(today) {
		ops = append(ops, jobcal.Operation{Put: &d})
	}
	return ops
}

func office() []jobcal.Person {
	return []jobcal.Person{
		{ID: "anna", ShortName: "AW", Name: "Anna Winterling", Mail: "anna.winterling@kursbuch.example", Sync: true},
		{ID: "ben", ShortName: "BS", Name: "Ben Sommerhalm", Mail: "ben.sommerhalm@kursbuch.example", Sync: true},
		{ID: "cem", ShortName: "CH", Name: "Cem Herbstwind", Mail: "cem.herbstwind@kursbuch.example"},
	}
}

// instructors are those of the [PfingstAkademie], by their persona.
func instructors() []jobcal.Person {
	found := map[event.PersonaID]jobcal.Person{}
	for _, r := range PfingstAkademie().Registrations {
		for _, place := range r.Tracks {
			if place.CourseInstructor == nil {
				continue
			}
			name, _, _ := strings.Cut(*r.Persona.Username, "@")
			found[r.Persona.ID] = jobcal.Person{
				ID: jobcal.PersonID(name), ShortName: r.Persona.Name(), Name: r.Persona.Name(), Mail: *r.Persona.Username,
				Sync: true, Persona: r.Persona.ID,
			}
		}
	}
	var all []jobcal.Person
	for _, id := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[id])
	}
	return all
}

func appointments(today time.Time) []jobcal.Draft {
	const zone = "Europe/Berlin"
	at := func(days int, clock string) string { return today.AddDate(0, 0, days).Format(time.DateOnly) + clock }
	return []jobcal.Draft{
		{ID: "besichtigung", JobNumber: "2027-014", Title: "Tagungshaus besichtigen", Location: "Haus am See",
			Category: "Fahrt",
			Start:    at(1, "T09:30"), End: at(1, "T12:00"), TimeZone: zone, Persons: []jobcal.PersonID{"anna", "ben"},
			Resources: []jobcal.ResourceID{"bus"}},
		{ID: "programmheft", JobNumber: "2027-017", Title: "Programmheft abstimmen", Category: "Büro",
			Start: at(3, "T17:00"), End: at(3, "T18:30"), TimeZone: zone, Persons: []jobcal.PersonID{"anna", "cem"}},
		{ID: "orgasitzung", JobNumber: "2027-018", Title: "Orgasitzung", Description: "Kurszuteilung, Unterkünfte, Anreise.",
			Start: at(8, "T19:00"), End: at(8, "T21:00"), TimeZone: zone, Persons: []jobcal.PersonID{"anna", "ben", "cem"},
			Resources: []jobcal.ResourceID{"beamer"}},
		{ID: "klausur", Title: "Klausurtage der Orga", Location: "Jugendherberge", Start: at(20, ""), End: at(22, ""),
			Persons: []jobcal.PersonID{"anna", "ben"}},
	}
}
