package imports

import (
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
		f := page.Finding{Number: i + 1, Text: found.Message, Code: string(found.Code), At: strings.Join(at, " · "),
			Excerpt: excerpt(found, say("finding.lines", i+1))}
		if f.Fix = found.Advice; f.Fix == "" && found.Hint != "" {
			f.Advice, f.Fix = say("finding.advice"), found.Hint
		}
		if found.Mended {
			f.Fixed = say("finding.mended")
		}
		list = append(list, f)
	}
	if n := p.Problems.Omitted; n > 0 {
		more = say("finding.more", n)
	}
	return list, more
}

// excerpt is the lines of the file around a finding; nil: they are not known.
func excerpt(found problem.Shown, label string) *page.Excerpt {
	if len(found.Lines) == 0 {
		return nil
	}
	e := &page.Excerpt{Label: label}
	for _, l := range found.Lines {
		line := page.Line{Number: l.Number, Before: l.Text, Hit: l.Number == found.Line}
		if line.Hit {
			runes := []rune(l.Text)
			begin := min(max(found.Column-max(l.First, 1), 0), len(runes))
			line.Before, line.Mark = string(runes[:begin]), string(runes[begin:])
			if body := closed(line.Mark); body != "" {
				line.Mark, line.After = body, line.Mark[len(body):]
			}
		}
		e.Lines = append(e.Lines, line)
	}
	return e
}

// closed is a part of a line without what behind it belongs to something around it: commas, and brackets that were
// opened before.
func closed(text string) string {
	for {
		shorter := strings.TrimRight(text, ", \r")
		for _, pair := range []string{"{}", "[]"} {
			opening, closing := pair[:1], pair[1:]
			if strings.HasSuffix(shorter, closing) && strings.Count(shorter, closing) > strings.Count(shorter, opening) {
				shorter = strings.TrimSuffix(shorter, closing)
			}
		}
		if shorter == text {
			return text
		}
		text = shorter
	}
}
