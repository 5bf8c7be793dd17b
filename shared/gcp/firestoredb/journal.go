package firestoredb

import (
	"context"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
)

var (
	_ access.Keeper  = (*Store)(nil)
	_ journal.Reader = (*Store)(nil)
)

func (s *Store) journal() *firestore.CollectionRef { return s.client.Collection("journal") }

func (s *Store) entry(id string) *firestore.DocumentRef { return s.journal().Doc(id) }

// entry adds an entry of the journal.
func (b *batch) entry(s *Store, e journal.Entry) error {
	doc, err := entryOf(e)
	b.set(s.entry(e.ID), doc, len(doc.JSON))
	return err
}

func entryOf(e journal.Entry) (journalDoc, error) {
	written, err := text(e)
	return journalDoc{written.stamp, int64(e.Event), written.JSON}, err
}

// Journal implements [journal.Reader]. IDs are such that the newest entry comes first. An index knows those about an
// event; those about a persona are looked for, page by page.
func (s *Store) Journal(ctx context.Context, q journal.Query) (found []journal.Entry, err error) {
	all := s.journal().OrderBy(firestore.DocumentID, firestore.Asc).Limit(q.Limit)
	if q.Event != 0 {
		all = all.Where("event", "==", int64(q.Event))
	}
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		found = nil
		for after := q.After; ; {
			page, read := all, 0
			if after != "" {
				page = page.StartAfter(after)
			}
			err := each(tx, page, func(id string, e journal.Entry) error {
				if read, after = read+1, id; q.Wants(e) && len(found) < q.Limit {
					found = append(found, e)
				}
				return nil
			})
			if err != nil || read < q.Limit || len(found) == q.Limit {
				return err
			}
		}
	})
	return found, err
}

// ChangeAccess implements [access.Keeper].
func (s *Store) ChangeAccess(ctx context.Context, id event.ID, decide func(access.Roles) (access.Roles, journal.Entry,
	error)) error {
	ref := s.event(id)
	return s.update(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[eventDoc](tx, ref)
		if err != nil {
			return err
		}
		wanted, entry, err := decide(doc.roles())
		if err != nil {
			return err
		}
		written, err := entryOf(entry)
		if err != nil {
			return err
		}
		if err := tx.Create(s.entry(entry.ID), written); err != nil {
			return err
		}
		return tx.Update(ref, append(ending(wanted), []firestore.Update{
			{Path: "orgas", Value: wanted.Orgas}, {Path: "approvers", Value: wanted.Approvers},
			{Path: "four_eyes", Value: wanted.FourEyes}, {Path: "orgas_until", Value: wanted.OrgasUntil},
			{Path: "approvers_until", Value: wanted.ApproversUntil},
		}...))
	})
}

// ending is how an event is to end, as fields of its document; what is not said is deleted.
func ending(r access.Roles) (updates []firestore.Update) {
	fields := map[string]any{"closed_by": nil, "closed_at": nil, "kept_until": nil, "expire_from": nil, "ending_by": nil,
		"ending_at": nil, "ending_personas": nil, "erase_from": nil}
	if c := r.Closed; c != nil {
		fields["closed_by"], fields["closed_at"] = c.By, c.At
		if !c.KeptUntil.IsZero() {
			fields["kept_until"] = c.KeptUntil
			if !c.Gone {
				fields["expire_from"] = c.KeptUntil
			}
		}
	}
	if e := r.Ending; e != nil {
		fields["ending_by"], fields["ending_at"], fields["ending_personas"] = e.By, e.At, e.Personas
		fields["erase_from"] = e.Begins
	}
	for path, value := range event.Sorted(fields) {
		if value == nil {
			value = firestore.Delete
		}
		updates = append(updates, firestore.Update{Path: path, Value: value})
	}
	return updates
}
