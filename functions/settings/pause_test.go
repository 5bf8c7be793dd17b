package settings

import (
	"net/http"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/calsync"
)

// put sends settings as an admin who has seen the newest.
func (o *office) change(change func(*calsync.Settings)) (int, string) {
	o.Helper()
	var s calsync.Settings
	if err := json.Unmarshal([]byte(o.stored), &s); err != nil {
		o.Fatal(err)
	}
	change(&s)
	body, err := json.Marshal(s)
	if err != nil {
		o.Fatal(err)
	}
	w := o.ask("PUT", "admin", string(body), "If-Match", o.tag())
	return w.Code, w.Body.String()
}

// pause is that of the stored settings.
func (o *office) pause() *calsync.Pause {
	o.Helper()
	var s calsync.Settings
	if err := json.Unmarshal([]byte(o.stored), &s); err != nil {
		o.Fatal(err)
	}
	return s.Pause
}

func TestWhoBeganAPauseIsNotTheirsToSay(t *testing.T) {
	o := open(t)
	status, body := o.change(func(s *calsync.Settings) {
		s.Pause = &calsync.Pause{Why: "Umzug", By: "somebody@b.example"}
	})
	if status != http.StatusOK || !strings.Contains(body, `"by": "admin"`) {
		t.Fatalf("status %d: %s", status, body)
	}
	began := *o.pause()
	if began.By != "admin" || !began.At.Equal(today) {
		t.Errorf("%+v", began)
	}
	o.later()
	o.change(func(s *calsync.Settings) { s.DaysAhead, s.Pause.By = 90, "somebody@b.example" })
	if now := *o.pause(); now != began {
		t.Errorf("it goes on as %+v", now)
	}
	o.change(func(s *calsync.Settings) { s.Pause.Why = "Noch ein Umzug" })
	if now := *o.pause(); now.Why != "Noch ein Umzug" || !now.At.After(began.At) {
		t.Errorf("another one is %+v", now)
	}
	o.change(func(s *calsync.Settings) { s.Pause = nil })
	if o.pause() != nil {
		t.Errorf("it does not end: %+v", o.pause())
	}
}

func TestAPauseHasAReason(t *testing.T) {
	for _, why := range []string{"", " ", strings.Repeat("x", 501)} {
		o := open(t)
		status, body := o.change(func(s *calsync.Settings) { s.Pause = &calsync.Pause{Why: why} })
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, `"/pause/why"`) || o.pause() != nil {
			t.Errorf("%q: status %d: %s", why, status, body)
		}
	}
}

// What is left out would be taken for over.
func TestAPauseIsNotLeftOut(t *testing.T) {
	o := open(t)
	body := strings.Replace(o.stored, `"pause":null`, `"pauses":null`, 1)
	if w := o.ask("PUT", "admin", body, "If-Match", o.tag()); w.Code != http.StatusUnprocessableEntity ||
		!strings.Contains(w.Body.String(), `"/pause"`) {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

func TestTheJournalTellsOfSettings(t *testing.T) {
	o := open(t)
	o.change(func(s *calsync.Settings) { s.DaysAhead = 90 })
	if len(o.journal) != 1 || o.journal[0].By != "admin" || !o.journal[0].At.Equal(today) ||
		!strings.Contains(string(o.journal[0].Before), `"days_ahead":180`) ||
		!strings.Contains(string(o.journal[0].After), `"days_ahead":90`) {
		t.Errorf("%+v", o.journal)
	}
	o.change(func(s *calsync.Settings) { s.DaysAhead = 0 })
	if len(o.journal) != 1 {
		t.Errorf("%+v", o.journal)
	}
}
