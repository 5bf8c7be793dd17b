package wording

import (
	"strconv"
	"strings"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
)

// Calendar says what an import does to calendars: "Kalender: 2 Einträge ändern sich, bei Edda Wacholder, Juno
// Schlehdorn".
func Calendar(e jobcal.Effect, lang problem.Language) string {
	s := speaker(lang)
	if e.Insert+e.Update+e.Delete == 0 {
		return s.say(text{"Kalender: Es ändert sich nichts", "Calendars: nothing changes"})
	}
	sentence := s.say(text{"Kalender: ", "Calendars: "}) + s.entries(e.Insert, e.Update, e.Delete)
	if len(e.Persons) == 0 {
		return sentence + s.say(text{"; eingeladen ist niemand", "; nobody is invited"})
	}
	sentence += s.say(text{", bei ", ", of "}) + strings.Join(e.Persons[:min(len(e.Persons), outcome.MaxNamed)], ", ")
	if more := len(e.Persons) - outcome.MaxNamed; more > 0 {
		sentence += s.say(text{" und ", " and "}) + strconv.Itoa(more) + s.say(text{" weiteren", " more"})
	}
	return sentence
}

// Diary is what changes in the calendar of one person.
type Diary struct {
	Name                   string
	Insert, Update, Delete int
	// What says which entries: "6 Einträge fallen weg: δ. Stadt (Scheune)".
	What []string
}

// Diaries says what changes in whose calendar.
func Diaries(e jobcal.Effect, lang problem.Language) []Diary {
	s := speaker(lang)
	diaries := make([]Diary, len(e.Calendars))
	for i, c := range e.Calendars {
		diaries[i] = Diary{Name: c.Name, Insert: c.Insert, Update: c.Update, Delete: c.Delete}
		for _, series := range c.Series {
			what := s.entries(series.Insert, series.Update, series.Delete) + ": " + series.Title
			switch {
			case series.Was != "":
				what += " (" + series.Was + " → " + series.Location + ")"
			case series.Location != "":
				what += " (" + series.Location + ")"
			}
			diaries[i].What = append(diaries[i].What, what)
		}
	}
	return diaries
}
