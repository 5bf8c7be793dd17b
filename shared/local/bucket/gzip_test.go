package bucket

import (
	"errors"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"cloud.google.com/go/storage"
	"kursbuch.internal/shared/proposal"
)

func TestCompressedObjectsAreReadInflated(t *testing.T) {
	zipped := zip("0123456789")
	tests := map[string]struct {
		stored, encoding string
		want             string
		err              error
	}{
		"exactly at the limit":        {zipped, "gzip", "0123456789", nil},
		"one byte over the limit":     {zip("0123456789x"), "gzip", "", proposal.ErrTooLarge},
		"a bomb":                      {bomb(100), "gzip", "", proposal.ErrTooLarge},
		"not gzip at all":             {"{}", "gzip", "", proposal.ErrEncoding},
		"nothing":                     {"", "gzip", "", proposal.ErrEncoding},
		"broken off":                  {zipped[:len(zipped)-9], "gzip", "", proposal.ErrEncoding},
		"garbage behind":              {zipped + "garbage", "gzip", "", proposal.ErrEncoding},
		"two streams":                 {zip("01234") + zip("56789"), "gzip", "0123456789", nil},
		"gzip, but not said so":       {zip(""), "", "", proposal.ErrTooLarge},
		"another encoding, untouched": {"0123456789", "br", "0123456789", nil},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			c := open(t, t.TempDir())
			err := c.write(c.client.Object(target), []byte(test.stored), 16<<20,
				storage.ObjectAttrs{ContentEncoding: test.encoding})
			if err != nil {
				t.Fatal(err)
			}
			o := c.heard()[0]
			if o.ContentEncoding != test.encoding || o.Size != int64(len(test.stored)) {
				t.Errorf("stored %d bytes as %q", o.Size, o.ContentEncoding)
			}
			got, err := c.Read(t.Context(), proposal.Source{Bucket: name, Object: target, Generation: o.Generation}, 10)
			if string(got) != test.want || !errors.Is(err, test.err) {
				t.Errorf("read %.20q, %v; want %q, %v", got, err, test.want, test.err)
			}
			if test.err != nil || test.encoding == "" {
				return
			}
			if theirs, err := c.read(target); theirs != test.want || err != nil {
				t.Errorf("the client reads %q, %v; want %q", theirs, err, test.want)
			}
		})
	}
}

// bomb is a small file that inflates to so many MiB.
func bomb(size int) string {
	return strings.Repeat(zip(strings.Repeat("0", 1<<20)), size)
}

func TestABombCostsNoMemory(t *testing.T) {
	c := open(t, t.TempDir())
	if err := c.write(c.client.Object(target), []byte(bomb(200)), 0,
		storage.ObjectAttrs{ContentEncoding: "gzip"}); err != nil {
		t.Fatal(err)
	}
	o := c.heard()[0]
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := c.Read(t.Context(), proposal.Source{Bucket: name, Object: target, Generation: o.Generation}, 1<<20)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 10<<20 || !errors.Is(err, proposal.ErrTooLarge) {
		t.Errorf("read took %d bytes, %v", used, err)
	}
	// The client of the standard library asks for gzip by itself; curl does not.
	c.want(http.StatusRequestEntityTooLarge, "GET "+objects+escaped+"?alt=media", "", "Accept-Encoding: identity")
	c.want(http.StatusOK, "GET "+objects+escaped+"?alt=media", "", "Accept-Encoding: gzip")
}
