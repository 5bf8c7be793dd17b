package imports

import (
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// perReport is how many changes a page shows, each with what follows from it; how many amounts; how much of what
// follows from a single change, on the page of that. perChart is how many places, of all charts together.
const perReport, perChart = 200, 40

// followersShown is how much of what follows from one change is shown beside others. A link leads to all of it.
const followersShown = 60

// report is what an import changes, and what that leads to.
type report struct {
	Figures page.Figures
	Look    page.Look
	// After heads the bars: what is, was or would have been; and as of when.
	After    heading
	Bars     []page.Bars
	Places   page.Pager // of the bars
	Chips    []page.Chip
	Kinds    []page.Chip // lead to the changes of each kind of entities, be it on another page
	Sections []section
	// Idle tells of entries of the file that change nothing; empty: there are none.
	Idle    string
	Changes page.Pager // of the changes or, on the page of a single one, of what follows from it
	Ledger  *wording.Ledger
	Money   page.Pager // of the ledger
	Diaries []wording.Diary
	People  page.Pager // of the diaries
	// Calendar is what becomes of calendars, in a sentence; empty: nothing. Entries is of how many of them.
	Calendar string
	Entries  int
	Warnings []string
	names    outcome.Names
}

// heading is a title with what is to be known about what it heads.
type heading struct{ Title, Hint string }

// section is the changes of one kind of entities.
type section struct {
	ID, Icon, Title string
	Changes         []page.Change
	// Two columns hold them: they are many, and each is small.
	Two bool
}

var sectionIcons = map[event.Section]string{
	event.Courses: "book-open", event.LodgementGroups: "building-2", event.Lodgements: "bed-double",
	event.Registrations: "users", event.DefinedEvent: "settings", event.DefinedParts: "calendar-days",
	event.DefinedTracks: "layers", event.DefinedFields: "pencil", event.DefinedFees: "euro",
}

// report puts an import into words and pictures. Of its changes those of one page are described.
func (room *Room) report(v *visit.Visit, p *proposal.Proposal, g given) *report {
	lang := v.Reader.Lang
	r := &report{After: room.after(v, p), Idle: room.idle(v, p), Entries: p.Figures.Entries, names: p.Outcome.Names}
	room.changes(v, p, g, r)
	r.Figures, r.Look = room.figures(v, p, r), room.look(v, p, r)
	room.places(v, g, wording.Charts(p.Outcome, lang), r)
	if ledger := wording.Amounts(p.Outcome, lang); len(ledger.Rows) > 0 {
		r.Money = room.page.Pager(v.Reader, g.money, page.Pages{Total: len(ledger.Rows), Size: perReport,
			Key: "report.of-amounts", At: func(n string) string { return "?money=" + n + "#money" }})
		ledger.Rows = ledger.Rows[r.Money.First:r.Money.Last]
		r.Ledger = &ledger
	}
	if p.Calendar != nil {
		r.Diaries = wording.Diaries(*p.Calendar, lang)
		r.People = room.page.Pager(v.Reader, g.people, page.Pages{Total: len(r.Diaries), Size: perReport,
			Key: "report.of-calendars", At: func(n string) string { return "?people=" + n + "#calendars" }})
		r.Diaries = r.Diaries[r.People.First:r.People.Last]
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
