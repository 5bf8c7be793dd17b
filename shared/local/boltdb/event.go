package boltdb

import (
	"context"
	"encoding/binary"
	"errors"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

// What the bucket of an event holds, besides the sections.
var (
	definition = []byte("definition")
	roles      = []byte("access")
	next       = []byte("next")
	log        = []byte("log")
	ledger     = []byte("ledger")
	sessions   = []byte("sessions")
	releases   = []byte("releases")
)

// eventBucket is nil if there is no such event.
func eventBucket(tx *bbolt.Tx, id event.ID) *bbolt.Bucket {
	return tx.Bucket(events).Bucket(number(id))
}

func section(b *bbolt.Bucket, s event.Section) *bbolt.Bucket { return b.Bucket([]byte(s)) }

func createEvent(tx *bbolt.Tx, e *proposal.Event) error {
	s := e.Snapshot
	if erased(tx, s.ID) != nil {
		return proposal.ErrErased
	}
	b, err := tx.Bucket(events).CreateBucket(number(s.ID))
	if errors.Is(err, bolterrors.ErrBucketExists) {
		return proposal.ErrExists
	} else if err != nil {
		return err
	}
	err = errors.Join(
		put(b, definition, storedform.DefinitionOf(s)),
		put(b, roles, e.Access),
		put(b, next, s.Next),
		store(b, []byte(event.Courses), s.Courses),
		store(b, []byte(event.LodgementGroups), s.LodgementGroups),
		store(b, []byte(event.Lodgements), s.Lodgements),
		store(b, []byte(event.Registrations), s.Registrations),
		store[int32, event.LogEntry](b, log, nil),
		store[int32, proposal.Commit](b, ledger, nil),
	)
	err = errors.Join(err, addPersonas(tx, s.Newcomers()))
	if !e.Sessions.Empty() {
		err = errors.Join(err, put(b, sessions, e.Sessions), move(tx))
	}
	if e.Created != nil {
		err = errors.Join(err, record(tx, *e.Created))
	}
	return err
}

func readEvent(ctx context.Context, tx *bbolt.Tx, id event.ID) (*proposal.Event, error) {
	b := eventBucket(tx, id)
	doc, err := get[storedform.Definition](b, definition)
	if err != nil {
		return nil, err
	}
	e := &proposal.Event{Snapshot: doc.Snapshot(id)}
	if e.Access, err = get[access.Roles](b, roles); err != nil {
		return nil, err
	}
	if e.Sessions, err = readSessions(b); err != nil {
		return nil, err
	}
	if e.Releases, err = readReleases(b); err != nil {
		return nil, err
	}
	s := e.Snapshot
	if s.Next, err = get[map[event.Section]int32](b, next); err != nil {
		return nil, err
	}
	err = errors.Join(
		load(ctx, section(b, event.Courses), &s.Courses),
		load(ctx, section(b, event.LodgementGroups), &s.LodgementGroups),
		load(ctx, section(b, event.Lodgements), &s.Lodgements),
		load(ctx, section(b, event.Registrations), &s.Registrations),
		load(ctx, tx.Bucket(personas), &s.Personas),
	)
	if err != nil {
		return nil, err
	}
	e.Snapshot = s.Knowing(s.Personas)
	e.Snapshot.Fit()
	e.Sessions = e.Sessions.Of(&s.Event)
	return e, nil
}

// writeApplied writes what an import changed, nothing else.
func writeApplied(b *bbolt.Bucket, a *diff.Applied) error {
	for _, key := range a.Written {
		if err := put(section(b, key.Section), number(key.ID), a.Snapshot.Entity(key)); err != nil {
			return err
		}
	}
	for _, key := range a.Deleted {
		if err := section(b, key.Section).Delete(number(key.ID)); err != nil {
			return err
		}
	}
	if a.Defined {
		if err := put(b, definition, storedform.DefinitionOf(a.Snapshot)); err != nil {
			return err
		}
	}
	return put(b, next, a.Snapshot.Next)
}

func readLog(b *bbolt.Bucket, q proposal.LogQuery) ([]proposal.LogLine, error) {
	if b == nil {
		return nil, nil
	}
	var found []proposal.LogLine
	c := b.Bucket(log).Cursor()
	key, value := c.Last()
	if q.Before > 0 {
		if at, _ := c.Seek(number(uint64(q.Before))); at != nil {
			key, value = c.Prev()
		} else {
			key, value = c.Last()
		}
	}
	for ; key != nil && (q.Limit == 0 || len(found) < q.Limit); key, value = c.Prev() {
		line := proposal.LogLine{Line: int(binary.BigEndian.Uint64(key))}
		if err := decode(value, key, &line.LogEntry); err != nil {
			return nil, err
		}
		if q.Wants(line.LogEntry) {
			found = append(found, line)
		}
	}
	return found, nil
}

// lines is how many lines a log has.
func lines(b *bbolt.Bucket) uint64 {
	last, _ := b.Cursor().Last()
	if last == nil {
		return 0
	}
	return binary.BigEndian.Uint64(last)
}

func appendLog(b *bbolt.Bucket, entries []event.LogEntry) error {
	n := lines(b)
	for _, entry := range entries {
		n++
		if err := put(b, number(n), entry); err != nil {
			return err
		}
	}
	return nil
}
