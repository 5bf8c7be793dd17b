package calendarsync

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"kursbuch.internal/functions/edge"
)

// Nobody is let in as the local run lets them.
func TestDeployedItKnowsNobodyByTheirWord(t *testing.T) {
	credentials := filepath.Join(t.TempDir(), "nobody.json")
	if err := os.WriteFile(credentials,
		[]byte(`{"type":"authorized_user","client_id":"a","client_secret":"b","refresh_token":"c"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOOGLE_APPLICATION_CREDENTIALS", credentials)
	t.Setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1") // neither of them is ever asked
	config := edge.Config{Project: "p", Audiences: []string{"https://calendarsync.example"}}
	config.Google = edge.Google{Subject: "kalender@kursbuch.example", Account: "calendarsync@p.iam.gserviceaccount.com"}
	handler, err := build(config)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Bearer dev:admin@kursbuch.example")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}
