package syncruntest

import (
	"context"
	"errors"
	"testing"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// office is where people keep settings.
type office struct {
	*testing.T
	store syncrun.SettingsStore
	twice syncrun.SettingsStore // the same one, runs decisions twice
	end   func() error
}

// set replaces the settings.
func (o *office) set(s calsync.Settings) {
	o.Helper()
	if err := o.twice.ChangeSettings(o.Context(), replace(s)); err != nil {
		o.Fatal(err)
	}
}

// replace is a decision that looks at nothing. It gives out a copy each time, as it is asked for.
func replace(s calsync.Settings) syncrun.Decision {
	return func(calsync.Settings) (calsync.Settings, *journal.Entry, error) { return clone(s), nil, nil }
}

func clone(s calsync.Settings) calsync.Settings {
	domains := append([]string{}, s.InternalDomains...)
	colours := make(map[string]string, len(s.Colours))
	for category, colour := range s.Colours {
		colours[category] = colour
	}
	s.InternalDomains, s.Colours = domains, colours
	return s
}

func (o *office) holds(want calsync.Settings) {
	o.Helper()
	got, err := o.store.Settings(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	same(o.T, "settings", want, got)
}

// more lets the interval grow by a minute.
func more(s calsync.Settings) (calsync.Settings, *journal.Entry, error) {
	s.IntervalMinutes++
	return s, nil, nil
}

var ofSettings = []clause[*office]{
	{"before anybody changed them, the settings are the defaults", func(o *office) {
		o.holds(calsync.Defaults())
		if err := o.twice.ChangeSettings(o.Context(), more); err != nil {
			o.Fatal(err)
		}
		want := calsync.Defaults()
		want.IntervalMinutes++
		o.holds(want)
	}},
	{"every field is kept", func(o *office) {
		o.set(Filled[calsync.Settings]())
		o.holds(Filled[calsync.Settings]())
	}},
	{"what is set to nothing is nothing, not the default", func(o *office) {
		nothing := calsync.Settings{InternalDomains: []string{}, Colours: map[string]string{}}
		o.set(nothing)
		o.holds(nothing)
		o.set(Filled[calsync.Settings]())
		o.set(nothing)
		o.holds(nothing)
	}},
	{"a decision sees what there is", func(o *office) {
		o.set(Filled[calsync.Settings]())
		err := o.twice.ChangeSettings(o.Context(), func(s calsync.Settings) (calsync.Settings, *journal.Entry, error) {
			same(o.T, "seen", Filled[calsync.Settings](), s)
			return s, nil, nil
		})
		if err != nil {
			o.Error(err)
		}
		o.holds(Filled[calsync.Settings]())
	}},
	{"an error of a decision writes nothing", func(o *office) {
		refused := errors.New("refused")
		err := o.twice.ChangeSettings(o.Context(), func(s calsync.Settings) (calsync.Settings, *journal.Entry, error) {
			s.Colours["Kurs"] = "1"
			return s, nil, refused
		})
		if !errors.Is(err, refused) {
			o.Errorf("change: %v", err)
		}
		o.holds(calsync.Defaults())
	}},
	{"twenty change the settings at once: nobody's change is lost", func(o *office) {
		crowd(20, func(int) {
			if err := o.store.ChangeSettings(o.Context(), more); err != nil {
				o.Error(err)
			}
		})
		want := calsync.Defaults()
		want.IntervalMinutes += 20
		o.holds(want)
	}},
	{"nobody waits any more: nothing is written", func(o *office) {
		ctx, cancel := context.WithCancel(o.Context())
		err := o.store.ChangeSettings(ctx, func(s calsync.Settings) (calsync.Settings, *journal.Entry, error) {
			cancel()
			return more(s)
		})
		if !errors.Is(err, context.Canceled) {
			o.Errorf("change: %v", err)
		}
		_, err = o.store.Settings(ctx)
		if again := o.store.ChangeSettings(ctx, more); !errors.Is(err, context.Canceled) ||
			!errors.Is(again, context.Canceled) {
			o.Errorf("settings: %v, change: %v", err, again)
		}
		o.holds(calsync.Defaults())
	}},
	{"a closed store says so", func(o *office) {
		if err := o.end(); err != nil {
			o.Fatal(err)
		}
		if s, err := o.store.Settings(o.Context()); err == nil {
			o.Errorf("settings: %v", s)
		}
		if err := o.store.ChangeSettings(o.Context(), more); err == nil {
			o.Error("changed")
		}
	}},
}
