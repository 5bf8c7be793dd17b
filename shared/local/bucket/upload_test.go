package bucket

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"kursbuch.internal/shared/proposal"

	"cloud.google.com/go/storage"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"google.golang.org/api/googleapi"
)

const (
	uploads = "/upload/storage/v1/b/" + name + "/o"
	objects = "/storage/v1/b/" + name + "/o/"
	target  = "imports/1/a.json"
	escaped = "imports%2F1%2Fa.json"
	asOrga  = "Authorization: Bearer dev:orga@kursbuch.example"
)

// write uploads as the real client does; with a chunk it is resumable.
func (c *cloud) write(object *storage.ObjectHandle, content []byte, chunk int, attrs storage.ObjectAttrs) error {
	w := object.NewWriter(c.t.Context())
	w.ChunkSize = chunk
	w.ContentType, w.ContentEncoding = "application/json", attrs.ContentEncoding
	_, err := w.Write(content)
	return errors.Join(err, w.Close())
}

// resumable begins an upload and returns its address.
func (c *cloud) resumable(query, body string, headers ...string) string {
	c.t.Helper()
	return c.want(http.StatusOK, "POST "+uploads+query, body, headers...).Header.Get("Location")
}

func multipartBody(attributes, content string) string {
	return "--=x=\r\nContent-Type: application/json\r\n\r\n" + attributes +
		"\r\n--=x=\r\nContent-Type: application/json\r\n\r\n" + content + "\r\n--=x=--\r\n"
}

const multipartType = `Content-Type: multipart/related; boundary="=x="`

const orga = "orga@kursbuch.example"

// long is 800 kB: four pieces of the smallest size.
var long = strings.Repeat("0123456789abcdef", 50_000)

// A kind is a way to upload the object target.
type kind struct {
	upload   func(c *cloud)
	content  string
	uploader string
}

func toldOnce(t *testing.T, tests map[string]kind) {
	t.Helper()
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			c := open(t, t.TempDir())
			test.upload(c)
			told := c.heard()
			if len(told) != 1 {
				t.Fatalf("told %d times, want once: %v", len(told), told)
			}
			want := Object{Bucket: name, Name: target, Metageneration: 1, Size: int64(len(test.content)),
				ContentType: "application/json"}
			rest := cmpopts.IgnoreFields(Object{}, "Generation", "MD5", "CRC32C", "Created", "Metadata")
			if diff := cmp.Diff(want, told[0], rest); diff != "" {
				t.Errorf("object (-want +got):\n%s", diff)
			}
			if told[0].Uploader() != test.uploader || told[0].Generation == 0 || told[0].CRC32C == "" {
				t.Errorf("uploader %q, want %q; %+v", told[0].Uploader(), test.uploader, told[0])
			}
			ours, err := c.Read(t.Context(), proposal.Source{Bucket: name, Object: target, Generation: told[0].Generation},
				1<<20)
			theirs, err2 := c.read(target)
			if string(ours) != test.content || theirs != test.content || err != nil || err2 != nil {
				t.Errorf("Read %.20q, %v; client %.20q, %v; want %.20q", ours, err, theirs, err2, test.content)
			}
		})
	}
}

