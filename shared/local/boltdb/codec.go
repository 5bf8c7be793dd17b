package boltdb

import (
	"context"
	"encoding/binary"
	"fmt"
	"runtime"

	"github.com/go-json-experiment/json"
	"go.etcd.io/bbolt"
	"golang.org/x/sync/errgroup"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/storedform"
)

// number is the key for an ID, or for a position in the log.
func number[N ~int32 | ~uint64](n N) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func put(b *bbolt.Bucket, key []byte, doc any) error {
	value, err := storedform.JSON(doc)
	if err != nil {
		return fmt.Errorf("%q: %w", key, err)
	}
	return b.Put(key, value)
}

// get reads a document. ErrNotFound if there is none, or if the bucket is nil: that of an event which does not exist.
func get[D any](b *bbolt.Bucket, key []byte) (doc D, err error) {
	if b == nil {
		return doc, access.ErrNotFound
	}
	value := b.Get(key)
	if value == nil {
		return doc, access.ErrNotFound
	}
	return doc, decode(value, key, &doc)
}

// decode copies everything out of value: it is memory of the file, which is gone after the transaction.
func decode(value, key []byte, doc any) error {
	if err := json.Unmarshal(value, doc); err != nil {
		return fmt.Errorf("decode %T %q: %w", doc, key, err)
	}
	return nil
}

// store puts documents by ID into a new bucket.
func store[K ~int32, E any](parent *bbolt.Bucket, name []byte, docs map[K]E) error {
	b, err := parent.CreateBucket(name)
	if err != nil {
		return err
	}
	b.FillPercent = 0.9 // the keys come in their order
	for id, doc := range event.Sorted(docs) {
		if err := put(b, number(id), doc); err != nil {
			return err
		}
	}
	return nil
}

// load reads what store put. Nothing happens if there is no such bucket.
func load[K ~int32, E any](ctx context.Context, b *bbolt.Bucket, into *map[K]*E) error {
	if b == nil {
		return nil
	}
	var keys, values [][]byte
	err := b.ForEach(func(key, value []byte) error {
		keys, values = append(keys, key), append(values, value)
		return nil
	})
	if err != nil {
		return err
	}
	docs := make([]*E, len(keys))
	err = each(ctx, len(docs), func(i int) error {
		docs[i] = new(E)
		return decode(values[i], keys[i], docs[i])
	})
	*into = make(map[K]*E, len(docs))
	for i, doc := range docs {
		(*into)[K(binary.BigEndian.Uint64(keys[i]))] = doc
	}
	return err
}

// each runs do for 0 to n-1 on all cores: decoding registrations takes nearly all the time that reading an event takes.
func each(ctx context.Context, n int, do func(int) error) error {
	const share = 256 // a few milliseconds
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for start := 0; start < n; start += share {
		g.Go(func() error {
			for i := start; i < min(start+share, n); i++ {
				if err := do(i); err != nil {
					return err
				}
			}
			return ctx.Err()
		})
	}
	return g.Wait()
}
