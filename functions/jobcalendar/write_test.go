package jobcalendar

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/jobcal"
)

const aufbau = `{"title": "Aufbau", "start": "2027-05-15T09:00", "end": "2027-05-15T10:30", ` +
	`"time_zone": "Europe/Berlin"}`

var putAnswers = []struct {
	about, what, body string
	status            int
	want              string // in the body
}{
	{"a new appointment", "PUT /appointments/new", aufbau, 201, `"2027-05-15T09:00:00+02:00"`},
	{"an appointment with its ID", "PUT /appointments/new",
		`{"id": "new", "title": "A", "start": "2027-05-15", "end": "2027-05-16"}`, 201, `"new"`},
	{"another version of one", "PUT /appointments/build", aufbau, 200, `"2027-05-15T10:30:00+02:00"`},
	{"a new person", "PUT /persons/cora", `{"short_name": "CD", "name": "Cora", "mail": "Cora@Kursbuch.example"}`, 201,
		`"cora@kursbuch.example"`},
	{"a person as they were read", "PUT /persons/anna",
		`{"id": "anna", "short_name": "AB", "name": "Anna", "feed": "https://elsewhere.example"}`, 200, `"Anna"`},
	{"a new resource", "PUT /resources/beamer", `{"name": "Beamer"}`, 201, `"Beamer"`},
	{"another ID than that in the path", "PUT /appointments/new",
		`{"id": "old", "title": "A", "start": "2027-05-15", "end": "2027-05-16"}`, 422, `"/id"`},
	{"an ID with a blank", "PUT /appointments/a%20b", aufbau, 422, `"/id"`},
	{"an ID that Firestore keeps for itself", "PUT /appointments/__x__", aufbau, 422, "not-a-key"},
	{"everything wrong", "PUT /appointments/new",
		`{"title": "", "start": "2027-05-15T09:00", "end": "2027-05-15", "link": "x", "persons": ["none"]}`, 422,
		`"/persons/0"`},
	{"a taken mail address", "PUT /persons/cora", `{"short_name": "CD", "name": "Cora", "mail": "anna@kursbuch.example"}`,
		422, "Anna Birnbaum (AB)"},
	{"10 MB of description", "PUT /appointments/new",
		`{"title": "A", "start": "2027-05-15", "end": "2027-05-16", "description": "` + strings.Repeat("Unfug ", 10<<20/6) +
			`"}`, 422, `"/description"`},
	{"more than that", "PUT /appointments/new", strings.Repeat(" ", 17<<20), 413, "too-large"},
	{"a misspelt key", "PUT /appointments/new", `{"titel": "A", "starts": "B"}`, 422, `"hint": "start"`},
	{"a number as title", "PUT /appointments/new", `{"title": 1}`, 422, `"/title"`},
	{"no JSON", "PUT /appointments/new", `title=A`, 400, "malformed"},
	{"a lone surrogate", "PUT /appointments/new", `{"title": "\ud800"}`, 400, "malformed"},
	{"a query", "PUT /appointments/new?force", aufbau, 400, "malformed"},
	{"a whole list", "PUT /appointments", `[]`, 405, "method-not-allowed"},
	{"by POST", "POST /appointments/new", aufbau, 405, "method-not-allowed"},
	{"a person's sync", "PUT /persons/ben/sync", `{"sync": true}`, 200, `"sync": true`},
	{"the sync of nobody", "PUT /persons/none/sync", `{"sync": true}`, 404, "not-found"},
	{"neither on nor off", "PUT /persons/ben/sync", `{}`, 400, "malformed"},
}

func TestPutAnswers(t *testing.T) {
	for _, c := range putAnswers {
		t.Run(c.about, func(t *testing.T) {
			d := furnished(t)
			got := d.send(planner, c.what, c.body)
			if got.Code != c.status || !strings.Contains(got.Body.String(), c.want) {
				t.Errorf("status %d: %.500s", got.Code, got.Body)
			}
			if (got.Header().Get("ETag") != "") != (got.Code < 300) {
				t.Errorf("ETag %s", got.Header().Get("ETag"))
			}
			if path := strings.Fields(c.what)[1]; got.Code == http.StatusCreated &&
				d.get(planner, path).Body.String() != got.Body.String() {
				t.Errorf("afterwards: %s", d.get(planner, path).Body)
			}
		})
	}
}

