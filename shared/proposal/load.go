package proposal

import (
	"context"

	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// Load creates an event of a snapshot, with its sessions. One that is inconsistent is not stored; the list has all the
// reasons. Errors: ErrExists; any other is one of the store.
func Load(ctx context.Context, store Store, e *Event) (problem.List, error) {
	found := e.Snapshot.Problems()
	found.Append(fee.Problems(e.Snapshot))
	sessions, wrong := jobcal.CheckSessions(e.Sessions, &e.Snapshot.Event)
	if found.Append(wrong); !found.Empty() {
		return found, nil
	}
	return problem.List{}, store.Create(ctx, &Event{Snapshot: e.Snapshot, Access: e.Access, Sessions: sessions})
}
