package bucket

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
)

// recover undoes a write that did not end: the fake renames the new content into place, and only then sets
// its attributes. Between the two steps the old object is lost, and the new one breaks every listing.
func (b *Bucket) recover() error {
	if err := b.restore(); err != nil {
		return err
	}
	return b.setAside()
}

// keep gives the object a second name in previous/, under which it survives being overwritten. Where the
// file system knows no second names, only this protection is missing.
func (b *Bucket) keep(name string) error {
	if err := os.MkdirAll(filepath.Dir(filepath.Join(b.previous, name)), 0o700); err != nil {
		return err
	}
	for _, suffix := range []string{"", attributesSuffix} {
		os.Link(filepath.Join(b.objects, name)+suffix, filepath.Join(b.previous, name)+suffix)
	}
	return nil
}

// forget ends a write that succeeded. The rename ends it in one step, although there may be two files.
func (b *Bucket) forget() error {
	bin := filepath.Join(b.pieces, rand.Text())
	if err := os.Rename(b.previous, bin); err != nil {
		return err
	}
	return os.RemoveAll(bin)
}

// restore takes back what keep has kept.
func (b *Bucket) restore() error {
	err := filepath.WalkDir(b.previous, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(b.previous, path)
		if err != nil {
			return err
		}
		return os.Rename(path, filepath.Join(b.objects, name))
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.RemoveAll(b.previous)
}

// setAside moves files without readable attributes out of the bucket. They are moved rather than deleted,
// because a folder copied without its extended attributes looks the same.
func (b *Bucket) setAside() error {
	return filepath.WalkDir(b.objects, func(path string, entry fs.DirEntry, err error) error {
		// The fake keeps attributes in such files where the file system has no extended attributes.
		if err != nil || entry.IsDir() || strings.HasSuffix(path, attributesSuffix) {
			return err
		}
		name, err := filepath.Rel(b.objects, path)
		if err != nil {
			return err
		}
		// The content is opened by its first read, so there is nothing to close.
		if _, err := b.fake.GetObjectStreaming(b.name, filepath.ToSlash(name)); err == nil {
			return nil
		}
		folder, err := os.MkdirTemp(b.unfinished, "*")
		if err != nil {
			return err
		}
		slog.Warn("moved a half written object out of the bucket", "to", folder)
		return os.Rename(path, filepath.Join(folder, entry.Name()))
	})
}
