// Package start is the page that people begin with: what waits for them.
package start

import (
	"embed"
	"fmt"
	"net/http"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/proposal"
)

//go:embed templates/*.html
var templates embed.FS

// Store keeps what the page shows.
type Store interface {
	proposal.Store
	proposal.Directory
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

// startPage is what waits for somebody.
type startPage struct {
	Greeting string
	Events   []eventCard
	Empty    page.Empty
}

// eventCard is one event.
type eventCard struct {
	Href, Title string
}

func (room *Room) start(v *visit.Visit) error {
	events, err := proposal.Visible(v.Request.Context(), room.store, v.Visitor.Caller)
	if err != nil {
		return err
	}
	say := func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
	frame, err := v.Frame("start", say("start.title"))
	if err != nil {
		return err
	}
	body := startPage{Greeting: say("start.hello", frame.Person.Name),
		Empty: page.Empty{Icon: "search", Title: say("start.none"), Text: say("start.none-hint", v.Visitor.Caller.Mail)}}
	for _, e := range events {
		body.Events = append(body.Events, eventCard{fmt.Sprintf("/events/%d/imports", e.ID), e.Title})
	}
	if len(events) == 1 {
		frame.Event = &page.Event{ID: int32(events[0].ID), Title: events[0].Title}
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "start", Frame: frame, Body: body})
}
