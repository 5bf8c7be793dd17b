package calsync

import (
	"context"
	"errors"
	"time"
)

// ErrHasCalendar: there is a master calendar already.
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
// read. What comes of it is in the report; what is left, because the time is up or Google refuses, a further one takes out. The
// calendar itself stays. The next run would put everything back: the schedule has to be paused before.
func (m Mirror) Uninstall(ctx context.Context) (*Report, error) {
	return m.hold(ctx, "", func(ctx context.Context, r *run) error {
		v, err := m.look(ctx)
		if err != nil {
			return err
		}
		entries, lists, err := v.target.List(ctx, m.Instance, time.Unix(0, 0))
		if err != nil {
			return err
		}
		v.Entries = entries
		r.view, r.report.Lists = v, v.lists+lists
		return r.carryOut(ctx, v.removal())
	})
}

// removal is the plan that takes out everything of ours.
func (s *Situation) removal() *Plan {
	p := &Plan{Records: map[Key]*Record{}}
	for _, mail := range s.Memory.Core.Readers {
		if s.role(mail) == "reader" {
			p.Calls = append(p.Calls, Call{Verb: Revoke, Mail: mail})
		}
	}
	own := s.own()
	for _, e := range s.Entries {
		if mark, ours := own(e); ours && !e.Cancelled {
			p.Calls = append(p.Calls, Call{Verb: Delete, Key: mark.Key, Entry: e, Notify: NotifyNone, Removed: e.mails()})
		}
	}
	return p
}
