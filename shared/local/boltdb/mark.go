package boltdb

import (
	"encoding/binary"
	"hash/maphash"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// A mark stands for stored bytes, to tell cheaply whether they are still the same. Hashing them takes a hundredth of
// the time that decoding them does. That two differ and have the same mark happens once in 2⁶⁴ times: the seed is
// another one in every process, so nobody can aim at it.
type mark uint64

var seed = maphash.MakeSeed()

// marker takes the mark of what it is shown.
type marker struct{ hash maphash.Hash }

func newMarker() *marker {
	m := &marker{}
	m.hash.SetSeed(seed)
	return m
}

func (m *marker) sum() mark { return mark(m.hash.Sum64()) }

// bytes are marked with their length: what is cut elsewhere is something else.
func (m *marker) bytes(all ...[]byte) {
	for _, b := range all {
		_, _ = m.hash.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b)))) // it never fails
		_, _ = m.hash.Write(b)
	}
}

// value marks what is stored under a key; nothing, too.
func (m *marker) value(b *bbolt.Bucket, key []byte) {
	if b != nil {
		m.bytes(key, b.Get(key))
	}
}

// all marks all values of a bucket.
func (m *marker) all(b *bbolt.Bucket) {
	if b == nil {
		return
	}
	c := b.Cursor()
	for key, value := c.First(); key != nil; key, value = c.Next() {
		m.bytes(key, value)
	}
	m.bytes(nil)
}

// snapshot marks all that a snapshot is made of.
func (m *marker) snapshot(b *bbolt.Bucket) {
	m.value(b, definition)
	m.value(b, next)
	for _, s := range event.Sections {
		m.all(section(b, s))
	}
}

// state marks all that readState reads: whoever adds something there adds it here.
func (m *marker) state(tx *bbolt.Tx, subject proposal.Subject) {
	m.value(tx.Bucket(heads), []byte(subject.Proposal))
	m.value(tx.Bucket(bodies), []byte(subject.Proposal))
	b := eventBucket(tx, subject.Event)
	m.value(b, roles)
	if subject.WithEvent && b != nil {
		m.snapshot(b)
		m.value(b, sessions)
		m.all(tx.Bucket(personas))
		m.all(tx.Bucket(persons))
		m.all(tx.Bucket(resources))
	}
	if subject.Object != "" {
		for id := range beginning(tx.Bucket(pending), ofObject(subject.Bucket, subject.Object)) {
			m.value(tx.Bucket(heads), id)
		}
	}
	if b != nil && subject.ContentHash != "" {
		if head, err := readCommitted(tx, b, subject.ContentHash); err == nil {
			m.value(tx.Bucket(heads), []byte(head.ID))
		}
	}
	undoing, _ := readUndoing(tx, subject.UndoOf) // what cannot be read is an error of readState
	for _, head := range undoing {
		m.value(tx.Bucket(heads), []byte(head.ID))
	}
}