func TestUploadsInOneRequestAreToldOfOnce(t *testing.T) {
	toldOnce(t, map[string]kind{
		"Go client, one request": {func(c *cloud) {
			if err := c.write(c.client.Object(target), []byte("{}"), 16<<20, storage.ObjectAttrs{}); err != nil {
				c.t.Error(err)
			}
		}, "{}", ""},
		"Go client, streamed": {func(c *cloud) {
			if err := c.write(c.client.Object(target), []byte(long), 0, storage.ObjectAttrs{}); err != nil {
				c.t.Error(err)
			}
		}, long, ""},
		"media": {func(c *cloud) {
			c.want(200, "POST "+uploads+"?uploadType=media&name="+escaped, "{}", asOrga, "Content-Type: application/json")
		}, "{}", orga},
		"media, compressed on its way": {func(c *cloud) {
			c.want(200, "POST "+uploads+"?uploadType=media&name="+escaped, zip("{}"), asOrga, "Content-Encoding: gzip",
				"Content-Type: application/json")
		}, "{}", orga},
		"multipart, name in the metadata": {func(c *cloud) {
			c.want(200, "POST "+uploads+"?uploadType=multipart", multipartBody(`{"name":"imports/1/a.json"}`, "{}"), asOrga,
				multipartType)
		}, "{}", orga},
		"multipart, boundary in apostrophes": {func(c *cloud) {
			c.want(200, "POST "+uploads+"?uploadType=multipart", multipartBody(`{"name":"imports/1/a.json"}`, "{}"), asOrga,
				strings.ReplaceAll(multipartType, `"`, "'"))
		}, "{}", orga},
		"multipart, a claimed uploader": {func(c *cloud) {
			c.want(200, "POST "+uploads+"?uploadType=multipart&name="+escaped,
				multipartBody(`{"metadata":{"kursbuch-uploader":"x@y"}}`, "{}"), multipartType)
		}, "{}", ""},
		"Write": {func(c *cloud) {
			if err := c.Write(c.t.Context(), target, orga, []byte("{}")); err != nil {
				c.t.Error(err)
			}
		}, "{}", orga},
	})
}

func TestResumableUploadsAreToldOfOnce(t *testing.T) {
	toldOnce(t, map[string]kind{
		"Go client, resumable": {func(c *cloud) {
			if err := c.write(c.client.Object(target), []byte(long), 256<<10, storage.ObjectAttrs{}); err != nil {
				c.t.Error(err)
			}
		}, long, ""},
		"Go client, resumable, ends at a piece": {func(c *cloud) {
			if err := c.write(c.client.Object(target), []byte(long[:512<<10]), 256<<10, storage.ObjectAttrs{}); err != nil {
				c.t.Error(err)
			}
		}, long[:512<<10], ""},
		"resumable, one piece": {func(c *cloud) {
			to := c.resumable("?uploadType=resumable&name="+escaped, "", asOrga, "X-Upload-Content-Type: application/json")
			c.want(200, "PUT "+to, "{}")
		}, "{}", orga},
		"resumable, name in the metadata": {func(c *cloud) {
			to := c.resumable("?uploadType=resumable",
				`{"name":"imports/1/a.json","bucket":"x","contentType":"application/json"}`, asOrga,
				"Content-Type: application/json")
			c.want(308, "PUT "+to, "0123456789"[:5], "Content-Range: bytes 0-4/10")
			c.want(200, "PUT "+to, "0123456789"[5:], "Content-Range: bytes 5-9/10")
		}, "0123456789", orga},
		"resumable, as gcloud begins it": {func(c *cloud) {
			begun := c.want(200, "POST "+"/resumable"+uploads+"?uploadType=resumable",
				`{"name":"imports/1/a.json","contentType":"application/json"}`, asOrga)
			c.want(200, "PUT "+begun.Header.Get("Location"), "{}", "Content-Range: bytes 0-1/2")
		}, "{}", orga},
		"resumable, nothing in it": {func(c *cloud) {
			to := c.resumable("?uploadType=resumable&name="+escaped, "", asOrga, "X-Upload-Content-Type: application/json")
			c.want(200, "PUT "+to, "", "Content-Range: bytes */0")
		}, "", orga},
	})
}

func TestCopiesAreToldOfOnce(t *testing.T) {
	toldOnce(t, map[string]kind{
		"rewriteTo by the Go client": {func(c *cloud) {
			c.put("source.json", "{}")
			c.heard()
			if _, err := c.client.Object(target).CopierFrom(c.client.Object("source.json")).Run(c.t.Context()); err != nil {
				c.t.Error(err)
			}
		}, "{}", ""},
		"copyTo": {func(c *cloud) {
			c.put("a/source.json", "{}")
			c.heard()
			c.want(200, "POST "+objects+"a%2Fsource.json/copyTo/b/"+name+"/o/"+escaped, "", asOrga)
		}, "{}", orga},
		"compose by the Go client": {func(c *cloud) {
			c.put("1", "{")
			c.put("2", "}")
			c.heard()
			composer := c.client.Object(target).ComposerFrom(c.client.Object("1"), c.client.Object("2"))
			composer.ContentType = "application/json"
			if _, err := composer.Run(c.t.Context()); err != nil {
				c.t.Error(err)
			}
		}, "{}", ""},
	})
}

