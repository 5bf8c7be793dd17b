package firestoredb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// sheets is how many the records are spread over. It never changes: by it, a record is found again.
const sheets = 64

// sheetOf is the number of the sheet that a record is on.
func sheetOf(key calsync.Key) int {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(key)) // never fails
	return int(sum.Sum32() % sheets)
}

// sheet is a part of the records.
type sheet struct {
	records map[calsync.Key]jsontext.Value
	pieces  int // how many documents hold it
}

func (y Sync) mirror() *firestore.CollectionRef { return y.s.client.Collection("mirror") }

// sheet is a piece of a sheet. The order of the names is that of the numbers.
func (y Sync) sheet(n, piece int) *firestore.DocumentRef {
	return y.mirror().Doc(fmt.Sprintf("%02x-%03d", n, piece))
}

// Core implements [syncrun.State].
func (y Sync) Core(ctx context.Context) (c calsync.Core, err error) {
	err = y.s.view(ctx, func(tx *firestore.Transaction) error {
		c, err = y.readCore(tx)
		return err
	})
	return c, err
}

func (y Sync) readCore(tx *firestore.Transaction) (c calsync.Core, err error) {
	doc, err := get[packedDoc](tx, y.the("memory"))
	if errors.Is(err, access.ErrNotFound) {
		return c, nil
	}
	if err == nil {
		err = unpack([][]byte{doc.Data}, &c)
	}
	if err != nil {
		return c, fmt.Errorf("read memory: %w", err)
	}
	return c, nil
}

// Recall implements [syncrun.State].
func (y Sync) Recall(ctx context.Context) (m *calsync.Memory, err error) {
	err = y.s.view(ctx, func(tx *firestore.Transaction) error {
		m = &calsync.Memory{Records: map[calsync.Key]calsync.Record{}}
		if m.Core, err = y.readCore(tx); err != nil {
			return err
		}
		found, err := tx.Documents(y.mirror()).GetAll()
		if err != nil {
			return fmt.Errorf("read mirror: %w", err)
		}
		return unpackSheets(found, m.Records)
	})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// unpackSheets reads all sheets from their pieces, which come in the order of their names.
func unpackSheets(found []*firestore.DocumentSnapshot, into map[calsync.Key]calsync.Record) error {
	for len(found) > 0 {
		name, _, _ := strings.Cut(found[0].Ref.ID, "-")
		first, err := decode[packedDoc](found[0])
		if err != nil {
			return err
		}
		pieces := make([][]byte, max(first.Pieces, 1))
		if len(found) < len(pieces) {
			return fmt.Errorf("sheet %s of the mirror lacks pieces", name)
		}
		for n := range pieces {
			doc, err := decode[packedDoc](found[n])
			if err != nil {
				return err
			}
			pieces[n] = doc.Data
		}
		records := map[calsync.Key]calsync.Record{}
		if err := unpack(pieces, &records); err != nil {
			return fmt.Errorf("decode sheet %s of the mirror: %w", name, err)
		}
		maps.Copy(into, records)
		found = found[len(pieces):]
	}
	return nil
}

// news are what to change on a sheet; nil deletes a record.
type news struct {
	sheet   int
	records map[calsync.Key]jsontext.Value
}

// Remember implements [syncrun.State]. What is more than Firestore takes at once is written by several transactions,
// the core in the first one. Each of them is all or nothing and needs the lease. If it ends between them, calls that
// were made are forgotten, which the next run finds out from the calendar, but none is remembered that was not made,
// nor are invitations that count against the budget of the day forgotten.
func (y Sync) Remember(ctx context.Context, l syncrun.Lease, n syncrun.News) error {
	bySheet := make([]news, sheets)
	for key, r := range n.Records {
		s := &bySheet[sheetOf(key)]
		if s.records == nil {
			s.records = map[calsync.Key]jsontext.Value{}
		}
		s.sheet, s.records[key] = sheetOf(key), nil
		if r != nil {
			value, err := json.Marshal(r, json.Deterministic(true))
			if err != nil {
				return fmt.Errorf("encode record %s: %w", key, err)
			}
			s.records[key] = value
		}
	}
	bySheet = slices.DeleteFunc(bySheet, func(s news) bool { return s.records == nil })
	return y.remember(ctx, l, n, bySheet)
}

// remember writes the records of all, and of n what is no record.
func (y Sync) remember(ctx context.Context, l syncrun.Lease, n syncrun.News, all []news) error {
	err := y.s.update(ctx, func(tx *firestore.Transaction) error {
		t, err := y.readTenure(tx)
		if err == nil {
			err = t.Check(l)
		}
		if err != nil {
			return err
		}
		was, err := y.readSheets(tx, all)
		if err != nil {
			return err
		}
		b := new(batch)
		if n.Entry != nil {
			if err := b.entry(y.s, *n.Entry); err != nil {
				return err
			}
		}
		if n.Core != nil {
			pieces, err := pack(n.Core)
			if err != nil {
				return err
			}
			doc := packedDoc{stamp: stamp{format}, Data: bytes.Join(pieces, nil)}
			b.set(y.the("memory"), doc, len(doc.Data))
		}
		for i, s := range all {
			if err := y.writeSheet(b, was[i], s); err != nil {
				return err
			}
		}
		return y.fits(tx, b)
	})
	if half := len(all) / 2; errors.Is(err, errTooMuch) && half > 0 {
		if err := y.remember(ctx, l, n, all[:half]); err != nil {
			return err
		}
		return y.remember(ctx, l, syncrun.News{}, all[half:])
	}
	return err
}

// readSheets reads the sheets that there are news for.
func (y Sync) readSheets(tx *firestore.Transaction, all []news) ([]sheet, error) {
	if len(all) == 0 {
		return nil, nil
	}
	refs := make([]*firestore.DocumentRef, len(all))
	for i, s := range all {
		refs[i] = y.sheet(s.sheet, 0)
	}
	found, err := tx.GetAll(refs)
	if err != nil {
		return nil, fmt.Errorf("read mirror: %w", err)
	}
	read := make([]sheet, len(all))
	for i, f := range found {
		read[i].records = map[calsync.Key]jsontext.Value{}
		if !f.Exists() {
			continue
		}
		doc, err := decode[packedDoc](f)
		pieces := [][]byte{doc.Data}
		for err == nil && len(pieces) < doc.Pieces {
			var next packedDoc
			next, err = get[packedDoc](tx, y.sheet(all[i].sheet, len(pieces)))
			pieces = append(pieces, next.Data)
		}
		if err == nil {
			err = unpack(pieces, &read[i].records)
		}
		if err != nil {
			return nil, fmt.Errorf("read sheet %s of the mirror: %w", f.Ref.ID, err)
		}
		read[i].pieces = len(pieces)
	}
	return read, nil
}

// writeSheet writes a sheet over the one that was, if it is another one.
func (y Sync) writeSheet(b *batch, was sheet, changed news) error {
	same := true
	for key, value := range changed.records {
		old, found := was.records[key]
		switch {
		case value == nil:
			delete(was.records, key)
			same = same && !found
		default:
			was.records[key] = value
			same = same && bytes.Equal(old, value)
		}
	}
	if same {
		return nil
	}
	var pieces [][]byte
	if len(was.records) > 0 {
		var err error
		if pieces, err = pack(was.records); err != nil {
			return err
		}
	}
	for n, piece := range pieces {
		b.set(y.sheet(changed.sheet, n), packedDoc{stamp{format}, len(pieces), piece}, len(piece))
	}
	for n := len(pieces); n < was.pieces; n++ {
		b.delete(y.sheet(changed.sheet, n))
	}
	return nil
}
