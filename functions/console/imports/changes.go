package imports

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// show is one way to look at changes.
type show struct {
	name  string // in the address, and of its text
	wants func(wording.Effect) bool
}

// shows are the ways; the first one is that of who asks for none.
var shows = []show{
	{"all", func(wording.Effect) bool { return true }},
	{"new", func(e wording.Effect) bool { return e == wording.Created || e == wording.Restored }},
	{"changed", func(e wording.Effect) bool { return e == wording.Changed }},
	{"deleted", func(e wording.Effect) bool { return e == wording.Deleted || e == wording.Missing }},
}

// placed is a group with its place among all, from 1.
type placed struct {
	outcome.Group
	place int
}

// of are the groups that are wanted.
func (s show) of(p *proposal.Proposal, groups []outcome.Group) (wanted []placed) {
	for i, group := range groups {
		if s.wants(wording.EffectOf(p.Plan, group)) {
			wanted = append(wanted, placed{group, i + 1})
		}
	}
	return wanted
}

// changes describes the changes of one page, or a single one with all that follows from it.
func (room *Room) changes(v *visit.Visit, p *proposal.Proposal, g given, r *report) {
	groups := outcome.Groups(p.Plan)
	one, _ := strconv.Atoi(g.of) // none is all
	single := one >= 1 && one <= len(groups)
	chosen := max(0, slices.IndexFunc(shows, func(s show) bool { return s.name == g.show }))
	for i, s := range shows {
		r.Chips = append(r.Chips, page.Chip{Href: "?show=" + s.name + "#changes", Current: i == chosen && !single,
			Text: room.page.Say(v.Reader.Lang, "report.show."+s.name), Count: v.Reader.Number(len(s.of(p, groups)))})
	}
	if single {
		block := wording.Describe(p.Plan, groups[one-1:one], p.Outcome.Names, v.Reader.Lang)[0]
		r.Changes = room.page.Pager(v.Reader, g.page, page.Pages{Total: len(block.Followers), Size: perReport,
			Key: "report.of-followers", At: func(n string) string { return "?of=" + g.of + "&page=" + n + "#changes" }})
		block.Followers = block.Followers[r.Changes.First:r.Changes.Last]
		room.sections(v, r, []wording.Block{block}, nil)
		return
	}
	wanted := shows[chosen].of(p, groups)
	at := func(n string) string { return "?" + url.Values{"show": {shows[chosen].name}, "page": {n}}.Encode() }
	r.Changes = room.page.Pager(v.Reader, g.page, page.Pages{Total: len(wanted), Size: perReport, Key: "report.of",
		At: func(n string) string { return at(n) + "#changes" }})
	r.Kinds = room.kinds(v, wanted, r.Changes, at)
	wanted = wanted[r.Changes.First:r.Changes.Last]
	shown := make([]outcome.Group, len(wanted))
	for i, w := range wanted {
		shown[i] = w.Group
	}
	room.sections(v, r, wording.Describe(p.Plan, shown, p.Outcome.Names, v.Reader.Lang), wanted)
}

// kinds lead to the changes of each kind of entities: on this page or, if it has none of them, where they begin.
func (room *Room) kinds(v *visit.Visit, wanted []placed, here page.Pager, at func(string) string) (list []page.Chip) {
	n := 0
	for i, w := range wanted {
		head := room.section(v, w.Section)
		if i == 0 || w.Section != wanted[i-1].Section {
			list = append(list, page.Chip{Href: at(strconv.Itoa(i/perReport+1)) + "#" + head.ID, Text: head.Title})
			n = 0
		}
		n++
		last := &list[len(list)-1]
		last.Count = v.Reader.Number(n)
		if i >= here.First && i < here.Last {
			last.Href = "#" + head.ID
		}
	}
	return list
}

// section heads the changes of a kind of entities. What belongs to none was out of date before.
func (room *Room) section(v *visit.Visit, s event.Section) section {
	head := section{ID: string(s), Icon: sectionIcons[s], Title: wording.Kind(s, v.Reader.Lang)}
	head.Two = s == event.Registrations
	if s == "" {
		head.ID, head.Icon, head.Title = "others", "corner-down-right", room.page.Say(v.Reader.Lang, "report.others")
	}
	return head
}

// sections heads the blocks of each kind of entities. Groups are what they describe; nil: there is but one block, which
// is shown with all that follows from it.
func (room *Room) sections(v *visit.Visit, r *report, blocks []wording.Block, groups []placed) {
	for i, b := range blocks {
		head := room.section(v, b.Section)
		if n := len(r.Sections); n == 0 || r.Sections[n-1].ID != head.ID {
			r.Sections = append(r.Sections, head)
		}
		last := &r.Sections[len(r.Sections)-1]
		var all page.Link
		if n := len(b.Followers); groups != nil && n > followersShown {
			all = page.Link{Href: fmt.Sprintf("?of=%d#changes", groups[i].place),
				Text: room.page.Say(v.Reader.Lang, "report.all-followers", n)}
			b.Followers = b.Followers[:followersShown]
		}
		last.Changes = append(last.Changes, change(b, all, r.names))
	}
}

var looks = map[wording.Effect]string{wording.Created: "new", wording.Restored: "back", wording.Deleted: "del",
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
	if kind, ok := looks[b.Effect]; ok {
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
			item.Words = append(item.Words, page.Word{Text: f.Word})
		}
		cause.Items = append(cause.Items, item)
	}
	c.Causes = append(c.Causes, cause)
	return c
}

// follows is a line of what follows, in words.
func follows(l wording.Line) []page.Word {
	return []page.Word{{Text: l.Label}, word("del", l.Old), word("ins", l.New)}
}

// word is one side of a line, of a kind unless there is no value.
func word(kind, text string) page.Word {
	if content(text).None {
		kind, text = "none", ""
	}
	return page.Word{Kind: kind, Text: text}
}
