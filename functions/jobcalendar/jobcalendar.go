// Package jobcalendar is the function JobCalendar: planners keep appointments, persons, resources; people read their
// own.
package jobcalendar

import (
	"context"
	"net/http"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/jobcal/visitor"
)

const (
	// maxBody is the size of the largest request: a batch of 1,000 appointments with long descriptions.
	maxBody = 16 << 20
	// maxListed is how many appointments a list may have.
	maxListed = 10_000
)

// Answers knows what was answered to invitations. It is shown here, but nobody changes an appointment by it.
type Answers interface {
	// Answers gives the answers to the invitation to an appointment, by mail address, of each guest the latest last, as
	// the last run of the sync saw them.
	Answers(ctx context.Context, id jobcal.AppointmentID) (map[string][]jobcal.Given, error)
}

// Deps is what the function works with.
type Deps struct {
	Store     jobcal.Store
	Histories history.Store
	Tables    table.Store
	Answers   Answers
	Caller    answer.Caller
	// FeedAddress is the URL of the function for calendars, which cannot sign in; empty: there are no feeds.
	FeedAddress string
	Now         func() time.Time
}

// New is the function's handler. Paths may begin with /JobCalendar, as in the local run.
//
//	GET         /appointments[?from&to&person]   the appointments, by their start
//	GET         /persons, /resources             all of them
//	GET         …/{id}                           one of them, with its ETag
//	PUT         …/{id}                           creates or replaces it; If-Match, If-None-Match
//	DELETE      …/{id}                           deletes it, if it is there; If-Match
//	POST        /appointments:batch              {"operations": [{"put": {…}}, {"delete": "id"}, …]}, see
//	                                             [jobcal.Operation]
//	GET         /appointments/{id}/answers       what was answered to the invitation; planners only
//	GET         /appointments/{id}/history       what became of it, by whom, also if it was deleted; planners only
//	POST        /appointments/{id}/history       {"restore": entry} puts it back as it was before; If-Match
//	GET         /tables, /tables/{name}          what became of tables that lead; planners only
//	POST        /tables                          {"table": name, "approve": hash}, see package table
//	PUT         /persons/{id}/sync               {"sync": true}
//	POST        /persons/{id}/feed               gives the person's feed another address
//	GET         /persons/{id}/feed.ics?key=…     the feed, for whoever has the address
//
// Planners may do everything. A person reads their own record, with the lists restricted to what is theirs, switches
// their own sync, renews their own feed. To everybody else nothing exists. Package visitor decides on all of that.
func New(d Deps) http.Handler {
	mux := http.NewServeMux()
	for _, k := range kinds {
		mux.Handle("/"+k.name, answer.Methods{http.MethodGet: d.signedIn(k, (*request).list)})
		mux.Handle("/"+k.name+"/{id}", answer.Methods{
			http.MethodGet:    d.signedIn(k, (*request).get),
			http.MethodPut:    d.signedIn(k, (*request).put),
			http.MethodDelete: d.signedIn(k, (*request).delete),
		})
	}
	for pattern, methods := range map[string]answer.Methods{
		"/appointments:batch":        {http.MethodPost: d.signedIn(ofAppointments, (*request).batch)},
		"/appointments/{id}/answers": {http.MethodGet: d.signedIn(ofAppointments, (*request).answers)},
		"/appointments/{id}/history": {http.MethodGet: d.signedIn(ofAppointments, (*request).readHistory),
			http.MethodPost: d.signedIn(ofAppointments, (*request).restore)},
		"/tables": {http.MethodGet: d.signedIn(kind{}, (*request).listTables),
			http.MethodPost: d.signedIn(kind{}, (*request).approveTable)},
		"/tables/{id}":       {http.MethodGet: d.signedIn(kind{}, (*request).readTable)},
		"/persons/{id}/sync": {http.MethodPut: d.signedIn(ofPersons, (*request).setSync)},
		"/persons/{id}/feed": {http.MethodPost: d.signedIn(ofPersons, (*request).renewFeed)},
	} {
		mux.Handle(pattern, methods)
	}
	if d.FeedAddress != "" { // calendars that read feeds cannot sign in
		mux.Handle("/persons/{id}/feed.ics", answer.Methods{http.MethodGet: d.feed})
	}
	mux.Handle("/", d.signedIn(kind{}, func(*request) error { return access.ErrNotFound }))
	return answer.Under("/JobCalendar", mux)
}

// request is one of somebody who may see something.
type request struct {
	deps    Deps
	visitor visitor.Visitor
	caller  access.Caller
	w       http.ResponseWriter
	r       *http.Request
	kind    kind
	id      string // of the record; empty: none is named
}

// signedIn has do answer requests of those who may see something, about a kind of records.
func (d Deps) signedIn(k kind, do func(*request) error) answer.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		caller, err := d.Caller(r)
		if err != nil {
			return err
		}
		v, err := visitor.Of(r.Context(), d.Store, caller)
		if err != nil {
			return err
		}
		return do(&request{deps: d, visitor: v, caller: caller, w: w, r: r, kind: k, id: r.PathValue("id")})
	}
}

// find reads all persons, all resources, the appointment that the request is about.
func (r *request) find() (*jobcal.Book, error) {
	var ids []jobcal.AppointmentID
	if id := jobcal.AppointmentID(r.id); r.kind.name == ofAppointments.name && jobcal.ValidID(id) {
		ids = append(ids, id)
	}
	return r.deps.Store.Find(r.r.Context(), ids...)
}

// noQuery refuses what follows a question mark, where nothing may.
func (r *request) noQuery() error {
	_, err := answer.Query(r.r)
	return err
}

// plan is for what only planners may do; it has no query.
func (r *request) plan() error {
	if err := r.visitor.MayPlan(); err != nil {
		return err
	}
	return r.noQuery()
}
