package proposaltest

import (
	"context"
	"errors"

	"kursbuch.internal/shared/proposal"
)

// Twice is a store that runs each decision two times, both on a state that was read for it. Only the second effect is
// written: a decision that changes anything but its results gives itself away.
func Twice(store proposal.Store) proposal.Store { return twice{store} }

type twice struct{ proposal.Store }

var errRehearsed = errors.New("that was the first run")

func (t twice) Update(ctx context.Context, subject proposal.Subject, decide func(proposal.State) (proposal.Effect, error)) error {
	err := t.Store.Update(ctx, subject, func(s proposal.State) (proposal.Effect, error) {
		_, _ = decide(s) // the second run has the say
		return proposal.Effect{}, errRehearsed
	})
	if !errors.Is(err, errRehearsed) {
		return err
	}
	return t.Store.Update(ctx, subject, decide)
}
