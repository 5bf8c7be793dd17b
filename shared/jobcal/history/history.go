// Package history is what became of the appointments of the job calendar: who made, changed, deleted one, when, what it
// was before. Planners have their undo by it.
//
//	write of an appointment           | entry
//	there was none                    | made
//	there is none any more            | deleted
//	it does not take place any more   | cancelled, whatever else changes
//	it takes place again              | reinstated, whatever else changes
//	at another time, in another zone  | moved, whatever else changes
//	anything else that people see     | changed
//	nothing that people see           | none
//	of any kind, by [Undo]            | restored
//
// Stores write entries in the transaction that changes the appointment, so that neither is there without the other
// ([Of]). They are below the appointment, but not part of it: a deleted one keeps its history, which goes on when
// somebody makes one of the same ID. After [Retention] they are gone.
//
// The sessions of an event's courses are no records of the job calendar, and have no history here: what changes them is
// an import, which the log of the event tells.
//
// Persons and resources are in entries by their IDs only. So nothing but an ID is left of a person who was deleted.
package history

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

const (
	// Retention is how long entries are kept.
	Retention = 90 * 24 * time.Hour
	// Limit is how many entries a page has at most.
	Limit = 100
)

var (
	// ErrUnsigned says that a store was to change appointments for nobody, at no time. It is a bug.
	ErrUnsigned = errors.New("appointments are changed without an author")
	// ErrNothingBefore: the entry tells of nothing that there was before.
	ErrNothingBefore = errors.New("there was no such appointment before")
)

// What says what was done. It is stored.
type What string

// All that is done to appointments.
const (
	Made       What = "made"
	Changed    What = "changed"
	Moved      What = "moved"
	Cancelled  What = "cancelled"
	Reinstated What = "reinstated"
	Deleted    What = "deleted"
	Restored   What = "restored"
)

// Entry tells of one write of an appointment. It is stored: fields may be added, never rename or retype one.
type Entry struct {
	// ID is unique among those of an appointment. Those of later entries are smaller, as texts, as far as the clocks of
	// those who write agree.
	ID          string               `json:"id"`
	Appointment jobcal.AppointmentID `json:"appointment"`
	Author      jobcal.Author        `json:"author"`
	What        What                 `json:"what"`
	// Members are those that differ, in the order of a [jobcal.Draft], whose names they have; when is start, end, time
	// zone together. Empty: it was made, or deleted.
	Members []string `json:"members,omitempty"`
	// Before is the appointment as it was; nil: there was none.
	Before *jobcal.Draft `json:"before,omitzero"`
	// After is what it became, without the description, which would be the bulk of what a commit takes; nil: it was made,
	// or deleted. What it really became is the Before of the next entry.
	After *jobcal.Draft `json:"after,omitzero"`
}

// Of are the entries that changes make, given the appointments as they were before, by appointment.
func Of(before *jobcal.Book, c jobcal.Changes) ([]Entry, error) {
	if len(c.Appointments) > 0 && (c.Author.At.IsZero() || c.Author.Way == "") {
		return nil, ErrUnsigned
	}
	var entries []Entry
	for id, is := range event.Sorted(c.Appointments) {
		was, there := before.Appointments[id]
		e := Entry{Appointment: id, Author: c.Author}
		switch {
		case is == nil && !there:
			continue
		case is == nil:
			e.What = Deleted
		case !there:
			e.What = Made
		default:
			if e.Members = differing(was, *is); len(e.Members) == 0 {
				continue
			}
			e.What = what(was, *is)
			after := is.Draft()
			after.Description = ""
			e.After = &after
		}
		if there {
			draft := was.Draft()
			e.Before = &draft
		}
		if is != nil && c.Author.Way == jobcal.ByRestore {
			e.What = Restored
		}
		e.identify(is)
		entries = append(entries, e)
	}
	return entries, nil
}

// what is done to an appointment of which something changes.
func what(was, is jobcal.Appointment) What {
	switch {
	case is.Cancelled && !was.Cancelled:
		return Cancelled
	case was.Cancelled && !is.Cancelled:
		return Reinstated
	case !sameTime(was.Span, is.Span):
		return Moved
	}
	return Changed
}

// identify gives the entry of what an appointment became its ID. It is made of what happened, so a transaction that
// runs twice gives it the same one; writes of the same instant by several people, or to something else, have others.
func (e *Entry) identify(is *jobcal.Appointment) {
	e.Author.At = e.Author.At.UTC()
	happened := struct {
		By  jobcal.Author
		Was *jobcal.Draft
		Is  jobcal.Draft
	}{By: e.Author, Was: e.Before}
	if is != nil {
		happened.Is = is.Draft()
	}
	e.ID = fmt.Sprintf("%019d-%s", math.MaxInt64-e.Author.At.UnixNano(), access.TagOf(happened)[:8])
}

// Expires is when the entry goes.
func (e Entry) Expires() time.Time { return e.Author.At.Add(Retention) }

// Store reads histories, next to the job calendar.
type Store interface {
	// History gives entries of an appointment, newest first; none if nobody knows of it.
	History(ctx context.Context, q Query) ([]Entry, error)
	// Entry reads one entry. access.ErrNotFound if there is none.
	Entry(ctx context.Context, of jobcal.AppointmentID, id string) (Entry, error)
}

// Query says which entries are wanted.
type Query struct {
	Appointment jobcal.AppointmentID
	// After is the ID of the last entry of the page before; empty: the list begins with the newest.
	After string
	// Limit is how many are wanted at most, 1 or more.
	Limit int
}
