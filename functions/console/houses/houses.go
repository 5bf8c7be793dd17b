// Package houses is the pages by which people make imports of templates of houses.
//
//	GET  /events/1/houses               the templates
//	GET  /events/1/houses/three-floors  the form that adjusts one
//	POST /events/1/houses/three-floors  hands in what was made of it, or gives it as a file
package houses

import (
	"embed"
	"fmt"
	"net/http"
	"net/url"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial/house"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/tray"
)

//go:embed templates/*.html
var templates embed.FS

// The limits of a form: bytes, and rows of each kind.
const (
	maxForm = 256 << 10
	maxRows = 200
)

// Store keeps what the pages show.
type Store interface {
	proposal.Store
	access.Directory
}

// Room serves the pages.
type Room struct {
	desk *visit.Desk
	tray tray.Tray
	// store is that of the tray, with what pages show beside.
	store Store
	page  *page.Room
}

// Open parses the pages.
func Open(desk *visit.Desk, store Store, uploads tray.Uploads) (*Room, error) {
	room, err := page.Open(templates, texts)
	return &Room{desk, tray.Tray{Store: store, Uploads: uploads}, store, room}, err
}

// Routes adds the pages.
func (room *Room) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /events/{event}/houses", room.desk.Page(room.list))
	mux.HandleFunc("GET /events/{event}/houses/{house}", room.desk.Page(room.form))
	mux.HandleFunc("POST /events/{event}/houses/{house}", room.desk.Page(room.take))
}

// listPage is the templates.
type listPage struct{ Houses []item }

// item is one of them.
type item struct{ Href, Title, Text, Size string }

func (room *Room) list(v *visit.Visit) error {
	heading, err := room.heading(v)
	if err != nil {
		return err
	}
	var body listPage
	for _, h := range house.All {
		rooms := 0
		for _, g := range h.Groups {
			rooms += len(g.Rooms)
		}
		body.Houses = append(body.Houses, item{fmt.Sprintf("/events/%d/houses/%s", heading.ID, h.Key),
			h.Title.In(v.Reader.Lang), h.Text.In(v.Reader.Lang),
			room.say(v)("houses.groups", len(h.Groups)) + ", " + room.say(v)("houses.rooms", rooms)})
	}
	frame, _, err := v.Around(room.store, heading.ID, "houses", room.say(v)("houses.title"))
	if err != nil {
		return err
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "houses", Frame: frame, Body: body})
}

// heading is that of the event of the path, for who may see it.
func (room *Room) heading(v *visit.Visit) (access.Heading, error) {
	id, err := v.EventID()
	if err != nil {
		return access.Heading{}, err
	}
	return access.HeadingFor(v.Request.Context(), room.store, v.Visitor.Caller, id)
}

// say says the sentences of the room to a visitor.
func (room *Room) say(v *visit.Visit) func(string, ...any) string {
	return func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
}

// template is the one that the path names, with its event, for who may see that.
func (room *Room) template(v *visit.Visit) (h house.House, heading access.Heading, err error) {
	if heading, err = room.heading(v); err != nil {
		return h, heading, err
	}
	h, ok := house.Find(v.Request.PathValue("house"))
	if !ok {
		err = access.ErrNotFound
	}
	return h, heading, err
}

func (room *Room) form(v *visit.Visit) error {
	h, heading, err := room.template(v)
	if err != nil {
		return err
	}
	return room.show(v, heading, h, h.Draft(v.Reader.Lang))
}

// take hands in what was made of a template, unless the check finds something in it.
func (room *Room) take(v *visit.Visit) error {
	h, heading, err := room.template(v)
	if err != nil {
		return err
	}
	values, err := v.Form(maxForm)
	if err != nil {
		return err
	}
	draft, err := draftOf(values)
	if err != nil {
		return err
	}
	s, err := room.event(v, heading)
	if err != nil {
		return err
	}
	content := draft.File(heading.ID, h.Title.In(v.Reader.Lang), v.Reader.Now)
	if found := proposal.Judge(s, content).Problems; !found.Empty() {
		return room.again(v, heading, h, attempt{draft: draft, found: found, snapshot: s})
	}
	name := h.Title.In(v.Reader.Lang) + ".json"
	switch values.Get("action") {
	case "download":
		page.File{Name: name, Type: "application/json", Content: content}.Send(v.Writer, v.Request)
		return nil
	case "upload":
		receipt, source, err := room.tray.HandIn(v.Request.Context(), tray.File{Event: heading.ID, By: v.Visitor.Caller,
			Name: name, Content: content}, v.Reader.Now)
		if err != nil {
			return err
		}
		return v.Redirect(fmt.Sprintf("/events/%d/uploads?file=%s-%d", heading.ID, receipt, source.Generation))
	}
	return incomplete()
}

func (room *Room) event(v *visit.Visit, h access.Heading) (*event.Snapshot, error) {
	e, err := room.store.Event(v.Request.Context(), h.ID)
	if err != nil {
		return nil, err
	}
	return e.Snapshot.WithPersonas(), nil
}

// draftOf reads the rows of the form, whose fields stand in it once for each.
func draftOf(form url.Values) (house.Draft, error) {
	d := house.Draft{Groups: form["group"]}
	titles, beds, mats, in := form["title"], form["beds"], form["mats"], form["in"]
	if n := len(titles); n > maxRows || len(d.Groups) > maxRows || len(beds) != n || len(mats) != n || len(in) != n {
		return d, incomplete()
	}
	for i := range titles {
		d.Rooms = append(d.Rooms, house.Row{Title: titles[i], Beds: beds[i], Mats: mats[i], Group: in[i]})
	}
	return d, nil
}

func incomplete() error {
	return &answer.Malformed{De: "Das Formular ist unvollständig.", En: "The form is incomplete."}
}
