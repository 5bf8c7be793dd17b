package schedule

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// clock runs a schedule, and notes in minutes since its start when it ticked, and for when.
type clock struct {
	*Schedule
	begun time.Time

	mu        sync.Mutex
	took      time.Duration // by a tick
	at, dueAt []float64
}

func start(t *testing.T, interval time.Duration) *clock {
	c := &clock{Schedule: New(interval), begun: time.Now()}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		c.Run(ctx, func(_ context.Context, due time.Time) { time.Sleep(c.tick(due)) })
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	return c
}

func (c *clock) tick(due time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = append(c.at, time.Since(c.begun).Minutes())
	c.dueAt = append(c.dueAt, due.Sub(c.begun).Minutes())
	return c.took
}

func (c *clock) takes(took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.took = took
}

// until passes the time, and gives the ticks until then.
func (c *clock) until(minutes int) []float64 {
	time.Sleep(time.Until(c.begun.Add(time.Duration(minutes)*time.Minute + time.Second)))
	synctest.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.at)
}

func (c *clock) move(t *testing.T, interval time.Duration) {
	t.Helper()
	if err := c.Move(t.Context(), interval); err != nil {
		t.Fatal(err)
	}
}

func TestItTicksEachInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, 7*time.Minute)
		if diff := cmp.Diff([]float64{7, 14, 21, 28}, c.until(30)); diff != "" {
			t.Errorf("ticks (-want +got):\n%s", diff)
		}
	})
}

func TestAMoveCountsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, 60*time.Minute)
		c.until(10)
		c.move(t, 2*time.Minute)
		c.until(15)
		c.move(t, 2*time.Minute) // to where it is
		c.until(17)
		c.move(t, 5*time.Minute)
		c.move(t, 10*time.Minute)
		want := []float64{12, 14, 16, 27, 37}
		for i, at := range c.until(40) {
			if i >= len(want) || at < want[i] || at > want[i]+0.1 {
				t.Fatalf("ticks %v, want %v", c.at, want)
			}
		}
		if len(c.at) != len(want) || c.Interval() != 10*time.Minute {
			t.Errorf("ticks %v, want %v", c.at, want)
		}
	})
}

func TestTicksDoNotOverlap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, 2*time.Minute)
		c.takes(3 * time.Minute)
		if diff := cmp.Diff([]float64{2, 5, 8, 11}, c.until(12)); diff != "" {
			t.Errorf("ticks (-want +got):\n%s", diff)
		}
		c.takes(11 * time.Minute)
		c.until(30)
		c.takes(0)
		for i, at := range c.until(60) {
			if late := at - c.dueAt[i]; late < 0 || late > 2 {
				t.Errorf("tick at %v was due at %v", at, c.dueAt[i])
			}
		}
	})
}

func TestAMoveDuringATickCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, 10*time.Minute)
		c.takes(time.Minute)
		time.Sleep(10*time.Minute + 30*time.Second)
		c.move(t, 3*time.Minute)
		if diff := cmp.Diff([]float64{10, 14, 17}, c.until(19)); diff != "" {
			t.Errorf("ticks (-want +got):\n%s", diff)
		}
	})
}

func TestItEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		ticks := 0
		New(5*time.Minute).Run(ctx, func(context.Context, time.Time) { ticks++ })
		New(time.Minute).Run(ctx, func(context.Context, time.Time) { t.Error("ticked after the end") })
		if ticks > 1 {
			t.Errorf("%d ticks", ticks)
		}
	})
}

func TestNoIntervalIsNoSchedule(t *testing.T) {
	s := New(time.Minute)
	for _, interval := range []time.Duration{0, -time.Second} {
		if err := s.Move(t.Context(), interval); err == nil || s.Interval() != time.Minute {
			t.Errorf("moved to %v, %v", s.Interval(), err)
		}
	}
}
