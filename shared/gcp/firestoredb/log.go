package firestoredb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// Log implements [proposal.Store]. Pages are named after the number of lines before them, and an import begins a new
// one. Without an index Firestore gives names in ascending order only, so this reads what lies in a range of numbers,
// which is widened until it holds enough lines. A page that begins before the range has older lines than all others.
func (s *Store) Log(ctx context.Context, q proposal.LogQuery) (lines []proposal.LogLine, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[eventDoc](tx, s.event(q.Event))
		if errors.Is(err, access.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		before := doc.Lines
		if q.Before > 0 {
			before = min(before, q.Before-1)
		}
		for width := 4 * max(q.Limit, 100); ; width *= 4 {
			from := max(0, before-width)
			if q.Limit == 0 {
				from = 0
			}
			if lines, err = s.readLog(tx, q.Event, from, before); err != nil {
				return err
			}
			lines = slices.DeleteFunc(lines, func(l proposal.LogLine) bool { return !q.Wants(l.LogEntry) })
			if from == 0 || len(lines) >= q.Limit {
				break
			}
		}
		slices.Reverse(lines)
		if q.Limit > 0 {
			lines = lines[:min(len(lines), q.Limit)]
		}
		return nil
	})
	return lines, err
}

// readLog reads the lines of all pages that begin in a range of numbers, as far as they lie in it.
func (s *Store) readLog(tx *firestore.Transaction, id event.ID, from, before int) (lines []proposal.LogLine,
	err error) {
	pages := s.event(id).Collection("log")
	within := pages.Where(firestore.DocumentID, ">=", page{first: from}.ref(pages)).
		Where(firestore.DocumentID, "<", page{first: before}.ref(pages))
	err = each(tx, within, func(name string, entries []event.LogEntry) error {
		first, _ := strconv.Atoi(name)
		for i, entry := range entries {
			if line := first + i + 1; line <= before {
				lines = append(lines, proposal.LogLine{Line: line, LogEntry: entry})
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the log of event %d: %w", id, err)
	}
	return lines, nil
}
