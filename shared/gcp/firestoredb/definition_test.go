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
