package imports

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"

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
	Figures page.Figures
	Look    page.Look
	// After heads the bars: what is, was or would have been; and as of when.
	After    heading
	Bars     []page.Bars
	Places   pager // of the bars
	Chips    []page.Chip
	Sections []section
	// Idle tells of entries of the file that change nothing; empty: there are none.
	Idle    string
	Changes pager // of the changes or, on the page of a single one, of what follows from it
	Ledger  *wording.Ledger
	Money   pager // of the ledger
	Diaries []wording.Diary
	People  pager // of the diaries
	// Calendar is what becomes of calendars, in a sentence; empty: nothing.
	Calendar string
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
	event.Registrations: "users",
}

// show is which changes a visitor wants to see; empty: all.
var shows = map[string]func(wording.Effect) bool{
	"":        func(wording.Effect) bool { return true },
	"new":     func(e wording.Effect) bool { return e == wording.Created || e == wording.Restored },
	"changed": func(e wording.Effect) bool { return e == wording.Changed },
	"deleted": func(e wording.Effect) bool { return e == wording.Deleted || e == wording.Missing },
}

// report puts an import into words and pictures. Of its changes those of one page are described.
func (room *Room) report(v *visit.Visit, p *proposal.Proposal, g given) *report {
	lang := v.Reader.Lang
	r := &report{Figures: room.figures(v, p), Look: room.look(v, p), After: room.after(v, p), Idle: room.idle(v, p),
		names: p.Outcome.Names}
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
		if p.Figures.Entries > 0 {
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
	room.changes(v, p, g, r)
	return r
}

// changes describes the changes of one page, or a single one with all that follows from it.
func (room *Room) changes(v *visit.Visit, p *proposal.Proposal, g given, r *report) {
	say := room.sayer(v)
	groups := outcome.Groups(p.Plan)
	if shows[g.show] == nil {
		g.show = ""
	}
	one, _ := strconv.Atoi(g.of) // none is all
	single := one >= 1 && one <= len(groups)
	for _, name := range []string{"", "new", "changed", "deleted"} {
		href, key := "?show="+name+"#changes", "report.show."+name
		if name == "" {
			href, key = "?#changes", "report.show.all"
		}
		r.Chips = append(r.Chips, page.Chip{Href: href, Text: say(key), Current: g.show == name && !single})
	}
	if single {
		group := groups[one-1]
		block := wording.Describe(p.Plan, []outcome.Group{group}, p.Outcome.Names, v.Reader.Lang)[0]
		r.Changes = room.pager(v, g.page, pages{len(block.Followers), perReport, "report.of-followers",
			func(n string) string { return "?of=" + g.of + "&page=" + n + "#changes" }})
		block.Followers = block.Followers[r.Changes.first:r.Changes.last]
		room.sections(v, r, []wording.Block{block}, nil)
		return
	}
	var wanted []outcome.Group
	var places []int // of each among all groups, from 1
	for i, group := range groups {
		if shows[g.show](effectOf(p, group)) {
			wanted, places = append(wanted, group), append(places, i+1)
		}
	}
	r.Changes = room.pager(v, g.page, pages{len(wanted), perReport, "report.of", func(n string) string {
		return "?" + url.Values{"show": {g.show}, "page": {n}}.Encode() + "#changes"
	}})
	first, last := r.Changes.first, r.Changes.last
	blocks := wording.Describe(p.Plan, wanted[first:last], p.Outcome.Names, v.Reader.Lang)
	room.sections(v, r, blocks, places[first:last])
}

// effectOf is what a group does to the entity that heads it. One without a head follows from what changed before.
func effectOf(p *proposal.Proposal, g outcome.Group) wording.Effect {
	if g.Change < 0 || g.Change >= len(p.Plan.Changes) {
		return wording.Changed
	}
	return wording.EffectOf(p.Plan.Changes[g.Change])
}

// sections heads the blocks of each kind of entities. Places are where each stands among all, from 1; nil: there is but
// one, which is shown with all that follows from it.
func (room *Room) sections(v *visit.Visit, r *report, blocks []wording.Block, places []int) {
	say := room.sayer(v)
	for i, b := range blocks {
		id := string(b.Section)
		if n := len(r.Sections); n == 0 || r.Sections[n-1].ID != id {
			s := section{ID: id, Icon: sectionIcons[b.Section], Title: say("report.section." + id),
				Two: b.Section == event.Registrations}
			if id == "" {
				s = section{ID: "others", Icon: "corner-down-right", Title: say("report.others")}
			}
			r.Sections = append(r.Sections, s)
		}
		last := &r.Sections[len(r.Sections)-1]
		var all page.Link
		if n := len(b.Followers); places != nil && n > followersShown {
			all = page.Link{Href: fmt.Sprintf("?of=%d#changes", places[i]), Text: say("report.all-followers", n)}
			b.Followers = b.Followers[:followersShown]
		}
		last.Changes = append(last.Changes, change(b, all, r.names))
	}
}

var kinds = map[wording.Effect]string{wording.Created: "new", wording.Restored: "back", wording.Deleted: "del",
	wording.Missing: "del"}

// change is one block as the page shows it, by the name that is nobody else's: what kind of entity it is says what
// heads the block. All leads to what follows from it beyond that; zero: there is no more.
func change(b wording.Block, all page.Link, n outcome.Names) page.Change {
	c := page.Change{Kind: "mod", Title: b.Title}
	if b.Section != "" { // where a log leads to
		c.ID = fmt.Sprintf("%s-%d", b.Section, b.ID)
	}
	if name := n.Entities[b.Section][b.ID]; name != "" {
		if c.Title = name; b.ID > 0 {
			c.Number = strconv.Itoa(int(b.ID))
		}
	}
	if kind, ok := kinds[b.Effect]; ok {
		c.Kind = kind
	}
	for _, l := range b.Lines {
		c.Values = append(c.Values, value(l))
	}
	if b.Consequence == "" && len(b.Followers) == 0 {
		return c
	}
	cause := page.Cause{Title: b.Consequence, More: all}
	for _, f := range b.Followers {
		item := page.CauseItem{Name: cmp.Or(n.Entities[f.Section][f.ID], f.Title)}
		for _, l := range f.Lines {
			item.Words = append(item.Words, follows(l)...)
		}
		if f.Effect == wording.Deleted {
			item.Words = append(item.Words, page.Word{Kind: "del", Text: f.Word})
		}
		cause.Items = append(cause.Items, item)
	}
	c.Causes = append(c.Causes, cause)
	return c
}

// long is from how many characters on the words of a text are compared.
const long = 60

// value is one line. Of long texts it shows which words come and go.
func value(l wording.Line) page.Value {
	out := page.Value{Name: l.Label, Old: page.Content{Text: l.Old, None: l.Old == ""}, New: page.Content{Text: l.New},
		Why: l.Because}
	if min(len([]rune(l.Old)), len([]rune(l.New))) >= long {
		out.Words = page.Words(l.Old, l.New)
	}
	return out
}

// follows is a line of what follows, in words.
func follows(l wording.Line) []page.Word {
	is := page.Word{Kind: "ins", Text: l.New}
	if l.New == wording.Nothing {
		is = page.Word{Kind: "none"}
	}
	return []page.Word{{Text: l.Label}, {Kind: "del", Text: l.Old}, is}
}
