// When the courses of an event meet: read by whoever has a role in it, replaced by its orgas and by admins, with If-
// Match.

package settings

import (
	"log/slog"
	"net/http"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// event is the one that a request is about, of which the caller may know.
func (d Deps) event(r *http.Request) (id event.ID, caller access.Caller, err error) {
	if caller, err = d.Caller(r); err != nil {
		return 0, caller, err
	}
	query, err := answer.Query(r, "event")
	if err != nil {
		return 0, caller, err
	}
	if id, err = answer.EventID(query); err != nil {
		return 0, caller, err
	}
	_, err = access.Allow(r.Context(), d.Events, caller, id)
	return id, caller, err
}

func (d Deps) getSessions(w http.ResponseWriter, r *http.Request) error {
	id, _, err := d.event(r)
	if err != nil {
		return err
	}
	plan, err := d.Sessions.Sessions(r.Context(), id)
	if err != nil {
		return err
	}
	return answer.Tagged(w, r, answer.Quoted(plan.Tag()), plan)
}

func (d Deps) putSessions(w http.ResponseWriter, r *http.Request) error {
	id, caller, err := d.event(r)
	if err != nil {
		return err
	}
	seen, err := condition(r)
	if err != nil {
		return err
	}
	var wanted, stored jobcal.SessionPlan
	misfits, err := answer.Misfits(answer.Record(w, r, maxBody, &wanted))
	if err != nil {
		return err
	}
	err = d.Sessions.ChangeSessions(r.Context(), id,
		func(now jobcal.Timetable) (jobcal.SessionPlan, error) {
			if err := now.Access.MaySchedule(caller); err != nil {
				return now.Plan, err
			}
			if !now.Plan.Tag().Among(seen) {
				return now.Plan, access.ErrChanged
			}
			var found problem.List
			if stored, found = jobcal.CheckSessions(wanted, now.Of); wanted.Tracks == nil {
				found.Add("/tracks", problem.Missing, "tracks") // no sessions at all are {}
			}
			all := &answer.Found{List: misfits.Clone(), Err: answer.ErrInvalid} // this may run twice
			if all.Join(found); !all.Empty() {
				return now.Plan, all
			}
			return stored, nil
		})
	if err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "sessions changed", "event", id, "tracks", len(stored.Tracks))
	return answer.Replaced(w, r, answer.Quoted(stored.Tag()), stored)
}
