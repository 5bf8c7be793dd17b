package events

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
)

// redefine sends the definition back as it was read, but for one text in it.
func redefine(t *testing.T, h http.Handler, old, new string) (int, answer.Proposal, string) {
	t.Helper()
	ask := desk(t, h, orga)
	status, header, body := ask("GET", "/definition?event=1", "")
	if status != http.StatusOK || strings.Count(body, old) != 1 {
		t.Fatalf("status %d, %d times %s: %s", status, strings.Count(body, old), old, body)
	}
	status, _, body = ask("PUT", "/definition?event=1", strings.Replace(body, old, new, 1), "If-Match",
		header.Get("ETag"))
	var made answer.Proposal
	if status < 300 {
		if err := json.Unmarshal([]byte(body), &made); err != nil {
			t.Fatal(err)
		}
	}
	return status, made, body
}

// confirm has a proposal confirmed.
func confirm(t *testing.T, store proposal.Store, p answer.Proposal) {
	t.Helper()
	_, err := proposal.Confirm(t.Context(), store, proposal.Request{Proposal: p.ID, Token: p.Token,
		By: access.Caller{Mail: approver, At: today}}, today)
	if err != nil {
		t.Fatal(err)
	}
}

func TestANewFieldIsAProposal(t *testing.T) {
	store := warehouse(t)
	h := officeOf(store)
	const field = `"fields": {"tshirt": {"kind": 1, "association": 1, "title": "T-Shirt",
		"entries": {"s": "S", "m": "M"}},`
	status, made, body := redefine(t, h, `"fields": {
   "zimmer`, field+`"zimmer`)
	if status != http.StatusCreated || made.Status != proposal.Pending || made.Source.Uploader != orga ||
		!slices.Equal(made.MayConfirm, []string{approver}) {
		t.Fatalf("status %d: %s", status, body)
	}
	if status, again, _ := redefine(t, h, `"fields": {
   "zimmer`, field+`"zimmer`); status != http.StatusOK || again.ID != made.ID {
		t.Errorf("again: status %d, %s is not %s", status, again.ID, made.ID)
	}
	confirm(t, store, made)
	e, err := store.Event(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if f := e.Snapshot.Event.Fields[0]; f.Name != "tshirt" || f.ID == 0 || len(f.Entries) != 2 {
		t.Errorf("%+v", f)
	}
	_, _, log := desk(t, h, admin)("GET", "/log?admin&event=1", "")
	if !strings.Contains(log, `"what": "definition"`) || !strings.Contains(log, "tshirt") ||
		strings.Contains(log, "zimmer") {
		t.Errorf("the journal: %s", log)
	}
}

func TestWhoMayDefineEvents(t *testing.T) {
	h := office(t)
	_, header, body := desk(t, h, orga)("GET", "/definition?event=1", "")
	changed := strings.Replace(body, `"PfingstAkademie 2027"`, `"Akademie"`, 1)
	for _, c := range []struct {
		who, method, target, body, match string
		status                           int
	}{
		{"", "GET", "/definition?event=1", "", "", 401},
		{stranger, "GET", "/definition?event=1", "", "", 404},
		{approver, "GET", "/definition?event=1", "", "", 200},
		{"", "PUT", "/definition?event=1", changed, "*", 401},
		{stranger, "PUT", "/definition?event=1", changed, "*", 404},
		{approver, "PUT", "/definition?event=1", changed, "*", 403},
		{orga, "PUT", "/definition?event=2", changed, "*", 404},
		{orga, "PUT", "/definition?event=1", changed, "", 428},
		{orga, "PUT", "/definition?event=1", changed, `"other"`, 412},
		{orga, "PUT", "/definition?event=1", `{"event": {}, "with_date": true}`, "*", 422},
		{orga, "PUT", "/definition?event=1", body, "*", 422},
		{orga, "DELETE", "/definition?event=1", "", "*", 405},
		{orga, "PUT", "/definition?event=1", changed, header.Get("ETag"), 201},
		{admin, "PUT", "/definition?event=1", changed, header.Get("ETag"), 201},
	} {
		headers := []string{"If-Match", c.match}
		if c.match == "" {
			headers = nil
		}
		status, _, answer := desk(t, h, c.who)(c.method, c.target, c.body, headers...)
		if status != c.status {
			t.Errorf("%s %s by %q: status %d, want %d: %s", c.method, c.target, c.who, status, c.status, answer)
		}
	}
	if status, _, _ := desk(t, h, admin)("POST", "/close?event=1", ""); status != 200 {
		t.Fatal("not closed")
	}
	if status, _, body := desk(t, h, orga)("PUT", "/definition?event=1", changed, "If-Match", "*"); status != 409 {
		t.Errorf("of a closed event: status %d: %s", status, body)
	}
}

func TestProblemsOfADefinitionLeadIntoIt(t *testing.T) {
	status, _, body := redefine(t, office(t), `"kind": 1,
    "association": 1,
    "title": "Isst"`, `"kind": 3, "association": 1, "title": ""`)
	want := []string{"/event/fields/ernaehrung/title empty-name", "/event/fields/ernaehrung kind-misfits"}
	got := codes(t, body)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("status %d, no %s in %v", status, w, got)
		}
	}
}

// TestPendingImportsMeetTheNewDefinition: one that sets an option which is removed cannot be confirmed any more, and
// says so.
func TestPendingImportsMeetTheNewDefinition(t *testing.T) {
	store := warehouse(t)
	h := officeOf(store)
	pending, err := proposal.Check(t.Context(), store, proposal.Upload{
		Source: proposal.Source{Bucket: "b", Object: "imports/1/b.json", Generation: 9, Uploader: orga},
		Content: []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
			"timestamp": "2027-01-20T12:00:00+00:00", "registrations": {"1": {"fields": {"anreise": "rad"}}}}`)}, today)
	if err != nil || pending.Status != proposal.Pending {
		t.Fatal(err, pending.Problems.Items)
	}
	ask := desk(t, h, orga)
	_, header, body := ask("GET", "/definition?event=1", "")
	wanted := strings.Replace(body, `"rad": "dem Fahrrad",`, "", 1)
	wanted = `{"with_data": true,` + strings.TrimPrefix(wanted, "{")
	status, _, answered := ask("PUT", "/definition?event=1", wanted, "If-Match", header.Get("ETag"))
	var made answer.Proposal
	if err := json.Unmarshal([]byte(answered), &made); err != nil || status != http.StatusCreated {
		t.Fatalf("status %d, %v: %s", status, err, answered)
	}
	confirm(t, store, made)
	_, err = proposal.Confirm(t.Context(), store, proposal.Request{Proposal: pending.ID, Token: pending.Token,
		By: access.Caller{Mail: approver, At: today}}, today)
	stale, ok := errors.AsType[*proposal.Stale](err)
	if !ok || stale.Fresh.Status != proposal.Invalid || stale.Fresh.Problems.Items[0].Code != onimport.NotOption {
		t.Fatalf("%v, %+v", err, stale)
	}
}
