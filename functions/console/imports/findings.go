package imports

import (
	"strings"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// findings are the problems of a file, each with its place.
func (room *Room) findings(v *visit.Visit, p *proposal.Proposal) (list []page.Finding, more string) {
	say := room.sayer(v)
	for i, found := range problem.Show(p.Problems.Items, v.Reader.Lang) {
		var at []string
		if found.Line > 0 {
			at = append(at, say("finding.line", found.Line, found.Column))
		}
		if found.Path != "" {
			at = append(at, string(found.Path))
		}
		f := page.Finding{Number: i + 1, Text: found.Message, Code: string(found.Code), At: strings.Join(at, " · ")}
		if found.Hint != "" {
			f.Advice, f.Fix = say("finding.advice"), found.Hint
		}
		list = append(list, f)
	}
	if n := p.Problems.Omitted; n > 0 {
		more = say("finding.more", n)
	}
	return list, more
}
