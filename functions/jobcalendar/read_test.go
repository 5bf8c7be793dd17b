package jobcalendar

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var getAnswers = []struct {
	about, who, path string
	status           int
	want             string // in the body
}{
	{"a planner lists appointments", planner, "/appointments", 200, `"build"`},
	{"an admin lists appointments", admin, "/appointments", 200, `"build"`},
	{"a planner in the local run", planner, "/JobCalendar/appointments/build", 200, `"Aufbau"`},
	{"a planner reads an appointment", planner, "/appointments/build", 200, `"2027-05-15T09:00:00+02:00"`},
	{"a planner reads a person", planner, "/persons/anna", 200, `"Anna Birnbaum"`},
	{"a planner reads a resource", planner, "/resources/saal", 200, `"Großer Saal"`},
	{"a planner asks for somebody's appointments", planner, "/appointments?person=anna", 200, `"build"`},
	{"a planner asks for nobody's appointments", planner, "/appointments?person=none", 404, "not-found"},
	{"an appointment that is not there", planner, "/appointments/none", 404, "not-found"},
	{"an ID that is none", planner, "/appointments/%2e%2e", 404, "not-found"},
	{"another collection", planner, "/rooms", 404, "not-found"},
	{"nothing", planner, "/", 404, "not-found"},
	{"a path too long", planner, "/appointments/build/persons", 404, "not-found"},
	{"a slash behind", planner, "/appointments/", 404, "not-found"},
	{"a batch by GET", planner, "/appointments:batch", 405, "method-not-allowed"},
	{"an unknown parameter", planner, "/appointments?form=2027-05-15", 400, "malformed"},
	{"a parameter of another list", planner, "/persons?person=anna", 400, "malformed"},
	{"an end before the beginning", planner, "/appointments?from=2027-05-16&to=2027-05-15", 400,
		"?from= liegt nach ?to="},
	{"the same by instants", planner, "/appointments?from=2027-05-16T00:00:00%2B02:00&to=2027-05-15T23:59:59%2B02:00",
		400, "?from= liegt nach ?to="},
	{"an end before the midnight of the beginning, but not everywhere", planner,
		"/appointments?from=2027-05-16&to=2027-05-15T12:00:00Z", 200, "\"days\""},
	{"a limit that is none", planner, "/appointments?from=morgen", 400, `?from=\"morgen\" ist weder ein Tag`},
	{"a limit without an offset", planner, "/appointments?to=2027-05-15T09:00", 400, "malformed"},
	{"somebody reads themself", anna, "/persons/anna", 200, `"Anna Birnbaum"`},
	{"somebody lists persons", anna, "/persons", 200, `"Anna Birnbaum"`},
	{"somebody reads their appointment", anna, "/appointments/build", 200, `"Aufbau"`},
	{"somebody asks for their appointments", anna, "/appointments?person=anna", 200, `"Aufbau"`},
	{"somebody asks for another's appointments", anna, "/appointments?person=ben", 404, "not-found"},
	{"somebody reads another's appointment", anna, "/appointments/days", 404, "not-found"},
	{"somebody reads another person", anna, "/persons/ben", 404, "not-found"},
	{"somebody reads a resource", anna, "/resources/saal", 404, "not-found"},
	{"somebody lists resources", anna, "/resources", 404, "not-found"},
	{"nobody lists", "", "/appointments", 401, "unauthenticated"},
	{"nobody asks for what is not there", "", "/rooms", 401, "unauthenticated"},
}

func TestGetAnswers(t *testing.T) {
	d := furnished(t)
	for _, c := range getAnswers {
		t.Run(c.about, func(t *testing.T) {
			got, head := d.get(c.who, c.path), d.send(c.who, "HEAD "+c.path, "")
			if got.Code != c.status || !strings.Contains(got.Body.String(), c.want) {
				t.Errorf("status %d: %s", got.Code, got.Body)
			}
			if head.Code != got.Code || cmp.Diff(got.Header(), head.Header()) != "" {
				t.Errorf("HEAD: %d %v, GET: %v", head.Code, head.Header(), got.Header())
			}
		})
	}
}

func TestStrangersLearnNothing(t *testing.T) {
	d := furnished(t)
	const body = `{"id": "x", "title": "X", "sync": true, "operations": []}`
	for _, what := range []string{
		"GET /appointments", "GET /appointments?person=anna", "GET /appointments/build", "GET /persons", "GET /persons/anna",
		"GET /resources", "GET /resources/saal",
		"PUT /appointments/build", "PUT /persons/anna", "PUT /resources/saal", "DELETE /appointments/build",
		"DELETE /persons/anna", "DELETE /resources/saal",
		"PUT /persons/anna/sync", "POST /persons/anna/feed", "POST /appointments:batch", "GET /persons/anna/feed.ics",
		"GET /persons/anna/feed.ics?key=x",
	} {
		there, none := d.send(stranger, what, body), d.send(stranger, "GET /rooms", "")
		if there.Code != 404 || there.Body.String() != none.Body.String() || cmp.Diff(there.Header(), none.Header()) != "" {
			t.Errorf("%s: %d %s", what, there.Code, there.Body)
		}
		if strings.Contains(what, "feed") || strings.Contains(what, "sync") || strings.HasPrefix(what, "GET") {
			continue
		}
		if by := d.send(anna, what, body); by.Code != 404 || by.Body.String() != none.Body.String() {
			t.Errorf("%s by somebody who is a person: %d %s", what, by.Code, by.Body)
		}
	}
	if got := ids(t, d.get(planner, "/appointments")); got != "days build free" {
		t.Error(got)
	}
}

