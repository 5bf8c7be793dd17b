package wording

import (
	"strconv"
	"strings"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// maxNamed is how many people a sentence names.
const maxNamed = 6

// Calendar says what an import does to calendars: "Kalender: 2 Einträge ändern sich, bei Edda Wacholder, Juno
// Schlehdorn".
func Calendar(e jobcal.Effect, lang problem.Language) string {
	say := speaker(lang).say
	var parts []string
	for _, c := range []struct {
		n         int
		one, many text
	}{
		{e.Insert, text{"kommt dazu", "is new"}, text{"kommen dazu", "are new"}},
		{e.Update, text{"ändert sich", "changes"}, text{"ändern sich", "change"}},
		{e.Delete, text{"fällt weg", "goes"}, text{"fallen weg", "go"}},
	} {
		verb, noun := c.many, text{" Einträge", " entries"}
		if c.n == 1 {
			verb, noun = c.one, text{" Eintrag", " entry"}
		}
		if len(parts) > 0 {
			noun = text{}
		}
		if c.n > 0 {
			parts = append(parts, strconv.Itoa(c.n)+say(noun)+" "+say(verb))
		}
	}
	if parts == nil {
		return say(text{"Kalender: Es ändert sich nichts", "Calendars: nothing changes"})
	}
	sentence := say(text{"Kalender: ", "Calendars: "}) + strings.Join(parts, ", ")
	if len(e.Persons) == 0 {
		return sentence + say(text{"; eingeladen ist niemand", "; nobody is invited"})
	}
	sentence += say(text{", bei ", ", of "}) + strings.Join(e.Persons[:min(len(e.Persons), maxNamed)], ", ")
	if more := len(e.Persons) - maxNamed; more > 0 {
		sentence += say(text{" und ", " and "}) + strconv.Itoa(more) + say(text{" weiteren", " more"})
	}
	return sentence
}
