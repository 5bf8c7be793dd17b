package erasing

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/syncrun"
)

// Machine carries out what is due. It is safe for concurrent use; several of them may work on the same store.
type Machine struct {
	Store     Store
	Bucket    Bucket
	Calendars Calendars
	// Now is the clock.
	Now func() time.Time
	// For is how long a tick begins further steps: the request has other things to do besides.
	For time.Duration

	mu       sync.Mutex // held during a tick
	compared bool       // whether this process has repeated what the bucket remembers
}

// Progress is what a tick did to an event.
type Progress struct {
	Event event.ID
	// Step is what comes next; empty: imports and log expired.
	Step Step
}

// Tick does what is due, as far as there is time. What goes wrong with an event does not hold up others, and is tried
// again by the next tick.
func (m *Machine) Tick(ctx context.Context) (done []Progress, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	until := m.Now().Add(m.For)
	if !m.compared {
		if err := m.repeat(ctx); err != nil {
			return nil, err
		}
		m.compared = true
	}
	erase, expire, err := m.Store.Due(ctx, m.Now())
	if err != nil {
		return nil, fmt.Errorf("what is due: %w", err)
	}
	var errs []error
	note := func(p Progress, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("event %d: %w", p.Event, err))
		}
		done = append(done, p)
	}
	for _, id := range erase {
		if err := m.begin(ctx, id); err != nil {
			note(Progress{id, Note}, err)
		}
	}
	open, err := m.Store.Erasures(ctx, true)
	if err != nil {
		return done, errors.Join(append(errs, fmt.Errorf("what is erased: %w", err))...)
	}
	for _, r := range open {
		reached, err := m.goOn(ctx, r, until)
		note(Progress{r.Event, reached}, err)
	}
	for _, id := range expire {
		if m.Now().Before(until) {
			note(Progress{Event: id}, m.expire(ctx, id, until))
		}
	}
	return done, errors.Join(errs...)
}

// begin begins the erase of an event, if that is still ordered.
func (m *Machine) begin(ctx context.Context, id event.ID) error {
	now := m.Now()
	err := m.Store.BeginErase(ctx, id, func(roles access.Roles) (Record, journal.Entry, error) {
		if roles.Ending == nil || !roles.Ending.Begun(now) {
			return Record{}, journal.Entry{}, errNotDue
		}
		r := begun(id, *roles.Ending, now)
		return r, r.entry(journal.EraseBegun, now), nil
	})
	if errors.Is(err, errNotDue) || errors.Is(err, access.ErrNotFound) { // somebody was faster
		return nil
	}
	return err
}

var errNotDue = errors.New("not due")

// entry is what the journal tells of the erase.
func (r Record) entry(what journal.What, at time.Time) journal.Entry {
	e := journal.New(what, r.By, at)
	e.Event = r.Event
	return e
}

// repeat begins the erase of every event that the bucket remembers as erased, although it is there: so it is in a
// database that was restored. Nobody has to order it again, or to wait.
func (m *Machine) repeat(ctx context.Context) error {
	all, err := m.Bucket.Kept(ctx, Folder)
	if err != nil {
		return fmt.Errorf("what the bucket remembers of erases: %w", err)
	}
	for _, text := range all {
		var r Record
		if err := json.Unmarshal(text, &r); err != nil || r.Event <= 0 {
			return fmt.Errorf("what the bucket remembers of an erase cannot be read: %w", err)
		}
		now := m.Now()
		err := m.Store.BeginErase(ctx, r.Event, func(access.Roles) (Record, journal.Entry, error) {
			again := begun(r.Event, access.Ending{By: r.By, At: r.Ordered, Personas: r.Personas}, now)
			return again, again.entry(journal.EraseBegun, now), nil
		})
		if err != nil && !errors.Is(err, access.ErrNotFound) {
			return fmt.Errorf("event %d is to be erased again: %w", r.Event, err)
		}
	}
	return nil
}

