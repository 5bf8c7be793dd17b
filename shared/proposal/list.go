package proposal

import (
	"context"
	"slices"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
)

// Page is a part of a list, the newest first.
type Page struct {
	// After is the last proposal of the page before; empty: the list begins with the newest.
	After ID
	// Limit is how many there are at most; 0: all the rest.
	Limit int
}

// Filter is which proposals of an event somebody wants to see.
type Filter struct {
	Page
	// Statuses are those wanted, as of Now; none: all of them.
	Statuses []Status
	Now      time.Time
}

// Statuses are all there are.
var Statuses = []Status{Invalid, Pending, Committed, Rejected, Superseded, Expired}

// List lists proposals of an event for somebody, newest first. They have no token: who confirms has opened what they
// confirm, see [See]. Event 0 holds the uploads that belong to no event. More: others follow. ErrNotFound if there is no
// such event, or none that the caller may know of, and if the page is to come after a proposal which is none of it.
func List(ctx context.Context, store Store, c access.Caller, id event.ID, f Filter) (heads []Head, more bool, err error) {
	if _, err := access.Allow(ctx, store, c, id); err != nil {
		return nil, false, err
	}
	heads = []Head{}
	next := f.Page
	if next.Limit > 0 {
		next.Limit++ // the one beyond tells that others follow
	}
	for {
		read, err := store.Proposals(ctx, id, next)
		if err != nil {
			return nil, false, err
		}
		for _, h := range read {
			h = h.At(f.Now)
			if f.Statuses != nil && !slices.Contains(f.Statuses, h.Status) {
				continue
			}
			if f.Limit > 0 && len(heads) == f.Limit {
				return heads, true, nil
			}
			h.Token = ""
			heads = append(heads, h)
		}
		if next.Limit == 0 || len(read) < next.Limit {
			return heads, false, nil
		}
		next.After = read[len(read)-1].ID
	}
}
