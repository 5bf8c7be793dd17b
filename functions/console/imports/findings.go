package imports

import (
	"cmp"
	"strings"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// findings are the problems of a file, each with its place, the lines around it, what would be right.
func (room *Room) findings(v *visit.Visit, p *proposal.Proposal) (list []page.Finding, more string) {
	say := room.sayer(v)
	for i, found := range problem.Show(p.Problems.Items, v.Reader.Lang) {
		f := room.finding(v, found)
		f.Number, f.Excerpt = i+1, page.ExcerptOf(found, say("finding.lines", i+1))
		list = append(list, f)
	}
	if n := p.Problems.Omitted; n > 0 {
		more = say("finding.more", n)
	}
	return list, more
}

// finding is one of a file, by its place and with what could be done.
func (room *Room) finding(v *visit.Visit, found problem.Shown) page.Finding {
	say := room.sayer(v)
	var at []string
	if found.Subject != "" {
		at = append(at, found.Subject)
	}
	if found.Line > 0 {
		at = append(at, say("finding.line", found.Line, found.Column))
	}
	if found.Path != "" {
		at = append(at, string(found.Path))
	}
	f := page.Finding{Text: found.Message, Code: string(found.Code), At: strings.Join(at, " · ")}
	f.Where = cmp.Or(found.Subject, string(found.Path), found.Message)
	if found.Line > 0 {
		f.Line = say("finding.at-line", found.Line)
	}
	if f.Fix = found.Advice; f.Fix == "" && found.Hint != "" {
		f.Advice, f.Fix = say("finding.advice"), found.Hint
	}
	if found.Mended {
		f.Fixed = say("finding.mended")
	}
	return f
}

// notes are what is merely to be looked at in a file with problems.
type notes struct {
	Items []page.Finding
	More  string // those that are not shown
}

// notes are the warnings of a file with problems; nil: there are none. Those of any other are in its report.
func (room *Room) notes(v *visit.Visit, p *proposal.Proposal) *notes {
	if p.Warnings.Empty() {
		return nil
	}
	n := &notes{}
	for _, found := range problem.Show(p.Warnings.Items, v.Reader.Lang) {
		n.Items = append(n.Items, room.finding(v, found))
	}
	if p.Warnings.Omitted > 0 {
		n.More = room.page.Say(v.Reader.Lang, "report.followers", p.Warnings.Omitted)
	}
	return n
}
