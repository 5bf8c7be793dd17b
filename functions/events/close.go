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
		settings, err := d.Settings.Settings(r.Context())
		if err != nil {
			return err
		}
		closure := access.Closure{Event: s.event, By: s.caller, Closed: closed, Keep: settings.KeepDays}
		if err := closure.Make(r.Context(), d.Store); err != nil {
			return err
		}
		slog.InfoContext(r.Context(), "event closed or opened", "event", s.event, "closed", closed)
		return d.tell(w, r, s.caller, s.event)
	}
}
