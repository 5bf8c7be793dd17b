// Package help is the pages that explain imports in the words of an event.
//
//	GET /events/1/help      how to write a file, a small one, all keys with their values
//	GET /events/1/example   the small one
package help

import (
	"embed"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff/example"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
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
	mux.HandleFunc("GET /events/{event}/help", room.desk.Page(room.help))
	mux.HandleFunc("GET /events/{event}/example", room.desk.Page(room.example))
}

// helpPage explains the imports of an event.
type helpPage struct {
	Example                            page.Excerpt
	Download, Schema, Lists, Downloads string
	Tables                             []table
}

// table is what may be said of the entities of a section.
type table struct {
	ID, Title string
	Rows      []row
}

// row is a key.
type row struct {
	Path, Title, Text string
	Kind              string // of its values; empty: there are only these
	Values, IDs       []value
	// Entities are those whose IDs are values, More how many of them are not listed.
	Entities           []value
	Many               string // how many there are
	More               string
	Required, Creation bool
	Nullable           bool
}

// value is one with what it means.
type value struct{ Code, Name string }

// event reads the event of the path, for who may see it.
func (room *Room) event(v *visit.Visit) (*event.Snapshot, error) {
	id, err := v.EventID()
	if err != nil {
		return nil, err
	}
	heading, err := access.HeadingFor(v.Request.Context(), room.store, v.Visitor.Caller, id)
	if err != nil {
		return nil, err
	}
	e, err := room.store.Event(v.Request.Context(), heading.ID)
	if err != nil {
		return nil, err
	}
	return e.Snapshot, nil
}

func (room *Room) help(v *visit.Visit) error {
	s, err := room.event(v)
	if err != nil {
		return err
	}
	say := func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
	frame, _, err := v.Around(room.store, s.ID, "help", say("help.title"))
	if err != nil {
		return err
	}
	at := fmt.Sprintf("/events/%d/", s.ID)
	body := helpPage{Download: at + "example", Schema: at + "schema", Lists: at + "imports",
		Downloads: at + "downloads",
		Example:   page.Excerpt{Label: say("help.example")}}
	for line := range strings.Lines(string(example.Of(s, v.Reader.Lang, v.Reader.Now))) {
		body.Example.Lines = append(body.Example.Lines, page.Line{Number: len(body.Example.Lines) + 1,
			Before: strings.TrimRight(line, "\n")})
	}
	for _, t := range schema.Tables(s) {
		shown := table{ID: string(t.Section), Title: t.Title.In(v.Reader.Lang)}
		for _, k := range t.Keys {
			shown.Rows = append(shown.Rows, room.row(v, s, k))
		}
		body.Tables = append(body.Tables, shown)
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "help", Frame: frame, Body: body})
}

// mostEntities is how many of a section are listed; the export has all.
const mostEntities = 200

func (room *Room) row(v *visit.Visit, s *event.Snapshot, k schema.Key) row {
	lang := v.Reader.Lang
	r := row{Path: strings.Join(k.Path, " › "), Title: k.Title.In(lang), Text: k.Text.In(lang), Kind: k.Kind.In(lang),
		Values: named(k.Values, lang), IDs: named(k.IDs, lang), Required: k.Required, Creation: k.CreationOnly,
		Nullable: k.Nullable}
	if k.Refers == "" {
		return r
	}
	ids := s.IDs(k.Refers)
	for _, id := range ids[:min(len(ids), mostEntities)] {
		label := s.Entity(event.Key{Section: k.Refers, ID: id}).Label()
		r.Entities = append(r.Entities, value{strconv.Itoa(int(id)), label})
	}
	if len(ids) > 0 {
		r.Many = room.page.Say(lang, "help.ids", len(ids))
	}
	if more := len(ids) - mostEntities; more > 0 {
		r.More = room.page.Say(lang, "help.more", more)
	}
	return r
}

func named(values []schema.Value, lang problem.Language) (all []value) {
	for _, v := range values {
		all = append(all, value{v.Value, v.Name.In(lang)})
	}
	return all
}

func (room *Room) example(v *visit.Visit) error {
	s, err := room.event(v)
	if err != nil {
		return err
	}
	page.File{Name: room.page.Say(v.Reader.Lang, "help.file"), Type: "application/json",
		Content: example.Of(s, v.Reader.Lang, v.Reader.Now)}.Send(v.Writer, v.Request)
	return nil
}
