package events

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"kursbuch.internal/functions/edge"
)

// Nobody is let in as the local run lets them.
func TestDeployedItKnowsNobodyByTheirWord(t *testing.T) {
	t.Setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1") // which is never asked
	handler, err := build(edge.Config{Project: "p", Audiences: []string{"https://events.example"}})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/log?event=1", nil)
	r.Header.Set("Authorization", "Bearer dev:admin@kursbuch.example")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}
