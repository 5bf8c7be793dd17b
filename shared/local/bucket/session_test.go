package bucket

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kursbuch.internal/shared/proposal"
)

// sent is the answer of a bucket that is not served at a port.
func sent(b *Bucket, request, body, contentRange string) *httptest.ResponseRecorder {
	method, url, _ := strings.Cut(request, " ")
	r := httptest.NewRequest(method, url, strings.NewReader(body))
	r.Header.Set("Content-Range", contentRange)
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return w
}

func TestResumableUploadsExpire(t *testing.T) {
	b, err := Open(t.TempDir(), name, func(context.Context, Object) {})
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		to := sent(b, "POST "+uploads+"?uploadType=resumable&name=a", "", "").Header().Get("Location")
		for n := range 3 {
			time.Sleep(lifetime - time.Minute) // since the last piece
			piece := fmt.Sprintf("bytes %d-%d/4", n, n)
			if got := sent(b, "PUT "+to, "x", piece).Code; got != http.StatusPermanentRedirect {
				t.Errorf("piece %d: status %d", n, got)
			}
		}
		time.Sleep(lifetime + time.Minute)
		if got := sent(b, "PUT "+to, "x", "bytes 3-3/4").Code; got != http.StatusNotFound {
			t.Errorf("after an hour: status %d", got)
		}
	})
	if left, err := os.ReadDir(b.pieces); err != nil || len(left) > 0 {
		t.Errorf("left on the disk: %v, %v", left, err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

func TestAClockPutBackMakesNoUploadOlder(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	first := c.put(target, "first")
	c.newest = time.Now().Add(24 * time.Hour).UnixMicro() // as if the first had come when the clock was a day ahead
	ahead := c.newest
	second := c.put(target, "second")
	if second.Generation != ahead+1 || first.Generation > ahead {
		t.Fatalf("generations %d, %d after %d", first.Generation, second.Generation, ahead)
	}
	source := proposal.Source{Bucket: name, Object: target, Generation: second.Generation}
	if content, err := c.Read(t.Context(), source, 100); string(content) != "second" || err != nil {
		t.Errorf("read %q, %v", content, err)
	}
	if content, err := c.read(target); content != "second" || err != nil {
		t.Errorf("the client reads %q, %v", content, err)
	}
	if err := c.client.Object(target).Delete(t.Context()); err != nil {
		t.Fatal(err)
	}
	third := open(t, dir).put(target, "third") // what was deleted counts, too
	if third.Generation != ahead+2 {
		t.Errorf("generation %d after a restart, want %d", third.Generation, ahead+2)
	}
}

func TestNobodyElseIsAdmitted(t *testing.T) {
	c := open(t, t.TempDir())
	c.put(target, "{}")
	c.heard()
	var asked []string
	c.Admit = func(w http.ResponseWriter, r *http.Request, object string) bool {
		asked = append(asked, object)
		w.WriteHeader(http.StatusForbidden)
		return false
	}
	for request, body := range map[string]string{
		"POST " + uploads + "?uploadType=media&name=b":             "{}",
		"POST " + uploads + "?uploadType=resumable":                `{"name": "b"}`,
		"POST " + objects + escaped + "/copyTo/b/" + name + "/o/b": "",
		"POST " + objects + "b/compose":                            `{"sourceObjects":[{"name":"` + target + `"}]}`,
		"DELETE " + objects + "b":                                  "",
	} {
		asked = nil
		c.want(http.StatusForbidden, request, body, asOrga)
		if len(asked) != 1 || asked[0] != "b" {
			t.Errorf("%s: asked about %q", request, asked)
		}
	}
	c.want(http.StatusOK, "GET "+objects+escaped, "")
	if told := c.heard(); len(told) > 0 {
		t.Errorf("told of %v", told)
	}
}
