// Package syncrun carries out what package calsync plans: it reads the sources, the memory, the calendar, makes the
// calls of the plan, remembers what came of them.
//
//	a lease with a fence                               | two runs do not write at the same time
//	what Google refuses waits, longer each time        | one bad appointment does not stop the others
//	what was done is remembered every so many calls    | a run that dies forgets little, the next one finds out
//	no call is begun when time or lease are short      | nothing is written of which nobody hears
//
// A run without changes takes a list of entries, a list of rights, and no write; the sources are read every six hours
// then, see idle.go.
//
// Like everything of the domain it asks no clock: a [Mirror] is handed one.
package syncrun

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
)

// Supplier reads the sources.
type Supplier interface {
	// Supply gives the appointments that end after from and start before until, with everybody they may concern; until may
	// be zero: then however late they start. A source that fails is one of Supply.Failed; an error is that nothing can be
	// said of anybody.
	Supply(ctx context.Context, from, until time.Time) (calsync.Supply, error)
	// Version is as in [Versions]; empty: nobody knows whether anything has changed.
	Version(ctx context.Context) (string, error)
	// Find gives one appointment, whenever it takes place; false if there is none.
	Find(ctx context.Context, key calsync.Key) (jobcal.Appointment, bool, error)
}

// Mirror keeps a Google calendar as the appointments want it.
type Mirror struct {
	// Instance tells this installation from others that may write to the same calendar. It must never change.
	Instance  string
	Settings  SettingsStore
	State     State
	Calendars Calendars
	Supplier  Supplier
	// Home is the name of the database; empty: it is always the same. A run that finds another one than those before it
	// pauses the sync, see [calsync.Settings.Moved].
	Home string
	// Where names the process, see [Tenant]; empty: nobody is told.
	Where string
	// Now is the clock. Deadlines of contexts are of the same one.
	Now func() time.Time
}

// stoppedError says that somebody uninstalled: nothing is done until somebody has it start again.
type stoppedError struct{ stop calsync.Stop }

func (e *stoppedError) Error() string { return "stopped by " + e.stop.By }

// pausedError says that somebody paused the sync: nothing is done until that is over.
type pausedError struct{ pause calsync.Pause }

func (e *pausedError) Error() string { return "paused by " + e.pause.By }

// errNoCalendar: there is no master calendar yet.
var errNoCalendar = errors.New("there is no master calendar")

// sourceError says that the sources cannot be read.
type sourceError struct{ err error }

func (e *sourceError) Error() string { return e.err.Error() }
func (e *sourceError) Unwrap() error { return e.err }

// view is what a run sees before it does anything.
type view struct {
	situation *calsync.Situation
	target    Target
	listed    bool // the calendar was
	lists     int  // calls that it took
}

// recall begins a view by what is stored, without the sources, without Google. An error that is not errNoCalendar comes
// from the state, and there is no view.
func (m Mirror) recall(ctx context.Context) (*view, error) { return m.open(ctx, m.State.Recall) }

// core is what is remembered, without its records.
func (m Mirror) core(ctx context.Context) (*calsync.Memory, error) {
	core, err := m.State.Core(ctx)
	return &calsync.Memory{Core: core}, err
}

// open begins a view by the settings, and by what is recalled.
func (m Mirror) open(ctx context.Context, recall func(context.Context) (*calsync.Memory, error)) (*view, error) {
	now := m.Now()
	settings, err := m.Settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	memory, err := recall(ctx)
	if err != nil {
		return nil, err
	}
	v := &view{
		target:    m.Calendars.Open(memory.Core.Calendar),
		situation: &calsync.Situation{Instance: m.Instance, Now: now, Settings: settings, Memory: memory, Build: m.Where},
	}
	if memory.Core.Calendar == "" {
		return v, errNoCalendar
	}
	return v, nil
}

// begin recalls what a run begins with, unless it must not begin.
func (m Mirror) begin(ctx context.Context, l Lease, recall func(context.Context) (*calsync.Memory, error)) (*view,
	error) {
	v, err := m.open(ctx, recall)
	if err == nil {
		err = m.settleIn(ctx, l, v.situation)
	}
	if err == nil && v.situation.Settings.Pause != nil {
		return nil, &pausedError{*v.situation.Settings.Pause}
	}
	return v, err
}

// look reads everything that a plan depends on. An error that is neither errNoCalendar nor a [stoppedError] nor a
// [calsync.Error] nor a [sourceError] comes from the state, and there is no view.
func (m Mirror) look(ctx context.Context) (*view, error) {
	v, err := m.recall(ctx)
	if err != nil {
		return v, err
	}
	return m.gather(ctx, v)
}

// gather adds the sources and the calendar to what is recalled.
func (m Mirror) gather(ctx context.Context, v *view) (*view, error) {
	s := v.situation
	if stop := s.Memory.Core.Stopped; stop != nil {
		return nil, &stoppedError{*stop}
	}
	from, until := s.Settings.Window(s.Now)
	g, each := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		if s.Supply, err = m.Supplier.Supply(each, from, until); err != nil {
			err = &sourceError{err}
		}
		return err
	})
	g.Go(func() error { return v.list(each) })
	err := g.Wait()
	if err == nil {
		s.SetAside()
		err = m.lookBeyond(ctx, s)
	}
	return v, err
}

