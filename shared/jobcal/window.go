// Which appointments lie between two limits, and which of their instants or days count for that.

package jobcal

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"
)

// Limit is where a window begins or ends: an instant, or the midnight at which a day begins. The zero value is none.
//
//	             | appointment with times             | of whole days
//	instant      | by the instants                    | by the clock that the limit is written with
//	day          | by the appointment's own clock     | by the days
type Limit struct {
	at  time.Time
	day bool
}

var errNoLimit = errors.New("neither an instant nor a day")

// ParseLimit reads 2027-05-15T09:00:00+02:00 or 2027-05-15. An empty text is no limit.
func ParseLimit(text string) (Limit, error) {
	if text == "" {
		return Limit{}, nil
	}
	if !shape.MatchString(text) {
		return Limit{}, errNoLimit
	}
	for _, f := range []form{dayForm, instantForm, minuteForm} {
		if t, err := time.Parse(string(f), text); err == nil {
			return Limit{t, f == dayForm}, nil
		}
	}
	return Limit{}, errNoLimit
}

// At is the limit at an instant.
func At(t time.Time) Limit { return Limit{at: t} }

// IsZero reports whether there is no limit.
func (l Limit) IsZero() bool { return l.at.IsZero() }

// compare is negative if a time of s is before the limit, positive if after.
func (l Limit) compare(t time.Time, s Span) int {
	switch {
	case l.day:
		return clock(t).Compare(l.at)
	case s.AllDay():
		return t.Compare(clock(l.at))
	}
	return t.Compare(l.at)
}

// clock is what a clock shows, as if it were in UTC.
func clock(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// Window is a part of the job calendar: what ends after From, starts before Until.
type Window struct{ From, Until Limit }

// Reversed reports whether the window ends before it begins, wherever one is.
func (w Window) Reversed() bool {
	slack := time.Duration(0)
	if w.From.day != w.Until.day {
		slack = farthest
	}
	return !w.From.IsZero() && !w.Until.IsZero() && w.From.at.After(w.Until.at.Add(slack))
}

// farthest is more than what clocks anywhere differ from UTC.
const farthest = 15 * time.Hour

// Read reads the appointments in a window, by their start, with all persons and resources.
func (w Window) Read(ctx context.Context, store Store) (*Book, []Appointment, error) {
	from, until := w.From.at, w.Until.at
	if !from.IsZero() {
		from = from.Add(-farthest)
	}
	if !until.IsZero() {
		until = until.Add(farthest)
	}
	b, err := store.Read(ctx, from, until)
	if err != nil {
		return nil, nil, err
	}
	list := []Appointment{}
	for _, a := range b.Appointments {
		if w.has(a.Span) {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b Appointment) int {
		return cmp.Or(a.Span.Start.Compare(b.Span.Start),
			cmp.Compare(a.ID, b.ID))
	})
	return b, list, nil
}

func (w Window) has(s Span) bool {
	return (w.From.IsZero() || w.From.compare(s.End, s) > 0) && (w.Until.IsZero() || w.Until.compare(s.Start, s) < 0)
}
