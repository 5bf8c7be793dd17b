// Package page is what all pages of the console are made of.
//
// A room of the console, such as imports, has templates and sentences of its own and shows its pages with [Room.Show];
// layout, components, style sheets, icons, the words for times and amounts are here. Every room is parsed once for each
// language, so that a template says {{say "page.start"}} without being told for whom.
//
//	what the reader chose      where it is kept            default
//	language                   cookie kursbuch-language    Accept-Language, else German
//	light or dark              cookie kursbuch-theme       what the system of the reader prefers
//
// Pages work without script, hold no style or script themselves (see [Guard]) and are never cached; assets have the
// hash of their content in their names and are kept for a year.
package page

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"log/slog"
	"maps"
	"net/http"

	"kursbuch.internal/shared/problem"
)

//go:embed templates/*.html
var components embed.FS

// Texts are sentences by their keys. Where a text has a "|", what is before it is said of one, what is behind it of
// any other number, which is the first argument.
type Texts map[string]problem.Text

// Room is a set of pages with their sentences.
type Room struct {
	texts     Texts
	templates map[problem.Language]*template.Template
}

// Frame is what stands around a page.
type Frame struct {
	Reader Reader
	// Title is in the title of the window, in the language of the reader, without the name of the product.
	Title string
	// Place is the key of the place in the navigation that the page belongs to; empty: none.
	Place string
	// Person is who is signed in; nil: nobody.
	Person *Person
	// Event is the one that the page is about; nil: none. Events are those that the person may choose from.
	Event  *Event
	Events []Event
	// Waiting is how many proposals wait for the person.
	Waiting int
	// Refresh is after how many seconds the browser loads the page again; 0: never.
	Refresh int
	// Bar is what the local run shows above all.
	Bar template.HTML
}

// Person is somebody who is signed in.
type Person struct {
	Name, Mail string
	// SignOut is where a POST signs out; empty: that is not ours to do.
	SignOut string
}

// Event is one that a person may choose.
type Event struct {
	ID    int32
	Title string
}

// Page is one page for one reader.
type Page struct {
	// Status is that of HTTP; 0: 200.
	Status int
	// Template is the name of the page in its room. It begins with {{template "top" .}}, ends with
	// {{template "bottom" .}}.
	Template string
	Frame    Frame
	// Body is what the page itself shows: one struct per page.
	Body any
}

// Open parses the templates of a room, in its folder templates. Its texts are added to those that every room has.
func Open(templates embed.FS, texts Texts) (*Room, error) {
	room := &Room{texts: maps.Clone(common), templates: map[problem.Language]*template.Template{}}
	maps.Copy(room.texts, texts)
	for _, lang := range []problem.Language{problem.German, problem.English} {
		t, err := template.New("").Funcs(room.functions(lang)).ParseFS(components, "templates/*.html")
		if err == nil {
			t, err = t.ParseFS(templates, "templates/*.html")
		}
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		room.templates[lang] = t
	}
	return room, nil
}

// Show answers with a page. It is whole or, should its template fail, none of it is sent.
func (room *Room) Show(w http.ResponseWriter, r *http.Request, p Page) error {
	var body bytes.Buffer
	if err := room.templates[p.Frame.Reader.Lang].ExecuteTemplate(&body, p.Template, p); err != nil {
		return fmt.Errorf("page %s: %w", p.Template, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(p.Frame.Reader.Lang))
	h.Add("Vary", "Accept-Language, Cookie")
	if p.Status != 0 {
		w.WriteHeader(p.Status)
	}
	if _, err := w.Write(body.Bytes()); err != nil { // a reader who is gone needs no page
		slog.DebugContext(r.Context(), "a page was not read to its end", "error", err)
	}
	return nil
}

// Fragment renders a template of the room by itself.
func (room *Room) Fragment(lang problem.Language, name string, data any) (template.HTML, error) {
	var text bytes.Buffer
	err := room.templates[lang].ExecuteTemplate(&text, name, data)
	return template.HTML(text.String()), err
}

// Say is a sentence of the room, for what code has to say.
func (room *Room) Say(lang problem.Language, key string, args ...any) string {
	return room.texts.say(lang, key, args...)
}
