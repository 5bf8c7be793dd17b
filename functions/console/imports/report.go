package imports

import (
	"strings"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// followersShown is how much of what follows from one change is shown beside others. A link leads to all of it.
const followersShown = 60

// report is what an import changes, and what that leads to.
type report struct {
	Figures  page.Figures
	Look     page.Look
	Bars     []page.Bars
	Places   pager // of the bars
	Chips    []page.Chip
	Kinds    []page.Chip // lead to the changes of each kind of entities, be it on another page
	Sections []section
	Changes  pager // of the changes or, on the page of a single one, of what follows from it
	Ledger   *wording.Ledger
	Money    pager // of the ledger
	Diaries  []wording.Diary
	People   pager // of the diaries
	// Calendar is what becomes of calendars, in a sentence; empty: nothing. Entries is of how many of them.
	Calendar string
	Entries  int
	Warnings []string
}

// section is the changes of one kind of entities.
type section struct {
	ID, Icon, Title string
	Changes         []page.Change
}

var sectionIcons = map[event.Section]string{
	event.Courses: "book-open", event.LodgementGroups: "building-2", event.Lodgements: "bed-double",
	event.Registrations: "users",
}

// report puts an import into words and pictures. Of its changes those of one page are described.
func (room *Room) report(v *visit.Visit, p *proposal.Proposal, g given) *report {
	lang := v.Reader.Lang
	r := &report{Entries: p.Figures.Entries}
	room.changes(v, p, g, r)
	r.Figures, r.Look = room.figures(v, p, r), room.look(v, p, r)
	room.places(v, g, wording.Charts(p.Outcome, lang), r)
	if ledger := wording.Amounts(p.Outcome, lang); len(ledger.Rows) > 0 {
		r.Money = room.pager(v, g.money, pages{len(ledger.Rows), perReport, "report.of-amounts", func(n string) string {
			return "?money=" + n + "#money"
		}})
		ledger.Rows = ledger.Rows[r.Money.first:r.Money.last]
		r.Ledger = &ledger
	}
	if p.Calendar != nil {
		r.Diaries = wording.Diaries(*p.Calendar, lang)
		r.People = room.pager(v, g.people, pages{len(r.Diaries), perReport, "report.of-calendars",
			func(n string) string { return "?people=" + n + "#calendars" }})
		r.Diaries = r.Diaries[r.People.first:r.People.last]
		if r.Entries > 0 {
			r.Calendar = wording.Calendar(*p.Calendar, lang)
		}
	}
	shown := p.Report(lang) // which has those about calendars, too
	for _, w := range shown.Warnings {
		r.Warnings = append(r.Warnings, w.Message)
	}
	if shown.More > 0 {
		r.Warnings = append(r.Warnings, room.page.Say(lang, "report.followers", shown.More))
	}
	return r
}

// long is from how many characters on the words of a text are compared.
const long = 60

// value is one line. Of long texts it shows which words come and go.
func value(l wording.Line) page.Value {
	out := page.Value{Name: l.Label, Old: content(l.Old), New: content(l.New), Why: l.Because}
	if min(len([]rune(l.Old)), len([]rune(l.New))) >= long {
		out.Words = page.Words(l.Old, l.New)
	}
	return out
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
func (room *Room) figures(v *visit.Visit, p *proposal.Proposal, r *report) page.Figures {
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
			Number: v.Reader.Number(total), Note: strings.Join(notes, ", "), Href: r.where("#" + string(t.Section))})
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
		look.Items = append(look.Items, page.LookItem{Kind: kind[0], Icon: kind[1], Title: r.Title, Text: r.Detail,
			Href: on.where(anchors[r.Kind])})
	}
	for _, r := range wording.Remarks(p.Outcome.Fine, p.Outcome, p.Calendar, v.Reader.Lang) {
		look.Items = append(look.Items, page.LookItem{Kind: page.Good, Icon: "circle-check", Title: r.Title,
			Text: r.Detail})
	}
	return look
}

// anchors are where a page shows more of what a notice is about.
var anchors = map[outcome.Kind]string{
	outcome.Vanish: "#changes", outcome.OwesAgain: "#money", outcome.OwesMore: "#money", outcome.Overpaid: "#money",
	outcome.NotTaking: "#registrations", outcome.NoBed: "#after", outcome.NoCourse: "#after",
	outcome.FirstLost: "#changes", outcome.ChoiceLost: "#changes", outcome.Calendars: "#calendars",
	outcome.Clashes: "#calendars", outcome.TooMany: "#after", outcome.TooFew: "#after", outcome.AboveMost: "#after",
	outcome.Upside: "#after", outcome.OtherMarks: "#warnings",
}
