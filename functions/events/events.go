// Package events is the function Events: people read what became of an event.
package events

import (
	"net/http"
	"net/url"
	"strconv"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// Deps is what the function works with.
type Deps struct {
	Store  proposal.Store
	Caller answer.Caller
}

// New is the function's handler. Paths may begin with /Events, as in the local run.
//
//	GET /log?event=1           what was changed, when, by whom, newest first, at most 100 lines
//	    [&registration=17]     the lines about one registration
//	    [&limit=500]           more lines, up to 1,000
//	    [&before=4711]         the page after the one that said "next": 4711
func New(d Deps) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/log", answer.Methods{http.MethodGet: d.log})
	mux.Handle("/", answer.Handler(d.nothing))
	return answer.Under("/Events", mux)
}

// nothing answers paths at which there is nothing, to who has signed in.
func (d Deps) nothing(_ http.ResponseWriter, r *http.Request) error {
	if _, err := d.Caller(r); err != nil {
		return err
	}
	return access.ErrNotFound
}

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
	registration, limit, before := 0, usualLines, 0
	for _, number := range []struct {
		name  string
		value *int
		most  int
	}{{"registration", &registration, 1<<31 - 1}, {"limit", &limit, mostLines}, {"before", &before, 1 << 40}} {
		if !query.Has(number.name) {
			continue
		}
		n, err := strconv.Atoi(query.Get(number.name))
		if err != nil || n < 1 || n > number.most {
			most := strconv.Itoa(number.most)
			return proposal.LogQuery{}, &answer.Malformed{
				De: "?" + number.name + "= ist eine ganze Zahl von 1 bis " + most + ".",
				En: "?" + number.name + "= is a whole number from 1 to " + most + ".",
			}
		}
		*number.value = n
	}
	wanted := proposal.LogQuery{Before: before, Limit: limit}
	if registration != 0 {
		wanted.Entity = event.Key{Section: event.Registrations, ID: int32(registration)}
	}
	return wanted, nil
}
