// Package firestoredb keeps events with their proposals in a Firestore database.
//
//	document                     | holds
//	events/{event}               | [eventDoc]: definition, access, next IDs, sessions, releases
//	  …/{section}/{id}           | [textDoc]: a course, a lodgement …
//	  …/personas/{n}             | [textDoc]: a page of those that a former version kept in each event
//	  …/log/{n}                  | [textDoc]: a page of the log, by the number of its first line
//	  …/ledger/{content hash}    | [commitDoc]: who committed that content
//	personas/{ID / 256}          | [packedDoc]: a page of the directory of everybody who may be registered
//	versions/personas            | [textDoc]: a text that each change of the directory makes another one
//	versions/calendar            | [textDoc]: the same of what appointments come from, see [Store.Version]
//	founding/{event}             | [foundingDoc]: who is creating one that is larger than a commit
//	proposals/{proposal}         | [proposalDoc]: what lists show
//	  …/entries/{n}              | [entryDoc]: a piece of the rest
//	receipts/{name}              | [receiptDoc]: who uploaded an object by the console
//	settings/calendar            | [textDoc]: the settings of the calendar sync
//	leases/calendar              | [textDoc]: who may run it
//	memory/calendar              | [packedDoc]: what it remembers, besides
//	mirror/{sheet}-{piece}       | [packedDoc]: the records of some appointments, by their keys' hash
//	runs/{2^63-1-number}         | [runDoc]: a report; the newest is the first one
//	appointments/{appointment}   | [appointmentDoc]: when it ends, the rest
//	  …/history/{entry}          | [historyDoc]: a write of it; the newest is the first one; deleted ones keep theirs
//	journal/{entry}              | [journalDoc]: what somebody administered; the newest is the first one
//	tables/{table}               | [packedDoc]: the state of a table that leads appointments
//	  …/reports/{generation}     | [tableReportDoc]: what became of an earlier generation
//	signed_out/{hash of a mail}  | [signOutDoc]: when somebody signed out
//	erasures/{event}             | [erasureDoc]: how far the erase is; of what was erased it stays
//	persons, resources/{id}      | [textDoc]: a [jobcal.Person], a [jobcal.Resource]
//
// What nobody searches by is JSON in one field, in the spelling of our storage, see [event.File]. Fields of Firestore's
// own would hold it neither exactly (numbers of any precision, lists in lists, the order of members, nanoseconds) nor
// in as few bytes, and bytes are what a commit is limited by. The heavy rest of a proposal is compressed besides.
//
// Personas lie in pages and not one by one: each event is read with all of them, and that way it takes few documents.
// Events of former versions have pages of their own; they are read beneath the directory, into which its first change
// moves them.
//
// What Firestore bills, where E is 1 for the event, 1 for each entity, 1 for each page of the directory; p is the
// number of proposals on a page of a list, c that of changed entities. A page of the log and an entry hold 512 KiB, so
// of most there is one.
//
//	           | documents read | written
//	check      | E + 5          | 2
//	define     | E + 5          | 2
//	confirm    | E + 7          | c + 5
//	show       | 4              | 0
//	list       | p + 1          | 0
//	export     | E + 1          | 0
//	look up    | n + 1          | 1
//	change one | n + 1          | 3
//	delete one | 2n + R + 1     | 3
//	data       | 3n + E + l + 3p + j + P + 2 | 1
//
// The last four are about one persona. There n is the number of events, R that of the registrations of all of them, l
// that of the pages of their logs, at least one for each, j that of the entries of the journal, P that of persons and
// resources of the job calendar, at least one for each kind; E and p are those of all events together, with the
// directory for each. A batch of changes reads and writes a page of the directory once, and has up to 100 entries of
// the journal. Deleting somebody locks all registrations, so that nobody confirms meanwhile that they are registered.
//
// To confirm another definition writes one document more, the entry of the journal; a new part or track is written to
// no registration, see [event.Snapshot.Fit]. Where an event has sessions, whatever is confirmed writes one more: the
// version of what appointments come from. So does each change of the job calendar.
//
// A file that mentions what was deleted makes the check read the log, up to 20,000 lines, and the confirmation as well,
// after a first try. Where an event has sessions, check, confirm, export read the persons of the job calendar, too. For
// the sessions themselves:
//
//	sessions: see, set  | 1, 1           | 0, 2
//	planned             | as many as come| 0
//	programme           | E              | 0
//
// What a confirmed import releases from calendars is written with the event, and comes with it: no document more.
//
// Events whose sessions are over, and of which nothing was released for a week, do not come, so each run of the sync
// reads the few that lie ahead, and with them one more, the version of the directory; a programme only when its event
// or the directory has changed.
//
// At $0.06 for 100,000 reads, $0.18 for 100,000 writes (multi-region eur3), an import that changes all 1,000
// registrations of an event costs 0.4 cents, see the README. 50,000 reads, 20,000 writes a day are free.
//
// Records of appointments lie on up to 64 sheets, as each run reads them all: a document for each of 5,000 would be
// read 1,440,000 times a day, for $26 a month, if it runs every five minutes, and take seconds. S is the number of
// sheets: that of records while there are few; s is that of those with news.
//
//	                    | documents read | written
//	settings: see, set  | 1, 1           | 0, 1
//	begin               | 1              | 1
//	check, evict        | 1, 1           | 0, 1
//	core, version       | 1, 2           | 0
//	recall              | S + 1          | 0
//	remember            | s + 1          | s, one more for the core
//	end                 | 1              | 2
//	reports             | as many as come| 0
//
// A tick where nothing has changed reads 6 documents and writes 3, however many appointments there are: every five
// minutes, that is 1,700 and 900 a day. A run that compares everything reads records and sources besides, the
// core twice, and writes that once more when it found nothing to do.
//
// For events that end, a tick reads 3 documents where nothing is due: that nothing is. Where something is, n is the
// number of proposals that wait for nobody any more or, of an erase, of all; e that of their entries; d that of
// documents below the event; l that of pages of its log and entries of its ledger; v that of the other
// events; q that of proposals with problems of these and of no event; f that of proposals about the event among them;
// r that of receipts; j, u those of entries of the journal, of reports of runs. If personas go, m is the number of the
// event's registrations, o that of the other events with all of their registrations and of persons and resources of the
// job calendar, g that of pages of the directory on which the personas are, at most 12 each time.
//
//	                         | documents read         | written
//	begin                    | 1, m more for personas  | 4
//	entities                 | d                      | d
//	proposals                | n + e                  | n + e
//	astray                   | v + q, at least 2v + 1 | 0
//	discard                  | e                      | f + e, and receipts
//	receipts                 | r                      | those of the event
//	nameless                 | j                      | those of the event
//	retell                   | u                      | u
//	forget                   | o + v + g + 1          | g + 3
//	advance                  | 1                      | 2
//	expire                   | n + e + l              | n + e + l
//	create, announce, upload | 1 more: was it erased? | 0
//
// A query that finds nothing is billed as one document.
//
// Appointments by hand: P is the number of persons, resources (1 for none of either), n that of the appointments that
// are written, c that of those that change, h that of the entries on a page of a history (1 for none).
//
//	           | documents read | written
//	write      | P + n          | 2 c + 1
//	history    | P + 1 + h      | 0
//	restore    | P + 2          | 3
//
// A table that leads appointments reads everybody, too: P is the number of persons, resources (1 for none of either), n
// that of the appointments in a transaction, c that of those that change, F that of the appointments that are not over.
//
//	                    | documents read | written
//	tables: list, report| 1 for each, 1  | 0
//	claim               | P + 1          | 2, 3 from the second time on
//	take                | P + n + 1      | 2 c + 2, or 0
//	judge               | 2 P + F + 1    | 2
//	delete              | P + n + 1      | 2 n + 2
//
// Every index but those on [Indexed] and the [Composite] one is to be switched off: index entries would exhaust the
// limit of a commit.
package firestoredb

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"cloud.google.com/go/firestore"
	"google.golang.org/api/option"
	"kursbuch.internal/shared/proposal"
)

