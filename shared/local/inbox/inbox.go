// Package inbox owns the folder into which people drop files in the local run: imports of events, tables of
// appointments.
//
//	<inbox>/<event>/file.json        handed over once it is complete, then moved
//	<inbox>/<event>/done/file.json   where it stays; of equal names, later ones become file-2.json, ...
//	<inbox>/<event>/file.txt         is not taken: file.txt.HINWEIS.txt beside it says why, for as long as it is there
//	<inbox>/jobcalendar/NAME.csv     is handed over and moved in the same way
//
// A file is complete when its size and its time of change stood still for two seconds. Programs may pause for longer:
// so what was moved is watched as well, and comes back to be handed over anew if it still grows. Nothing is deleted
// but our own hints. Hidden files, those that programs are writing, folders within an event's are left alone.
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
	interval  = 200 * time.Millisecond
	settled   = 2 * time.Second
	patience  = 5 * time.Second // between two attempts at a file that could not be handed over
	afterward = time.Minute     // for which a moved file may turn out not to have been complete
)

// Tables is the folder of tables of appointments. Every other one is called as the number of an event is.
const Tables = "jobcalendar"

// Drop takes a complete file of a folder; content ends after Limit bytes. After an error the file stays where it is and
// is offered again, and so it may be after a crash.
type Drop func(ctx context.Context, folder, name string, content []byte) error

// Watch hands every file dropped into dir to drop, until ctx ends; then it returns nil. It fails only if dir
// cannot be created. What goes wrong with a file is logged, once.
func Watch(ctx context.Context, dir string, drop Drop) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create the inbox: %w", err)
	}
	w := watcher{dir: dir, drop: drop, files: map[string]*file{}, moved: map[string]moved{}}
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
	moved map[string]moved // by path below dir, for a while
}

// moved is a file that was handed over and moved, whose writer may not be done with it.
type moved struct {
	from    string // where it was
	size    int64
	changed time.Time
	until   time.Time // nobody looks at it any more
}

// A file is what the watcher knows of one.
type file struct {
	size    int64
	changed time.Time
	due     time.Time // when to act, unless it changes before
	dropped bool      // only the move is left to do
	trouble string    // what was logged last
	hint    string    // the file that says why it is not taken; empty: there is none
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
	w.retrieve(root)
	folders, err := fs.ReadDir(root.FS(), ".")
	w.file(".").report(".", err)
	for _, folder := range folders {
		if ending(folder.Name()) != "" && folder.IsDir() {
			w.pollFolder(ctx, root, folder.Name())
		} else {
			w.ignore(root, folder.Name(), noFolder)
		}
	}
	w.dropHints(root)
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
		case !strings.HasSuffix(entry.Name(), ending(folder)):
			if !entry.IsDir() {
				w.ignore(root, name, wrongEnding[ending(folder)])
			}
		case !hidden(name):
			w.visit(ctx, root, name, entry)
		}
	}
}

// retrieve brings files back that changed after they were moved: what was handed over was only a part of them.
func (w *watcher) retrieve(root *os.Root) {
	for target, m := range w.moved {
		now, err := root.Lstat(target)
		if err != nil || !time.Now().Before(m.until) {
			delete(w.moved, target)
			continue
		}
		if now.Size() == m.size && now.ModTime().Equal(m.changed) {
			continue
		}
		delete(w.moved, target)
		back, err := free(root, m.from)
		if back != m.from && path.Dir(m.from) == Tables {
			continue // a newer one lies there, and by another name it would be another table
		}
		if err == nil {
			err = root.Rename(target, back)
		}
		if err != nil {
			slog.Warn("a file changed after it was taken from the inbox", "file", target, "error", err)
		}
	}
}

// unfinished is how names end of files that programs are still writing.
var unfinished = []string{"~", ".tmp", ".part"}

func hidden(name string) bool {
	return strings.HasPrefix(path.Base(name), ".") || slices.ContainsFunc(unfinished,
		func(end string) bool { return strings.HasSuffix(name, end) })
}

// ending is how the names of files end that are taken from a folder; empty: it is none of ours. "01" is no event: it
// would be a second folder of 1.
func ending(folder string) string {
	if folder == Tables {
		return ".csv"
	}
	if id, err := strconv.ParseInt(folder, 10, 32); err == nil && id > 0 && strconv.FormatInt(id, 10) == folder {
		return ".json"
	}
	return ""
}

// visit acts on a file that is due.
func (w *watcher) visit(ctx context.Context, root *os.Root, name string, entry fs.DirEntry) {
	f := w.file(name)
	if !entry.Type().IsRegular() {
		w.ignore(root, name, notRegular)
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
		err = w.moveToDone(root, name, info)
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
	if err := w.drop(ctx, path.Dir(name), path.Base(name), content); err != nil {
		return fmt.Errorf("hand over: %w", err)
	}
	slog.Info("took a file from the inbox", "file", name, "bytes", len(content))
	return nil
}

// moveToDone moves the file that was handed over; one that changed since then stays, to be handed over anew.
func (w *watcher) moveToDone(root *os.Root, name string, handed fs.FileInfo) error {
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
	target, err := free(root, path.Join(done, path.Base(name)))
	if err != nil {
		return err
	}
	if err := root.Rename(name, target); err != nil {
		return err
	}
	w.moved[target] = moved{from: name, size: handed.Size(), changed: handed.ModTime(), until: time.Now().Add(afterward)}
	return nil
}

// free is the first of name.json, name-2.json, ... that nothing is called.
func free(root *os.Root, name string) (string, error) {
	end, target := path.Ext(name), name
	stem := strings.TrimSuffix(name, end)
	for n := 2; ; n++ {
		if _, err := root.Lstat(target); errors.Is(err, fs.ErrNotExist) {
			return target, nil
		} else if err != nil {
			return "", err
		}
		target = fmt.Sprintf("%s-%d%s", stem, n, end)
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
