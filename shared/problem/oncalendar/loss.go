// What findings call that which goes from calendars, and with what somebody approved it.

package oncalendar

import (
	"fmt"
	"strings"

	"kursbuch.internal/shared/problem"
)

// ByImport is what somebody approved who confirmed an import, as [Released] tells of it.
func ByImport(title string) problem.Text {
	return problem.Text{De: "dem Import „" + title + "“", En: "the import “" + title + "”"}
}

// ByTable is the same of who approved what a table deletes.
func ByTable(name string) problem.Text {
	return problem.Text{De: "der Tabelle „" + name + "“", En: "the table “" + name + "”"}
}

// Lost names what would go, without what would not.
func Lost(entries, guests, readers int) problem.Text {
	var de, en []string
	for _, kind := range []struct {
		n                    int
		one, ein, more, mehr string
	}{
		{entries, "entry", "Eintrag", "entries", "Einträge"},
		{guests, "invitation", "Einladung", "invitations", "Einladungen"},
		{readers, "right to read", "Leserecht", "rights to read", "Leserechte"},
	} {
		switch kind.n {
		case 0:
		case 1:
			de, en = append(de, "1 "+kind.ein), append(en, "1 "+kind.one)
		default:
			de, en = append(de, fmt.Sprint(kind.n, " ", kind.mehr)), append(en, fmt.Sprint(kind.n, " ", kind.more))
		}
	}
	return problem.Text{De: strings.Join(de, ", "), En: strings.Join(en, ", ")}
}
