package events

import (
	"strings"
	"testing"
)

func TestAnEventIsClosedAndOpenedAgain(t *testing.T) {
	h := office(t)
	ask := desk(t, h, admin)
	if status, _, body := ask("POST", "/close?event=1", ""); status != 200 || !strings.Contains(body, `"by": "admin@`) {
		t.Errorf("close: status %d: %s", status, body)
	}
	if _, _, body := desk(t, h, orga)("GET", "/", ""); !strings.Contains(body, `"closed"`) {
		t.Errorf("an orga sees %s", body)
	}
	_, header, access := ask("GET", "/access?event=1", "")
	if status, _, body := ask("PUT", "/access?event=1", newcomer, "If-Match", header.Get("ETag")); status != 200 ||
		!strings.Contains(access, `"closed"`) || !strings.Contains(body, `"closed"`) {
		t.Errorf("access: status %d, %s, then %s", status, access, body)
	}
	if status, _, body := ask("DELETE", "/close?event=1", ""); status != 200 || strings.Contains(body, `"closed"`) {
		t.Errorf("open: status %d: %s", status, body)
	}
	_, _, log := ask("GET", "/log?admin", "")
	if !strings.Contains(log, `"what": "closed"`) || !strings.Contains(log, `"what": "opened"`) {
		t.Errorf("the journal: %s", log)
	}
}

func TestWhoMayCloseEvents(t *testing.T) {
	h := office(t)
	for who, want := range map[string]int{"": 401, stranger: 404, orga: 403, approver: 403} {
		for _, method := range []string{"POST", "DELETE"} {
			if status, _, body := desk(t, h, who)(method, "/close?event=1", ""); status != want {
				t.Errorf("%s by %q: status %d: %s", method, who, status, body)
			}
		}
	}
	if status, _, _ := desk(t, h, admin)("POST", "/close?event=2", ""); status != 404 {
		t.Errorf("an event that is not there: status %d", status)
	}
	if status, _, _ := desk(t, h, admin)("GET", "/close?event=1", ""); status != 405 {
		t.Errorf("GET: status %d", status)
	}
}
