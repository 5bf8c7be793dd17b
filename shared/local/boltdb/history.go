package boltdb

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
)

// The buckets of histories, made with the first entry.
var (
	historyEntries = []byte("history")
	historyByTime  = []byte("history-by-time")
)

// histories are those of the appointments of the job calendar.
type histories struct{ store *Store }

// Histories are those of the appointments of the job calendar in the same file.
func (s *Store) Histories() history.Store { return histories{s} }

// ofHistory is what the keys of all entries of an appointment begin with.
func ofHistory(id jobcal.AppointmentID) []byte { return []byte(id + "/") }

func historyKey(e history.Entry) []byte { return append(ofHistory(e.Appointment), e.ID...) }

// writeHistory writes the entries of histories that changes of a book make, and deletes what is to be kept no longer.
func writeHistory(tx *bbolt.Tx, b *jobcal.Book, changes jobcal.Changes) error {
	written, err := history.Of(b, changes)
	if err != nil || len(written) == 0 {
		return err
	}
	entries, err := tx.CreateBucketIfNotExists(historyEntries)
	if err != nil {
		return err
	}
	byTime, err := tx.CreateBucketIfNotExists(historyByTime)
	if err != nil {
		return err
	}
	for _, e := range written {
		err = errors.Join(put(entries, historyKey(e), e), byTime.Put(append(instant(e.Expires()), historyKey(e)...), nil))
		if err != nil {
			return fmt.Errorf("history of %s: %w", e.Appointment, err)
		}
	}
	return forgetHistory(entries, byTime, changes.Author.At)
}

// instant is a time in a key.
func instant(at time.Time) []byte { return binary.BigEndian.AppendUint64(nil, uint64(at.UnixMicro())) }

// forgetHistory deletes the entries that have expired.
func forgetHistory(entries, byTime *bbolt.Bucket, now time.Time) error {
	var gone [][]byte
	c := byTime.Cursor()
	for key, _ := c.First(); key != nil && bytes.Compare(key, instant(now)) < 0; key, _ = c.Next() {
		gone = append(gone, bytes.Clone(key))
	}
	for _, key := range gone {
		if err := errors.Join(byTime.Delete(key), entries.Delete(key[8:])); err != nil {
			return err
		}
	}
	return nil
}

// History implements [history.Store]. IDs are such that the newest entry comes first.
func (h histories) History(ctx context.Context, q history.Query) (found []history.Entry, err error) {
	err = h.store.view(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(historyEntries)
		if b == nil {
			return nil
		}
		c, prefix := b.Cursor(), ofHistory(q.Appointment)
		after := append(bytes.Clone(prefix), q.After...)
		key, value := c.Seek(after)
		if q.After != "" && bytes.Equal(key, after) {
			key, value = c.Next()
		}
		for ; bytes.HasPrefix(key, prefix) && len(found) < q.Limit; key, value = c.Next() {
			var e history.Entry
			if err := decode(value, key, &e); err != nil {
				return err
			}
			found = append(found, e)
		}
		return nil
	})
	return found, err
}

// Entry implements [history.Store].
func (h histories) Entry(ctx context.Context, of jobcal.AppointmentID, id string) (e history.Entry, err error) {
	err = h.store.view(ctx, func(tx *bbolt.Tx) error {
		e, err = get[history.Entry](tx.Bucket(historyEntries), append(ofHistory(of), id...))
		return err
	})
	return e, err
}
