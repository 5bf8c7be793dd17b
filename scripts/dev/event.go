package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// ensureEvent makes sure that there is an event to work with: the one of the command line, or the sample event. What
// is stored already stays as it is. With it come the import files to try.
func ensureEvent(ctx context.Context, store proposal.Store, c config) (event.ID, []sample.Import, error) {
	snapshot, content, err := c.snapshot()
	if err != nil {
		return 0, nil, err
	}
	samples := c.samples()
	found, err := proposal.Load(ctx, store, &proposal.Event{Snapshot: snapshot, Access: identity.Roles(),
		Sessions: c.sessions()})
	switch {
	case errors.Is(err, proposal.ErrExists) && c.event != "":
		fmt.Printf("Die Veranstaltung %d ist schon in %s; weiter mit dem gespeicherten Stand.\n", snapshot.ID, c.data)
	case errors.Is(err, proposal.ErrErased):
		samples = nil
	case errors.Is(err, proposal.ErrExists):
		stored, err := store.Event(ctx, snapshot.ID)
		if err != nil {
			return 0, nil, err
		}
		if stored.Snapshot.Event.Title != snapshot.Event.Title { // somebody's own, by scripts/load
			samples = nil
		}
	case err != nil:
		return 0, nil, err
	case !found.Empty():
		partial.Locate(content, &found)
		return 0, nil, c.refuse(found)
	}
	if err := writeSamples(filepath.Join(c.data, "samples"), samples); err != nil {
		return 0, nil, err
	}
	return snapshot.ID, samples, os.MkdirAll(filepath.Join(c.data, "inbox", fmt.Sprint(snapshot.ID)), 0o700)
}

// snapshot is the event to begin with, and the text that it was read from.
func (c config) snapshot() (*event.Snapshot, []byte, error) {
	if c.event == "" {
		return sample.PfingstAkademie(), nil, nil
	}
	content, err := os.ReadFile(c.event)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, fmt.Errorf("-event: die Datei %s gibt es nicht. Bitte Namen und Ordner prüfen", c.event)
	case err != nil:
		return nil, nil, fmt.Errorf("-event: die Datei %s kann nicht gelesen werden: Ist sie ein Ordner, fehlt die "+
			"Berechtigung? (%w)", c.event, errors.Unwrap(err))
	}
	s, found := proposal.ReadExport(content)
	if s == nil {
		return nil, nil, c.refuse(found)
	}
	return s, content, nil
}

// refuse prints why the event of the command line cannot be the one to begin with.
func (c config) refuse(found problem.List) error {
	for _, p := range found.Items {
		fmt.Fprintf(os.Stderr, "%s:%d:%d: %s (%s)\n", c.event, p.Line, p.Column, p.Message(problem.German), p.Path)
	}
	return fmt.Errorf("%s ist so nicht zu laden (Probleme: %d). Bitte berichtigen, dann noch einmal", c.event,
		found.Total())
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
