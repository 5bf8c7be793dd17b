package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
)

// loadSessions plans the sessions of an event. Doing it again changes nothing.
func (l *load) loadSessions(ctx context.Context) (err error) {
	content, err := os.ReadFile(l.sessions)
	if err != nil {
		return err
	}
	var plan jobcal.SessionPlan
	if err := json.Unmarshal(content, &plan, json.RejectUnknownMembers(true)); err != nil {
		return fmt.Errorf("%s: no sessions: %w", l.sessions, err)
	}
	store, err := l.to.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	var checked jobcal.SessionPlan
	var found problem.List
	err = store.ChangeSessions(ctx, event.ID(l.event), func(_ jobcal.SessionPlan, d *event.Definition) (jobcal.SessionPlan, error) {
		if checked, found = jobcal.CheckSessions(plan, d); !found.Empty() {
			return checked, errRefused
		}
		return checked, nil
	})
	switch {
	case errors.Is(err, jobcal.ErrNotFound):
		return fmt.Errorf("there is no event %d in %s", l.event, l.to)
	case errors.Is(err, errRefused):
		partial.Locate(content, &found)
		l.refuse(l.sessions, found)
		return errRefused
	case err != nil:
		return err
	}
	sessions := 0
	for _, list := range checked.Tracks {
		sessions += len(list)
	}
	fmt.Fprintf(l.out, "event %d: %d sessions in %d tracks\n", l.event, sessions, len(checked.Tracks))
	return nil
}
