// How a plan is carried out: its calls in stages by their verb, several at a time, until one of these is the case:
//
//	what ends it                          | the outcome | then
//	nothing is left to do                 | done        |
//	time or lease get short               | partial     | the next run goes on
//	no call can work, or five in a row    | partial, or | the next run tries again
//	say nothing of what they are about    | failed      |
//	somebody else has the lease           | partial     | they go on
//	somebody ended the run                | partial     | the next run goes on

package syncrun

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"kursbuch.internal/shared/calsync"
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
	// rememberWithin is how long the store may take, however little time is left.
	rememberWithin = 20 * time.Second
)

// run carries out a plan.
type run struct {
	mirror Mirror
	view   *view
	lease  Lease
	mu     sync.Mutex // of all below
	report *Report
	core   calsync.Core
	news   map[calsync.Key]*calsync.Record // to be remembered
	done   map[calsync.Key]*calsync.Record // that were remembered
	abort  problem.List                    // why no further call is begun; empty: go on
	inARow int                             // calls that failed, one after the other
	begun  int                             // calls that were made, or tried
	late   bool                            // there was no time left for a call
	spared int                             // calls that turned out to be needless, or wait for another time
}

// now is when the run looked: everything that it decides, it decides as of then.
func (r *run) now() time.Time { return r.view.situation.Now }

// carryOut makes the calls of a plan.
func (r *run) carryOut(ctx context.Context, p *calsync.Plan) error {
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
	return r.settle(ctx, p)
}

// open begins the report.
func (r *run) open(p *calsync.Plan) {
	r.core, r.news, r.done = p.Core, p.Records, map[calsync.Key]*calsync.Record{}
	r.core.Idle = nil // whatever is written from here on, no run may rest on what was seen before
	rep := r.report
	rep.Findings.Append(r.core.Leftover()) // told once: the calendar that is mirrored is there
	r.core.Making = nil
	rep.Appointments, rep.Unchanged, rep.Parked, rep.Open = p.Appointments, p.Unchanged, p.Parked, p.Open
	rep.Held = p.Held.Short()
	rep.Changed, rep.Healed = map[calsync.Field]int{}, map[calsync.Field]int{}
	rep.Findings.Append(p.Findings)
}

// intend remembers to whom the right to read will be given, before it is, and answers of guests who will be taken out:
// a run that dies in between must not forget them.
func (r *run) intend(ctx context.Context, p *calsync.Plan) error {
	var mails []string
	answers := false
	for _, c := range p.Calls {
		answers = answers || len(c.Removed) > 0 && p.Records[c.Key] != nil
		if c.Verb == calsync.Grant && !slices.Contains(r.core.Readers, c.Mail) {
			mails = append(mails, c.Mail)
		}
	}
	if len(mails) == 0 && !answers {
		return nil
	}
	r.core.Readers = slices.Sorted(slices.Values(slices.Concat(r.core.Readers, mails)))
	return r.flush(ctx)
}

// stages are calls by their verb: those of the next one wait for the last of one.
func stages(calls []calsync.Call) [][]calsync.Call {
	var all [][]calsync.Call
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
	soon := r.mirror.Now().Add(reserve)
	deadline, ends := ctx.Deadline()
	return !r.abort.Empty() || r.late || ctx.Err() != nil || ends && deadline.Before(soon) ||
		!soon.Before(r.lease.Until)
}

// call makes a call, then notes what came of it.
func (r *run) call(ctx context.Context, c calsync.Call) error {
	if r.over(ctx) {
		return nil
	}
	made, err := r.attempt(ctx, c)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Gets += made.gets
	r.report.Writes += made.writes
	if err != nil {
		return err
	}
	if made.err != nil && (ctx.Err() != nil || unsent(made.err)) { // no fault of the appointment's
		r.late = true
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
func (r *run) close(p *calsync.Plan) {
	rep := r.report
	made := rep.Inserted + rep.Updated + rep.Deleted + rep.Granted + rep.Revoked + rep.Renamed
	rep.Remaining = max(0, len(p.Calls)-made-r.spared)
	r.conclude(p)
	aborted := !r.abort.Empty()
	switch {
	case aborted && made == 0:
		rep.Outcome = Failed
	case aborted || rep.Remaining > 0:
		rep.Outcome = Partial
	default:
		rep.Outcome = Done
	}
	// Everything approved is gone; what comes next, nobody has seen.
	if rep.Outcome == Done && rep.Parked == 0 && r.view.situation.RulesFailed == nil {
		r.core.Approved = nil
	}
}

// conclude says in the report what is left to do, and what has to be waited for.
func (r *run) conclude(p *calsync.Plan) {
	rep := r.report
	if untried := len(p.Calls) - r.begun; !r.abort.Empty() {
		r.blame()
	} else if untried > 0 {
		rep.Findings.Add("", oncalendar.OutOfTime, untried)
	}
	if rep.Held != nil {
		rep.Findings.Append(rep.Held.Finding())
	}
	if rep.Open == 0 {
		return
	}
	if until := r.core.NobodyUntil; r.now().Before(until) {
		rep.Findings.Add("", oncalendar.InvitationLimit, calsync.Instant(until))
		return
	}
	rep.Findings.Add("", oncalendar.InvitationsOpen, rep.Open, r.view.situation.Settings.InvitationsPerDay)
}

// blame says why no further call was begun: once, and without what is only another sign of the same.
func (r *run) blame() {
	rep := r.report
	rep.Findings.Items = slices.DeleteFunc(rep.Findings.Items, func(p problem.Problem) bool {
		return p.Code == oncalendar.NotOwner && r.abort.Items[0].Code == oncalendar.NoWriter
	})
	r.sayOnce(r.abort)
}

func (r *run) flush(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.remember(ctx)
}

// remember keeps what was done so far, also if the time is up.
func (r *run) remember(ctx context.Context) error {
	n := News{Records: r.news}
	before := &r.view.situation.Memory.Core
	if !r.core.Equal(*before) {
		core := r.core
		core.Readers = slices.Clone(core.Readers)
		n.Core = &core
	}
	if n.Core == nil && len(n.Records) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rememberWithin)
	defer cancel()
	if err := r.mirror.State.Remember(ctx, r.lease, n); err != nil {
		r.late = true // whatever is written from now on, nobody would remember
		return err
	}
	if n.Core != nil {
		*before = *n.Core
	}
	maps.Copy(r.done, r.news)
	r.news = map[calsync.Key]*calsync.Record{}
	return nil
}
