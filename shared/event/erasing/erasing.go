// Package erasing says what goes of an event that is erased, in which order, until nothing is left.
//
// An order is given days before, see [access.Erasure]. When it is due, the event goes out of sight at once, for
// everybody, and for ever: its document is deleted, and its [Record] begun, in one transaction. From then on there is
// no such event, so nothing of it can be read, uploaded or confirmed, while all that belonged to it goes step by step.
// Each step is one transaction, or calls that may be made again; a [Machine] that dies anywhere goes on where it was.
//
//	step       | what goes, or is done
//	note       | the bucket remembers the erase: a database that is restored repeats it
//	entities   | registrations, courses, lodgements; its ledger, its log
//	proposals  | with all of their entries; also those of no event or another one that are about it or of files in its
//	           | folder, with these files
//	receipts   | of uploads by the console
//	objects    | all versions of uploads
//	journal    | what was administered in the event: before and after, which name people
//	reports    | of sync runs: findings and losses of its appointments
//	calendar   | its entries, also those that are over; of what the mirror remembers, all but key and generation
//	…-again    | what was under way when the event went out of sight, or was said of it since
//	personas   | from the directory, if that was ordered: whom nothing else needs, see [Needed]
//	names      | what the journal tells of those: before and after
//	compact    | what a file still holds of deleted things
//	done       | the record stays: event, day, by whom
//
// All but the calendar's step go on while the sync is paused.
//
// Of an event that is only closed, imports and log go when the deadline has passed that closing it set.
package erasing

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/syncrun"
)

// Step is what is to be done next. It is stored.
type Step string

// The steps.
const (
	Note           Step = "note"
	Entities       Step = "entities"
	Proposals      Step = "proposals"
	Receipts       Step = "receipts"
	Objects        Step = "objects"
	Journal        Step = "journal"
	Reports        Step = "reports"
	Calendar       Step = "calendar"
	ProposalsAgain Step = "proposals-again"
	ReceiptsAgain  Step = "receipts-again"
	ObjectsAgain   Step = "objects-again"
	ReportsAgain   Step = "reports-again"
	Personas       Step = "personas"
	Names          Step = "names"
	Compact        Step = "compact"
	Done           Step = "done"
)

// order is that of the steps.
var order = []Step{Note, Entities, Proposals, Receipts, Objects, Journal, Reports, Calendar, ProposalsAgain,
	ReceiptsAgain, ObjectsAgain, ReportsAgain, Personas, Names, Compact, Done}

// Record is how far the erase of an event is. It names nobody but who ordered it, and stays for ever. It is stored:
// fields may be added, never rename or retype one.
type Record struct {
	Event event.ID `json:"event"`
	// By is the mail address of who ordered it, Ordered when.
	By      string    `json:"by"`
	Ordered time.Time `json:"ordered"`
	// Begun is when the event went out of sight.
	Begun time.Time `json:"begun"`
	// Personas is whether those go, too, whom nothing else needs.
	Personas bool `json:"personas"`
	// People are those whom the event needed, by ID, see [Record.Remembering], without those who were found to stay.
	// When their names are gone, nobody.
	People []event.PersonaID `json:"people,omitzero"`
	// Forgotten is up to whom of them it was looked who goes.
	Forgotten event.PersonaID `json:"forgotten,omitzero"`
	Step      Step            `json:"step"`
	// Cursor is how far the step is; empty: at its beginning.
	Cursor string `json:"cursor,omitempty"`
	// Again is how often it began again with what came since: who is in the midst of the step then has seen too little.
	Again int `json:"again,omitzero"`
	// Done is when nothing was left; zero: not yet.
	Done time.Time `json:"done,omitzero"`
}

// Open reports whether something is left to do.
func (r Record) Open() bool { return r.Done.IsZero() }

// Leaving reports whether entries of the event may still be in the calendar.
func (r Record) Leaving() bool {
	return slices.Index(order, r.Step) <= slices.Index(order, Calendar)
}

// Is reports whether both are as far.
func (r Record) Is(o Record) bool {
	return r.Event == o.Event && r.Step == o.Step && r.Cursor == o.Cursor && r.Forgotten == o.Forgotten &&
		r.Again == o.Again
}

// Swept is the record that begins again with what came since.
func (r Record) Swept() Record {
	if slices.Index(order, r.Step) >= slices.Index(order, ProposalsAgain) {
		r.Again++
		r.Step, r.Cursor, r.Forgotten, r.Done = ProposalsAgain, "", 0, time.Time{}
	}
	return r
}

// next is the record when its step is done.
func (r Record) next(now time.Time) Record {
	r.Step, r.Cursor = order[slices.Index(order, r.Step)+1], ""
	if r.Step == Compact {
		r.People, r.Forgotten = nil, 0
	}
	if r.Step == Done {
		r.Done = now.UTC().Truncate(time.Microsecond)
	}
	return r
}

// begun is the record of an erase that begins.
func begun(id event.ID, e access.Ending, now time.Time) Record {
	return Record{Event: id, By: e.By, Ordered: e.At, Begun: now.UTC().Truncate(time.Microsecond),
		Personas: e.Personas, Step: Note}
}

