package calsync

import (
	"context"
	"errors"
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// life is how long a lease is good for: longer than the request, whose end the platform sees to.
func (m Mirror) life(ctx context.Context) time.Duration {
	if deadline, ok := ctx.Deadline(); ok {
		return time.Until(deadline) + time.Minute
	}
	return 15 * time.Minute
}

// hold has the lease while work is done, then keeps the report.
func (m Mirror) hold(ctx context.Context, tick string, work func(context.Context, *run) error) (*Report, error) {
	now := m.Now()
	lease, err := m.State.Begin(ctx, Claim{Tick: tick, Now: now, For: m.life(ctx)})
	if err != nil {
		return nil, err
	}
	r := &run{Mirror: m, lease: lease, report: &Report{ID: lease.Fence, Tick: tick, Started: now, Outcome: Failed}}
	err = work(ctx, r)
	lost := errors.Is(err, ErrLeaseLost)
	if _, stopped := errors.AsType[*stoppedError](err); stopped {
		r.report.Outcome = Stopped
	}
	if found, ok := understood(err); ok {
		say(&r.report.Findings, found)
		err = nil
	}
	r.report.Ended = m.Now()
	if lost { // there is nothing to give back, and the reports are somebody else's
		r.report.Outcome = Partial
		return r.report, nil
	}
	// The report is worth more than the time that is left for it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	kept := r.report
	if err != nil {
		kept = nil
	}
	if err := errors.Join(err, m.State.End(ctx, lease, kept)); err != nil {
		return nil, err
	}
	return r.report, nil
}

// TakeOver ends whatever lease there is. Only who knows that its holder is dead may call it: one process alone has the
// store, and this one has just started. What the dead run did, the next one finds out; its tick may come again.
func (m Mirror) TakeOver(ctx context.Context) error {
	lease, err := m.State.Begin(ctx, Claim{Now: m.Now(), For: time.Minute, TakeOver: true})
	if err != nil {
		return err
	}
	return m.State.End(ctx, lease, nil)
}

// understood is the finding for an error that people can do something about, or that passes by itself.
func understood(err error) (problem.Problem, bool) {
	var found problem.List
	source, ok := errors.AsType[*sourceError](err)
	stopped, isStopped := errors.AsType[*stoppedError](err)
	switch {
	case isStopped:
		found.Add("", oncalendar.Stopped, clock(stopped.At), stopped.By)
	case errors.Is(err, errNoCalendar):
		found.Add("", oncalendar.NoCalendar)
	case ok:
		found.Add("", oncalendar.SourceFailed, source.Error())
	case errors.Is(err, ErrLeaseLost):
		found.Add("", oncalendar.LeaseLost)
	default:
		e, ok := errors.AsType[*Error](err)
		if !ok {
			return problem.Problem{}, false
		}
		return e.finding("", time.Time{}), true
	}
	return found.Items[0], true
}
