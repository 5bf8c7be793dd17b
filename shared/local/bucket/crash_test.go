package bucket

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/proposal"
)

// victim names the folder into which the child process of TestAnAnsweredUploadSurvivesAKill uploads.
const victim = "BUCKET_TEST_VICTIM"

// overwritten is the one object that the child uploads again and again.
const overwritten = "imports/1/same.json"

func TestMain(m *testing.M) {
	if dir := os.Getenv(victim); dir != "" {
		uploadUntilKilled(dir)
	}
	os.Exit(m.Run())
}

// uploadUntilKilled prints the name and generation of every object as soon as its upload is answered.
func uploadUntilKilled(dir string) {
	var told Object
	b, err := Open(dir, name, func(_ context.Context, o Object) { told = o })
	for n := 0; err == nil; n++ {
		object := overwritten
		if n%2 == 0 {
			object = fmt.Sprintf("imports/1/%d.json", n)
		}
		err = b.Write(context.Background(), object, "orga@kursbuch.example", []byte(object))
		fmt.Println(told.Name, told.Generation)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func TestAnAnsweredUploadSurvivesAKill(t *testing.T) {
	dir := t.TempDir()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), victim+"="+dir, "TMPDIR="+t.TempDir()) // the fake leaves temporary files
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	answered := map[string]int64{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var object string
		var generation int64
		// A line broken off by the kill is no answer.
		if n, _ := fmt.Sscanf(lines.Text(), "%s %d", &object, &generation); n == 2 && generation > 1e15 {
			answered[object] = generation
		}
		if len(answered) == 2 { // so much at least has to survive
			time.AfterFunc(100*time.Millisecond, func() { child.Process.Kill() })
		}
	}
	child.Wait() // reports the kill
	c := open(t, dir)
	if _, err := c.Objects(t.Context()); err != nil {
		t.Error(err)
	}
	t.Logf("%d objects answered", len(answered))
	if len(answered) < 2 {
		t.Error("the child was killed too early to prove anything")
	}
	for object, generation := range answered {
		content, err := c.Read(t.Context(), proposal.Source{Bucket: name, Object: object, Generation: generation}, 100)
		if object == overwritten && errors.Is(err, proposal.ErrReplaced) {
			var later string // its answer was on the way
			later, err = c.read(object)
			content = []byte(later)
		}
		if string(content) != object || err != nil {
			t.Errorf("%s: read %q, %v", object, content, err)
		}
	}
}

func TestAnOverwriteThatDidNotEndIsUndone(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	want := []Object{c.put("imports/1/a.json", "first")}
	if err := c.keep("imports/1/a.json"); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(c.objects, "imports/1/a.json")
	if err := errors.Join(os.WriteFile(file+".new", []byte("second"), 0o600), os.Rename(file+".new", file)); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	got, err := c.Objects(t.Context())
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("objects (-want +got), error %v:\n%s", err, diff)
	}
	if content, err := c.read("imports/1/a.json"); content != "first" || err != nil {
		t.Errorf("read %q, %v", content, err)
	}
}

func TestAFailedWriteLeavesTheObject(t *testing.T) {
	c := open(t, t.TempDir())
	want := []Object{c.put("imports/1/a.json", "first")}
	huge := map[string]string{"k": strings.Repeat("v", 70_000)} // no file system takes such an attribute
	for _, object := range []string{"imports/1/a.json", "imports/1/b.json"} {
		r, err := arrival{attributes: attributes{Name: object, Metadata: huge}, host: publicHost}.request(name)
		if err != nil {
			t.Fatal(err)
		}
		if reply := c.store(object, publicHost, r); reply.status == 200 {
			t.Skip("attributes are kept in files here")
		} else if reply.status != 400 {
			t.Errorf("%s: status %d", object, reply.status)
		}
	}
	got, err := c.Objects(t.Context())
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("objects (-want +got), error %v:\n%s", err, diff)
	}
}