// A call is a request that makes no object.
type call struct {
	status        int
	request, body string
	headers       []string
}

// notToldOf makes the calls to a bucket with the object target.
func notToldOf(t *testing.T, calls map[string]call) {
	t.Helper()
	for about, call := range calls {
		t.Run(about, func(t *testing.T) {
			c := open(t, t.TempDir())
			c.put(target, "{}")
			reply := c.want(call.status, call.request, call.body, call.headers...)
			if told := c.heard(); len(told) > 0 {
				t.Errorf("told of %v", told)
			}
			if origin := reply.Header.Get("Access-Control-Allow-Origin"); origin != "" {
				t.Errorf("readable from %q", origin)
			}
			all, err := c.Objects(t.Context())
			if len(all) > 1 || err != nil {
				t.Errorf("objects %v, %v", all, err)
			}
		})
	}
}

func TestReadingAndDeletingIsNotToldOf(t *testing.T) {
	notToldOf(t, map[string]call{
		"read":                       {200, "GET " + objects + escaped, "", nil},
		"read the content":           {200, "GET " + objects + escaped + "?alt=media", "", nil},
		"read, the short way":        {200, "GET /" + name + "/" + target, "", nil},
		"list":                       {200, "GET " + strings.TrimSuffix(objects, "/"), "", nil},
		"the bucket":                 {200, "GET /storage/v1/b/" + name, "", nil},
		"delete, another generation": {412, "DELETE " + objects + escaped + "?ifGenerationMatch=1", "", nil},
		"delete":                     {204, "DELETE " + objects + escaped, "", nil},
		"delete, no such object":     {404, "DELETE " + objects + "b", "", nil},
	})
}

func TestFailedUploadsAreNotToldOf(t *testing.T) {
	notToldOf(t, map[string]call{
		"precondition not met": {412, "POST " + uploads + "?uploadType=media&ifGenerationMatch=0&name=" + escaped, "{}",
			nil},
		"precondition not a number": {400, "POST " + uploads + "?uploadType=media&ifGenerationMatch=x&name=" + escaped, "{}",
			nil},
		"copy over another one": {412, "POST " + objects + escaped + "/copyTo/b/" + name + "/o/" + escaped +
			"?ifGenerationMatch=0", "", nil},
		"copy of another generation": {404, "POST " + objects + escaped + "/copyTo/b/" + name + "/o/b?sourceGeneration=1", "",
			nil},
		"copy of nothing":         {404, "POST " + objects + "b/rewriteTo/b/" + name + "/o/c", "", nil},
		"compose without sources": {400, "POST " + objects + escaped + "/compose", `{"sourceObjects":[]}`, nil},
		"compose of nothing":      {404, "POST " + objects + "c/compose", `{"sourceObjects":[{"name":"b"}]}`, nil},
		"wrong checksum": {400, "POST " + uploads + "?uploadType=media&name=b", "{}",
			[]string{"X-Goog-Hash: crc32c=AAAAAA=="}},
		"wrong checksum, multipart": {400, "POST " + uploads + "?uploadType=multipart&name=b",
			multipartBody(`{"md5Hash":"x"}`, "{}"), []string{multipartType}},
		"multipart that breaks off": {400, "POST " + uploads + "?uploadType=multipart&name=b",
			multipartBody("{}", "{}")[:70], []string{multipartType}},
		"multipart without content": {400, "POST " + uploads + "?uploadType=multipart&name=b",
			"--=x=\r\n\r\n{}\r\n--=x=--\r\n", []string{multipartType}},
		"multipart without boundary": {400, "POST " + uploads + "?uploadType=multipart&name=b", "", nil},
		"metadata that is no JSON":   {400, "POST " + uploads + "?uploadType=resumable&name=b", "{", nil},
		"metadata of 3 KiB": {400, "POST " + uploads + "?uploadType=multipart&name=b",
			multipartBody(`{"metadata":{"k":"`+strings.Repeat("v", 3000)+`"}}`, "{}"), []string{multipartType}},
		"claims gzip on its way": {400, "POST " + uploads + "?uploadType=media&name=b", "{}",
			[]string{"Content-Encoding: gzip"}},
		"unknown kind of upload": {400, "POST " + uploads + "?name=b", "{}", nil},
		"more than 64 MiB": {413, "POST " + uploads + "?uploadType=media&name=b", strings.Repeat("x", maxObject+1),
			nil},
		"inflates to over 64 MiB": {413, "POST " + uploads + "?uploadType=media&name=b", bomb(65),
			[]string{"Content-Encoding: gzip"}},
	})
}

