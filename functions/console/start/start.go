// Package start is the page that people begin with: what waits for them, what happened last, how the sync does.
package start

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/standing"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/syncrun"
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
	sync  syncrun.Glances
	page  *page.Room
}

// Open parses the page.
func Open(desk *visit.Desk, store Store, sync syncrun.Glances) (*Room, error) {
	room, err := page.Open(templates, texts)
	return &Room{desk, store, sync, room}, err
}

// Routes adds the page.
func (room *Room) Routes(mux *http.ServeMux) { mux.HandleFunc("GET /{$}", room.desk.Page(room.start)) }

// lastShown is how many imports the page shows, of all events, that were decided last or wait for others.
const lastShown = 5

// startPage is what waits for somebody.
type startPage struct {
	Greeting, Lede string
	Events         []page.Link
	Waiting, Last  []item
	None           page.Empty // nothing waits
	Nowhere        page.Empty // there is no event
	Sync           *syncCard  // nil: not theirs to see
	others         int        // how many imports wait for somebody else
	uploads        bool       // the visitor may upload files to one of the events
}

// item is one import.
type item struct {
	Href, Title string
	Meta        []string
	Badges      []page.Badge
	// Undo is where a POST asks that it be undone; empty: it cannot be, or the visitor must not.
	Undo string
	head proposal.Head
}

func (room *Room) start(v *visit.Visit) error {
	ctx, say := v.Request.Context(), room.sayer(v)
	events, err := access.Visible(ctx, room.store, v.Visitor.Caller)
	if err != nil {
		return err
	}
	frame, err := v.Frame("start", say("start.title"))
	if err != nil {
		return err
	}
	body := startPage{Greeting: say("start.hello", frame.Person.Name),
		None:    page.Empty{Icon: "circle-check", Title: say("start.quiet"), Text: say("start.quiet-hint")},
		Nowhere: page.Empty{Icon: "search", Title: say("start.none"), Text: say("start.none-hint", v.Visitor.Caller.Mail)}}
	for _, e := range events {
		body.Events = append(body.Events, page.Link{Href: fmt.Sprintf("/events/%d/imports", e.ID), Text: e.Title})
		body.uploads = body.uploads || e.Roles.MayUpload(v.Visitor.Caller) == nil
		if err := room.gather(v, e, &body); err != nil {
			return err
		}
	}
	if body.others > 0 {
		body.None = page.Empty{Icon: "hourglass", Title: say("start.quiet-mine"), Text: say("start.others", body.others)}
	}
	if body.uploads {
		body.None.Text += " " + say("start.upload")
	}
	if err := room.homeless(v, &body); err != nil {
		return err
	}
	if body.Sync, err = room.lookAtSync(v); err != nil {
		return err
	}
	if len(events) == 1 {
		frame.Event = &page.Event{ID: int32(events[0].ID), Title: events[0].Title}
		frame.Events = []page.Event{*frame.Event}
	}
	slices.SortStableFunc(body.Waiting, func(a, b item) int { return cmp.Compare(weight(a.head), weight(b.head)) })
	slices.SortStableFunc(body.Last, func(a, b item) int { return happened(b.head).Compare(happened(a.head)) })
	body.Last = body.Last[:min(len(body.Last), lastShown)]
	frame.Waiting = len(body.Waiting)
	body.Lede = say("start.waiting", len(body.Waiting))
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "start", Frame: frame, Body: body})
}

// gather adds the imports of an event: those that wait for the visitor's decision, those that happened last.
func (room *Room) gather(v *visit.Visit, e access.Heading, body *startPage) error {
	waiting, _, err := room.list(v, proposal.Filter{Event: e.ID, Statuses: []proposal.Status{proposal.Pending}})
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(proposal.Statuses), func(s proposal.Status) bool {
		return s == proposal.Pending
	})
	latest, _, err := room.list(v, proposal.Filter{Event: e.ID, Statuses: others, Page: proposal.Page{Limit: lastShown}})
	if err != nil {
		return err
	}
	me := v.Visitor.Caller
	for _, h := range slices.Concat(waiting, latest) {
		i := room.item(v, e, h)
		if h.Awaits(e.Roles, me) {
			body.Waiting = append(body.Waiting, i)
			continue
		}
		if h.Status == proposal.Pending {
			body.others++
			i.Badges = append([]page.Badge{standing.Badge(h.Status, v.Reader.Lang)}, i.Badges...)
		}
		body.Last = append(body.Last, i)
	}
	return nil
}

// homeless adds a way to the visitor's uploads that belong to no event, if there are any.
func (room *Room) homeless(v *visit.Visit, body *startPage) error {
	heads, _, err := room.list(v, proposal.Filter{})
	if errors.Is(err, access.ErrNotFound) {
		return nil
	}
	if len(heads) > 0 {
		body.Events = append(body.Events, page.Link{Href: "/imports?show=all", Text: room.sayer(v)("start.homeless")})
	}
	return err
}

func (room *Room) list(v *visit.Visit, f proposal.Filter) ([]proposal.Head, bool, error) {
	f.Now = v.Reader.Now
	return proposal.List(v.Request.Context(), room.store, v.Visitor.Caller, f)
}

// weight is where an import stands among those that wait: what would be regretted most comes first.
func weight(h proposal.Head) int {
	if i := slices.Index(outcome.Weights, h.Figures.Weight); i >= 0 {
		return i
	}
	return len(outcome.Weights)
}

// sayer says the sentences of the room to a visitor.
func (room *Room) sayer(v *visit.Visit) func(string, ...any) string {
	return func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
}
