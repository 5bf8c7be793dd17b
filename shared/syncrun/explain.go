// What planners and the people themselves ask: both by what is remembered, without Google.

package syncrun

import (
	"context"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
)

// Explain says of all appointments of a person, the nearest first, whether they are in their calendar, as far as they
// are not over for long. It takes the calendar to be as the last run saw it. access.ErrNotFound if nobody knows the
// person, and no appointment names them.
func (m Mirror) Explain(ctx context.Context, id jobcal.PersonID) ([]calsync.Explanation, error) {
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
	list, known := s.Explain(id)
	if !known {
		return nil, access.ErrNotFound
	}
	return list, nil
}

// Record gives what is remembered of an appointment: by its key or, if it is one of the job calendar, by its ID.
// access.ErrNotFound if nothing is.
func (m Mirror) Record(ctx context.Context, name string) (calsync.Record, error) {
	memory, err := m.State.Recall(ctx)
	if err != nil {
		return calsync.Record{}, err
	}
	for _, key := range []calsync.Key{calsync.Key(name), calsync.JobCalendar.Key(jobcal.AppointmentID(name))} {
		if record, known := memory.Records[key]; known {
			return record, nil
		}
	}
	return calsync.Record{}, access.ErrNotFound
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
