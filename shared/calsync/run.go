package calsync

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"kursbuch.internal/shared/problem"
)

const (
	// width is how many calls are under way at a time. Google slows down who writes to one calendar in quick succession.
	width = 4
	// reserve is what is left of the time when no further call is begun: for those under way, for the report.
	reserve = 5 * time.Second
	// batch is after how many calls is remembered what they did. Whatever is forgotten is found out again by the next run.
	batch = 100
	// misfortune is how many calls in a row may fail before no further one is begun.
	misfortune = 5
)

// run carries out a plan.
type run struct {
	Mirror
	*view
	lease  Lease
	mu     sync.Mutex // of all below
	report *Report
	core   Core
	news   map[Key]*Record
	stop   *problem.Problem // why no further call is begun; nil: go on
	inARow int              // calls that failed, one after the other
	failed int              // calls that failed
	spared int              // calls that turned out to be needless, or wait for another time
}

// carryOut makes the calls of a plan.
func (r *run) carryOut(ctx context.Context, p *Plan) error {
	r.open(p)
	if err := r.intend(ctx, p); err != nil {
		return err
	}
	for _, stage := range stages(p.Calls) {
		var g errgroup.Group
		g.SetLimit(width)
		for _, c := range stage {
			if r.over(ctx) {
				break
			}
			g.Go(func() error { return r.call(ctx, c) })
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	r.close(p)
	return r.flush(ctx)
}

// open begins the report.
func (r *run) open(p *Plan) {
	r.core, r.news = r.Memory.Core, p.Records
	r.core.Readers = r.granted()
	if r.news == nil {
		r.news = map[Key]*Record{}
	}
	if today := r.Situation.Now.UTC().Format(time.DateOnly); r.core.InvitedOn != today {
		r.core.InvitedOn, r.core.Invited = today, 0
	}
	rep := r.report
	rep.Appointments, rep.Unchanged, rep.Parked, rep.Open, rep.Held = p.Appointments, p.Unchanged, p.Parked, p.Open, p.Held
	rep.Changed, rep.Healed = map[Field]int{}, map[Field]int{}
	rep.Findings.Append(p.Findings)
}

// intend remembers to whom the right to read will be given, before it is: a run that dies in between must not forget whom we
// gave it.
func (r *run) intend(ctx context.Context, p *Plan) error {
	var mails []string
	for _, c := range p.Calls {
		if c.Verb == Grant && !slices.Contains(r.core.Readers, c.Mail) {
			mails = append(mails, c.Mail)
		}
	}
	if len(mails) == 0 {
		return nil
	}
	r.core.Readers = slices.Sorted(slices.Values(append(r.core.Readers, mails...)))
	return r.flush(ctx)
}

// stages are calls by their verb: those of the next one wait for the last of one.
func stages(calls []Call) [][]Call {
	var all [][]Call
	for i, c := range calls {
		if i == 0 || calls[i-1].Verb != c.Verb {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], c)
	}
	return all
}

// over reports whether no further call is to be begun.
func (r *run) over(ctx context.Context) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	deadline, ends := ctx.Deadline()
	return r.stop != nil || ctx.Err() != nil || ends && time.Until(deadline) < reserve
}

// call makes a call, then notes what came of it.
func (r *run) call(ctx context.Context, c Call) error {
	made := r.settle(ctx, c)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.note(made)
	if len(r.news) < batch {
		return nil
	}
	return r.remember(ctx)
}

// close completes the report.
func (r *run) close(p *Plan) {
	rep := r.report
	made := rep.Inserted + rep.Updated + rep.Deleted + rep.Granted + rep.Revoked + rep.Renamed
	rep.Remaining = max(0, len(p.Calls)-made-r.spared)
	if r.stop != nil {
		rep.Findings.Items = append(rep.Findings.Items, *r.stop)
	} else if rep.Remaining > r.failed {
		rep.Findings.Add("", problem.OutOfTime, rep.Remaining)
	}
	if h := rep.Held; h != nil {
		rep.Findings.Add("", problem.DeletionsHeld, h.Entries, h.Guests, h.Readers)
	}
	if rep.Open > 0 {
		if until := r.core.NobodyUntil; r.Situation.Now.Before(until) {
			rep.Findings.Add("", problem.InvitationLimit, clock(until))
		} else {
			rep.Findings.Add("", problem.InvitationsOpen, rep.Open, r.Situation.Settings.InvitationsPerDay)
		}
	}
	rep.Outcome = Done
	if rep.Remaining > 0 || r.stop != nil {
		rep.Outcome = Partial
	}
}

func (r *run) flush(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.remember(ctx)
}

// remember keeps what was done so far, also if the time is up.
func (r *run) remember(ctx context.Context) error {
	n := News{Records: r.news}
	if !r.core.equal(r.Memory.Core) {
		core := r.core
		core.Readers = slices.Clone(core.Readers)
		n.Core = &core
	}
	if n.Core == nil && len(n.Records) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	err := r.State.Remember(ctx, r.lease, n)
	if errors.Is(err, ErrLeaseLost) && r.stop == nil {
		var found problem.List
		found.Add("", problem.LeaseLost)
		r.stop = &found.Items[0]
	}
	if err != nil {
		return err
	}
	if n.Core != nil {
		r.Memory.Core = *n.Core
	}
	r.news = map[Key]*Record{}
	return nil
}

func (c Core) equal(d Core) bool {
	return c.Calendar == d.Calendar && c.Name == d.Name && slices.Equal(c.Readers, d.Readers) && c.InvitedOn == d.InvitedOn &&
		c.Invited == d.Invited && c.NobodyUntil.Equal(d.NobodyUntil) && c.Trips == d.Trips && c.Approved == d.Approved &&
		maps.EqualFunc(c.BadReaders, d.BadReaders, time.Time.Equal)
}
