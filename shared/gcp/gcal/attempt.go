// How a call is made: within Google's pace, again after a growing pause where that may help, and how it is found out
// whether what a 404 misses is the entry or the whole calendar.

package gcal

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/googleapis/gax-go/v2"
	"kursbuch.internal/shared/calsync"
)

// longestPause is the longest that nobody asked for: what has not healed within a minute is for the next run.
const longestPause = 32 * time.Second

// call is what a failure of it has to know.
type call struct {
	// within is the calendar that holds what the call is about, which may be gone by itself; empty: it is about the
	// calendar.
	within string
	// once: it must not be made twice.
	once bool
	// inserts an entry, so that there may be one already. invites guests or tells them otherwise, maybe too many.
	inserts, invites bool
}

// ask makes a call until it is answered.
func ask[T any](ctx context.Context, c *Calendars, about call, do func(context.Context) (T, error)) (answer T,
	err error) {
	err = c.tell(ctx, about, func(ctx context.Context) (err error) {
		answer, err = do(ctx)
		return err
	})
	return answer, err
}

// tell makes a call, to which there is no answer of interest, until it is done. Its error is a [calsync.Error].
func (c *Calendars) tell(ctx context.Context, about call, do func(context.Context) error) error {
	failed := c.attempts(ctx, about, do)
	if failed == nil {
		return nil
	}
	if failed.Failure == calsync.FailedGone && failed.Status == http.StatusNotFound {
		// Listing the entries is what any server can do.
		err := c.tell(ctx, call{}, func(ctx context.Context) error {
			_, err := c.service.Events.List(about.within).MaxResults(1).Fields("etag").Context(ctx).Do(c.options...)
			return err
		})
		if err != nil {
			return err
		}
	}
	return failed
}

func (c *Calendars) attempts(ctx context.Context, about call, do func(context.Context) error) (failed *calsync.Error) {
	backoff := gax.Backoff{Initial: c.pace.Pause, Max: longestPause, Multiplier: 2}
	for n := 1; ; n++ {
		if err := c.limiter.Wait(ctx); err != nil {
			if failed == nil { // nothing was sent
				failed = &calsync.Error{Failure: calsync.FailedLimited, Message: "no time left to call", Err: err}
			}
			return failed
		}
		err := c.attempt(ctx, do)
		if err == nil {
			return nil
		}
		failed = classify(err, about)
		pause := backoff.Pause()
		if asked, ok := retryAfter(err, time.Now()); ok {
			pause = max(pause, asked)
		}
		if n == c.pace.Attempts || !repeatable(failed, about) || pause > max(c.pace.Longest, longestPause) ||
			!sleep(ctx, pause) {
			return failed
		}
	}
}

func (c *Calendars) attempt(ctx context.Context, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, c.pace.Patience)
	defer cancel()
	return do(ctx)
}

// sleep reports whether there was time for it.
func sleep(ctx context.Context, pause time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < pause {
		return false
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// retryAfter is how long an answer asks to wait: seconds, or until a time.
func retryAfter(err error, now time.Time) (time.Duration, bool) {
	answer, ok := answerOf(err)
	if !ok {
		return 0, false
	}
	text := answer.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 && seconds < 1<<30 {
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(text)
	return max(at.Sub(now), 0), err == nil
}
