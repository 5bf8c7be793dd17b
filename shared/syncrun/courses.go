// The sessions of the courses of events, as a source of appointments. An event is read only if it has changed:
//
//	the event                          | its appointments
//	has the mark of last time          | are those of last time
//	has another mark, or persons have  | are made anew
//	other personas                     |
//	cannot be read                     | stay as they are: the source has failed
//	is not planned any more            | go

package syncrun

import (
	"context"
	"maps"
	"strconv"
	"sync"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Events is the source of all events, of which [EventSource] is one.
const Events calsync.Source = "event"

// EventSource is the source of the sessions of an event.
func EventSource(id event.ID) calsync.Source {
	return Events + "/" + calsync.Source(strconv.Itoa(int(id)))
}

// Courses makes appointments of the sessions of events. It reads an event only when it, or who is who, has changed
// since it did so last: an instance keeps one as long as it lives.
type Courses struct {
	events jobcal.Programmes
	failed func(context.Context, calsync.Source, error)
	mutex  sync.Mutex // held while events are read: two runs would read the same
	known  map[event.ID]derived
}

// derived are the appointments of an event as they were when it had that mark.
type derived struct {
	mark         string
	personas     map[jobcal.PersonID]event.PersonaID
	appointments map[jobcal.AppointmentID]jobcal.Appointment
	releases     []jobcal.Release
}

// NewCourses makes appointments of the events of a store. failed is told why a source could not be read; nil: nobody
// is.
func NewCourses(events jobcal.Programmes, failed func(context.Context, calsync.Source, error)) *Courses {
	if failed == nil {
		failed = func(context.Context, calsync.Source, error) {}
	}
	return &Courses{events: events, failed: failed, known: map[event.ID]derived{}}
}

// add adds the appointments that end after from and start before until.
func (c *Courses) add(ctx context.Context, supply *calsync.Supply, from, until time.Time) {
	fail := func(source calsync.Source, err error) {
		if ctx.Err() == nil { // else something else failed, which ended the reading
			c.failed(ctx, source, err)
		}
		supply.Failed = append(supply.Failed, source)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	planned, err := c.events.Planned(ctx, from)
	if err != nil {
		fail(Events, err)
		return
	}
	personas := personasOf(supply.Persons)
	known := map[event.ID]derived{} // what is planned no more is forgotten
	for _, p := range planned {
		d := c.known[p.ID]
		if d.mark != p.Mark || !maps.Equal(d.personas, personas) {
			programme, err := c.events.Programme(ctx, p.ID)
			if err != nil {
				fail(EventSource(p.ID), err)
				continue
			}
			d = derived{p.Mark, personas, jobcal.Derive(programme.Snapshot, programme.Sessions, supply.Persons),
				programme.Releases}
		}
		known[p.ID] = d
		for _, r := range d.releases {
			supply.Releases = append(supply.Releases, calsync.Release{What: oncalendar.ByImport(r.Title), By: r.By, At: r.At,
				Source: EventSource(p.ID), Slots: r.Gone})
		}
		for id, a := range d.appointments {
			if a.Span.End.After(from) {
				supply.Take(EventSource(p.ID).Key(id), a, until)
			}
		}
	}
	c.known = known
}

// personasOf says who is who: all that appointments depend on of persons.
func personasOf(persons map[jobcal.PersonID]jobcal.Person) map[jobcal.PersonID]event.PersonaID {
	personas := map[jobcal.PersonID]event.PersonaID{}
	for id, p := range persons {
		if p.Persona != 0 {
			personas[id] = p.Persona
		}
	}
	return personas
}
