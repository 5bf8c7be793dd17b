// Package start is the page that people begin with: what waits for them, what happened last.
package start

import (
	"cmp"
	"embed"
	"fmt"
	"net/http"
	"slices"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/standing"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/proposal"
)

//go:embed templates/*.html
var templates embed.FS

// Store keeps what the page shows.
type Store interface {
	proposal.Store
	access.Directory
}

// Room serves the page.
type Room struct {
	desk  *visit.Desk
	store Store
	page  *page.Room
}

// Open parses the page.
func Open(desk *visit.Desk, store Store) (*Room, error) {
	room, err := page.Open(templates, texts)
	return &Room{desk, store, room}, err
}

// Routes adds the page.
func (room *Room) Routes(mux *http.ServeMux) { mux.HandleFunc("GET /{$}", room.desk.Page(room.start)) }

// How many imports the page shows: of each event those that wait, of all events those that were decided last.
const (
	waitingShown = 50
	lastShown    = 5
)

// startPage is what waits for somebody.
type startPage struct {
	Greeting, Lede string
	Events         []page.Link
	Waiting, Last  []item
	None           page.Empty // nothing waits
	Nowhere        page.Empty // there is no event
}

// item is one import.
type item struct {
	Href, Title string
	Meta        []string
	Badges      []page.Badge
	head        proposal.Head
}

func (room *Room) start(v *visit.Visit) error {
	ctx := v.Request.Context()
	events, err := access.Visible(ctx, room.store, v.Visitor.Caller)
	if err != nil {
		return err
	}
	say := room.sayer(v)
	frame, err := v.Frame("start", say("start.title"))
	if err != nil {
		return err
	}
	body := startPage{Greeting: say("start.hello", frame.Person.Name),
		None:    page.Empty{Icon: "circle-check", Title: say("start.quiet"), Text: say("start.quiet-hint")},
		Nowhere: page.Empty{Icon: "search", Title: say("start.none"), Text: say("start.none-hint", v.Visitor.Caller.Mail)}}
	for _, e := range events {
		body.Events = append(body.Events, page.Link{Href: fmt.Sprintf("/events/%d/imports", e.ID), Text: e.Title})
		if err := room.gather(v, e, &body); err != nil {
			return err
		}
		if len(events) == 1 {
			frame.Event = &page.Event{ID: int32(e.ID), Title: e.Title}
		}
	}
	slices.SortStableFunc(body.Waiting, func(a, b item) int { return cmp.Compare(weight(a.head), weight(b.head)) })
	slices.SortStableFunc(body.Last, func(a, b item) int { return b.head.CreatedAt.Compare(a.head.CreatedAt) })
	body.Last = body.Last[:min(len(body.Last), lastShown)]
	frame.Waiting = len(body.Waiting)
	body.Lede = say("start.waiting", len(body.Waiting))
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "start", Frame: frame, Body: body})
}

// gather adds the imports of an event: those that wait for the visitor's decision, those that happened last.
func (room *Room) gather(v *visit.Visit, e access.Heading, body *startPage) error {
	ctx, me := v.Request.Context(), v.Visitor.Caller
	waiting, _, err := proposal.List(ctx, room.store, me, proposal.Filter{Event: e.ID, Now: v.Reader.Now,
		Statuses: []proposal.Status{proposal.Pending}})
	if err != nil {
		return err
	}
	latest, _, err := proposal.List(ctx, room.store, me, proposal.Filter{Event: e.ID, Now: v.Reader.Now,
		Page: proposal.Page{Limit: waitingShown}})
	if err != nil {
		return err
	}
	latest = slices.DeleteFunc(latest, func(h proposal.Head) bool { return h.Status == proposal.Pending })
	for _, h := range slices.Concat(waiting, latest) {
		mine := e.Roles.MayConfirm(me, h.Source.Uploader, h.Source.Suspects) == nil
		switch {
		case h.Status == proposal.Pending && mine:
			body.Waiting = append(body.Waiting, room.item(v, e, h))
		case h.Status == proposal.Pending:
			i := room.item(v, e, h)
			i.Badges = append([]page.Badge{standing.Badge(h.Status, v.Reader.Lang)}, i.Badges...)
			body.Last = append(body.Last, i)
		case len(body.Last) < waitingShown:
			body.Last = append(body.Last, room.item(v, e, h))
		}
	}
	return nil
}

// weight is where an import stands among those that wait: what would be regretted most comes first.
func weight(h proposal.Head) int {
	if i := slices.Index(outcome.Weights, h.Figures.Weight); i >= 0 {
		return i
	}
	return len(outcome.Weights)
}

func (room *Room) item(v *visit.Visit, e access.Heading, h proposal.Head) item {
	say, f := room.sayer(v), h.Figures
	i := item{Href: "/imports/" + string(h.ID), head: h,
		Title: h.Title(), Meta: []string{e.Title}}
	if h.Source.Uploader != "" {
		i.Meta = append(i.Meta, h.Source.Uploader)
	}
	i.Meta = append(i.Meta, v.Reader.Ago(h.CreatedAt))
	if h.Status != proposal.Pending {
		i.Badges = append(i.Badges, standing.Badge(h.Status, v.Reader.Lang))
		return i
	}
	i.Meta = append(i.Meta, say("start.changes", f.Changes))
	if f.Deletions > 0 {
		i.Badges = append(i.Badges, page.Badge{Kind: page.Bad, Icon: "trash-2", Text: say("start.deletes", f.Deletions)})
	}
	if f.Amounts > 0 {
		i.Badges = append(i.Badges, page.Badge{Kind: page.Wait, Icon: "euro", Text: say("start.amounts", f.Amounts)})
	}
	if f.Warnings > 0 {
		i.Badges = append(i.Badges, page.Badge{Kind: page.Wait, Icon: "triangle-alert",
			Text: say("start.warnings", f.Warnings)})
	}
	if f.Weight == "" {
		i.Badges = append(i.Badges, page.Badge{Kind: page.Info, Icon: "circle-check", Text: say("start.small")})
	}
	return i
}

// sayer says the sentences of the room to a visitor.
func (room *Room) sayer(v *visit.Visit) func(string, ...any) string {
	return func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
}
