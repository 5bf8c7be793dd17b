package bucket

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cloud.google.com/go/storage"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/proposal"
)

const name = "kursbuch-imports"

// A cloud is a bucket behind a real port, with a real client.
type cloud struct {
	*Bucket
	t      *testing.T
	url    string
	client *storage.BucketHandle

	mu   sync.Mutex
	told []Object
}

func open(t *testing.T, dir string) *cloud {
	t.Helper()
	c := &cloud{t: t}
	var err error
	c.Bucket, err = Open(dir, name, func(_ context.Context, o Object) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.told = append(c.told, o)
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(c)
	t.Cleanup(func() {
		server.Close()
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	c.url = server.URL
	t.Setenv("STORAGE_EMULATOR_HOST", server.URL)
	client, err := storage.NewClient(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	c.client = client.Bucket(name)
	return c
}

// do sends a request like "GET /path", with headers like "Key: value", and returns the answer with its body.
func (c *cloud) do(request, body string, headers ...string) (*http.Response, string) {
	c.t.Helper()
	method, url, _ := strings.Cut(request, " ")
	if strings.HasPrefix(url, "/") {
		url = c.url + url
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	for _, header := range headers {
		key, value, _ := strings.Cut(header, ": ")
		r.Header.Set(key, value)
	}
	reply, err := http.DefaultTransport.RoundTrip(r) // without following the 308 of an upload
	if err != nil {
		c.t.Fatal(err)
	}
	defer reply.Body.Close()
	content, err := io.ReadAll(reply.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return reply, string(content)
}

// want does as do and compares the status.
func (c *cloud) want(status int, request, body string, headers ...string) *http.Response {
	c.t.Helper()
	reply, text := c.do(request, body, headers...)
	if reply.StatusCode != status {
		c.t.Errorf("%.200s: status %d, want %d: %.200s", request, reply.StatusCode, status, text)
	}
	return reply
}

// heard returns what the bucket has told since the last call.
func (c *cloud) heard() []Object {
	c.mu.Lock()
	defer c.mu.Unlock()
	told := c.told
	c.told = nil
	return told
}

// put writes an object and returns what was told of it.
func (c *cloud) put(object, content string) Object {
	c.t.Helper()
	c.heard()
	if err := c.Write(c.t.Context(), object, "orga@kursbuch.example", []byte(content)); err != nil {
		c.t.Fatal(err)
	}
	told := c.heard()
	if len(told) != 1 {
		c.t.Fatalf("told %d times of one object", len(told))
	}
	return told[0]
}

// read reads as the real client does.
func (c *cloud) read(object string) (string, error) {
	r, err := c.client.Object(object).NewReader(c.t.Context())
	if err != nil {
		return "", err
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	return string(content), err
}

func TestARestartKeepsTheObjects(t *testing.T) {
	dir := t.TempDir()
	before := open(t, dir)
	before.put("imports/1/a.json", "overwritten")
	want := []Object{before.put("imports/1/a.json", "{}"), before.put("imports/2/b.json", "[]")}
	after := open(t, dir)
	got, err := after.Objects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
	if got[0].Uploader() != "orga@kursbuch.example" {
		t.Errorf("uploader %q", got[0].Uploader())
	}
	content, err := after.Read(t.Context(), proposal.Source{Bucket: name, Object: got[0].Name,
		Generation: got[0].Generation}, 100)
	if err != nil || string(content) != "{}" {
		t.Errorf("read %q, %v", content, err)
	}
	if told := after.heard(); len(told) > 0 {
		t.Errorf("told of %v, although nothing was written", told)
	}
}

func TestHalfWrittenObjectsAreMovedAside(t *testing.T) {
	dir := t.TempDir()
	want := []Object{open(t, dir).put("imports/1/a.json", "{}")}
	for _, left := range []string{"imports/1/b.json", "imports/1/.a.json1234567"} {
		if err := os.WriteFile(filepath.Join(dir, "objects", name, left), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := open(t, dir)
	got, err := c.Objects(t.Context())
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("objects (-want +got), error %v:\n%s", err, diff)
	}
	aside, err := filepath.Glob(filepath.Join(dir, "unfinished", "*", "*"))
	if len(aside) != 2 || err != nil {
		t.Errorf("moved aside: %v, %v", aside, err)
	}
}

func TestAThousandObjectsOpenAtOnce(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	c.put("imports/1/first.json", "{}")
	first := filepath.Join(c.objects, "imports/1/first.json")
	for n := range 999 { // a second name of the same file is much faster than a second file
		for _, suffix := range []string{"", attributesSuffix} {
			err := os.Link(first+suffix, fmt.Sprintf("%s/imports/1/%d.json%s", c.objects, n, suffix))
			if err != nil && suffix == "" {
				t.Fatal(err)
			}
		}
	}
	start := time.Now()
	again, err := Open(dir, name, nil)
	if err != nil {
		t.Fatal(err)
	}
	opened := time.Since(start)
	objects, err := again.Objects(t.Context())
	if len(objects) != 1000 || err != nil {
		t.Errorf("%d objects, %v", len(objects), err)
	}
	t.Logf("1,000 objects: opened in %v, listed after %v", opened, time.Since(start))
}

func TestReadTellsItsErrorsApart(t *testing.T) {
	c := open(t, t.TempDir())
	old := c.put("imports/1/a.json", "first")
	live := c.put("imports/1/a.json", "second")
	big := c.put("imports/1/big.json", strings.Repeat("x", 33<<20))
	gone := c.put("imports/1/gone.json", "{}")
	if err := c.client.Object(gone.Name).Delete(t.Context()); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		bucket, object    string
		generation, limit int64
		want              string
		err               error
	}{
		"the live generation":           {name, live.Name, live.Generation, 6, "second", nil},
		"an overwritten generation":     {name, old.Name, old.Generation, 100, "", proposal.ErrReplaced},
		"one byte over the limit":       {name, live.Name, live.Generation, 5, "", proposal.ErrTooLarge},
		"33 MiB over a limit of 32 MiB": {name, big.Name, big.Generation, 32 << 20, "", proposal.ErrTooLarge},
		"a deleted object":              {name, gone.Name, gone.Generation, 100, "", proposal.ErrNoObject},
		"an object that never was":      {name, "imports/1/b.json", 1, 100, "", proposal.ErrNoObject},
		"another bucket":                {"other", live.Name, live.Generation, 100, "", proposal.ErrNoObject},
		"a name that leaves the folder": {name, "../" + name + "/" + live.Name, live.Generation, 100, "",
			proposal.ErrNoObject},
		"a name that is empty":           {name, "", live.Generation, 100, "", proposal.ErrNoObject},
		"a name too long for the folder": {name, strings.Repeat("x", 2000), 1, 100, "", proposal.ErrNoObject},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			got, err := c.Read(t.Context(), proposal.Source{Bucket: test.bucket, Object: test.object,
				Generation: test.generation}, test.limit)
			if string(got) != test.want || !errors.Is(err, test.err) {
				t.Errorf("read %.20q, %v; want %q, %v", got, err, test.want, test.err)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Read(ctx, proposal.Source{Bucket: name, Object: live.Name, Generation: live.Generation},
		100); !errors.Is(err, context.Canceled) {
		t.Errorf("read after cancel: %v", err)
	}
}

func TestContentUnderOldAttributesIsNotRead(t *testing.T) {
	c := open(t, t.TempDir())
	o := c.put("imports/1/a.json", "first")
	file, err := os.OpenFile(filepath.Join(c.objects, o.Name), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteString("other")
	if err := errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Read(t.Context(), proposal.Source{Bucket: name, Object: o.Name, Generation: o.Generation},
		100); !errors.Is(err, proposal.ErrReplaced) {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestConcurrentUploadsOfOneObject(t *testing.T) {
	c := open(t, t.TempDir())
	var all sync.WaitGroup
	for n := range 16 {
		all.Go(func() {
			content := bytes.Repeat([]byte{byte('a' + n)}, 1000)
			if err := c.Write(t.Context(), "imports/1/a.json", "", content); err != nil {
				t.Error(err)
			}
			for _, o := range c.heardSoFar() {
				content, err := c.Read(t.Context(), proposal.Source{Bucket: name, Object: o.Name, Generation: o.Generation}, 1000)
				mixed := err == nil && len(bytes.Trim(content, string(content[:1]))) > 0
				if mixed || err != nil && !errors.Is(err, proposal.ErrReplaced) {
					t.Errorf("generation %d: %.10q…, %v", o.Generation, content, err)
				}
			}
		})
	}
	all.Wait()
	told := c.heard()
	slices.SortFunc(told, func(a, b Object) int { return int(a.Generation - b.Generation) })
	if n := len(slices.CompactFunc(told, func(a, b Object) bool { return a.Generation == b.Generation })); n != 16 {
		t.Errorf("told of %d generations, want 16", n)
	}
}

func (c *cloud) heardSoFar() []Object {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.told)
}
