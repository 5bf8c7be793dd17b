package proposal

import (
	"context"

	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/problem"
)

// Load creates an event of a snapshot. One that is inconsistent is not stored; the list has all the reasons.
// Errors: ErrExists; any other is one of the store.
func Load(ctx context.Context, store Store, e *Event) (problem.List, error) {
	found := e.Snapshot.Problems()
	found.Append(fee.Problems(e.Snapshot))
	if !found.Empty() {
		return found, nil
	}
	return problem.List{}, store.Create(ctx, e)
}
