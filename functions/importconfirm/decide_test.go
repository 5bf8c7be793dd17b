package importconfirm

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/proposal"
)

func TestConfirmedIsWhatWasShown(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	shown := d.get(approver, "proposal="+string(p.ID)).Proposal
	first := d.decide(approver, "confirm", p)
	if first.status != 200 || first.Proposal.Status != proposal.Committed || first.Proposal.Decision.By != approver {
		t.Fatalf("status %d: %s", first.status, first.body)
	}
	if diff := cmp.Diff(shown.Delta.String(), first.Proposal.Delta.String()); diff != "" || d.title() != "Neu" {
		t.Errorf("title %s, delta %s", d.title(), diff)
	}
	d.now = d.now.Add(time.Hour)
	if again := d.decide(both, "confirm", p); again.status != 200 || again.unmarked() != first.body ||
		!again.Proposal.Repeated {
		t.Errorf("again: status %d: %s", again.status, again.body)
	}
}

func TestManyConfirmAtOnce(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	replies := make([]reply, 8)
	var all sync.WaitGroup
	for i := range replies {
		all.Go(func() { replies[i] = d.decide(approver, "confirm", p) })
	}
	all.Wait()
	for _, got := range replies {
		if got.status != 200 || got.unmarked() != replies[0].unmarked() {
			t.Errorf("status %d: %s", got.status, got.body)
		}
	}
	log, err := d.store.Log(t.Context(), proposal.LogQuery{Event: 1})
	if err != nil || len(log) != 2 { // the import, the course
		t.Errorf("log %v, %v", log, err)
	}
}

func TestRejectedWithItsReason(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	first := d.decide(approver, "reject", p, `, "reason": "Falscher Kurs"`)
	if first.status != 200 || first.Proposal.Status != proposal.Rejected ||
		first.Proposal.Decision.Reason != "Falscher Kurs" {
		t.Errorf("status %d: %s", first.status, first.body)
	}
	if again := d.decide(both, "reject", p, `, "reason": "Falscher Kurs"`); again.status != 200 ||
		again.unmarked() != first.body || !again.Proposal.Repeated {
		t.Errorf("again: status %d: %s", again.status, again.body)
	}
	other := d.decide(both, "reject", p, `, "reason": "Anderer Grund"`)
	if other.status != 409 || other.Code != "already-decided" || !strings.Contains(other.Detail, approver) ||
		!strings.Contains(other.Detail, "Falscher Kurs") || !strings.Contains(other.body, `"decision"`) {
		t.Errorf("for another reason: status %d: %s", other.status, other.body)
	}
	none := d.decide(approver, "reject", d.upload(rename("1", "Neu")), `, "reason": " "`)
	if none.status != 400 || none.Code != "reason-missing" {
		t.Errorf("without a reason: status %d: %s", none.status, none.body)
	}
}

func TestWithdrawnByWhoUploaded(t *testing.T) {
	d := newDesk(t)
	p, unknown := d.upload(rename("1", "Neu")), d.put(proposal.Source{Object: "imports/1/unknown.json"}, rename("1", "x"))
	if got := d.decide(approver, "withdraw", p); got.status != 403 || got.Code != "not-uploader" {
		t.Errorf("by an approver: status %d: %s", got.status, got.body)
	}
	if got := d.decide(both, "withdraw", p); got.status != 403 {
		t.Errorf("by another orga: status %d: %s", got.status, got.body)
	}
	if got := d.decide(approver, "withdraw", unknown); got.status != 403 {
		t.Errorf("of an upload of somebody unknown, by no orga: status %d: %s", got.status, got.body)
	}
	for by, p := range map[string]*proposal.Proposal{orga: p, both: unknown} {
		got := d.decide(by, "withdraw", p)
		if got.status != 200 || got.Proposal.Status != proposal.Withdrawn || got.Proposal.Decision.By != by {
			t.Errorf("status %d: %s", got.status, got.body)
		}
	}
	late := d.decide(approver, "confirm", p)
	if late.status != 409 || !strings.Contains(late.Detail, "zurückgezogen") || !strings.Contains(late.Detail, orga) {
		t.Errorf("confirmed after all: status %d: %s", late.status, late.body)
	}
}