// Indexed are the fields that queries compare, by collection. Each needs its ascending single-field index; none needs
// one across collections of the same name.
var Indexed = map[string][]string{"appointments": {"end"}, "erasures": {"open"},
	"events": {"erase_from", "expire_from", "sessions_until"}, "journal": {"event"}, "proposals": {"event", "pending"}}

// Composite is the only index of several fields that a query needs: that of lists of proposals. The last one descends.
var Composite = []string{"event", "status", "listed"}

// Expiring are the collections whose documents have a TTL field: delete_at.
var Expiring = []string{"proposals", "entries", "runs", "signed_out", "receipts", "reports", "history"}

// Retention is how long a proposal that nobody decided is kept after it expired. One that was decided is kept
// until its event has been closed for long enough, see [erasing.Machine].
const Retention = 90 * 24 * time.Hour

const (
	// Firestore ends a transaction after 270 s. The client would try again without end, even what can never succeed.
	patience = 2 * time.Minute
	// Pauses between attempts grow to 30 s, so patience ends before.
	attempts = 20
)

var errClosed = errors.New("firestoredb: the store is closed")

// Config says which database to use.
type Config struct {
	Project string
	// Database is its ID; empty: the default one.
	Database string
}

// Store is a [proposal.Store] in a Firestore database. Any number of processes may use the same one.
type Store struct {
	client *firestore.Client
	limit  int // of a commit, in bytes
	// turn is for the one update that may run: those of one process would only get into each other's way, and each
	// failed attempt reads the event again.
	turn   chan struct{}
	inUse  sync.RWMutex
	closed bool
}

