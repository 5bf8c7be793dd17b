package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// ensureEvent makes sure that there is an event to work with: the one of the command line, or the sample event. What
// is stored already stays as it is.
func ensureEvent(ctx context.Context, store proposal.Store, c config) (event.ID, error) {
	if err := writeSamples(filepath.Join(c.data, "samples"), c.samples()); err != nil {
		return 0, err
	}
	snapshot, err := c.snapshot()
	if err != nil {
		return 0, err
	}
	found, err := proposal.Load(ctx, store, &proposal.Event{Snapshot: snapshot, Access: identity.Roles(),
		Sessions: c.sessions()})
	switch {
	case errors.Is(err, proposal.ErrExists):
		if c.event != "" {
			fmt.Printf("Die Veranstaltung %d ist schon in %s; weiter mit dem gespeicherten Stand.\n", snapshot.ID, c.data)
		}
		err = nil
	case !found.Empty():
		for _, p := range found.Items {
			fmt.Fprintf(os.Stderr, "%s: %s: %s\n", c.event, p.Path, p.Message(problem.English))
		}
		err = fmt.Errorf("%s is inconsistent: %d problems", c.event, found.Total())
	}
	if err != nil {
		return 0, err
	}
	return snapshot.ID, os.MkdirAll(filepath.Join(c.data, "inbox", fmt.Sprint(snapshot.ID)), 0o700)
}

// snapshot is the event to begin with.
func (c config) snapshot() (*event.Snapshot, error) {
	if c.event == "" {
		return sample.PfingstAkademie(), nil
	}
	content, err := os.ReadFile(c.event)
	if err != nil {
		return nil, err
	}
	s, err := event.Read(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.event, err)
	}
	return s, nil
}

// sessions are those of the sample event.
func (c config) sessions() jobcal.SessionPlan {
	if c.event != "" {
		return jobcal.SessionPlan{}
	}
	return sample.Sessions()
}

// samples are import files to try. They are made for the sample event.
func (c config) samples() []sample.Import {
	if c.event != "" {
		return nil
	}
	return sample.Imports()
}

func writeSamples(dir string, samples []sample.Import) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, imp := range samples {
		if err := os.WriteFile(filepath.Join(dir, imp.Name), imp.Content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
