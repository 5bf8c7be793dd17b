// Package export is the function Export: orgas download an event as a partial export, or the JSON Schema of imports for
// it.
package export

import (
	"net/http"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/schema"
)

// Deps is what the function works with.
type Deps struct {
	Store  proposal.Store
	Caller answer.Caller
	Now    func() time.Time
}

// New is the function's handler.
//
//	GET ?event=1          the partial export, without the directory of everybody who may be registered
//	GET ?event=1&schema   the JSON Schema of an import
func New(d Deps) http.Handler {
	return answer.Methods{http.MethodGet: d.export}
}

func (d Deps) export(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.Caller(r)
	if err != nil {
		return err
	}
	query, err := answer.Query(r, "event", "schema")
	if err != nil {
		return err
	}
	id, err := answer.EventID(query)
	if err != nil {
		return err
	}
	if _, err := access.Allow(r.Context(), d.Store, caller, id); err != nil {
		return err
	}
	e, err := d.Store.Event(r.Context(), id)
	if err != nil {
		return err
	}
	if query.Has("schema") {
		content := schema.Of(e.Snapshot)
		answer.Content{Type: "application/schema+json", Tag: answer.WeakTag(content), Body: content}.Send(w, r)
		return nil
	}
	dated, undated, err := event.WriteDated(e.Snapshot.Public(), d.Now())
	if err != nil {
		return err
	}
	answer.Content{Type: "application/json", Tag: answer.WeakTag(undated), Body: dated}.Send(w, r)
	return nil
}
