package storedform

import (
	"time"

	"kursbuch.internal/shared/jobcal"
)

// NewBook is a book with nothing in it yet.
func NewBook() *jobcal.Book {
	return &jobcal.Book{
		Appointments: map[jobcal.AppointmentID]jobcal.Appointment{},
		Persons:      map[jobcal.PersonID]jobcal.Person{},
		Resources:    map[jobcal.ResourceID]jobcal.Resource{},
	}
}

// AddAppointment adds to a book the appointment that a stored draft stands for, if it is not over at from and has begun
// by until. The zero time is no limit. An error if the draft cannot have been an appointment.
func AddAppointment(b *jobcal.Book, d jobcal.Draft, from, until time.Time) error {
	a, err := jobcal.Stored(d)
	if err != nil {
		return err
	}
	if a.Span.End.After(from) && (until.IsZero() || a.Span.Start.Before(until)) {
		b.Appointments[a.ID] = a
	}
	return nil
}
