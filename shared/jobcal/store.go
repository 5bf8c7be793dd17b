package jobcal

import (
	"context"
	"errors"
	"time"
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
	Appointments map[AppointmentID]*Appointment
	Persons      map[PersonID]*Person
	Resources    map[ResourceID]*Resource
}

// Store keeps the job calendar.
type Store interface {
	// Read gives all persons, all resources, the appointments that end after from and start before until, as of one moment.
	// A zero until is no limit.
	Read(ctx context.Context, from, until time.Time) (*Book, error)
	// Find gives all persons, all resources, those of the appointments that there are, as of one moment.
	Find(ctx context.Context, ids ...AppointmentID) (*Book, error)
	// Update finds as Find does, runs decide on it, writes the changes, in one serializable transaction: all of it or
	// nothing. It may run decide more than once, so that must have no effect but its results. An error of decide ends the
	// update, writes nothing and is returned as it is (errors.Is). ErrTooLarge if the changes are too many bytes.
	Update(ctx context.Context, ids []AppointmentID, decide func(*Book) (Changes, error)) error
}
