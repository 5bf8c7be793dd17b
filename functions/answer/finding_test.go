package answer

import (
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// helpful are findings in the form in which former versions have stored them, with the call that helps. The last ones
// have none: the person, or the hash, is not known any more, or nobody has to do anything, or Kursbuch cannot help.
var helpful = []struct{ stored, call string }{
	{`{"path": "", "code": "deletions-held", "args": ["1 Eintrag", "1 entry", "2", "0a1b"]}`,
		`POST /CalendarSync {"approve": "0a1b"}`},
	{`{"path": "/job/aufbau", "code": "refused", "args": ["forbidden", "{2027-05-15T09:00:00Z}"]}`,
		`POST /CalendarSync {"retry": "job/aufbau"}`},
	{`{"path": "/course/1/2/3", "code": "not-organizer"}`, `POST /CalendarSync {"retry": "course/1/2/3"}`},
	{`{"path": "/job/a", "code": "never-the-same", "args": ["title", "{2027-05-15T09:00:00Z}"]}`,
		`POST /CalendarSync {"retry": "job/a"}`},
	{`{"path": "", "code": "no-calendar"}`, `POST /CalendarSync {"create": true}`},
	{`{"path": "", "code": "calendar-gone", "args": ["c_1@group.example"]}`,
		`POST /CalendarSync {"create": true, "instead_of": "c_1@group.example"}`},
	{`{"path": "", "code": "calendar-gone"}`, ``},
	{`{"path": "", "code": "stopped", "args": ["{2027-05-15T09:00:00Z}", "anna@b.example"]}`,
		`POST /CalendarSync {"create": true}`},
	{`{"path": "", "code": "paused", "args": ["{2027-05-15T09:00:00Z}", "anna@b.example", "Umzug"]}`,
		`PUT /Settings {…, "pause": null}`},
	{`{"path": "", "code": "uninstalled"}`, `POST /CalendarSync {"create": true}`},
	{`{"path": "", "code": "uninstall-left", "args": ["1", "0"]}`, `POST /CalendarSync {"uninstall": true}`},
	{`{"path": "", "code": "uninstall-unsure"}`, `POST /CalendarSync {"uninstall": true}`},
	{`{"path": "/persons/anna", "code": "bad-share", "args": ["invalid"]}`, `PUT /JobCalendar/persons/anna`},
	{`{"path": "", "code": "bad-share", "args": ["invalid"]}`, ``},
	{`{"path": "", "code": "deletions-held"}`, ``},
	{`{"path": "", "code": "rate-limited"}`, ``},
	{`{"path": "/title", "code": "empty"}`, ``},
}

func TestAFindingNamesTheCallThatHelps(t *testing.T) {
	var known []problem.Deed
	for _, c := range helpful {
		var p problem.Problem
		if err := json.Unmarshal([]byte(c.stored), &p, json.RejectUnknownMembers(true)); err != nil {
			t.Fatal(err)
		}
		got := Findings([]problem.Problem{p}, problem.German)[0]
		if got.Call != c.call || (got.Action == problem.Action{}) != (c.call == "") {
			t.Errorf("%s: %q by %+v, want %q", c.stored, got.Call, got.Action, c.call)
		}
		known = append(known, got.Action.Do)
	}
	for _, deed := range oncalendar.Deeds {
		if !slices.Contains(known, deed) || Call(problem.Action{Do: deed, To: "it"}) == "" {
			t.Errorf("nobody tells how to %s", deed)
		}
	}
}