func TestUndoIsAnOrdinaryProposal(t *testing.T) {
	d := newDesk(t)
	before := d.title()
	p := d.upload(rename("1", "Neu"))
	d.decide(approver, "confirm", p)
	undo := d.decide(orga, "undo", p)
	if undo.status != 200 || undo.Proposal.UndoOf != p.ID || undo.Proposal.Status != proposal.Pending ||
		d.title() != "Neu" {
		t.Fatalf("status %d: %s", undo.status, undo.body)
	}
	if again := d.decide(both, "undo", p); again.body != undo.body {
		t.Errorf("again: %s", again.body)
	}
	request := &proposal.Proposal{Head: proposal.Head{ID: undo.Proposal.ID, Token: undo.Proposal.Token}}
	if got := d.decide(approver, "confirm", request); got.status != 200 || d.title() != before {
		t.Errorf("title %s, status %d: %s", d.title(), got.status, got.body)
	}
}

func TestRefusedDecisionsChangeNothing(t *testing.T) {
	d := newDesk(t)
	pending, broken := d.upload(rename("1", "Neu")), d.upload("broken")
	own := d.put(proposal.Source{Object: "imports/1/own.json", Uploader: both}, rename("1", "Eigen"))
	unknown := d.put(proposal.Source{Object: "imports/1/unknown.json"}, rename("1", "Von wem?"))
	old := d.put(proposal.Source{Object: "imports/1/old.json"}, rename("1", "Alt"))
	d.put(old.Source, rename("1", "Älter"))
	rejected, committed := d.upload(rename("1", "A")), d.upload(rename("1", "B"))
	d.decide(approver, "reject", rejected)
	d.decide(approver, "confirm", committed)
	twice := d.upload(rename("1", "B"))
	before := d.bytes()
	for _, c := range []struct {
		name, who, action string
		proposal          *proposal.Proposal
		status            int
		code              string
	}{
		{"nobody confirms", "", "confirm", pending, 401, "unauthenticated"},
		{"an orga confirms", orga, "confirm", pending, 403, "no-approver"},
		{"an orga rejects", orga, "reject", pending, 403, "no-approver"},
		{"an admin undoes", admin, "undo", committed, 403, "no-role"},
		{"an admin confirms", admin, "confirm", pending, 403, "no-approver"},
		{"somebody confirms their own upload", both, "confirm", own, 403, "four-eyes"},
		{"an orga confirms an upload of somebody unknown", both, "confirm", unknown, 403, "four-eyes"},
		{"a stranger confirms", stranger, "confirm", pending, 404, "not-found"},
		{"a broken import is confirmed", approver, "confirm", token(broken, "t"), 409, "already-decided"},
		{"a broken import is rejected", approver, "reject", broken, 409, "already-decided"},
		{"a replaced import is confirmed", approver, "confirm", old, 409, "already-decided"},
		{"a rejected import is confirmed", approver, "confirm", rejected, 409, "already-decided"},
		{"a committed import is rejected", approver, "reject", committed, 409, "already-decided"},
		{"a committed import is confirmed by another token", approver, "confirm", token(committed, "t"), 409,
			"already-decided"},
		{"a pending import is undone", approver, "undo", pending, 409, "not-committed"},
		{"the same content is confirmed again", approver, "confirm", twice, 409, "already-committed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := d.decide(c.who, c.action, c.proposal); got.status != c.status || got.Code != c.code {
				t.Errorf("status %d: %s", got.status, got.body)
			}
			if d.bytes() != before {
				t.Error("the store has changed")
			}
		})
	}
	if got := d.decide(approver, "confirm", twice, `, "force": true`); got.status != 200 || !got.Proposal.Decision.Forced {
		t.Errorf("forced: status %d: %s", got.status, got.body)
	}
}

// token is p with another token.
func token(p *proposal.Proposal, token string) *proposal.Proposal {
	other := *p
	other.Token = token
	return &other
}

func TestExpiredIsGone(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	d.now = p.ExpiresAt.Add(time.Nanosecond)
	for _, action := range []string{"confirm", "reject"} {
		if got := d.decide(approver, action, p); got.status != 410 || got.Code != "expired" {
			t.Errorf("status %d: %s", got.status, got.body)
		}
	}
	d.now = p.ExpiresAt
	if got := d.decide(approver, "confirm", p); got.status != 200 {
		t.Errorf("at the last moment: status %d: %s", got.status, got.body)
	}
}

