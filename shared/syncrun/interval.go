// How the time between two runs is changed. It is in two places, the settings and the schedule, of which no transaction
// holds both; so what is done can be taken back:
//
//	step                                         | if it fails
//	may these settings be replaced?              | nothing was done
//	move the schedule, if the interval changes   | move it to what is stored: nobody knows whether it moved
//	store the settings, if they still may be     | move it to what is stored, which may be somebody else's by now
//	move it once more, if somebody else stored   | move it to what is stored
//	another interval in between                  |
//
// Nothing outside is touched within the transaction: it may run more than once.

package syncrun

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
)

// Schedule is who starts a run again and again.
type Schedule interface {
	// Move changes the time between two runs, whole minutes from one to 1,440. After an error nobody knows whether it did:
	// move it again. Moving it to where it is does nothing.
	Move(ctx context.Context, interval time.Duration) error
}

// Errors of an interval.
var (
	// ErrNotMoved: the schedule does not take the interval. The settings are as they were.
	ErrNotMoved = errors.New("the schedule was not moved")
	// ErrAstray: the schedule may be another one than the settings say, until somebody changes the interval once more.
	ErrAstray = errors.New("the schedule is not what the settings say")
)

// restoreWithin is how long restoring the schedule may take, however the request ended.
const restoreWithin = 20 * time.Second

// Interval keeps the interval of the settings and that of the schedule the same.
type Interval struct {
	Settings SettingsStore
	Schedule Schedule
}

// Change replaces the settings by what decide makes of those that there are, and moves the schedule if their interval
// is another one. decide runs more than once. Its error, or one of the store, comes as it is (errors.Is), and then
// nothing has changed. ErrNotMoved if the schedule did not move. If taking back failed too, the error is an ErrAstray
// besides.
func (i Interval) Change(ctx context.Context, decide Decision) error {
	now, err := i.Settings.Settings(ctx)
	if err != nil {
		return err
	}
	wanted, _, err := decide(now)
	if err != nil {
		return err
	}
	moved := now.IntervalMinutes != wanted.IntervalMinutes
	if moved {
		if err := i.Schedule.Move(ctx, wanted.Interval()); err != nil {
			return errors.Join(fmt.Errorf("%w: %w", ErrNotMoved, err), i.restore(ctx))
		}
	}
	replaced := now // as the last run of the transaction saw them
	err = i.Settings.ChangeSettings(ctx, func(stored calsync.Settings) (calsync.Settings, *journal.Entry, error) {
		replaced = stored
		return decide(stored)
	})
	overtaken := replaced.IntervalMinutes != now.IntervalMinutes
	if err != nil && moved || overtaken {
		return errors.Join(err, i.restore(ctx))
	}
	return err
}

// restore moves the schedule to what is stored, which need not be what was there before: somebody else may have been
// faster, or storing may have failed after it was done. If that changes meanwhile, once more.
func (i Interval) restore(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), restoreWithin)
	defer cancel()
	for last := time.Duration(0); ; {
		s, err := i.Settings.Settings(ctx)
		if err == nil && s.Interval() == last {
			return nil
		}
		if err == nil {
			last = s.Interval()
			err = i.Schedule.Move(ctx, last)
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrAstray, err)
		}
	}
}
