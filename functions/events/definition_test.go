package events

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
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
