package proposal

import (
	"context"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// Load creates an event of a snapshot, with its sessions. One that is inconsistent is not stored, nor one that does not
// tell the ID of an individual fee; the list has all the reasons. From then on the personas of the snapshot, or else
// those who are registered in it, are the ones who may be. Errors: ErrExists; any other is one of the store.
func Load(ctx context.Context, store Store, e *Event) (problem.List, error) {
	found := Inspect(e.Snapshot)
	found.Append(e.Snapshot.Unnamed())
	sessions, wrong := jobcal.CheckSessions(e.Sessions, &e.Snapshot.Event)
	if found.Append(wrong); !found.Empty() {
		return found, nil
	}
	return problem.List{}, store.Create(ctx, &Event{Snapshot: e.Snapshot.Closed(), Access: e.Access, Sessions: sessions})
}
