package start

import (
	"time"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/standing"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/proposal"
)

// happened is when the last thing happened to an import.
func happened(h proposal.Head) time.Time {
	if h.Decision != nil {
		return h.Decision.At
	}
	return h.CreatedAt
}

// item is one import as the page shows it: what it leads to, if it waits, else what became of it.
func (room *Room) item(v *visit.Visit, e access.Heading, h proposal.Head) item {
	i := item{Href: "/imports/" + string(h.ID), head: h, Title: h.Title(), Meta: []string{e.Title}}
	if h.Status == proposal.Pending {
		room.waits(v, h, &i)
		return i
	}
	say := room.sayer(v)
	switch d := h.Decision; {
	case d != nil && d.By != "" && h.Status == proposal.Committed:
		i.Meta = append(i.Meta, say("start.confirmed", d.By, v.Reader.Ago(d.At)))
	case d != nil && d.By != "" && h.Status == proposal.Rejected:
		i.Meta = append(i.Meta, say("start.rejected", d.By, v.Reader.Ago(d.At)))
		if h.Source.Uploader == v.Visitor.Caller.Mail { // who has to mend it
			i.Meta = append(i.Meta, d.Reason)
		}
	default:
		if h.Source.Uploader != "" {
			i.Meta = append(i.Meta, h.Source.Uploader)
		}
		i.Meta = append(i.Meta, v.Reader.Ago(happened(h)))
	}
	b := standing.Badge(h.Status, v.Reader.Lang)
	switch {
	case h.Status == proposal.Invalid:
		b.Text = say("start.problems", h.Figures.Problems)
	case h.Undone != nil:
		b = page.Badge{Kind: page.None, Icon: "undo-2", Text: say("start.undone")}
	}
	i.Badges = []page.Badge{b}
	if h.CanBeUndone(e.Roles, v.Visitor.Caller) {
		i.Undo = i.Href
	}
	return i
}

// waits adds what an import leads to that waits.
func (room *Room) waits(v *visit.Visit, h proposal.Head, i *item) {
	say, f := room.sayer(v), h.Figures
	if h.Source.Uploader != "" {
		i.Meta = append(i.Meta, h.Source.Uploader)
	}
	i.Meta = append(i.Meta, v.Reader.Ago(h.CreatedAt), say("start.changes", f.Changes))
	for _, fact := range []struct {
		n   int
		key string
	}{{f.Consequences, "start.consequences"}, {f.Calendars, "start.calendars"}} {
		if fact.n > 0 {
			i.Meta = append(i.Meta, say(fact.key, fact.n))
		}
	}
	for _, badge := range []struct {
		n               int
		kind, icon, key string
	}{{f.Deletions, page.Bad, "trash-2", "start.deletes"}, {f.Amounts, page.Wait, "euro", "start.amounts"},
		{f.Warnings, page.Wait, "triangle-alert", "start.warnings"}} {
		if badge.n > 0 {
			i.Badges = append(i.Badges, page.Badge{Kind: badge.kind, Icon: badge.icon, Text: say(badge.key, badge.n)})
		}
	}
	switch { // why it stands where it does
	case f.Weight == outcome.Surprises:
		i.Badges = append(i.Badges, page.Badge{Kind: page.Wait, Icon: "users", Text: say("start.surprises")})
	case f.Weight != "" && len(i.Badges) == 0:
		i.Badges = append(i.Badges, page.Badge{Kind: page.Wait, Icon: "triangle-alert", Text: say("start.unusual")})
	case f.Weight == "":
		i.Badges = append(i.Badges, page.Badge{Kind: page.Info, Icon: "circle-check", Text: say("start.small")})
	}
}
