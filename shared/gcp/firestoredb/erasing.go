package firestoredb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/proposal/receipt"
)

var _ erasing.Store = (*Store)(nil)

// erasureDoc is how far the erase of an event is, or that there was one with this ID.
type erasureDoc struct {
	textDoc
	Open bool `firestore:"open"`
}

// How much a step deletes: Firestore takes 10 MiB in a commit, whatever is deleted, and bills each document.
const (
	someDocuments = 300
	someProposals = 10
	somePages     = 50 // of what is read and written again
)

func (s *Store) erasure(id event.ID) *firestore.DocumentRef {
	return s.client.Collection("erasures").Doc(number(id))
}

// erased is access.ErrErased if there was an event and will never be again.
func (s *Store) erased(tx *firestore.Transaction, id event.ID) error {
	if id == 0 {
		return nil
	}
	found, err := tx.GetAll([]*firestore.DocumentRef{s.erasure(id)})
	if err == nil && found[0].Exists() {
		err = access.ErrErased
	}
	if err != nil {
		return fmt.Errorf("event %d: %w", id, err)
	}
	return nil
}

// orErased is err, or that the event is not found because it was erased.
func (s *Store) orErased(tx *firestore.Transaction, id event.ID, err error) error {
	if errors.Is(err, access.ErrNotFound) {
		if gone := s.erased(tx, id); gone != nil {
			return gone
		}
	}
	return err
}

// Due implements [erasing.Store].
func (s *Store) Due(ctx context.Context, now time.Time) (erase, expire []event.ID, err error) {
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		var errs [2]error
		erase, errs[0] = s.until(tx, "erase_from", now)
		expire, errs[1] = s.until(tx, "expire_from", now)
		return errors.Join(errs[:]...)
	})
	return erase, expire, err
}

// until are the events that have a time in a field which has come.
func (s *Store) until(tx *firestore.Transaction, field string, now time.Time) (ids []event.ID, err error) {
	found, err := tx.Documents(s.client.Collection("events").Where(field, "<=", now).Select()).GetAll()
	if err != nil {
		return nil, fmt.Errorf("list events by %s: %w", field, err)
	}
	for _, f := range found {
		id, _ := strconv.ParseInt(f.Ref.ID, 10, 32)
		ids = append(ids, event.ID(id))
	}
	return ids, nil
}

// BeginErase implements [erasing.Store]. Whatever lies below the document is out of sight without it.
func (s *Store) BeginErase(ctx context.Context, id event.ID, decide erasing.Begin) error {
	return s.update(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[eventDoc](tx, s.event(id))
		if err != nil {
			return err
		}
		r, entry, err := decide(doc.roles())
		if err != nil {
			return err
		}
		if r.Personas {
			needed := erasing.Needed{}
			if err := s.needs(tx, s.event(id), doc, needed); err != nil {
				return err
			}
			r = r.Remembering(needed)
		}
		written, err := entryOf(entry)
		if err != nil {
			return err
		}
		return errors.Join(tx.Delete(s.event(id)), tx.Create(s.entry(entry.ID), written), s.setErasure(tx, r))
	})
}

func (s *Store) setErasure(tx *firestore.Transaction, r erasing.Record) error {
	doc, err := text(r)
	if err != nil {
		return err
	}
	b := new(batch)
	b.set(s.erasure(r.Event), erasureDoc{doc, r.Open()}, len(doc.JSON))
	return errors.Join(b.move(s), b.write(tx))
}

// Erasures implements [erasing.Store].
func (s *Store) Erasures(ctx context.Context, open bool) (all []erasing.Record, err error) {
	query := s.client.Collection("erasures").Query
	if open {
		query = query.Where("open", "==", true)
	}
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		all = nil
		return each(tx, query, func(_ string, r erasing.Record) error {
			all = append(all, r)
			return nil
		})
	})
	slices.SortFunc(all, func(a, b erasing.Record) int { return int(a.Event) - int(b.Event) })
	return all, err
}

