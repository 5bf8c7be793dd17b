package calendartest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
)

// A trial is a test that is expected to fail: it collects what it is told.
type trial struct {
	testing.TB
	errors []string
}

func (t *trial) Errorf(format string, args ...any) {
	t.errors = append(t.errors, strings.TrimSpace(args[len(args)-1].(string)))
}

const event = `{"kind":"calendar#event","id":"kurs1","status":"confirmed"}`

// breaches are exchanges with what is wrong with them.
var breaches = []struct {
	name, request, sent string
	status              int
	reply               string
	want                []string
}{
	{"sound", "GET calendars/a/events?singleEvents=true&maxResults=7&orderBy=startTime", "", 200,
		`{"kind":"calendar#events","items":[` + event + `]}`, nil},
	{"an ID with a slash", "GET calendars/a%2Fb/events/kurs1", "", 200, event, nil},
	{"a partial answer", "GET calendars/a/events/kurs1?fields=id", "", 200, `{"id":"kurs1"}`, nil},
	{"a deletion", "DELETE calendars/a/events/kurs1", "", 204, "", nil},
	{"nothing new", "GET calendars/a/events/kurs1", "", 304, "", nil},
	{"an error", "GET colors", "", 403,
		`{"error":{"code":403,"message":"m","errors":[{"domain":"d","reason":"r","message":"m"}]}}`, nil},
	{"null in a patch", "PATCH calendars/a/events/kurs1", `{"location":null}`, 200, event, nil},
	{"another path", "GET calendar/a", "", 200, `{}`, []string{"no such route"}},
	{"another method", "PATCH calendars/a/events", `{}`, 200, event, []string{"no such route"}},
	{"an empty ID", "GET calendars//events", "", 200, `{}`, []string{"no such route"}},
	{"an unknown parameter", "GET calendars/a/events?limit=1", "", 200, `{"kind":"calendar#events"}`,
		[]string{`no parameter "limit"`}},
	{"a parameter of the path", "GET calendars/a/events?calendarId=a", "", 200, `{"kind":"calendar#events"}`,
		[]string{`no parameter "calendarId"`}},
	{"a parameter twice", "GET calendars/a/events?q=1&q=2", "", 200, `{"kind":"calendar#events"}`,
		[]string{`the parameter "q" is there 2 times`}},
	{"a missing parameter", "POST calendars/a/events/kurs1/move", "", 200, event,
		[]string{`the parameter "destination" is missing`}},
	{"an unknown value", "DELETE calendars/a/events/kurs1?sendUpdates=some", "", 204, "",
		[]string{`parameter sendUpdates: "some" is none of ["all" "externalOnly" "none"]`}},
	{"wrong types", "GET calendars/a/events?maxResults=0&showDeleted=1&timeMin=2026-12-01", "", 200,
		`{"kind":"calendar#events"}`, []string{
			"parameter maxResults: 0 is out of range", `parameter showDeleted: "1" is no boolean`,
			`parameter timeMin: "2026-12-01" is no date-time`,
		}},
	{"a long quotaUser", "GET colors?quotaUser=" + strings.Repeat("u", 41), "", 200, `{"kind":"calendar#colors"}`,
		[]string{"quotaUser has more than 40 characters"}},
	{"a body too much", "GET colors", "{}", 200, `{"kind":"calendar#colors"}`,
		[]string{"request: a body, although there is none"}},
	{"no JSON", "POST calendars/a/events", "{", 200, event, []string{"request: no JSON: unexpected end of JSON input"}},
	{"unknown fields", "POST calendars/a/events", `{"title":"x","start":{"day":"y"}}`, 200,
		`{"kind":"calendar#event","x":1}`, []string{
			`request/start: no field "day"`, `request: no field "title"`, `answer: no field "x"`,
		}},
	{"any property", "POST calendars/a/events", `{"extendedProperties":{"private":{"any":"thing"}}}`, 200, event, nil},
	{"a property that is no string", "POST calendars/a/events", `{"extendedProperties":{"private":{"any":1}}}`, 200, event,
		[]string{"request/extendedProperties/private/any: the number 1 instead of string"}},
	{"wrong fields", "POST calendars/a/events", `{"summary":true,"sequence":1.5,"attendees":{},"start":[],"locked":"x"}`,
		200, event, []string{
			"request/attendees: an object instead of array", `request/locked: a string instead of boolean`,
			"request/sequence: the number 1.5 instead of integer",
			"request/start: an array instead of object", "request/summary: a boolean instead of string",
		}},
	{"words in the description only", "POST calendars/a/events",
		`{"visibility":"secret","attendees":[{"responseStatus":"yes"}]}`, 200, event, []string{
			`request/attendees/0/responseStatus: "yes" is none of ["needsAction" "declined" "tentative" "accepted"]`,
			`request/visibility: "secret" is none of ["default" "public" "private" "confidential"]`,
		}},
	{"a time without a zone in a request", "POST calendars/a/events",
		`{"start":{"dateTime":"2026-12-01T10:00:00"},"end":{"date":"1.12."}}`, 200,
		`{"kind":"calendar#event","start":{"dateTime":"2026-12-01T10:00:00"}}`, []string{
			`request/end/date: "1.12." is no date`, `answer/start/dateTime: "2026-12-01T10:00:00" is no date-time`,
		}},
	{"another kind", "GET calendars/a/events/kurs1", "", 200, `{"kind":"event"}`,
		[]string{"answer: kind event, want calendar#event"}},
	{"an answer to a deletion", "DELETE calendars/a/events/kurs1", "", 200, "{}",
		[]string{"answer: status 200 with 2 bytes"}},
	{"no answer", "GET calendars/a/events/kurs1", "", 204, "", []string{"answer: status 204 with 0 bytes"}},
	{"an error in words", "GET colors", "", 500, `oops`,
		[]string{"answer: status 500 without the form of an error: invalid character 'o' looking for beginning of value"}},
	{"an error without a reason", "GET colors", "", 500, `{"error":{"code":500}}`,
		[]string{`answer: an incomplete error: {"error":{"code":500}}`}},
}

