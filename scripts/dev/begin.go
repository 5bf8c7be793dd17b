package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// begin makes sure that there is an event to work with: the one of the command line, or the sample event. What is stored
// already stays as it is.
func begin(ctx context.Context, store proposal.Store, c config) (event.ID, error) {
	if err := writeSamples(filepath.Join(c.data, "samples")); err != nil {
		return 0, err
	}
	snapshot := sample.PfingstAkademie()
	if c.event != "" {
		content, err := os.ReadFile(c.event)
		if err != nil {
			return 0, err
		}
		if snapshot, err = event.Read(bytes.NewReader(content)); err != nil {
			return 0, fmt.Errorf("%s: %w", c.event, err)
		}
	}
	found, err := proposal.Load(ctx, store, &proposal.Event{Snapshot: snapshot, Access: identity.Access()})
	switch {
	case errors.Is(err, proposal.ErrExists):
		if c.event != "" {
			fmt.Printf("Die Veranstaltung %d ist schon in %s; weiter mit dem gespeicherten Stand.\n", snapshot.ID, c.data)
		}
		err = nil
	case !found.Empty():
		for _, p := range found.Items {
			fmt.Fprintf(os.Stderr, "%s: %s: %s\n", c.event, p.Path, p.Message(problem.German))
		}
		err = fmt.Errorf("%s is inconsistent", c.event)
	}
	if err != nil {
		return 0, err
	}
	return snapshot.ID, os.MkdirAll(filepath.Join(c.data, "inbox", fmt.Sprint(snapshot.ID)), 0o700)
}

// writeSamples lays out import files to try.
func writeSamples(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, imp := range sample.Imports() {
		if err := os.WriteFile(filepath.Join(dir, imp.Name), imp.Content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