// Advance implements [erasing.Store].
func (s *Store) Advance(ctx context.Context, was, next erasing.Record, e *journal.Entry) error {
	return s.update(ctx, func(tx *firestore.Transaction) error {
		now, err := s.readErasure(tx, was.Event)
		if err != nil {
			return err
		}
		if !now.Is(was) {
			return access.ErrChanged
		}
		if e != nil {
			written, err := entryOf(*e)
			if err := errors.Join(err, tx.Create(s.entry(e.ID), written)); err != nil {
				return err
			}
		}
		return s.setErasure(tx, next)
	})
}

// Sweep implements [erasing.Store].
func (s *Store) Sweep(ctx context.Context, id event.ID) error {
	return s.update(ctx, func(tx *firestore.Transaction) error {
		r, err := s.readErasure(tx, id)
		if err != nil {
			return err
		}
		return s.setErasure(tx, r.Swept())
	})
}

func (s *Store) readErasure(tx *firestore.Transaction, id event.ID) (r erasing.Record, err error) {
	doc, err := get[erasureDoc](tx, s.erasure(id))
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(doc.JSON), &r); err != nil {
		return r, fmt.Errorf("decode the erase of event %d: %w", id, err)
	}
	return r, nil
}

// below are the collections in an event's document.
func (s *Store) below(id event.ID) []*firestore.CollectionRef {
	var all []*firestore.CollectionRef
	for _, section := range event.Sections {
		all = append(all, s.event(id).Collection(string(section)))
	}
	return append(all, s.event(id).Collection("personas"), s.event(id).Collection("ledger"),
		s.event(id).Collection("log"))
}

// Remove implements [erasing.Store].
func (s *Store) Remove(ctx context.Context, id event.ID, kind erasing.Kind) (left bool, err error) {
	err = s.update(ctx, func(tx *firestore.Transaction) error {
		switch kind {
		case erasing.AllProposals:
			left, err = s.removeProposals(tx, id)
		case erasing.AllReceipts:
			left, err = s.removeReceipts(tx, id)
		default:
			left, err = removeBelow(tx, s.below(id))
		}
		return err
	})
	return left, err
}

// removeBelow deletes the first documents that there are in any of some collections.
func removeBelow(tx *firestore.Transaction, all []*firestore.CollectionRef) (left bool, err error) {
	var gone []*firestore.DocumentRef
	for _, c := range all {
		if room := someDocuments - len(gone); room > 0 {
			found, err := tx.Documents(c.Select().Limit(room)).GetAll()
			if err != nil {
				return true, err
			}
			for _, f := range found {
				gone = append(gone, f.Ref)
			}
		}
	}
	for _, ref := range gone {
		err = errors.Join(err, tx.Delete(ref))
	}
	return len(gone) == someDocuments, err
}

func (s *Store) removeProposals(tx *firestore.Transaction, id event.ID) (left bool, err error) {
	found, err := tx.Documents(s.proposals().Where("event", "==", id).Select().Limit(someProposals)).GetAll()
	if err != nil {
		return true, fmt.Errorf("list proposals: %w", err)
	}
	return len(found) == someProposals, deleteProposals(tx, refsOf(found))
}

func refsOf(found []*firestore.DocumentSnapshot) []*firestore.DocumentRef {
	refs := make([]*firestore.DocumentRef, len(found))
	for i, f := range found {
		refs[i] = f.Ref
	}
	return refs
}

// deleteProposals deletes proposals with the entries that there are.
func deleteProposals(tx *firestore.Transaction, all []*firestore.DocumentRef) error {
	var gone []*firestore.DocumentRef
	for _, ref := range all {
		found, err := tx.Documents(ref.Collection("entries").Select()).GetAll()
		if err != nil {
			return err
		}
		gone = append(gone, append(refsOf(found), ref)...)
	}
	for _, ref := range gone {
		if err := tx.Delete(ref); err != nil {
			return err
		}
	}
	return nil
}

// removeReceipts reads all of them: they last no longer than two weeks.
func (s *Store) removeReceipts(tx *firestore.Transaction, id event.ID) (left bool, err error) {
	var gone []*firestore.DocumentRef
	receipts := s.client.Collection("receipts")
	err = each(tx, receipts, func(name string, r receipt.Receipt) error {
		if r.Event == id && len(gone) < someDocuments {
			gone = append(gone, receipts.Doc(name))
		}
		return nil
	})
	for _, ref := range gone {
		err = errors.Join(err, tx.Delete(ref))
	}
	return len(gone) == someDocuments, err
}
