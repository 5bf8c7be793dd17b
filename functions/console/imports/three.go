package imports

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// three compares what somebody saw with what is now, and with what the import would do now.
// Seen are the names of what they saw.
func (room *Room) three(v *visit.Visit, s *proposal.Stale, seenNames outcome.Names) page.Three {
	say, names := room.sayer(v), namesOf(s.Fresh)
	var three page.Three
	for _, d := range s.Changed {
		key, rest := entityOf(d.Path)
		row := page.ThreeRow{Name: string(d.Path)}
		seen, now := cmp.Or(d.Reviewed, d.Now), cmp.Or(d.Now, d.Reviewed)
		known := seenNames
		if d.Reviewed == nil {
			known = names
		}
		title, line := lineOf(key, diff.Set{Path: rest, From: seen.From, To: seen.To}, known, v.Reader.Lang)
		_, current := lineOf(key, diff.Set{Path: rest, From: now.From, To: now.To}, names, v.Reader.Lang)
		row.Title, row.Name = title, cmp.Or(line.Label, row.Name)
		row.From, row.Reviewed = content(line.Old), content(line.New)
		row.Now, row.FromNow, row.Wanted = content(current.Old), content(current.Old), content(current.New)
		if d.Reviewed == nil {
			row.Unknown = say("three.unknown")
		}
		if d.Now == nil {
			row.Nothing = say("three.nothing")
			row.Now = page.Content{Text: say("three.elsewhere")} // what it is now, the plan does not say
		}
		if i := slices.IndexFunc(s.Meanwhile, func(l proposal.LogLine) bool { return l.Entity == key }); i >= 0 {
			by := s.Meanwhile[i]
			row.By = say("three.by", by.By, v.Reader.Moment(by.Time))
			if by.Proposal != "" {
				row.Cause = page.Link{Href: "/imports/" + by.Proposal, Text: cmp.Or(by.Summary, say("three.cause"))}
			}
		}
		three.Rows = append(three.Rows, row)
	}
	return three
}

// namesOf are the names of what a proposal mentions.
func namesOf(p *proposal.Proposal) outcome.Names {
	if p.Outcome == nil {
		return outcome.Names{}
	}
	return p.Outcome.Names
}

func content(text string) page.Content { return page.Content{Text: text, None: text == ""} }

// entityOf is the entity of a pointer, and the pointer within it.
func entityOf(path jsontext.Pointer) (event.Key, jsontext.Pointer) {
	tokens := slices.Collect(path.Tokens())
	if len(tokens) < 2 {
		return event.Key{}, path
	}
	id, _ := strconv.ParseInt(tokens[1], 10, 32)
	rest := path[len(jsontext.Pointer("").AppendToken(tokens[0]).AppendToken(tokens[1])):]
	return event.Key{Section: event.Section(tokens[0]), ID: int32(id)}, rest
}

// lineOf puts a single value into words, as if it were all that an import changes.
func lineOf(key event.Key, set diff.Set, names outcome.Names, lang problem.Language) (title string, line wording.Line) {
	plan := &diff.Plan{Changes: []diff.Change{{Key: key, Action: partial.Change, Sets: []diff.Set{set}}}}
	blocks := wording.Describe(plan, outcome.Groups(plan), names, lang)
	if len(blocks) == 0 || len(blocks[0].Lines) == 0 {
		return string(key.Section), wording.Line{Old: string(set.From), New: string(set.To)}
	}
	return blocks[0].Title, blocks[0].Lines[0]
}
