package syncrun

import (
	"context"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// Sources are all sources, as a [Supplier].
type Sources struct {
	JobCalendar jobcal.Store
	// Courses are those of events; nil: there are no events.
	Courses *Courses
	// Leaving are the events that are being erased, of which entries may be in the calendar; nil: there are none.
	Leaving func(context.Context) ([]event.ID, error)
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
	supply.Warnings = clashes(supply.Appointments, book)
	return supply, nil
}

// maxWarnings is how many clashes a run tells of: each report is kept for months.
const maxWarnings = 100

func clashes(all map[calsync.Key]jobcal.Appointment, book *jobcal.Book) (found problem.List) {
	jobcal.Warn(&found, jobcal.Clashes(all, book), all, calsync.Key.Path)
	if more := len(found.Items) - maxWarnings; more > 0 {
		found.Items, found.Omitted = found.Items[:maxWarnings], found.Omitted+more
	}
	return found
}
