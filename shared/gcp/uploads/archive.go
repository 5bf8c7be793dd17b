package uploads

import (
	"context"
	"errors"
	"fmt"
	"io"

	"cloud.google.com/go/storage"
	"google.golang.org/api/iterator"
	"google.golang.org/api/option"
	"kursbuch.internal/shared/event/erasing"
)

// Archive deletes what an erase deletes of a bucket, and keeps what is remembered of it. It is safe for concurrent use.
type Archive struct{ bucket *storage.BucketHandle }

var _ erasing.Bucket = (*Archive)(nil)

const (
	// atOnce is how many versions a step deletes: a call for each.
	atOnce = 100
	// maxKept is the size of the largest object that is remembered.
	maxKept = 64 << 10
)

// OpenArchive connects to Cloud Storage like [Open], to delete objects.
func OpenArchive(ctx context.Context, bucket string) (*Archive, error) {
	client, err := storage.NewClient(ctx, option.WithScopes(storage.ScopeReadWrite))
	if err != nil {
		return nil, fmt.Errorf("open Cloud Storage: %w", err)
	}
	return &Archive{client.Bucket(bucket)}, nil
}

// Remove implements [erasing.Bucket]. Deleting an object would make a version of it; deleting a generation deletes that
// very one, live or not. What is gone already is no error.
func (a *Archive) Remove(ctx context.Context, prefix string) (left bool, err error) {
	all, err := a.list(ctx, storage.Query{Prefix: prefix, Versions: true})
	if err != nil {
		return true, err
	}
	for _, o := range all {
		err := a.bucket.Object(o.Name).Generation(o.Generation).Delete(ctx)
		if err != nil && !errors.Is(err, storage.ErrObjectNotExist) {
			return true, fmt.Errorf("delete an object below %s: %w", prefix, err)
		}
	}
	return len(all) == atOnce, nil
}

// RemoveVersions implements [erasing.Bucket]. Names are listed in their order, so that no other object comes.
func (a *Archive) RemoveVersions(ctx context.Context, name string, gone func(generation int64) (bool, error)) error {
	q := storage.Query{Prefix: name, StartOffset: name, EndOffset: name + "\x00", Versions: true}
	if err := q.SetAttrSelection([]string{"Name", "Generation"}); err != nil {
		return err
	}
	for objects := a.bucket.Objects(ctx, &q); ; {
		o, err := objects.Next()
		if errors.Is(err, iterator.Done) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("list %s: %w", name, err)
		}
		goes, err := o.Name == name, error(nil)
		if goes {
			goes, err = gone(o.Generation)
		}
		if err == nil && goes {
			err = a.bucket.Object(name).Generation(o.Generation).Delete(ctx)
		}
		if err != nil && !errors.Is(err, storage.ErrObjectNotExist) {
			return fmt.Errorf("delete %s#%d: %w", name, o.Generation, err)
		}
	}
}

// list gives names and generations of the first objects.
func (a *Archive) list(ctx context.Context, q storage.Query) (all []*storage.ObjectAttrs, err error) {
	if err := q.SetAttrSelection([]string{"Name", "Generation"}); err != nil {
		return nil, err
	}
	objects := a.bucket.Objects(ctx, &q)
	for len(all) < atOnce {
		o, err := objects.Next()
		if errors.Is(err, iterator.Done) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", q.Prefix, err)
		}
		all = append(all, o)
	}
	return all, nil
}

// Keep implements [erasing.Bucket].
func (a *Archive) Keep(ctx context.Context, name string, content []byte) error {
	w := a.bucket.Object(name).Retryer(storage.WithPolicy(storage.RetryAlways)).NewWriter(ctx)
	w.ContentType, w.ChunkSize = "application/json", 0 // in one request: the content is in memory as it is
	_, err := w.Write(content)
	if closed := w.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// Kept implements [erasing.Bucket].
func (a *Archive) Kept(ctx context.Context, prefix string) (contents [][]byte, err error) {
	objects := a.bucket.Objects(ctx, &storage.Query{Prefix: prefix})
	for {
		o, err := objects.Next()
		if errors.Is(err, iterator.Done) {
			return contents, nil
		}
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", prefix, err)
		}
		if !erasing.IsKept(o.Name) {
			continue
		}
		content, err := a.read(ctx, o.Name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", o.Name, err)
		}
		contents = append(contents, content)
	}
}

func (a *Archive) read(ctx context.Context, name string) ([]byte, error) {
	r, err := a.bucket.Object(name).NewReader(ctx)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, maxKept))
}
