package table

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"kursbuch.internal/shared/jobcal"
)

// drain deletes what goes, as much at once as the store takes. It gives the state afterwards; ErrOvertaken if a newer
// generation of the table came meanwhile.
func (d Desk) drain(ctx context.Context, s State, now time.Time) (State, error) {
	generation := s.Report.Generation
	for size := jobcal.MaxOperations; len(s.Going) > 0; {
		some := s.Going[:min(size, len(s.Going))]
		err := d.Tables.Change(ctx, Scope{s.Table, some}, func(is State, b *jobcal.Book) (Effect, error) {
			if is.Report.Generation != generation {
				return Effect{}, ErrOvertaken
			}
			e := is.delete(some, b, now)
			s = is
			s.take(e)
			return e, nil
		})
		if errors.Is(err, jobcal.ErrTooLarge) && len(some) > 1 {
			size = len(some) / 2
			continue
		}
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// take makes the state what an effect makes of it.
func (s *State) take(e Effect) {
	if e.State != nil {
		*s = *e.State
	}
}

// delete lets those of the appointments go that are still of the table, and not over.
func (s State) delete(some []jobcal.AppointmentID, b *jobcal.Book, now time.Time) Effect {
	e := Effect{Changes: s.changes(now), State: &s}
	for _, id := range some {
		if a, there := b.Appointments[id]; there && a.Origin == s.Table && a.Span.End.After(now) {
			e.Changes.Appointments[id] = nil
			s.Report.Deleted.add(line(a))
		}
	}
	s.Going = slices.DeleteFunc(slices.Clone(s.Going), func(id jobcal.AppointmentID) bool {
		return slices.Contains(some, id)
	})
	s.settle()
	return e
}

// settle says what became of the table, when nothing is left to do.
func (s *State) settle() {
	switch {
	case len(s.Going) > 0:
	case len(s.Kept) > 0:
		s.Report.Outcome = Held
	default:
		s.Report.Outcome = Taken
	}
}

// Decision is somebody's word on what is held back.
type Decision struct {
	Table string
	Hash  string
	By    string // mail address
	At    time.Time
}

// Approve deletes what is held back of a table, if it has that hash. It gives the report as it is afterwards. Approving
// the same again does what is left of it. ErrNothingHeld, ErrOtherHeld say that it is not that; nothing was done then.
func Approve(ctx context.Context, d Desk, by Decision) (*Report, error) {
	var state State
	err := d.Tables.Change(ctx, Scope{Table: by.Table}, func(s State, _ *jobcal.Book) (Effect, error) {
		state = s
		switch {
		case s.Report == nil, len(s.Kept) == 0 && (s.Report.Hash != by.Hash || s.Report.ApprovedBy == ""):
			return Effect{}, ErrNothingHeld
		case s.Report.Hash != by.Hash:
			return Effect{}, ErrOtherHeld
		case len(s.Kept) == 0: // it is approved already
			return Effect{}, nil
		}
		state.Going, state.Kept = s.Kept, nil
		state.Approved = append(s.Approved, Approval{by.Hash, by.By, by.At.UTC(), state.Going})
		state.Report.ApprovedBy, state.Report.ApprovedAt = by.By, by.At.UTC()
		state.Report.HeldBack, state.Report.Findings.Items = Lines{}, nil
		return Effect{State: &state}, nil
	})
	if err == nil {
		state, err = d.drain(ctx, state, by.At)
	}
	if err != nil {
		return nil, fmt.Errorf("approve what table %s deletes: %w", by.Table, err)
	}
	return state.Report, nil
}
