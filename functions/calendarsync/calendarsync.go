// Package calendarsync is the function CalendarSync: it mirrors appointments into the master calendar, tells what it
// would do, what it did.
package calendarsync

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/syncrun"
)

// maxBody is the size of the largest request: two hashes, a key.
const maxBody = 64 << 10

// Deps is what the function works with.
type Deps struct {
	Mirror syncrun.Mirror
	// Eraser does what is due of events that end, before each ordinary run; nil: nobody does.
	Eraser *erasing.Machine
	Caller answer.Caller
	// Book tells who somebody is among the persons.
	Book jobcal.Store
}

// tickHeader is in which Cloud Scheduler says for when a run was due, the same each time that it asks again.
const tickHeader = "X-CloudScheduler-ScheduleTime"

// New is the function's handler.
//
//	GET                      the plan: what a run would do now
//	GET  ?doctor             what keeps the sync from working, or will, with the cure
//	GET  ?runs               the reports of the latest runs, newest first
//	GET  ?person=ID          of each appointment of a person, why it is, or is not, in their calendar, also of what goes
//	                         from it; persons may ask about themselves
//	GET  ?appointment=KEY    whether an appointment is in the calendar, or why not; what Google has, the answers, the
//	                         latest writes; a KEY without a source is one of the job calendar
//	POST                     what is due of events that end, then a run; {"plan": HASH} carries out that
//	                         very plan or nothing, {"approve": HASH} approves
//	                         what is held, {"retry": KEY} tries again what waits ("*": all), {"create": true} makes
//	                         the master calendar, with "instead_of": ID one in the place of that which Google does not
//	                         know any more, {"uninstall": true} takes everything of ours out of it and stops the
//	                         sync, which {"create": true} starts again; {"end_run": NUMBER} ends the run under way with
//	                         that number, if it is dead: who is busy tells it
//
// In reports and plans, "invited" and "open" count guests from outside of the own domains only, as Google limits those.
//
// Who may invoke the deployed function may have it run, without being known: that is Cloud Scheduler. Everything else
// takes a planner; creating, uninstalling, ending a run take an admin.
func New(d Deps) http.Handler {
	return answer.Methods{http.MethodGet: d.get, http.MethodPost: d.post}
}

func (d Deps) planner(r *http.Request) (access.Caller, error) {
	caller, err := d.Caller(r)
	if err == nil && !caller.MayPlan() {
		err = access.ErrNotFound
	}
	return caller, err
}

func (d Deps) post(w http.ResponseWriter, r *http.Request) error {
	var o order
	if r.ContentLength != 0 {
		if err := answer.Body(w, r, maxBody, &o); err != nil {
			return err
		}
	}
	if err := o.malformed(); err != nil {
		return err
	}
	tick := r.Header.Get(tickHeader)
	caller, err := d.planner(r)
	if tick != "" && o.count() == 0 && errors.Is(err, access.ErrUnauthenticated) {
		err = nil
	}
	if err != nil {
		return err
	}
	if o.takesAdmin() && !caller.Admin { // planners know of it: findings name the request
		return access.ErrNoAdmin
	}
	if tick != "" {
		if tick, err = syncrun.ParseTick(tick, d.Mirror.Now()); err != nil {
			return &answer.Malformed{
				De: "Die Kopfzeile " + tickHeader + " nennt keine Zeit wie \"2027-05-01T12:00:00Z\", zu der jetzt ein Lauf " +
					"fällig wäre; es wurde nichts getan.",
				En: "The header " + tickHeader + " names no time like \"2027-05-01T12:00:00Z\" for which a run would be due " +
					"now; nothing was done.",
			}
		}
	}
	if o.EndRun != 0 {
		return d.endRun(w, r, o.EndRun)
	}
	return d.carryOut(w, r, o, syncrun.Order{Tick: tick, By: caller.Mail, Plan: o.Plan, Approve: o.Approve,
		Retry: o.Retry})
}

// endRun takes the lease away from a run that nobody wants to wait for any longer.
func (d Deps) endRun(w http.ResponseWriter, r *http.Request, number int64) error {
	if err := d.Mirror.State.Evict(r.Context(), number); err != nil {
		return err
	}
	slog.WarnContext(r.Context(), "a sync run was ended by hand", "run", number)
	answer.JSON(w, r, map[string]int64{"ended": number})
	return nil
}

func (d Deps) carryOut(w http.ResponseWriter, r *http.Request, o order, ordered syncrun.Order) error {
	var report *syncrun.Report
	var err error
	switch {
	case o.InsteadOf != "":
		report, err = d.Mirror.Replace(r.Context(), o.InsteadOf, ordered.By)
	case o.Create:
		report, err = d.Mirror.Create(r.Context(), ordered.By)
	case o.Uninstall:
		report, err = d.Mirror.Uninstall(r.Context(), ordered.By)
	default:
		if o.count() == 0 {
			Erase(r.Context(), d.Eraser)
		}
		report, err = d.Mirror.Run(r.Context(), ordered)
	}
	if errors.Is(err, syncrun.ErrRepeated) { // an error would make the schedule ask once more
		answer.JSON(w, r, map[string]bool{"repeated": true})
		return nil
	}
	if err != nil {
		return err
	}
	Log(r.Context(), report)
	names, err := d.names(r.Context(), report.Held)
	if err != nil {
		return err
	}
	answer.JSON(w, r, present(*report, names, answer.Language(r)))
	return nil
}

// Erase does what is due of events that end. What goes wrong is logged, and tried again by the next tick.
func Erase(ctx context.Context, eraser *erasing.Machine) {
	if eraser == nil {
		return
	}
	done, err := eraser.Tick(ctx)
	for _, p := range done {
		slog.InfoContext(ctx, "event ending", "event", p.Event, "step", p.Step)
	}
	if err != nil {
		slog.ErrorContext(ctx, "what is due of events that end was not done; the next tick tries again", "error", err)
	}
}

// Unread logs that a source could not be read: the report of a run names it, but not why.
func Unread(ctx context.Context, source calsync.Source, err error) {
	slog.ErrorContext(ctx, "a source of appointments cannot be read", "source", source, "error", err)
}

// Log logs a run. Metrics and alerts are made of this line.
func Log(ctx context.Context, r *syncrun.Report) {
	level := slog.LevelInfo
	if r.Outcome == syncrun.Failed {
		level = slog.LevelError
	}
	healed := 0
	for _, n := range r.Healed {
		healed += n
	}
	codes := []problem.Code{}
	for _, f := range r.Findings.Items[:min(len(r.Findings.Items), 20)] {
		codes = append(codes, f.Code)
	}
	held := 0
	if r.Held != nil {
		held = len(r.Held.Losses)
	}
	slog.Log(ctx, level, "sync run ended", "run", r.ID, "outcome", r.Outcome, "idle", r.Idle, "appointments",
		r.Appointments,
		"inserted", r.Inserted, "updated", r.Updated, "deleted", r.Deleted, "healed", healed, "units", r.Units(), "mails",
		r.Mails,
		"parked", r.Parked, "open", r.Open, "held", held, "remaining", r.Remaining, "seconds",
		r.Ended.Sub(r.Started).Seconds(), "findings", codes)
}
