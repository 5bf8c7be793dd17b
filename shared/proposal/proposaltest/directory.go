package proposaltest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// DirectoryStore is a store of events that can list them.
type DirectoryStore interface {
	access.Directory
	Create(ctx context.Context, e *proposal.Event) error
}

// TestDirectory is the contract of [access.Directory]. Every store that open gives is empty.
func TestDirectory(t *testing.T, open func(*testing.T) DirectoryStore) {
	d := open(t)
	if all, err := d.Headings(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("of an empty store: %v, %v", all, err)
	}
	if _, err := d.Heading(t.Context(), 1); !errors.Is(err, access.ErrNotFound) {
		t.Errorf("an event that is not there: %v", err)
	}
	var want []access.Heading
	for _, id := range []event.ID{2, 11} {
		roles := access.Roles{Orgas: []string{"orga@kursbuch.example"}, Approvers: []string{"a@b.example", "c@b.example"},
			FourEyes: id == 2}
		s := camp(t).Snapshot
		s.ID, s.Event.Title = id, s.Event.Title+" "+fmt.Sprint(id)
		want = append(want, access.Heading{ID: id, Title: s.Event.Title, FirstDay: "2027-08-01", LastDay: "2027-08-08",
			Roles: roles})
		if err := d.Create(t.Context(), &proposal.Event{Snapshot: s, Access: roles}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := d.Headings(t.Context())
	byID := cmpopts.SortSlices(func(a, b access.Heading) bool { return a.ID < b.ID })
	if diff := cmp.Diff(want, got, byID); diff != "" || err != nil {
		t.Errorf("%v, headings (-want +got):\n%s", err, diff)
	}
	one, err := d.Heading(t.Context(), 11)
	if diff := cmp.Diff(want[1], one); diff != "" || err != nil {
		t.Errorf("%v, heading (-want +got):\n%s", err, diff)
	}
}
