package house_test

import (
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial/house"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

var now = time.Date(2027, 4, 2, 21, 14, 0, 0, time.UTC)

// TestAll: each template as it is, is acceptable to the sample event, and creates all that it has.
func TestAll(t *testing.T) {
	s := sample.PfingstAkademie()
	for _, h := range house.All {
		for _, lang := range []problem.Language{problem.German, problem.English} {
			rooms := 0
			for _, g := range h.Groups {
				rooms += len(g.Rooms)
			}
			p := proposal.Offline(s.WithPersonas(), h.Draft(lang).File(1, "x", now))
			if p.Status != proposal.Pending || p.Plan.Warnings.Total() != 0 ||
				p.Counts[event.LodgementGroups] != (diff.Count{Create: len(h.Groups)}) ||
				p.Counts[event.Lodgements] != (diff.Count{Create: rooms}) {
				t.Errorf("%s: %s, %v, %v", h.Key, p.Status, p.Counts, p.Problems.Items)
			}
		}
		if found, ok := house.Find(h.Key); !ok || found.Title != h.Title {
			t.Errorf("%s is not found", h.Key)
		}
	}
	if _, ok := house.Find("castle"); ok {
		t.Error("a castle is found")
	}
}

// TestDraft: an existing group takes a room, rows without a title are left out, what is wrong comes back to its row.
func TestDraft(t *testing.T) {
	s := sample.PfingstAkademie()
	d := house.Draft{Groups: []string{" ", "Neu"}, Rooms: []house.Row{
		{"", "x", "x", "x"}, {" A ", "3", "0", "1"}, {"B", "2", "1", "-2"}}}
	p := proposal.Offline(s.WithPersonas(), d.File(1, "x", now))
	if p.Status != proposal.Pending || len(p.Plan.Changes) != 3 {
		t.Fatalf("%s: %v", p.Status, p.Problems.Items)
	}
	d.Rooms = append(d.Rooms, house.Row{"C", "viele", "0", "-2"}, house.Row{"D", "1", "", "-1"},
		house.Row{"E", "", "", "-2"})
	p = proposal.Offline(s.WithPersonas(), d.File(1, "x", now))
	at := map[int]int{}
	for _, found := range p.Problems.Items {
		if _, room := d.Place(found.Path); room >= 0 {
			at[room]++
		}
	}
	if len(at) != 3 || at[3] != 1 || at[4] != 1 || at[5] != 1 { // beds are asked for, camping mats may be left out
		t.Errorf("found at %v: %v", at, p.Problems.Items)
	}
	for path, want := range map[string][2]int{"/lodgement_groups/-2/title": {1, -1}, "/lodgement_groups/-3": {-1, -1},
		"/lodgements/7": {-1, -1}, "/lodgements/x": {-1, -1}, "": {-1, -1}, "/id": {-1, -1}, "/courses/-1": {-1, -1}} {
		group, room := d.Place(jsontext.Pointer(path))
		if [2]int{group, room} != want {
			t.Errorf("%s is at %d, %d", path, group, room)
		}
	}
}
