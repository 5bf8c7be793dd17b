package firestoredb_test

import (
	"context"
	"sync/atomic"
	"testing"

	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/proposaltest"
)

// instances are several stores of one database, as several instances of a function have them. Within one of them
// updates wait for their turn; these get into each other's way.
type instances struct {
	*firestoredb.Store
	all  []*firestoredb.Store
	next atomic.Uint32
}

func (i *instances) Update(ctx context.Context, subject proposal.Subject, decide func(proposal.State) (proposal.Effect,
	error)) error {
	return i.all[int(i.next.Add(1))%len(i.all)].Update(ctx, subject, decide)
}

func TestStore(t *testing.T) {
	proposaltest.TestStore(t, func(t *testing.T) proposal.Store {
		project := firestoredbtest.Project(t)
		i := &instances{all: others(t, project)}
		i.Store = i.all[0]
		return i
	})
}

func others(t *testing.T, project string) (all []*firestoredb.Store) {
	t.Helper()
	for range 4 {
		all = append(all, firestoredbtest.Open(t, project))
	}
	return all
}

func TestRestart(t *testing.T) {
	proposaltest.TestRestart(t, func(t *testing.T) func() proposal.Store {
		project := firestoredbtest.Project(t)
		var last *firestoredb.Store
		return func() proposal.Store {
			if last != nil {
				if err := last.Close(); err != nil {
					t.Fatal(err)
				}
			}
			last = firestoredbtest.Open(t, project)
			return last
		}
	})
}