func TestPeopleSeeWhatIsTheirs(t *testing.T) {
	d := furnished(t)
	for _, c := range []struct{ who, path, want string }{
		{planner, "/appointments", "days build free"},
		{anna, "/appointments", "build"},
		{ben, "/appointments?person=ben", "days build"},
		{planner, "/appointments?person=ben", "days build"},
		{planner, "/persons", "anna ben"},
		{anna, "/persons", "anna"},
		{planner, "/resources", "saal"},
	} {
		if got := ids(t, d.get(c.who, c.path)); got != c.want {
			t.Errorf("%s by %s: %s, want %s", c.path, c.who, got, c.want)
		}
	}
	if got := d.get(anna, "/appointments/build").Body.String(); strings.Contains(got, "ben") ||
		!strings.Contains(got, "anna") {
		t.Errorf("who else comes: %s", got)
	}
}

// Build is at 9 to 10 in Berlin, 7 to 8 UTC. The 16th begins for free with its own midnight.
func TestWindows(t *testing.T) {
	d := furnished(t)
	for query, want := range map[string]string{
		"from=2027-05-15&to=2027-05-16":                                   "days build",
		"from=2027-05-16&to=2027-05-17":                                   "days free",
		"from=2027-05-17":                                                 "",
		"to=2027-05-15":                                                   "",
		"from=2027-05-15T10:00:00%2B02:00":                                "days free",
		"from=2027-05-15T09:59:59%2B02:00":                                "days build free",
		"to=2027-05-15T07:00:00Z":                                         "days",
		"to=2027-05-15T07:00:01Z":                                         "days build",
		"from=2027-05-17T00:00:00%2B02:00":                                "",
		"from=2027-05-16T23:59:59%2B02:00":                                "days",
		"from=2027-05-15T00:00:00%2B02:00&to=2027-05-15T00:00:01%2B02:00": "days",
		"from=2027-05-14T23:00:00%2B02:00&to=2027-05-15T00:00:00%2B02:00": "",
	} {
		if got := ids(t, d.get(planner, "/appointments?"+query)); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestTagsTellWhatChanged(t *testing.T) {
	d := furnished(t)
	for _, path := range []string{"/appointments", "/appointments/build", "/persons/anna", "/persons", "/resources",
		"/resources/saal"} {
		tag := d.get(planner, path).Header().Get("ETag")
		if got := d.get(planner, path, "If-None-Match", tag); got.Code != http.StatusNotModified || got.Body.Len() > 0 ||
			tag == "" {
			t.Errorf("%s with its tag %s: %d", path, tag, got.Code)
		}
		if got := d.get(planner, path, "If-None-Match", `"other"`); got.Code != http.StatusOK {
			t.Errorf("%s with another: %d", path, got.Code)
		}
	}
	before := d.get(planner, "/appointments").Header().Get("ETag")
	d.send(planner, "DELETE /appointments/days", "")
	if got := d.get(planner, "/appointments", "If-None-Match", before); got.Code != http.StatusOK {
		t.Errorf("after a change: %d", got.Code)
	}
}

func TestReadingChangesNothing(t *testing.T) {
	d := furnished(t)
	feed := d.address(planner, "anna")
	before := d.bytes()
	for _, path := range []string{
		"/appointments", "/appointments?from=2027-05-15&person=anna", "/appointments/build", "/appointments/none", "/persons",
		"/persons/anna", "/resources/saal", feed, "/persons/anna/sync",
	} {
		for _, who := range []string{planner, anna, stranger, ""} {
			for _, method := range []string{"GET ", "HEAD "} {
				d.send(who, method+path, `{"operations": [{"delete": "build"}], "sync": false}`)
			}
		}
	}
	if d.bytes() != before {
		t.Error("the store has changed")
	}
}

func TestAnswersAreShownToPlanners(t *testing.T) {
	d := furnished(t)
	got := d.send(planner, "GET /appointments/build/answers", "")
	text := strings.Join(strings.Fields(got.Body.String()), " ")
	want := `[ { "person": "anna", "answer": "needsAction", "former": { "answer": "accepted", ` +
		`"start": "2027-05-15T06:00:00Z", "end": "2027-05-15T07:00:00Z" }, ` +
		`"message": "hatte für den alten Termin zugesagt" }, { "person": "ben", "answer": "accepted" } ]`
	if got.Code != http.StatusOK || text != want {
		t.Errorf("status %d: %s", got.Code, text)
	}
	english := d.get(planner, "/appointments/build/answers", "Accept-Language", "en").Body.String()
	if !strings.Contains(english, `"had accepted for the time before"`) {
		t.Errorf("in English: %s", english)
	}
	for what, who := range map[string]string{"GET /appointments/build/answers": ben,
		"GET /appointments/none/answers": planner} {
		if got := d.send(who, what, ""); got.Code != http.StatusNotFound {
			t.Errorf("%s %s: status %d", who, what, got.Code)
		}
	}
}
