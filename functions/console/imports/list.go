package imports

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/standing"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// perPage is how many imports a page of the list has.
const perPage = 50

// filter is one way to look at the list.
type filter struct {
	name     string // in the address, and of its text
	statuses []proposal.Status
}

// filters are the ways; what waits comes first, as most come for it.
var filters = []filter{
	{"pending", []proposal.Status{proposal.Pending}},
	{"invalid", []proposal.Status{proposal.Invalid}},
	{"committed", []proposal.Status{proposal.Committed}},
	{"rejected", []proposal.Status{proposal.Rejected}},
	{"gone", []proposal.Status{proposal.Superseded, proposal.Expired, proposal.Withdrawn}},
	{"all", nil},
}

func (f filter) takes(h proposal.Head) bool {
	return f.statuses == nil || slices.Contains(f.statuses, h.Status)
}

// listPage is the list.
type listPage struct {
	Event     event.ID
	MayUpload bool
	Drop      page.Drop
	Chips     []page.Chip
	Rows      []row
	Empty     page.Empty
	Earlier   string // the page before, the page after; empty: there is none
	Later     string
	Of        string
	Roles     access.Roles
}

// row is one import of it.
type row struct {
	Href, Title string
	Badge       page.Badge
	Changes     string
	By, At      string
}

func (room *Room) list(v *visit.Visit) error {
	id, err := v.EventID()
	if err != nil {
		return err
	}
	query, err := v.Query("show", "page")
	if err != nil {
		return err
	}
	ctx := v.Request.Context()
	heading, err := access.HeadingFor(ctx, room.store, v.Visitor.Caller, id)
	if err != nil {
		return err
	}
	heads, _, err := proposal.List(ctx, room.store, v.Visitor.Caller, proposal.Filter{Event: id, Now: v.Reader.Now})
	if err != nil {
		return err
	}
	frame, err := v.Frame("imports", room.page.Say(v.Reader.Lang, "imports.title"))
	if err != nil {
		return err
	}
	frame.Event = &page.Event{ID: int32(id), Title: heading.Title}
	body := room.listPage(v, heads, query)
	body.Event, body.Roles, body.MayUpload = id, heading.Roles, heading.Roles.MayUpload(v.Visitor.Caller) == nil
	body.Drop = page.Drop{Action: fmt.Sprintf("/events/%d/uploads", id), Name: "file", Accept: ".json,application/json",
		Title: room.page.Say(v.Reader.Lang, "imports.drop"), Hint: room.page.Say(v.Reader.Lang, "imports.drop-hint"),
		Button: room.page.Say(v.Reader.Lang, "imports.drop-button")}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "list", Frame: frame, Body: body})
}

// listPage is what of all imports the query asks for.
func (room *Room) listPage(v *visit.Visit, heads []proposal.Head, query url.Values) listPage {
	say := func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
	chosen := max(0, slices.IndexFunc(filters, func(f filter) bool { return f.name == query.Get("show") }))
	body := listPage{}
	var taken []proposal.Head
	for i, f := range filters {
		matching := slices.DeleteFunc(slices.Clone(heads), func(h proposal.Head) bool { return !f.takes(h) })
		if i == chosen {
			taken = matching
		}
		body.Chips = append(body.Chips, page.Chip{Href: "?show=" + f.name, Text: say("imports.show." + f.name),
			Count: v.Reader.Number(len(matching)), Current: i == chosen})
	}
	number, _ := strconv.Atoi(query.Get("page")) // none is the first
	number = min(max(number, 1), max(1, (len(taken)+perPage-1)/perPage))
	first := (number - 1) * perPage
	last := min(first+perPage, len(taken))
	for _, h := range taken[first:last] {
		body.Rows = append(body.Rows, room.row(v, h))
	}
	at := func(n int) string { return "?show=" + filters[chosen].name + "&page=" + strconv.Itoa(n) }
	if number > 1 {
		body.Earlier = at(number - 1)
	}
	if last < len(taken) {
		body.Later = at(number + 1)
	}
	body.Of = say("imports.of", first+1, last, v.Reader.Number(len(taken)))
	body.Empty = page.Empty{Icon: "circle-check", Title: say("imports.none." + filters[chosen].name),
		Text: say("imports.none-hint")}
	return body
}

func (room *Room) row(v *visit.Visit, h proposal.Head) row {
	return row{
		Href: "/imports/" + string(h.ID), Title: h.Title(), Badge: standing.Badge(h.Status, v.Reader.Lang),
		Changes: changes(v.Reader, h.Counts), By: room.uploader(v, h), At: v.Reader.Ago(h.CreatedAt),
	}
}

// uploader is who sent an import.
func (room *Room) uploader(v *visit.Visit, h proposal.Head) string {
	switch {
	case h.Source.Uploader == v.Visitor.Caller.Mail:
		return room.page.Say(v.Reader.Lang, "imports.me")
	case h.Source.Uploader != "":
		return h.Source.Uploader
	case h.UndoOf != "":
		return room.page.Say(v.Reader.Lang, "imports.undo")
	}
	return room.page.Say(v.Reader.Lang, "imports.unknown")
}

// changes is how many entities an import creates, changes, deletes together; empty: none.
func changes(r page.Reader, counts map[event.Section]diff.Count) string {
	n := 0
	for _, c := range counts {
		n += c.Create + c.Update + c.Delete
	}
	if n == 0 {
		return ""
	}
	return r.Number(n)
}
