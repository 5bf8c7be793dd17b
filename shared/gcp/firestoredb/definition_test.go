package firestoredb_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// crowded is a store that says it holds an event of 50,000 registrations, which would take minutes to be written.
type crowded struct {
	proposal.Store
	e *proposal.Event
}

func (c crowded) Event(context.Context, event.ID) (*proposal.Event, error) { return c.e, nil }
func (c crowded) Access(context.Context, event.ID) (access.Roles, error)   { return c.e.Access, nil }

// TestDefinitionOfAFullEvent: a new field, a new track are one small commit, however many registrations there are. What
// changes the amounts of all of them is told to be too large before anybody reviews it.
func TestDefinitionOfAFullEvent(t *testing.T) {
	store := firestoredbtest.Open(t, firestoredbtest.Project(t))
	load(t, store, 1) // as who may do what is read where the proposal is stored
	e := &proposal.Event{Snapshot: sample.Event(1, proposal.MaxRegistrations), Access: people}
	text, _ := proposal.Defined(e)
	for _, c := range []struct {
		says, old, new string
		fits           bool
	}{
		{"a new field", `"fields":{`, `"fields":{"shirt":{"kind":1,"association":1,"title":"T-Shirt","entries":null},`,
			true},
		{"a new track", `"tracks":{"1":`, `"tracks":{"-1":{"title":"T","shortname":"T","sortkey":9,
			"course_room_field":null},"1":`, true},
		{"a new part, without which nobody has all of them", `"parts":{`, `"parts":{"-1":{"title":"P","shortname":"P",
			"part_begin":"2027-06-01","part_end":"2027-06-02","tracks":{}},`, false},
		{"another fee", `"amount":"195.00"`, `"amount":"205.00"`, false},
	} {
		t.Run(c.says, func(t *testing.T) {
			wanted := strings.Replace(string(text), c.old, c.new, 1)
			p, _, found, err := proposal.Define(t.Context(), crowded{store, e}, proposal.Redefinition{Event: 1, Seen: "*",
				By: access.Caller{Mail: orga.Mail, At: time.Now()}, Wanted: []byte(wanted)})
			if err != nil {
				t.Fatal(err)
			}
			if told := !found.Empty() && found.Items[0].Code == onimport.TooBigToCommit; told == c.fits {
				t.Errorf("%v, %+v", found.Items, p)
			}
		})
	}
}

// TestTrafficOfDefinitions counts what the table says.
func TestTrafficOfDefinitions(t *testing.T) {
	store, seen := watched(t, firestoredbtest.Project(t))
	letters, prices := map[string]int{"E": documentsOf(load(t, store, 20)), "c": 0}, priceList(t, comment)
	e, err := store.Event(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	text, tag := proposal.Defined(e)
	wanted := strings.Replace(string(text), `"fields":{`,
		`"fields":{"shirt":{"kind":1,"association":1,"title":"T-Shirt","entries":null},`, 1)
	seen.take()
	p, _, found, err := proposal.Define(t.Context(), store, proposal.Redefinition{Event: 1, Seen: string(tag),
		By: access.Caller{Mail: orga.Mail, At: time.Now()}, Wanted: []byte(wanted)})
	if err != nil || !found.Empty() {
		t.Fatal(err, found.Items)
	}
	for _, does := range []string{"define", "confirm"} {
		wantReads, wantWrites := sum(t, prices[does].reads, letters), sum(t, prices[does].writes, letters)
		if does == "confirm" {
			confirm(t, store, p)
			wantWrites++ // the entry of the journal
		}
		if r, w := seen.take(); r != wantReads || w != wantWrites {
			t.Errorf("%s: %d reads, %d writes, want %d, %d", does, r, w, wantReads, wantWrites)
		}
	}
}
