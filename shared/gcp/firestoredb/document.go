package firestoredb

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

// format is that of the documents. Of every document: fields may be added, never rename or retype one; package
// storedform has the same rule for what is in their JSON. Whatever else has to change needs the next format, and code
// that still reads this one.
const format = 1

// stamp is in every document.
type stamp struct {
	Format int `firestore:"format"`
}

func (s stamp) check() error {
	if s.Format > format {
		return fmt.Errorf("a newer Kursbuch wrote it, in format %d", s.Format)
	}
	return nil
}

// eventDoc is an event without what is in its subcollections. What people may want to look up in the console has fields
// of its own; so has what a commit changes, which need not write the rest.
type eventDoc struct {
	stamp
	Title      string   `firestore:"title"`
	FirstDay   string   `firestore:"first_day"` // YYYY-MM-DD
	LastDay    string   `firestore:"last_day"`
	Definition string   `firestore:"definition"` // JSON of a storedform.Definition
	Orgas      []string `firestore:"orgas"`
	Approvers  []string `firestore:"approvers"`
	FourEyes   bool     `firestore:"four_eyes"`
	// OrgasUntil and ApproversUntil are the last days of those whose role ends, by mail address.
	OrgasUntil     map[string]string `firestore:"orgas_until,omitempty"`
	ApproversUntil map[string]string `firestore:"approvers_until,omitempty"`
	// ClosedBy is who closed the event, ClosedAt when; missing: it is open.
	ClosedBy string    `firestore:"closed_by,omitempty"`
	ClosedAt time.Time `firestore:"closed_at,omitzero"`
	// KeptUntil is how long imports and log are kept; missing: for ever. ExpireFrom is the same until they are gone.
	KeptUntil  time.Time `firestore:"kept_until,omitzero"`
	ExpireFrom time.Time `firestore:"expire_from,omitzero"`
	// EndingBy is who ordered that the event be erased, EndingAt when, EraseFrom when it begins, EndingPersonas whether
	// personas go; missing: nobody ordered it.
	EndingBy       string    `firestore:"ending_by,omitempty"`
	EndingAt       time.Time `firestore:"ending_at,omitzero"`
	EndingPersonas bool      `firestore:"ending_personas,omitempty"`
	EraseFrom      time.Time `firestore:"erase_from,omitzero"`
	Next           string    `firestore:"next"`  // JSON of a snapshot's Next
	Lines          int       `firestore:"lines"` // of the log
	// Sessions is the JSON of a jobcal.SessionPlan; empty: nobody made one. SessionsUntil is that of jobcal.PlannedUntil;
	// missing: there are none.
	Sessions      string    `firestore:"sessions,omitempty"`
	SessionsUntil time.Time `firestore:"sessions_until,omitzero"`
	// Directory: the event keeps no personas of its own. Missing: a former version wrote it, and they were not moved yet.
	Directory bool `firestore:"directory,omitempty"`
	// Releases is the JSON of a list of jobcal.Release; empty: there are none.
	Releases string `firestore:"releases,omitempty"`
}

// textDoc is something in JSON.
type textDoc struct {
	stamp
	JSON string `firestore:"json"`
}

// journalDoc is an entry of the journal, which is searched by its event; 0: none in particular.
type journalDoc struct {
	stamp
	Event int64  `firestore:"event"`
	JSON  string `firestore:"json"`
}

// foundingDoc says who is creating an event that is larger than a commit: a word that nobody else knows.
type foundingDoc struct {
	stamp
	By string `firestore:"by"`
}

type commitDoc struct {
	stamp
	Proposal proposal.ID `firestore:"proposal"`
	By       string      `firestore:"by"`
	At       time.Time   `firestore:"at"` // to the microsecond
}

