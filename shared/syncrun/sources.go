package syncrun

import (
	"context"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Sources are all sources, as a [Supplier].
type Sources struct {
	JobCalendar jobcal.Store
	// Courses are those of events; nil: there are no events.
	Courses *Courses
	// Leaving are the events that are being erased, of which entries may be in the calendar; nil: there are none.
	Leaving func(context.Context) ([]event.ID, error)
	// Tables are those that lead appointments; nil: there are none.
	Tables Tables
}

// Tables tell what somebody approved of that tables delete.
type Tables interface {
	// Tables gives the state of each table, see [table.Store].
	Tables(ctx context.Context) ([]table.State, error)
}

// Supply implements [Supplier]. Without the job calendar nothing can be said: persons are there.
func (s Sources) Supply(ctx context.Context, from, until time.Time) (calsync.Supply, error) {
	book, err := s.JobCalendar.Read(ctx, from, until)
	if err != nil {
		return calsync.Supply{}, err
	}
	supply := calsync.Supply{
		Appointments: make(map[calsync.Key]jobcal.Appointment, len(book.Appointments)),
		Persons:      book.Persons, Resources: book.Resources,
	}
	for id, a := range book.Appointments {
		supply.Appointments[calsync.JobCalendar.Key(id)] = a
	}
	if s.Courses != nil {
		s.Courses.add(ctx, &supply, from, until)
	}
	if s.Leaving != nil { // last: whatever went out of sight before is among them
		leaving, err := s.Leaving(ctx)
		if err != nil {
			return calsync.Supply{}, err
		}
		for _, id := range leaving {
			supply.Leaving = append(supply.Leaving, EventSource(id))
		}
	}
	if s.Tables != nil { // an error ends the run: nobody knows what was approved
		states, err := s.Tables.Tables(ctx)
		if err != nil {
			return calsync.Supply{}, err
		}
		for _, state := range states {
			supply.Releases = append(supply.Releases, releasesOf(state)...)
		}
	}
	supply.Warnings = warnings(supply.Appointments, book)
	return supply, nil
}

// releasesOf are what somebody approved of what a table deletes.
func releasesOf(s table.State) (all []calsync.Release) {
	for _, a := range s.Approved {
		r := calsync.Release{What: oncalendar.ByTable(s.Table), By: a.By, At: a.At, Source: calsync.JobCalendar,
			Appointments: map[jobcal.AppointmentID]bool{}}
		for _, id := range a.Appointments {
			r.Appointments[id] = true
		}
		all = append(all, r)
	}
	return all
}

// maxWarnings is how many warnings of the sources a run tells of: each report is kept for months.
const maxWarnings = 100

func warnings(all map[calsync.Key]jobcal.Appointment, book *jobcal.Book) (found problem.List) {
	book.Mailboxes(&found)
	jobcal.Warn(&found, jobcal.Clashes(all, book), all, calsync.Key.Path)
	if more := len(found.Items) - maxWarnings; more > 0 {
		found.Items, found.Omitted = found.Items[:maxWarnings], found.Omitted+more
	}
	return found
}
