package export

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

var noon = time.Date(2027, 2, 1, 12, 0, 0, 123456000, time.UTC)

// office is where people ask for exports of event 1.
type office struct {
	*testing.T
	store *boltdb.Store
	file  string // of the store
	now   time.Time
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{T: t, file: filepath.Join(t.TempDir(), "kursbuch.db"), now: noon}
	var err error
	if o.store, err = boltdb.Open(o.file); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.store.Close(); err != nil {
			t.Error(err)
		}
	})
	roles := access.Roles{Orgas: []string{"orga@b.example"}, Approvers: []string{"approver@b.example"}}
	if found, err := proposal.Load(t.Context(), o.store, &proposal.Event{Snapshot: sample.Event(1, 20),
		Access: roles}); err != nil || !found.Empty() {
		t.Fatal(found.Items, err)
	}
	return o
}

// ask sends a request; headers are names and values.
func (o *office) ask(method, who, query string, headers ...string) *httptest.ResponseRecorder {
	o.Helper()
	caller := func(*http.Request) (access.Caller, error) {
		if who == "" {
			return access.Caller{}, access.ErrUnauthenticated
		}
		return access.Caller{Mail: who + "@b.example", Admin: who == "admin"}, nil
	}
	r := httptest.NewRequest(method, "/?"+query, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	New(Deps{Store: o.store, Caller: caller, Now: func() time.Time { return o.now }}).ServeHTTP(w, r)
	return w
}

func (o *office) get(query string, headers ...string) *httptest.ResponseRecorder {
	o.Helper()
	return o.ask(http.MethodGet, "orga", query, headers...)
}

func TestAnswers(t *testing.T) {
	o := open(t)
	for _, c := range []struct {
		name, method, who, query string
		status                   int
		kind, want               string // content type; in the body
	}{
		{"an orga exports", "GET", "orga", "event=1", 200, "application/json", `"kind": "partial"`},
		{"an approver exports", "GET", "approver", "event=1", 200, "application/json", `"kind": "partial"`},
		{"an admin exports", "GET", "admin", "event=1", 200, "application/json", `"kind": "partial"`},
		{"an orga asks for the schema", "GET", "orga", "event=1&schema", 200, "application/schema+json", `"$schema"`},
		{"an orga asks for the schema, as a form does", "GET", "orga", "event=1&schema=", 200, "application/schema+json",
			`"$schema"`},
		{"nobody exports", "GET", "", "event=1", 401, "application/problem+json", `"unauthenticated"`},
		{"nobody asks for the schema", "GET", "", "event=1&schema", 401, "application/problem+json", `"unauthenticated"`},
		{"a stranger exports", "GET", "stranger", "event=1", 404, "application/problem+json", `"not-found"`},
		{"a stranger asks for the schema", "GET", "stranger", "event=1&schema", 404, "application/problem+json",
			`"not-found"`},
		{"an admin exports what is not there", "GET", "admin", "event=2", 404, "application/problem+json", `"not-found"`},
		{"an admin exports the event of no event", "GET", "admin", "event=0", 404, "application/problem+json", `"not-found"`},
		{"no event is named", "GET", "orga", "schema", 400, "application/problem+json", `"malformed"`},
		{"the event has an exponent", "GET", "orga", "event=1e0", 400, "application/problem+json", `"malformed"`},
		{"the event is named twice", "GET", "orga", "event=1&event=1", 400, "application/problem+json", `"malformed"`},
		{"another parameter", "GET", "orga", "event=1&shema", 400, "application/problem+json", `"malformed"`},
		{"another method", "POST", "orga", "event=1", 405, "application/problem+json", `"method-not-allowed"`},
		{"another method by nobody", "DELETE", "", "event=1", 405, "application/problem+json", `"method-not-allowed"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := o.ask(c.method, c.who, c.query)
			if got.Code != c.status || got.Header().Get("Content-Type") != c.kind || !strings.Contains(got.Body.String(),
				c.want) {
				t.Errorf("status %d, %v: %.300s", got.Code, got.Header(), got.Body)
			}
			if allow := got.Header().Get("Allow"); c.status == 405 && allow != "GET, HEAD" {
				t.Errorf("Allow: %s", allow)
			}
		})
	}
}

func TestUnknownAndForbiddenAreAnsweredAlike(t *testing.T) {
	o := open(t)
	forbidden, unknown := o.ask("GET", "stranger", "event=1", "If-None-Match", "*"), o.ask("GET", "stranger", "event=2",
		"If-None-Match", "*")
	if forbidden.Code != 404 || forbidden.Body.String() != unknown.Body.String() ||
		cmp.Diff(forbidden.Header(), unknown.Header()) != "" {
		t.Errorf("%d %v %s, %d %v %s", forbidden.Code, forbidden.Header(), forbidden.Body, unknown.Code, unknown.Header(),
			unknown.Body)
	}
}

func TestExportIsTheEventOfNow(t *testing.T) {
	o := open(t)
	got, err := event.Read(o.get("event=1").Body)
	if err != nil {
		t.Fatal(err)
	}
	want := sample.Event(1, 20).Public()
	want.Timestamp = noon
	var a, b bytes.Buffer
	if err := event.Write(&a, want); err != nil {
		t.Fatal(err)
	}
	if err := event.Write(&b, got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a.String(), b.String()); diff != "" {
		t.Error(diff)
	}
}

// Only the first of them is the time of the export.
func TestOtherTimesStayAsTheyAre(t *testing.T) {
	o := open(t)
	s := sample.Event(2, 20)
	const never = "0001-01-01T00:00:00+00:00"
	s.Courses[1].Title = never
	e := &proposal.Event{Snapshot: s, Access: access.Roles{Orgas: []string{"orga@b.example"}}}
	if err := o.store.Create(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	got, err := event.Read(o.get("event=2").Body)
	if err != nil || got.Courses[1].Title != never || !got.Timestamp.Equal(noon) {
		t.Errorf("title %q, timestamp %v, %v", got.Courses[1].Title, got.Timestamp, err)
	}
}

func TestTagTellsWhetherTheEventChanged(t *testing.T) {
	o := open(t)
	export, form := o.get("event=1"), o.get("event=1&schema")
	for query, first := range map[string]*httptest.ResponseRecorder{"event=1": export, "event=1&schema": form} {
		o.now = o.now.Add(time.Hour)
		tag := first.Header().Get("ETag")
		for _, known := range []string{tag, strings.TrimPrefix(tag, "W/"), `"other", ` + tag, "*"} {
			if got := o.get(query, "If-None-Match", known); got.Code != 304 || got.Body.Len() > 0 ||
				got.Header().Get("ETag") != tag {
				t.Errorf("%s with %s: status %d", query, known, got.Code)
			}
		}
		if got := o.get(query, "If-None-Match", `W/"other"`); got.Code != 200 || got.Header().Get("ETag") != tag {
			t.Errorf("%s: status %d, tag %s after %s", query, got.Code, got.Header().Get("ETag"), tag)
		}
	}
	if export.Header().Get("ETag") == form.Header().Get("ETag") {
		t.Error("export and schema have the same tag")
	}
	o.rename("Neu")
	if got := o.get("event=1", "If-None-Match", export.Header().Get("ETag")); got.Code != 200 ||
		!strings.Contains(got.Body.String(), `"Neu"`) {
		t.Errorf("after a change: status %d", got.Code)
	}
}

// rename changes the title of a course.
func (o *office) rename(title string) {
	o.Helper()
	u := proposal.Upload{Source: proposal.Source{Object: "imports/1/a.json"}, Content: []byte(
		`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-20T12:00:00Z", ` +
			`"courses": {"1": {"title": "` + title + `"}}}`)}
	p, err := proposal.Check(o.Context(), o.store, u, o.now)
	if err != nil {
		o.Fatal(err)
	}
	r := proposal.Request{Proposal: p.ID, Token: p.Token, By: access.Caller{Mail: "approver@b.example"}}
	if _, err := proposal.Confirm(o.Context(), o.store, r, o.now); err != nil {
		o.Fatal(err)
	}
}

// A download taken up again would join the beginning of one export and the end of another.
func TestExportIsWhole(t *testing.T) {
	o := open(t)
	whole := o.get("event=1")
	if got := o.get("event=1", "Range", "bytes=100-"); got.Code != 200 || got.Body.String() != whole.Body.String() {
		t.Errorf("status %d, %d bytes", got.Code, got.Body.Len())
	}
}

func TestReadingChangesNothing(t *testing.T) {
	o := open(t)
	before, err := os.ReadFile(o.file)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"event=1", "event=1&schema", "event=2"} {
		get, head := o.get(query), o.ask(http.MethodHead, "orga", query)
		if head.Code != get.Code || cmp.Diff(head.Header(), get.Header()) != "" || get.Code == 200 && head.Body.Len() > 0 {
			t.Errorf("%s: HEAD %d %v, GET %d %v", query, head.Code, head.Header(), get.Code, get.Header())
		}
	}
	if after, err := os.ReadFile(o.file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the store has changed (%v)", err)
	}
}

func TestSchemaAcceptsTheSamples(t *testing.T) {
	o := open(t)
	document, err := jsonschema.UnmarshalJSON(o.get("event=1&schema").Body)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("import.json", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("import.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, imp := range sample.Imports() {
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(imp.Content))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(instance); (err != nil) != strings.Contains(imp.Name, "fehler") {
			t.Errorf("%s: %v", imp.Name, err)
		}
	}
}

func TestFaultOfTheStoreShowsNothing(t *testing.T) {
	o := open(t)
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	got := o.get("event=1")
	if got.Code != 500 || !strings.Contains(got.Body.String(), `"internal"`) || strings.Contains(got.Body.String(),
		"database") {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
}
