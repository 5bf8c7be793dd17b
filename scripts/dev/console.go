package main

import (
	"net/http"
	"time"

	"kursbuch.internal/functions/console"
	"kursbuch.internal/shared/local/bucket"
)

// consolePages are the web pages for people.
type consolePages struct{ handler http.Handler }

func openConsole(store console.Store, b *bucket.Bucket, now func() time.Time) (consolePages, error) {
	door, err := openMasquerade()
	if err != nil {
		return consolePages{}, err
	}
	handler, err := console.New(console.Deps{Door: door, Store: store, Uploads: b, Bucket: bucketName, Now: now})
	return consolePages{handler}, err
}

// routes adds the pages: whatever is nothing else.
func (c consolePages) routes(mux *http.ServeMux) { mux.Handle("/", c.handler) }
