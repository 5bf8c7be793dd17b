// What remains of an event that is erased: in the calendar nothing, in the memory a number for each of its entries, in
// reports how many there were. When the calendar has nothing of it:
//
//	the calendar                         | nothing is in it
//	is there                             | once its entries were deleted, and the list says so
//	was never made                       | at once
//	is lost                              | nobody knows: it may come back; an order for another one ends that
//	is lost, and Kursbuch was taken out  | at once: nobody wants it back

package syncrun

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Depart takes everything that came from an event out of the calendar, then forgets it. left is whether something may
// be left, as the time is up, Google refuses or does not know the calendar, a run is under way, or the sync is paused;
// then it may be called again. Also after an [Mirror.Uninstall] it looks for what that has left.
func (m Mirror) Depart(ctx context.Context, id event.ID) (left bool, err error) {
	settings, err := m.Settings.Settings(ctx)
	if err != nil || settings.Pause != nil {
		return true, err
	}
	left = true
	_, err = m.withLease(ctx, m.claim(ctx, "", ""), func(ctx context.Context, r *run) (err error) {
		r.view, err = m.begin(ctx, r.lease, m.State.Recall)
		switch {
		case errors.Is(err, errNoCalendar): // so there is nothing in it
			r.report.Outcome = Done
		case err != nil:
			return err
		default:
			err := r.depart(ctx, EventSource(id))
			if gone(err) && r.view.situation.Memory.Core.Stopped != nil {
				err, r.report.Outcome = nil, Done
			}
			if err != nil || r.report.Outcome != Done {
				return err
			}
		}
		err = r.forget(ctx, EventSource(id))
		left = err != nil
		return err
	})
	if errors.Is(err, ErrBusy) {
		return true, nil
	}
	return left, err
}

// forget forgets a source of which nothing is in the calendar, and what was noted of its appointments.
func (r *run) forget(ctx context.Context, source calsync.Source) error {
	memory, err := r.mirror.State.Recall(ctx)
	if err != nil {
		return err
	}
	news := News{Records: memory.Forgotten(source)}
	if memory.Core.Idle != nil {
		memory.Core.Idle, news.Core = nil, &memory.Core
	}
	return r.mirror.State.Remember(ctx, r.lease, news)
}

// depart takes everything of a source out of the calendar, then looks whether it is gone: only then is it Done.
func (r *run) depart(ctx context.Context, source calsync.Source) error {
	if err := r.listAll(ctx); err != nil {
		return err
	}
	if err := r.carryOut(ctx, r.view.situation.Departure(source)); err != nil {
		return err
	}
	if r.report.Outcome != Done || r.over(ctx) {
		r.report.Outcome = Partial
		return nil
	}
	if err := r.listAll(ctx); err != nil {
		return err
	}
	if !r.view.situation.Departed(source) {
		r.report.Outcome = Partial
	}
	return nil
}

// Without is a report that tells nothing any more of an event's appointments, nor of whoever was at them. How much
// there was to tell remains. Clashes name the appointments of all sources, and so they go.
func (r Report) Without(id event.ID) Report {
	source := string(EventSource(id)) + "/"
	names := func(p problem.Problem) bool {
		clash := p.Code == oncalendar.RoomTwice || p.Code == oncalendar.PersonTwice
		return clash || strings.HasPrefix(string(p.Path), "/"+source) || mentions(p.Args, source)
	}
	before := len(r.Findings.Items)
	r.Findings.Items = slices.DeleteFunc(slices.Clone(r.Findings.Items), names)
	r.Findings.Omitted += before - len(r.Findings.Items)
	r.Findings.Left = slices.DeleteFunc(slices.Clone(r.Findings.Left), func(l problem.Left) bool {
		return names(problem.Problem{Code: l.Code, Args: l.Args})
	})
	if r.Held != nil {
		held := *r.Held
		held.Losses = nil
		r.Held = &held
	}
	return r
}

func mentions(texts []string, source string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, source) })
}
