// Package imports is the pages about the imports of an event: their list, each of them with its decision.
//
//	GET /events/1/imports   the list, by status, by pages; where files are sent
//	GET /imports            the visitor's uploads that name no event
//	GET /imports/ID         one import, whatever became of it
//	GET /imports/ID/corrected   the file of one with problems, as far as they can be put right
//	POST /imports/ID        confirm, reject, withdraw, undo it
package imports

import (
	"embed"
	"net/http"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
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
	desk  *visit.Desk
	store Store
	page  *page.Room
}

// Open parses the pages.
func Open(desk *visit.Desk, store Store) (*Room, error) {
	room, err := page.Open(templates, texts)
	return &Room{desk, store, room}, err
}

// Routes adds the pages.
func (room *Room) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /events/{event}/imports", room.desk.Page(room.ofEvent))
	mux.HandleFunc("GET /imports", room.desk.Page(room.ofNone))
	mux.HandleFunc("GET /imports/{id}", room.desk.Page(room.one))
	mux.HandleFunc("GET /imports/{id}/corrected", room.desk.Page(room.corrected))
	mux.HandleFunc("POST /imports/{id}", room.desk.Page(room.act))
}
