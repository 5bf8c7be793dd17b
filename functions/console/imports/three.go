package imports

import (
	"cmp"
	"slices"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// three compares what somebody saw with what is now, and with what the import would do now.
// Seen are the names of what they saw.
func (room *Room) three(v *visit.Visit, s *proposal.Stale, seenNames outcome.Names) page.Three {
	say, names := room.sayer(v), s.Fresh.Names()
	var three page.Three
	for _, d := range s.Changed {
		key, rest := d.Entity()
		row := page.ThreeRow{Name: string(d.Path)}
		seen, now := cmp.Or(d.Reviewed, d.Now), cmp.Or(d.Now, d.Reviewed)
		known := seenNames
		if d.Reviewed == nil {
			known = names
		}
		title, line := wording.Single(key, diff.Set{Path: rest, From: seen.From, To: seen.To}, known, v.Reader.Lang)
		_, current := wording.Single(key, diff.Set{Path: rest, From: now.From, To: now.To}, names, v.Reader.Lang)
		row.Title, row.Name = title, cmp.Or(line.Label, row.Name)
		row.From, row.Reviewed = content(line.Old), content(line.New)
		row.Now, row.FromNow, row.Wanted = content(current.Old), content(current.Old), content(current.New)
		if d.Reviewed == nil {
			row.Unknown = say("three.unknown")
		}
		if d.Now == nil {
			row.Nothing = say("three.nothing")
			row.Now = page.Content{Text: say("three.elsewhere")} // what it is now, the plan does not say
			if s.Stands(d) {
				row.Now = row.Reviewed
			}
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

// content is one side of a line.
func content(text string) page.Content {
	if text == wording.Nothing {
		text = ""
	}
	return page.Content{Text: text, None: text == ""}
}
