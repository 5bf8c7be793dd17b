// Package standing is how the status of an import or its event looks, on whatever page.
package standing

import (
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// look is that of one status.
type look struct {
	kind, icon string
	word       problem.Text
}

var looks = map[proposal.Status]look{
	proposal.Pending:    {page.Wait, "hourglass", problem.Text{De: "wartet", En: "waiting"}},
	proposal.Invalid:    {page.Bad, "circle-x", problem.Text{De: "so nicht möglich", En: "not possible"}},
	proposal.Committed:  {page.Good, "check", problem.Text{De: "geschrieben", En: "written"}},
	proposal.Rejected:   {page.None, "ban", problem.Text{De: "abgelehnt", En: "rejected"}},
	proposal.Withdrawn:  {page.None, "undo-2", problem.Text{De: "zurückgezogen", En: "withdrawn"}},
	proposal.Superseded: {page.None, "layers", problem.Text{De: "abgelöst", En: "replaced"}},
	proposal.Expired:    {page.None, "clock", problem.Text{De: "verfallen", En: "expired"}},
}

// Badge is how a status looks.
func Badge(s proposal.Status, lang problem.Language) page.Badge {
	l := looks[s]
	return page.Badge{Kind: l.kind, Icon: l.icon, Text: l.word.In(lang)}
}