// goOn takes steps until none is left, there is no time left, or one has to wait.
func (m *Machine) goOn(ctx context.Context, r Record, until time.Time) (reached Step, err error) {
	for r.Open() && m.Now().Before(until) {
		if r.Step == Personas && len(r.Unforgotten()) > 0 {
			next, err := m.Store.Forget(ctx, r)
			if errors.Is(err, access.ErrChanged) {
				return r.Step, nil
			}
			if err != nil {
				return r.Step, fmt.Errorf("%s: %w", r.Step, err)
			}
			r = next
			continue
		}
		left, cursor, err := m.step(ctx, r)
		if err != nil {
			return r.Step, fmt.Errorf("%s: %w", r.Step, err)
		}
		if left && r.Step == Calendar { // it took all the time there is, or waits for somebody
			return r.Step, nil
		}
		was := r
		var entry *journal.Entry
		if !left {
			r = r.next(m.Now())
			if r.Step == Done {
				entry = new(r.entry(journal.Erased, r.Done))
			}
		} else if r.Cursor = cursor; cursor == "" {
			continue // there is nothing to remember
		}
		err = m.Store.Advance(ctx, was, r, entry)
		if errors.Is(err, access.ErrChanged) { // somebody was faster, and goes on
			return r.Step, nil
		}
		if err != nil {
			return r.Step, err
		}
	}
	return r.Step, nil
}

// step does a part of the record's step. left is whether there is more of it; cursor is how far it got, where that has
// to be remembered.
func (m *Machine) step(ctx context.Context, r Record) (left bool, cursor string, err error) {
	switch r.Step {
	case Note:
		return false, "", m.note(ctx, r)
	case Entities:
		left, err = m.Store.Remove(ctx, r.Event, OfEvent)
	case Proposals, ProposalsAgain:
		left, err = m.removeProposals(ctx, r.Event)
	case Receipts, ReceiptsAgain:
		left, err = m.Store.Remove(ctx, r.Event, AllReceipts)
	case Objects, ObjectsAgain:
		left, err = m.removeObjects(ctx, r.Event)
	case Journal:
		cursor, err = m.Store.Nameless(ctx, func(e journal.Entry) bool { return e.Event == r.Event }, r.Cursor)
		return cursor != "", cursor, err
	case Names:
		if len(r.People) > 0 {
			cursor, err = m.Store.Nameless(ctx, r.tells, r.Cursor)
		}
		return cursor != "", cursor, err
	case Reports, ReportsAgain:
		cursor, err = m.Store.Retell(ctx, r.Cursor, func(told syncrun.Report) syncrun.Report {
			return told.Without(r.Event)
		})
		return cursor != "", cursor, err
	case Calendar:
		left, err = m.Calendars.Depart(ctx, r.Event)
	case Compact:
		return false, "", m.Store.Compact(ctx)
	}
	return left, "", err
}

// note has the bucket remember the erase.
func (m *Machine) note(ctx context.Context, r Record) error {
	text, err := json.Marshal(Record{Event: r.Event, By: r.By, Ordered: r.Ordered, Begun: r.Begun, Personas: r.Personas},
		json.Deterministic(true))
	if err != nil {
		return err
	}
	return m.Bucket.Keep(ctx, fmt.Sprintf("%s%d.json", Folder, r.Event), text)
}

func (m *Machine) removeObjects(ctx context.Context, id event.ID) (left bool, err error) {
	for _, folder := range folders(id) {
		if left, err = m.Bucket.Remove(ctx, folder); left || err != nil {
			return left, err
		}
	}
	return false, nil
}

// expire deletes imports and log of an event that is closed, then notes that.
func (m *Machine) expire(ctx context.Context, id event.ID, until time.Time) error {
	for _, some := range []func() (bool, error){
		func() (bool, error) { return m.Store.Expire(ctx, id, m.Now()) },
		func() (bool, error) { return m.removeObjects(ctx, id) },
	} {
		for left := true; left; {
			var err error
			if left, err = some(); err != nil || left && !m.Now().Before(until) {
				return err
			}
		}
	}
	return access.Expiry{Event: id, Now: m.Now()}.Note(ctx, m.Store)
}

// Leaving are the events that are being erased, of which entries may be in the calendar, see [syncrun.Sources].
func Leaving(s Store) func(context.Context) ([]event.ID, error) {
	return func(ctx context.Context) (leaving []event.ID, err error) {
		open, err := s.Erasures(ctx, true)
		for _, r := range open {
			if r.Leaving() {
				leaving = append(leaving, r.Event)
			}
		}
		return leaving, err
	}
}
