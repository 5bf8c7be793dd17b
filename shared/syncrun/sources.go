package syncrun

import (
	"context"
	"strings"
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
	// Versions tell of changes of all of these; nil: nobody tells, so that no run is ever idle.
	Versions Versions
}

// Versions tell whether anything changed of what appointments come from.
type Versions interface {
	// Version is another text after each change of appointments, persons, resources, of what somebody approved of tables,
	// of events with sessions, of personas, of what is being erased. It is stored with the change, all or nothing; no text
	// ever comes again. It takes a few documents, however much there is.
	Version(ctx context.Context) (string, error)
}

// Version implements [Supplier].
func (s Sources) Version(ctx context.Context) (string, error) {
	if s.Versions == nil {
		return "", nil
	}
	return s.Versions.Version(ctx)
}

// Tables tell what somebody approved of that tables delete.
type Tables interface {
	// Tables gives the state of each table, see [table.Store].
	Tables(ctx context.Context) ([]table.State, error)
}

// Supply implements [Supplier]. Without the job calendar nothing can be said: persons are there.
func (s Sources) Supply(ctx context.Context, from, until time.Time) (calsync.Supply, error) {
	book, err := s.JobCalendar.Read(ctx, from, time.Time{})
	if err != nil {
		return calsync.Supply{}, err
	}
	supply := calsync.Supply{
		Appointments: make(map[calsync.Key]jobcal.Appointment, len(book.Appointments)),
		Persons:      book.Persons, Resources: book.Resources,
	}
	for id, a := range book.Appointments {
		supply.Take(calsync.JobCalendar.Key(id), a, until)
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

// Find implements [Supplier].
func (s Sources) Find(ctx context.Context, key calsync.Key) (jobcal.Appointment, bool, error) {
	id, ofJob := strings.CutPrefix(string(key), string(calsync.JobCalendar)+"/")
	if ofJob && jobcal.ValidID(jobcal.AppointmentID(id)) {
		book, err := s.JobCalendar.Find(ctx, jobcal.AppointmentID(id))
		if err != nil {
			return jobcal.Appointment{}, false, err
		}
		a, there := book.Appointments[jobcal.AppointmentID(id)]
		return a, there, nil
	}
	if s.Courses == nil || !strings.HasPrefix(string(key), string(Events)+"/") {
		return jobcal.Appointment{}, false, nil
	}
	book, err := s.JobCalendar.Find(ctx)
	if err != nil {
		return jobcal.Appointment{}, false, err
	}
	all := calsync.Supply{Appointments: map[calsync.Key]jobcal.Appointment{}, Persons: book.Persons}
	s.Courses.add(ctx, &all, time.Time{}, time.Time{})
	a, there := all.Appointments[key]
	return a, there, nil
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
