package events

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// The size of the largest bodies about one persona, and about many.
const (
	maxPersona  = 64 << 10
	maxPersonas = 30 << 20
)

// Known is what an orga learns of somebody.
type Known struct {
	ID   event.PersonaID `json:"id"`
	Name string          `json:"name"`
	// CanRegister: they can be registered. If not, Reason says why.
	CanRegister bool   `json:"can_register"`
	Reason      string `json:"reason,omitzero"`
}

// personaOf is whom the path names; 0: nobody.
func personaOf(r *http.Request) event.PersonaID {
	n, err := strconv.ParseInt(r.PathValue("id"), 10, 32)
	if err != nil || n < 1 {
		return 0
	}
	return event.PersonaID(n)
}

func (d Deps) getPersona(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.Caller(r)
	if err != nil {
		return err
	}
	if _, err := answer.Query(r); err != nil {
		return err
	}
	id := personaOf(r)
	if !caller.Admin {
		return d.lookUp(w, r, caller, id)
	}
	found, err := d.Store.Personas(r.Context(), id)
	if err != nil {
		return err
	}
	p := found[id]
	if p == nil {
		return fmt.Errorf("persona %d: %w", id, persona.ErrUnknown)
	}
	return answer.Tagged(w, r, answer.Quoted(persona.Tag(p)), p)
}

// lookUp tells an orga who somebody is. Nobody else learns whether there is anybody.
func (d Deps) lookUp(w http.ResponseWriter, r *http.Request, c access.Caller, id event.PersonaID) error {
	visible, err := access.Visible(r.Context(), d.Store, c)
	if err != nil {
		return err
	}
	orga := false
	for _, h := range visible {
		orga = orga || h.Roles.Orga(c) && h.Roles.Closed == nil
	}
	if !orga || id <= 0 { // nothing was looked up
		return access.ErrNotFound
	}
	p, err := persona.LookUp(r.Context(), d.Store, persona.By{Name: c.Mail, At: d.Now()}, id)
	if err != nil {
		return err
	}
	known := Known{ID: id, Name: p.Name(), CanRegister: p.Barred() == ""}
	if !known.CanRegister {
		var found problem.List
		found.Add("", p.Barred(), p.Name())
		known.Reason = found.Items[0].Message(answer.Language(r))
	}
	answer.JSON(w, r, known)
	return nil
}

func (d Deps) putPersona(w http.ResponseWriter, r *http.Request) error {
	op := persona.Operation{IfMatch: answer.IfMatch(r), IfNoneMatch: answer.IfNoneMatch(r)}
	by, err := d.changing(r, op)
	if err != nil {
		return err
	}
	if err := answer.Body(w, r, maxPersona, &op.Put); err != nil {
		return err
	}
	if op.ID = personaOf(r); op.ID == 0 {
		return access.ErrNotFound
	}
	results, err := d.apply(r, by, []persona.Operation{op})
	if err != nil {
		return err
	}
	return answer.Replaced(w, r, answer.Quoted(persona.Tag(results[0].Person)), results[0].Person)
}

func (d Deps) deletePersona(w http.ResponseWriter, r *http.Request) error {
	op := persona.Operation{Delete: personaOf(r), IfMatch: answer.IfMatch(r)}
	by, err := d.changing(r, op)
	if err != nil {
		return err
	}
	if op.Delete == 0 {
		return access.ErrNotFound
	}
	if _, err := d.apply(r, by, []persona.Operation{op}); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// changing is who changes one persona, under a condition.
func (d Deps) changing(r *http.Request, op persona.Operation) (persona.By, error) {
	caller, err := d.admin(r)
	if err != nil {
		return persona.By{}, err
	}
	if _, err := answer.Query(r); err != nil {
		return persona.By{}, err
	}
	if op.IfMatch+op.IfNoneMatch == "" {
		return persona.By{}, answer.ErrUnconditional
	}
	return persona.By{Name: caller.Mail, At: d.Now()}, nil
}

func (d Deps) batchPersonas(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.admin(r)
	if err != nil {
		return err
	}
	if _, err := answer.Query(r); err != nil {
		return err
	}
	var body struct {
		Operations []persona.Operation `json:"operations"`
	}
	if err := answer.Record(w, r, maxPersonas, &body); err != nil {
		return err
	}
	results, err := d.apply(r, persona.By{Name: caller.Mail, At: d.Now()}, body.Operations)
	if err == nil {
		answer.JSON(w, r, map[string]any{"results": results})
	}
	return err
}

// apply applies operations. An error with findings is an [answer.Found].
func (d Deps) apply(r *http.Request, by persona.By, ops []persona.Operation) ([]persona.Result, error) {
	results, found, err := persona.Apply(r.Context(), d.Store, by, ops)
	if big, ok := errors.AsType[*proposal.TooBig](err); ok {
		found, err = big.Below("/operations"), answer.ErrInvalid
	}
	if err == nil && !found.Empty() {
		err = answer.ErrInvalid
	}
	if err != nil && !found.Empty() {
		if len(ops) == 1 && !strings.HasSuffix(r.URL.Path, ":batch") {
			found = relative(found)
		}
		return nil, &answer.Found{List: found, Err: err}
	}
	if err == nil {
		slog.InfoContext(r.Context(), "personas changed", "operations", len(ops))
	}
	return results, err
}

// relative are findings about the only operation as findings about its record.
func relative(found problem.List) problem.List {
	found = found.Clone()
	for i, p := range found.Items {
		at := strings.TrimPrefix(string(p.Path), "/operations/0")
		found.Items[i].Path = jsontext.Pointer(strings.TrimPrefix(at, "/put"))
	}
	return found
}
