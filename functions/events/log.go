package events

import (
	"net/http"
	"net/url"
	"strconv"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// Log is a page of an event's log.
type Log struct {
	Entries []proposal.LogLine `json:"entries"`
	// Next is what ?before= takes for the page after this one; missing: there is none.
	Next int `json:"next,omitzero"`
}

// How many lines a page has.
const (
	usualLines = 100
	mostLines  = 1000
)

func (d Deps) log(w http.ResponseWriter, r *http.Request) error {
	if r.URL.Query().Has("admin") {
		return d.journal(w, r)
	}
	page, err := d.page(r)
	if err != nil {
		return err
	}
	answer.JSON(w, r, page)
	return nil
}

func (d Deps) page(r *http.Request) (*Log, error) {
	caller, err := d.Caller(r)
	if err != nil {
		return nil, err
	}
	query, err := answer.Query(r, "event", "registration", "limit", "before")
	if err != nil {
		return nil, err
	}
	id, err := answer.EventID(query)
	if err != nil {
		return nil, err
	}
	wanted, err := wantedLines(query)
	if err != nil {
		return nil, err
	}
	limit := wanted.Limit
	wanted.Event = id
	wanted.Limit++ // one more tells whether there is another page
	lines, err := proposal.Log(r.Context(), d.Store, caller, wanted)
	if err != nil {
		return nil, err
	}
	page := &Log{Entries: append([]proposal.LogLine{}, lines...)}
	if len(lines) > limit {
		page.Entries = page.Entries[:limit]
		page.Next = page.Entries[limit-1].Line
	}
	return page, nil
}

// wantedLines is what a query asks for.
func wantedLines(query url.Values) (proposal.LogQuery, error) {
	registration, err := number(query, "registration", 0, 1<<31-1)
	if err != nil {
		return proposal.LogQuery{}, err
	}
	limit, err := number(query, "limit", usualLines, mostLines)
	if err != nil {
		return proposal.LogQuery{}, err
	}
	before, err := number(query, "before", 0, 1<<40)
	if err != nil {
		return proposal.LogQuery{}, err
	}
	wanted := proposal.LogQuery{Before: before, Limit: limit}
	if registration != 0 {
		wanted.Entity = event.Key{Section: event.Registrations, ID: int32(registration)}
	}
	return wanted, nil
}

// number is a whole number of a query from 1 to most; usual, if it does not say.
func number(query url.Values, name string, usual, most int) (int, error) {
	if !query.Has(name) {
		return usual, nil
	}
	n, err := strconv.Atoi(query.Get(name))
	if err != nil || n < 1 || n > most {
		return 0, &answer.Malformed{
			De: "?" + name + "= ist eine ganze Zahl von 1 bis " + strconv.Itoa(most) + ".",
			En: "?" + name + "= is a whole number from 1 to " + strconv.Itoa(most) + ".",
		}
	}
	return n, nil
}

// Journal is a page of what those who administer did.
type Journal struct {
	Entries []journal.Entry `json:"entries"`
	// Next is what ?after= takes for the page after this one; missing: there is none.
	Next string `json:"next,omitzero"`
}

func (d Deps) journal(w http.ResponseWriter, r *http.Request) error {
	if _, err := d.admin(r); err != nil {
		return err
	}
	query, err := answer.Query(r, "admin", "event", "persona", "limit", "after")
	if err != nil {
		return err
	}
	wanted := journal.Query{After: query.Get("after"), Limit: usualLines}
	if query.Has("event") {
		if wanted.Event, err = answer.EventID(query); err != nil {
			return err
		}
	}
	who, err := number(query, "persona", 0, 1<<31-1)
	if err != nil {
		return err
	}
	wanted.Persona = event.PersonaID(who)
	if wanted.Limit, err = number(query, "limit", usualLines, mostLines); err != nil {
		return err
	}
	if wanted.After != "" && !journal.IsID(wanted.After) {
		return &answer.Malformed{De: "?after= ist, was bei der Seite davor unter „next“ steht.",
			En: "?after= is what the page before says as “next”."}
	}
	limit := wanted.Limit
	wanted.Limit++ // one more tells whether there is another page
	entries, err := d.Store.Journal(r.Context(), wanted)
	if err != nil {
		return err
	}
	page := Journal{Entries: append([]journal.Entry{}, entries...)}
	if len(entries) > limit {
		page.Entries = page.Entries[:limit]
		page.Next = page.Entries[limit-1].ID
	}
	answer.JSON(w, r, page)
	return nil
}
