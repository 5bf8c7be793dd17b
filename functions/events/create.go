package events

import (
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// maxExport is the size of the largest body: what Cloud Run takes, but for the headers.
const maxExport = 30 << 20

// Creation is what an event is created of.
type Creation struct {
	// Export is a partial export.
	Export jsontext.Value `json:"export"`
	// Access is who may do what.
	Access access.Roles `json:"access"`
	// Fees are the IDs of individual fees by title, where the export does not tell them.
	Fees map[string]event.FeeID `json:"fees"`
}

// necessary is what a request must say.
var necessary = answer.Whole{Limit: maxExport, Example: map[string]any{"export": 0, "access": people}}

// Created is an event that was created.
type Created struct {
	Event Item `json:"event"`
	// Findings are what is strange about it.
	Findings []answer.Finding `json:"findings"`
}

func (d Deps) create(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.admin(r)
	if err != nil {
		return err
	}
	if _, err := answer.Query(r); err != nil {
		return err
	}
	var wanted Creation
	all, err := necessary.Read(w, r, &wanted)
	if err != nil {
		return err
	}
	founded, found := wanted.founded(journal.New(journal.Created, caller.Mail, d.Now()))
	if all.Join(found); !all.Empty() {
		return all
	}
	err = d.Store.Create(r.Context(), founded)
	if big, ok := errors.AsType[*proposal.TooBig](err); ok {
		return &answer.Found{List: big.Below("/export"), Err: answer.ErrInvalid}
	}
	if err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "event created", "event", founded.Snapshot.ID)
	made, err := d.created(r, caller, founded)
	if err == nil {
		answer.Status(w, r, http.StatusCreated, made)
	}
	return err
}

// founded is the event that is to be, or all that keeps it from being, as findings about the body.
func (c Creation) founded(entry journal.Entry) (*proposal.Event, problem.List) {
	roles, found := access.Check(c.Access)
	found = found.Below("/access")
	snapshot, unreadable := proposal.ReadExport(c.Export)
	if snapshot == nil {
		found.Append(unreadable.Below("/export"))
		return nil, found
	}
	found.Append(snapshot.NameFees(c.Fees).Below("/fees"))
	founded, wrong := proposal.Founded(&proposal.Event{Snapshot: snapshot, Access: roles, Created: &entry})
	found.Append(wrong.Below("/export"))
	return founded, found
}

// created is what the answer tells of a new event.
func (d Deps) created(r *http.Request, c access.Caller, e *proposal.Event) (Created, error) {
	heading, err := d.Store.Heading(r.Context(), e.Snapshot.ID)
	if err != nil {
		return Created{}, err
	}
	item, err := d.item(r, c, heading)
	strange := e.Snapshot.Warnings().Below("/export")
	known, namesErr := d.Store.Personas(r.Context(), slices.Collect(maps.Keys(e.Snapshot.Personas))...)
	strange.Append(persona.OtherNames(e.Snapshot.Personas, known).Below("/export"))
	strange.Append(e.Access.Warnings(d.Now()).Below("/access"))
	return Created{item, answer.Findings(strange.Items, answer.Language(r))}, errors.Join(err, namesErr)
}
