// How the sync begins and ends. Both are asked for by somebody, once:
//
//	there is                     | Create               | Uninstall
//	no calendar                  | makes one            | says that there is none
//	a calendar that is mirrored  | ErrHasCalendar       | stops runs, takes out everything of ours
//	one, and the sync stopped    | has runs go on       | takes out what is left

package syncrun

import (
	"context"
	"errors"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem/oncalendar"
)

// ErrHasCalendar says that there is a master calendar already, which is mirrored.
var ErrHasCalendar = errors.New("there is a master calendar already")

// Create makes the master calendar. That happens once, when somebody asks for it: a calendar that is gone is never made
// again by itself, or everybody would be invited to everything once more. After an [Mirror.Uninstall] the calendar is
// still there: then the next run goes on with it. by is the mail address of who asks for it; empty: nobody, but a first
// start.
func (m Mirror) Create(ctx context.Context, by string) (*Report, error) {
	return m.withLease(ctx, m.claim(ctx, "", by), func(ctx context.Context, r *run) error {
		settings, err := m.Settings.Settings(ctx)
		if err != nil {
			return err
		}
		memory, err := m.State.Recall(ctx)
		if err != nil {
			return err
		}
		core := memory.Core
		if core.Stopped != nil {
			core.Stopped, r.report.Outcome = nil, Done
			return m.State.Remember(ctx, r.lease, News{Core: &core})
		}
		if core.Calendar != "" {
			return ErrHasCalendar
		}
		id, err := m.Calendars.Create(ctx, settings.MasterCalendar)
		if err != nil {
			return err
		}
		r.report.Writes, r.report.Outcome = 1, Done
		core.Calendar, core.Name = id, settings.MasterCalendar
		return m.State.Remember(ctx, r.lease, News{Core: &core})
	})
}

// Uninstall takes everything of ours out of the calendar, without any mail: entries, also those that are over, and
// rights to read. It needs no source. What comes of it is in the report; what remains, because the time is up or Google
// refuses, a further one takes out. The calendar itself stays. From the beginning on runs do nothing, until
// [Mirror.Create]. by is the mail address of who uninstalls.
func (m Mirror) Uninstall(ctx context.Context, by string) (*Report, error) {
	return m.withLease(ctx, m.claim(ctx, "", by), func(ctx context.Context, r *run) (err error) {
		if r.view, err = m.recall(ctx); err != nil {
			return err
		}
		if core := &r.view.situation.Memory.Core; core.Stopped == nil {
			core.Stopped = &calsync.Stop{By: by, At: r.now()}
			if err := m.State.Remember(ctx, r.lease, News{Core: core}); err != nil {
				return err
			}
		}
		if err := r.listAll(ctx); err != nil {
			return err
		}
		if err := r.carryOut(ctx, r.view.situation.Removal()); err != nil {
			return err
		}
		return r.verify(ctx)
	})
}

// listAll reads everything of ours in the calendar, also what is over.
func (r *run) listAll(ctx context.Context) error {
	s := r.view.situation
	var listsOfRules, listsOfEntries int
	var err error
	s.Rules, listsOfRules, s.RulesFailed = r.view.target.Rules(ctx)
	s.Entries, listsOfEntries, err = r.view.target.List(ctx, s.Instance, time.Unix(0, 0))
	r.report.Lists += listsOfRules + listsOfEntries
	return err
}

// verify looks at what remains of us after an uninstall, if there is time.
func (r *run) verify(ctx context.Context) error {
	if r.over(ctx) {
		r.report.Findings.Add("", oncalendar.UninstallUnsure)
		return nil
	}
	if err := r.listAll(ctx); err != nil {
		return err
	}
	entries, readers := r.view.situation.Remaining()
	if entries+readers == 0 && r.view.situation.RulesFailed == nil {
		r.report.Findings.Add("", oncalendar.Uninstalled)
		return nil
	}
	r.report.Findings.Add("", oncalendar.UninstallLeft, entries, readers)
	if r.report.Outcome == Done {
		r.report.Outcome = Partial
	}
	return nil
}