// Kind is what a store deletes of an event.
type Kind string

// The kinds.
const (
	// OfEvent is what lies below the event: entities, personas, ledger, log.
	OfEvent Kind = "entities"
	// AllProposals are those of the event, with their entries, in whatever state.
	AllProposals Kind = "proposals"
	// AllReceipts are those of uploads for the event.
	AllReceipts Kind = "receipts"
)

// Begin decides how the erase of an event begins, with what the journal tells of it.
type Begin = func(access.Roles) (Record, journal.Entry, error)

// Store keeps what is erased, and what remains of it. Each method is one transaction, which does nothing but what it
// says, also when it is done again.
type Store interface {
	access.Keeper
	// Due lists the events whose erase begins by then, and those whose imports and log are kept no longer than that.
	Due(ctx context.Context, now time.Time) (erase, expire []event.ID, err error)
	// BeginErase runs decide, then deletes the event's document, stores the record with whom the event needs, see
	// [Record.Remembering], adds the entry to the journal. It may run decide more than once. An error of decide ends it,
	// writes nothing and is returned as it is (errors.Is). access.ErrNotFound if there is no such event.
	BeginErase(ctx context.Context, id event.ID, decide Begin) error
	// Erasures lists all records, or those that are not done, by event.
	Erasures(ctx context.Context, open bool) ([]Record, error)
	// Advance replaces a record by the next one and adds the entry to the journal; nil: none. access.ErrChanged if there
	// is another one by now, then nothing is written.
	Advance(ctx context.Context, was, next Record, e *journal.Entry) error
	// Sweep has a record begin again with the proposals that came since, unless it is before them anyway: somebody still
	// uploads for the event. access.ErrNotFound if there is none.
	Sweep(ctx context.Context, id event.ID) error
	// Remove deletes some of what an event has of a kind. left is whether there may be more.
	Remove(ctx context.Context, id event.ID, kind Kind) (left bool, err error)
	// Astray lists some of the proposals that are not of an event but go with it, see [proposal.Head.Astray].
	Astray(ctx context.Context, id event.ID) ([]proposal.Head, error)
	// Discard deletes proposals with their entries, and the receipts of their uploads.
	Discard(ctx context.Context, all []proposal.Head) error
	// Head reads that of a proposal. access.ErrNotFound if there is none.
	Head(ctx context.Context, id proposal.ID) (proposal.Head, error)
	// Expire deletes some of what an event has whose time is up, see [access.Roles.Expires]: proposals that wait for
	// nobody any more, log, ledger. Of another event it deletes nothing. left is whether there may be more.
	Expire(ctx context.Context, id event.ID, now time.Time) (left bool, err error)
	// Forget looks at some of those whom a record did not look at yet, see [Record.Forget], deletes from the directory who
	// goes, and replaces the record by the next one. access.ErrChanged if there is another one by now.
	Forget(ctx context.Context, was Record) (next Record, err error)
	// Nameless makes those nameless that tell, see [journal.Entry.Nameless], on the page of the journal that comes after
	// the entry of that ID; empty: the first page. next is the last ID of the page; empty: there are no more. tells may be
	// called more than once.
	Nameless(ctx context.Context, tells func(journal.Entry) bool, after string) (next string, err error)
	// Retell replaces reports of sync runs on a page, like Nameless. retold may be called more than once.
	Retell(ctx context.Context, after string, retold func(syncrun.Report) syncrun.Report) (next string, err error)
	// Compact has the store keep nothing of what was deleted, as far as that is in its hands.
	Compact(ctx context.Context) error
}

// Bucket is where uploads are kept.
type Bucket interface {
	// Remove deletes some objects whose names begin with a prefix, with all of their versions. left is whether there may
	// be more.
	Remove(ctx context.Context, prefix string) (left bool, err error)
	// RemoveVersions deletes those versions of the object with exactly this name of which gone is true, by their
	// generation.
	RemoveVersions(ctx context.Context, name string, gone func(generation int64) (bool, error)) error
	// Keep creates or replaces an object.
	Keep(ctx context.Context, name string, content []byte) error
	// Kept are the contents of all objects whose names begin with a prefix.
	Kept(ctx context.Context, prefix string) ([][]byte, error)
}

// Calendars empties calendars.
type Calendars interface {
	// Depart takes everything that came from an event out of the calendar, and what is remembered of it. left is whether
	// something may be left, as the time is up, a run is under way, or the sync is paused.
	Depart(ctx context.Context, id event.ID) (left bool, err error)
}

// folders are where uploads for an event lie.
func folders(id event.ID) []string {
	return []string{fmt.Sprintf("imports/%d/", id), fmt.Sprintf("console/%d/", id)}
}

// Folder is where the bucket remembers erases.
const Folder = "erased/"

var kept = regexp.MustCompile(`^erased/[1-9][0-9]{0,9}\.json$`)

// IsKept reports whether an object is what the bucket remembers of an erase: no upload.
func IsKept(object string) bool { return kept.MatchString(object) }
