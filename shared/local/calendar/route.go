package calendar

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
)

// Base is where the API is served.
const Base = "/calendar/v3/"

// maxBody is the largest request in bytes. A description has 8 KiB, a list of guests some hundred lines.
const maxBody = 1 << 20

// operation answers one kind of request to the API. It holds c.mu.
type operation func(*Calendar, *request) (result, error)

// operations is the API: method and path as the discovery document has them.
var operations = map[string]operation{
	"POST calendars":                        (*Calendar).insertCalendar,
	"GET calendars/{calendarId}":            (*Calendar).getCalendar,
	"PUT calendars/{calendarId}":            (*Calendar).updateCalendar,
	"PATCH calendars/{calendarId}":          (*Calendar).updateCalendar,
	"DELETE calendars/{calendarId}":         (*Calendar).deleteCalendar,
	"POST calendars/{calendarId}/clear":     notHere,
	"GET users/me/calendarList":             (*Calendar).listCalendars,
	"POST users/me/calendarList":            (*Calendar).addToList,
	"GET users/me/calendarList/{listId}":    (*Calendar).getFromList,
	"PUT users/me/calendarList/{listId}":    notHere,
	"PATCH users/me/calendarList/{listId}":  notHere,
	"DELETE users/me/calendarList/{listId}": (*Calendar).dropFromList,

	"GET calendars/{calendarId}/acl":             (*Calendar).listRules,
	"POST calendars/{calendarId}/acl":            (*Calendar).insertRule,
	"GET calendars/{calendarId}/acl/{ruleId}":    (*Calendar).getRule,
	"PUT calendars/{calendarId}/acl/{ruleId}":    (*Calendar).updateRule,
	"PATCH calendars/{calendarId}/acl/{ruleId}":  (*Calendar).updateRule,
	"DELETE calendars/{calendarId}/acl/{ruleId}": (*Calendar).deleteRule,

	"GET calendars/{calendarId}/events":                     (*Calendar).listEvents,
	"POST calendars/{calendarId}/events":                    (*Calendar).insertEvent,
	"POST calendars/{calendarId}/events/import":             (*Calendar).importEvent,
	"GET calendars/{calendarId}/events/{eventId}":           (*Calendar).getEvent,
	"PUT calendars/{calendarId}/events/{eventId}":           (*Calendar).updateEvent,
	"PATCH calendars/{calendarId}/events/{eventId}":         (*Calendar).patchEvent,
	"DELETE calendars/{calendarId}/events/{eventId}":        (*Calendar).deleteEvent,
	"POST calendars/{calendarId}/events/{eventId}/move":     (*Calendar).moveEvent,
	"GET calendars/{calendarId}/events/{eventId}/instances": notHere,
	"POST calendars/{calendarId}/events/quickAdd":           notHere,
	"POST calendars/{calendarId}/events/watch":              notHere,
	"POST calendars/{calendarId}/acl/watch":                 notHere,
	"POST calendars/{calendarId}/transferOwnership":         notHere,
	"POST users/me/calendarList/watch":                      notHere,
	"POST users/me/settings/watch":                          notHere,
	"POST channels/stop":                                    notHere,
	"POST freeBusy":                                         notHere,
	"GET colors":                                            (*Calendar).getColors,
	"GET users/me/settings":                                 (*Calendar).listSettings,
	"GET users/me/settings/{setting}":                       (*Calendar).getSetting,
}

func notHere(*Calendar, *request) (result, error) { return result{}, errNotHere }

// request is a request to the API.
type request struct {
	*http.Request
	params
	caller string // mail
	body   []byte
}

// result is the answer to a request that succeeded: 204 without a body.
type result struct {
	body any // []byte: JSON already
	etag string
}

func (c *Calendar) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, o := range operations {
		method, path, _ := strings.Cut(pattern, " ")
		mux.Handle(method+" "+Base+path, c.serve(o))
	}
	mux.Handle(Base, c.serve(func(*Calendar, *request) (result, error) { return result{}, errUnknown }))
	return mux
}

// serve makes an operation a handler: the only place where an error becomes an answer.
func (c *Calendar) serve(o operation) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			answer(w, r, result{}, invalid("", "The request cannot be read: %v", err))
			return
		}
		req := &request{Request: r, params: params{values: r.URL.Query()}, caller: CallerOf(r), body: body}
		res, err := c.run(o, req)
		answer(w, r, res, err)
	})
}

// run does o, alone.
func (c *Calendar) run(o operation, r *request) (res result, err error) {
	fields, err := readMask(r.text("fields"))
	if err != nil {
		return result{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	res, err = o(c, r)
	if err != nil || res.body == nil {
		return res, err
	}
	body, ok := res.body.([]byte)
	if !ok {
		if body, err = json.Marshal(res.body); err != nil {
			return result{}, err
		}
	}
	res.body, err = fields.reduce(body)
	return res, err
}

// answer writes what came of a request.
func answer(w http.ResponseWriter, r *http.Request, res result, err error) {
	var f *failure
	if err != nil && !errors.As(err, &f) {
		slog.ErrorContext(r.Context(), "the local calendar failed", "error", err)
		f = errInternal
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	if res.etag != "" {
		w.Header().Set("ETag", res.etag)
	}
	switch match := r.Header.Get("If-None-Match"); {
	case f != nil:
		w.WriteHeader(f.status)
		w.Write(f.body())
	case res.body == nil:
		w.Header().Del("Content-Type")
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodGet && match != "" && (match == res.etag || match == "*"):
		w.WriteHeader(http.StatusNotModified)
	default:
		w.Write(res.body.([]byte))
	}
}

// CallerOf is the mail address of who sent a request to the API.
func CallerOf(r *http.Request) string {
	if mail, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer dev:"); ok && mail != "" {
		return strings.ToLower(mail)
	}
	return Owner
}

// decode reads the body into v.
func (r *request) decode(v any) error {
	if err := json.Unmarshal(r.body, v); err != nil {
		return &failure{http.StatusBadRequest, "global", "parseError", "Parse Error: " + err.Error(), ""}
	}
	return nil
}

// matches fails with errStale if the request asks for another version than the current one.
func (r *request) matches(etag string) error {
	want := r.Header.Get("If-Match")
	if want == "" || want == "*" || want == etag {
		return nil
	}
	return errStale
}
