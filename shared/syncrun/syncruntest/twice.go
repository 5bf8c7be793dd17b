package syncruntest

import (
	"context"
	"errors"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// Twice is a store that runs each decision two times. The settings that the first run gave are spoiled, what the second
// one gave is written: a decision with an effect besides its result gives itself away.
func Twice(store syncrun.SettingsStore) syncrun.SettingsStore { return twice{store} }

type twice struct{ syncrun.SettingsStore }

var errRehearsed = errors.New("that was the first run")

func (t twice) ChangeSettings(ctx context.Context, decide syncrun.Decision) error {
	err := t.SettingsStore.ChangeSettings(ctx, func(s calsync.Settings) (calsync.Settings, *journal.Entry, error) {
		s, entry, _ := decide(s) // the second run has the say, also on errors
		clear(s.InternalDomains)
		clear(s.Colours)
		return s, entry, errRehearsed
	})
	if !errors.Is(err, errRehearsed) {
		return err
	}
	return t.SettingsStore.ChangeSettings(ctx, decide)
}
