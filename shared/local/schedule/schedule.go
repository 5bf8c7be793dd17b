// Package schedule is the local counterpart of Cloud Scheduler: a ticking clock.
package schedule

import (
	"context"
	"fmt"
	"sync"
	"time"

	"kursbuch.internal/shared/syncrun"
)

// Schedule says when to do something. It is safe for concurrent use.
type Schedule struct {
	moved chan struct{} // holds one if the interval has changed

	mu       sync.Mutex
	interval time.Duration
}

var _ syncrun.Schedule = (*Schedule)(nil)

// New is a schedule of a tick each interval, which has to be more than 0.
func New(interval time.Duration) *Schedule {
	return &Schedule{interval: interval, moved: make(chan struct{}, 1)}
}

// Move implements [syncrun.Schedule]. The next tick is a whole new interval from now. Here, an interval need not be in
// minutes.
func (s *Schedule) Move(_ context.Context, interval time.Duration) error {
	if interval <= 0 {
		return fmt.Errorf("every %v is no schedule", interval)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.interval == interval {
		return nil
	}
	s.interval = interval
	select {
	case s.moved <- struct{}{}:
	default: // told already
	}
	return nil
}

// Interval is the time between two ticks.
func (s *Schedule) Interval() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.interval
}

// Run calls tick each interval with the time for which that was due, until the context ends. Like that of Cloud
// Scheduler, a tick begins when the one before has ended: one that comes due meanwhile is late, those after it until
// then are left out.
func (s *Schedule) Run(ctx context.Context, tick func(ctx context.Context, due time.Time)) {
	due := time.Now().Add(s.Interval())
	for {
		timer := time.NewTimer(time.Until(due))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-s.moved:
			timer.Stop()
			due = time.Now().Add(s.Interval())
			continue
		case <-timer.C:
		}
		if ctx.Err() != nil { // both at once
			return
		}
		tick(ctx, due)
		due = due.Add(s.Interval())
		if time.Since(due) >= s.Interval() {
			due = time.Now()
		}
	}
}
