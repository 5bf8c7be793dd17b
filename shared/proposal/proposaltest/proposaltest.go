// Package proposaltest holds the contract that every [proposal.Store] must keep.
//
// [TestStore] is the contract; [TestRestart] adds what a store on disk must keep. They work with events as everybody
// else does, by uploads, confirmations, undoing, all through [Twice]. They look at the store itself where that does not
// tell enough.
package proposaltest

import (
	"slices"
	"testing"

	"kursbuch.internal/shared/proposal"
)

// clause is a sentence of the contract, and what shows whether a store keeps it.
type clause struct {
	says string
	test func(*desk)
}

// TestStore checks that stores keep the contract. Each call of open gives an empty one, which ends with its test.
func TestStore(t *testing.T, open func(t *testing.T) proposal.Store) {
	for _, c := range slices.Concat(ofEvents, ofIsolation, ofUpdates, ofProposals, ofCrowds, ofLives, ofMemories,
		ofRights, ofUndoing, ofRecords) {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			c.test(newDesk(t, open(t)))
		})
	}
}

// TestRestart checks that a store keeps what it was told. What start gives closes the store that it gave before, if
// any, and opens it again.
func TestRestart(t *testing.T, start func(t *testing.T) (restart func() proposal.Store)) {
	restart := start(t)
	d := newDesk(t, restart())
	committed := d.commit(d.check("everything.json", everything))
	waiting := d.check("waiting.json", rename("Warten"))
	type memory struct {
		Export             string
		Committed, Waiting *proposal.Proposal
		Heads              []proposal.Head
		Log                any
	}
	remember := func() memory {
		return memory{d.export(), d.read(committed.ID), d.read(waiting.ID), d.heads(), d.log()}
	}
	before := remember()
	for range 2 {
		d.store = Twice(restart())
		d.same("after a restart", before, remember())
	}
	if again := d.commit(committed); again.Decision.At != committed.Decision.At {
		t.Errorf("a confirmation was forgotten: %v", again.Decision)
	}
	d.commit(waiting)
	d.commit(d.undo(committed))
	if n := d.commit(d.check("new.json", newCourse)).Decision.Created["courses"][-1]; n != 7 {
		t.Errorf("a new course is number %d, want 7: 6 was given out before", n)
	}
}
