package firestoredb_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal"
)

func TestDeadlineInTheMiddle(t *testing.T) {
	t.Parallel()
	store := firestoredbtest.Open(t, firestoredbtest.Project(t))
	load(t, store, 10)
	p := check(t, store, "a.json", file(1, func(int) string { return "Notiz" }))
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	err := store.Update(ctx, proposal.Subject{Proposal: p.ID, Event: 1, WithEvent: true},
		func(s proposal.State) (proposal.Effect, error) {
			<-ctx.Done()
			s.Proposal.Status = proposal.Rejected
			return proposal.Effect{Proposal: s.Proposal}, nil
		})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("update: %v", err)
	}
	begin := time.Now()
	if committed := confirm(t, store, p); committed.Status != proposal.Committed || time.Since(begin) > 20*time.Second {
		t.Errorf("%s after %v: what the first update held was not let go", committed.Status, time.Since(begin))
	}
}

func TestStoreClosedUnderWay(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store := firestoredbtest.Open(t, project)
	load(t, store, 10)
	var proposals []*proposal.Proposal
	for n := range 8 {
		proposals = append(proposals, check(t, store, fmt.Sprint(n, ".json"),
			file(n+1, func(int) string { return fmt.Sprint("Notiz ", n) })))
	}
	errs := make([]error, len(proposals))
	var confirming sync.WaitGroup
	for n, p := range proposals {
		confirming.Go(func() { _, errs[n] = proposal.Confirm(t.Context(), store, request(p), time.Now()) })
	}
	time.Sleep(100 * time.Millisecond)
	if err := errors.Join(store.Close(), store.Close()); err != nil {
		t.Errorf("close: %v", err)
	}
	confirming.Wait()
	if _, err := store.Event(t.Context(), 1); err == nil {
		t.Error("a closed store reads")
	}
	again := firestoredbtest.Open(t, project)
	for n, p := range proposals {
		stored, err := again.Proposal(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if committed := stored.Status == proposal.Committed; committed != (errs[n] == nil) {
			t.Errorf("%s, but the answer was %v", stored.Status, errs[n])
		}
	}
}

// raw is a client of the same database.
func raw(t *testing.T, project string) *firestore.Client {
	t.Helper()
	client, err := firestore.NewClient(t.Context(), project)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func TestOnlyWhatNobodyDecidedIsDeletedLater(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	load(t, store, 10)
	expect := func(p *proposal.Proposal, kept time.Duration) {
		t.Helper()
		for path, later := range map[string]time.Duration{"": 0, "/entries/0": 7 * 24 * time.Hour} {
			doc, err := client.Doc("proposals/" + string(p.ID) + path).Get(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			at, found := doc.Data()["delete_at"].(time.Time)
			if found != (kept > 0) || found && !at.Equal(p.ExpiresAt.Add(kept+later).Truncate(time.Microsecond)) {
				t.Errorf("%s %s: deleted at %v", p.Status, path, at)
			}
		}
	}
	note := func(text string) string { return file(1, func(int) string { return text }) }
	first := check(t, store, "a.json", note("eins"))
	expect(first, firestoredb.Retention)
	source := proposal.Source{Bucket: "uploads", Object: first.Source.Object, Uploader: orga.Mail, Generation: 2}
	second, err := proposal.Check(t.Context(), store, proposal.Upload{Source: source, Content: []byte(note("zwei"))},
		time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if first, err = store.Proposal(t.Context(), first.ID); err != nil || first.Status != proposal.Superseded {
		t.Fatal(first, err)
	}
	expect(first, firestoredb.Retention)
	expect(check(t, store, "b.json", "{"), firestoredb.Retention)
	expect(confirm(t, store, second), 0)
	rejected, err := proposal.Reject(t.Context(), store, request(check(t, store, "c.json", note("drei"))), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	expect(rejected, 0)
}

func TestIDsThatMeanSomethingToFirestoreAreNotFound(t *testing.T) {
	t.Parallel()
	store := firestoredbtest.Open(t, firestoredbtest.Project(t))
	load(t, store, 10)
	p := check(t, store, "a.json", "{")
	for _, id := range []proposal.ID{"", ".", "..", "__x__", "a/b", p.ID + "/entries/0", "\xff",
		proposal.ID(strings.Repeat("a", 2000))} {
		if _, err := store.Proposal(t.Context(), id); !errors.Is(err, access.ErrNotFound) {
			t.Errorf("%.20q: %v", id, err)
		}
	}
}
