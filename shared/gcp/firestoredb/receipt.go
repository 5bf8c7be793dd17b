package firestoredb

import (
	"context"
	"fmt"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
)

// receiptDoc is who uploaded an object by the console. The proposal that is made of the object tells the same for good.
type receiptDoc struct {
	textDoc
	DeleteAt time.Time `firestore:"delete_at"`
}

func (s *Store) receipt(name string) *firestore.DocumentRef {
	return s.client.Collection("receipts").Doc(name)
}

// Announce implements [receipt.Receipts].
func (s *Store) Announce(ctx context.Context, name string, r receipt.Receipt) error {
	doc, err := text(r)
	if err != nil {
		return err
	}
	err = s.update(ctx, func(tx *firestore.Transaction) error {
		if err := s.erased(tx, r.Event); err != nil {
			return err
		}
		return tx.Create(s.receipt(name), receiptDoc{doc, r.At.Add(proposal.Lifetime)})
	})
	if status.Code(err) == codes.AlreadyExists {
		err = receipt.ErrTaken
	}
	return err
}

// Receipt implements [receipt.Receipts].
func (s *Store) Receipt(ctx context.Context, name string) (r receipt.Receipt, err error) {
	if !named.MatchString(name) {
		return r, access.ErrNotFound
	}
	err = s.view(ctx, func(tx *firestore.Transaction) error {
		doc, err := get[receiptDoc](tx, s.receipt(name))
		if err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(doc.JSON), &r); err != nil {
			return fmt.Errorf("decode receipt %s: %w", name, err)
		}
		return nil
	})
	return r, err
}
