package jobcalendar

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/jobcal/history"
)

// does has a planner do something a minute later.
func (d *desk) does(what, body string, headers ...string) {
	d.Helper()
	d.now = d.now.Add(time.Minute)
	if got := d.send(planner, what, body, headers...); got.Code >= 300 {
		d.Fatalf("%s: %d %s", what, got.Code, got.Body)
	}
}

// past is a page of a history.
func (d *desk) past(target string, headers ...string) (p past) {
	d.Helper()
	got := d.get(planner, target, headers...)
	if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil || got.Code != http.StatusOK {
		d.Fatalf("%s: %d, %v: %s", target, got.Code, err, got.Body)
	}
	return p
}

// texts are what the entries of a page tell.
func (p past) texts() (all []string) {
	for _, e := range p.Entries {
		all = append(all, string(e.Way)+": "+e.Text)
	}
	return all
}

// buildMoved is build as furnished has it, a day later and without Ben.
const buildMoved = `{"title": "Aufbau", "start": "2027-05-16T09:00", "end": "2027-05-16T10:00", ` +
	`"time_zone": "Europe/Berlin", "persons": ["anna"], "resources": ["saal"]}`

func TestHistoryTellsPlannersWhatBecameOfAnAppointment(t *testing.T) {
	d := furnished(t)
	d.does("PUT /appointments/build", buildMoved)
	d.does("PUT /appointments/build", buildMoved) // changes nothing
	d.does("PUT /appointments/build", strings.Replace(buildMoved, `{`, `{"cancelled": true, `, 1))
	d.does("POST /appointments:batch", `{"operations": [{"delete": "build"}]}`)
	p := d.past("/appointments/build/history")
	want := []string{"batch: Gelöscht.", "hand: Abgesagt.", "hand: Verschoben von 15.05.2027, 09:00 Uhr bis 10:00 Uhr " +
		"auf 16.05.2027, 09:00 Uhr bis 10:00 Uhr; nicht mehr dabei: Ben Citrus.", "batch: Angelegt."}
	if got := p.texts(); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	moved := p.Entries[2]
	if moved.By != planner || moved.What != history.Moved || !slices.Equal(moved.Members, []string{"when", "persons"}) ||
		moved.Before.Start != "2027-05-15T09:00:00+02:00" || p.Persons["ben"] != "Ben Citrus" ||
		p.Resources["saal"] != "Großer Saal" || p.Tag != "" {
		t.Errorf("%+v of %+v", moved, p)
	}
	if got := d.past("/appointments/build/history", "Accept-Language", "en").Entries[0].Text; got != "Deleted." {
		t.Error(got)
	}
	first := d.past("/appointments/build/history?limit=3")
	rest := d.past("/appointments/build/history?limit=3&after=" + first.Next)
	if len(first.Entries) != 3 || len(rest.Entries) != 1 || rest.Next != "" || rest.Entries[0].What != history.Made {
		t.Errorf("%+v, then %+v", first, rest)
	}
	d.now = d.now.Add(history.Retention)
	if got := d.get(planner, "/appointments/build/history"); got.Code != http.StatusNotFound {
		t.Errorf("after 90 days: %d %s", got.Code, got.Body)
	}
	if p := d.past("/appointments/days/history"); len(p.Entries) != 0 || p.Tag == "" {
		t.Errorf("%+v of one that is there", p)
	}
}

func TestHistoryAnswers(t *testing.T) {
	d := furnished(t)
	d.does("PUT /appointments/build", buildMoved)
	p := d.past("/appointments/build/history")
	moved, made := p.Entries[0].ID, p.Entries[1].ID
	for _, c := range []struct {
		who, what, body string
		status          int
		code            string
	}{
		{anna, "GET /appointments/build/history", "", 404, "not-found"},
		{stranger, "GET /appointments/build/history", "", 404, "not-found"},
		{"", "GET /appointments/build/history", "", 401, "unauthenticated"},
		{anna, "GET /appointments/build/history?limit=x", "", 404, "not-found"},
		{planner, "GET /appointments/none/history", "", 404, "not-found"},
		{planner, "GET /appointments/__x__/history", "", 404, "not-found"},
		{planner, "GET /appointments/build/history?limit=0", "", 400, "malformed"},
		{planner, "GET /appointments/build/history?limit=101", "", 400, "malformed"},
		{planner, "GET /appointments/build/history?after=../x", "", 400, "malformed"},
		{planner, "GET /appointments/build/history?before=x", "", 400, "malformed"},
		{anna, "POST /appointments/build/history", `{"restore": "` + moved + `"}`, 404, "not-found"},
		{planner, "POST /appointments/build/history", `{}`, 400, "malformed"},
		{planner, "POST /appointments/build/history", `{"restore": "` + made + `"}`, 400, "malformed"},
		{planner, "POST /appointments/build/history", `{"restore": "../x"}`, 404, "not-found"},
		{planner, "POST /appointments/days/history", `{"restore": "` + moved + `"}`, 404, "not-found"},
		{planner, "POST /appointments/__x__/history", `{"restore": "` + moved + `"}`, 404, "not-found"},
		{planner, "DELETE /appointments/build/history", "", 405, "method-not-allowed"},
	} {
		if got := d.send(c.who, c.what, c.body); got.Code != c.status || failure(t, got).Code != c.code {
			t.Errorf("%s, %s %s: %d %s", c.who, c.what, c.body, got.Code, got.Body)
		}
	}
	d.now = d.now.Add(history.Retention)
	if got := d.send(planner, "POST /appointments/build/history", `{"restore": "`+moved+`"}`); got.Code != 404 {
		t.Errorf("after 90 days: %d %s", got.Code, got.Body)
	}
}

