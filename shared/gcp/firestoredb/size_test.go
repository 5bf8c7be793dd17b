package firestoredb_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// noise is a text that nothing can compress to less than three quarters.
func noise(seed, size int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	source := rand.New(rand.NewPCG(uint64(seed), uint64(size)))
	text := make([]byte, size)
	for i := range text {
		text[i] = letters[source.IntN(len(letters))]
	}
	return string(text)
}

// TestLimit looks for the largest import that is acceptable. The emulator takes 4 MiB: if it can be committed, and
// fills them nearly, then sizes are foreseen well.
func TestLimit(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	load(t, store, 60)
	notes := func(kilobytes int) *proposal.Proposal {
		return check(t, store, fmt.Sprint(kilobytes, ".json"),
			file(60, func(n int) string { return noise(n, kilobytes<<10) }))
	}
	var last *proposal.Proposal
	kilobytes := 14 + sort.Search(8, func(n int) bool {
		p := notes(14 + n)
		if p.Status == proposal.Pending {
			last = p
		}
		return p.Status == proposal.Invalid
	})
	if last == nil || kilobytes == 14+8 {
		t.Fatalf("%d KiB of notes 60 times are the limit", kilobytes)
	}
	p := notes(kilobytes)
	if len(p.Problems.Items) != 1 || p.Problems.Items[0].Code != onimport.TooBigToCommit || p.Plan != nil ||
		p.Import != nil {
		t.Errorf("one more: %v, %v, %v", p.Problems.Items, p.Plan, p.Import)
	}
	seen.largest = 0
	confirm(t, store, last)
	if mebibytes := float64(seen.largest) / (1 << 20); mebibytes < 3.6 || mebibytes > 3.9 {
		t.Errorf("the largest import is committed in %.2f MiB", mebibytes)
	}
}

func TestWhatIsTooLarge(t *testing.T) {
	t.Parallel()
	store := firestoredbtest.Open(t, firestoredbtest.Project(t))
	load(t, store, 10)
	long := strings.Repeat("Ein langer Text. ", 60_000)
	begin := `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-01T00:00:00+00:00", `
	course := `"nr": "1", "title": "Neu", "shortname": "Neu", "description": null, "instructors": null, ` +
		`"max_size": null, "min_size": null, "is_visible": true, "notes": `
	for _, test := range []struct{ name, content, code, path, args string }{
		{"many large entries", file(10, func(n int) string { return noise(n, 400_000) }), "too-big-to-commit", "", "13 3"},
		{"a large entry", begin + `"registrations": {"2": {"notes": "` + long + `"}}}`, "entity-too-big", "/registrations/2",
			"997 976"},
		{"a large new entry", begin + `"courses": {"-2": {` + course + `null}, "-1": {` + course + `"` + long + `"}}}`,
			"entity-too-big", "/courses/-1", "996 976"},
		{"a large summary", begin + `"summary": "` + long + long + `", "courses": {"1": {"titel": 1}}}`, "too-big-to-commit",
			"", "2 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := check(t, store, test.name+".json", test.content)
			for _, found := range p.Problems.Items {
				if string(found.Code) != test.code || string(found.Path) != test.path || found.Line != 1 ||
					strings.Join(found.Args, " ") != test.args {
					t.Errorf("%s of %s in line %d: %v", found.Code, found.Path, found.Line, found.Args)
				}
			}
			if stored, err := store.Proposal(t.Context(), p.ID); err != nil || stored.Status != proposal.Invalid ||
				p.Problems.Empty() {
				t.Errorf("stored: %v, %v", stored, err)
			}
		})
	}
}

// TestGrown: what others write into an event since the check can make it too large for a commit, or for its undoing.
func TestGrown(t *testing.T) {
	t.Parallel()
	store := firestoredbtest.Open(t, firestoredbtest.Project(t))
	load(t, store, 10)
	half := check(t, store, "a.json", `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
		"timestamp": "2027-01-01T00:00:00+00:00", "registrations": {"1": {"orga_notes": "`+noise(1, 600_000)+`"}}}`)
	confirm(t, store, check(t, store, "b.json", file(1, func(int) string { return noise(1, 600_000) })))
	_, err := proposal.Confirm(t.Context(), store, request(half), time.Now())
	var stale *proposal.Stale
	if !errors.As(err, &stale) || stale.Fresh.Status != proposal.Invalid ||
		stale.Fresh.Problems.Items[0].Code != onimport.EntityTooBig {
		t.Errorf("confirm: %v", err)
	}
}

