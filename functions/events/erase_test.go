package events

import (
	"strings"
	"testing"
)

const typed = `{"title": "PfingstAkademie 2027", "personas": false}`

func TestAnEraseIsOrderedAndCalledOff(t *testing.T) {
	ask := desk(t, office(t), admin)
	_, _, list := ask("GET", "/", "")
	title := strings.Split(strings.Split(list, `"title": "`)[1], `"`)[0]
	order := `{"title": "` + title + `", "personas": true}`
	if status, _, body := ask("POST", "/erase?event=1", order); status != 409 || !strings.Contains(body, `"open"`) {
		t.Errorf("an open event: status %d: %s", status, body)
	}
	if _, _, body := ask("POST", "/close?event=1", ""); !strings.Contains(body, `"kept_until": "2028-02-01T18:00:00Z"`) ||
		!strings.Contains(body, `"state": "closed"`) {
		t.Errorf("closed: %s", body)
	}
	_, _, first := ask("POST", "/erase?event=1", order)
	if !strings.Contains(first, `"state": "ending"`) || !strings.Contains(first, `"begins": "2027-02-08T18:00:00Z"`) ||
		!strings.Contains(first, `"personas": true`) {
		t.Errorf("ordered: %s", first)
	}
	if status, _, again := ask("POST", "/erase?event=1", order); status != 200 || again != first {
		t.Errorf("ordered again: status %d: %s, then %s", status, first, again)
	}
	other := strings.Replace(order, "true", "false", 1)
	if status, _, body := ask("POST", "/erase?event=1", other); status != 409 || !strings.Contains(body, `"ending"`) {
		t.Errorf("something else ordered: status %d: %s", status, body)
	}
	if status, _, body := ask("DELETE", "/close?event=1", ""); status != 409 || !strings.Contains(body, `"ending"`) ||
		!strings.Contains(body, "DELETE /Events/erase") {
		t.Errorf("open: status %d: %s", status, body)
	}
	for _, step := range []struct{ path, state string }{{"/erase", "closed"}, {"/close", "open"}} {
		status, _, body := ask("DELETE", step.path+"?event=1", "")
		if status != 200 || !strings.Contains(body, `"state": "`+step.state+`"`) {
			t.Errorf("DELETE %s: status %d: %s", step.path, status, body)
		}
	}
}

func TestWhatAnOrderToEraseHasToSay(t *testing.T) {
	ask := desk(t, office(t), admin)
	ask("POST", "/close?event=1", "")
	for body, want := range map[string][]string{
		`{"title": "Sommerakademie", "personas": false}`: {`"/title"`, "other-title"},
		`{"titel": "x"}`:                 {`"/titel"`, `"/title"`, `"/personas"`},
		`{"title": 7, "personas": "ja"}`: {`"/title"`, `"/personas"`},
	} {
		status, _, got := ask("POST", "/erase?event=1", body)
		for _, part := range want {
			if status != 422 || !strings.Contains(got, part) {
				t.Errorf("%s: status %d without %s: %s", body, status, part, got)
			}
		}
	}
	if status, _, body := ask("POST", "/erase?event=1", `[]`); status != 400 {
		t.Errorf("a list: status %d: %s", status, body)
	}
	if _, _, body := ask("GET", "/", ""); !strings.Contains(body, `"state": "closed"`) {
		t.Errorf("it was ordered: %s", body)
	}
}

func TestWhoMayEraseEvents(t *testing.T) {
	h := office(t)
	desk(t, h, admin)("POST", "/close?event=1", "")
	for who, want := range map[string]int{"": 401, stranger: 404, orga: 403, approver: 403} {
		for _, method := range []string{"POST", "DELETE"} {
			if status, _, body := desk(t, h, who)(method, "/erase?event=1", typed); status != want {
				t.Errorf("%s by %q: status %d: %s", method, who, status, body)
			}
		}
	}
	for method, want := range map[string]int{"POST": 404, "DELETE": 404, "GET": 405} {
		if status, _, _ := desk(t, h, admin)(method, "/erase?event=2", typed); status != want {
			t.Errorf("%s of an event that is not there: status %d", method, status)
		}
	}
}
