package wording_test

import (
	"fmt"
	"testing"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/wording"
)

func TestCalendar(t *testing.T) {
	two := []string{"Edda Wacholder", "Juno Schlehdorn"}
	var crowd []string
	for n := range 9 {
		crowd = append(crowd, fmt.Sprint("P", n))
	}
	for _, c := range []struct {
		effect jobcal.Effect
		de, en string
	}{
		{jobcal.Effect{}, "Kalender: Es ändert sich nichts", "Calendars: nothing changes"},
		{jobcal.Effect{Update: 2, Persons: two}, "Kalender: 2 Einträge ändern sich, bei Edda Wacholder, Juno Schlehdorn",
			"Calendars: 2 entries change, of Edda Wacholder, Juno Schlehdorn"},
		{jobcal.Effect{Insert: 1, Persons: two[:1]}, "Kalender: 1 Eintrag kommt dazu, bei Edda Wacholder",
			"Calendars: 1 entry is new, of Edda Wacholder"},
		{jobcal.Effect{Insert: 3, Update: 1, Delete: 2, Persons: crowd},
			"Kalender: 3 Einträge kommen dazu, 1 ändert sich, 2 fallen weg, bei P0, P1, P2, P3, P4, P5 und 3 weiteren",
			"Calendars: 3 entries are new, 1 changes, 2 go, of P0, P1, P2, P3, P4, P5 and 3 more"},
		{jobcal.Effect{Delete: 1}, "Kalender: 1 Eintrag fällt weg; eingeladen ist niemand",
			"Calendars: 1 entry goes; nobody is invited"},
	} {
		if de, en := wording.Calendar(c.effect, problem.German), wording.Calendar(c.effect, problem.English); de != c.de ||
			en != c.en {
			t.Errorf("%s / %s", de, en)
		}
	}
}
