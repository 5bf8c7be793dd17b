package syncrun_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// bureau keeps the settings and the schedule. Decisions run twice; who moves the schedule meanwhile gives itself away.
type bureau struct {
	*testing.T
	stored   calsync.Settings
	schedule time.Duration
	moves    []time.Duration
	refuses  int                     // how many of the next moves fail
	fault    error                   // of storing
	between  func(*calsync.Settings) // what somebody else stores before the transaction begins
	deciding bool
}

func (b *bureau) Settings(context.Context) (calsync.Settings, error) { return b.stored, nil }

func (b *bureau) ChangeSettings(_ context.Context, decide syncrun.Decision) error {
	b.deciding = true
	defer func() { b.deciding = false }()
	if b.between != nil {
		b.between(&b.stored)
		b.schedule = b.stored.Interval()
	}
	var decided calsync.Settings
	for range 2 {
		var err error
		if decided, _, err = decide(b.stored); err != nil {
			return err
		}
	}
	if b.fault == nil {
		b.stored = decided
	}
	return b.fault
}

func (b *bureau) Move(_ context.Context, interval time.Duration) error {
	if b.deciding {
		b.Error("moved within a transaction")
	}
	b.moves = append(b.moves, interval)
	b.schedule = interval // also if nobody hears of it
	if b.refuses--; b.refuses >= 0 {
		return errors.New("refused")
	}
	return nil
}

var errChanged, errFull = errors.New("changed"), errors.New("no disk")

func every(minutes int) func(*calsync.Settings) {
	return func(s *calsync.Settings) { s.IntervalMinutes = minutes }
}

// change is one of settings, to an interval of so many minutes.
type change struct {
	wanted  int
	bureau  bureau
	may     func(calsync.Settings) error
	want    []error
	minutes int   // in the end, of both
	moves   []int // minutes
}

var intervals = map[string]change{
	"moved, then stored": {7, bureau{}, nil, nil, 7, []int{7}},
	"the same":           {5, bureau{}, nil, nil, 5, nil},
	"not to be replaced": {7, bureau{}, func(calsync.Settings) error { return errChanged },
		[]error{errChanged}, 5, nil},
	"the schedule refuses":            {7, bureau{refuses: 1}, nil, []error{syncrun.ErrNotMoved}, 5, []int{7, 5}},
	"nothing is stored":               {7, bureau{fault: errFull}, nil, []error{errFull}, 5, []int{7, 5}},
	"nothing is stored, nor is moved": {5, bureau{fault: errFull}, nil, []error{errFull}, 5, nil},
	"somebody else was faster": {7, bureau{between: every(30)}, func(now calsync.Settings) error {
		if now.IntervalMinutes != 5 {
			return errChanged
		}
		return nil
	}, []error{errChanged}, 30, []int{7, 30}},
	"somebody else was faster, whatever they did":       {7, bureau{between: every(30)}, nil, nil, 7, []int{7, 7}},
	"somebody else moved it away from what it is to be": {5, bureau{between: every(30)}, nil, nil, 5, []int{5}},
}

// into makes settings of others, if they may be replaced; a nil may says yes.
func into(wanted calsync.Settings, may func(calsync.Settings) error) syncrun.Decision {
	return func(now calsync.Settings) (calsync.Settings, *journal.Entry, error) {
		if may == nil {
			return wanted, nil, nil
		}
		return wanted, nil, may(now)
	}
}

func TestIntervalIsThatOfTheSchedule(t *testing.T) {
	for about, c := range intervals {
		t.Run(about, func(t *testing.T) {
			b := c.bureau
			b.T, b.stored, b.schedule = t, calsync.Defaults(), 5*time.Minute
			wanted := calsync.Defaults()
			wanted.IntervalMinutes = c.wanted
			err := syncrun.Interval{Settings: &b, Schedule: &b}.Change(t.Context(), into(wanted, c.may))
			for _, want := range c.want {
				if !errors.Is(err, want) {
					t.Errorf("error %v, want %v", err, want)
				}
			}
			if (err == nil) != (c.want == nil) || errors.Is(err, syncrun.ErrAstray) {
				t.Errorf("error %v", err)
			}
			if b.stored.IntervalMinutes != c.minutes || b.schedule != time.Duration(c.minutes)*time.Minute {
				t.Errorf("stored %d, scheduled every %v", b.stored.IntervalMinutes, b.schedule)
			}
			var moves []int
			for _, m := range b.moves {
				moves = append(moves, int(m.Minutes()))
			}
			if diff := cmp.Diff(c.moves, moves); diff != "" {
				t.Errorf("moves (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAScheduleThatIsAstrayIsTold(t *testing.T) {
	b := &bureau{T: t, stored: calsync.Defaults(), refuses: 2}
	wanted := calsync.Defaults()
	wanted.IntervalMinutes = 7
	err := syncrun.Interval{Settings: b, Schedule: b}.Change(t.Context(), into(wanted, nil))
	if !errors.Is(err, syncrun.ErrNotMoved) || !errors.Is(err, syncrun.ErrAstray) {
		t.Errorf("error %v", err)
	}
}
