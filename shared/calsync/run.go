package calsync

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
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
	news   map[Key]*Record // to be remembered
	done   map[Key]*Record // that were remembered
	wishes map[Key]string
	stop   *problem.Problem // why no further call is begun; nil: go on
	inARow int              // calls that failed, one after the other
	begun  int              // calls that were made, or tried
	late   bool             // there was no time left for a call
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
	r.core, r.news, r.done, r.wishes = r.Memory.Core, p.Records, map[Key]*Record{}, p.wishes
	r.core.Readers = r.granted()
	r.core.BadReaders = r.refused()
	if r.core.Approved != nil && r.approved() == nil {
		r.core.Approved = nil
	}
	if today := r.Situation.Now.UTC().Format(time.DateOnly); r.core.InvitedOn != today {
		r.core.InvitedOn, r.core.Invited = today, 0
	}
	for key, record := range p.Records {
		if record != nil && record.Echo != nil {
			r.core.Invited += r.unnoticed(key, *record.Echo)
		}
	}
	rep := r.report
	rep.Appointments, rep.Unchanged, rep.Parked, rep.Open, rep.Held = p.Appointments, p.Unchanged, p.Parked, p.Open,
		p.Held.short()
	rep.Changed, rep.Healed = map[Field]int{}, map[Field]int{}
	rep.Findings.Append(p.Findings)
}

// refused are those whose right to read Google refused, but for those whom it may be asked of again. The map is a new
// one.
func (r *run) refused() map[string]time.Time {
	bad := maps.Clone(r.Memory.Core.BadReaders)
	maps.DeleteFunc(bad, func(_ string, until time.Time) bool { return !r.Situation.Now.Before(until) })
	return bad
}

// intend remembers to whom the right to read will be given, before it is, and answers of guests who will be taken out:
// a run that dies in between must not forget them.
func (r *run) intend(ctx context.Context, p *Plan) error {
	var mails []string
	answers := false
	for _, c := range p.Calls {
		answers = answers || len(c.Removed) > 0 && p.Records[c.Key] != nil
		if c.Verb == Grant && !slices.Contains(r.core.Readers, c.Mail) {
			mails = append(mails, c.Mail)
		}
	}
	if len(mails) == 0 && !answers {
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

// over reports whether no further call is to be begun: there is a reason, or the time is up, or somebody else may have
// the lease by now.
func (r *run) over(ctx context.Context) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	deadline, ends := ctx.Deadline()
	return r.stop != nil || r.late || ctx.Err() != nil || ends && time.Until(deadline) < reserve ||
		!r.Now().Add(reserve).Before(r.lease.Until)
}

// call makes a call, then notes what came of it.
func (r *run) call(ctx context.Context, c Call) error {
	if r.over(ctx) {
		return nil
	}
	made := r.settle(ctx, c)
	r.mu.Lock()
	defer r.mu.Unlock()
	if made.err != nil && (ctx.Err() != nil || made.err.unsent()) { // no fault of the appointment's
		r.late = true
		r.report.Gets += made.gets
		r.report.Writes += made.writes
		return nil
	}
	r.begun++
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
		say(&rep.Findings, *r.stop)
	} else if left := len(p.Calls) - r.begun; left > 0 {
		rep.Findings.Add("", oncalendar.OutOfTime, left)
	}
	if h := rep.Held; h != nil {
		say(&rep.Findings, h.finding())
	}
	if rep.Open > 0 {
		if until := r.core.NobodyUntil; r.Situation.Now.Before(until) {
			rep.Findings.Add("", oncalendar.InvitationLimit, clock(until))
		} else {
			rep.Findings.Add("", oncalendar.InvitationsOpen, rep.Open, r.Situation.Settings.InvitationsPerDay)
		}
	}
	switch {
	case r.stop != nil && made == 0:
		rep.Outcome = Failed
	case r.stop != nil || rep.Remaining > 0:
		rep.Outcome = Partial
	default:
		rep.Outcome = Done
	}
	// everything approved is gone; what comes next, nobody has seen
	if rep.Outcome == Done && rep.Parked == 0 && r.RulesFailed == nil {
		r.core.Approved = nil
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
	if err := r.State.Remember(ctx, r.lease, n); err != nil { // whatever is written from now on, nobody would remember
		r.late = true
		return err
	}
	if n.Core != nil {
		r.Memory.Core = *n.Core
	}
	maps.Copy(r.done, r.news)
	r.news = map[Key]*Record{}
	return nil
}

func (c Core) equal(d Core) bool {
	return c.Calendar == d.Calendar && c.Name == d.Name && slices.Equal(c.Readers, d.Readers) &&
		c.InvitedOn == d.InvitedOn &&
		c.Invited == d.Invited && c.NobodyUntil.Equal(d.NobodyUntil) && c.Trips == d.Trips && c.Approved == d.Approved &&
		c.Stopped == d.Stopped &&
		maps.EqualFunc(c.BadReaders, d.BadReaders, time.Time.Equal)
}
