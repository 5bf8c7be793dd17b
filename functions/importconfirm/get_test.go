package importconfirm

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/proposal"
)

func TestGetAnswers(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	for _, c := range []struct {
		name, who, query string
		status           int
		code             string
	}{
		{"an orga lists", orga, "event=1", 200, ""},
		{"an approver lists what is pending", approver, "event=1&status=pending", 200, ""},
		{"an orga looks at one", orga, "proposal=" + string(p.ID), 200, ""},
		{"an approver looks at one", approver, "proposal=" + string(p.ID), 200, ""},
		{"an admin looks at one", admin, "proposal=" + string(p.ID), 200, ""},
		{"an admin looks at uploads of no event", admin, "event=0", 200, ""},
		{"an admin looks at an event that is not there", admin, "event=99", 404, "not-found"},
		{"nobody lists", "", "event=1", 401, "unauthenticated"},
		{"nobody looks at one", "", "proposal=" + string(p.ID), 401, "unauthenticated"},
		{"nobody asks nonsense", "", "event=x", 401, "unauthenticated"},
		{"a stranger lists", stranger, "event=1", 404, "not-found"},
		{"a stranger looks at one", stranger, "proposal=" + string(p.ID), 404, "not-found"},
		{"a stranger looks at uploads of no event", stranger, "event=0", 200, ""},
		{"an orga looks at uploads of no event", orga, "event=0", 200, ""},
		{"no event is named", orga, "", 400, "malformed"},
		{"the event has a leading zero", orga, "event=01", 400, "malformed"},
		{"the event is named twice", orga, "event=1&event=2", 400, "malformed"},
		{"the status is misspelt", orga, "event=1&status=pendign", 400, "malformed"},
		{"the status is empty", orga, "event=1&status=", 400, "malformed"},
		{"one of the statuses is misspelt", orga, "event=1&status=pending,invlaid", 400, "malformed"},
		{"the limit is none", orga, "event=1&limit=0", 400, "malformed"},
		{"the limit is much", orga, "event=1&limit=501", 400, "malformed"},
		{"the limit is no number", orga, "event=1&limit=x", 400, "malformed"},
		{"the page comes after what is not there", orga, "event=1&after=0000000000000000000000000g", 404, "not-found"},
		{"the page comes after a path", orga, "event=1&after=..%2Fx", 404, "not-found"},
		{"the parameter is misspelt", orga, "event=1&stauts=pending", 400, "malformed"},
		{"the proposal is misspelt", orga, "proposal=" + strings.ToUpper(string(p.ID)), 404, "not-found"},
		{"the proposal is empty", orga, "proposal=", 404, "not-found"},
		{"the proposal is a path", orga, "proposal=..%2F" + string(p.ID), 404, "not-found"},
		{"the proposal is long", orga, "proposal=" + strings.Repeat("a", 40_000), 404, "not-found"},
		{"the proposal is no text", orga, "proposal=%00%FF", 404, "not-found"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := d.get(c.who, c.query); got.status != c.status || got.Code != c.code {
				t.Errorf("status %d: %s", got.status, got.body)
			}
		})
	}
}

