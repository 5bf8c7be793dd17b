package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// named is event 3, in which everything and everybody is called by a text.
func named(text string) *proposal.Event {
	s := sample.Event(3, 20)
	s.Event.Title, s.Event.Shortname = text, text
	for id, p := range s.Event.Parts {
		p.Title = text // fees know parts by their short names
		s.Event.Parts[id] = p
	}
	for id, c := range s.Courses {
		c.Title, c.Shortname, c.Nr = text, text, text
		s.Courses[id] = c
	}
	for id, g := range s.LodgementGroups {
		g.Title = text
		s.LodgementGroups[id] = g
	}
	for id, l := range s.Lodgements {
		l.Title = text
		s.Lodgements[id] = l
	}
	for id, r := range s.Registrations {
		r.Persona.DisplayName, r.Persona.GivenNames, r.Persona.FamilyName = text, text, text
		s.Registrations[id] = r
	}
	return &proposal.Event{Snapshot: s, Access: access.Roles{Orgas: []string{both}, Approvers: []string{both}}}
}

// TestHostileNamesOfEverything: an event, its parts, courses, rooms, people, on every page about them.
func TestHostileNamesOfEverything(t *testing.T) {
	tried := 0
	for about, text := range pagetest.Hostile {
		d := newDesk(t)
		if found, err := proposal.Load(t.Context(), d.store, named(text)); err != nil || !found.Empty() {
			continue // no event can be called so
		}
		tried++
		check := func(name, sections string) string {
			d.later(time.Second)
			p, err := proposal.Check(t.Context(), d.store, proposal.Upload{Content: []byte(`{"EVENT_SCHEMA_VERSION": [17, 2],
				"kind": "partial", "id": 3, "timestamp": "2027-01-20T12:00:00+00:00", ` + sections + `}`),
				Source: proposal.Source{Bucket: "uploads", Object: "imports/3/" + name, Generation: 1, Uploader: orga}}, d.now())
			if err != nil {
				t.Fatal(err)
			}
			return path(p)
		}
		const deleting = `"lodgement_groups": {"1": null, "2": null}, "courses": {"1": {"notes": "x"}, "99": null}`
		written := check("c.json", `"courses": {"2": {"notes": "neu"}, "-1": {}}`)
		if quoted, err := jsonText(text); err == nil {
			written = check("c.json", `"summary": `+quoted+`, "lodgement_groups": {"-1": {"title": `+quoted+`}}`)
		}
		d.decide(both, written, "confirm")
		pages := []string{"/", check("a.json", deleting), check("b.json", deleting+`, "registrations": {"1": {"notes": 5}}`),
			written}
		for pattern, r := range routes {
			if strings.HasPrefix(pattern, "GET /events/") {
				pages = append(pages, strings.Replace(r.path, "/events/1/", "/events/3/", 1))
			}
		}
		for _, at := range pages {
			got := d.get(both, at)
			if got.status != http.StatusOK && got.status != http.StatusSeeOther {
				t.Errorf("%s at %s: %d", about, at, got.status)
			}
			if strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
				pagetest.Harmless(t, fmt.Sprintf("%s at %s", about, at), got.Document)
			}
		}
	}
	if tried < 5 {
		t.Errorf("%d texts can be names: the test proves little", tried)
	}
}
