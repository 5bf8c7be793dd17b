// Package log is the pages about what was changed in an event.
//
//	GET /events/1/log?section=courses&id=3&person=MAIL&before=LINE   newest first; each filter may be missing
//
// Instead of a number there may be a name, or a part of one: what is called so is chosen then.
package log

import (
	"cmp"
	"embed"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/history"
	"kursbuch.internal/shared/wording"
)

//go:embed templates/*.html
var templates embed.FS

// perPage is how many lines a page has.
const perPage = 100

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
	mux.HandleFunc("GET /events/{event}/log", room.desk.Page(room.log))
}

// logPage is a part of a log.
type logPage struct {
	Filter filter
	// Called are those of whom somebody typed a part of the name, to be chosen from.
	Called  []called
	Imports []change
	Empty   page.Empty
	// Newest, Older are the pages where one may go on; empty: there is none.
	Newest, Older string
}

// filter is the form that says which lines are wanted.
type filter struct {
	Sections []option
	ID       string
	People   []option
	All      string // the log without a filter; empty: there is none
}

// option is one of a list.
type option struct {
	Value, Text string
	Chosen      bool
}

// change is an import that was written.
type change struct {
	Title, Href string // Href: empty, if it is not kept any more
	Meta        []string
	Lines       []line
}

// line is what happened to an entity.
type line struct {
	What, Name, Number, Detail string
	At                         string // where the import shows it; empty: it is not kept any more
	Href                       string // all lines about the entity; empty: these are they, or there is none
}

func (room *Room) log(v *visit.Visit) error {
	id, err := v.EventID()
	if err != nil {
		return err
	}
	heading, err := access.HeadingFor(v.Request.Context(), room.store, v.Visitor.Caller, id)
	if err != nil {
		return err
	}
	query, err := v.Query("section", "id", "person", "before")
	if err != nil {
		return err
	}
	if isName(query.Get("id")) {
		return room.byName(v, heading, query)
	}
	wanted, err := wantedOf(query)
	if err != nil {
		return err
	}
	wanted.Event = id
	found, err := history.Read(v.Request.Context(), room.store, v.Visitor.Caller, wanted)
	if err != nil {
		return err
	}
	say := room.sayer(v)
	frame, _, err := v.Around(room.store, id, "log", say("log.title"))
	if err != nil {
		return err
	}
	at := fmt.Sprintf("/events/%d/log", id)
	body := logPage{Filter: room.filter(v, heading, wanted), Empty: page.Empty{Icon: "search", Title: say("log.none"),
		Text: say("log.none-yet")}}
	for _, i := range found.Imports {
		body.Imports = append(body.Imports, room.change(v, i, wanted))
	}
	if filtered(wanted) {
		body.Filter.All, body.Empty.Text = at, say("log.none-hint")
	}
	if wanted.Before > 0 {
		query.Del("before")
		body.Newest = at + "?" + query.Encode()
	}
	if found.Next > 0 {
		query.Set("before", strconv.Itoa(found.Next))
		body.Older = at + "?" + query.Encode()
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "log", Frame: frame, Body: body})
}

func filtered(q proposal.LogQuery) bool { return q.Entity != event.Key{} || q.Person != "" }

// wantedOf is what a query asks for. A section without a number, or a number without one, asks for nothing.
func wantedOf(query url.Values) (proposal.LogQuery, error) {
	q := proposal.LogQuery{Person: query.Get("person"), Limit: perPage}
	numbers := map[string]int64{}
	for _, name := range []string{"id", "before"} {
		if text := query.Get(name); text != "" {
			n, err := strconv.ParseInt(text, 10, 32)
			if err != nil || n < 1 {
				return q, &answer.Malformed{De: "Nummern sind ganze Zahlen ab 1.", En: "Numbers are whole, from 1 on."}
			}
			numbers[name] = n
		}
	}
	q.Before = int(numbers["before"])
	section := event.Section(query.Get("section"))
	if section != "" && !slices.Contains(event.Sections, section) {
		return q, &answer.Malformed{De: "Diese Art von Einträgen gibt es nicht.", En: "There is no such kind of entries."}
	}
	if section != "" && numbers["id"] > 0 {
		q.Entity = event.Key{Section: section, ID: int32(numbers["id"])}
	}
	return q, nil
}

func (room *Room) filter(v *visit.Visit, h access.Heading, q proposal.LogQuery) filter {
	say := room.sayer(v)
	f := filter{People: []option{{Text: say("log.anybody")}}}
	for _, s := range slices.Backward(event.Sections) { // registrations first, as most come for them
		f.Sections = append(f.Sections, option{string(s), say("log.section." + string(s)), s == q.Entity.Section})
	}
	if q.Entity.ID > 0 {
		f.ID = strconv.Itoa(int(q.Entity.ID))
	}
	people := slices.Concat(h.Roles.Orgas, h.Roles.Approvers)
	if q.Person != "" { // who may have left since
		people = append(people, q.Person)
	}
	slices.Sort(people)
	for _, mail := range slices.Compact(people) {
		f.People = append(f.People, option{mail, mail, mail == q.Person})
	}
	return f
}

// sayer says the sentences of the room to a visitor.
func (room *Room) sayer(v *visit.Visit) func(string, ...any) string {
	return func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
}

func (room *Room) change(v *visit.Visit, i history.Import, q proposal.LogQuery) change {
	say := room.sayer(v)
	c := change{Title: cmp.Or(i.Summary, say("log.untitled")), Meta: []string{v.Reader.Moment(i.At)}}
	if !i.Gone {
		c.Href = "/imports/" + string(i.ID)
	}
	switch {
	case i.Uploader != "" && i.Undo:
		c.Meta = append(c.Meta, say("log.prepared", i.Uploader))
	case i.Uploader != "":
		c.Meta = append(c.Meta, say("log.uploaded", i.Uploader))
	}
	c.Meta = append(c.Meta, say("log.confirmed", i.By))
	for _, l := range i.Lines {
		if l.Entity == (event.Key{}) && (l.Code == event.LogPartialImport || l.Code == event.LogDefinitionChanged) {
			continue // that is what stands above
		}
		told := line{What: wording.Logged(l.Code, v.Reader.Lang), Name: l.Name, Detail: l.Detail}
		if l.Entity.ID != 0 {
			told.Number = strconv.Itoa(int(l.Entity.ID))
		}
		if c.Href != "" && l.Entity.ID != 0 {
			told.At = fmt.Sprintf("%s#%s-%d", c.Href, l.Entity.Section, l.Entity.ID)
		}
		if l.Entity.ID != 0 && l.Entity != q.Entity && !l.Entity.Section.Defines() {
			told.Href = "?" + url.Values{"section": {string(l.Entity.Section)}, "id": {told.Number}}.Encode()
		}
		c.Lines = append(c.Lines, told)
	}
	return c
}
