package inbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A box is an inbox on the clock of synctest, polled by wait.
type box struct {
	watcher
	t       *testing.T
	log     bytes.Buffer
	dropped []string
	offered int // calls of take
	fail    error
	during  func() // runs within the callback
}

func watched(t *testing.T, f func(b *box)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		b := &box{t: t}
		b.watcher = watcher{dir: dir, drop: b.take, files: map[string]*file{}, moved: map[string]moved{}}
		before := slog.Default()
		slog.SetDefault(slog.New(slog.NewTextHandler(&b.log, nil)))
		defer slog.SetDefault(before)
		f(b)
	})
}

func (b *box) take(_ context.Context, folder, name string, content []byte) error {
	b.offered++
	if b.during != nil {
		b.during()
	}
	if b.fail == nil {
		b.dropped = append(b.dropped, fmt.Sprintf("%s %s %.20s", folder, name, content))
	}
	return b.fail
}

func (b *box) write(name, content string) {
	b.t.Helper()
	file := filepath.Join(b.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// wait polls for d.
func (b *box) wait(d time.Duration) {
	for end := time.Now().Add(d); !time.Now().After(end); time.Sleep(interval) {
		b.poll(b.t.Context())
	}
}

// listing lists the files in the inbox with their contents.
func (b *box) listing() []string {
	b.t.Helper()
	var names []string
	err := filepath.WalkDir(b.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || strings.HasSuffix(path, hintEnd) {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(b.dir, path)
		names = append(names, fmt.Sprintf("%s %.20s", filepath.ToSlash(name), content))
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return names
}

func (b *box) want(dropped, files []string) {
	b.t.Helper()
	if diff := cmp.Diff(dropped, b.dropped); diff != "" {
		b.t.Errorf("dropped (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(files, b.listing()); diff != "" {
		b.t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestAFileIsHandedOverOnceAndMoved(t *testing.T) {
	watched(t, func(b *box) {
		b.write("1/a.json", "{}")
		b.write("23/b.json", "[]")
		b.wait(time.Minute)
		b.want([]string{"1 a.json {}", "23 b.json []"}, []string{"1/done/a.json {}", "23/done/b.json []"})
		if got := strings.Count(b.log.String(), "took a file"); got != 2 {
			t.Errorf("log says %d times that a file was taken, want 2:\n%s", got, b.log.String())
		}
	})
}

func TestTablesHaveAFolderOfTheirOwn(t *testing.T) {
	watched(t, func(b *box) {
		b.write("jobcalendar/reflex.csv", "a;b")
		b.write("jobcalendar/reflex.json", "{}")
		b.write("1/reflex.csv", "a;b")
		b.wait(10 * time.Second)
		if diff := cmp.Diff([]string{"jobcalendar reflex.csv a;b"}, b.dropped); diff != "" {
			t.Error(diff)
		}
		for _, name := range []string{"jobcalendar/done/reflex.csv", "jobcalendar/reflex.json.HINWEIS.txt",
			"1/reflex.csv.HINWEIS.txt"} {
			if _, err := os.Stat(filepath.Join(b.dir, name)); err != nil {
				t.Error(err)
			}
		}
		// What was taken grows, but a newer one lies there: by another name it would be another table.
		b.write("jobcalendar/reflex.csv", "newer")
		b.write("jobcalendar/done/reflex.csv", "a;b;c")
		b.wait(10 * time.Second)
		if diff := cmp.Diff([]string{"jobcalendar reflex.csv a;b", "jobcalendar reflex.csv newer"}, b.dropped); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWatchEndsWithItsContext(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data", "inbox")
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan string, 1)
	done := make(chan error)
	go func() {
		done <- Watch(ctx, dir, func(_ context.Context, folder, name string, content []byte) error {
			got <- fmt.Sprintf("%s %s %s", folder, name, content)
			return nil
		})
	}()
	b := &box{t: t, watcher: watcher{dir: dir}}
	b.write("7/a.json", "{}")
	if diff := cmp.Diff("7 a.json {}", <-got); diff != "" {
		t.Errorf("dropped (-want +got):\n%s", diff)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Watch: %v", err)
	}
}

func TestWatchFailsWithoutItsFolder(t *testing.T) {
	if err := Watch(t.Context(), "/dev/null/inbox", nil); err == nil {
		t.Error("Watch watches below a file")
	}
}

func TestAFileThatStillGrowsWaits(t *testing.T) {
	watched(t, func(b *box) {
		for n := range 10 {
			b.write("1/a.json", strings.Repeat("x", n))
			b.wait(0)
			time.Sleep(interval / 2)
		}
		b.want(nil, []string{"1/a.json xxxxxxxxx"})
		b.wait(settled + interval)
		b.want([]string{"1 a.json xxxxxxxxx"}, []string{"1/done/a.json xxxxxxxxx"})
	})
}

func TestEqualNamesGetASuffix(t *testing.T) {
	watched(t, func(b *box) {
		for n := range 3 {
			b.write("1/a.json", fmt.Sprint(n))
			b.wait(settled + 2*interval)
		}
		b.want([]string{"1 a.json 0", "1 a.json 1", "1 a.json 2"},
			[]string{"1/done/a-2.json 1", "1/done/a-3.json 2", "1/done/a.json 0"})
	})
}

func TestTheSameFileDroppedAgainIsHandedOverAgain(t *testing.T) {
	watched(t, func(b *box) {
		for range 2 {
			b.write("1/a.json", "{}")
			if err := os.Chtimes(filepath.Join(b.dir, "1", "a.json"), time.Time{}, time.Unix(1e9, 0)); err != nil {
				t.Fatal(err)
			}
			b.wait(settled + interval)
		}
		b.want([]string{"1 a.json {}", "1 a.json {}"}, []string{"1/done/a-2.json {}", "1/done/a.json {}"})
	})
}

func TestAFileWrittenWithALongPauseIsTakenAsAWhole(t *testing.T) {
	watched(t, func(b *box) {
		b.write("1/a.json", `{"half"`)
		b.wait(10 * time.Second)
		b.want([]string{`1 a.json {"half"`}, []string{`1/done/a.json {"half"`})
		writer, err := os.OpenFile(filepath.Join(b.dir, "1", "done", "a.json"), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil { // as the program has it that opened it where it was
			t.Fatal(err)
		}
		defer writer.Close()
		if _, err := writer.WriteString(`: 1}`); err != nil {
			t.Fatal(err)
		}
		b.wait(10 * time.Second)
		b.want([]string{`1 a.json {"half"`, `1 a.json {"half": 1}`}, []string{`1/done/a.json {"half": 1}`})
	})
}

func TestWhatIsNotTakenSaysSoBesideIt(t *testing.T) {
	watched(t, func(b *box) {
		b.write("1/liste.csv", "a;b")
		b.write("import.json", "{}")
		b.wait(time.Second)
		for name, says := range map[string]string{"1/liste.csv": ".json endet", "import.json": "1/import.json"} {
			hint, err := os.ReadFile(filepath.Join(b.dir, name+hintEnd))
			if err != nil || !strings.Contains(string(hint), says) || !strings.Contains(string(hint), "nicht übernommen") {
				t.Errorf("%s: %q, %v", name, hint, err)
			}
		}
		for _, name := range []string{"1/liste.csv", "import.json"} {
			if err := os.Remove(filepath.Join(b.dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		b.wait(time.Second)
		for _, name := range []string{"1/liste.csv", "import.json"} {
			if _, err := os.Lstat(filepath.Join(b.dir, name+hintEnd)); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the hint about %s is still there: %v", name, err)
			}
		}
	})
}

func TestAFileTakenBackIsForgotten(t *testing.T) {
	watched(t, func(b *box) {
		b.fail = errors.New("the bucket is away")
		b.write("1/a.json", "{}")
		b.wait(settled + 2*interval)
		if err := os.Remove(filepath.Join(b.dir, "1", "a.json")); err != nil {
			t.Fatal(err)
		}
		b.wait(settled + 2*interval)
		if _, ok := b.files["1/a.json"]; ok {
			t.Error("still known")
		}
	})
}

func TestOtherFilesAreLeftAlone(t *testing.T) {
	names := []string{
		"a.json", "camp/a.json", "-1/a.json", "0/a.json", "01/a.json", "99999999999/a.json", "1/sub/a.json",
		"1/.a.json", "1/a.json.tmp", "1/a.json~", "1/a.json.part", "1/a.txt", "1/done/a.json",
	}
	watched(t, func(b *box) {
		var want []string
		for _, name := range names {
			b.write(name, "{}")
			want = append(want, name+" {}")
		}
		b.wait(time.Minute)
		slices.Sort(want)
		got := b.listing()
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || len(b.dropped) > 0 {
			t.Errorf("dropped %q, files (-want +got):\n%s", b.dropped, diff)
		}
		told := regexp.MustCompile(`file=(\S+)`).FindAllStringSubmatch(b.log.String(), -1)
		var names []string
		for _, m := range told {
			names = append(names, m[1])
		}
		slices.Sort(names)
		if diff := cmp.Diff([]string{"-1", "0", "01", "1/a.txt", "99999999999", "a.json", "camp"},
			names); diff != "" {
			t.Errorf("told of, once (-want +got):\n%s", diff)
		}
	})
}

func TestWhatIsNoRegularFileIsRefusedOnce(t *testing.T) {
	tests := map[string]func(path string) error{
		"a symbolic link to a file outside": func(path string) error { return os.Symlink("/etc/passwd", path) },
		"a symbolic link to a file inside":  func(path string) error { return os.Symlink("plain.txt", path) },
		"a folder":                          func(path string) error { return os.Mkdir(path, 0o700) },
		"a pipe":                            func(path string) error { return syscall.Mkfifo(path, 0o600) },
	}
	for name, create := range tests {
		t.Run(name, func(t *testing.T) {
			watched(t, func(b *box) {
				b.write("1/plain.txt", "{}")
				if err := create(filepath.Join(b.dir, "1", "a.json")); err != nil {
					t.Fatal(err)
				}
				b.wait(time.Minute)
				b.want(nil, []string{"1/plain.txt {}"})
				if got := strings.Count(b.log.String(), "file=1/a.json "); got != 1 {
					t.Errorf("refused %d times in the log, want once:\n%s", got, b.log.String())
				}
			})
		})
	}
}

func TestALinkedFolderIsNoEvent(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "a.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	watched(t, func(b *box) {
		if err := os.Symlink(outside, filepath.Join(b.dir, "1")); err != nil {
			t.Fatal(err)
		}
		b.wait(time.Minute)
		b.want(nil, nil)
	})
}

func TestAFailureIsLoggedOnceAndTheFileOfferedAgain(t *testing.T) {
	watched(t, func(b *box) {
		b.fail = errors.New("the bucket is away")
		b.write("1/a.json", "{}")
		b.wait(time.Minute)
		b.want(nil, []string{"1/a.json {}"})
		if b.offered < 2 || b.offered > 13 {
			t.Errorf("offered %d times in a minute", b.offered)
		}
		b.fail = errors.New("the bucket is full")
		b.wait(time.Minute)
		for _, reason := range []string{"away", "full"} {
			if got := strings.Count(b.log.String(), reason); got != 1 {
				t.Errorf("%q is %d times in the log, want once:\n%s", reason, got, b.log.String())
			}
		}
		b.fail = nil
		b.wait(patience + interval)
		b.want([]string{"1 a.json {}"}, []string{"1/done/a.json {}"})
	})
}

func TestAnUnreadableFileIsLoggedOnce(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	watched(t, func(b *box) {
		b.write("1/a.json", "{}")
		os.Chmod(filepath.Join(b.dir, "1", "a.json"), 0)
		b.wait(time.Minute)
		if got := strings.Count(b.log.String(), "permission denied"); got != 1 || len(b.dropped) > 0 {
			t.Errorf("dropped %q; %d times in the log, want once:\n%s", b.dropped, got, b.log.String())
		}
	})
}

func TestAFileThatCannotBeMovedIsNotHandedOverTwice(t *testing.T) {
	watched(t, func(b *box) {
		b.write("1/done", "in the way")
		b.write("1/a.json", "{}")
		b.wait(time.Minute)
		b.want([]string{"1 a.json {}"}, []string{"1/a.json {}", "1/done in the way"})
		if err := os.Remove(filepath.Join(b.dir, "1", "done")); err != nil {
			t.Fatal(err)
		}
		b.wait(patience + interval)
		b.want([]string{"1 a.json {}"}, []string{"1/done/a.json {}"})
	})
}

func TestAFileChangedWhileHandedOverIsHandedOverAgain(t *testing.T) {
	watched(t, func(b *box) {
		b.during = func() {
			b.during = nil
			b.write("1/a.json", "second")
		}
		b.write("1/a.json", "first")
		b.wait(time.Minute)
		b.want([]string{"1 a.json first", "1 a.json second"}, []string{"1/done/a.json second"})
	})
}

func TestAFolderDeletedAndRecreatedIsStillWatched(t *testing.T) {
	watched(t, func(b *box) {
		if err := os.RemoveAll(b.dir); err != nil {
			t.Fatal(err)
		}
		b.wait(time.Minute)
		b.write("1/a.json", "{}")
		b.wait(settled + 2*interval)
		b.want([]string{"1 a.json {}"}, []string{"1/done/a.json {}"})
	})
}

func TestAHugeFileIsCutForTheCallbackOnly(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "1", "a.json")
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, 10<<30); err != nil {
		t.Skip("the file system holds no sparse files:", err)
	}
	synctest.Test(t, func(t *testing.T) {
		var got []int
		w := watcher{dir: dir, files: map[string]*file{}, moved: map[string]moved{}}
		w.drop = func(_ context.Context, _, _ string, content []byte) error {
			got = append(got, len(content))
			return nil
		}
		w.poll(t.Context())
		time.Sleep(settled)
		w.poll(t.Context())
		if diff := cmp.Diff([]int{Limit}, got); diff != "" {
			t.Errorf("bytes handed over (-want +got):\n%s", diff)
		}
	})
	info, err := os.Stat(filepath.Join(dir, "1", "done", "a.json"))
	if err != nil || info.Size() != 10<<30 {
		t.Errorf("kept: %v, %v", info, err)
	}
}
