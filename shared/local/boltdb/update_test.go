package boltdb_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// stored is a store with an event.
func stored(t *testing.T) *boltdb.Store {
	t.Helper()
	store := open(t, filepath.Join(t.TempDir(), "db"))
	e := &proposal.Event{Snapshot: sample.Event(1, 50), Access: access.Roles{Approvers: []string{"a@kursbuch.example"}}}
	if err := store.Create(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	return store
}

// invalid is an effect that stores a proposal.
func invalid(id proposal.ID, summary string) proposal.Effect {
	return proposal.Effect{Proposal: &proposal.Proposal{Head: proposal.Head{ID: id, Event: 1, Status: proposal.Invalid,
		Summary: summary}}}
}

func about(id proposal.ID) proposal.Subject {
	return proposal.Subject{Proposal: id, Event: 1, WithEvent: true}
}

// TestDecidingKeepsNobodyWaiting has an update wait for others, which must not wait for it.
func TestDecidingKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	store := stored(t)
	runs := 0
	done := make(chan error, 1)
	go func() {
		done <- store.Update(t.Context(), about("slow"), func(proposal.State) (proposal.Effect, error) {
			runs++
			err := store.Update(t.Context(), about(proposal.ID(fmt.Sprint("quick", runs))),
				func(proposal.State) (proposal.Effect, error) { return invalid("quick", ""), nil })
			return invalid("slow", ""), err
		})
	}()
	select {
	case err := <-done:
		if err != nil || runs != 1 {
			t.Errorf("%v after %d runs", err, runs)
		}
	case <-time.After(time.Minute):
		t.Fatal("they wait for each other")
	}
}

// TestAnUpdateSeesWhatAnotherOneWroteMeanwhile has an update overtaken, by each thing that it may have read.
func TestAnUpdateSeesWhatAnotherOneWroteMeanwhile(t *testing.T) {
	t.Parallel()
	store := stored(t)
	runs := 0
	err := store.Update(t.Context(), about("a"), func(s proposal.State) (proposal.Effect, error) {
		runs++
		if s.Proposal != nil {
			return invalid("a", s.Proposal.Summary+", then mine"), nil
		}
		return invalid("a", "mine only"), store.Update(t.Context(), about("a"),
			func(proposal.State) (proposal.Effect, error) { return invalid("a", "theirs"), nil })
	})
	p, err2 := store.Proposal(t.Context(), "a")
	if err != nil || err2 != nil || p.Summary != "theirs, then mine" || runs != 2 {
		t.Errorf("%v, %v, after %d runs: %q", err, err2, runs, p.Summary)
	}
}

// TestManyUpdatesOfOneProposal: whoever is overtaken again and again has its turn at last, and none is lost.
func TestManyUpdatesOfOneProposal(t *testing.T) {
	t.Parallel()
	store := stored(t)
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			err := store.Update(t.Context(), about("a"), func(s proposal.State) (proposal.Effect, error) {
				marks := "x"
				if s.Proposal != nil {
					marks += s.Proposal.Summary
				}
				return invalid("a", marks), nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if p, err := store.Proposal(t.Context(), "a"); err != nil || len(p.Summary) != 40 {
		t.Errorf("%v: %q", err, p.Summary)
	}
}
