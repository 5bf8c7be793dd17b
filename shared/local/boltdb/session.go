package boltdb

import (
	"context"
	"encoding/binary"
	"errors"
	"time"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

var (
	_ jobcal.SessionStore = (*Store)(nil)
	_ jobcal.Programmes   = (*Store)(nil)
)

// Sessions implements [jobcal.SessionStore].
func (s *Store) Sessions(ctx context.Context, id event.ID) (plan jobcal.SessionPlan, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		b := eventBucket(tx, id)
		if b == nil {
			return access.ErrNotFound
		}
		doc, err := get[storedform.Definition](b, definition)
		if err != nil {
			return err
		}
		plan, err = readSessions(b)
		plan = plan.Of(&doc.Event)
		return err
	})
	return plan, err
}

// ChangeSessions implements [jobcal.SessionStore]. There is one writer at a time, so decide runs once.
func (s *Store) ChangeSessions(ctx context.Context, id event.ID, decide func(jobcal.Timetable) (jobcal.SessionPlan,
	error)) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		b := eventBucket(tx, id)
		if b == nil {
			return access.ErrNotFound
		}
		doc, err := get[storedform.Definition](b, definition)
		if err != nil {
			return err
		}
		plan, planErr := readSessions(b)
		may, err := get[access.Roles](b, roles)
		if err := errors.Join(planErr, err); err != nil {
			return err
		}
		if plan, err = decide(jobcal.Timetable{Plan: plan.Of(&doc.Event), Of: &doc.Event, Access: may}); err != nil {
			return err
		}
		return errors.Join(put(b, sessions, plan), move(tx))
	})
}

// Planned implements [jobcal.Programmes].
func (s *Store) Planned(ctx context.Context, after time.Time) (list []jobcal.Planned, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		all := tx.Bucket(events)
		return all.ForEachBucket(func(key []byte) error {
			b := all.Bucket(key)
			plan, err := readSessions(b)
			gone, goneErr := readReleases(b)
			if err := errors.Join(err, goneErr); err != nil || !jobcal.PlannedUntil(plan, gone).After(after) {
				return err
			}
			list = append(list, jobcal.Planned{ID: event.ID(binary.BigEndian.Uint64(key)),
				Mark: jobcal.MarkOf(plan, lines(b.Bucket(log)), string(tx.Bucket(versions).Get(personas)))})
			return nil
		})
	})
	return list, err
}

// Programme implements [jobcal.Programmes].
func (s *Store) Programme(ctx context.Context, id event.ID) (p *jobcal.Programme, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		e, err := readEvent(ctx, tx, id)
		if err == nil {
			p = &jobcal.Programme{Snapshot: e.Snapshot, Sessions: e.Sessions, Releases: e.Releases}
		}
		return err
	})
	return p, err
}

// readSessions gives the zero value where there are none, as in events of former versions.
func readSessions(b *bbolt.Bucket) (jobcal.SessionPlan, error) {
	plan, err := get[jobcal.SessionPlan](b, sessions)
	if errors.Is(err, access.ErrNotFound) {
		return jobcal.SessionPlan{}, nil
	}
	return plan, err
}

// readReleases gives none where there are none, as in events of former versions.
func readReleases(b *bbolt.Bucket) ([]jobcal.Release, error) {
	all, err := get[[]jobcal.Release](b, releases)
	if errors.Is(err, access.ErrNotFound) {
		return nil, nil
	}
	return all, err
}

// readPersons adds the persons to an event that has sessions.
func readPersons(tx *bbolt.Tx, e *proposal.Event) error {
	if e.Sessions.Empty() {
		return nil
	}
	people, err := readPeople(tx)
	if err == nil {
		e.Persons = people.Persons
	}
	return err
}
