package history

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
)

// Page is a part of the history of an appointment.
type Page struct {
	Entries []Entry // newest first
	// Next is what to ask for after it; empty: there is no more.
	Next string
}

// Read reads a page of a history, of what is not over its [Retention] yet: a store may need a day or so to delete it.
func Read(ctx context.Context, s Store, q Query, now time.Time) (Page, error) {
	limit := q.Limit
	q.Limit++ // one more tells whether there is more
	found, err := s.History(ctx, q)
	if err != nil {
		return Page{}, fmt.Errorf("history of %s: %w", q.Appointment, err)
	}
	var p Page
	for _, e := range found {
		if !e.Expires().After(now) {
			return p, nil
		}
		if len(p.Entries) == limit {
			p.Next = p.Entries[limit-1].ID
			break
		}
		p.Entries = append(p.Entries, e)
	}
	return p, nil
}

var form = regexp.MustCompile(`^[0-9]{19}-[0-9a-f]{8}$`)

// IsID reports whether a text can be the ID of an entry.
func IsID(text string) bool { return form.MatchString(text) }

// Undo is the operation that puts an appointment back as it was before an entry, and the author who does so.
// [jobcal.Apply] checks it as any other: who is not among the persons any more is found. What only tables may say, it
// does not bring back. access.ErrNotFound if there is no such entry, or it is over its [Retention]; ErrNothingBefore if
// there was no appointment.
func Undo(ctx context.Context, s Store, of jobcal.AppointmentID, by jobcal.Author) (jobcal.Operation, error) {
	if !IsID(by.Of) {
		return jobcal.Operation{}, access.ErrNotFound
	}
	e, err := s.Entry(ctx, of, by.Of)
	switch {
	case err != nil:
		return jobcal.Operation{}, fmt.Errorf("entry %s of %s: %w", by.Of, of, err)
	case !e.Expires().After(by.At):
		return jobcal.Operation{}, access.ErrNotFound
	case e.Before == nil:
		return jobcal.Operation{}, ErrNothingBefore
	}
	return jobcal.Operation{Put: e.Before}, nil
}
