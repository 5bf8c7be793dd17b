package proposaltest_test

import (
	"errors"
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/proposaltest"
)

func TestTwiceRunsOnTwoStatesAndWritesTheSecondEffect(t *testing.T) {
	bolt, err := boltdb.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer bolt.Close()
	store := proposaltest.Twice(bolt)
	subject := proposal.Subject{Proposal: "p", Event: 1}
	var seen []*proposal.Proposal
	for _, summary := range []string{"first", "second"} {
		err := store.Update(t.Context(), subject, func(s proposal.State) (proposal.Effect, error) {
			seen = append(seen, s.Proposal)
			summary += "!"
			return proposal.Effect{Proposal: &proposal.Proposal{Head: proposal.Head{ID: "p", Event: 1, Summary: summary}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 4 || seen[0] != nil || seen[1] != nil || seen[2] == nil || seen[2] == seen[3] {
		t.Errorf("states: %v", seen)
	}
	if p, err := store.Proposal(t.Context(), "p"); err != nil || p.Summary != "second!!" {
		t.Errorf("stored: %v, %v", p, err)
	}
	failure := errors.New("no")
	runs := 0
	err = store.Update(t.Context(), subject, func(proposal.State) (proposal.Effect, error) {
		runs++
		return proposal.Effect{}, failure
	})
	if !errors.Is(err, failure) || runs != 2 {
		t.Errorf("%d runs, %v", runs, err)
	}
}