func TestStaleShowsWhatChanged(t *testing.T) {
	d := newDesk(t)
	was := d.title()
	p, other, elsewhere := d.upload(rename("1", "Neu")), d.upload(rename("1", "Zwischendurch")),
		d.upload(strings.ReplaceAll(rename("1", "x"), `"1": {`, `"2": {`))
	d.decide(approver, "confirm", elsewhere) // concerns nothing that p changes
	d.decide(approver, "confirm", other)
	got := d.decide(approver, "confirm", p)
	if got.status != 409 || got.Code != "stale" || len(got.Changed) != 1 || got.Changed[0].Path != "/courses/1/title" {
		t.Fatalf("status %d: %s", got.status, got.body)
	}
	if again := d.decide(approver, "confirm", p); again.Code != "stale" || len(again.Changed) != 1 {
		t.Errorf("the same review once more: %s", again.body)
	}
	seen, now := got.Changed[0].Reviewed, got.Changed[0].Now
	if seen.From.Unquote() != was || seen.To != now.To || now.From.Unquote() != "Zwischendurch" ||
		now.To.Unquote() != "Neu" {
		t.Errorf("reviewed %v, now %v", seen, now)
	}
	if got.Proposal.ID != p.ID || got.Proposal.Token == p.Token || got.Proposal.Status != proposal.Pending ||
		d.title() != "Zwischendurch" {
		t.Errorf("%s", got.body)
	}
	if again := d.decide(approver, "confirm", token(p, "rubbish")); again.status != 409 || again.Code != "wrong-token" {
		t.Errorf("a token of nothing: %s", again.body)
	}
	if got = d.decide(approver, "confirm", token(p, got.Proposal.Token)); got.status != 200 || d.title() != "Neu" {
		t.Errorf("status %d: %s", got.status, got.body)
	}
}

func TestMalformedBodies(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	id, before := `"proposal": "`+string(p.ID)+`"`, d.bytes()
	for _, c := range []struct {
		name, body string
		status     int
		want       string // in the detail
	}{
		{"nothing", ``, 400, "JSON-Objekt"},
		{"a form", `proposal=1&action=confirm`, 400, "JSON-Objekt"},
		{"no proposal", `{"action": "confirm", "token": "t"}`, 400, `"proposal" fehlt`},
		{"no token to confirm by", `{"action": "confirm", ` + id + `}`, 400, `"token" fehlt`},
		{"no action", `{` + id + `, "token": "t"}`, 400, `"action" muss`},
		{"an action of another name", `{` + id + `, "token": "t", "action": "Confirm"}`, 400, `"action" muss`},
		{"another member", `{` + id + `, "token": "t", "action": "confirm", "forced": true}`, 400,
			`"forced" gibt es hier nicht`},
		{"a text for force", `{` + id + `, "token": "t", "action": "confirm", "force": "true"}`, 400,
			`"force" hat einen Wert`},
		{"a member twice", `{` + id + `, "token": "t", "action": "reject", "action": "confirm"}`, 400,
			`"action" steht mehrmals da`},
		{"something behind it", `{` + id + `, "action": "reject", "reason": "x"}{}`, 400, "JSON-Objekt"},
		{"too much", `{` + id + `, "action": "reject", "reason": "` + strings.Repeat("a", maxBody) + `"}`, 413, "zu groß"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := d.send(request{who: approver, method: http.MethodPost, body: c.body})
			if got.status != c.status || !strings.Contains(got.Detail, c.want) || strings.Contains(got.body, "importconfirm") {
				t.Errorf("status %d: %s", got.status, got.body)
			}
			if d.bytes() != before {
				t.Error("the store has changed")
			}
		})
	}
}

func TestOtherMethods(t *testing.T) {
	d := newDesk(t)
	for _, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, "CONFIRM"} {
		got := d.send(request{who: approver, method: method, query: "event=1"})
		if got.status != 405 || got.Code != "method-not-allowed" || got.header.Get("Allow") != "GET, HEAD, POST" {
			t.Errorf("%s: status %d, Allow %s: %s", method, got.status, got.header.Get("Allow"), got.body)
		}
	}
}

// full is a store whose disk is full.
type full struct{ proposal.Store }

func (full) Update(context.Context, proposal.Subject, func(proposal.State) (proposal.Effect, error)) error {
	return errors.New("write /secret/kursbuch.db: no space left on device")
}

func TestFaultOfTheStoreShowsNothing(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	server := httptest.NewServer(New(Deps{Store: full{d.store}, Caller: named, Now: time.Now}))
	defer server.Close()
	d.url = server.URL
	unstored := []reply{d.decide(approver, "confirm", p), d.decide(approver, "reject", p)}
	if stored, err := d.store.Proposal(t.Context(), p.ID); err != nil || stored.Status != proposal.Pending {
		t.Errorf("%v, %v", stored, err)
	}
	if err := d.store.(io.Closer).Close(); err != nil {
		t.Fatal(err)
	}
	unread := []reply{d.get(orga, "event=1"), d.get(orga, "proposal="+string(p.ID)), d.decide(approver, "undo", p)}
	for _, got := range append(unstored, unread...) {
		if got.status != 500 || got.Code != "internal" || strings.Contains(got.body, "secret") ||
			strings.Contains(got.body, "database") {
			t.Errorf("status %d: %s", got.status, got.body)
		}
	}
}
