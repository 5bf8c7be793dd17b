// Package settings is the function Settings: people read, change how the calendar sync is to be, when the courses of
// events meet.
package settings

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"google.golang.org/grpc/status"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// maxBody is the size of the largest settings.
const maxBody = 256 << 10

// Deps is what the function works with.
type Deps struct {
	Settings syncrun.SettingsStore
	Schedule syncrun.Schedule // that the interval moves
	Caller   answer.Caller
	// Events are those of which Sessions are kept.
	Events   access.Events
	Sessions jobcal.SessionStore
}

// New is the function's handler.
//
//	GET   the settings, with their ETag; for planners, admins
//	PUT   all of them anew, with If-Match; for admins
//
//	GET   /sessions?event=1   when the courses of an event meet; for its orgas, its approvers, admins
//	PUT   /sessions?event=1   the same anew, with If-Match; for its orgas, admins
//
// Paths may begin with /Settings, as in the local run. A changed interval moves the schedule in the same request, or
// nothing changes.
func New(d Deps) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/{$}", answer.Methods{http.MethodGet: d.get, http.MethodPut: d.put})
	mux.Handle("/sessions", answer.Methods{http.MethodGet: d.getSessions, http.MethodPut: d.putSessions})
	mux.Handle("/", answer.NotFound)
	return answer.Under("/Settings", mux)
}

// caller is somebody who may look.
func (d Deps) caller(r *http.Request) (access.Caller, error) {
	caller, err := d.Caller(r)
	if err != nil {
		return access.Caller{}, err
	}
	if !caller.MayPlan() {
		return access.Caller{}, access.ErrNotFound
	}
	_, err = answer.Query(r)
	return caller, err
}

func (d Deps) get(w http.ResponseWriter, r *http.Request) error {
	if _, err := d.caller(r); err != nil {
		return err
	}
	s, err := d.Settings.Settings(r.Context())
	if err != nil {
		return err
	}
	return answer.Tagged(w, r, answer.Quoted(s.Tag()), s)
}

func (d Deps) put(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.caller(r)
	if err != nil {
		return err
	}
	if !caller.Admin {
		return access.ErrNoAdmin
	}
	seen, err := condition(r)
	if err != nil {
		return err
	}
	wanted, err := decode(w, r)
	if err != nil {
		return err
	}
	if wanted, err = d.change(r.Context(), caller, seen, wanted); err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "settings changed", "interval_minutes", wanted.IntervalMinutes, "days_ahead",
		wanted.DaysAhead)
	return answer.Replaced(w, r, answer.Quoted(wanted.Tag()), wanted)
}

// condition is what the request has seen.
func condition(r *http.Request) (string, error) {
	seen := answer.IfMatch(r)
	if seen == "" {
		return "", answer.ErrUnconditional
	}
	return seen, nil
}

// decode takes whole settings only.
func decode(w http.ResponseWriter, r *http.Request) (s calsync.Settings, err error) {
	found, err := answer.Whole{Limit: maxBody, Example: calsync.Defaults()}.Read(w, r, &s)
	if err != nil {
		return s, err
	}
	if found.Join(s.Problems()); !found.Empty() {
		return s, found
	}
	slices.Sort(s.InternalDomains)
	s.InternalDomains = slices.Compact(s.InternalDomains)
	return s, nil
}

// change stores settings if those that there are were seen, and moves the schedule. It gives what is stored.
func (d Deps) change(ctx context.Context, c access.Caller, seen string, wanted calsync.Settings) (calsync.Settings,
	error) {
	entry := journal.New(journal.Settings, c.Mail, c.At)
	interval := syncrun.Interval{Settings: d.Settings, Schedule: d.Schedule}
	var stored calsync.Settings
	err := interval.Change(ctx, func(now calsync.Settings) (calsync.Settings, *journal.Entry, error) {
		if !now.Tag().Among(seen) {
			return now, nil, access.ErrChanged
		}
		stored = wanted.Instead(now, c.Mail, c.At)
		entry.Before, entry.After = journal.Changed(now, stored)
		return stored, &entry, nil
	})
	if errors.Is(err, syncrun.ErrAstray) {
		slog.ErrorContext(ctx, "the schedule is not what the settings say; change the interval once more", "error", err)
	}
	if errors.Is(err, syncrun.ErrNotMoved) {
		return stored, refused(ctx, err)
	}
	return stored, err
}

func refused(ctx context.Context, err error) error {
	slog.ErrorContext(ctx, "the schedule was not moved", "error", err)
	var found problem.List
	found.Add("/interval_minutes", oncalendar.CannotBeSchedule, status.Code(err).String())
	return &answer.Found{List: found, Err: answer.ErrSchedule}
}