func TestBreachesAreFound(t *testing.T) {
	for _, test := range breaches {
		t.Run(test.name, func(t *testing.T) {
			told := &trial{TB: t}
			h := Check(told, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if sent, err := io.ReadAll(r.Body); string(sent) != test.sent || err != nil {
					t.Errorf("the handler reads %q, %v", sent, err)
				}
				w.Header().Set("ETag", "tag")
				w.WriteHeader(test.status)
				io.WriteString(w, test.reply)
			}))
			method, path, _ := strings.Cut(test.request, " ")
			reply := httptest.NewRecorder()
			h.ServeHTTP(reply, httptest.NewRequest(method, calendar.Base+path, strings.NewReader(test.sent)))
			if diff := cmp.Diff(test.want, told.errors); diff != "" {
				t.Errorf("breaches (-want +got):\n%s", diff)
			}
			if reply.Code != test.status || reply.Body.String() != test.reply || reply.Header().Get("ETag") != "tag" {
				t.Errorf("passed on: %+v", reply)
			}
		})
	}
}

// Whatever the API has, the stand-in knows: it does it, or says that it does not.
func TestTheStandInKnowsEveryRoute(t *testing.T) {
	d, err := discovered()
	if err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("{calendarId}", "primary", "{eventId}", "kurs1", "{ruleId}", "user:"+calendar.Owner,
		"{setting}", "locale")
	routes := 0
	for _, r := range d.Resources {
		for _, m := range r.Methods {
			routes++
			c := Open(t, nil)
			day := &api.Event{Id: "kurs1", Start: &api.EventDateTime{Date: "2026-12-01"},
				End: &api.EventDateTime{Date: "2026-12-02"}}
			if _, err := Service(t, c, "").Events.Insert("primary", day).Do(); err != nil {
				t.Fatal(err)
			}
			reply := httptest.NewRecorder()
			c.ServeHTTP(reply, httptest.NewRequest(m.HTTPMethod, calendar.Base+fill.Replace(m.Path),
				strings.NewReader(`{"id":"primary"}`)))
			// it cannot be taken off the list
			own := m.HTTPMethod == "DELETE" && strings.HasPrefix(m.Path, "users/me/calendarList")
			if reply.Code == http.StatusNotFound != own || reply.Code == http.StatusMethodNotAllowed {
				t.Errorf("%s %s: status %d: %s", m.HTTPMethod, m.Path, reply.Code, reply.Body)
			}
		}
	}
	if routes < 35 {
		t.Errorf("only %d routes", routes)
	}
}

func TestPagesPassUnchecked(t *testing.T) {
	told := &trial{TB: t}
	reply := httptest.NewRecorder()
	pages := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>")) })
	Check(told, pages).ServeHTTP(reply, httptest.NewRequest("GET", "/calendar/", nil))
	if reply.Code != http.StatusOK || len(told.errors) > 0 {
		t.Errorf("status %d, errors %q", reply.Code, told.errors)
	}
}

func TestServiceNamesTheCaller(t *testing.T) {
	c := Open(t, nil)
	for mail, want := range map[string]string{"": calendar.Owner, "anna@kursbuch.example": "anna@kursbuch.example"} {
		got, err := Service(t, c, mail).CalendarList.Get("primary").Do()
		if err != nil || got.Id != want {
			t.Errorf("as %q: %+v, %v", mail, got, err)
		}
	}
}
