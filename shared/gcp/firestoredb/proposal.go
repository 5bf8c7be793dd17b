package firestoredb

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

// named are the IDs that can be asked for: others may mean something to Firestore.
var named = regexp.MustCompile(`^[0-9A-Za-z]{1,100}$`)

func (s *Store) proposals() *firestore.CollectionRef { return s.client.Collection("proposals") }

func (s *Store) proposal(id proposal.ID) *firestore.DocumentRef { return s.proposals().Doc(string(id)) }

func entry(p *firestore.DocumentRef, n int) *firestore.DocumentRef {
	return p.Collection("entries").Doc(number(n))
}

// Proposal implements [proposal.Store].
func (s *Store) Proposal(ctx context.Context, id proposal.ID) (p *proposal.Proposal, err error) {
	if !named.MatchString(string(id)) {
		return nil, access.ErrNotFound
	}
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		p, _, err = readProposal(tx, s.proposal(id))
		return err
	})
	return p, err
}

// Head implements [proposal.Store].
func (s *Store) Head(ctx context.Context, id proposal.ID) (h proposal.Head, err error) {
	if !named.MatchString(string(id)) {
		return h, access.ErrNotFound
	}
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		h, err = s.readHead(tx, id)
		return err
	})
	return h, err
}

func (s *Store) readHead(tx *firestore.Transaction, id proposal.ID) (h proposal.Head, err error) {
	doc, err := get[proposalDoc](tx, s.proposal(id))
	if err != nil {
		return h, err
	}
	if err := json.Unmarshal([]byte(doc.Head), &h); err != nil {
		return h, fmt.Errorf("decode proposal %s: %w", id, err)
	}
	return h, nil
}

// Proposals implements [proposal.Store]. The order, the limit, the statuses are in the query: an index of three fields
// on a single document for each proposal costs nothing that counts, where a list of all of them, kept in one document,
// would be written by every check, be in the way of others, and outgrow its document one day.
func (s *Store) Proposals(ctx context.Context, id event.ID, page proposal.Page) (list []proposal.Head, err error) {
	if page.After != "" && !named.MatchString(string(page.After)) {
		return nil, access.ErrNotFound
	}
	statuses := page.Stored
	if statuses == nil {
		statuses = proposal.Statuses // so that one index is enough for all lists
	}
	query := s.proposals().Where("event", "==", id).Where("status", "in", statuses).OrderBy("listed", firestore.Desc)
	if page.Limit > 0 {
		query = query.Limit(page.Limit)
	}
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		from := query
		if page.After != "" {
			last, err := s.readHead(tx, page.After)
			if err == nil && last.Event != id {
				err = access.ErrNotFound
			}
			if err != nil {
				return err
			}
			from = query.StartAfter(listed(last))
		}
		list, err = readHeads(tx, from)
		return err
	})
	return list, err
}

// listed is where a proposal stands in lists: the order of such texts is that in time.
func listed(h proposal.Head) string {
	return h.CreatedAt.UTC().Format("2006-01-02T15:04:05.000000000") + string(h.ID)
}

func readHeads(tx *firestore.Transaction, query firestore.Query) ([]proposal.Head, error) {
	found, err := tx.Documents(query).GetAll()
	if err != nil {
		return nil, fmt.Errorf("list proposals: %w", err)
	}
	heads := make([]proposal.Head, len(found))
	for i, f := range found {
		doc, err := decode[proposalDoc](f)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(doc.Head), &heads[i]); err != nil {
			return nil, fmt.Errorf("decode %s: %w", f.Ref.Path, err)
		}
	}
	return heads, nil
}

// readProposal also says how many entries there are.
func readProposal(tx *firestore.Transaction, ref *firestore.DocumentRef) (*proposal.Proposal, int, error) {
	doc, err := get[proposalDoc](tx, ref)
	if err != nil {
		return nil, 0, err
	}
	refs := make([]*firestore.DocumentRef, doc.Entries)
	for n := range refs {
		refs[n] = entry(ref, n)
	}
	found, err := tx.GetAll(refs)
	if err != nil {
		return nil, 0, fmt.Errorf("read proposal %s: %w", ref.ID, err)
	}
	pieces := make([][]byte, len(found))
	for n, f := range found {
		piece, err := decode[entryDoc](f)
		if err != nil {
			return nil, 0, fmt.Errorf("proposal %s lacks entry %d: %v", ref.ID, n, err)
		}
		pieces[n] = piece.Data
	}
	var head proposal.Head
	if err := json.Unmarshal([]byte(doc.Head), &head); err != nil {
		return nil, 0, fmt.Errorf("decode proposal %s: %w", ref.ID, err)
	}
	var body storedform.Body
	if err := unpack(pieces, &body); err != nil {
		return nil, 0, fmt.Errorf("decode entries of proposal %s: %w", ref.ID, err)
	}
	return body.Proposal(head), doc.Entries, nil
}

// proposal writes a proposal over one that had the given number of entries.
func (b *batch) proposal(ref *firestore.DocumentRef, p *proposal.Proposal, entries int) error {
	pieces, err := pack(storedform.BodyOf(p))
	if err != nil {
		return err
	}
	for n, piece := range pieces {
		b.set(entry(ref, n), entryDoc{stamp{format}, piece, deleteEntries(p.Head)}, len(piece))
	}
	for n := len(pieces); n < entries; n++ {
		b.delete(entry(ref, n))
	}
	doc, err := headDoc(p.Head)
	doc.Entries = len(pieces)
	b.set(ref, doc, len(doc.Head)+len(doc.Pending))
	return err
}

// head writes a head over that of a proposal which keeps its entries.
func (b *batch) head(ref *firestore.DocumentRef, h proposal.Head) error {
	doc, err := headDoc(h)
	var pending any = doc.Pending
	if doc.Pending == "" {
		pending = firestore.Delete
	}
	b.set(ref, []firestore.Update{
		{Path: "status", Value: doc.Status}, {Path: "listed", Value: doc.Listed}, {Path: "head", Value: doc.Head},
		{Path: "pending", Value: pending},
	}, len(doc.Head)+len(doc.Pending))
	return err
}

func headDoc(h proposal.Head) (proposalDoc, error) {
	head, err := text(h)
	doc := proposalDoc{stamp: stamp{format}, Event: h.Event, Status: h.Status, Listed: listed(h), Head: head.JSON,
		DeleteAt: deleteAt(h)}
	if h.Status == proposal.Pending && h.Source.Object != "" {
		doc.Pending = address(h.Source.Bucket, h.Source.Slot())
	}
	return doc, err
}

// address is where an upload lies. The name of a bucket has no slash.
func address(bucket, object string) string { return "gs://" + bucket + "/" + object }

// deleteAt is when a proposal may be deleted; zero: never.
func deleteAt(h proposal.Head) time.Time {
	decided := []proposal.Status{proposal.Committed, proposal.Rejected, proposal.Withdrawn}
	if slices.Contains(decided, h.Status) || h.ExpiresAt.IsZero() {
		return time.Time{}
	}
	return h.ExpiresAt.Add(Retention)
}

// deleteEntries is deleteAt for the entries. Firestore takes up to a day: the head has to be gone first.
func deleteEntries(h proposal.Head) time.Time {
	if at := deleteAt(h); !at.IsZero() {
		return at.Add(7 * 24 * time.Hour)
	}
	return time.Time{}
}
