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
	// Approvals tell what else somebody approved.
	Approvals []Approvals
}

// Approvals tell what goes from calendars because somebody approved it elsewhere.
type Approvals interface {
	// Releases are those since a time, in any order. An error ends the run: it cannot tell what people decided.
	Releases(ctx context.Context, since time.Time) ([]calsync.Release, error)
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
	for _, a := range s.Approvals {
		released, err := a.Releases(ctx, from.Add(-jobcal.ReleaseLife))
		if err != nil {
			return calsync.Supply{}, err
		}
		supply.Releases = append(supply.Releases, released...)
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