// lookBeyond finds out which entries without an appointment have one that begins after the window. It reads the sources
// once more, if there are such entries at all.
func (m Mirror) lookBeyond(ctx context.Context, s *calsync.Situation) error {
	distant := s.Distant()
	if len(distant) == 0 {
		return nil
	}
	from, _ := s.Settings.Window(s.Now)
	supply, err := m.Supplier.Supply(ctx, from, time.Time{})
	if err != nil {
		return &sourceError{err}
	}
	s.LookBeyond(distant, supply.Appointments)
	return nil
}

// Plan gives what a run would do now, without doing it; while the sync is paused, what the first one after that would.
// If it cannot be made, its findings say why.
func (m Mirror) Plan(ctx context.Context) (*calsync.Plan, error) {
	v, err := m.look(ctx)
	if err == nil {
		return v.situation.Plan(), nil
	}
	found := understood(v, err)
	if found.Empty() {
		return nil, err
	}
	return &calsync.Plan{Findings: found}, nil
}

// Run makes everything as it should be, as far as it comes before the context ends. What goes wrong is in the report,
// also that the lease was lost; an error is ErrBusy, ErrRepeated, ErrOtherPlan, or one of the state.
func (m Mirror) Run(ctx context.Context, o Order) (*Report, error) {
	return m.withLease(ctx, m.claim(ctx, o.Tick, o.By), func(ctx context.Context, r *run) error {
		rested, err := r.look(ctx, o)
		if r.view != nil {
			r.report.Lists = r.view.lists
		}
		if err != nil || rested {
			return err
		}
		s := r.view.situation
		plan := s.Plan()
		if err := o.refuse(plan); err != nil {
			return err
		}
		if o.Approve != "" {
			if err := m.State.Remember(ctx, r.lease, o.approval(s, plan.Held)); err != nil {
				return err
			}
		}
		if o.Approve != "" || o.Retry != "" {
			plan = s.Release(o.Retry, o.Retry == RetryAll)
		}
		if o.Plan != "" {
			plan = plan.Approved()
		}
		return r.carryOut(ctx, plan)
	})
}

// settleIn notes the database that a run is made from. If it was another one, the sync is paused first, so that
// whatever happens in between happens again.
func (m Mirror) settleIn(ctx context.Context, l Lease, s *calsync.Situation) error {
	core := s.Memory.Core
	if m.Home == "" || core.Home == m.Home {
		return nil
	}
	if core.Home != "" {
		err := m.Settings.ChangeSettings(ctx, func(now calsync.Settings) (calsync.Settings, *journal.Entry, error) {
			s.Settings = now.Moved(m.Now())
			entry := journal.New(journal.Settings, "Kursbuch", m.Now())
			entry.Before, entry.After = journal.Changed(now, s.Settings)
			return s.Settings, &entry, nil
		})
		if err != nil {
			return err
		}
	}
	core.Home = m.Home
	s.Memory.Core = core
	return m.State.Remember(ctx, l, News{Core: &core})
}

// Order is what a run is asked for.
type Order struct {
	// Tick is the time that the schedule names for the run, see [Claim]; empty: somebody asked for it.
	Tick string
	// By is the mail address of who asks for the run; empty: the schedule does.
	By string
	// Plan, if not empty, makes the run carry out that very plan or nothing, see [calsync.Plan.Hash]. What goes by it was
	// approved.
	Plan string
	// Approve, if not empty, approves what the guard holds back, if that has this hash.
	Approve string
	// Retry is an appointment that is to wait no longer, or RetryAll; empty: none.
	Retry calsync.Key
}

// approval notes who approves what is held back.
func (o Order) approval(s *calsync.Situation, held *calsync.Held) News {
	s.Memory.Core.Approved = &calsync.Approval{Losses: held.Losses, By: o.By, At: s.Now}
	entry := journal.New(journal.Approval, o.By, s.Now)
	entry.After = journal.Text(map[string]any{"hash": held.Hash, "entries": held.Entries, "guests": held.Guests,
		"readers": held.Readers, "mails": held.Mails})
	return News{Core: &s.Memory.Core, Entry: &entry}
}

// RetryAll is every appointment that waits.
const RetryAll calsync.Key = "*"

// Why a plan is not carried out, or what is held back is not approved. Nothing was done. Each is an ErrOtherPlan.
var (
	// ErrOtherPlan: the plan is not what the order says any more.
	ErrOtherPlan = errors.New("this is not the plan any more")
	// ErrNothingHeld: there is nothing to approve.
	ErrNothingHeld = fmt.Errorf("nothing is held back: %w", ErrOtherPlan)
	// ErrPlanHash: what was approved is the hash of the plan, not of what is held back of it.
	ErrPlanHash = fmt.Errorf("this is the hash of the plan: %w", ErrOtherPlan)
	// ErrOtherHeld: something else is held back.
	ErrOtherHeld = fmt.Errorf("something else is held back: %w", ErrOtherPlan)
)

// refuse is why an order does not fit a plan; nil: it does.
func (o Order) refuse(p *calsync.Plan) error {
	switch {
	case o.Plan != "" && o.Plan != p.Hash():
		return ErrOtherPlan
	case o.Approve == "" || p.Held != nil && p.Held.Hash == o.Approve:
		return nil
	case p.Held == nil:
		return ErrNothingHeld
	case o.Approve == p.Hash():
		return ErrPlanHash
	}
	return ErrOtherHeld
}
