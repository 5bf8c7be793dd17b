package syncrun

import (
	"context"
	"time"

	"kursbuch.internal/shared/calsync"
)

// Calendars is Google.
type Calendars interface {
	// Create makes a new calendar that belongs to whom we act for, a durable user.
	Create(ctx context.Context, name string) (calsync.CalendarID, error)
	// Open gives a calendar to work with. Nothing is sent.
	Open(id calsync.CalendarID) Target
}

// Target is the master calendar. Calls that Google wants to be repeated were repeated; what still fails is a
// [calsync.Error].
type Target interface {
	// List gives the entries that end after from and carry the mark of the instance, all pages of them or an error. Others
	// may be among them where a server ignores filters. lists is how many calls it took.
	List(ctx context.Context, instance string, from time.Time) (entries []calsync.Entry, lists int, err error)
	// Get reads one entry, cancelled ones too.
	Get(ctx context.Context, id calsync.EntryID) (calsync.Entry, error)
	// Do makes a call of a plan. It gives the entry as Google stored it; nothing, if the call is not about one, or deletes
	// it.
	Do(ctx context.Context, c calsync.Call) (calsync.Entry, error)
	// Rules lists who may do what with the calendar. lists is how many calls it took.
	Rules(ctx context.Context) (rules []calsync.Rule, lists int, err error)
}
