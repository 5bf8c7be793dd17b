package main

import (
	"context"
	"net"
	"net/http"
	"time"

	"kursbuch.internal/functions/console"
	"kursbuch.internal/shared/local/bucket"
)

// running is everything that is served.
type running struct {
	page     page
	store    stores
	imports  *importHalf
	calendar *calendarHalf
}

// serve opens the console, then serves it with everything else.
func (c config) serve(ctx context.Context, listener net.Listener, r running) error {
	pages, err := openConsole(r.store, r.imports.bucket, time.Now)
	if err != nil {
		return err
	}
	return serve(ctx, listener, ordinary, ours(c.addr, handler(r.page, pages, r.imports, r.calendar)))
}

// consolePages are the web pages for people.
type consolePages struct{ handler http.Handler }

func openConsole(store stores, b *bucket.Bucket, now func() time.Time) (consolePages, error) {
	door, err := openMasquerade()
	if err != nil {
		return consolePages{}, err
	}
	handler, err := console.New(console.Deps{Door: door, Store: store, Sync: store.sync, Uploads: b, Bucket: bucketName,
		Now: now})
	return consolePages{handler}, err
}

// routes adds the pages: whatever is nothing else.
func (c consolePages) routes(mux *http.ServeMux) { mux.Handle("/", c.handler) }
