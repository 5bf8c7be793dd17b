package imports

import (
	"cmp"
	"slices"
	"strings"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/problem"
)

// findings are what a check has to say about a file, each with its place and, if it is a problem, the lines around it
// and what would be right. More is the text that says how many are not shown.
func (room *Room) findings(v *visit.Visit, all problem.List, more string) (list []page.Finding, rest string) {
	say := room.sayer(v)
	for i, found := range problem.Show(all.Items, v.Reader.Lang) {
		f := room.finding(v, found)
		f.Number, f.Excerpt = i+1, page.ExcerptOf(found, say("finding.lines", i+1))
		list = append(list, f)
	}
	if all.Omitted > 0 {
		rest = say(more, all.Omitted)
	}
	return list, rest
}

// finding is one of a file, by its place and with what could be done.
func (room *Room) finding(v *visit.Visit, found problem.Shown) page.Finding {
	say := room.sayer(v)
	f := page.Finding{Text: found.Message, Code: string(found.Code)}
	at := []string{found.Subject, "", string(found.Path)}
	if found.Line > 0 {
		at[1], f.Line = say("finding.line", found.Line, found.Column), say("finding.at-line", found.Line)
	}
	f.At = strings.Join(slices.DeleteFunc(at, func(part string) bool { return part == "" }), " · ")
	f.Where = cmp.Or(found.Subject, string(found.Path), found.Message)
	if f.Fix = found.Advice; f.Fix == "" && found.Hint != "" {
		f.Advice, f.Fix = say("finding.advice"), found.Hint
	}
	if found.Mended {
		f.Fixed = say("finding.mended")
	}
	return f
}
