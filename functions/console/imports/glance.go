package imports

// What of an import is read first: what to look at, its numbers, what becomes of places.

import (
	"fmt"
	"strings"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// after heads what becomes of places. It was found by the check: what others change meanwhile is not in it.
func (room *Room) after(v *visit.Visit, p *proposal.Proposal) heading {
	say, key := room.sayer(v), "report.after"
	if p.Status != proposal.Pending && p.Status != proposal.Committed {
		key = "report.after-would"
	}
	if p.Status == proposal.Pending && len(p.Reviews) == 0 { // else it may have been found anew since
		return heading{say(key), say("report.after-check", v.Reader.Moment(p.CreatedAt))}
	}
	return heading{say(key), say("report.after-hint")}
}

// idle tells which entries of the file change nothing, as it is so already.
func (room *Room) idle(v *visit.Visit, p *proposal.Proposal) string {
	var names []string
	for _, key := range p.Idle() {
		names = append(names, problem.Subject{Section: string(key.Section), ID: key.ID}.In(v.Reader.Lang))
	}
	if len(names) == 0 {
		return ""
	}
	first := strings.Join(names[:min(len(names), outcome.MaxNamed)], ", ")
	if len(names) > outcome.MaxNamed {
		first += ", …"
	}
	return room.page.Say(v.Reader.Lang, "report.idle", len(names), first)
}

// where is an anchor, be it on another page. Entities of a kind that is none of the changes change because of others.
func (r *report) where(anchor string) string {
	if sectionIcons[event.Section(strings.TrimPrefix(anchor, "#"))] == "" {
		return anchor
	}
	for _, kind := range r.Kinds {
		if strings.HasSuffix(kind.Href, anchor) {
			return kind.Href
		}
	}
	return "#changes"
}

// figures are the numbers at a glance.
func (room *Room) figures(v *visit.Visit, p *proposal.Proposal, on *report) page.Figures {
	say := room.sayer(v)
	table := wording.Count(outcome.Tallies(p.Plan), v.Reader.Lang)
	var figures page.Figures
	for i, t := range outcome.Tallies(p.Plan) {
		row := table.Rows[i]
		total := 0
		var notes []string
		for j, n := range row.Counts {
			total += n
			if n > 0 {
				notes = append(notes, v.Reader.Number(n)+" "+table.Columns[j])
			}
		}
		figures = append(figures, page.Figure{Icon: sectionIcons[t.Section], Label: row.Title,
			Number: v.Reader.Number(total), Note: strings.Join(notes, ", "), Href: on.where("#" + string(t.Section))})
	}
	if c := p.Outcome.Capacity; c != nil {
		note := say("report.mats", c.Was.Mats, c.Is.Mats)
		if c.Was.Mats == c.Is.Mats {
			note = ""
		}
		figures = append(figures, page.Figure{Icon: "bed-double", Label: say("report.beds"), Note: note,
			Number: fmt.Sprintf("%d → %d", c.Was.Regular, c.Is.Regular), Href: on.where("#lodgements")})
	}
	if p.Figures.Amounts > 0 {
		ledger := wording.Amounts(p.Outcome, v.Reader.Lang)
		figures = append(figures, page.Figure{Icon: "euro", Label: say("report.money"), Number: ledger.Total.Difference,
			Note: say("report.amounts", p.Figures.Amounts), Href: "#money"})
	}
	if p.Figures.Entries > 0 {
		f := page.Figure{Icon: "calendar", Label: say("report.calendars"), Number: v.Reader.Number(p.Figures.Entries),
			Href: "#calendars", Note: say("report.entries", p.Figures.Entries)}
		if n := p.Figures.Calendars; n > 0 {
			f.Note = say("report.people", n)
		}
		figures = append(figures, f)
	}
	return figures
}

var weightKinds = map[outcome.Weight][2]string{
	outcome.Irreversible: {page.Bad, "trash-2"}, outcome.CostsMoney: {page.Wait, "euro"},
	outcome.Surprises: {page.Wait, "users"}, outcome.Unusual: {page.Wait, "triangle-alert"},
}

// look is what to look at, then what was verified.
func (room *Room) look(v *visit.Visit, p *proposal.Proposal, on *report) page.Look {
	say := room.sayer(v)
	remarks := wording.Remarks(p.Outcome.Notices(p.Plan), p.Outcome, p.Calendar, v.Reader.Lang)
	title := "look.title"
	if p.Status != proposal.Pending {
		title = "look.was"
	}
	look := page.Look{Title: say(title), Note: say("look.points", len(remarks))}
	if len(remarks) == 0 {
		look.Note = say("look.small")
	}
	for _, r := range remarks {
		kind := weightKinds[r.Weight]
		if r.Kind == outcome.OtherMarks {
			r.Detail = warned(p, v.Reader.Lang)
		}
		look.Items = append(look.Items, page.LookItem{Kind: kind[0], Icon: kind[1], Title: r.Title, Text: r.Detail,
			Href: on.where(anchors[r.Kind])})
	}
	for _, r := range wording.Remarks(p.Outcome.Fine, p.Outcome, p.Calendar, v.Reader.Lang) {
		look.Items = append(look.Items, page.LookItem{Kind: page.Good, Icon: "circle-check", Title: r.Title,
			Text: r.Detail})
	}
	return look
}

// warned are the first of the warnings that nothing else to look at tells.
func warned(p *proposal.Proposal, lang problem.Language) string {
	var said []string
	for _, w := range outcome.OtherWarnings(p.Plan) {
		if said = append(said, w.Message(lang)); len(said) == outcome.MaxNamed {
			break
		}
	}
	return strings.Join(said, " ")
}

// anchors are where a page shows more of what a notice is about.
var anchors = map[outcome.Kind]string{
	outcome.Vanish: "#changes", outcome.OwesAgain: "#money", outcome.OwesMore: "#money", outcome.Overpaid: "#money",
	outcome.NotTaking: "#registrations", outcome.NoBed: "#after", outcome.NoCourse: "#after",
	outcome.FirstLost: "#changes", outcome.ChoiceLost: "#changes", outcome.Calendars: "#calendars",
	outcome.Clashes: "#calendars", outcome.TooMany: "#after", outcome.TooFew: "#after", outcome.AboveMost: "#after",
	outcome.Upside: "#after", outcome.OtherMarks: "#warnings",
}

// places draws what becomes of places, those of one page. All bars of a chart have one scale, on whatever page they
// are.
func (room *Room) places(v *visit.Visit, g given, charts []wording.Chart, r *report) {
	total := 0
	for _, c := range charts {
		total += len(c.Bars)
	}
	r.Places = room.page.Pager(v.Reader, g.places, page.Pages{Total: total, Size: perChart, Key: "report.of-places",
		At: func(n string) string { return "?places=" + n + "#after" }})
	passed := 0
	for _, c := range charts {
		first, last := max(r.Places.First-passed, 0), min(r.Places.Last-passed, len(c.Bars))
		if passed += len(c.Bars); first < last {
			b := bars(c)
			b.Items = b.Items[first:last]
			r.Bars = append(r.Bars, b)
		}
	}
}

// bars is a chart as the page draws it.
func bars(c wording.Chart) page.Bars {
	b := page.Bars{Title: c.Title}
	scale := 1
	for _, bar := range c.Bars {
		scale = max(scale, bar.Was, bar.Is)
		if bar.Most != nil {
			scale = max(scale, *bar.Most)
		}
	}
	for _, bar := range c.Bars {
		one := page.Bar{Title: bar.Title, Note: bar.Note, Before: bar.Was, After: bar.Is, Capacity: -1, Low: bar.Wrong,
			Gone: bar.Gone, Scale: scale}
		if bar.Most != nil {
			one.Capacity = *bar.Most
		}
		b.Items = append(b.Items, one)
	}
	return b
}