func TestAllFindingsInTheLanguageOfTheCaller(t *testing.T) {
	d := newDesk(t)
	const wrong = `{"title": "", "start": "2027-03-28T02:30", "end": "2027-05-15T09:00", ` +
		`"time_zone": "Europe/Berlin", "persons": ["none"]}`
	for lang, want := range map[string]string{"de": "Eine Person mit der ID \"none\" gibt es nicht.",
		"en": "There is no person with the ID \"none\"."} {
		w := d.send(planner, "PUT /appointments/a", wrong, "Accept-Language", lang)
		var paths []string
		document := failure(t, w)
		for _, p := range document.Problems {
			paths = append(paths, string(p.Path))
		}
		if got := strings.Join(paths, " "); got != "/start /title /persons/0" || document.Code != "invalid" ||
			document.Problems[2].Message != want {
			t.Errorf("%s: %+v", lang, document)
		}
	}
}

func TestWhatWasReadCanBePutAlthoughSomebodyIsGone(t *testing.T) {
	d := furnished(t)
	for _, gone := range []string{"/persons/ben", "/resources/saal"} {
		if got := d.send(planner, "DELETE "+gone, ""); got.Code != http.StatusNoContent {
			t.Fatal(got.Body)
		}
	}
	was := d.get(planner, "/appointments/build")
	got := d.send(planner, "PUT /appointments/build", was.Body.String(), "If-Match", was.Header().Get("ETag"))
	if got.Code != 200 || got.Body.String() != was.Body.String() {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
	moved := strings.Replace(was.Body.String(), `"Aufbau"`, `"Abbau"`, 1)
	if got := d.send(planner, "PUT /appointments/build", moved); got.Code != 200 || !strings.Contains(got.Body.String(),
		`"ben"`) {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
	if got := d.send(planner, "PUT /appointments/new", strings.Replace(was.Body.String(), `"build"`, `"new"`,
		1)); got.Code != 422 {
		t.Errorf("another appointment: %d: %s", got.Code, got.Body)
	}
}

func TestConditions(t *testing.T) {
	d := furnished(t)
	tag := d.get(planner, "/appointments/build").Header().Get("ETag")
	for _, c := range []struct {
		about, what, header, value string
		status                     int
	}{
		{"creating what is there", "PUT /appointments/build", "If-None-Match", "*", 412},
		{"creating what is not there", "PUT /appointments/new", "If-None-Match", "*", 201},
		{"creating it again", "PUT /appointments/new", "If-None-Match", "*", 412},
		{"replacing what is not there", "PUT /appointments/none", "If-Match", "*", 412},
		{"replacing another version", "PUT /appointments/build", "If-Match", `"other"`, 412},
		{"deleting another version", "DELETE /appointments/build", "If-Match", `"other"`, 412},
		{"replacing what was seen", "PUT /appointments/build", "If-Match", tag, 200},
		{"replacing what was seen before that", "PUT /appointments/build", "If-Match", tag, 412},
		{"deleting what was seen before that", "DELETE /appointments/build", "If-Match", tag, 412},
		{"deleting any", "DELETE /appointments/build", "If-Match", "*", 204},
		{"deleting any again", "DELETE /appointments/build", "If-Match", "*", 412},
		{"switching what was seen otherwise", "PUT /persons/anna/sync", "If-Match", `"other"`, 412},
	} {
		t.Run(c.about, func(t *testing.T) {
			body := aufbau
			if strings.HasSuffix(c.what, "sync") {
				body = `{"sync": false}`
			}
			if got := d.send(planner, c.what, body, c.header, c.value); got.Code != c.status || c.status == 412 &&
				failure(t, got).Code != "changed" {
				t.Errorf("status %d: %s", got.Code, got.Body)
			}
		})
	}
}

func TestRepeatingChangesNothing(t *testing.T) {
	d := furnished(t)
	first := d.send(planner, "PUT /appointments/new", aufbau)
	second := d.send(planner, "PUT /appointments/new", aufbau)
	if first.Code != 201 || second.Code != 200 || first.Body.String() != second.Body.String() ||
		first.Header().Get("ETag") != second.Header().Get("ETag") {
		t.Errorf("%d %s, %d %s", first.Code, first.Body, second.Code, second.Body)
	}
	for range 2 {
		if got := d.send(planner, "DELETE /appointments/new", ""); got.Code != 204 || got.Body.Len() > 0 {
			t.Errorf("status %d: %s", got.Code, got.Body)
		}
	}
}

func TestBatch(t *testing.T) {
	d := furnished(t)
	got := d.send(planner, "POST /appointments:batch",
		`{"operations": [{"put": {"id": "a", "title": "A", "start": "2027-05-15", "end": "2027-05-16"}}, `+
			`{"delete": "build"}, {"delete": "none"}]}`)
	var results struct {
		Results []jobcal.Result `json:"results"`
	}
	if err := json.Unmarshal(got.Body.Bytes(), &results); err != nil || fmt.Sprintf("%v %v %v", results.Results[0].Outcome,
		results.Results[1], results.Results[2]) != "created {deleted } {absent }" {
		t.Errorf("%v: %s", err, got.Body)
	}
	if list := ids(t, d.get(planner, "/appointments")); list != "a days free" {
		t.Error(list)
	}
	got = d.send(planner, "POST /appointments:batch",
		`{"operations": [{"delete": "days"}, {"put": {"id": "b", "title": "B", "start": "2027-05-15", `+
			`"end": "2027-05-15"}}]}`)
	if document := failure(t, got); got.Code != 422 || document.Problems[0].Path != "/operations/1/put/end" {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
	got = d.send(planner, "POST /appointments:batch",
		`{"operations": [{"delete": "days"}, {"delete": "free", "if_match": "x"}]}`)
	if document := failure(t, got); got.Code != 412 || document.Problems[0].Path != "/operations/1" {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
	got = d.send(planner, "POST /appointments:batch", `{"operations": [{"delete": "days"}, {"put": {"titel": "B"}}]}`)
	if document := failure(t, got); got.Code != 422 || document.Problems[0].Path != "/operations/1/put/titel" ||
		document.Problems[0].Hint != "title" {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
	got = d.send(planner, "POST /appointments:batch", `{"operations": [`+strings.Repeat(`{"delete": "days"},`, 1000)+
		`{"delete": "free"}]}`)
	if document := failure(t, got); got.Code != 422 || document.Problems[0].Code != "too-many" {
		t.Errorf("status %d: %.300s", got.Code, got.Body)
	}
	if list := ids(t, d.get(planner, "/appointments")); list != "a days free" {
		t.Error(list)
	}
	if got := d.send(planner, "POST /appointments:batch", `{}`); got.Code != 200 ||
		got.Body.String() != "{\n \"results\": []\n}\n" {
		t.Errorf("nothing to do: %d %s", got.Code, got.Body)
	}
}

func TestPeopleSwitchTheirOwnSync(t *testing.T) {
	d := furnished(t)
	for _, sync := range []bool{false, true} {
		got := d.send(anna, "PUT /persons/anna/sync", fmt.Sprintf(`{"sync": %t}`, sync))
		if got.Code != 200 || strings.Contains(d.get(planner, "/persons/anna").Body.String(), `"sync": true`) != sync {
			t.Errorf("%t: %d %s", sync, got.Code, got.Body)
		}
	}
	if got := d.send(anna, "PUT /persons/ben/sync", `{"sync": true}`); got.Code != 404 {
		t.Errorf("somebody else's: %d %s", got.Code, got.Body)
	}
}

func TestTheLogNamesNobody(t *testing.T) {
	log, before := new(bytes.Buffer), slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	d := furnished(t)
	d.send(planner, "PUT /persons/anna", `{"short_name": "AB", "name": "Anna Quitte", "mail": "anna@kursbuch.example"}`)
	d.send(anna, "PUT /persons/anna/sync", `{"sync": true}`)
	d.send(anna, "POST /persons/anna/feed", ``)
	for _, private := range []string{"Quitte", "Birnbaum", "@", "Aufbau", "key"} {
		if strings.Contains(log.String(), private) {
			t.Errorf("%s is in the log:\n%s", private, log)
		}
	}
	if strings.Count(log.String(), "\n") != 4 || !strings.Contains(log.String(), "operations=6 created=6") {
		t.Errorf("log:\n%s", log)
	}
}

// TestUnknownKeysHideNothing: what fits of a record is judged beside what does not.
func TestUnknownKeysHideNothing(t *testing.T) {
	d := newDesk(t)
	got := d.send(planner, "PUT /appointments/neu", `{"colour": "red", "title": "", "start": "2027-05-15T10:00",
		"end": "2027-05-15T09:00", "time_zone": "Europe/Berlin", "persons": ["Niemand", "anna", "anna"], "link": 5}`)
	document := failure(t, got)
	var paths []string
	for _, p := range document.Problems {
		paths = append(paths, string(p.Path)+" "+string(p.Code))
	}
	want := "/colour unknown-key, /link not-a-text, /end end-before-start, /title empty, /persons/0 unknown-person, " +
		"/persons/1 unknown-person, /persons/2 listed-twice"
	if text := strings.Join(paths, ", "); got.Code != 422 || text != want {
		t.Errorf("status %d:\n%s, want\n%s", got.Code, text, want)
	}
	got = d.send(planner, "POST /appointments:batch", `{"operations": [{"put": {"id": "x", "title": "X", "colour": "red",
		"start": "2027-05-15", "end": "2027-05-15"}}, {"delete_person": "/"}]}`)
	if document := failure(t, got); got.Code != 422 || len(document.Problems) < 2 {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
}
