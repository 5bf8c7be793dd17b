package events

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/problem"
)

// desk is from where somebody asks, with headers as names and values.
func desk(t *testing.T, h http.Handler, who string) func(method, target, body string, headers ...string) (int,
	http.Header, string) {
	return func(method, target, body string, headers ...string) (int, http.Header, string) {
		t.Helper()
		r := httptest.NewRequest(method, target, strings.NewReader(body))
		r.Header.Set("From", who)
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code, w.Header(), w.Body.String()
	}
}

// codes are those of the problems, or else of the findings, in an answer, with their paths.
func codes(t *testing.T, body string) (found []string) {
	t.Helper()
	var answered struct {
		Problems []problem.Shown `json:"problems"`
		Findings []problem.Shown `json:"findings"`
	}
	if err := json.Unmarshal([]byte(body), &answered); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	for _, f := range slices.Concat(answered.Problems, answered.Findings) {
		found = append(found, string(f.Path)+" "+string(f.Code))
	}
	return found
}

const newcomer = `{"access": {"orgas": ["orga@kursbuch.example"], "four_eyes": true,
	"approvers": ["New@Kursbuch.example", "approver@kursbuch.example"],
	"approvers_until": {"new@kursbuch.example": "2027-02-01"}}, "findings": []}`

func TestWhoMayDoWhatIsChanged(t *testing.T) {
	h := office(t)
	ask, first := desk(t, h, admin), desk(t, h, "new@kursbuch.example")
	if status, _, _ := first("GET", "/access?event=1", ""); status != http.StatusNotFound {
		t.Errorf("a stranger: status %d", status)
	}
	status, header, body := ask("GET", "/access?event=1", "")
	if status != http.StatusOK || !strings.Contains(body, `"four_eyes": true`) {
		t.Fatalf("status %d: %s", status, body)
	}
	tag := header.Get("ETag")
	status, header, body = ask("PUT", "/access?event=1", newcomer, "If-Match", tag)
	if status != http.StatusOK || header.Get("ETag") == tag {
		t.Fatalf("status %d: %s", status, body)
	}
	if status, _, body := ask("PUT", "/access?event=1", newcomer, "If-Match", tag); status !=
		http.StatusPreconditionFailed {
		t.Errorf("by who was slower: status %d: %s", status, body)
	}
	if status, _, again := ask("PUT", "/access?event=1", body, "If-Match", header.Get("ETag")); status != http.StatusOK {
		t.Errorf("as it was read: status %d: %s", status, again)
	}
	if status, _, body := first("GET", "/access?event=1", ""); status != http.StatusOK ||
		strings.Contains(body, "uploads-unlisted") {
		t.Errorf("on their last day: status %d: %s", status, body)
	}
	_, _, log := ask("GET", "/log?admin", "")
	if strings.Count(log, `"what": "access"`) != 1 || !strings.Contains(log, `"by": "admin@kursbuch.example"`) {
		t.Errorf("the journal: %s", log)
	}
}

func TestARoleEnds(t *testing.T) {
	h := office(t)
	ask := desk(t, h, admin)
	_, header, _ := ask("GET", "/access?event=1", "")
	wanted := strings.Replace(newcomer, "2027-02-01", "2027-01-31", 1)
	status, _, body := ask("PUT", "/access?event=1", wanted, "If-Match", header.Get("ETag"))
	if want := "/access/approvers_until/new@kursbuch.example role-over"; status != http.StatusOK ||
		!slices.Contains(codes(t, body), want) {
		t.Errorf("status %d, no %s: %s", status, want, body)
	}
	if status, _, _ := desk(t, h, "new@kursbuch.example")("GET", "/access?event=1", ""); status != http.StatusNotFound {
		t.Errorf("whose role is over: status %d", status)
	}
}

func TestAdminsSeeWhereTheDeploymentDiffers(t *testing.T) {
	h := office(t)
	_, _, body := desk(t, h, admin)("GET", "/access?event=1", "")
	want := []string{"/access/orgas not-uploading", "/access/orgas uploads-unlisted"}
	if got := codes(t, body); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, _, body := desk(t, h, orga)("GET", "/access?event=1", ""); len(codes(t, body)) != 0 {
		t.Errorf("an orga sees %s", body)
	}
}

// An admin who has seen it as an orga, or in German, has not seen what they are told now.
func TestFindingsAboutAccessAreAlwaysTold(t *testing.T) {
	h := office(t)
	_, header, _ := desk(t, h, orga)("GET", "/access?event=1", "")
	status, _, body := desk(t, h, admin)("GET", "/access?event=1", "", "If-None-Match", header.Get("ETag"))
	if status != http.StatusOK || len(codes(t, body)) != 2 {
		t.Errorf("status %d: %s", status, body)
	}
}

func TestAllThatIsWrongWithAccessIsToldAtOnce(t *testing.T) {
	ask := desk(t, office(t), admin)
	_, header, before := ask("GET", "/access?event=1", "")
	status, _, body := ask("PUT", "/access?event=1", `{"access": {"orgas": ["a@b.example", "A@b.example", "nobody", 7],
		"approvers": [], "orgas_until": {"a@b.example": "2027-02-30", "c@b.example": "2027-02-01"}, "colour": "red"}}`,
		"If-Match", header.Get("ETag"))
	want := []string{"/access/colour unknown-key", "/access/orgas/3 not-a-text", "/access/four_eyes missing",
		"/access/orgas/1 named-twice", "/access/orgas/2 not-a-mail", "/access/orgas_until/a@b.example not-a-date",
		"/access/orgas_until/c@b.example ends-for-nobody", "/access/approvers nobody-approves"}
	got := codes(t, body)
	slices.Sort(got)
	slices.Sort(want)
	if status != http.StatusUnprocessableEntity || !slices.Equal(got, want) {
		t.Errorf("status %d, got %v\nwant %v", status, got, want)
	}
	if _, _, after := ask("GET", "/access?event=1", ""); after != before {
		t.Errorf("written all the same: %s", after)
	}
}

func TestWhoMayChangeAccess(t *testing.T) {
	h := office(t)
	for _, c := range []struct {
		who, method, target, body string
		status                    int
	}{
		{"", "GET", "/access?event=1", "", 401},
		{stranger, "GET", "/access?event=1", "", 404},
		{stranger, "PUT", "/access?event=1", newcomer, 404},
		{admin, "GET", "/access?event=2", "", 404},
		{admin, "PUT", "/access?event=2", newcomer, 404},
		{orga, "GET", "/access?event=1", "", 200},
		{orga, "PUT", "/access?event=1", newcomer, 403},
		{approver, "PUT", "/access?event=1", newcomer, 403},
		{admin, "DELETE", "/access?event=1", "", 405},
		{admin, "GET", "/access", "", 400},
		{admin, "PUT", "/access?event=1", "{", 400},
	} {
		status, _, body := desk(t, h, c.who)(c.method, c.target, c.body, "If-Match", "*")
		if status != c.status {
			t.Errorf("%s %s by %q: status %d: %s", c.method, c.target, c.who, status, body)
		}
	}
	status, _, body := desk(t, h, admin)("PUT", "/access?event=1", newcomer)
	if status != http.StatusPreconditionRequired {
		t.Errorf("without a condition: status %d: %s", status, body)
	}
}
