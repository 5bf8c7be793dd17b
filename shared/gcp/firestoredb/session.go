package firestoredb

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/proposal"
)

var (
	_ jobcal.SessionStore = (*Store)(nil)
	_ jobcal.Programmes   = (*Store)(nil)
)

// Sessions implements [jobcal.SessionStore].
func (s *Store) Sessions(ctx context.Context, id event.ID) (plan jobcal.SessionPlan, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[eventDoc](tx, s.event(id))
		if err != nil {
			return err
		}
		snapshot, err := doc.snapshot(id)
		if err != nil {
			return fmt.Errorf("decode event %d: %w", id, err)
		}
		plan, err = doc.plan()
		plan = plan.Of(&snapshot.Event)
		return err
	})
	return plan, err
}

// ChangeSessions implements [jobcal.SessionStore].
func (s *Store) ChangeSessions(ctx context.Context, id event.ID, decide func(jobcal.Timetable) (jobcal.SessionPlan,
	error)) error {
	ref := s.event(id)
	return s.update(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[eventDoc](tx, ref)
		if err != nil {
			return err
		}
		snapshot, err := doc.snapshot(id)
		if err != nil {
			return fmt.Errorf("decode event %d: %w", id, err)
		}
		plan, err := doc.plan()
		if err != nil {
			return err
		}
		releases, err := doc.releases()
		if err != nil {
			return err
		}
		now := jobcal.Timetable{Plan: plan.Of(&snapshot.Event), Of: &snapshot.Event, Access: doc.roles()}
		if plan, err = decide(now); err != nil {
			return err
		}
		written, err := text(plan)
		if err != nil {
			return err
		}
		b := new(batch)
		b.set(ref, []firestore.Update{{Path: "sessions", Value: written.JSON}, plannedUntil(plan, releases)},
			len(written.JSON))
		return errors.Join(b.move(s), b.write(tx))
	})
}

// plannedUntil is the field that Planned searches by.
func plannedUntil(plan jobcal.SessionPlan, releases []jobcal.Release) firestore.Update {
	update := firestore.Update{Path: "sessions_until", Value: firestore.Delete}
	if end := jobcal.PlannedUntil(plan, releases); !end.IsZero() {
		update.Value = end
	}
	return update
}

// Planned implements [jobcal.Programmes].
func (s *Store) Planned(ctx context.Context, after time.Time) (list []jobcal.Planned, err error) {
	query := s.client.Collection("events").Where("sessions_until", ">", after).Select("format", "sessions", "lines")
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		list = nil
		found, err := tx.Documents(query).GetAll()
		if err != nil {
			return fmt.Errorf("list events with sessions: %w", err)
		}
		if len(found) == 0 {
			return nil
		}
		version, err := get[textDoc](tx, s.directoryVersion())
		if err != nil && !errors.Is(err, access.ErrNotFound) { // before the first change of it
			return err
		}
		for _, f := range found {
			doc, err := decode[eventDoc](f)
			if err != nil {
				return err
			}
			plan, err := doc.plan()
			if err != nil {
				return err
			}
			id, _ := strconv.ParseInt(f.Ref.ID, 10, 32)
			list = append(list, jobcal.Planned{ID: event.ID(id), Mark: jobcal.MarkOf(plan, doc.Lines, version.JSON)})
		}
		return nil
	})
	slices.SortFunc(list, func(a, b jobcal.Planned) int { return cmp.Compare(a.ID, b.ID) })
	return list, err
}

// Programme implements [jobcal.Programmes].
func (s *Store) Programme(ctx context.Context, id event.ID) (p *jobcal.Programme, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		e, _, err := s.readEvent(tx, id)
		if err == nil {
			p = &jobcal.Programme{Snapshot: e.Snapshot, Sessions: e.Sessions, Releases: e.Releases}
		}
		return err
	})
	return p, err
}

// plan gives the zero value where there is none, as in events of former versions.
func (d eventDoc) plan() (plan jobcal.SessionPlan, err error) {
	if d.Sessions != "" {
		err = json.Unmarshal([]byte(d.Sessions), &plan)
	}
	return plan, err
}

// releases gives none where there are none, as in events of former versions.
func (d eventDoc) releases() (all []jobcal.Release, err error) {
	if d.Releases != "" {
		err = json.Unmarshal([]byte(d.Releases), &all)
	}
	return all, err
}

// readPersons adds the persons to an event that has sessions.
func (s *Store) readPersons(tx *firestore.Transaction, e *proposal.Event) error {
	if e.Sessions.Empty() {
		return nil
	}
	e.Persons = map[jobcal.PersonID]jobcal.Person{}
	return each(tx, s.client.Collection("persons"), func(_ string, p jobcal.Person) error {
		e.Persons[p.ID] = p
		return nil
	})
}
