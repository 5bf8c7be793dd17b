package events

import (
	"net/http"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// Item is an event as the list has it.
type Item struct {
	ID    event.ID `json:"id"`
	Title string   `json:"title"`
	// FirstDay and LastDay are those of its parts, YYYY-MM-DD.
	FirstDay string `json:"first_day"`
	LastDay  string `json:"last_day"`
	State    State  `json:"state"`
	// Closed is who closed it, when, and how long imports and log are kept; missing: it is open.
	Closed *access.Closing `json:"closed,omitzero"`
	// Ending is who ordered that it be erased, when, and when that begins; missing: nobody.
	Ending *access.Ending `json:"ending,omitzero"`
	// Roles are what the caller is in it: orga, approver, admin.
	Roles []string `json:"roles"`
	// Pending is how many imports wait for somebody to decide; Waiting how many of them the caller may confirm.
	Pending int `json:"pending"`
	Waiting int `json:"waiting"`
}

// State is where an event is in its life.
type State string

// The states.
const (
	Open   State = "open"
	Closed State = "closed" // nothing of it changes any more
	Ending State = "ending" // it is to be erased
)

func stateOf(r access.Roles) State {
	switch {
	case r.Ending != nil:
		return Ending
	case r.Closed != nil:
		return Closed
	}
	return Open
}

// List are the events that somebody has to do with, the newest first.
type List struct {
	Events []Item `json:"events"`
	// Erased are those that are there no more, for admins.
	Erased []Erased `json:"erased,omitempty"`
}

func (d Deps) list(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.Caller(r)
	if err != nil {
		return err
	}
	if _, err := answer.Query(r); err != nil {
		return err
	}
	visible, err := access.Visible(r.Context(), d.Store, caller)
	if err != nil {
		return err
	}
	list := List{Events: []Item{}}
	for _, h := range visible {
		item, err := d.item(r, caller, h)
		if err != nil {
			return err
		}
		list.Events = append(list.Events, item)
	}
	if caller.Admin {
		if list.Erased, err = d.erased(r); err != nil {
			return err
		}
	}
	answer.JSON(w, r, list)
	return nil
}

func (d Deps) item(r *http.Request, c access.Caller, h access.Heading) (Item, error) {
	heads, _, err := proposal.List(r.Context(), d.Store, c,
		proposal.Filter{Event: h.ID, Statuses: []proposal.Status{proposal.Pending}, Now: d.Now()})
	item := Item{ID: h.ID, Title: h.Title, FirstDay: h.FirstDay, LastDay: h.LastDay,
		State: stateOf(h.Roles), Closed: h.Roles.Closed, Ending: h.Roles.Ending, Roles: h.Roles.Of(c), Pending: len(heads)}
	for _, head := range heads {
		if head.Awaits(h.Roles, c) {
			item.Waiting++
		}
	}
	return item, err
}
