package standing

import (
	"fmt"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
)

// closed takes a moment as pages tell it, such as "today, 18:04".
var closed = problem.Text{
	De: "Die Veranstaltung ist abgeschlossen: Ansehen geht, ändern nicht mehr. Abgeschlossen hat sie %s (%s); ein Admin " +
		"kann sie wieder öffnen.",
	En: "The event is closed: it can be looked at, but not changed any more. %s closed it (%s); an admin can open it " +
		"again.",
}

// Closed says who closed an event; empty: nobody did.
func Closed(c *access.Closing, r page.Reader) string {
	if c == nil {
		return ""
	}
	return fmt.Sprintf(closed.In(r.Lang), c.By, r.Moment(c.At))
}
