package calsync

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"
)

// Supplier reads the sources.
type Supplier interface {
	// Supply gives the appointments that end after from and start before until, with everybody they may concern. A source
	// that fails is one of Supply.Failed; an error is that nothing can be said of anybody.
	Supply(ctx context.Context, from, until time.Time) (Supply, error)
}

// Mirror keeps a Google calendar as the appointments want it.
type Mirror struct {
	// Instance tells this installation from others that may write to the same calendar. It must never change.
	Instance  string
	Settings  SettingsStore
	State     State
	Calendars Calendars
	Supplier  Supplier
	Now       func() time.Time
}

// stoppedError says that somebody uninstalled: nothing is done until somebody has it start again.
type stoppedError struct{ Stop }

func (e *stoppedError) Error() string { return "stopped by " + e.By }

// errNoCalendar: there is no master calendar yet.
var errNoCalendar = errors.New("there is no master calendar")

// view is what a run sees before it does anything.
type view struct {
	*Situation
	target Target
	lists  int // calls that it took
}

// recall begins a view by what is stored, without the sources, without Google. An error that is not errNoCalendar comes
// from the state.
func (m Mirror) recall(ctx context.Context) (*view, error) {
	now := m.Now()
	settings, err := m.Settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	memory, err := m.State.Recall(ctx)
	if err != nil {
		return nil, err
	}
	if memory.Core.Calendar == "" {
		return nil, errNoCalendar
	}
	v := &view{target: m.Calendars.Open(memory.Core.Calendar)}
	v.Situation = &Situation{Instance: m.Instance, Now: now, Settings: settings, Memory: memory}
	return v, nil
}

// look reads everything that a plan depends on. An error that is neither errNoCalendar nor a [stoppedError] nor an
// [Error] nor a [sourceError] comes from the state, and there is no view.
func (m Mirror) look(ctx context.Context) (*view, error) {
	v, err := m.recall(ctx)
	if err != nil {
		return nil, err
	}
	if stop := v.Memory.Core.Stopped; stop != nil {
		return nil, &stoppedError{*stop}
	}
	from, until := v.Settings.Window(v.Situation.Now)
	var lists [2]int
	g, each := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		if v.Supply, err = m.Supplier.Supply(each, from, until); err != nil {
			err = &sourceError{err}
		}
		return err
	})
	g.Go(func() (err error) {
		v.Entries, lists[0], err = v.target.List(each, m.Instance, from)
		return err
	})
	g.Go(func() error {
		v.Rules, lists[1], v.RulesFailed = v.target.Rules(each)
		return nil
	})
	err = g.Wait()
	v.lists = lists[0] + lists[1]
	if err == nil {
		err = m.lookBeyond(ctx, v)
	}
	return v, err
}

// lookBeyond finds out which entries without an appointment have one that begins after the window. It reads the sources
// once more, if there are such entries at all.
func (m Mirror) lookBeyond(ctx context.Context, v *view) error {
	from, until := v.Settings.Window(v.Situation.Now)
	var far []Key
	for _, i := range v.items() {
		if i.appointment == nil && !v.failed(i.key) && i.listed != nil && !i.listed.Start.Before(until) {
			far = append(far, i.key)
		}
	}
	if len(far) == 0 {
		return nil
	}
	supply, err := m.Supplier.Supply(ctx, from, time.Time{})
	if err != nil {
		return &sourceError{err}
	}
	v.Beyond = map[Key]bool{}
	for _, key := range far {
		a, there := supply.Appointments[key]
		v.Beyond[key] = there && !a.Cancelled && !a.Span.Start.Before(until)
	}
	return nil
}

// sourceError says that the sources cannot be read.
type sourceError struct{ error }

func (e *sourceError) Unwrap() error { return e.error }

// Plan gives what a run would do now, without doing it. If it cannot be made, its findings say why.
func (m Mirror) Plan(ctx context.Context) (*Plan, error) {
	v, err := m.look(ctx)
	if err == nil {
		return v.Plan(), nil
	}
	found, ok := understood(err)
	if !ok {
		return nil, err
	}
	p := &Plan{}
	say(&p.Findings, found)
	return p, nil
}

// Run makes everything as it should be, as far as it comes before the context ends. What goes wrong is in the report,
// also that the lease was lost; an error is ErrBusy, ErrRepeated, ErrOtherPlan, or one of the state.
func (m Mirror) Run(ctx context.Context, o Order) (*Report, error) {
	return m.hold(ctx, o.Tick, func(ctx context.Context, r *run) error {
		v, err := m.look(ctx)
		if v != nil {
			r.view, r.report.Lists = v, v.lists
		}
		if err != nil {
			return err
		}
		plan := v.Plan()
		if err := o.refuse(plan); err != nil {
			return err
		}
		if o.Approve != "" {
			v.Memory.Core.Approved = &Approval{Losses: plan.Held.Losses, By: o.By, At: v.Now}
			if err := m.State.Remember(ctx, r.lease, News{Core: &v.Memory.Core}); err != nil {
				return err
			}
		}
		if o.Approve != "" || o.Retry != "" {
			plan = v.release(o.Retry)
		}
		return r.carryOut(ctx, plan)
	})
}

// release is the plan when appointments are tried again that wait.
func (v *view) release(key Key) *Plan {
	calm := map[Key]*Record{}
	for k, record := range v.Memory.Records {
		if (k == key || key == RetryAll) && (record.Failures > 0 || !record.ParkedUntil.IsZero()) {
			calm[k] = record.calm()
			v.Memory.Records[k] = *calm[k]
		}
	}
	plan := v.Plan()
	for k, record := range calm { // though there may be nothing to write
		if _, noted := plan.Records[k]; !noted {
			plan.Records[k] = record
		}
	}
	return plan
}
