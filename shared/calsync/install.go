package calsync

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/problem/oncalendar"
)

// ErrHasCalendar says that there is a master calendar already, which is mirrored.
var ErrHasCalendar = errors.New("there is a master calendar already")

// Create makes the master calendar. That happens once, when somebody asks for it: a calendar that is gone is never made
// again by itself, or everybody would be invited to everything once more. After an [Mirror.Uninstall] the calendar is
// still there: then the next run goes on with it.
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
// rights to read. It needs no source. What comes of it is in the report; what is left, because the time is up or Google
// refuses, a further one takes out. The calendar itself stays. From the beginning on runs do nothing, until
// [Mirror.Create]. by is the mail address of who uninstalls.
func (m Mirror) Uninstall(ctx context.Context, by string) (*Report, error) {
	return m.hold(ctx, "", func(ctx context.Context, r *run) (err error) {
		if r.view, err = m.recall(ctx); err != nil {
			return err
		}
		if core := &r.Memory.Core; core.Stopped == nil {
			core.Stopped = &Stop{by, r.Situation.Now}
			if err := m.State.Remember(ctx, r.lease, News{Core: core}); err != nil {
				return err
			}
		}
		if err := r.listAll(ctx); err != nil {
			return err
		}
		if err := r.carryOut(ctx, r.removal()); err != nil {
			return err
		}
		return r.verify(ctx)
	})
}

// listAll reads everything of ours in the calendar, also what is over.
func (r *run) listAll(ctx context.Context) error {
	var rules, lists int
	var err error
	r.Rules, rules, r.RulesFailed = r.target.Rules(ctx)
	r.Entries, lists, err = r.target.List(ctx, r.Situation.Instance, time.Unix(0, 0))
	r.report.Lists += rules + lists
	return err
}

// verify looks at what is left of us after an uninstall, if there is time.
func (r *run) verify(ctx context.Context) error {
	if r.over(ctx) {
		r.report.Findings.Add("", oncalendar.UninstallUnsure)
		return nil
	}
	if err := r.listAll(ctx); err != nil {
		return err
	}
	entries, readers := 0, 0
	own, roles := r.own(), r.roles()
	for _, e := range r.Entries {
		if _, ours := own(e); ours && !e.Cancelled {
			entries++
		}
	}
	for _, mail := range r.Memory.Core.Readers {
		if roles[mail] == "reader" {
			readers++
		}
	}
	if entries+readers == 0 && r.RulesFailed == nil {
		r.report.Findings.Add("", oncalendar.Uninstalled)
		return nil
	}
	r.report.Findings.Add("", oncalendar.UninstallLeft, entries, readers)
	if r.report.Outcome == Done {
		r.report.Outcome = Partial
	}
	return nil
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
		if e := s.Memory.Records[key].known(); e != nil && !listed[e.ID] {
			p.Calls = append(p.Calls, Call{Verb: Delete, Key: key, Entry: *e, Notify: NotifyNone, Removed: e.mails()})
		}
	}
	return p
}
