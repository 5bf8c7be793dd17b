package events

import (
	"log/slog"
	"net/http"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
)

// closing closes the event that a request is about, or opens it again, and answers with what it is then.
func (d Deps) closing(closed bool) answer.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		s, err := d.subject(r)
		if err != nil {
			return err
		}
		closure := access.Closure{Event: s.event, By: s.caller, Closed: closed}
		if err := closure.Make(r.Context(), d.Store); err != nil {
			return err
		}
		slog.InfoContext(r.Context(), "event closed or opened", "event", s.event, "closed", closed)
		heading, err := d.Store.Heading(r.Context(), s.event)
		if err != nil {
			return err
		}
		item, err := d.item(r, s.caller, heading)
		if err == nil {
			answer.JSON(w, r, item)
		}
		return err
	}
}
