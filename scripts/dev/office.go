package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"kursbuch.internal/functions/calendarsync"
	"kursbuch.internal/functions/jobcalendar"
	"kursbuch.internal/functions/settings"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/local/schedule"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/syncrun"
)

// patience is how long a run may take.
const patience = time.Minute

// office is the calendar half of what runs.
type office struct {
	shelves
	mirror   syncrun.Mirror
	schedule *schedule.Schedule
	google   *calendar.Calendar // nil: another server is used
	address  string
	server   string          // of the calendar; empty: the stand-in
	ctx      context.Context // of the run under way
	cancel   context.CancelFunc
	pending  sync.WaitGroup
}

// openOffice uses the server of the Calendar API that the command line names, or else the embedded stand-in.
func openOffice(ctx context.Context, s shelves, c config, now func() time.Time) (*office, error) {
	home, err := c.home()
	if err != nil {
		return nil, err
	}
	o := &office{shelves: s, server: c.calendar}
	o.ctx, o.cancel = context.WithCancel(context.WithoutCancel(ctx))
	target := gcal.Config{Endpoint: c.calendar}
	if c.calendar == "" {
		if o.google, err = calendar.Open(filepath.Join(c.data, "calendar.db"), now); err != nil {
			return nil, err
		}
		target.Endpoint, target.Client = "http://calendar.invalid/calendar/v3/", o.google.Client()
		target.Pace = gcal.Pace{PerMinute: 60_000, Burst: 1000} // it asks nobody to be patient
	}
	calendars, err := gcal.Open(o.ctx, target)
	if err != nil {
		return nil, errors.Join(err, o.close())
	}
	o.mirror = syncrun.Mirror{
		Instance: home.Instance, Settings: s.sync, State: s.sync, Calendars: calendars, Now: now,
		Supplier: syncrun.Sources{JobCalendar: s.calendar, Courses: syncrun.NewCourses(s, calendarsync.Unread)},
	}
	current, err := s.sync.Settings(ctx)
	if err != nil {
		return nil, errors.Join(err, o.close())
	}
	o.schedule = schedule.New(current.Interval())
	return o, nil
}

func (o *office) close() error {
	o.cancel()
	o.pending.Wait()
	if o.google == nil {
		return nil
	}
	return o.google.Close()
}

// begin makes sure that there are a master calendar, some people, some appointments. What is there already stays as it
// is. The store is ours alone: who has a lease is dead.
func (o *office) begin(ctx context.Context) error {
	if err := o.mirror.TakeOver(ctx); err != nil {
		return err
	}
	book, err := o.calendar.Find(ctx)
	if err != nil {
		return err
	}
	if len(book.Persons) == 0 {
		if err := o.furnish(ctx); err != nil {
			return err
		}
	}
	memory, err := o.sync.Recall(ctx)
	if err != nil || memory.Core.Calendar != "" {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	report, err := o.mirror.Create(ctx)
	if err == nil && report.Outcome != syncrun.Done {
		err = fmt.Errorf("unter %s antwortet keine Calendar API v3, oder sie legt keinen Kalender an; die Adresse endet "+
			"auf /calendar/v3/ (%s)",
			cmp.Or(o.server, "/calendar/v3/"), report.Findings.Items[0].Code)
	}
	return err
}

// furnish puts sample appointments into the job calendar. The settings are those of an office: everybody is of the
// house, and the event is ahead.
func (o *office) furnish(ctx context.Context) error {
	_, found, err := jobcal.Apply(ctx, o.calendar, sample.JobCalendar(o.mirror.Now()))
	if err != nil || !found.Empty() {
		return fmt.Errorf("sample appointments: %v, %w", found.Items, err)
	}
	return o.sync.ChangeSettings(ctx, func(s calsync.Settings) (calsync.Settings, error) {
		s.InternalDomains, s.DaysAhead = []string{"kursbuch.example", "resource.kursbuch.example"}, 365
		return s, nil
	})
}

// run has the mirror run now, then at every tick, until the context ends.
func (o *office) run(ctx context.Context) {
	o.tick(ctx, time.Now())
	o.schedule.Run(ctx, o.tick)
}

func (o *office) tick(ctx context.Context, due time.Time) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	report, err := o.mirror.Run(ctx, syncrun.Order{Tick: due.UTC().Format(time.RFC3339Nano)})
	switch {
	case err == nil:
		calendarsync.Log(ctx, report)
	case errors.Is(err, syncrun.ErrBusy):
		slog.Info("no sync run: another one is under way; the next tick tries again")
	case ctx.Err() == nil:
		slog.Error("the sync run failed; the next tick tries again", "error", err)
	}
}

// routes adds the functions, the stand-in.
func (o *office) routes(mux *http.ServeMux) {
	mux.Handle("/CalendarSync", patient(calendarsync.New(calendarsync.Deps{Mirror: o.mirror, Caller: identity.Caller})))
	set := settings.New(settings.Deps{Settings: o.sync, Schedule: o.schedule, Caller: identity.Caller, Events: o,
		Sessions: o})
	mux.Handle("/Settings", set)
	mux.Handle("/Settings/", set)
	mux.Handle("/JobCalendar/", jobcalendar.New(jobcalendar.Deps{
		Store: o.calendar, Answers: syncrun.Answers{State: o.sync}, Caller: identity.Caller, FeedAddress: o.address +
			"/JobCalendar", Now: o.mirror.Now,
	}))
	if o.google != nil {
		mux.Handle("/calendar/", o.google)
	}
}

// patient ends requests when the platform would.
func patient(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		h.ServeHTTP(w, r.WithContext(ctx))
	})
}
