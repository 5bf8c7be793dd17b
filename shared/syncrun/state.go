// What a run needs of others: a calendar to write to, and a store of settings and of a memory that only the tenant of
// the lease may write.

package syncrun

import (
	"context"
	"errors"
	"time"

	"kursbuch.internal/shared/access/journal"
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
	// Do makes a call of a plan. It gives the entry as Google stored it; of a right that is granted only a guest: whose it
	// is, as Google spells them; of any other call, nothing.
	Do(ctx context.Context, c calsync.Call) (calsync.Entry, error)
	// Rules lists who may do what with the calendar. lists is how many calls it took.
	Rules(ctx context.Context) (rules []calsync.Rule, lists int, err error)
}

// Errors of the state.
var (
	// ErrBusy: another run is under way. It comes as a [Busy].
	ErrBusy = errors.New("another run is under way")
	// ErrRepeated: this tick of the schedule had its run already.
	ErrRepeated = errors.New("this tick had its run")
	// ErrLeaseLost: the lease ran out and somebody else took it, or somebody took it away. Nothing was written.
	ErrLeaseLost = errors.New("the lease is lost")
	// ErrNoSuchRun: the run that is to be ended has ended, or there never was one with that number.
	ErrNoSuchRun = errors.New("this run is not under way")
)

// Busy is an ErrBusy that knows who has the lease.
type Busy struct{ Tenant Tenant }

// Error implements the error interface.
func (b *Busy) Error() string {
	return ErrBusy.Error() + " until " + b.Tenant.Until.UTC().Format(time.RFC3339)
}

// Unwrap makes it an [ErrBusy].
func (b *Busy) Unwrap() error { return ErrBusy }

// SettingsStore keeps the settings.
type SettingsStore interface {
	// Settings reads them; [calsync.Defaults] if nobody changed them yet.
	Settings(ctx context.Context) (calsync.Settings, error)
	// ChangeSettings reads them, runs decide on them, writes what it returns, in a serializable transaction. It may run
	// decide more than once, so decide touches nothing outside. An error of decide writes nothing and is returned as it is
	// (errors.Is).
	ChangeSettings(ctx context.Context, decide Decision) error
}

// Decision is what becomes of settings, with what the journal tells of it; nil: nothing.
type Decision = func(now calsync.Settings) (calsync.Settings, *journal.Entry, error)

// State remembers between runs. At any time there is one who may write: the tenant of the lease. Who that is, [Tenure]
// tells.
type State interface {
	// Begin takes the lease for whoever claims it. ErrBusy if somebody has it, ErrRepeated if the tick had its run: one
	// that ended with a report. A tick whose run died may come again.
	Begin(ctx context.Context, c Claim) (Lease, error)
	// Check tells whether the tenant of a lease may write, as Remember would. ErrLeaseLost if not. A run asks before each
	// call to Google that writes: somebody may have taken the lease away.
	Check(ctx context.Context, l Lease) error
	// Evict takes the lease away from the run with that number. ErrNoSuchRun if that one does not have it.
	Evict(ctx context.Context, run int64) error
	// Core gives what is remembered besides records: two documents at most, however many those are.
	Core(ctx context.Context) (calsync.Core, error)
	// Recall gives what is remembered, as of one moment.
	Recall(ctx context.Context) (*calsync.Memory, error)
	// Remember writes, all or nothing. A store that takes only so much at once may write thousands of records in parts,
	// the core first, each of them all or nothing. ErrLeaseLost if the lease is somebody else's by now, or was given back.
	Remember(ctx context.Context, l Lease, n News) error
	// End gives the lease back and, if r is not nil, keeps the report. Who ends again, replaces the report. ErrLeaseLost
	// if somebody else had the lease since; then nothing is kept.
	End(ctx context.Context, l Lease, r *Report) error
	// Reports gives the latest, newest first. Stores drop old ones: after 90 days, or when there are 1,000.
	Reports(ctx context.Context, most int) ([]Report, error)
}

// News are what to remember from now on.
type News struct {
	Core    *calsync.Core                   // nil: as before
	Records map[calsync.Key]*calsync.Record // to create or replace; nil deletes one
	Entry   *journal.Entry                  // for the journal; nil: nothing
}
