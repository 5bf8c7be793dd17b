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
	// Stored are the statuses that are wanted, as they are stored; none: all of them.
	Stored []Status
}

// Filter is which proposals somebody wants to see.
type Filter struct {
	Event event.ID
	Page
	// Statuses are those wanted, as of Now; none: all of them.
	Statuses []Status
	Now      time.Time
}

// Statuses are all there are.
var Statuses = []Status{Invalid, Pending, Committed, Rejected, Withdrawn, Superseded, Expired}

// List lists proposals of an event for somebody, newest first, as far as they may see them, see [See]. They have no
// token: who confirms has opened what they confirm. More: others follow. Event 0 holds the uploads that belong to no
// event: everybody sees their own, which may be none, admins see all. access.ErrNotFound if there is no such event, or
// none that the caller may know of, and if the page is to come after a proposal which is none of those.
func List(ctx context.Context, store Store, c access.Caller, f Filter) (heads []Head, more bool, err error) {
	if f.Event != 0 {
		_, err = access.Allow(ctx, store, c, f.Event)
	}
	if err == nil && f.After != "" {
		_, _, err = seeHead(ctx, store, c, f.After)
	}
	if err != nil {
		return nil, false, err
	}
	l := listing{Filter: f, caller: c, heads: []Head{}}
	for next := l.next(); !l.done; {
		read, err := store.Proposals(ctx, f.Event, next)
		if err != nil {
			return nil, false, err
		}
		l.take(read)
		if next.Limit == 0 || len(read) < next.Limit {
			break
		}
		next.After = read[len(read)-1].ID
	}
	return l.heads, l.done, nil
}

// listing is a list on its way.
type listing struct {
	Filter
	caller access.Caller
	heads  []Head
	done   bool // there are more than the page holds
}

// next is the first page to read: one more than the caller's, which tells that others follow.
func (l *listing) next() Page {
	next := l.Page
	if next.Limit > 0 {
		next.Limit++
	}
	if l.Event != 0 { // of no event, all of them are to tell whose they are
		next.Stored = l.Statuses
	}
	if slices.Contains(next.Stored, Expired) { // which nobody writes down
		next.Stored = append(slices.Clone(l.Statuses), Pending)
	}
	return next
}

// take adds to the list what the caller wants and may see.
func (l *listing) take(read []Head) {
	for _, h := range read {
		if l.Event == 0 && !l.caller.Admin && h.Source.Uploader != l.caller.Mail {
			continue
		}
		if h = h.At(l.Now); l.Statuses != nil && !slices.Contains(l.Statuses, h.Status) {
			continue
		}
		if l.Limit > 0 && len(l.heads) == l.Limit {
			l.done = true
			return
		}
		h = h.For(l.caller)
		h.Token = ""
		l.heads = append(l.heads, h)
	}
}
