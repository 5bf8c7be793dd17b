package firestoredb

import (
	"fmt"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// How many bytes can be written.
const (
	// Firestore takes 10 MiB in a request, index entries included. The rest is for the transaction's own bytes.
	commitLimit = 9 << 20
	// The emulator takes 4 MiB.
	emulatorLimit = 4<<20 - 128<<10
	// Firestore takes 1 MiB, names of document and fields included.
	documentLimit = 1_000_000
	// overhead is more than what a write takes besides the name of its document and the long fields: the short ones,
	// names of fields, lengths.
	overhead = 256
)

// batch is what a transaction writes.
type batch struct {
	writes []write
	size   int // bytes, rather too many than too few
	// created are the IDs of entities that a file knows by placeholders.
	created diff.Created
	// found is what hinders writing: documents that are too large.
	found problem.List
}

// write is one document to write. A nil doc deletes it, a list of updates changes it.
type write struct {
	ref  *firestore.DocumentRef
	doc  any
	size int
}

func (b *batch) add(ref *firestore.DocumentRef, doc any, size int) {
	size += len(ref.Path) + overhead
	b.writes = append(b.writes, write{ref, doc, size})
	b.size += size
}

// set writes a document whose long fields have the given size.
func (b *batch) set(ref *firestore.DocumentRef, doc any, size int) {
	b.add(ref, doc, size)
	if size > documentLimit {
		b.found.Add("", onimport.TooBigToCommit, mebibytes(size), 1)
	}
}

func (b *batch) delete(ref *firestore.DocumentRef) { b.add(ref, nil, 0) }

// text writes something as JSON.
func (b *batch) text(ref *firestore.DocumentRef, v any) error {
	doc, err := text(v)
	b.set(ref, doc, len(doc.JSON))
	return err
}

func (b *batch) pages(c *firestore.CollectionRef, pages []page) error {
	for _, p := range pages {
		if err := b.text(p.ref(c), p.items); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) entity(ref *firestore.DocumentRef, key event.Key, e event.Entity) error {
	doc, err := text(e)
	b.add(ref, doc, len(doc.JSON))
	if size := len(doc.JSON); size > documentLimit {
		b.found.Add(jsontext.Pointer(b.placeholder(key).String()), onimport.EntityTooBig, kibibytes(size),
			kibibytes(documentLimit))
	}
	return err
}

// placeholder is the key of an entity in the file that it comes from.
func (b *batch) placeholder(key event.Key) event.Key {
	for id, given := range b.created[key.Section] {
		if given == key.ID {
			key.ID = id
		}
	}
	return key
}

// oversize is what hinders writing the batch.
func (b *batch) oversize(limit int) problem.List {
	if b.size > limit {
		b.found.Add("", onimport.TooBigToCommit, mebibytes(b.size), limit>>20)
	}
	return b.found
}

// pieces are batches with the same writes in order, none larger than a limit.
func (b *batch) pieces(limit int) (all []*batch) {
	piece := new(batch)
	for _, w := range b.writes {
		if piece.size+w.size > limit && len(piece.writes) > 0 {
			all, piece = append(all, piece), new(batch)
		}
		piece.writes, piece.size = append(piece.writes, w), piece.size+w.size
	}
	return append(all, piece)
}

func (b *batch) write(tx *firestore.Transaction) error {
	for _, w := range b.writes {
		var err error
		switch doc := w.doc.(type) {
		case nil:
			err = tx.Delete(w.ref)
		case []firestore.Update:
			err = tx.Update(w.ref, doc)
		default:
			err = tx.Set(w.ref, doc)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", w.ref.Path, err)
		}
	}
	return nil
}

// Too much is rounded up: it is to look like too much.
func mebibytes(size int) int { return (size + 1<<20 - 1) >> 20 }
func kibibytes(size int) int { return size >> 10 }
