// How the sync begins and ends. All of it is asked for by somebody, once:
//
//	there is                     | Create               | Replace                  | Uninstall
//	no calendar                  | makes one            | ErrOtherCalendar         | says that there is none
//	a calendar that is mirrored  | ErrHasCalendar       | ErrHasCalendar           | stops runs, takes out all of ours
//	one, and the sync stopped    | has runs go on       | ErrHasCalendar           | takes out what is left
//	one that Google knows no more| ErrHasCalendar       | makes one, forgets       | says that it is gone
//	                             |                      | what was in the lost one |

package syncrun

import (
	"context"
	"errors"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem/oncalendar"
)

var (
	// ErrHasCalendar says that there is a master calendar already, and Google knows it.
	ErrHasCalendar = errors.New("there is a master calendar already")
	// ErrOtherCalendar says that it is not this one that is the master calendar.
	ErrOtherCalendar = errors.New("the master calendar is another one")
)

// Create makes the master calendar. That happens once, when somebody asks for it: a calendar that is gone is never made
// again by itself, or everybody would be invited to everything once more. After an [Mirror.Uninstall] the calendar is
// still there: then the next run goes on with it. by is the mail address of who asks for it; empty: nobody, but a first
// start.
func (m Mirror) Create(ctx context.Context, by string) (*Report, error) {
	return m.withLease(ctx, m.claim(ctx, "", by), func(ctx context.Context, r *run) error {
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
		return r.make(ctx, memory)
	})
}

// Replace makes a calendar in the place of one that is lost: Google does not know it any more. The next run fills it,
// within the budget of invitations. A calendar that somebody else made is never taken: its readers would read what is
// private in ours. by is the mail address of who asks for it. ErrOtherCalendar if another one than lost is mirrored.
func (m Mirror) Replace(ctx context.Context, lost calsync.CalendarID, by string) (*Report, error) {
	return m.withLease(ctx, m.claim(ctx, "", by), func(ctx context.Context, r *run) error {
		memory, err := m.State.Recall(ctx)
		if err != nil {
			return err
		}
		if lost == "" || memory.Core.Calendar != lost {
			return ErrOtherCalendar
		}
		_, lists, err := m.Calendars.Open(lost).List(ctx, m.Instance, m.Now())
		r.report.Lists = lists
		if err == nil {
			return ErrHasCalendar
		}
		if !gone(err) {
			return err
		}
		return r.make(ctx, memory)
	})
}

// gone reports whether a call failed as Google does not know the calendar.
func gone(err error) bool {
	call, ok := errors.AsType[*calsync.Error](err)
	return ok && call.Failure == calsync.FailedNoCalendar
}

// make makes a calendar, then forgets what was in the one before. That it is about to be made is noted first: whoever
// finds the note does not know whether it was.
func (r *run) make(ctx context.Context, memory *calsync.Memory) error {
	settings, err := r.mirror.Settings.Settings(ctx)
	if err != nil {
		return err
	}
	r.report.Findings.Append(memory.Core.Leftover())
	core := memory.Core
	core.Making = &calsync.Making{Name: settings.MasterCalendar, At: r.mirror.Now()}
	if err := r.mirror.State.Remember(ctx, r.lease, News{Core: &core}); err != nil {
		return err
	}
	r.report.Writes = 1
	id, err := r.mirror.Calendars.Create(ctx, settings.MasterCalendar)
	if err != nil {
		if calsync.AsError(err).Failure == calsync.FailedUnavailable { // it may have been made
			return err
		}
		core.Making = memory.Core.Making
		return errors.Join(err, r.mirror.State.Remember(ctx, r.lease, News{Core: &core}))
	}
	core, records := memory.Anew(id, settings.MasterCalendar)
	if len(records) > 0 { // first: of a calendar that is mirrored, everything remembered is true
		if err := r.mirror.State.Remember(ctx, r.lease, News{Records: records}); err != nil {
			return err
		}
	}
	r.report.Outcome = Done
	return r.mirror.State.Remember(ctx, r.lease, News{Core: &core})
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
			return r.unsure(err)
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
		return r.unsure(err)
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

// unsure says that nobody could look at what is left. That Google is out of order is no further news: nothing tries
// again by itself.
func (r *run) unsure(err error) error {
	r.report.Findings.Add("", oncalendar.UninstallUnsure)
	if r.report.Outcome == Done {
		r.report.Outcome = Partial
	}
	call := calsync.AsError(err)
	if call.Failure == calsync.FailedLimited || call.Failure == calsync.FailedUnavailable && call.Reason != "unknown" {
		return nil
	}
	return err
}
