package page

import (
	"strings"

	"kursbuch.internal/shared/problem"
)

// Excerpt is a part of a file, with its lines.
type Excerpt struct {
	Label string
	Lines []Line
}

// Line is one of them. Of the line that is meant, Mark is underlined.
type Line struct {
	Number              int
	Before, Mark, After string
	Hit                 bool
}

// ExcerptOf is the lines of the file around a finding; nil: they are not known.
func ExcerptOf(found problem.Shown, label string) *Excerpt {
	if len(found.Lines) == 0 {
		return nil
	}
	e := &Excerpt{Label: label}
	for _, l := range found.Lines {
		line := Line{Number: l.Number, Before: l.Text, Hit: l.Number == found.Line}
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
