package calendar

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
)

//go:embed page/*.html
var pageFiles embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{"path": url.PathEscape}).ParseFS(pageFiles,
	"page/*.html"))

// pages serves the people's side. Other sites cannot post to it.
func (c *Calendar) pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /calendar/{$}", func(w http.ResponseWriter, r *http.Request) {
		show(w, r, "overview",
			c.overview())
	})
	mux.HandleFunc("GET /calendar/outbox", func(w http.ResponseWriter, r *http.Request) {
		show(w, r, "outbox", c.outboxPage(r.URL.Query().Get("from")))
	})
	mux.HandleFunc("GET /calendar/person/{mail}", c.showPerson)
	mux.HandleFunc("POST /calendar/person/{mail}", c.postAnswer)
	mux.HandleFunc("GET /calendar/master/{id}", c.showMaster)
	mux.HandleFunc("POST /calendar/master/{id}", c.postEdit)
	mux.HandleFunc("GET /calendar/", func(w http.ResponseWriter, r *http.Request) {
		show(w, r, "missing",
			"Diese Seite gibt es nicht.")
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

// done sends the browser back to the page at path, so that reloading it does not repeat the edit.
func done(w http.ResponseWriter, r *http.Request, word string, err error) {
	var f *failure
	switch {
	case err == nil:
	case errors.As(err, &f) && f.status < http.StatusInternalServerError:
		word = "invalid"
		if f == errUnknown {
			word = "gone"
		}
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