// proposalDoc is a proposal without its entries.
type proposalDoc struct {
	stamp
	Event  event.ID        `firestore:"event"`
	Status proposal.Status `firestore:"status"`
	// Listed is when it was made, with its ID: its place in lists. One that a former version stored has none, and is in no
	// list until it is written again.
	Listed string `firestore:"listed"`
	Head   string `firestore:"head"` // JSON of a proposal.Head
	// Pending is where the upload of a pending proposal lies, gs://bucket/object; of others there is none.
	Pending string `firestore:"pending,omitempty"`
	Entries int    `firestore:"entries"` // how many
	// DeleteAt is when Firestore may delete the document. Missing: never.
	DeleteAt time.Time `firestore:"delete_at,omitzero"`
}

// entryDoc is a piece of a compressed body: Firestore limits the size of a document.
type entryDoc struct {
	stamp
	Data     []byte    `firestore:"data"`
	DeleteAt time.Time `firestore:"delete_at,omitzero"`
}

// pieceSize is the size of all entries but the last one, and of a page, unless a single item on it is larger.
const pieceSize = 512 << 10

// get reads a document. ErrNotFound if there is none.
func get[D interface{ check() error }](tx *firestore.Transaction, ref *firestore.DocumentRef) (doc D, err error) {
	found, err := tx.GetAll([]*firestore.DocumentRef{ref})
	if err != nil {
		return doc, fmt.Errorf("read %s: %w", ref.ID, err)
	}
	return decode[D](found[0])
}

func decode[D interface{ check() error }](found *firestore.DocumentSnapshot) (doc D, err error) {
	if !found.Exists() {
		return doc, access.ErrNotFound
	}
	if err := errors.Join(found.DataTo(&doc), doc.check()); err != nil {
		return doc, fmt.Errorf("decode %s: %w", found.Ref.Path, err)
	}
	return doc, nil
}

// each decodes the JSON of all documents that a query finds.
func each[E any](tx *firestore.Transaction, query firestore.Queryer, use func(id string, e E) error) error {
	found, err := tx.Documents(query).GetAll()
	if err != nil {
		return err
	}
	for _, f := range found {
		e, err := decodeText[E](f)
		if err != nil {
			return err
		}
		if err := use(f.Ref.ID, e); err != nil {
			return fmt.Errorf("read %s: %w", f.Ref.Path, err)
		}
	}
	return nil
}

// decodeText decodes the JSON of a [textDoc].
func decodeText[E any](found *firestore.DocumentSnapshot) (e E, err error) {
	doc, err := decode[textDoc](found)
	if err != nil {
		return e, err
	}
	if err := json.Unmarshal([]byte(doc.JSON), &e); err != nil {
		return e, fmt.Errorf("decode %s: %w", found.Ref.Path, err)
	}
	return e, nil
}

func text(v any) (textDoc, error) {
	out, err := storedform.JSON(v)
	return textDoc{stamp{format}, string(out)}, err
}

// page is a part of a list.
type page struct {
	first int // the number of its first item
	items []jsontext.Value
}

// paginate cuts a list, the first item of which has the number from.
func paginate[E any](items []E, from int) ([]page, error) {
	var pages []page
	size := pieceSize
	for i, item := range items {
		out, err := storedform.JSON(item)
		if err != nil {
			return nil, err
		}
		size += len(out)
		if size > pieceSize {
			pages, size = append(pages, page{first: from + i}), len(out)
		}
		last := &pages[len(pages)-1]
		last.items = append(last.items, out)
	}
	return pages, nil
}

// ref is where the page is in its collection. The order of the names is that of the numbers.
func (p page) ref(c *firestore.CollectionRef) *firestore.DocumentRef {
	return c.Doc(fmt.Sprintf("%09d", p.first))
}

// pack compresses and cuts.
func pack(v any) ([][]byte, error) {
	packed, err := storedform.Pack(v)
	if err != nil {
		return nil, err
	}
	return slices.Collect(slices.Chunk(packed, pieceSize)), nil
}

func unpack(pieces [][]byte, v any) error { return storedform.Unpack(v, pieces...) }

func number[N ~int | ~int32](n N) string { return strconv.Itoa(int(n)) }