var _ proposal.Store = (*Store)(nil)

// Open opens a database. With FIRESTORE_EMULATOR_HOST in the environment it is one of the emulator, which has any.
// Nothing is sent yet.
func Open(ctx context.Context, c Config, options ...option.ClientOption) (*Store, error) {
	if c.Database == "" {
		c.Database = firestore.DefaultDatabaseID
	}
	client, err := firestore.NewClientWithDatabase(ctx, c.Project, c.Database, options...)
	if err != nil {
		return nil, fmt.Errorf("open Firestore of project %s: %w", c.Project, err)
	}
	s := &Store{client: client, limit: commitLimit, turn: make(chan struct{}, 1)}
	if client.UsesEmulator {
		s.limit = emulatorLimit
	}
	return s, nil
}

// Close waits for what is under way, then closes the connection. Closing again does nothing.
func (s *Store) Close() error {
	s.inUse.Lock()
	defer s.inUse.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	return s.client.Close()
}

// view runs read in a transaction that sees one moment.
func (s *Store) view(ctx context.Context, read func(*firestore.Transaction) error) error {
	return s.run(ctx, read, firestore.ReadOnly)
}

// update runs write in a transaction, again if it was in the way of another one.
func (s *Store) update(ctx context.Context, write func(*firestore.Transaction) error) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return s.run(ctx, write, firestore.MaxAttempts(attempts))
}

func (s *Store) run(ctx context.Context, f func(*firestore.Transaction) error, how firestore.TransactionOption) error {
	s.inUse.RLock()
	defer s.inUse.RUnlock()
	if s.closed {
		return errClosed
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := s.client.RunTransaction(ctx, func(_ context.Context, tx *firestore.Transaction) error { return f(tx) }, how)
	if ended := ctx.Err(); err != nil && ended != nil && !errors.Is(err, ended) {
		return fmt.Errorf("%w: %w", ended, err) // gRPC's errors are not those of the context
	}
	return err
}
