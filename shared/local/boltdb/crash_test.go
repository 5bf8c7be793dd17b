package boltdb_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

var victim = flag.String("victim", "", "be the process that gets killed while it confirms imports, with this file")

func TestMain(m *testing.M) {
	flag.Parse()
	if *victim != "" {
		fmt.Fprintln(os.Stderr, confirmForever(*victim))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

const registrations = 60

// manyChanges is an import that changes every registration, creates a group of lodgements and deletes the one before.
func manyChanges(n int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b,
		`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2026-11-20T18:00:00+00:00",
		"lodgement_groups": {"-1": {"title": "Gruppe %d"}, "%d": null}, "registrations": {"1": {"notes": "%d"}`, n, n+4, n)
	for id := 2; id <= registrations; id++ {
		fmt.Fprintf(&b, `, "%d": {"notes": "Notiz %d"}`, id, n)
	}
	return []byte(b.String() + "}}")
}

// confirmForever prints the ID of each import that was confirmed.
func confirmForever(path string) error {
	store, err := boltdb.Open(path)
	if err != nil {
		return err
	}
	ctx := context.Background()
	heads, err := store.Proposals(ctx, 1, proposal.Page{})
	if err != nil {
		return err
	}
	for n := len(heads); ; n++ {
		upload := proposal.Upload{Source: proposal.Source{Object: fmt.Sprintf("imports/1/%d.json", n)},
			Content: manyChanges(n)}
		p, err := proposal.Check(ctx, store, upload, time.Now())
		if err != nil {
			return err
		}
		if _, err := proposal.Confirm(ctx, store, request(p), time.Now()); err != nil {
			return err
		}
		fmt.Println(p.ID)
	}
}

var people = access.Roles{Approvers: []string{"approver@kursbuch.example"}}

func request(p *proposal.Proposal) proposal.Request {
	return proposal.Request{Proposal: p.ID, Token: p.Token, By: access.Caller{Mail: people.Approvers[0]},
		Deletions: &p.Figures.Deletions}
}

func TestNoConfirmedImportIsLostWhenTheProcessIsKilled(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "db")
	store := open(t, path)
	if err := store.Create(t.Context(), &proposal.Event{Snapshot: sample.Event(1, registrations),
		Access: people}); err != nil {
		t.Fatal(err)
	}
	end := time.Now().Add(3 * time.Second)
	for round := 0; round < 12 && time.Now().Before(end); round++ {
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		acknowledged := kill(t, path)
		sound(t, path)
		store = open(t, path)
		for _, id := range acknowledged {
			if p, err := store.Proposal(t.Context(), id); err != nil || p.Status != proposal.Committed {
				t.Fatalf("round %d: %s was confirmed, but is %v, %v", round, id, p, err)
			}
		}
		committed := decided(t, store)
		replay(t, store, committed)
	}
}

// kill starts a victim, kills it at a random moment after its first confirmation. It returns what was confirmed.
func kill(t *testing.T, path string) (acknowledged []proposal.ID) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-victim="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // the end; a line that breaks off acknowledges nothing
			break
		}
		if acknowledged == nil {
			time.AfterFunc(rand.N(40*time.Millisecond), func() { _ = child.Process.Kill() })
		}
		acknowledged = append(acknowledged, proposal.ID(strings.TrimSpace(line)))
	}
	if err := child.Wait(); acknowledged == nil {
		t.Fatal(err)
	}
	return acknowledged
}

// sound checks the file itself.
func sound(t *testing.T, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true, Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// decided reads what was confirmed, oldest first. What the victim did not come to is still there to be confirmed.
func decided(t *testing.T, store proposal.Store) []*proposal.Proposal {
	t.Helper()
	heads, err := store.Proposals(t.Context(), 1, proposal.Page{})
	if err != nil {
		t.Fatal(err)
	}
	var committed []*proposal.Proposal
	for i, h := range slices.Backward(heads) {
		p, err := store.Proposal(t.Context(), h.ID)
		if err == nil && i == 0 && p.Status == proposal.Pending {
			p, err = proposal.Confirm(t.Context(), store, request(p), time.Now())
		}
		if err != nil || p.Status != proposal.Committed {
			t.Fatalf("proposal %d of %d: %v, %v", len(heads)-i, len(heads), p, err)
		}
		committed = append(committed, p)
	}
	return committed
}

// replay checks that the event is what it was in the beginning with the proposals on top, the log what they say.
func replay(t *testing.T, store proposal.Store, committed []*proposal.Proposal) {
	t.Helper()
	snapshot := sample.Event(1, registrations)
	var want []event.LogEntry
	for _, p := range committed {
		snapshot = diff.Apply(snapshot, p.Plan, p.Decision.At).Snapshot
		for _, entry := range p.Plan.Log {
			entry.Time, entry.By, entry.Uploader = p.Decision.At, p.Decision.By, p.Source.Uploader
			entry.Proposal, entry.Summary, entry.Entity = string(p.ID), p.Summary, p.Decision.Created.Key(entry.Entity)
			want = append(want, entry)
		}
	}
	got, err := store.Event(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(written(t, snapshot), written(t, got.Snapshot)); diff != "" {
		t.Fatalf("after %d imports (-want +got):\n%s", len(committed), diff)
	}
	if want, got := snapshot.NextID(event.LodgementGroups), got.Snapshot.NextID(event.LodgementGroups); want != got {
		t.Errorf("next ID %d, want %d", got, want)
	}
	lines, err := store.Log(t.Context(), proposal.LogQuery{Event: 1})
	if err != nil {
		t.Fatal(err)
	}
	var log []event.LogEntry
	for _, line := range slices.Backward(lines) {
		log = append(log, line.LogEntry)
	}
	if diff := cmp.Diff(want, log); diff != "" {
		t.Fatalf("log (-want +got):\n%s", diff)
	}
}

func written(t *testing.T, s *event.Snapshot) string {
	t.Helper()
	var out strings.Builder
	if err := event.Write(&out, s); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
