package console

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"kursbuch.internal/functions/edge"
)

// Nobody is let in as the local run lets them.
func TestDeployedItKnowsNobodyByTheirWord(t *testing.T) {
	t.Setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1") // which is never asked
	t.Setenv("STORAGE_EMULATOR_HOST", "127.0.0.1:1")
	handler, err := build(edge.Config{Project: "p", Bucket: "b", SignIn: edge.SignIn{Address: "https://console.example",
		Key: bytes.Repeat([]byte{7}, 32), GoogleClient: "c", GoogleSecret: "s"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/events/1/imports", "/imports/x", "/signin/as"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Authorization", "Bearer dev:admin@kursbuch.example")
		r.AddCookie(&http.Cookie{Name: "kursbuch-as", Value: "admin%40kursbuch.example"})
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") == "" {
			t.Errorf("%s: status %d: %s", path, w.Code, w.Body)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/signin/as", nil)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	if handler.ServeHTTP(w, r); w.Code != http.StatusUnauthorized || len(w.Result().Cookies()) > 0 {
		t.Errorf("the switch of the local run: status %d, %v", w.Code, w.Result().Cookies())
	}
}
