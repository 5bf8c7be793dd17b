package firestoredb_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredbtest"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

var (
	orga     = proposal.Caller{Mail: "orga@kursbuch.example"}
	approver = proposal.Caller{Mail: "approver@kursbuch.example"}
	people   = proposal.Access{Orgas: []string{orga.Mail}, Approvers: []string{approver.Mail}, FourEyes: true}
)

// load gives a store with an event of that many registrations.
func load(t *testing.T, store *firestoredb.Store, registrations int) *event.Snapshot {
	t.Helper()
	s := sample.Event(1, registrations)
	if err := store.Create(t.Context(), &proposal.Event{Snapshot: s, Access: people}); err != nil {
		t.Fatal(err)
	}
	return s
}

func check(t *testing.T, store proposal.Store, name, content string) *proposal.Proposal {
	t.Helper()
	source := proposal.Source{Bucket: "uploads", Object: "imports/1/" + name, Uploader: orga.Mail, Generation: 1}
	p, err := proposal.Check(t.Context(), store, proposal.Upload{Source: source, Content: []byte(content)}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func confirm(t *testing.T, store proposal.Store, p *proposal.Proposal) *proposal.Proposal {
	t.Helper()
	committed, err := proposal.Confirm(t.Context(), store, request(p), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return committed
}

func request(p *proposal.Proposal) proposal.Request {
	return proposal.Request{Proposal: p.ID, Token: p.Token, By: approver}
}

// file is an import that gives the first registrations a note.
func file(registrations int, note func(n int) string) string {
	text := `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-01T00:00:00+00:00", "registrations": {`
	for n := range registrations {
		if n > 0 {
			text += ","
		}
		text += fmt.Sprintf("\n\"%d\": {\"notes\": %q}", n+1, note(n))
	}
	return text + "}}"
}

// TestTraffic holds the table of the package comment.
func TestTraffic(t *testing.T) {
	for _, test := range []struct{ registrations, changes int }{{60, 0}, {60, 1}, {60, 60}, {240, 240}} {
		t.Run(fmt.Sprintf("%d changes in an event of %d registrations", test.changes, test.registrations), func(t *testing.T) {
			t.Parallel()
			store, seen := watched(t, firestoredbtest.Project(t))
			s := load(t, store, test.registrations)
			whole := 2 // the event, its personas
			for _, section := range event.Sections {
				whole += len(s.IDs(section))
			}
			expect := func(does string, reads, writes int) {
				t.Helper()
				if r, w := seen.take(); r != reads || w != writes {
					t.Errorf("%s: %d reads, %d writes, want %d, %d", does, r, w, reads, writes)
				}
			}
			seen.take()
			p := check(t, store, "a.json", file(test.changes, func(n int) string { return fmt.Sprint("Notiz ", n) }))
			expect("check", whole+4, 2)
			confirm(t, store, p)
			expect("confirm", whole+6, test.changes+5)
			if _, err := proposal.See(t.Context(), store, orga, p.ID); err != nil {
				t.Error(err)
			}
			expect("show", 3, 0)
			if _, err := proposal.List(t.Context(), store, orga, 1); err != nil {
				t.Error(err)
			}
			expect("list", 2, 0)
			_, mayNot := proposal.Allow(t.Context(), store, orga, 1)
			if _, err := store.Event(t.Context(), 1); errors.Join(mayNot, err) != nil {
				t.Error(mayNot, err)
			}
			expect("export", whole+1, 0)
		})
	}
}

func TestQueriesNeedNoOtherIndexThanThoseListed(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	load(t, store, 10)
	confirm(t, store, check(t, store, "a.json", file(3, func(int) string { return "Notiz" })))
	for _, err := range []error{
		second(store.Proposals(t.Context(), 1)), second(store.Log(t.Context(), 1)), second(store.Event(t.Context(), 1)),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	fields := slices.Sorted(slices.Values(seen.filtered))
	if got, want := slices.Compact(fields), firestoredb.Indexed["proposals"]; !slices.Equal(got, want) || seen.ordered > 0 {
		t.Errorf("queries filter by %v, want %v; %d of them want an order", got, want, seen.ordered)
	}
}

func second[T any](_ T, err error) error { return err }
