// Whether a run has to compare anything at all. [calsync.Idle] decides it; here is in which order things are read:
//
//	read                                   | and then
//	settings, core, version of the sources | does the note of the last run still count?
//	if so, entries and rights              | are they those of the note? Then the run ends
//	if not, records, sources, and entries  | everything is compared
//	and rights, unless they were read      |
//
// The version comes before the sources: whoever changes them in between changes the version, too, so that the note
// that this run leaves does not count for the next one. Only a tick of the schedule may be idle: who asks for a run
// wants to see one.

package syncrun

import (
	"context"

	"golang.org/x/sync/errgroup"
	"kursbuch.internal/shared/calsync"
)

// idles reports whether an order leaves it to the run whether it compares anything.
func (o Order) idles() bool { return o.Tick != "" && o == Order{Tick: o.Tick} }

// look reads what a run depends on, unless it rests.
func (r *run) look(ctx context.Context, o Order) (rested bool, err error) {
	m := r.mirror
	if r.view, err = m.begin(ctx, r.lease, m.core); err != nil {
		return false, err
	}
	s := r.view.situation
	if s.Version, err = m.Supplier.Version(ctx); err != nil {
		s.Version = "" // then nobody knows, and the sources themselves say what is wrong with them
	}
	if rested, err := r.rest(ctx, o); err != nil || rested {
		return rested, err
	}
	if s.Memory, err = m.State.Recall(ctx); err != nil {
		return false, err
	}
	_, err = m.gather(ctx, r.view)
	return false, err
}

// rest ends a run that need not compare anything. If it reports that it did not, everything is to be compared; the
// calendar may be listed by then.
func (r *run) rest(ctx context.Context, o Order) (rested bool, err error) {
	s := r.view.situation
	if !o.idles() || !s.MayRest() {
		return false, nil
	}
	if err := r.view.list(ctx); err != nil || !s.Rests() {
		return false, err
	}
	note, rep := s.Memory.Core.Idle, r.report
	rep.Outcome, rep.Idle = Done, true
	rep.Appointments, rep.Unchanged, rep.Parked, rep.Open = note.Appointments, note.Unchanged, note.Parked, note.Open
	rep.Changed, rep.Healed = map[calsync.Field]int{}, map[calsync.Field]int{}
	rep.Findings.Append(note.Findings)
	return true, nil
}

// list lists the calendar, unless it was.
func (v *view) list(ctx context.Context) error {
	if v.listed {
		return nil
	}
	s := v.situation
	from, _ := s.Settings.Window(s.Now)
	var listsOfEntries, listsOfRules int
	g, each := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		s.Entries, listsOfEntries, err = v.target.List(each, s.Instance, from)
		return err
	})
	g.Go(func() error { // without the rules there is still much to do
		s.Rules, listsOfRules, s.RulesFailed = v.target.Rules(each)
		return nil
	})
	err := g.Wait()
	v.listed, v.lists = err == nil, v.lists+listsOfEntries+listsOfRules
	return err
}

// settle remembers what is left to be remembered, then whether the next run may rest: a note without what this one
// found would have that forgotten.
func (r *run) settle(ctx context.Context, p *calsync.Plan) error {
	note := r.view.situation.Rest(p)
	if note == nil || len(r.news) > 0 {
		if err := r.flush(ctx); err != nil || note == nil {
			return err
		}
	}
	note.Findings = r.report.Findings
	r.core.Idle = note
	return r.flush(ctx)
}
