package bucket

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Below console/ nobody creates objects but the console itself, by Create, and nothing of it is replaced.
func TestOnlyTheConsoleCreatesBelowConsole(t *testing.T) {
	b, err := Open(t.TempDir(), "uploads", func(context.Context, Object) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	const name = "console/1/aaaaaaaaaaaaaaaaaaaaaaaaaa.json"
	send := func(method, path, body string) int {
		r := httptest.NewRequest(method, "http://127.0.0.1"+path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer dev:orga@kursbuch.example")
		w := httptest.NewRecorder()
		b.ServeHTTP(w, r)
		return w.Code
	}
	media := "/upload/storage/v1/b/uploads/o?uploadType=media&name="
	if got := send("POST", media+name, "{}"); got != http.StatusForbidden {
		t.Errorf("an upload: %d", got)
	}
	if err := b.Write(t.Context(), name, "orga@kursbuch.example", []byte("{}")); err == nil {
		t.Error("the inbox may write there")
	}
	if got := send("POST", media+"imports/1/a.json", "{}"); got != http.StatusOK {
		t.Fatalf("elsewhere: %d", got)
	}
	copied := "/storage/v1/b/uploads/o/imports%2F1%2Fa.json/rewriteTo/b/uploads/o/" + strings.ReplaceAll(name, "/", "%2F")
	if got := send("POST", copied, "{}"); got != http.StatusForbidden {
		t.Errorf("a copy: %d", got)
	}
	made, err := b.Create(t.Context(), name, []byte("{}"))
	if err != nil || made.Object != name || made.Generation == 0 || made.Size != 2 {
		t.Errorf("the console: %+v, %v", made, err)
	}
	if _, err := b.Create(t.Context(), name, []byte("{ }")); err == nil {
		t.Error("the console replaced an object")
	}
}