func TestListsAreNewestFirstAndByStatus(t *testing.T) {
	d := newDesk(t)
	old := d.upload(rename("1", "Abgelaufen"))
	d.now = d.now.Add(proposal.Lifetime)
	pending, rejected, committed := d.upload(rename("1", "A")), d.upload(rename("1", "B")), d.upload(rename("1", "C"))
	d.decide(approver, "reject", rejected)
	d.decide(approver, "confirm", committed)
	broken := d.upload("broken")
	again := d.put(broken.Source, rename("1", "D"))
	replaced := d.put(again.Source, rename("1", "E"))
	for query, want := range map[string][]proposal.ID{
		"event=1":                   {replaced.ID, again.ID, broken.ID, committed.ID, rejected.ID, pending.ID, old.ID},
		"event=1&status=pending":    {replaced.ID, pending.ID},
		"event=1&status=invalid":    {broken.ID},
		"event=1&status=rejected":   {rejected.ID},
		"event=1&status=committed":  {committed.ID},
		"event=1&status=superseded": {again.ID},
		"event=1&status=expired":    {old.ID},

		"event=1&status=expired,invalid,committed":             {broken.ID, committed.ID, old.ID},
		"event=1&limit=2":                                      {replaced.ID, again.ID},
		"event=1&limit=2&after=" + string(again.ID):            {broken.ID, committed.ID},
		"event=1&after=" + string(pending.ID):                  {old.ID},
		"event=1&status=pending&limit=1":                       {replaced.ID},
		"event=1&status=pending&after=" + string(committed.ID): {pending.ID},
	} {
		var heads []proposal.Head
		if err := json.Unmarshal([]byte(d.get(orga, query).body), &heads); err != nil {
			t.Fatal(err)
		}
		got := slices.Collect(func(yield func(proposal.ID) bool) {
			for _, h := range heads {
				yield(h.ID)
			}
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
	if got := d.get(orga, "proposal="+string(old.ID)).Proposal.Status; got != proposal.Expired {
		t.Errorf("the expired one is shown as %s", got)
	}
	if got := d.get(admin, "event=2").body; got != "[]\n" {
		t.Errorf("nothing is %q", got)
	}
}

// Whoever confirms has opened what they confirm: a list gives no token.
func TestListsHaveFiguresAndNoToken(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	got := d.get(orga, "event=1")
	if strings.Contains(got.body, p.Token) || strings.Contains(got.body, "token") {
		t.Errorf("a token is in %s", got.body)
	}
	var heads []proposal.Head
	if err := json.Unmarshal([]byte(got.body), &heads); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(proposal.Figures{Changes: 1}, heads[0].Figures); diff != "" {
		t.Error(diff)
	}
}

func TestListsLinkToTheirNextPage(t *testing.T) {
	d := newDesk(t)
	var want []proposal.ID
	for i := range 5 {
		want = append(want, d.upload(rename("1", strings.Repeat("x", i+1))).ID)
		d.upload("broken")
	}
	slices.Reverse(want)
	var got []proposal.ID
	for query := "event=1&status=pending&limit=2"; query != ""; {
		page := d.get(orga, query)
		var heads []proposal.Head
		if err := json.Unmarshal([]byte(page.body), &heads); err != nil {
			t.Fatal(err, page.body)
		}
		for _, h := range heads {
			got = append(got, h.ID)
		}
		link, _ := strings.CutPrefix(page.header.Get("Link"), "<?")
		query, _ = strings.CutSuffix(link, `>; rel="next"`)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestProposalIsShownAsText(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	for lang, want := range map[string]string{
		"de": "geändert  Kurs 1: α. Brücken", "en": "changed   Course 1: α. Brücken",
	} {
		got := d.send(request{who: approver, method: http.MethodGet, query: "proposal=" + string(p.ID), lang: lang,
			accept: "text/plain"})
		if got.status != 200 || !strings.Contains(got.body, want) || !strings.Contains(got.body, p.Token) ||
			got.header.Get("Content-Type") != "text/plain; charset=utf-8" || got.header.Get("Content-Language") != lang {
			t.Errorf("%d %v %s", got.status, got.header, got.body)
		}
	}
	if got := d.send(request{who: stranger, method: http.MethodGet, query: "proposal=" + string(p.ID),
		accept: "text/plain"}); got.status != 404 || got.Code != "not-found" {
		t.Errorf("a stranger: %d %s", got.status, got.body)
	}
}

// printed is a proposal as text.
func (d *desk) printed(p proposal.ID, lang string) string {
	d.Helper()
	got := d.send(request{who: approver, method: http.MethodGet, query: "proposal=" + string(p), lang: lang,
		accept: "text/plain"})
	if got.status != 200 {
		d.Fatal(got.body)
	}
	return got.body
}

func TestTextSaysWhereAProposalComesFrom(t *testing.T) {
	d := newDesk(t)
	p, unknown := d.upload(rename("1", "Neu")), d.put(proposal.Source{Object: "imports/1/x.json"}, rename("1", "x"))
	if got := d.printed(p.ID, "de"); !strings.HasPrefix(got, "0001.json\nHochgeladen am 01.02.2027, 13:01 Uhr von "+orga+
		", für „PfingstAkademie 2027“ (1)\n") {
		t.Error(got)
	}
	if got := d.printed(unknown.ID, "en"); !strings.HasPrefix(got, "x.json\nUploaded on 2027-02-01, 13:02 by somebody "+
		"unknown, for “PfingstAkademie 2027” (1)\n") {
		t.Error(got)
	}
	if got := d.printed(d.upload("{").ID, "de"); !strings.Contains(got, " von "+orga+", für die Veranstaltung 1\n") {
		t.Error(got)
	}
	d.decide(approver, "confirm", p)
	undo := d.decide(both, "undo", p).Proposal.ID
	if got := d.printed(undo, "de"); !strings.HasPrefix(got, "Rückgängig\nAngefordert am 01.02.2027, 13:03 Uhr von "+both+
		", für „PfingstAkademie 2027“ (1)\n") || !strings.Contains(got, "✔ „Rückgängig“ kann importiert werden") ||
		strings.Count(got, string(undo)) != 1 {
		t.Error(got)
	}
}

func TestTextOfAnImportThatChangesNothing(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", d.title()))
	if got := d.printed(p.ID, "de"); !strings.Contains(got, "ist in Ordnung, ändert aber nichts. Es gibt nichts "+
		"freizugeben.\n  Vorgang: ") {
		t.Error(got)
	}
}

func TestProposalSaysWhatAReviewerNeeds(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	got := d.get(approver, "proposal="+string(p.ID)).Proposal
	if got.ID != p.ID || got.Token != p.Token || got.Token == "" || got.Status != proposal.Pending || got.Event != 1 ||
		got.Decision != nil {
		t.Errorf("%+v", got)
	}
	if got.Source.Uploader != orga || !got.ExpiresAt.Equal(p.CreatedAt.Add(proposal.Lifetime)) {
		t.Errorf("source %+v, expires at %v", got.Source, got.ExpiresAt)
	}
	if delta := got.Delta.String(); !strings.Contains(delta, `"title": "Neu"`) {
		t.Errorf("delta %s", delta)
	}
}

// The two must not be told apart, or IDs could be found by trying.
func TestUnknownAndForbiddenAreAnsweredAlike(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	nowhere := d.put(proposal.Source{Object: "elsewhere.json"}, "")
	for _, known := range []*proposal.Proposal{p, nowhere} {
		known.Token = p.Token
		unknown := &proposal.Proposal{Head: proposal.Head{ID: "0000000000000000000000000g", Token: p.Token}}
		for _, action := range []string{"confirm", "reject", "undo"} {
			alike(t, action, d.decide(stranger, action, known), d.decide(stranger, action, unknown))
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			sent := request{who: stranger, method: method, query: "proposal=" + string(known.ID)}
			other := request{who: stranger, method: method, query: "proposal=" + string(unknown.ID)}
			alike(t, method, d.send(sent), d.send(other))
		}
	}
	alike(t, "list", d.get(stranger, "event=1"), d.get(stranger, "event=99"))
	if got := d.get(stranger, "event=0"); got.status != 200 || got.body != "[]\n" { // what others misplaced is not theirs
		t.Errorf("status %d: %s", got.status, got.body)
	}
}

func alike(t *testing.T, name string, forbidden, unknown reply) {
	t.Helper()
	if forbidden.status != 404 || forbidden.body != unknown.body || cmp.Diff(forbidden.header, unknown.header) != "" {
		t.Errorf("%s: %d %s\n%d %s", name, forbidden.status, forbidden.body, unknown.status, unknown.body)
	}
}

// counting counts what is read of a store beside heads and roles.
type counting struct {
	proposal.Store
	reads int
}

func (c *counting) Proposal(ctx context.Context, id proposal.ID) (*proposal.Proposal, error) {
	c.reads++
	return c.Store.Proposal(ctx, id)
}

func (c *counting) Update(ctx context.Context, s proposal.Subject, decide func(proposal.State) (proposal.Effect,
	error)) error {
	c.reads++
	return c.Store.Update(ctx, s, decide)
}

// TestWhoMayNotSeeCostsAsLittleAsAnUnknownID: nobody can make Kursbuch read what they may not.
func TestWhoMayNotSeeCostsAsLittleAsAnUnknownID(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	for who, want := range map[string]int{approver: 3, stranger: 0} {
		store := &counting{Store: d.store}
		serve := New(Deps{Store: store, Caller: named, Now: func() time.Time { return d.now }})
		for _, r := range []*http.Request{
			httptest.NewRequest(http.MethodGet, "/?proposal="+string(p.ID), nil),
			httptest.NewRequest(http.MethodPost, "/", strings.NewReader(`{"action": "reject", "reason": "Nein", `+
				`"proposal": "`+string(p.ID)+`"}`)),
		} {
			r.Header.Set("From", who)
			serve.ServeHTTP(httptest.NewRecorder(), r)
		}
		if store.reads != want { // who may see reads it twice, decides once
			t.Errorf("%s: %d reads, want %d", who, store.reads, want)
		}
	}
}

func TestReadingChangesNothing(t *testing.T) {
	d := newDesk(t)
	p := d.upload(rename("1", "Neu"))
	d.upload("broken")
	before := d.bytes()
	for _, now := range []time.Time{d.now, d.now.Add(2 * proposal.Lifetime)} { // when it is pending, when it is expired
		d.now = now
		for _, query := range []string{"event=1", "event=1&status=expired", "event=0", "event=99", "proposal=" + string(p.ID),
			"proposal=x", ""} {
			for _, who := range []string{orga, approver, admin, stranger, ""} {
				read := d.get(who, query)
				head := d.send(request{who: who, method: http.MethodHead, query: query})
				if head.status != read.status || head.body != "" || cmp.Diff(head.header, read.header) != "" {
					t.Errorf("HEAD %s by %s: %d %v, GET: %d %v", query, who, head.status, head.header, read.status, read.header)
				}
			}
		}
		// What would be a decision, were it not for the method.
		body := `{"action": "reject", "proposal": "` + string(p.ID) + `", "token": "` + p.Token + `", "reason": "Nein"}`
		d.send(request{who: approver, method: http.MethodGet, query: "proposal=" + string(p.ID), body: body})
		d.send(request{who: approver, method: http.MethodPut, body: body})
	}
	if d.bytes() != before {
		t.Error("the store has changed")
	}
}

func TestReportsAreInTheLanguageOfTheCaller(t *testing.T) {
	d := newDesk(t)
	p := d.upload("")
	for lang, want := range map[string]string{"": "Die Datei ist leer.", "en": "The file is empty."} {
		got := d.send(request{who: orga, method: http.MethodGet, query: "proposal=" + string(p.ID), lang: lang})
		if got.Proposal.Problems[0].Message != want || got.header.Get("Content-Language") != "de" && lang != "en" {
			t.Errorf("%s: %s %v", lang, got.body, got.header)
		}
	}
}
