package uploads

import (
	"context"
	"fmt"

	"cloud.google.com/go/storage"
	"google.golang.org/api/option"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/tray"
)

// Tray creates objects in one bucket. It is safe for concurrent use.
type Tray struct{ bucket *storage.BucketHandle }

var _ tray.Uploads = (*Tray)(nil)

// OpenTray connects to Cloud Storage like [Open], to create objects.
func OpenTray(ctx context.Context, bucket string) (*Tray, error) {
	client, err := storage.NewClient(ctx, option.WithScopes(storage.ScopeReadWrite))
	if err != nil {
		return nil, fmt.Errorf("open Cloud Storage: %w", err)
	}
	return &Tray{client.Bucket(bucket)}, nil
}

// Create implements [tray.Uploads]. Give it a context with a deadline. As it creates, trying again is safe: a
// second attempt finds what the first one has left, and fails.
func (t *Tray) Create(ctx context.Context, object string, content []byte) (proposal.Source, error) {
	w := t.bucket.Object(object).If(storage.Conditions{DoesNotExist: true}).NewWriter(ctx)
	w.ContentType, w.ChunkSize = "application/json", 0 // in one request: the content is in memory as it is
	_, err := w.Write(content)
	if closed := w.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return proposal.Source{}, fmt.Errorf("create object %q: %w", object, err)
	}
	a := w.Attrs()
	return proposal.Source{Bucket: a.Bucket, Object: a.Name, Generation: a.Generation, Size: a.Size}, nil
}
