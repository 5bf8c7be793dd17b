package proposal

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
)

// ErrNotCommitted says that only a committed proposal can be undone.
var ErrNotCommitted = errors.New("not committed")

// Undo makes a new proposal of the inverse of a committed one. It is an ordinary proposal: it warns where values have
// moved on since, and takes an approver to confirm it. As long as it is pending or committed, asking again gives the
// same one. Errors: access.ErrNotFound, access.ErrForbidden, ErrNotCommitted; any other is one of the store.
func Undo(ctx context.Context, store Store, r Request, now time.Time) (*Proposal, error) {
	committed, err := decidable(ctx, store, r, false)
	if err != nil {
		return nil, err
	}
	if committed.Status != Committed || committed.Inverse == nil {
		return nil, fmt.Errorf("proposal %s: %w", committed.ID, ErrNotCommitted)
	}
	for attempt := 1; ; attempt++ {
		id := derive("undo", string(committed.ID), strconv.Itoa(attempt))
		known, err := store.Proposal(ctx, id)
		switch {
		case errors.Is(err, access.ErrNotFound):
			p := &Proposal{Head: Head{ID: id, Event: committed.Event, UndoOf: committed.ID, CreatedAt: now,
				ExpiresAt: now.Add(Lifetime)}}
			return undo(ctx, store, p, committed)
		case err != nil:
			return nil, err
		case known.At(now).Status == Pending || known.Status == Committed:
			return known, nil
		}
	}
}

// undo makes p the proposal that undoes a committed one.
func undo(ctx context.Context, store Store, p, committed *Proposal) (*Proposal, error) {
	e, err := store.Event(ctx, committed.Event)
	if err != nil {
		return nil, err
	}
	inverse := *committed.Inverse
	p.Import = &inverse
	p.Import.Summary = "Rückgängig"
	if committed.Summary != "" {
		p.Import.Summary += ": " + committed.Summary
	}
	p.Plan, p.Problems = diff.Compute(e.Snapshot, p.Import)
	p.settle(store, e)
	return record(ctx, store, p)
}
