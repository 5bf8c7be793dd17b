// Package pages shows people the embedded Google Calendar: what each of them sees, what was mailed, what could be
// edited by hand.
//
//	/calendar/               all calendars, all people
//	/calendar/person/{mail}  the own calendar of somebody, who may answer here
//	/calendar/master/{id}    a calendar, with the edits that somebody with write access could make in Google's web page
//	/calendar/outbox         the mails that Google would have sent
//
// Whoever opens a page may do what is on it: it is for a machine of one's own.
package pages

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"kursbuch.internal/shared/local/calendar"
)

//go:embed *.html
var pageFiles embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{"path": url.PathEscape}).ParseFS(pageFiles,
	"*.html"))

// maxForm is the largest form in bytes.
const maxForm = 1 << 20

// site is a calendar with its pages.
type site struct {
	*calendar.Calendar
	now func() time.Time
}

// New serves the pages of a calendar below /calendar/. Other sites cannot post to them. now is the clock.
func New(shown *calendar.Calendar, now func() time.Time) http.Handler {
	c := site{shown, now}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /calendar/{$}", func(w http.ResponseWriter, r *http.Request) {
		show(w, r, "overview", c.overview())
	})
	mux.HandleFunc("GET /calendar/outbox", func(w http.ResponseWriter, r *http.Request) {
		show(w, r, "outbox", c.outboxPage(r.URL.Query().Get("from")))
	})
	mux.HandleFunc("GET /calendar/person/{mail}", c.showPerson)
	mux.HandleFunc("POST /calendar/person/{mail}", c.postAnswer)
	mux.HandleFunc("GET /calendar/master/{id}", c.showMaster)
	mux.HandleFunc("POST /calendar/master/{id}", c.postEdit)
	mux.HandleFunc("GET /calendar/", func(w http.ResponseWriter, r *http.Request) {
		show(w, r, "missing", "Diese Seite gibt es nicht.")
	})
	return http.NewCrossOriginProtection().Handler(mux)
}

// show writes a page, which is executed completely before anything is sent.
func show(w http.ResponseWriter, r *http.Request, name string, page any) {
	var body bytes.Buffer
	if err := templates.ExecuteTemplate(&body, name+".html", page); err != nil {
		slog.ErrorContext(r.Context(), "a page of the local calendar cannot be written", "page", name, "error", err)
		http.Error(w, "Diese Seite ist kaputt: siehe das Protokoll.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy",
		"default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; "+
			"frame-ancestors 'none'")
	if name == "missing" {
		w.WriteHeader(http.StatusNotFound)
	}
	w.Write(body.Bytes())
}

// notices are what a page says after an edit, by the word in its address: nobody can put other words there.
var notices = map[string]string{
	"add": "Eingetragen.", "rename": "Umbenannt.", "later": "Verschoben.", "invite": "Eingeladen.",
	"uninvite": "Ausgeladen.",
	"delete":   "Gelöscht.", "answer": "Die Antwort ist angekommen.",
	"gone": "Das ging nicht: Der Eintrag ist nicht mehr da.", "invalid": "Das ging nicht: Eine Angabe ist ungültig.",
}

// errInvalid says that a form has something that cannot be.
var errInvalid = errors.New("the form is invalid")

// done sends the browser back to the page at path, so that reloading it does not repeat the edit.
func done(w http.ResponseWriter, r *http.Request, word string, err error) {
	switch {
	case err == nil:
	case errors.Is(err, calendar.ErrUnknown):
		word = "gone"
	case errors.Is(err, errInvalid), calendar.Refused(err):
		word = "invalid"
	default:
		slog.ErrorContext(r.Context(), "an edit in the local calendar failed", "error", err)
		http.Error(w, "Das ging nicht: siehe das Protokoll.", http.StatusInternalServerError)
		return
	}
	query := url.Values{"done": {word}}
	if from := r.URL.Query().Get("from"); from != "" {
		query.Set("from", from)
	}
	http.Redirect(w, r, r.URL.EscapedPath()+"?"+query.Encode(), http.StatusSeeOther)
}
