package bucket

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"

	"github.com/fsouza/fake-gcs-server/fakestorage"
	"kursbuch.internal/shared/proposal"
)

// Read returns the content of an object in this very generation, inflated if it is stored as gzip, as a
// client of Cloud Storage sees it. It reads at most limit+1 bytes of it, inflated. The errors are
// proposal.ErrNoObject, ErrReplaced, ErrTooLarge, ErrEncoding and those of the file system.
func (b *Bucket) Read(ctx context.Context, o proposal.Source, limit int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	content, err := b.read(o, limit)
	if errors.Is(err, fs.ErrNotExist) {
		err = proposal.ErrNoObject
	}
	if err != nil {
		return nil, fmt.Errorf("read object %q, generation %d: %w", o.Object, o.Generation, err)
	}
	return content, nil
}

func (b *Bucket) read(o proposal.Source, limit int64) ([]byte, error) {
	if o.Bucket != b.name || !validName(o.Object) {
		return nil, proposal.ErrNoObject
	}
	object, err := b.opened(o.Object)
	if err != nil {
		return nil, err
	}
	defer object.Content.Close()
	if object.Generation != o.Generation {
		return nil, proposal.ErrReplaced
	}
	return inflated(object, limit)
}

// opened gives an object whose content is that of its attributes, whatever happens to the object from then on: the fake
// puts new content into a new file. It opens a file at the first read; nobody waits for the rest.
func (b *Bucket) opened(name string) (fakestorage.StreamingObject, error) {
	b.mu.Lock() // against a change between the attributes and the content
	defer b.mu.Unlock()
	object, err := b.fake.GetObjectStreaming(b.name, name)
	if err == nil {
		_, err = object.Content.Read(nil)
	}
	return object, err
}

func inflated(object fakestorage.StreamingObject, limit int64) ([]byte, error) {
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	stored := io.TeeReader(object.Content, sum)
	content := stored
	if object.ContentEncoding == "gzip" {
		zipped, err := gzip.NewReader(stored)
		if err != nil {
			return nil, encodingError(err)
		}
		content = zipped
	}
	var read bytes.Buffer
	read.Grow(int(min(max(object.Size, 0), limit)) + bytes.MinRead) // at once: growing takes twice the memory
	if _, err := read.ReadFrom(io.LimitReader(content, limit+1)); err != nil {
		return nil, encodingError(err)
	}
	if int64(read.Len()) > limit {
		return nil, proposal.ErrTooLarge
	}
	// Where attributes are kept in a second file, a crash can leave new content under old attributes.
	if base64.StdEncoding.EncodeToString(sum.Sum(nil)) != object.Crc32c {
		return nil, proposal.ErrReplaced
	}
	return read.Bytes(), nil
}

// encodingError keeps the errors of the file system apart from those of the content, which no retry cures.
func encodingError(err error) error {
	if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
		return err
	}
	return fmt.Errorf("%w: %w", proposal.ErrEncoding, err)
}