func TestUpdatesRefuseWhatIsTooLarge(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	huge := &proposal.Proposal{Head: proposal.Head{ID: "huge", Summary: noise(1, 2<<20)}}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	err := store.Update(ctx, proposal.Subject{Proposal: huge.ID}, func(proposal.State) (proposal.Effect, error) {
		return proposal.Effect{Proposal: huge}, nil
	})
	if _, writes := seen.take(); err == nil || ctx.Err() != nil || writes > 0 {
		t.Errorf("update: %v after %d writes", err, writes)
	}
}

// large is an event that fills two commits of the emulator, or as many as there are registrations for.
func large(registrations int) *proposal.Event {
	s := sample.Event(1, registrations)
	for id, r := range s.Registrations {
		r.Notes = new(noise(int(id), 100<<10))
	}
	return &proposal.Event{Snapshot: s, Access: people}
}

func fileOf(t *testing.T, s *event.Snapshot) string {
	t.Helper()
	var text strings.Builder
	if err := event.Write(&text, s); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestAnEventLargerThanACommitIsCreatedInPieces(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store := firestoredbtest.Open(t, project)
	want := large(60)
	if found, err := proposal.Load(t.Context(), store, want); err != nil || !found.Empty() {
		t.Fatal(found.Items, err)
	}
	founded, _ := proposal.Founded(want)
	if got := exported(t, store); got != fileOf(t, founded.Snapshot) {
		t.Error("the event is another one")
	}
	if err := store.Create(t.Context(), want); !errors.Is(err, proposal.ErrExists) {
		t.Errorf("once more: %v", err)
	}
	left, err := raw(t, project).Collection("founding").Documents(t.Context()).GetAll()
	if len(left) > 0 || err != nil {
		t.Errorf("%d are still being created, %v", len(left), err)
	}
}

// Whoever creates an event and dies has created none, and keeps nobody from creating it.
func TestACreationThatDiesLeavesNothing(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	ctx, die := context.WithCancel(t.Context())
	seen.after(2, die)
	if err := store.Create(ctx, large(60)); err == nil {
		t.Fatal("it did not die")
	}
	if _, err := store.Event(t.Context(), 1); !errors.Is(err, access.ErrNotFound) {
		t.Errorf("there is an event: %v", err)
	}
	if all, err := store.Headings(t.Context()); len(all) > 0 || err != nil {
		t.Errorf("%+v, %v", all, err)
	}
	if err := store.Create(t.Context(), large(5)); err != nil {
		t.Fatal(err)
	}
	if e, err := store.Event(t.Context(), 1); err != nil || len(e.Snapshot.Registrations) != 5 {
		t.Errorf("%d registrations, %v", len(e.Snapshot.Registrations), err)
	}
}

// Whoever loses the connection in between leaves what is swept by whoever creates the event, however small.
func TestWhatACreationLeftIsSwept(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	left := client.Collection("events").Doc("1").Collection("registrations").Doc("77")
	for ref, doc := range map[*firestore.DocumentRef]map[string]any{
		client.Collection("founding").Doc("1"): {"format": 1, "by": "nobody"}, left: {"format": 1, "json": "{}"},
	} {
		if _, err := ref.Set(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Create(t.Context(), large(5)); err != nil {
		t.Fatal(err)
	}
	if e, err := store.Event(t.Context(), 1); err != nil || len(e.Snapshot.Registrations) != 5 {
		t.Errorf("%d registrations, %v", len(e.Snapshot.Registrations), err)
	}
}

func TestOfTwoWhoCreateALargeEventOneDoes(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	var errs [2]error
	var both sync.WaitGroup
	for i := range errs {
		store := firestoredbtest.Open(t, project)
		both.Go(func() { errs[i] = store.Create(t.Context(), large(45+i)) })
	}
	both.Wait()
	winner := slices.Index(errs[:], nil)
	if winner < 0 || !errors.Is(errs[1-winner], proposal.ErrExists) {
		t.Fatalf("%v", errs)
	}
	if e, err := firestoredbtest.Open(t, project).Event(t.Context(), 1); err != nil ||
		len(e.Snapshot.Registrations) != 45+winner {
		t.Errorf("%d registrations, %v", len(e.Snapshot.Registrations), err)
	}
}

func TestAnEntityThatIsTooLargeIsToldToWhoCreatesAnEvent(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	s := sample.Event(1, 3)
	s.Registrations[2].Notes = new(noise(1, 1<<20))
	found, err := proposal.Load(t.Context(), store, &proposal.Event{Snapshot: s, Access: people})
	if _, writes := seen.take(); err != nil || len(found.Items) != 1 || found.Items[0].Code != onimport.EntityTooBig ||
		writes > 0 {
		t.Errorf("%v, %+v, %d writes", err, found.Items, writes)
	}
}
