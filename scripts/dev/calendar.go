package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/calendarsync"
	"kursbuch.internal/functions/jobcalendar"
	"kursbuch.internal/functions/settings"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/pages"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/local/schedule"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/syncrun"
)

// patience is how long a run may take.
const patience = time.Minute

// calendarHalf is what runs of the calendar: the mirror with its schedule, the functions about it, the stand-in for
// Google.
type calendarHalf struct {
	stores
	mirror   syncrun.Mirror
	eraser   *erasing.Machine
	schedule *schedule.Schedule
	google   *calendar.Calendar // nil: another server is used
	address  string
	server   string          // of the calendar; empty: the stand-in
	ctx      context.Context // of the run under way
	cancel   context.CancelFunc
	pending  sync.WaitGroup
}

// openCalendarHalf uses the server of the Calendar API that the command line names, or else the embedded stand-in.
func openCalendarHalf(ctx context.Context, s stores, c config, now func() time.Time) (*calendarHalf, error) {
	memory, err := s.sync.Recall(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.checkCalendar(memory.Core.Calendar != ""); err != nil {
		return nil, err
	}
	installed, err := c.installation()
	if err != nil {
		return nil, err
	}
	h := &calendarHalf{stores: s, server: c.calendar}
	h.ctx, h.cancel = context.WithCancel(context.WithoutCancel(ctx))
	target := gcal.Config{Endpoint: c.calendar}
	if c.calendar == "" {
		if h.google, err = calendar.Open(filepath.Join(c.data, calendarFile), now); err != nil {
			return nil, err
		}
		target.Endpoint, target.Client = "http://calendar.invalid/calendar/v3/", h.google.Client()
		target.Pace = gcal.Pace{PerMinute: 60_000, Burst: 1000} // it asks nobody to be patient
	}
	calendars, err := gcal.Open(h.ctx, target)
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	h.mirror = syncrun.Mirror{
		Instance: installed.Instance, Settings: s.sync, State: s.sync, Calendars: calendars, Now: now,
		Where: fmt.Sprint("scripts/dev, PID ", os.Getpid()),
		Supplier: syncrun.Sources{JobCalendar: s.calendar, Courses: syncrun.NewCourses(s, calendarsync.Unread),
			Leaving: erasing.Leaving(s), Tables: s.tables, Versions: s},
	}
	current, err := s.sync.Settings(ctx)
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	h.schedule = schedule.New(current.Interval())
	return h, nil
}

// erases has ticks do what is due of events that end, whose uploads lie in a bucket.
func (h *calendarHalf) erases(b erasing.Bucket) {
	h.eraser = &erasing.Machine{Store: h, Bucket: b, Calendars: h.mirror, Now: h.mirror.Now, For: patience / 3}
}

func (h *calendarHalf) close() error {
	h.cancel()
	h.pending.Wait()
	if h.google == nil {
		return nil
	}
	return h.google.Close()
}

// prepare makes sure that there are a master calendar, some people, some appointments. What is there already stays as
// it is. The store is ours alone: who has a lease is dead.
func (h *calendarHalf) prepare(ctx context.Context) error {
	if err := h.mirror.TakeOver(ctx); err != nil {
		return err
	}
	book, err := h.calendar.Find(ctx)
	if err != nil {
		return err
	}
	if len(book.Persons) == 0 {
		if err := h.addSamples(ctx); err != nil {
			return err
		}
	}
	memory, err := h.sync.Recall(ctx)
	if err != nil || memory.Core.Calendar != "" {
		return err
	}
	ctx, cancel := h.limited(ctx)
	defer cancel()
	report, err := h.mirror.Create(ctx, "")
	if err == nil && report.Outcome != syncrun.Done {
		err = fmt.Errorf("unter %s antwortet keine Calendar API v3, oder sie legt keinen Kalender an; die Adresse endet "+
			"auf /calendar/v3/ (%s)",
			cmp.Or(h.server, "/calendar/v3/"), report.Findings.Items[0].Code)
	}
	return err
}

// addSamples puts sample appointments into the job calendar. By the settings everybody belongs to the organisation, and
// the event is ahead.
func (h *calendarHalf) addSamples(ctx context.Context) error {
	now := h.mirror.Now()
	by := jobcal.Author{By: "scripts/dev", At: now, Way: jobcal.ByLoad}
	_, found, err := jobcal.Apply(ctx, h.calendar, by, sample.JobCalendar(now))
	if err != nil || !found.Empty() {
		return fmt.Errorf("sample appointments: %v, %w", found.Items, err)
	}
	return h.sync.ChangeSettings(ctx, func(s calsync.Settings) (calsync.Settings, *journal.Entry, error) {
		s.InternalDomains, s.DaysAhead = []string{"kursbuch.example", "resource.kursbuch.example"}, 365
		return s, nil, nil
	})
}

// run has the mirror run now, then at every tick, until the context ends.
func (h *calendarHalf) run(ctx context.Context) {
	h.tick(ctx, time.Now())
	h.schedule.Run(ctx, h.tick)
}

func (h *calendarHalf) tick(ctx context.Context, due time.Time) {
	ctx, cancel := h.limited(ctx)
	defer cancel()
	calendarsync.Erase(ctx, h.eraser)
	report, err := h.mirror.Run(ctx, syncrun.Order{Tick: due.UTC().Format(time.RFC3339Nano)})
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
func (h *calendarHalf) routes(mux *http.ServeMux) {
	caller := answer.Caller(identity.Caller).Dated(h.mirror.Now)
	mux.Handle("/CalendarSync", h.patient(calendarsync.New(calendarsync.Deps{Mirror: h.mirror, Eraser: h.eraser,
		Caller: caller, Book: h.calendar})))
	set := settings.New(settings.Deps{Settings: h.sync, Schedule: h.schedule, Caller: caller, Events: h,
		Sessions: h})
	mux.Handle("/Settings", set)
	mux.Handle("/Settings/", set)
	mux.Handle("/JobCalendar/", jobcalendar.New(jobcalendar.Deps{
		Store: h.calendar, Histories: h.histories, Tables: h.tables, Answers: syncrun.Answers{State: h.sync},
		Caller: caller, FeedAddress: h.address + "/JobCalendar", Now: h.mirror.Now,
	}))
	if h.google != nil {
		mux.Handle(calendar.Base, h.google)
		mux.Handle("/calendar/", pages.New(h.google, h.mirror.Now))
	}
}

// limited ends when a run has taken too long by the clock of the mirror, which asks that clock how much time is left.
func (h *calendarHalf) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithDeadline(ctx, h.mirror.Now().Add(patience))
}

// patient ends requests when the platform would.
func (h *calendarHalf) patient(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := h.limited(r.Context())
		defer cancel()
		handler.ServeHTTP(w, r.WithContext(ctx))
	})
}
