package jobcalendar

import (
	"context"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
)

// visitor is somebody who may see something.
type visitor struct {
	planner bool
	// self is who they are among the persons; empty: nobody.
	self jobcal.PersonID
}

// visitor is ErrNotFound for whom nothing exists.
func (d Deps) visitor(ctx context.Context, caller access.Caller) (visitor, error) {
	if caller.MayPlan() {
		return visitor{planner: true}, nil
	}
	b, err := d.Store.Find(ctx)
	if err != nil {
		return visitor{}, err
	}
	p, ok := b.PersonOf(caller.Mail)
	if !ok {
		return visitor{}, access.ErrNotFound
	}
	return visitor{self: p.ID}, nil
}

// appointment is one as the visitor may see it: somebody's own, without who else comes.
func (v visitor) appointment(a jobcal.Appointment) (jobcal.Draft, bool) {
	d := a.Draft()
	if v.planner {
		return d, true
	}
	for _, id := range a.Persons {
		if id == v.self {
			d.Persons = []jobcal.PersonID{id}
			return d, true
		}
	}
	return jobcal.Draft{}, false
}

// may is ErrNotFound for a person whom the visitor may not know of.
func (v visitor) may(id string) error {
	if v.planner || v.self == jobcal.PersonID(id) && v.self != "" {
		return nil
	}
	return access.ErrNotFound
}

// plan is ErrNotFound for everybody but planners: whether something could be changed is nobody else's business.
func (v visitor) plan() error {
	if !v.planner {
		return access.ErrNotFound
	}
	return nil
}
