// Package console is the function Console: the web pages for people.
//
//	room      pages
//	page      what all of them are made of
//	visit     one request of somebody: who they are, what goes wrong
//	signin    signing in, signing out
//	start     what waits for somebody
//	imports   the imports of an event, each with its decision
//	upload    sending files to be checked
//	houses    imports out of templates
//	log       what was changed
//	downloads what people take along
//	help      how to write an import
//
// It decides nothing: each page is one read model, each form one call of the domain.
package console

import (
	"fmt"
	"net/http"
	"time"

	"kursbuch.internal/functions/console/downloads"
	"kursbuch.internal/functions/console/help"
	"kursbuch.internal/functions/console/houses"
	"kursbuch.internal/functions/console/imports"
	"kursbuch.internal/functions/console/log"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/start"
	"kursbuch.internal/functions/console/upload"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/tray"
	"kursbuch.internal/shared/syncrun"
)

// Door lets people in, by pages of its own.
type Door interface {
	visit.Door
	Routes(*http.ServeMux)
}

// Store keeps what the pages show.
type Store interface {
	proposal.Store
	access.Directory
}

// Deps is what the function works with.
type Deps struct {
	Door  Door
	Store Store
	// Sync is what the calendar sync remembers of its runs.
	Sync syncrun.Glances
	// Uploads creates objects in the bucket of that name.
	Uploads tray.Uploads
	Bucket  string
	Now     func() time.Time
}

// New is the function's handler.
func New(d Deps) (http.Handler, error) {
	desk, err := visit.NewDesk(d.Door, d.Now)
	if err != nil {
		return nil, fmt.Errorf("console: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+page.Assets, page.ServeAsset)
	mux.HandleFunc("POST /preferences", page.Prefer)
	mux.HandleFunc("GET /robots.txt", robots)
	d.Door.Routes(mux)
	for _, open := range []func() (interface{ Routes(*http.ServeMux) }, error){
		func() (interface{ Routes(*http.ServeMux) }, error) { return start.Open(desk, d.Store, d.Sync) },
		func() (interface{ Routes(*http.ServeMux) }, error) { return imports.Open(desk, d.Store) },
		func() (interface{ Routes(*http.ServeMux) }, error) { return downloads.Open(desk, d.Store, d.Uploads) },
		func() (interface{ Routes(*http.ServeMux) }, error) { return help.Open(desk, d.Store) },
		func() (interface{ Routes(*http.ServeMux) }, error) { return log.Open(desk, d.Store) },
		func() (interface{ Routes(*http.ServeMux) }, error) { return houses.Open(desk, d.Store, d.Uploads) },
		func() (interface{ Routes(*http.ServeMux) }, error) {
			return upload.Open(desk, upload.Deps{Store: d.Store, Uploads: d.Uploads, Bucket: d.Bucket})
		},
	} {
		room, err := open()
		if err != nil {
			return nil, fmt.Errorf("console: %w", err)
		}
		room.Routes(mux)
	}
	mux.HandleFunc("/", desk.Page(func(*visit.Visit) error { return access.ErrNotFound }))
	return page.Guard(mux, desk.Fail), nil
}

// robots keeps search engines away from a console that is found by its address alone.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /\n")) // a robot that is gone needs no answer
}
