package firestoredb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// ReportRetention is how long reports of the calendar sync are kept.
const ReportRetention = 90 * 24 * time.Hour

// Sync is what the calendar sync keeps in the database.
type Sync struct{ s *Store }

var (
	_ syncrun.State         = Sync{}
	_ syncrun.SettingsStore = Sync{}
)

// Sync gives what the calendar sync keeps in the database. It ends with the store.
func (s *Store) Sync() Sync { return Sync{s} }

// packedDoc is compressed JSON, or a piece of it.
type packedDoc struct {
	stamp
	Pieces int    `firestore:"pieces,omitempty"` // how many documents it takes, if more than one is possible
	Data   []byte `firestore:"data"`
}

// runDoc is a report.
type runDoc struct {
	stamp
	Number   int64           `firestore:"number"`  // for people, as the name of the document tells it backwards
	Outcome  syncrun.Outcome `firestore:"outcome"` // for people
	Data     []byte          `firestore:"data"`    // compressed JSON: the guard may hold back a lot
	DeleteAt time.Time       `firestore:"delete_at"`
}

// the is the document of which there is one.
func (y Sync) the(collection string) *firestore.DocumentRef {
	return y.s.client.Collection(collection).Doc("calendar")
}

// readText decodes a textDoc into v, or leaves that as it is if there is none.
func readText(tx *firestore.Transaction, ref *firestore.DocumentRef, v any) error {
	doc, err := get[textDoc](tx, ref)
	if errors.Is(err, access.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(doc.JSON), v)
	}
	if err != nil {
		return fmt.Errorf("decode %s: %w", ref.Path, err)
	}
	return nil
}

// fits writes a batch, unless that is more than Firestore takes.
func (y Sync) fits(tx *firestore.Transaction, b *batch) error {
	if found := b.oversize(y.s.limit); !found.Empty() {
		return fmt.Errorf("%w: %v", errTooMuch, found.Items)
	}
	return b.write(tx)
}

var errTooMuch = errors.New("too large for Firestore")

// Settings implements [syncrun.SettingsStore].
func (y Sync) Settings(ctx context.Context) (found calsync.Settings, err error) {
	err = y.s.view(ctx, func(tx *firestore.Transaction) error {
		found, err = y.readSettings(tx)
		return err
	})
	return found, err
}

// ChangeSettings implements [syncrun.SettingsStore].
func (y Sync) ChangeSettings(ctx context.Context, decide syncrun.Decision) error {
	return y.s.update(ctx, func(tx *firestore.Transaction) error {
		found, err := y.readSettings(tx)
		if err != nil {
			return err
		}
		changed, entry, err := decide(found)
		if err != nil {
			return err
		}
		b := new(batch)
		err = b.text(y.the("settings"), changed)
		if entry != nil {
			err = errors.Join(err, b.entry(y.s, *entry))
		}
		if err != nil {
			return err
		}
		return y.fits(tx, b)
	})
}

// readSettings gives fields that the stored settings do not know yet their defaults.
func (y Sync) readSettings(tx *firestore.Transaction) (calsync.Settings, error) {
	found := calsync.Defaults()
	return found, readText(tx, y.the("settings"), &found)
}

// Begin implements [syncrun.State].
func (y Sync) Begin(ctx context.Context, c syncrun.Claim) (l syncrun.Lease, err error) {
	err = y.changeTenure(ctx, func(_ *batch, t syncrun.Tenure) (syncrun.Tenure, error) {
		t, err := t.Begin(c)
		l = t.Lease()
		return t, err
	})
	if err != nil {
		return syncrun.Lease{}, err
	}
	return l, nil
}

// End implements [syncrun.State].
func (y Sync) End(ctx context.Context, l syncrun.Lease, r *syncrun.Report) error {
	return y.changeTenure(ctx, func(b *batch, t syncrun.Tenure) (syncrun.Tenure, error) {
		t, err := t.End(l, r != nil)
		if err != nil || r == nil {
			return t, err
		}
		pieces, err := pack(r)
		doc := runDoc{stamp{format}, l.Fence, r.Outcome, bytes.Join(pieces, nil), l.Until.Add(ReportRetention)}
		b.set(y.run(l.Fence), doc, len(doc.Data))
		return t, err
	})
}

// Check implements [syncrun.State].
func (y Sync) Check(ctx context.Context, l syncrun.Lease) error {
	return y.s.view(ctx, func(tx *firestore.Transaction) error {
		t, err := y.readTenure(tx)
		if err != nil {
			return err
		}
		return t.Check(l)
	})
}

// Evict implements [syncrun.State].
func (y Sync) Evict(ctx context.Context, run int64) error {
	return y.changeTenure(ctx, func(_ *batch, t syncrun.Tenure) (syncrun.Tenure, error) { return t.Evict(run) })
}

func (y Sync) changeTenure(ctx context.Context, change func(*batch, syncrun.Tenure) (syncrun.Tenure, error)) error {
	return y.s.update(ctx, func(tx *firestore.Transaction) error {
		t, err := y.readTenure(tx)
		if err != nil {
			return err
		}
		b := new(batch)
		if t, err = change(b, t); err != nil {
			return err
		}
		if err := b.text(y.the("leases"), t); err != nil {
			return err
		}
		return y.fits(tx, b)
	})
}

func (y Sync) readTenure(tx *firestore.Transaction) (t syncrun.Tenure, err error) {
	return t, readText(tx, y.the("leases"), &t)
}

func (y Sync) runs() *firestore.CollectionRef { return y.s.client.Collection("runs") }

// run counts backwards: the newest report comes first in the order of names, ascending. The other direction needs an
// index (https://github.com/firebase/flutterfire/issues/4398), which the emulator does not tell.
func (y Sync) run(fence int64) *firestore.DocumentRef {
	return y.runs().Doc(fmt.Sprintf("%019d", math.MaxInt64-fence))
}

// Reports implements [syncrun.State].
func (y Sync) Reports(ctx context.Context, most int) (reports []syncrun.Report, err error) {
	err = y.s.view(ctx, func(tx *firestore.Transaction) error {
		reports = nil
		if most <= 0 {
			return nil
		}
		found, err := tx.Documents(y.runs().Limit(most)).GetAll()
		if err != nil {
			return fmt.Errorf("list reports: %w", err)
		}
		for _, f := range found {
			doc, err := decode[runDoc](f)
			if err != nil {
				return err
			}
			var r syncrun.Report
			if err := unpack([][]byte{doc.Data}, &r); err != nil {
				return fmt.Errorf("decode %s: %w", f.Ref.Path, err)
			}
			reports = append(reports, r)
		}
		return nil
	})
	return reports, err
}
