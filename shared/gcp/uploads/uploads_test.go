package uploads

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"cloud.google.com/go/storage"
	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/proposal"
)

const (
	name   = "kursbuch-imports"
	target = "imports/1/Zuteilung, Runde 2 & 3%.json"
)

// reader is what functions/importcheck asks of a bucket.
type reader interface {
	Read(ctx context.Context, object proposal.Source, limit int64) ([]byte, error)
}

// cloud is the embedded bucket behind a port: Cloud Storage as far as a real client can tell.
type cloud struct {
	t       *testing.T
	handle  *storage.BucketHandle
	last    bucket.Object // the object written last
	readers map[string]reader
}

// open gives an empty bucket with the two readers that have to agree: the client of Cloud Storage, and the bucket
// itself.
func open(t *testing.T) *cloud {
	c := &cloud{t: t}
	embedded, err := bucket.Open(t.TempDir(), name, func(_ context.Context, o bucket.Object) { c.last = o })
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(embedded)
	t.Cleanup(func() {
		server.Close()
		if err := embedded.Close(); err != nil {
			t.Error(err)
		}
	})
	client := connect(t, server.URL)
	c.handle = client.client.Bucket(name)
	c.readers = map[string]reader{"the client": client, "the embedded bucket": embedded}
	return c
}

func connect(t *testing.T, url string) *Objects {
	t.Setenv("STORAGE_EMULATOR_HOST", url)
	objects, err := Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { objects.client.Close() })
	return objects
}

func (c *cloud) put(object, content, encoding string) proposal.Source {
	c.t.Helper()
	w := c.handle.Object(object).NewWriter(c.t.Context())
	w.ContentEncoding = encoding
	_, err := io.WriteString(w, content)
	if err := errors.Join(err, w.Close()); err != nil {
		c.t.Fatal(err)
	}
	return proposal.Source{Bucket: name, Object: object, Generation: c.last.Generation}
}

func zip(content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, content)
	w.Close()
	return b.String()
}

func TestReadersAgreeOnContent(t *testing.T) {
	zipped := zip("0123456789")
	tests := map[string]struct {
		stored, encoding string
		want             string
		err              error
	}{
		"exactly at the limit":                {"0123456789", "", "0123456789", nil},
		"one byte over the limit":             {"0123456789x", "", "", proposal.ErrTooLarge},
		"nothing":                             {"", "", "", nil},
		"compressed, exactly at the limit":    {zipped, "gzip", "0123456789", nil},
		"compressed, one byte over the limit": {zip("0123456789x"), "gzip", "", proposal.ErrTooLarge},
		"compressed nothing":                  {zip(""), "gzip", "", nil},
		"compressed in two streams":           {zip("01234") + zip("56789"), "gzip", "0123456789", nil},
		"compressed, but not said so":         {zip(""), "", "", proposal.ErrTooLarge},
		"not compressed at all":               {"{}", "gzip", "", proposal.ErrEncoding},
		"not even a byte of gzip":             {"", "gzip", "", proposal.ErrEncoding},
		"compressed, breaks off":              {zipped[:len(zipped)-9], "gzip", "", proposal.ErrEncoding},
		"compressed, garbage behind":          {zipped + strings.Repeat("garbage", 1000), "gzip", "", proposal.ErrEncoding},
		"another encoding, untouched":         {"0123456789", "br", "0123456789", nil},
	}
	for about, test := range tests {
		c := open(t)
		source := c.put(target, test.stored, test.encoding)
		for who, reader := range c.readers {
			t.Run(about+", read by "+who, func(t *testing.T) {
				got, err := reader.Read(t.Context(), source, 10)
				if string(got) != test.want || !errors.Is(err, test.err) {
					t.Errorf("read %.20q, %v; want %q, %v", got, err, test.want, test.err)
				}
			})
		}
	}
}

func TestReadersAgreeOnGenerations(t *testing.T) {
	c := open(t)
	first := c.put(target, "1", "")
	second := c.put(target, "22", "")
	deleted := c.put("imports/1/deleted.json", "{}", "")
	if err := c.handle.Object(deleted.Object).Delete(t.Context()); err != nil {
		t.Fatal(err)
	}
	elsewhere, never := second, second
	elsewhere.Bucket, never.Object = "another-bucket", "imports/1/never.json"
	tests := map[string]struct {
		source proposal.Source
		want   string
		err    error
	}{
		"the live generation":       {second, "22", nil},
		"a generation overwritten":  {first, "", proposal.ErrReplaced},
		"an object deleted":         {deleted, "", proposal.ErrNoObject},
		"an object that never was":  {never, "", proposal.ErrNoObject},
		"a bucket that is not ours": {elsewhere, "", proposal.ErrNoObject},
	}
	for about, test := range tests {
		for who, reader := range c.readers {
			t.Run(about+", read by "+who, func(t *testing.T) {
				got, err := reader.Read(t.Context(), test.source, 10)
				if string(got) != test.want || !errors.Is(err, test.err) {
					t.Errorf("read %q, %v; want %q, %v", got, err, test.want, test.err)
				}
			})
		}
	}
}

func TestBombsCostNoMemory(t *testing.T) {
	const limit = 1 << 20
	c := open(t)
	source := c.put(target, strings.Repeat(zip(strings.Repeat("0", limit)), 200), "gzip")
	for who, reader := range c.readers {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := reader.Read(t.Context(), source, limit)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 10*limit || !errors.Is(err, proposal.ErrTooLarge) {
			t.Errorf("%s took %d bytes, %v", who, used, err)
		}
	}
}
