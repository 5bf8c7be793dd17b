// Package downloads is the pages by which people take files of an event with them.
//
//	GET  /events/1/downloads         what there is, the form that compares two exports
//	GET  /events/1/export            the partial export
//	GET  /events/1/schema            the JSON Schema of an import
//	POST /events/1/comparison        what leads from one export to another, as a page
//	POST /events/1/comparison/file   that import from the page, as a file or handed in
//
// Nothing that is sent here is kept: the page of a comparison holds the import, which comes back to become a file.
package downloads

import (
	"embed"
	"fmt"
	"net/http"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/tray"
	"kursbuch.internal/shared/schema"
)

//go:embed templates/*.html
var templates embed.FS

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
	// comparing has a place for who is comparing.
	comparing chan struct{}
}

// Open parses the pages.
func Open(desk *visit.Desk, store Store, uploads tray.Uploads) (*Room, error) {
	room, err := page.Open(templates, texts)
	return &Room{desk, tray.Tray{Store: store, Uploads: uploads}, store, room, make(chan struct{}, 1)}, err
}

// Routes adds the pages.
func (room *Room) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /events/{event}/downloads", room.desk.Page(room.list))
	mux.HandleFunc("GET /events/{event}/export", room.desk.Page(room.export))
	mux.HandleFunc("GET /events/{event}/schema", room.desk.Page(room.schema))
	mux.HandleFunc("POST /events/{event}/comparison", room.desk.Page(room.compare))
	mux.HandleFunc("POST /events/{event}/comparison/file", room.desk.Page(room.take))
}

// listPage is what there is.
type listPage struct {
	Export, Schema string
	Form           form
}

func (room *Room) list(v *visit.Visit) error {
	heading, err := room.heading(v)
	if err != nil {
		return err
	}
	frame, _, err := v.Around(room.store, heading.ID, "downloads", room.page.Say(v.Reader.Lang, "downloads.title"))
	if err != nil {
		return err
	}
	at := fmt.Sprintf("/events/%d/", heading.ID)
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "downloads", Frame: frame,
		Body: listPage{Export: at + "export", Schema: at + "schema", Form: formOf(heading.ID)}})
}

// heading is that of the event of the path, for who may see it.
func (room *Room) heading(v *visit.Visit) (access.Heading, error) {
	id, err := v.EventID()
	if err != nil {
		return access.Heading{}, err
	}
	return access.HeadingFor(v.Request.Context(), room.store, v.Visitor.Caller, id)
}

// event reads the event of the path, for who may see it.
func (room *Room) event(v *visit.Visit) (*event.Snapshot, error) {
	heading, err := room.heading(v)
	if err != nil {
		return nil, err
	}
	e, err := room.store.Event(v.Request.Context(), heading.ID)
	if err != nil {
		return nil, err
	}
	return e.Snapshot, nil
}

func (room *Room) export(v *visit.Visit) error {
	s, err := room.event(v)
	if err != nil {
		return err
	}
	dated, undated, err := event.WriteDated(s, v.Reader.Now)
	if err != nil {
		return err
	}
	name := page.Named(s.Event.Shortname, "-export-"+v.Reader.Stamp())
	page.File{Name: name, Type: "application/json"}.Describe(v.Writer)
	answer.Content{Type: "application/json", Tag: answer.WeakTag(undated), Body: dated}.Send(v.Writer, v.Request)
	return nil
}

func (room *Room) schema(v *visit.Visit) error {
	s, err := room.event(v)
	if err != nil {
		return err
	}
	content := schema.Of(s)
	const kind = "application/schema+json"
	page.File{Name: s.Event.Shortname + ".schema.json", Type: kind}.Describe(v.Writer)
	answer.Content{Type: kind, Tag: answer.WeakTag(content), Body: content}.Send(v.Writer, v.Request)
	return nil
}
