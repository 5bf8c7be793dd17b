package jobcalendar

import (
	"cmp"
	"context"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
)

// Answers knows what was answered to invitations. It is shown here, but nobody changes an appointment by it.
type Answers interface {
	// Answers gives the answers to the invitation to an appointment, by mail address, as the last run of the sync saw
	// them.
	Answers(ctx context.Context, id jobcal.AppointmentID) (map[string]string, error)
}

// reply is what a person or a resource answered.
type reply struct {
	Person   jobcal.PersonID   `json:"person,omitempty"`
	Resource jobcal.ResourceID `json:"resource,omitempty"`
	Answer   string            `json:"answer"` // needsAction, accepted, tentative, declined
}

func (r *request) answers() error {
	if err := r.plan(); err != nil {
		return err
	}
	if _, err := answer.Query(r.r); err != nil {
		return err
	}
	id := jobcal.AppointmentID(r.id)
	b, err := r.Store.Find(r.r.Context(), r.appointments()...)
	if err != nil {
		return err
	}
	a, known := b.Appointments[id]
	if !known {
		return access.ErrNotFound
	}
	given, err := r.Answers.Answers(r.r.Context(), id)
	if err != nil {
		return err
	}
	replies := []reply{}
	for _, p := range a.Persons {
		replies = append(replies, reply{Person: p, Answer: cmp.Or(given[b.Persons[p].Mail], "needsAction")})
	}
	for _, s := range a.Resources {
		if b.Resources[s].Mail != "" {
			replies = append(replies, reply{Resource: s, Answer: cmp.Or(given[b.Resources[s].Mail], "needsAction")})
		}
	}
	return r.tagged(replies)
}
