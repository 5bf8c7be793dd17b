package syncrun

import (
	"errors"
	"fmt"
	"time"
)

// ErrNoTick says that a text is no time for which a schedule could have a run now.
var ErrNoTick = errors.New("no tick of a schedule")

const (
	// tickAge is how old a tick may be: schedulers repeat one for half an hour at most, and of an hour all ticks are
	// known, see ticksKept. An older one could have its run again and again.
	tickAge = 50 * time.Minute
	// tickAhead is how much the clock of a scheduler may be ahead of ours.
	tickAhead = time.Minute
)

// ParseTick reads for when a schedule had a run due. Of the texts that mean the same minute it gives one, so that
// whoever may call without signing in cannot have more runs than a schedule could, by spelling it another way.
// ErrNoTick if it is no time, too old, or in the future.
func ParseTick(text string, now time.Time) (string, error) {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.Before(now.Add(-tickAge)) || at.After(now.Add(tickAhead)) {
		return "", fmt.Errorf("%.40q: %w", text, ErrNoTick)
	}
	return at.UTC().Truncate(time.Minute).Format(time.RFC3339), nil
}
