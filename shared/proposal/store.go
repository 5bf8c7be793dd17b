package proposal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal/receipt"
)

// ErrExists says that there is an event with this ID already.
var ErrExists = errors.New("exists already")

// ErrErased says that there was an event with this ID: it is never used again.
var ErrErased = errors.New("erased")

// TooBig says that a store can never write something, and why. Nothing was written.
type TooBig struct{ problem.List }

// Error implements the error interface.
func (t *TooBig) Error() string { return fmt.Sprintf("too large for the store: %v", t.Items) }

// Store keeps events and proposals.
type Store interface {
	// Update reads the state that the subject names, runs decide on it and writes the effect, in one serializable
	// transaction: all of it or nothing. It may run decide more than once, so that must have no effect but its results.
	// An error of decide ends the update, writes nothing and is returned as it is (errors.Is). access.ErrErased, and
	// nothing is written, if a proposal is to be written to an event that was erased.
	Update(ctx context.Context, subject Subject, decide func(State) (Effect, error)) error
	// Oversize finds what keeps the store from ever writing an effect with a proposal: that it is too large. An update
	// refuses the same, but then it is too late for who uploaded the import. Empty: nothing. A store without a limit
	// does not call effect, which takes its time.
	Oversize(effect func() Effect) problem.List
	// Event reads an event as of one moment, with the persons of the job calendar if it has sessions. access.ErrNotFound
	// if there is none.
	Event(ctx context.Context, id event.ID) (*Event, error)
	access.Events
	// Proposal reads a proposal. access.ErrNotFound if there is none.
	Proposal(ctx context.Context, id ID) (*Proposal, error)
	// Head reads the head of a proposal. access.ErrNotFound if there is none.
	Head(ctx context.Context, id ID) (Head, error)
	// Proposals lists a page of those of an event, newest first, and reads no more than that page. access.ErrNotFound if
	// it is to come after a proposal which is none of the event.
	Proposals(ctx context.Context, id event.ID, page Page) ([]Head, error)
	receipt.Receipts
	// Log reads lines of an event's log, newest first. No line, if there is no such event.
	Log(ctx context.Context, q LogQuery) ([]LogLine, error)
	// Create stores a new event. ErrExists if there is one with this ID, ErrErased if there was one; a [TooBig] if it
	// can never be written.
	Create(ctx context.Context, e *Event) error
}

// Event is an event together with who may do what in it.
type Event struct {
	Snapshot *event.Snapshot
	Access   access.Roles
	// Sessions is when its courses meet, as [jobcal.CheckSessions] has it.
	Sessions jobcal.SessionPlan
	// Created is what the journal gets when the event is created; nil: nothing. An event is read without.
	Created *journal.Entry
	// Persons are those of the job calendar; nil: there are no sessions that they could be in. An event is created
	// without.
	Persons map[jobcal.PersonID]jobcal.Person
	// Releases are what confirmed imports took out of calendars, oldest first; an event is created without.
	Releases []jobcal.Release
}

// Subject names what an update is about.
type Subject struct {
	Proposal ID
	Event    event.ID
	// Object, if not empty, makes the update read the pending proposals with that [Source.Slot] in Bucket.
	Bucket, Object string
	// ContentHash, if not empty, makes the update read who committed that content to the event.
	ContentHash string
	// UndoOf, if not empty, makes the update read the head of that proposal, of the one which that one undoes, and so on.
	UndoOf ID
	// WithEvent makes the update read the whole event. Storing a proposal does without.
	WithEvent bool
}

// State is what a decision is taken on. Nobody else shares its values.
type State struct {
	Event *Event // nil if not asked for, or if there is none
	// Access is who may do what in the event; nil if there is none.
	Access    *access.Roles
	Proposal  *Proposal // nil if there is none
	Siblings  []Head    // pending proposals of the same object, the subject not included
	Undoing   []Head    // what the subject undoes, what that undoes, and so on; empty if not asked for
	Committed *Head     // who committed that content last; nil if not asked for, or if nobody ever did
}

// roles are who may do what in the event; nobody may do anything in none.
func (s State) roles() access.Roles {
	if s.Access == nil {
		return access.Roles{}
	}
	return *s.Access
}

// standing is who committed the content, unless that was undone since.
func (s State) standing() *Commit {
	if h := s.Committed; h != nil && h.Undone == nil && h.Decision != nil {
		return &Commit{Proposal: h.ID, By: h.Decision.By, At: h.Decision.At}
	}
	return nil
}

// LogQuery says which lines of a log are wanted.
type LogQuery struct {
	// Event is the one whose log is read.
	Event event.ID
	// Before is the number of the line where an earlier answer ended; 0: from the newest on.
	Before int
	// Limit is how many lines are wanted; 0: all.
	Limit int
	// Entity is whose lines are wanted; zero: those of all. Person is who uploaded or confirmed what they tell; empty:
	// whoever.
	Entity event.Key
	Person string
	// Persona is whom the lines are about; 0: whoever, or nobody.
	Persona event.PersonaID
}

// Wants reports whether a line is one of those that are wanted, wherever it stands.
func (q LogQuery) Wants(e event.LogEntry) bool {
	return (q.Entity == event.Key{} || q.Entity == e.Entity) && (q.Persona == 0 || q.Persona == e.Persona) &&
		(q.Person == "" || q.Person == e.By || q.Person == e.Uploader)
}

// LogLine is a line of an event's log with its number, counted from 1 by age.
type LogLine struct {
	Line int `json:"line"`
	event.LogEntry
}

// Effect is what a decision writes. The zero value writes nothing.
type Effect struct {
	Proposal *Proposal // to create or replace; nil: none
	Heads    []Head    // of other proposals, to replace
	// Applied is what becomes of the event: its written and deleted entities and its next IDs; nil: nothing.
	Applied *diff.Applied
	Log     []event.LogEntry // to append to the event's log
	Commit  *Commit          // to remember under the subject's content hash; nil: nothing
	Entry   *journal.Entry   // of the journal; nil: none
	// Releases replace those of the event, with something applied; nil: they stay as they are.
	Releases []jobcal.Release
}

// Commit says who committed what.
type Commit struct {
	Proposal ID        `json:"proposal"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}
