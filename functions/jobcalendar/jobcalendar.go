// Package jobcalendar is the function JobCalendar: planners keep appointments, persons, resources; people read their
// own.
package jobcalendar

import (
	"net/http"
	"strings"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
)

const (
	// maxBody is the size of the largest request: a batch of 1,000 appointments with long descriptions.
	maxBody = 16 << 20
	// maxListed is how many appointments a list may have.
	maxListed = 10_000
)

// Deps is what the function works with.
type Deps struct {
	Store   jobcal.Store
	Answers Answers
	Caller  answer.Caller
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
//	PUT         /persons/{id}/sync               {"sync": true}
//	POST        /persons/{id}/feed               gives the person's feed another address
//	GET         /persons/{id}/feed.ics?key=…     the feed, for whoever has the address
//
// Planners may do everything. A person reads their own record, with the lists restricted to what is theirs, switches
// their own sync, renews their own feed. To everybody else nothing exists.
func New(d Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := d.serve(w, r); err != nil {
			answer.Error(w, r, err)
		}
	})
}

// request is one that is being answered.
type request struct {
	Deps
	visitor
	w    http.ResponseWriter
	r    *http.Request
	kind kind
	id   string // of the record; empty: none is named
}

// route is what can be done at a path, by method.
type route map[string]func(*request) error

// routes are by the form of a path; {} stands for a kind of records, * for an ID.
var routes = map[string]route{
	"{}": {http.MethodGet: (*request).list},
	"{}/*": {http.MethodGet: (*request).get, http.MethodPut: (*request).put,
		http.MethodDelete: (*request).delete},
	"appointments:batch":     {http.MethodPost: (*request).batch},
	"appointments/*/answers": {http.MethodGet: (*request).answers},
	"persons/*/sync":         {http.MethodPut: (*request).setSync},
	"persons/*/feed":         {http.MethodPost: (*request).renewFeed},
}

func (d Deps) serve(w http.ResponseWriter, r *http.Request) error {
	path := strings.TrimPrefix(r.URL.Path, "/JobCalendar/")
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if len(parts) == 3 && parts[0] == "persons" && parts[2] == "feed.ics" && d.FeedAddress != "" {
		return d.feed(w, r, jobcal.PersonID(parts[1])) // calendars that read it cannot sign in
	}
	caller, err := d.Caller(r)
	if err != nil {
		return err
	}
	req := &request{Deps: d, w: w, r: r}
	route := req.find(parts)
	if route == nil {
		return access.ErrNotFound
	}
	if !answer.Allow(w, r, route.methods()...) {
		return nil
	}
	if req.visitor, err = d.visitor(r.Context(), caller); err != nil {
		return err
	}
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	return route[method](req)
}

// find gives the route of a path; nil: there is none.
func (r *request) find(parts []string) route {
	form := strings.Join(parts, "/")
	if kind, ok := kinds[parts[0]]; ok {
		r.kind = kind
		form = "{}"
	}
	if len(parts) > 1 && parts[1] != "" {
		r.id = parts[1]
		form += "/*"
	}
	if len(parts) == 3 {
		form = parts[0] + "/*/" + parts[2]
	}
	if len(parts) > 3 || len(parts) > 1 && r.id == "" {
		return nil
	}
	return routes[form]
}

func (r route) methods() []string {
	var methods []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodPost, http.MethodDelete} {
		if r[m] != nil || m == http.MethodHead && r[http.MethodGet] != nil {
			methods = append(methods, m)
		}
	}
	return methods
}
