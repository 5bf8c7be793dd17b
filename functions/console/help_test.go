package console_test

import (
	"slices"
	"strings"
	"testing"

	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

func TestHelpIsMadeForTheEvent(t *testing.T) {
	d := newDesk(t)
	for lang, want := range map[string][]string{
		"de": {"Beispielhaus", "Teilnehmer", "Vormittagskurse", "vegetarisch", "fields › ernaehrung"},
		"en": {"Example house", "participant", "Vormittagskurse", "vegetarisch"},
	} {
		r := d.request("GET", "/events/1/help", nil)
		r.Header.Set("Accept-Language", lang)
		text := d.send(orga, r).Find("main").Text()
		for _, want := range want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing", lang, want)
			}
		}
	}
	file := d.get(orga, "/events/1/example")
	if p := d.proposal(d.checked(orga, "beispiel.json", file.body)); p.Status != proposal.Pending {
		t.Errorf("the example is %s: %v", p.Status, p.Problems.Items)
	}
}

// hostileEvent is event 3, all of whose texts are one.
func hostileEvent(t *testing.T, store *boltdb.Store, text string) {
	t.Helper()
	s := sample.Event(3, 5)
	s.Event.Title, s.Event.Shortname = text, text
	for _, c := range s.Courses {
		c.Title, c.Shortname, c.Nr = text, text, text
	}
	for _, l := range s.Lodgements {
		l.Title = text
	}
	for _, g := range s.LodgementGroups {
		g.Title = text
	}
	for id, p := range s.Event.Parts {
		p.Title, p.Shortname = text, text
		for track, in := range p.Tracks {
			in.Title, in.Shortname = text, text
			p.Tracks[track] = in
		}
		s.Event.Parts[id] = p
	}
	for i := range s.Event.Fields {
		s.Event.Fields[i].Title = text
	}
	for _, r := range s.Registrations {
		r.Persona.GivenNames, r.Persona.FamilyName = text, text
	}
	err := store.Create(t.Context(), &proposal.Event{Snapshot: s, Access: access.Roles{Orgas: []string{orga},
		Approvers: []string{approver}}})
	if err != nil {
		t.Fatal(err)
	}
}

// TestHostileTextsOfAnEvent opens every page about an event all of whose names are hostile.
func TestHostileTextsOfAnEvent(t *testing.T) {
	for about, text := range pagetest.Hostile {
		if _, err := jsonText(text); err != nil {
			continue // no event can have it
		}
		t.Run(about, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			hostileEvent(t, d.store, text)
			for name, path := range tools {
				got := d.get(orga, strings.Replace(path, "/events/1/", "/events/3/", 1))
				if got.status != 200 {
					t.Errorf("%s: %d", name, got.status)
				}
				pagetest.Harmless(t, name, got.Document)
			}
		})
	}
}

// TestWordsOfTheHelp: what a key is called there, it is called where its change is shown.
func TestWordsOfTheHelp(t *testing.T) {
	d := newDesk(t)
	help := d.get(orga, "/events/1/help")
	var titles []string
	for _, title := range help.Find("main td strong").EachIter() {
		titles = append(titles, title.Text())
	}
	p := d.put(orga, "a.json", d.get(orga, "/events/1/example").body)
	labels := d.get(orga, path(p)).Find(".chg dt")
	if labels.Length() < 8 {
		t.Errorf("%d labels", labels.Length())
	}
	for _, label := range labels.EachIter() {
		parts := strings.Split(label.Text(), ": ")
		if name := parts[len(parts)-1]; !slices.Contains(titles, name) {
			t.Errorf("%q is not in the help: %q", name, titles)
		}
	}
}