func TestPlannersRestoreWhatAnAppointmentWas(t *testing.T) {
	d := furnished(t)
	was := d.get(planner, "/appointments/build")
	d.does("PUT /appointments/build", buildMoved)
	undo := `{"restore": "` + d.past("/appointments/build/history").Entries[0].ID + `"}`
	stale := d.send(planner, "POST /appointments/build/history", undo, "If-Match", was.Header().Get("ETag"))
	if stale.Code != http.StatusPreconditionFailed {
		t.Fatalf("on a stale tag: %d %s", stale.Code, stale.Body)
	}
	d.now = d.now.Add(time.Minute)
	tag := d.past("/appointments/build/history").Tag
	got := d.send(planner, "POST /appointments/build/history", undo, "If-Match", `"`+string(tag)+`"`)
	if got.Code != http.StatusOK || got.Body.String() != was.Body.String() ||
		got.Header().Get("ETag") != was.Header().Get("ETag") {
		t.Fatalf("%d %s, want %s", got.Code, got.Body, was.Body)
	}
	d.does("POST /appointments/build/history", undo) // once more changes nothing
	p := d.past("/appointments/build/history")
	if e := p.Entries[0]; len(p.Entries) != 3 || e.What != history.Restored || e.Of != p.Entries[1].ID ||
		e.Way != "restore" || e.By != planner {
		t.Errorf("%+v", p)
	}

	d.does("DELETE /appointments/build", "")
	d.does("PUT /appointments/build", buildMoved)
	d.does("DELETE /appointments/build", "")
	p = d.past("/appointments/build/history")
	d.does("POST /appointments/build/history", `{"restore": "`+p.Entries[2].ID+`"}`, "If-None-Match", "*")
	if got := d.get(planner, "/appointments/build"); got.Body.String() != was.Body.String() {
		t.Errorf("%s, want %s", got.Body, was.Body)
	}
	if got := d.past("/appointments/build/history").Entries[0].Text; got != "Nach dem Löschen wiederhergestellt." {
		t.Error(got)
	}
}

func TestWhatIsRestoredIsCheckedAsAnyWrite(t *testing.T) {
	d := furnished(t)
	d.does("PUT /appointments/build", buildMoved)
	d.does("DELETE /persons/ben", "")
	p := d.past("/appointments/build/history")
	got := d.send(planner, "POST /appointments/build/history", `{"restore": "`+p.Entries[0].ID+`"}`)
	if f := failure(t, got); got.Code != 422 || len(f.Problems) != 1 || f.Problems[0].Path != "/persons/1" ||
		f.Problems[0].Code != "unknown-person" {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	if p.Persons["ben"] != "" || !strings.Contains(p.Entries[0].Text, "nicht mehr dabei: ben") {
		t.Errorf("%+v", p)
	}
	if p := d.past("/appointments/build/history"); len(p.Entries) != 2 {
		t.Errorf("%+v", p)
	}
}

func TestHistoryTellsWhatTablesDo(t *testing.T) {
	d := furnished(t)
	d.drop(1, 4)
	d.now = d.now.Add(time.Minute)
	d.drop(2, 1)
	d.now = d.now.Add(time.Minute)
	d.does("POST /tables", `{"table": "reflex", "approve": "`+d.held()+`"}`)
	p := d.past("/appointments/reflex-A3/history")
	if len(p.Entries) != 2 || p.Entries[0].What != history.Deleted || p.Entries[0].By != planner ||
		p.Entries[0].Way != "table" || p.Entries[0].Of != "reflex" || p.Entries[1].By != "" {
		t.Fatalf("%+v", p)
	}
	d.does("POST /appointments/reflex-A3/history", `{"restore": "`+p.Entries[0].ID+`"}`)
	if got := d.get(planner, "/appointments/reflex-A3"); got.Code != 200 || strings.Contains(got.Body.String(), "origin") {
		t.Errorf("the next table deletes again what was restored: %s", got.Body)
	}
}

// held is the hash of what is held back of the table.
func (d *desk) held() string {
	d.Helper()
	var report tableReport
	if got := d.get(planner, "/tables/reflex"); json.Unmarshal(got.Body.Bytes(), &report) != nil {
		d.Fatal(got.Body)
	}
	return report.Hash
}
