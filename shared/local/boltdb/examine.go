package boltdb

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// ErrDamaged says that a file is not as bbolt left it: cut off, overwritten, or no file of bbolt at all.
var ErrDamaged = errors.New("is damaged")

// Examine looks at every key of a file of bbolt, which trusts what it reads: a page that is not there would end the
// process, a wrong one too, or worse, be written on. A file that is missing or empty is in order: it is a new one.
// The errors are ErrDamaged, ErrInUse, those of the file system.
func Examine(path string) (err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	} else if err != nil {
		return err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s %w: %v", path, ErrDamaged, p)
		}
	}()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, ReadOnly: true})
	_, ofFile := errors.AsType[*fs.PathError](err)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%s %w", path, ErrInUse)
	case ofFile:
		return fmt.Errorf("open %s: %w", path, err)
	case err != nil:
		return fmt.Errorf("%s %w: %w", path, ErrDamaged, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return fmt.Errorf("%s %w: it has %d bytes, not %d", path, ErrDamaged, info.Size(), tx.Size())
		}
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error { return walk(b) })
	})
}

func walk(b *bbolt.Bucket) error {
	return b.ForEach(func(key, value []byte) error {
		if value != nil {
			return nil
		}
		if inner := b.Bucket(key); inner != nil {
			return walk(inner)
		}
		return nil
	})
}
