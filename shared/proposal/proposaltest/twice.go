package proposaltest

import (
	"context"
	"errors"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/proposal"
)

// Twice is a store that runs each decision two times, both on a state that was read for it. What the first run gave is
// spoiled, what the second one gave is written: a decision with an effect besides its result, or one that gives out
// what it is going to need again, gives itself away.
func Twice(store proposal.Store) proposal.Store { return twice{store} }

type twice struct{ proposal.Store }

var errRehearsed = errors.New("that was the first run")

func (t twice) Update(ctx context.Context, subject proposal.Subject, decide func(proposal.State) (proposal.Effect,
	error)) error {
	err := t.Store.Update(ctx, subject, func(s proposal.State) (proposal.Effect, error) {
		effect, _ := decide(s) // the second run has the say, also on errors
		spoil(effect)
		return proposal.Effect{}, errRehearsed
	})
	if !errors.Is(err, errRehearsed) {
		return err
	}
	return t.Store.Update(ctx, subject, decide)
}

// spoil changes what nobody else may hold: the proposal itself, the elements of the lists.
func spoil(e proposal.Effect) {
	if e.Proposal != nil {
		*e.Proposal = proposal.Proposal{}
	}
	if e.Applied != nil {
		*e.Applied = diff.Applied{}
	}
	if e.Commit != nil {
		*e.Commit = proposal.Commit{}
	}
	clear(e.Heads)
	clear(e.Log)
}
