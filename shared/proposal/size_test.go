package proposal_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// crowded is a store whose events have more registrations than anybody can check.
type crowded struct{ proposal.Store }

func (c crowded) Event(ctx context.Context, id event.ID) (*proposal.Event, error) {
	e, err := c.Store.Event(ctx, id)
	for id := event.RegistrationID(1); err == nil && len(e.Snapshot.Registrations) <= proposal.MaxRegistrations; id++ {
		e.Snapshot.Registrations[id] = nil // nobody gets as far as to look at them
	}
	return e, err
}

func TestAnEventThatDoesNotFitIsRefusedWithTheFigure(t *testing.T) {
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Create(t.Context(), &proposal.Event{Snapshot: sample.Event(1, 5)}); err != nil {
		t.Fatal(err)
	}
	upload := proposal.Upload{Source: proposal.Source{Bucket: "b", Object: "imports/1/a.json", Generation: 1},
		Content: []byte(`{"id": 2}`)}
	p, err := proposal.Check(t.Context(), crowded{store}, upload, time.Now())
	if err != nil || len(p.Problems.Items) != 2 || p.Problems.Items[0].Code != onimport.EventTooBig ||
		p.Problems.Items[0].Args[1] != "50000" || !p.Astray(2) {
		t.Errorf("%v, %v", p, err)
	}
}
