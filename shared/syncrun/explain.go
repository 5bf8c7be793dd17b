// What planners and the people themselves ask: all of it by what is remembered, without Google.

package syncrun

import (
	"context"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
)

// remembered is everything that a plan depends on, the calendar taken to be as the last run saw it. However far ahead
// an appointment is, it is there.
func (m Mirror) remembered(ctx context.Context) (*calsync.Situation, error) {
	now := m.Now()
	settings, err := m.Settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	memory, err := m.State.Recall(ctx)
	if err != nil {
		return nil, err
	}
	from, _ := settings.Window(now)
	supply, err := m.Supplier.Supply(ctx, from, time.Time{})
	if err != nil {
		return nil, err
	}
	s := &calsync.Situation{Instance: m.Instance, Now: now, Settings: settings, Supply: supply, Memory: memory,
		Entries: memory.Entries()}
	s.SetAside()
	return s, nil
}

// Explain says of all appointments of a person, and of what is in their calendar still, the nearest first, how that is,
// as far as it is not over for long. access.ErrNotFound if nobody knows the person, and no appointment names them.
func (m Mirror) Explain(ctx context.Context, id jobcal.PersonID) ([]calsync.Explanation, error) {
	s, err := m.remembered(ctx)
	if err != nil {
		return nil, err
	}
	list, known := s.Explain(id)
	if !known {
		return nil, access.ErrNotFound
	}
	return list, nil
}

// Tell tells of an appointment, however long it is over: by its key or, if it is one of the job calendar, by its ID.
// access.ErrNotFound if there is none, and none is remembered.
func (m Mirror) Tell(ctx context.Context, name string) (calsync.Story, error) {
	s, err := m.remembered(ctx)
	if err != nil {
		return calsync.Story{}, err
	}
	for _, key := range []calsync.Key{calsync.Key(name), calsync.JobCalendar.Key(jobcal.AppointmentID(name))} {
		if _, near := s.Supply.Appointments[key]; !near {
			a, there, err := m.Supplier.Find(ctx, key)
			if err != nil {
				return calsync.Story{}, err
			}
			if there {
				s.Supply.Appointments[key] = a
			}
		}
		if story, known := s.Tell(key); known {
			return story, nil
		}
	}
	return calsync.Story{}, access.ErrNotFound
}

// Names are what people call that which is held back. Where the sources cannot be read, it has no names of persons.
func (m Mirror) Names(ctx context.Context) (calsync.Names, error) {
	memory, err := m.State.Recall(ctx)
	if err != nil {
		return calsync.Names{}, err
	}
	now := m.Now()
	supply, err := m.Supplier.Supply(ctx, now, now) // persons are all there, whatever the time
	if err != nil {
		supply = calsync.Supply{}
	}
	return memory.Names(m.Instance, supply), nil
}

// Answers shows what guests answered.
type Answers struct{ State State }

// Answers gives the answers to the invitation to an appointment of the job calendar, by mail address, of each guest the
// latest last, as the last run saw them. Who has not answered, or is not invited any more, is not among them.
func (a Answers) Answers(ctx context.Context, id jobcal.AppointmentID) (map[string][]jobcal.Given, error) {
	memory, err := a.State.Recall(ctx)
	if err != nil {
		return nil, err
	}
	return memory.Records[calsync.JobCalendar.Key(id)].Invited(), nil
}
