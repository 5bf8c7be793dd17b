package answer

import (
	"fmt"
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/syncrun"
)

// busy says for people which run has to be waited for, until when, what helps if it is dead. Of a run that a former
// version began, less is known.
func busy(h syncrun.Tenant) problem.Text {
	var de, en string
	if !h.Since.IsZero() {
		de, en = ", seit "+clock(h.Since)+" Uhr UTC", ", since "+clock(h.Since)+" UTC"
	}
	if h.By != "" {
		de, en = de+", für "+h.By, en+", for "+h.By
	}
	if h.Where != "" {
		de, en = de+", auf "+h.Where, en+", on "+h.Where
	}
	return problem.Text{
		De: fmt.Sprintf(" Es ist Lauf %d%s. Spätestens um %s Uhr UTC ist er zu Ende. Ist er gestorben, kann ein Admin ihn "+
			"schon jetzt beenden: \"end_run\": %[1]d.", h.Run, de, clock(h.Until)),
		En: fmt.Sprintf(" It is run %d%s. It ends at %s UTC at the latest. If it is dead, an admin can end it now: "+
			"\"end_run\": %[1]d.", h.Run, en, clock(h.Until)),
	}
}

func clock(t time.Time) string { return t.UTC().Format("15:04") }
