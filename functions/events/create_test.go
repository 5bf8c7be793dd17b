package events

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// export is that of a small event.
func export(t *testing.T, id event.ID) string {
	t.Helper()
	s := sample.Event(1, 5)
	s.ID = id
	var text bytes.Buffer
	if err := event.Write(&text, s); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// founding is the body that creates an event of an export.
func founding(export string) string {
	return `{"access": {"orgas": ["orga@kursbuch.example"], "approvers": ["new@kursbuch.example"], "four_eyes": true},
		"export": ` + export + `}`
}

func TestAnEventIsCreated(t *testing.T) {
	h := office(t)
	ask := desk(t, h, admin)
	status, _, body := ask("POST", "/", founding(export(t, 2)))
	var made Created
	if err := json.Unmarshal([]byte(body), &made); err != nil || status != http.StatusCreated || made.Event.ID != 2 ||
		made.Event.FirstDay == "" || !slices.Equal(made.Event.Roles, []string{"admin"}) {
		t.Fatalf("status %d, %v: %s", status, err, body)
	}
	if status, _, body := ask("POST", "/", founding(export(t, 2))); status != http.StatusConflict ||
		!strings.Contains(body, `"exists"`) {
		t.Errorf("again: status %d: %s", status, body)
	}
	if status, _, body := desk(t, h, "new@kursbuch.example")("GET", "/access?event=2", ""); status != http.StatusOK {
		t.Errorf("its approver: status %d: %s", status, body)
	}
	_, _, log := ask("GET", "/log?admin&event=2", "")
	if !strings.Contains(log, `"what": "created"`) || !strings.Contains(log, "new@kursbuch.example") {
		t.Errorf("the journal: %s", log)
	}
}

func TestAllThatIsWrongWithANewEventIsToldAtOnce(t *testing.T) {
	ask := desk(t, office(t), admin)
	for says, c := range map[string]struct {
		body string
		want []string
	}{
		"nothing":   {`{}`, []string{"/access missing", "/export missing"}},
		"no export": {founding(`{"kind": "full"}`), []string{"/export"}},
		"no approver": {strings.Replace(founding(export(t, 2)), `["new@kursbuch.example"]`, `[]`, 1),
			[]string{"/access/approvers nobody-approves"}},
		"both": {strings.Replace(founding(`[]`), `["new@kursbuch.example"]`, `["x"]`, 1),
			[]string{"/export", "/access/approvers/0 not-a-mail"}},
		"fees of somebody else": {strings.Replace(founding(export(t, 2)), `"export"`, `"fees": {"Nichts": 7}, "export"`, 1),
			[]string{"/fees/Nichts"}},
	} {
		status, _, body := ask("POST", "/", c.body)
		got := codes(t, body)
		for _, want := range c.want {
			if !slices.ContainsFunc(got, func(found string) bool { return strings.HasPrefix(found, want) }) {
				t.Errorf("%s: no %s in %v", says, want, got)
			}
		}
		if status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d: %s", says, status, body)
		}
	}
	if _, _, body := ask("GET", "/", ""); strings.Count(body, `"id"`) != 1 {
		t.Errorf("created all the same: %s", body)
	}
}

// full is a store that cannot hold anything more.
type full struct{ Store }

func (full) Create(context.Context, *proposal.Event) error {
	var found problem.List
	found.Add("", onimport.TooBigToCommit, "12.5", 9)
	return fmt.Errorf("event 2: %w", &proposal.TooBig{List: found})
}

func TestAnEventThatIsTooLargeIsNoFaultOfOurs(t *testing.T) {
	caller := func(*http.Request) (access.Caller, error) { return access.Caller{Mail: admin, Admin: true}, nil }
	h := New(Deps{Store: full{}, Caller: caller, Now: func() time.Time { return today }})
	status, _, body := desk(t, h, admin)("POST", "/", founding(export(t, 2)))
	if want := []string{"/export too-big-to-commit"}; status != http.StatusUnprocessableEntity ||
		!slices.Equal(codes(t, body), want) {
		t.Errorf("status %d, want %v: %s", status, want, body)
	}
}

func TestWhoMayCreateEvents(t *testing.T) {
	h := office(t)
	for who, want := range map[string]int{"": 401, stranger: 403, orga: 403, approver: 403} {
		if status, _, body := desk(t, h, who)("POST", "/", founding(export(t, 2))); status != want {
			t.Errorf("%q: status %d: %s", who, status, body)
		}
	}
}

func TestEverybodySeesTheirEvents(t *testing.T) {
	h := office(t)
	for who, want := range map[string]string{
		orga: `["orga"]`, approver: `["approver"]`, admin: `["admin"]`, stranger: "",
	} {
		status, _, body := desk(t, h, who)("GET", "/Events", "")
		var list List
		if err := json.Unmarshal([]byte(body), &list); err != nil || status != http.StatusOK {
			t.Fatalf("%s: status %d, %v: %s", who, status, err, body)
		}
		got := ""
		for _, e := range list.Events {
			roles, _ := json.Marshal(e.Roles)
			got += string(roles)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", who, got, want)
		}
	}
	if status, _, _ := desk(t, h, "")("GET", "/", ""); status != http.StatusUnauthorized {
		t.Errorf("nobody: status %d", status)
	}
}
