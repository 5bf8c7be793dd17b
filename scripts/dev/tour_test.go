package main

import (
	"errors"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/local/boltdb"
)

var update = flag.Bool("update", false, "write what the tour's commands really print into functions/README.md")

// The tour is the last chapter of that README.
const (
	readme  = "../../functions/README.md"
	heading = "## A tour of two minutes\n"
)

// block is one command block of the tour with the output that follows it.
var block = regexp.MustCompile("(?s)```sh\n([^`]*)```\n\n```text\n([^`]*)```")

// TestTour runs the commands of the tour as a reader does, and compares what they print.
func TestTour(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, tour, ok := strings.Cut(string(text), heading)
	if !ok {
		t.Fatal("the README of the functions has no tour")
	}
	shell := startTour(t)
	commands := 0
	printed := block.ReplaceAllStringFunc(tour, func(found string) string {
		m := block.FindStringSubmatch(found)
		commands++
		return "```sh\n" + m[1] + "```\n\n```text\n" + shell(m[1]) + "```"
	})
	if commands < 5 {
		t.Fatalf("only %d command blocks with an output found", commands)
	}
	if *update {
		if err := os.WriteFile(readme, []byte(before+heading+printed), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(masked(tour), masked(printed)); diff != "" {
		t.Errorf("the tour prints something else (-README +real; -update rewrites):\n%s", diff)
	}
}

// masked hides what differs from run to run.
func masked(text string) string {
	for _, changing := range []string{
		`"(start|end)": "[^"]*"`, `"tag": "[^"]*"`, `"id": "[0-9a-v]{26}"`, `"(token|content_hash)": "[0-9a-f]{64}"`,
		`Vorgang: +[0-9a-v]{26}`, `Prüfzeichen: +[0-9a-f]{64}`, `"generation": \d+`,
		`"(created_at|expires_at|at|begun|begins|done|kept_until)": "[^"]*"`,
	} {
		text = regexp.MustCompile(changing).ReplaceAllStringFunc(text, func(s string) string {
			name, _, _ := strings.Cut(s, ":")
			return name + ": …"
		})
	}
	return regexp.MustCompile(`am [0-9.]{10}, [0-9:]{5} Uhr`).ReplaceAllString(text, "am … Uhr")
}

// remembered are the lines that give values to variables.
var remembered = regexp.MustCompile(`^\w+=`)

// startCalendarHalf starts the calendar half, with its first run.
func startCalendarHalf(t *testing.T, store *boltdb.Store, data string, now func() time.Time) *calendarHalf {
	all := boltOf(store)
	h, err := openCalendarHalf(t.Context(), all, config{data: data}, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.tick(t.Context(), time.Now())
	return h
}

// clock begins before the sample event, whenever the test runs. Whoever asks it to, it jumps.
type clock struct {
	started time.Time
	jumped  atomic.Int64 // nanoseconds
}

func winter() *clock { return &clock{started: time.Now()} }

func (c *clock) now() time.Time {
	return time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC).Add(time.Since(c.started) + time.Duration(c.jumped.Load()))
}

// weekLater is where the clock of a local run in a test jumps.
const weekLater = "/a-week-later"

// startRun starts a local run in a folder, with its first sync run, and gives its address.
func startRun(t *testing.T, dir string) string {
	data := filepath.Join(dir, ".kursbuch")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	store, err := boltdb.Open(filepath.Join(data, "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := ensureEvent(t.Context(), store, config{data: data}); err != nil {
		t.Fatal(err)
	}
	c := winter()
	imports, err := openImportHalf(boltOf(store), filepath.Join(data, "bucket"), c.now)
	if err != nil {
		t.Fatal(err)
	}
	go imports.watch(t.Context(), filepath.Join(data, "inbox"))
	calendar := startCalendarHalf(t, store, data, c.now)
	calendar.erases(imports.bucket)
	pages, err := openConsole(boltOf(store), imports.bucket, c.now)
	if err != nil {
		t.Fatal(err)
	}
	run := handler(page{}, pages, imports, calendar)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == weekLater {
			c.jumped.Add(int64(7 * 24 * time.Hour))
			return
		}
		run.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		server.Close()
		if err := errors.Join(imports.close(), calendar.close()); err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return server.URL
}

// startTour starts a local run and gives a shell that knows where it is. Its variables stay from block to block.
func startTour(t *testing.T) func(commands string) string {
	dir := t.TempDir()
	orga := filepath.Join(dir, "orga")
	if out, err := exec.Command("go", "build", "-o", orga, "../orga").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	address := startRun(t, dir)
	there := strings.NewReplacer("http://127.0.0.1:8080", address, "go run ./scripts/orga", orga,
		"sleep 2", "sleep 5", // whoever tests may be in a hurry, the machine need not
		"sleep 7d", "curl -s "+address+weekLater)
	back := strings.NewReplacer(address, "http://127.0.0.1:8080")
	ran := "date() { echo 2027-02-04; }\n" // which is three days after winter begins
	return func(commands string) string {
		shell := exec.Command("bash", "-c", ran+there.Replace(commands))
		shell.Dir = dir
		out, _ := shell.Output() // a file with mistakes ends with an exit status of its own
		for line := range strings.Lines(there.Replace(commands)) {
			if remembered.MatchString(line) {
				ran += line
			}
		}
		return back.Replace(string(out))
	}
}
