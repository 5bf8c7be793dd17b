// How long a run has the lease, and what becomes of it:
//
//	the run                                 | the lease            | the report
//	ended, whatever came of it              | is given back        | is kept
//	met an error that nobody can cure       | is given back        | none: the error is the answer
//	found that somebody else has the lease  | is theirs            | is the answer, and is not kept
//	was ended by somebody                   | is nobody's          | is the answer, and is not kept
//	died                                    | ends by itself       | none
//
// It lasts until a minute after the request has to be answered, or a quarter of an hour if there is no such time. Who
// does not want to wait for that has the run ended: if it is alive after all, it makes no further call that writes.
// Those under way, four at most, may still arrive. That does no harm: the next run writes only over what it has read.

package syncrun

import (
	"context"
	"errors"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

const (
	// life is how long a lease is good for where nobody says when the request ends.
	life = 15 * time.Minute
	// grace is how much longer than the request a lease is good for: the platform sees to its end, not at once.
	grace = time.Minute
)

// claim is what a run asks for, that a tick of the schedule begins, or somebody.
func (m Mirror) claim(ctx context.Context, tick, by string) Claim {
	c := Claim{Tick: tick, Now: m.Now(), For: life, Where: m.Where, By: by}
	if deadline, ends := ctx.Deadline(); ends {
		c.For = deadline.Sub(c.Now) + grace
	}
	return c
}

// withLease has the lease while work is done, then keeps the report.
func (m Mirror) withLease(ctx context.Context, claim Claim, work func(context.Context, *run) error) (*Report, error) {
	lease, err := m.State.Begin(ctx, claim)
	if err != nil {
		return nil, err
	}
	r := &run{mirror: m, lease: lease,
		report: &Report{ID: lease.Fence, Tick: claim.Tick, Started: claim.Now, Outcome: Failed}}
	err = work(ctx, r)
	if !errors.Is(err, ErrLeaseLost) {
		err = r.giveBack(ctx, err)
	}
	switch {
	case errors.Is(err, ErrLeaseLost):
		r.report.Outcome, r.report.Ended = Partial, m.Now()
		r.report.Findings.Append(understood(r.view, err))
	case err != nil:
		return nil, err
	}
	return r.report, nil
}

// giveBack ends the lease, and the report of work that ended with an error: either the report says it, or it is the
// error of giveBack. If there was none, that is ErrLeaseLost if there is nothing to give back any more.
func (r *run) giveBack(ctx context.Context, err error) error {
	if _, stopped := errors.AsType[*stoppedError](err); stopped {
		r.report.Outcome = Stopped
	}
	if _, paused := errors.AsType[*pausedError](err); paused {
		r.report.Outcome = Paused
	}
	if found := understood(r.view, err); !found.Empty() {
		r.report.Findings.Append(found)
		err = nil
	}
	r.report.Ended = r.mirror.Now()
	kept := r.report
	if err != nil {
		kept = nil
	}
	// The report is worth more than the time that is left for it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	ended := r.mirror.State.End(ctx, r.lease, kept)
	if err != nil && errors.Is(ended, ErrLeaseLost) {
		return err
	}
	return errors.Join(err, ended)
}

// TakeOver ends whatever run there is. Only who knows that it is dead should call it: one process alone has the store,
// and this one has just started. What the dead run did, the next one finds out; its tick may come again.
func (m Mirror) TakeOver(ctx context.Context) error {
	lease, err := m.State.Begin(ctx, m.claim(ctx, "", ""))
	if busy, ok := errors.AsType[*Busy](err); ok {
		return m.State.Evict(ctx, busy.Tenant.Run)
	}
	if err != nil {
		return err
	}
	return m.State.End(ctx, lease, nil)
}

// understood is what people read of an error that they can do something about, or that passes by itself; nothing of
// others. v is what was seen before it; nil: nothing.
func understood(v *view, err error) (found problem.List) {
	source, isSource := errors.AsType[*sourceError](err)
	stopped, isStopped := errors.AsType[*stoppedError](err)
	paused, isPaused := errors.AsType[*pausedError](err)
	call, isCall := errors.AsType[*calsync.Error](err)
	switch {
	case isPaused:
		found.Add("", oncalendar.Paused, calsync.Instant(paused.pause.At), paused.pause.By, paused.pause.Why)
	case isStopped:
		found.Add("", oncalendar.Stopped, calsync.Instant(stopped.stop.At), stopped.stop.By)
	case errors.Is(err, errNoCalendar):
		found.Add("", oncalendar.NoCalendar)
		found.Append(v.situation.Memory.Core.Leftover())
	case isSource:
		found.Add("", oncalendar.SourceFailed, source.Error())
	case errors.Is(err, ErrLeaseLost):
		found.Add("", oncalendar.LeaseLost)
	case gone(err) && v != nil:
		return v.situation.Memory.Core.Gone()
	case isCall:
		return call.Finding("", time.Time{})
	}
	return found
}
