package main

import (
	_ "embed"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	texttemplate "text/template"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/sample"
)

// page says what runs here, what to try next: on the terminal, then at /local.
type page struct {
	Address string // http://127.0.0.1:8080
	Data    string
	Event   event.ID
	Samples []sample.Import // none for another event
	// Calendar is whether the stand-in for Google Calendar runs here.
	Calendar bool
}

// File is an import to try: a sample, or what the reader has to put in its place.
func (p page) File() string {
	if len(p.Samples) == 0 {
		return "IMPORT.json"
	}
	return filepath.Join(p.Data, "samples", p.Samples[0].Name)
}

var (
	//go:embed index.html
	indexHTML string
	index     = template.Must(template.New("index").Parse(indexHTML))

	//go:embed started.txt
	startedText string
	started     = texttemplate.Must(texttemplate.New("started").Parse(startedText))
)

func (p page) print(w io.Writer) error { return started.Execute(w, p) }

// ServeHTTP shows the page.
func (p page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
	if err := index.Execute(w, p); err != nil {
		slog.ErrorContext(r.Context(), "the index page cannot be written", "error", err)
	}
}
