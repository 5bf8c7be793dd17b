package imports

import (
	"fmt"
	"net/url"
	"slices"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/standing"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
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

// listPage is the list.
type listPage struct {
	Event     event.ID
	MayUpload bool
	Drop      *page.Drop
	Chips     []page.Chip
	Rows      []row
	Empty     page.Empty
	// First is the first page, Later the next one; empty: it is this one, there is none.
	First, Later string
	// Roles are those of the event; nil: the page is about uploads that name none.
	Roles *access.Roles
	// Closed says who closed the event; empty: it is open.
	Closed string
}

// row is one import of it.
type row struct {
	Href, Title string
	Badge       page.Badge
	Changes     string
	By, At      string
}

// listOf is where the imports of an event are listed. Event 0 has those that name none.
func listOf(id event.ID) string {
	if id == 0 {
		return "/imports"
	}
	return fmt.Sprintf("/events/%d/imports", id)
}

// ofEvent lists the imports of an event.
func (room *Room) ofEvent(v *visit.Visit) error {
	id, err := v.EventID()
	if err != nil {
		return err
	}
	return room.list(v, id)
}

// ofNone lists the visitor's uploads that name no event.
func (room *Room) ofNone(v *visit.Visit) error { return room.list(v, 0) }

func (room *Room) list(v *visit.Visit, id event.ID) error {
	query, err := v.Query("show", "after")
	if err != nil {
		return err
	}
	say := room.sayer(v)
	frame, heading, err := v.Around(room.store, id, "imports", say("imports.title"))
	if err == nil && heading.ID != id {
		err = access.ErrNotFound
	}
	if err != nil {
		return err
	}
	body, err := room.listPage(v, id, query)
	if err != nil {
		return err
	}
	if body.Event = id; id != 0 {
		roles := heading.Roles.At(v.Reader.Now)
		body.Closed = standing.Closed(roles.Closed, v.Reader)
		body.Roles, body.MayUpload = &roles, roles.MayUpload(v.Visitor.Caller) == nil
	}
	body.Drop = room.drop(v, id, "imports.drop", "imports.drop-hint")
	body.Drop.Help = page.Link{Href: fmt.Sprintf("/events/%d/help", id), Text: say("imports.drop-help")}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "list", Frame: frame, Body: body})
}

// drop takes files for an event. Title and hint are keys of texts.
func (room *Room) drop(v *visit.Visit, id event.ID, title, hint string) *page.Drop {
	say := room.sayer(v)
	return &page.Drop{Action: fmt.Sprintf("/events/%d/uploads", id), Name: "file", Accept: ".json,application/json",
		Title: say(title), Hint: say(hint), Button: say("imports.drop-button")}
}

// listPage is what the query asks for. No more is read than the page shows.
func (room *Room) listPage(v *visit.Visit, id event.ID, query url.Values) (listPage, error) {
	say := room.sayer(v)
	chosen := max(0, slices.IndexFunc(filters, func(f filter) bool { return f.name == query.Get("show") }))
	heads, more, err := proposal.List(v.Request.Context(), room.store, v.Visitor.Caller, proposal.Filter{Event: id,
		Now: v.Reader.Now, Statuses: filters[chosen].statuses,
		Page: proposal.Page{After: proposal.ID(query.Get("after")), Limit: perPage}})
	if err != nil {
		return listPage{}, err
	}
	body := listPage{}
	for i, f := range filters {
		chip := page.Chip{Href: "?show=" + f.name, Text: say("imports.show." + f.name), Current: i == chosen}
		if chip.Current && !more && !query.Has("after") {
			chip.Count = v.Reader.Number(len(heads))
		}
		body.Chips = append(body.Chips, chip)
	}
	for _, h := range heads {
		body.Rows = append(body.Rows, room.row(v, h))
	}
	if query.Has("after") {
		body.First = "?show=" + filters[chosen].name
	}
	if more {
		body.Later = "?" + url.Values{"show": {filters[chosen].name}, "after": {string(heads[len(heads)-1].ID)}}.Encode()
	}
	body.Empty = page.Empty{Icon: "circle-check", Title: say("imports.none." + filters[chosen].name),
		Text: say("imports.none-hint")}
	return body, nil
}

func (room *Room) row(v *visit.Visit, h proposal.Head) row {
	changes := ""
	if n := h.Changes(); n > 0 {
		changes = v.Reader.Number(n)
	}
	return row{
		Href: "/imports/" + string(h.ID), Title: h.Title(), Badge: standing.Badge(h.Status, v.Reader.Lang),
		Changes: changes, By: room.uploader(v, h), At: v.Reader.Ago(h.CreatedAt),
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
