package events

import (
	"log/slog"
	"net/http"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/proposal/dossier"
)

// personaData answers with everything that is stored about somebody.
func (d Deps) personaData(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.admin(r)
	if err != nil {
		return err
	}
	query, err := answer.Query(r, "event")
	if err != nil {
		return err
	}
	q := dossier.Question{Persona: personaOf(r), By: persona.By{Name: caller.Mail, At: d.Now()},
		Language: answer.Language(r)}
	if query.Has("event") {
		if q.Event, err = answer.EventID(query); err != nil {
			return err
		}
	}
	if q.Persona == 0 { // nothing was looked up
		return persona.ErrUnknown
	}
	found, err := dossier.Of(r.Context(), d.Store, d.People, q)
	if err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "all that is stored about a persona was read", "events", len(found.Events))
	answer.JSON(w, r, found)
	return nil
}
