package calsync

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"
)

// ErrHasCalendar says that there is a master calendar already.
var ErrHasCalendar = errors.New("there is a master calendar already")

// Create makes the master calendar. That happens once, when somebody asks for it: a calendar that is gone is never made again by
// itself, or everybody would be invited to everything once more.
func (m Mirror) Create(ctx context.Context) (*Report, error) {
	return m.hold(ctx, "", func(ctx context.Context, r *run) error {
		settings, err := m.Settings.Settings(ctx)
		if err != nil {
			return err
		}
		memory, err := m.State.Recall(ctx)
		if err != nil {
			return err
		}
		if memory.Core.Calendar != "" {
			return ErrHasCalendar
		}
		id, err := m.Calendars.Create(ctx, settings.MasterCalendar)
		if err != nil {
			return err
		}
		r.report.Writes, r.report.Outcome = 1, Done
		core := memory.Core
		core.Calendar, core.Name = id, settings.MasterCalendar
		return m.State.Remember(ctx, r.lease, News{Core: &core})
	})
}

// Uninstall takes everything of ours out of the calendar, without any mail: entries, also those that are over, and rights to
// read. It needs no source. What comes of it is in the report; what is left, because the time is up or Google refuses, a further
// one takes out. The calendar itself stays. The next run would put everything back: the schedule has to be paused before.
func (m Mirror) Uninstall(ctx context.Context) (*Report, error) {
	return m.hold(ctx, "", func(ctx context.Context, r *run) (err error) {
		if r.view, err = m.recall(ctx); err != nil {
			return err
		}
		r.Rules, r.report.Lists, r.RulesFailed = r.target.Rules(ctx)
		entries, lists, err := r.target.List(ctx, m.Instance, time.Unix(0, 0))
		r.Entries, r.report.Lists = entries, r.report.Lists+lists
		if err != nil {
			return err
		}
		return r.carryOut(ctx, r.removal())
	})
}

// removal is the plan that takes out everything of ours: what is listed, and what we know of though it is not.
func (s *Situation) removal() *Plan {
	p := newPlan()
	roles := s.roles()
	for _, mail := range s.Memory.Core.Readers {
		if s.RulesFailed != nil || roles[mail] == "reader" {
			p.Calls = append(p.Calls, Call{Verb: Revoke, Mail: mail})
		}
	}
	own, listed := s.own(), map[EntryID]bool{}
	for _, e := range s.Entries {
		if mark, ours := own(e); ours && !e.Cancelled {
			listed[e.ID] = true
			p.Calls = append(p.Calls, Call{Verb: Delete, Key: mark.Key, Entry: e, Notify: NotifyNone, Removed: e.mails()})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.Memory.Records)) {
		if e := s.Memory.Records[key].Echo; e != nil && !listed[e.ID] {
			p.Calls = append(p.Calls, Call{Verb: Delete, Key: key, Entry: *e, Notify: NotifyNone, Removed: e.mails()})
		}
	}
	return p
}
