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
	// Closed is who closed it and when; missing: it is open.
	Closed *access.Closing `json:"closed,omitzero"`
	// Roles are what the caller is in it: orga, approver, admin.
	Roles []string `json:"roles"`
	// Pending is how many imports wait for somebody to decide; Waiting how many of them the caller may confirm.
	Pending int `json:"pending"`
	Waiting int `json:"waiting"`
}

// List are the events that somebody has to do with, the newest first.
type List struct {
	Events []Item `json:"events"`
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
	answer.JSON(w, r, list)
	return nil
}

func (d Deps) item(r *http.Request, c access.Caller, h access.Heading) (Item, error) {
	heads, _, err := proposal.List(r.Context(), d.Store, c,
		proposal.Filter{Event: h.ID, Statuses: []proposal.Status{proposal.Pending}, Now: d.Now()})
	item := Item{ID: h.ID, Title: h.Title, FirstDay: h.FirstDay, LastDay: h.LastDay,
		Closed: h.Roles.Closed, Roles: h.Roles.Of(c), Pending: len(heads)}
	for _, head := range heads {
		if head.Awaits(h.Roles, c) {
			item.Waiting++
		}
	}
	return item, err
}