func TestNamesThatAFolderCannotHoldAreRefused(t *testing.T) {
	notToldOf(t, map[string]call{
		"a name outside": {400, "POST " + uploads + "?uploadType=media&name=../../evil.json", "{}", nil},
		"a name outside, multipart": {400, "POST " + uploads + "?uploadType=multipart",
			multipartBody(`{"name":"../../evil.json"}`, "{}"), []string{multipartType}},
		"a name outside, resumable": {400, "POST " + uploads + "?uploadType=resumable", `{"name":"../../evil.json"}`, nil},
		"a name outside, copied":    {400, "POST " + objects + escaped + "/copyTo/b/" + name + "/o/..%2F..%2Fevil", "", nil},
		"a name outside, read":      {404, "GET " + objects + "..%2F..%2Fevil?alt=media", "", nil},
		"a name outside, deleted":   {404, "DELETE " + objects + "..%2F..%2Fevil", "", nil},
		"a name too long": {400, "POST " + uploads + "?uploadType=media&name=" + strings.Repeat("x", 300), "{}",
			nil},
		"a folder too long": {400, "POST " + uploads + "?uploadType=media&name=" + strings.Repeat("x", 300) + "/b",
			"{}", nil},
		"no name":                   {400, "POST " + uploads + "?uploadType=media", "{}", nil},
		"a folder":                  {400, "POST " + uploads + "?uploadType=media&name=imports/2/", "{}", nil},
		"an object below an object": {409, "POST " + uploads + "?uploadType=media&name=" + escaped + "/b", "{}", nil},
		"an object above an object": {409, "POST " + uploads + "?uploadType=media&name=imports/1", "{}", nil},
		"attributes of another":     {400, "POST " + uploads + "?uploadType=media&name=" + escaped + ".metadata", "{}", nil},
	})
}

func TestWhatTheFakeGetsWrongIsNotServed(t *testing.T) {
	notToldOf(t, map[string]call{
		"copy to another bucket":      {405, "POST " + objects + escaped + "/rewriteTo/b/other/o/c", "", nil},
		"change of metadata":          {405, "PATCH " + objects + escaped, `{"metadata":{"a":"b"}}`, nil},
		"update":                      {405, "PUT " + objects + escaped, "{}", nil},
		"access list":                 {405, "POST " + objects + escaped + "/acl", "{}", nil},
		"signed upload":               {405, "PUT /" + name + "/" + target + "?X-Goog-Algorithm=GOOG4-RSA-SHA256", "{}", nil},
		"another bucket":              {404, "POST /upload/storage/v1/b/other/o?uploadType=media&name=b", "{}", nil},
		"the folder above the bucket": {404, "POST /upload/storage/v1/b/%2E%2E/o?uploadType=media&name=b", "{}", nil},
		"create the bucket again": {409, "POST /storage/v1/b", `{"name":"` + name + `","versioning":{"enabled":true}}`,
			nil},
		"delete the bucket": {405, "DELETE /storage/v1/b/" + name, "", nil},
		"delete everything": {404, "POST /_internal/delete_all", "", nil},
		"a batch":           {404, "POST /batch/storage/v1", "", nil},
		"from a web page elsewhere": {403, "POST " + uploads + "?uploadType=media&name=b", "{}",
			[]string{"Origin: https://example.org"}},
	})
}

func TestAnyHostNameWillDo(t *testing.T) {
	c := open(t, t.TempDir())
	c.put(target, "{}")
	c.url = strings.Replace(c.url, "127.0.0.1", "localhost", 1)
	for _, path := range []string{"/" + name + "/" + target, objects + escaped + "?alt=media", "/download" + objects +
		escaped} {
		if _, content := c.do("GET "+path, ""); content != "{}" {
			t.Errorf("%s: %.100q", path, content)
		}
	}
}

