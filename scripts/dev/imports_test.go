package main

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// interrupted is a bucket with one object of which nobody was told: the plug was pulled right after its upload.
func interrupted(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	b, err := bucket.Open(dir, bucketName, func(context.Context, bucket.Object) {})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.Write(t.Context(), "imports/1/a.json", identity.Orga, []byte(course("Neu"))),
		b.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// shaky is a store that takes nothing at first. It counts who tries.
type shaky struct {
	eventStore
	refusals, updates atomic.Int32
}

func (s *shaky) Update(ctx context.Context, about proposal.Subject, decide func(proposal.State) (proposal.Effect,
	error)) error {
	if s.updates.Add(1) <= s.refusals.Load() {
		return errors.New("no space left on device")
	}
	return s.eventStore.Update(ctx, about, decide)
}

func TestWhatTheLastRunDidNotCheckIsChecked(t *testing.T) {
	all := storesToTest[0].open(t)
	store := &shaky{eventStore: all.eventStore}
	all.eventStore = store
	store.refusals.Store(1) // after which it is tried again
	e := &proposal.Event{Snapshot: sample.Event(1, 20), Access: identity.Roles()}
	if err := store.Create(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	dir := interrupted(t)
	for _, run := range []string{"first", "second"} {
		h, err := openImportHalf(all, dir, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.resend(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.pending.Wait()
		if err := h.close(); err != nil {
			t.Error(err)
		}
		heads, err := store.Proposals(t.Context(), 1, proposal.Page{})
		if err != nil || len(heads) != 1 || heads[0].Status != proposal.Pending || heads[0].Source.Uploader != identity.Orga {
			t.Errorf("%s run: %v, %v", run, heads, err)
		}
	}
	if n := store.updates.Load(); n != 2 {
		t.Errorf("%d updates: what is known needs none", n)
	}
}

func TestEndDoesNotWaitForWhatFails(t *testing.T) {
	all := storesToTest[0].open(t)
	store := &shaky{eventStore: all.eventStore}
	all.eventStore = store
	store.refusals.Store(1 << 20)
	h, err := openImportHalf(all, interrupted(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.resend(t.Context()); err != nil {
		t.Fatal(err)
	}
	for store.updates.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := h.close(); err != nil {
		t.Error(err)
	}
}
