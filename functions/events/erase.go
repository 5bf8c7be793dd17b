package events

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
)

// maxOrder is the size of the largest order to erase an event.
const maxOrder = 64 << 10

// titled is an order to erase an event: whoever gives it types the title, so that it is not another event.
type titled struct {
	Title    string `json:"title"`
	Personas bool   `json:"personas"`
}

var wholeOrder = answer.Whole{Limit: maxOrder, Example: map[string]any{"title": 0, "personas": 0}}

// erase orders that an event be erased, and answers with what it is then.
func (d Deps) erase(w http.ResponseWriter, r *http.Request) error {
	s, err := d.subject(r)
	if err != nil {
		return err
	}
	if !s.caller.Admin {
		return access.ErrNoAdmin
	}
	heading, err := d.Store.Heading(r.Context(), s.event)
	if err != nil {
		return err
	}
	var typed titled
	all, err := wholeOrder.Read(w, r, &typed)
	if err != nil {
		return err
	}
	if strings.TrimSpace(typed.Title) != strings.TrimSpace(heading.Title) {
		var found problem.List
		found.Add("/title", onevent.OtherTitle, fmt.Sprintf("%q", typed.Title), heading.Title)
		all.Join(found)
	}
	if !all.Empty() {
		return all
	}
	return d.end(w, r, access.Erasure{Event: s.event, By: s.caller, Personas: typed.Personas})
}

// callOff has an event not be erased after all.
func (d Deps) callOff(w http.ResponseWriter, r *http.Request) error {
	s, err := d.subject(r)
	if err != nil {
		return err
	}
	return d.end(w, r, access.Erasure{Event: s.event, By: s.caller, Off: true})
}

func (d Deps) end(w http.ResponseWriter, r *http.Request, e access.Erasure) error {
	if err := e.Order(r.Context(), d.Store); err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "erase ordered or called off", "event", e.Event, "ordered", !e.Off)
	return d.tell(w, r, e.By, e.Event)
}

// tell answers with what an event is.
func (d Deps) tell(w http.ResponseWriter, r *http.Request, c access.Caller, id event.ID) error {
	heading, err := d.Store.Heading(r.Context(), id)
	if err != nil {
		return err
	}
	item, err := d.item(r, c, heading)
	if err == nil {
		answer.JSON(w, r, item)
	}
	return err
}

// Erased is what is left of an event that is erased, for admins: its number, by whom, when.
type Erased struct {
	ID    event.ID  `json:"id"`
	By    string    `json:"by"`
	Begun time.Time `json:"begun"`
	// Step is what is to be done next.
	Step string `json:"step"`
	// Done is when nothing was left; missing: it is under way.
	Done time.Time `json:"done,omitzero"`
}

// erased are all events that were erased, or are being.
func (d Deps) erased(r *http.Request) ([]Erased, error) {
	all, err := d.Store.Erasures(r.Context(), false)
	var list []Erased
	for _, e := range all {
		list = append(list, Erased{ID: e.Event, By: e.By, Begun: e.Begun, Step: string(e.Step), Done: e.Done})
	}
	return list, err
}
