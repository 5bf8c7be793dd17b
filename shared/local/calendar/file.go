package calendar

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The buckets of the file. Numbers in keys are big-endian: bbolt's order is theirs.
var (
	booksBucket   = []byte("calendars") // calendar ID → [bookDoc]
	entriesBucket = []byte("entries")   // calendar ID, 0, serial → [entryDoc]
	listsBucket   = []byte("lists")     // mail, 0, calendar ID → nothing
	outboxBucket  = []byte("outbox")    // number → [Mail]
	countBucket   = []byte("count")     // "version" → the version of the last change
)

var versionKey = []byte("version")

// file is where the calendars are kept; nil: nowhere.
type file struct{ db *bbolt.DB }

// record is one pair to write; without a value, to delete.
type record struct{ bucket, key, value []byte }

func openFile(path string) (*file, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%s is in use: another process has it open", path)
	case err != nil:
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range [][]byte{booksBucket, entriesBucket, listsBucket, outboxBucket, countBucket} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare %s: %w", path, err), db.Close())
	}
	return &file{db}, nil
}

func (f *file) close() error {
	if f == nil {
		return nil
	}
	return f.db.Close()
}

// save writes all records, or none.
func (f *file) save(version uint64, records []record) error {
	if f == nil {
		return nil
	}
	return f.db.Update(func(tx *bbolt.Tx) error {
		for _, r := range append(records, record{countBucket, versionKey, number(version)}) {
			b := tx.Bucket(r.bucket)
			var err error
			if r.value == nil {
				err = b.Delete(r.key)
			} else {
				err = b.Put(r.key, r.value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func entryKey(calendarID string, serial uint64) []byte {
	return append(append([]byte(calendarID), 0), number(serial)...)
}

func listKey(mail, calendarID string) []byte { return []byte(mail + "\x00" + calendarID) }

func bookRecord(doc bookDoc) (record, error) {
	value, err := json.Marshal(doc)
	return record{booksBucket, []byte(doc.Resource.Id), value}, err
}

// entryRecord has the form of an [entryDoc], without encoding the event a second time.
func entryRecord(calendarID string, e *entry) (record, error) {
	value, err := json.Marshal(struct {
		Serial  uint64          `json:"serial"`
		Version uint64          `json:"version"`
		Private bool            `json:"private"`
		Event   json.RawMessage `json:"event"`
	}{e.Serial, e.Version, e.Private, e.encoded})
	return record{entriesBucket, entryKey(calendarID, e.Serial), value}, err
}

func mailRecord(serial uint64, m Mail) (record, error) {
	value, err := json.Marshal(m)
	return record{outboxBucket, number(serial), value}, err
}

// load reads the whole file into the state.
func (c *Calendar) load() error {
	return c.file.db.View(func(tx *bbolt.Tx) error {
		if version := tx.Bucket(countBucket).Get(versionKey); version != nil {
			c.version = binary.BigEndian.Uint64(version)
		}
		return errors.Join(
			tx.Bucket(booksBucket).ForEach(c.loadBook),
			tx.Bucket(entriesBucket).ForEach(c.loadEntry),
			tx.Bucket(listsBucket).ForEach(c.loadList),
			tx.Bucket(outboxBucket).ForEach(c.loadMail),
		)
	})
}

func (c *Calendar) loadBook(key, value []byte) error {
	var doc bookDoc
	if err := json.Unmarshal(value, &doc); err != nil {
		return fmt.Errorf("calendar %q: %w", key, err)
	}
	c.state.books[string(key)] = newBook(doc)
	return nil
}

func (c *Calendar) loadEntry(key, value []byte) error {
	id, _, _ := bytes.Cut(key, []byte{0})
	b := c.state.books[string(id)]
	if b == nil {
		return fmt.Errorf("entry %q: its calendar is missing", key)
	}
	var doc entryDoc
	if err := json.Unmarshal(value, &doc); err != nil {
		return fmt.Errorf("entry %q: %w", key, err)
	}
	e, err := newEntry(b, doc)
	if err != nil {
		return fmt.Errorf("entry %q: %w", key, err)
	}
	b.put(e)
	return nil
}

func (c *Calendar) loadList(key, _ []byte) error {
	mail, id, _ := bytes.Cut(key, []byte{0})
	if c.state.lists[string(mail)] == nil {
		c.state.lists[string(mail)] = map[string]bool{}
	}
	c.state.lists[string(mail)][string(id)] = true
	return nil
}

func (c *Calendar) loadMail(key, value []byte) error {
	var m Mail
	if err := json.Unmarshal(value, &m); err != nil {
		return fmt.Errorf("mail %x: %w", key, err)
	}
	c.state.outbox = append(c.state.outbox, m)
	return nil
}
