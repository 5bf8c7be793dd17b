// Package events is the function Events, by which people run events: from their creation to their log.
package events

import (
	"context"
	"net/http"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/dossier"
)

// Store keeps events, who may do what in them, what those who administer did.
type Store interface {
	proposal.Store
	access.Directory
	access.Keeper
	journal.Reader
	persona.Store
	// Erasures lists what was erased, see [erasing.Store].
	Erasures(ctx context.Context, open bool) ([]erasing.Record, error)
}

// Settings say how long imports and logs are kept.
type Settings interface {
	Settings(ctx context.Context) (calsync.Settings, error)
}

// Deps is what the function works with.
type Deps struct {
	Store    Store
	People   dossier.People
	Settings Settings
	Caller   answer.Caller
	Now      func() time.Time
	// Uploaders are whom the deployment lets upload into the bucket directly, by the event's ID; nil: nobody knows.
	Uploaders map[int64][]string
}

// New is the function's handler. Paths may begin with /Events, as in the local run.
//
//	GET  /                     the events that the caller has to do with
//	POST /                     a new one, from an export; for admins
//	GET  /access?event=1       who may do what in it, with the ETag; for its orgas, its approvers, admins
//	PUT  /access?event=1       the same anew, with If-Match; for admins
//	GET  /definition?event=1   its parts, tracks, fields, fees, groups, titles, with the ETag; for the same
//	PUT  /definition?event=1   how they should be, with If-Match: makes a proposal; for its orgas, admins
//	POST /close?event=1        closes it: nothing of it changes any more; for admins
//	DELETE /close?event=1      opens it again; for admins
//	POST /erase?event=1        has it erased in seven days; for admins
//	DELETE /erase?event=1      calls that off until then; for admins
//	GET  /personas/1001        who that is, with the ETag; orgas of open events get the name, and whether they can be
//	                           registered, which the journal tells
//	PUT  /personas/1001        the same anew, with If-Match, or with If-None-Match: * for a new one; for admins
//	DELETE /personas/1001      deletes it, with If-Match, unless registered; for admins
//	GET  /personas/1001/data   everything stored about somebody, which the journal tells; for admins
//	    [?event=1]             of events only this one
//	POST /personas:batch       up to 10,000 of them, all or none; for admins
//	GET  /log?event=1          what was changed, when, by whom, newest first, at most 100 lines
//	    [&registration=17]     the lines about one registration
//	    [&limit=500]           more lines, up to 1,000
//	    [&before=4711]         the page after the one that said "next": 4711
//	GET  /log?admin            what those who administer did, newest first; for admins
//	    [&event=1]             the entries about one event
//	    [&persona=1001]        the entries about one persona
//	    [&limit=500]           more entries, up to 1,000
//	    [&after=ID]            the page after the one that said "next": ID
func New(d Deps) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/{$}", answer.Methods{http.MethodGet: d.list, http.MethodPost: d.create})
	mux.Handle("/access", answer.Methods{http.MethodGet: d.getAccess, http.MethodPut: d.putAccess})
	mux.Handle("/definition", answer.Methods{http.MethodGet: d.getDefinition, http.MethodPut: d.putDefinition})
	mux.Handle("/close", answer.Methods{http.MethodPost: d.closing(true), http.MethodDelete: d.closing(false)})
	mux.Handle("/erase", answer.Methods{http.MethodPost: d.erase, http.MethodDelete: d.callOff})
	mux.Handle("/personas/{id}", answer.Methods{http.MethodGet: d.getPersona, http.MethodPut: d.putPersona,
		http.MethodDelete: d.deletePersona})
	mux.Handle("/personas/{id}/data", answer.Methods{http.MethodGet: d.personaData})
	mux.Handle("/personas:batch", answer.Methods{http.MethodPost: d.batchPersonas})
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

// admin is the caller, who has to be one.
func (d Deps) admin(r *http.Request) (access.Caller, error) {
	caller, err := d.Caller(r)
	if err == nil && !caller.Admin {
		err = access.ErrNoAdmin
	}
	return caller, err
}