func TestPreconditionsOfTheRealClient(t *testing.T) {
	c := open(t, t.TempDir())
	fresh := c.client.Object(target).If(storage.Conditions{DoesNotExist: true})
	if err := c.write(fresh, []byte("1"), 16<<20, storage.ObjectAttrs{}); err != nil {
		t.Fatal(err)
	}
	for _, chunk := range []int{16 << 20, 256 << 10} {
		err := c.write(fresh, bytes.Repeat([]byte("2"), 300<<10), chunk, storage.ObjectAttrs{})
		refused := (*googleapi.Error)(nil)
		if !errors.As(err, &refused) || refused.Code != http.StatusPreconditionFailed {
			t.Errorf("pieces of %d bytes: %v, want 412", chunk, err)
		}
	}
	live := c.heard()
	if len(live) != 1 {
		t.Fatalf("told of %v", live)
	}
	same := c.client.Object(target).If(storage.Conditions{GenerationMatch: live[0].Generation})
	if err := c.write(same, []byte("3"), 0, storage.ObjectAttrs{}); err != nil {
		t.Error(err)
	}
	if err := same.Delete(t.Context()); err == nil {
		t.Error("deleted a later generation than the one seen")
	}
	if got, err := c.read(target); got != "3" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestPiecesOfAResumableUpload(t *testing.T) {
	c := open(t, t.TempDir())
	to := c.resumable("?uploadType=resumable&name="+escaped, "", asOrga)
	tests := []struct {
		about, content, header string
		arrived                string
	}{
		{"nothing yet", "", "bytes */*", ""},
		{"a piece", "01234", "bytes 0-4/*", "bytes=0-4"},
		{"the same piece again", "01234", "bytes 0-4/*", "bytes=0-4"},
		{"a question, although the size is known", "", "bytes */10", "bytes=0-4"},
		{"a gap", "89", "bytes 8-9/10", "bytes=0-4"},
		{"a piece that overlaps", "345", "bytes 3-5/10", "bytes=0-5"},
	}
	for _, test := range tests {
		reply := c.want(308, "PUT "+to, test.content, "Content-Range: "+test.header)
		if got := reply.Header.Get("Range"); got != test.arrived {
			t.Errorf("%s: arrived %q, want %q", test.about, got, test.arrived)
		}
	}
	c.want(400, "PUT "+to, "", "Content-Range: bytes x-5/10")
	c.want(413, "PUT "+to, strings.Repeat("x", maxObject+1), "Content-Range: bytes 0-67108864/*")
	c.want(200, "PUT "+to, "6789", "Content-Range: bytes 6-9/10")
	c.want(404, "PUT "+to, "6789", "Content-Range: bytes 6-9/10")
	if got, err := c.read(target); got != "0123456789" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
	if told := c.heard(); len(told) != 1 {
		t.Errorf("told of %v", told)
	}
	to = c.resumable("?uploadType=resumable&name="+escaped, "")
	c.want(308, "PUT "+to, "01234", "Content-Range: bytes 0-4/*")
	c.want(499, "DELETE "+to, "")
	c.want(404, "PUT "+to, "", "Content-Range: bytes */5")
	if told := c.heard(); len(told) > 0 {
		t.Errorf("told of %v", told)
	}
}

func zip(content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, content)
	w.Close()
	return b.String()
}

func TestTheJSONFormIsTheOneOfTheTrigger(t *testing.T) {
	c := open(t, t.TempDir())
	o := c.put(target, "{}")
	body, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"bucket": name, "name": target, "generation": fmt.Sprint(o.Generation), "metageneration": "1", "size": "2",
		"contentType": "application/json", "md5Hash": "mZFLkyvTelC5g8XnyQrpOw==", "crc32c": o.CRC32C,
		"timeCreated": got["timeCreated"], "metadata": map[string]any{UploaderKey: "orga@kursbuch.example"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("data of the trigger (-want +got):\n%s", diff)
	}
}
