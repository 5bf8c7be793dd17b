// Package inbox owns the folder into which people drop import files in the local run.
//
//	<inbox>/<event>/file.json        handed over once it is complete, then moved
//	<inbox>/<event>/done/file.json   where it stays; of equal names, later ones become file-2.json, ...
//
// A file is complete when its size and its time of change stood still for a while. Nothing is deleted. Other
// names, hidden files and folders that are not an event's number are left alone.
package inbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limit is how many bytes of a file are handed over at most: one more than an import may have, so that the
// check reports a larger one as too large, however large it is. The file itself stays whole.
const Limit = 32<<20 + 1

const (
	// Polling needs no library, works on every file system, and costs one directory listing per event; a
	// notification would not tell when a file is complete either.
	interval = 200 * time.Millisecond
	settled  = 300 * time.Millisecond
	patience = 5 * time.Second // between two attempts at a file that could not be handed over
)

// Drop takes a complete file of an event; content ends after Limit bytes. After an error the file stays
// where it is and is offered again, and so it may be after a crash.
type Drop func(ctx context.Context, eventID int32, name string, content []byte) error

// Watch hands every file dropped into dir to drop, until ctx ends; then it returns nil. It fails only if dir
// cannot be created. What goes wrong with a file is logged, once.
func Watch(ctx context.Context, dir string, drop Drop) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create the inbox: %w", err)
	}
	w := watcher{dir: dir, drop: drop, files: map[string]*file{}}
	ticks := time.NewTicker(interval)
	defer ticks.Stop()
	for {
		w.poll(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-ticks.C:
		}
	}
}

type watcher struct {
	dir   string
	drop  Drop
	files map[string]*file // by path below dir
}

// A file is what the watcher knows of one.
type file struct {
	size    int64
	changed time.Time
	due     time.Time // when to act, unless it changes before
	dropped bool      // only the move is left to do
	trouble string    // what was logged last
	seen    bool      // in this poll
}

// poll looks at each file once. It opens dir anew, because people delete and recreate folders.
func (w *watcher) poll(ctx context.Context) {
	root, err := os.OpenRoot(w.dir)
	if err != nil {
		w.file(".").report(".", err)
		return
	}
	defer root.Close()
	folders, err := fs.ReadDir(root.FS(), ".")
	w.file(".").report(".", err)
	for _, folder := range folders {
		if _, ok := eventOf(folder.Name()); ok && folder.IsDir() {
			w.pollFolder(ctx, root, folder.Name())
		} else {
			w.ignore(folder.Name())
		}
	}
	for name, f := range w.files {
		if !f.seen {
			delete(w.files, name)
		}
		f.seen = false
	}
}

func (w *watcher) pollFolder(ctx context.Context, root *os.Root, folder string) {
	entries, err := fs.ReadDir(root.FS(), folder)
	w.file(folder).report(folder, err)
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		switch {
		case ctx.Err() != nil:
			return
		case !strings.HasSuffix(entry.Name(), ".json"):
			w.ignore(name)
		case !hidden(name):
			w.visit(ctx, root, name, entry)
		}
	}
}

// errIgnored says what is taken from the inbox.
var errIgnored = errors.New("only <event>/<name>.json is taken, such as 1/import.json")

// ignore says once that something stays where it is. Hidden files, those that are being written, what was taken before
// are nobody's mistake.
func (w *watcher) ignore(name string) {
	if !hidden(name) && path.Base(name) != "done" {
		w.file(name).report(name, errIgnored)
	}
}

// unfinished is how names end of files that programs are still writing.
var unfinished = []string{"~", ".tmp", ".part"}

func hidden(name string) bool {
	return strings.HasPrefix(path.Base(name), ".") || slices.ContainsFunc(unfinished,
		func(end string) bool { return strings.HasSuffix(name, end) })
}

// eventOf returns the event to whose folder this name belongs. "01" is none: it would be a second folder of 1.
func eventOf(folder string) (int32, bool) {
	id, err := strconv.ParseInt(folder, 10, 32)
	return int32(id), err == nil && id > 0 && strconv.FormatInt(id, 10) == folder
}

// errNotRegular refuses symbolic links, which could point anywhere, and pipes, which never end.
var errNotRegular = errors.New("not a regular file")

// visit acts on a file that is due.
func (w *watcher) visit(ctx context.Context, root *os.Root, name string, entry fs.DirEntry) {
	f := w.file(name)
	if !entry.Type().IsRegular() {
		f.report(name, errNotRegular)
		return
	}
	info, err := entry.Info()
	if err != nil {
		return // gone since the listing; anything else shows up again when it is opened
	}
	if f.size != info.Size() || !f.changed.Equal(info.ModTime()) {
		*f = file{size: info.Size(), changed: info.ModTime(), due: time.Now().Add(settled), seen: true}
	}
	if time.Now().Before(f.due) {
		return
	}
	f.due = time.Now().Add(patience)
	if !f.dropped {
		err = w.hand(ctx, root, name)
		f.dropped = err == nil
	}
	if f.dropped {
		err = moveToDone(root, name, info)
	}
	if err == nil {
		delete(w.files, name) // the next file of this name is another one, even of the same size and time
	} else if ctx.Err() == nil {
		f.report(name, err)
	}
}

func (w *watcher) hand(ctx context.Context, root *os.Root, name string) error {
	opened, err := root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // taken back since the listing
	}
	if err != nil {
		return err
	}
	defer opened.Close()
	content, err := io.ReadAll(io.LimitReader(opened, Limit))
	if err != nil {
		return err
	}
	eventID, _ := eventOf(path.Dir(name))
	if err := w.drop(ctx, eventID, path.Base(name), content); err != nil {
		return fmt.Errorf("hand over: %w", err)
	}
	slog.Info("took a file from the inbox", "file", name, "bytes", len(content))
	return nil
}

// moveToDone moves the file that was handed over; one that changed since then stays, to be handed over anew.
func moveToDone(root *os.Root, name string, handed fs.FileInfo) error {
	now, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || now.Size() != handed.Size() || !now.ModTime().Equal(handed.ModTime()) {
		return err
	}
	done := path.Join(path.Dir(name), "done")
	if err := root.MkdirAll(done, 0o700); err != nil {
		return err
	}
	stem := strings.TrimSuffix(path.Base(name), ".json")
	target := path.Join(done, stem+".json")
	for n := 2; ; n++ {
		if _, err := root.Lstat(target); errors.Is(err, fs.ErrNotExist) {
			return root.Rename(name, target)
		} else if err != nil {
			return err
		}
		target = path.Join(done, fmt.Sprintf("%s-%d.json", stem, n))
	}
}

// file returns what is known of the file or folder, and marks it as still there.
func (w *watcher) file(name string) *file {
	f := w.files[name]
	if f == nil {
		f = &file{}
		w.files[name] = f
	}
	f.seen = true
	return f
}

// report logs what is wrong if it differs from what was logged before.
func (f *file) report(name string, err error) {
	now := ""
	if err != nil {
		now = err.Error()
	}
	if now != f.trouble && err != nil {
		slog.Warn("the inbox cannot take a file", "file", name, "error", err)
	}
	f.trouble = now
}
