package calendar

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"

	api "google.golang.org/api/calendar/v3"
)

// Base is where the API is served.
const Base = "/calendar/v3/"

// maxBody is the largest request in bytes. A description has 8 KiB, a list of guests some hundred lines.
const maxBody = 1 << 20

// operation answers one kind of request to the API.
type operation struct {
	do    func(*Calendar, *request) (result, error) // holding c.mu
	gives any                                       // of the type of the answer; nil: there is none
}

// operations is the API: method and path as the discovery document has them.
var operations = map[string]operation{
	"POST calendars":                        {(*Calendar).insertCalendar, api.Calendar{}},
	"GET calendars/{calendarId}":            {(*Calendar).getCalendar, api.Calendar{}},
	"PUT calendars/{calendarId}":            {(*Calendar).updateCalendar, api.Calendar{}},
	"PATCH calendars/{calendarId}":          {(*Calendar).updateCalendar, api.Calendar{}},
	"DELETE calendars/{calendarId}":         {(*Calendar).deleteCalendar, nil},
	"POST calendars/{calendarId}/clear":     {notHere, nil},
	"GET users/me/calendarList":             {(*Calendar).listCalendars, api.CalendarList{}},
	"POST users/me/calendarList":            {(*Calendar).addToList, api.CalendarListEntry{}},
	"GET users/me/calendarList/{listId}":    {(*Calendar).getFromList, api.CalendarListEntry{}},
	"PUT users/me/calendarList/{listId}":    {notHere, nil},
	"PATCH users/me/calendarList/{listId}":  {notHere, nil},
	"DELETE users/me/calendarList/{listId}": {(*Calendar).dropFromList, nil},

	"GET calendars/{calendarId}/acl":             {(*Calendar).listRules, api.Acl{}},
	"POST calendars/{calendarId}/acl":            {(*Calendar).insertRule, api.AclRule{}},
	"GET calendars/{calendarId}/acl/{ruleId}":    {(*Calendar).getRule, api.AclRule{}},
	"PUT calendars/{calendarId}/acl/{ruleId}":    {(*Calendar).updateRule, api.AclRule{}},
	"PATCH calendars/{calendarId}/acl/{ruleId}":  {(*Calendar).updateRule, api.AclRule{}},
	"DELETE calendars/{calendarId}/acl/{ruleId}": {(*Calendar).deleteRule, nil},

	"GET calendars/{calendarId}/events":                     {(*Calendar).listEvents, api.Events{}},
	"POST calendars/{calendarId}/events":                    {(*Calendar).insertEvent, api.Event{}},
	"POST calendars/{calendarId}/events/import":             {(*Calendar).importEvent, api.Event{}},
	"GET calendars/{calendarId}/events/{eventId}":           {(*Calendar).getEvent, api.Event{}},
	"PUT calendars/{calendarId}/events/{eventId}":           {(*Calendar).updateEvent, api.Event{}},
	"PATCH calendars/{calendarId}/events/{eventId}":         {(*Calendar).patchEvent, api.Event{}},
	"DELETE calendars/{calendarId}/events/{eventId}":        {(*Calendar).deleteEvent, nil},
	"POST calendars/{calendarId}/events/{eventId}/move":     {(*Calendar).moveEvent, api.Event{}},
	"GET calendars/{calendarId}/events/{eventId}/instances": {notHere, nil},
	"POST calendars/{calendarId}/events/quickAdd":           {notHere, nil},
	"POST calendars/{calendarId}/events/watch":              {notHere, nil},
	"POST calendars/{calendarId}/acl/watch":                 {notHere, nil},
	"POST calendars/{calendarId}/transferOwnership":         {notHere, nil},
	"POST users/me/calendarList/watch":                      {notHere, nil},
	"POST users/me/settings/watch":                          {notHere, nil},
	"POST channels/stop":                                    {notHere, nil},
	"POST freeBusy":                                         {notHere, nil},
	"GET colors":                                            {(*Calendar).getColors, api.Colors{}},
	"GET users/me/settings":                                 {(*Calendar).listSettings, api.Settings{}},
	"GET users/me/settings/{setting}":                       {(*Calendar).getSetting, api.Setting{}},
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
	nowhere := func(*Calendar, *request) (result, error) { return result{}, errUnknown }
	mux.Handle(Base, c.serve(operation{nowhere, nil}))
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
	fields, err := readMask(r.text("fields"), o.gives)
	if err != nil {
		return result{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	res, err = o.do(c, r)
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
