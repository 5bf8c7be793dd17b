// Package uploads reads objects from Cloud Storage.
//
// An object is read as it is stored, so that its checksum can be verified, then inflated here, so that no more of it is
// inflated than is asked for.
//
//	Cloud Storage has                         Read gives
//	no object of the name                     proposal.ErrNoObject
//	another generation of it                  proposal.ErrReplaced
//	more than the limit, inflated             proposal.ErrTooLarge
//	no gzip, although the object claims it    proposal.ErrEncoding, if the checksum is right
//	other bytes than it was given             any other error: trying again may help
//	trouble                                   the same, after retries until the context ends
package uploads

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"

	"cloud.google.com/go/storage"
	"google.golang.org/api/option"
	"kursbuch.internal/shared/proposal"
)

// Objects reads objects. It is safe for concurrent use.
type Objects struct{ client *storage.Client }

// Open connects to Cloud Storage with the credentials of the environment, or to STORAGE_EMULATOR_HOST without any.
// The context has to live as long as the connection.
func Open(ctx context.Context) (*Objects, error) {
	client, err := storage.NewClient(ctx, option.WithScopes(storage.ScopeReadOnly))
	if err != nil {
		return nil, fmt.Errorf("open Cloud Storage: %w", err)
	}
	return &Objects{client}, nil
}

// Read gives the content of an object in this very generation, inflated if it is stored as gzip, at most limit bytes.
// Give it a context with a deadline: until that it retries what may heal.
func (o *Objects) Read(ctx context.Context, object proposal.Source, limit int64) ([]byte, error) {
	content, err := o.read(ctx, object, limit)
	if err != nil {
		return nil, fmt.Errorf("read object %q, generation %d: %w", object.Object, object.Generation, err)
	}
	return content, nil
}

func (o *Objects) read(ctx context.Context, object proposal.Source, limit int64) ([]byte, error) {
	// Asking for the generation would answer 404 whether the object is gone or replaced; in a bucket with versioning it
	// would find what was replaced long ago.
	r, err := o.client.Bucket(object.Bucket).Object(object.Object).ReadCompressed(true).NewReader(ctx)
	if errors.Is(err, storage.ErrObjectNotExist) {
		return nil, proposal.ErrNoObject
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if r.Attrs.Generation != object.Generation {
		return nil, proposal.ErrReplaced
	}
	stored := &stream{Reader: r}
	content, err := inflated(stored, r.Attrs, limit)
	if errors.Is(err, proposal.ErrEncoding) {
		// The checksum at the end tells whether the file is to blame or the way here. A longer rest is not worth the bytes.
		_, _ = io.CopyN(io.Discard, stored, limit)
	}
	if stored.err != nil {
		return nil, stored.err
	}
	return content, err
}

// stream remembers why reading failed: a broken connection must not be taken for a broken file.
type stream struct {
	io.Reader
	err error
}

func (s *stream) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// inflated reads at most limit+1 bytes, as many as it takes to know that there are more.
func inflated(r io.Reader, attrs storage.ReaderObjectAttrs, limit int64) ([]byte, error) {
	var content bytes.Buffer
	content.Grow(int(min(max(attrs.Size, 0), limit)) + bytes.MinRead) // at once: growing takes twice the memory
	if attrs.ContentEncoding == "gzip" {
		zipped, err := gzip.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", proposal.ErrEncoding, err)
		}
		r = zipped
	}
	if _, err := content.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return nil, fmt.Errorf("%w: %w", proposal.ErrEncoding, err)
	}
	if int64(content.Len()) > limit {
		return nil, proposal.ErrTooLarge
	}
	return content.Bytes(), nil
}
