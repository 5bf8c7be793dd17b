package jobcal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
)

// ErrTooLarge says that a store cannot write so much at once.
var ErrTooLarge = errors.New("more than can be written at once")

// Book is the job calendar, or a part of it.
type Book struct {
	Appointments map[AppointmentID]Appointment
	Persons      map[PersonID]Person
	Resources    map[ResourceID]Resource
}

// Changes are the records to create or replace; nil deletes one. Deleting what is not there does nothing.
type Changes struct {
	// Appointments are among those that the update has found: their histories tell what they were before.
	Appointments map[AppointmentID]*Appointment
	Persons      map[PersonID]*Person
	Resources    map[ResourceID]*Resource
	// Author is who changes appointments. Without them it may be zero.
	Author Author
}

// Author is who changes appointments, when, and by what. It is stored: fields may be added, never rename or retype one.
type Author struct {
	// By is a mail address, or the name of a program; empty: nobody knows who dropped the table.
	By string `json:"by,omitempty"`
	// At is in UTC.
	At  time.Time `json:"at"`
	Way Way       `json:"way"`
	// Of is the name of the table, or the ID of the entry of the history that was restored; empty: it was another way.
	Of string `json:"of,omitempty"`
}

// Way is by what an appointment was changed. It is stored.
type Way string

// The ways to change appointments.
const (
	ByHand    Way = "hand"
	ByBatch   Way = "batch"
	ByTable   Way = "table"   // one that leads
	ByRestore Way = "restore" // of what a history tells
	ByLoad    Way = "load"    // of a file, by a program
)

// Store keeps the job calendar.
type Store interface {
	// Read gives all persons, all resources, the appointments that end after from and start before until, as of one
	// moment. A zero until is no limit.
	Read(ctx context.Context, from, until time.Time) (*Book, error)
	// Find gives all persons, all resources, those of the appointments that there are, as of one moment.
	Find(ctx context.Context, ids ...AppointmentID) (*Book, error)
	// Update finds as Find does, runs decide on it, writes the changes with the entries of their histories, see package
	// history, in one serializable transaction: all of it or nothing. It may run decide more than once, so that must have
	// no effect but its results, and leave the book as it is. An error of decide ends the update, writes nothing and is
	// returned as it is (errors.Is). ErrTooLarge if the changes, with their histories, are too many bytes.
	Update(ctx context.Context, ids []AppointmentID, decide func(*Book) (Changes, error)) error
}

// SessionStore keeps when the courses of events meet.
type SessionStore interface {
	// Sessions reads the plan of an event, the zero value if nobody made one. access.ErrNotFound if there is no such
	// event.
	Sessions(ctx context.Context, id event.ID) (SessionPlan, error)
	// ChangeSessions reads when the courses of an event meet, runs decide on that, writes the plan that it returns, in one
	// serializable transaction. It may run decide more than once, so that must have no effect but its result. An error of
	// decide writes nothing and is returned as it is (errors.Is). access.ErrNotFound if there is no such event.
	ChangeSessions(ctx context.Context, id event.ID, decide func(Timetable) (SessionPlan, error)) error
}

// Timetable is when the courses of an event meet, with what decides whether they may meet at other times.
type Timetable struct {
	Plan   SessionPlan
	Of     *event.Definition
	Access access.Roles
}

// Programmes reads what the appointments of courses are derived from.
type Programmes interface {
	// Planned lists the events that are to be read after a time, see [PlannedUntil], by ID. It reads little of each.
	Planned(ctx context.Context, after time.Time) ([]Planned, error)
	// Programme reads an event with its plan, as of one moment. access.ErrNotFound if there is no such event.
	Programme(ctx context.Context, id event.ID) (*Programme, error)
}

// Planned is an event that has sessions, or had some a short time ago.
type Planned struct {
	ID event.ID
	// Mark changes whenever what the event's appointments are derived from does.
	Mark string
}

// MarkOf is the mark of an event: each import adds lines to its log, each change of personas, who may be named in it,
// gives the directory another version.
func MarkOf[N ~int | ~uint64](p SessionPlan, lines N, directory string) string {
	return fmt.Sprint(lines, " ", p.Tag(), " ", directory)
}

// Programme is an event with its sessions.
type Programme struct {
	*event.Snapshot
	Sessions SessionPlan
	// Releases are what confirmed imports took out of calendars, oldest first.
	Releases []Release
}
