package events

import (
	"net/http"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/proposal/dossier"
)

func TestAnAdminGetsEverythingThatIsStoredAboutSomebody(t *testing.T) {
	ask := desk(t, office(t), admin)
	status, _, body := ask("GET", "/personas/1001/data", "")
	var got dossier.Dossier
	if err := json.Unmarshal([]byte(body), &got); err != nil || status != http.StatusOK {
		t.Fatalf("status %d, %v: %s", status, err, body)
	}
	if got.Persona.Name() != "Mathilda Zaunkönig" || len(got.Events) != 1 || len(got.Events[0].Imports) != 2 ||
		len(got.Events[0].Log) != 2 || *got.Events[0].Registrations[1].Notes != "b" || got.NotCovered == "" {
		t.Errorf("%s", body)
	}
	if _, _, log := ask("GET", "/log?admin&persona=1001", ""); !strings.Contains(log, `"what": "look-up"`) ||
		!strings.Contains(log, admin) {
		t.Errorf("the journal: %s", log)
	}
}

func TestNobodyElseGetsIt(t *testing.T) {
	h := office(t)
	for _, c := range []struct {
		who, method, target string
		status              int
		says                string
	}{
		{"", "GET", "/personas/1001/data", 401, "unauthenticated"},
		{orga, "GET", "/personas/1001/data", 403, "no-admin"},
		{orga, "GET", "/personas/9/data", 403, "no-admin"},
		{admin, "GET", "/personas/9/data", 404, "Bitte die Nummer prüfen"},
		{admin, "GET", "/personas/x/data", 404, "unknown-persona"},
		{admin, "GET", "/personas/1001/data?event=x", 400, "malformed"},
		{admin, "GET", "/personas/1001/data?event=9", 404, "not-found"},
		{admin, "GET", "/personas/1001/data?who=x", 400, "malformed"},
		{admin, "POST", "/personas/1001/data", 405, "method-not-allowed"},
	} {
		if status, _, body := desk(t, h, c.who)(c.method, c.target, ""); status != c.status ||
			!strings.Contains(body, c.says) {
			t.Errorf("%s %s by %q: status %d: %s", c.method, c.target, c.who, status, body)
		}
	}
	if _, _, log := desk(t, h, admin)("GET", "/log?admin&persona=1001", ""); strings.Contains(log, "look-up") {
		t.Errorf("nobody looked: %s", log)
	}
}
