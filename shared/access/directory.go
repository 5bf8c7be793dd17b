package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"kursbuch.internal/shared/event"
)

// Heading is what pages show of an event beside its imports.
type Heading struct {
	ID    event.ID
	Title string
	// FirstDay and LastDay are those of its parts, YYYY-MM-DD; empty: it has none.
	FirstDay, LastDay string
	Roles             Roles
}

// Directory reads headings of events, little of each.
type Directory interface {
	// Headings lists all events.
	Headings(ctx context.Context) ([]Heading, error)
	// Heading reads that of one event. ErrNotFound if there is none.
	Heading(ctx context.Context, id event.ID) (Heading, error)
}

// Visible are the events that somebody may know of, the newest first: those with the largest number.
func Visible(ctx context.Context, d Directory, c Caller) ([]Heading, error) {
	all, err := d.Headings(ctx)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	all = slices.DeleteFunc(all, func(h Heading) bool { return !h.Roles.MaySee(c) })
	slices.SortFunc(all, func(a, b Heading) int { return cmp.Compare(b.ID, a.ID) })
	return all, nil
}

// HeadingFor reads the heading of an event for somebody. ErrNotFound if there is none, or none that they may
// know of.
func HeadingFor(ctx context.Context, d Directory, c Caller, id event.ID) (Heading, error) {
	h, err := d.Heading(ctx, id)
	if err == nil && !h.Roles.MaySee(c) {
		err = ErrNotFound
	}
	if err != nil {
		return Heading{}, fmt.Errorf("event %d: %w", id, err)
	}
	return h, nil
}
