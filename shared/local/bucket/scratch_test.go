package bucket

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fsouza/fake-gcs-server/fakestorage"
)

func TestScratch(t *testing.T) {
	dir := t.TempDir()
	start := time.Now()
	s, err := fakestorage.NewServerWithOptions(fakestorage.Options{NoListener: true, StorageRoot: filepath.Join(dir, "a/b"), PublicHost: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	s.CreateBucketWithOpts(fakestorage.CreateBucketOpts{Name: "k"})
	t.Log(time.Since(start))
	srv := httptest.NewServer(s.HTTPHandler())
	do := func(method, url, body string, h ...string) *http.Response {
		if !strings.HasPrefix(url, "http") {
			url = srv.URL + url
		}
		r, _ := http.NewRequest(method, url, strings.NewReader(body))
		for i := 0; i < len(h); i += 2 {
			r.Header.Set(h[i], h[i+1])
		}
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(res.Body)
		fmt.Println(method, url, h, "->", res.StatusCode, res.Header.Get("Range"), string(b[:min(len(b), 300)]))
		res.Body = io.NopCloser(bytes.NewReader(b))
		return res
	}
	r := do("POST", "/upload/storage/v1/b/k/o?uploadType=resumable&name=x.json", "{}")
	loc := r.Header.Get("Location")
	do("PUT", loc, "hello", "Content-Range", "bytes 0-4/10")
	do("PUT", loc, "", "Content-Range", "bytes */10")
	do("GET", "/storage/v1/b/k/o/x.json?alt=media", "")
	r = do("POST", "/upload/storage/v1/b/k/o?uploadType=resumable&name=y.json", "{}")
	loc = r.Header.Get("Location")
	do("PUT", loc, "hello", "Content-Range", "bytes 0-4/10")
	do("PUT", loc, "hello", "Content-Range", "bytes 0-4/10")
	do("PUT", loc, "world", "Content-Range", "bytes 5-9/10")
	do("GET", "/storage/v1/b/k/o/y.json?alt=media", "")
	do("POST", "/upload/storage/v1/b/k/o?uploadType=media&name=../../../evil.json", "x")
	_, err = os.Stat(filepath.Join(dir, "evil.json"))
	fmt.Println("escaped:", err)
	do("PATCH", "/storage/v1/b/k/o/y.json", `{"metadata":{"a":"b"}}`)
	do("GET", "/storage/v1/b/k/o/y.json", "")
	do("POST", "/upload/storage/v1/b/k/o?uploadType=media&name=y.json/z", "x")
	do("POST", "/upload/storage/v1/b/k/o?uploadType=media&name=dir/", "x")
	do("DELETE", "/storage/v1/b/k/o/y.json?ifGenerationMatch=5", "")
	do("POST", "/storage/v1/b/k/o/x.json/rewriteTo/b/k/o/z.json?ifGenerationMatch=5", "")
	do("POST", "/storage/v1/b/k/o/x.json/rewriteTo/b/k/o/z.json?ifGenerationMatch=5", "")
	do("POST", "/storage/v1/b", `{"name":"k"}`)
	do("POST", "/storage/v1/b", `{"name":"vers","versioning":{"enabled":true}}`)
	do("PUT", "/k/imports/1/a.json", "x")
	do("PUT", "/k/imports/1/a.json?X-Goog-Algorithm=GOOG4-RSA-SHA256", "x")
	do("GET", strings.Replace(srv.URL, "127.0.0.1", "localhost", 1)+"/k/z.json", "")
	os.WriteFile(filepath.Join(dir, "a/b/k/.x.json123"), []byte("x"), 0o600)
	do("GET", "/storage/v1/b/k/o", "")
	filepath.Walk(dir, func(p string, i os.FileInfo, err error) error { fmt.Println(p); return nil })
	do("POST", "/_internal/delete_all", "")
	do("GET", "/storage/v1/b/k/o", "")
	do("POST", "/upload/storage/v1/b/k/o?uploadType=multipart&name=y.json", "garbage", "Content-Type", "multipart/related; boundary=abc")
}
