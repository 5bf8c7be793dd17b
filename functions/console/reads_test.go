package console_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/functions/console"
	"kursbuch.internal/functions/console/signin"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/login"
	"kursbuch.internal/shared/proposal"
)

// closed is a store of which nothing can be read: whoever tries panics, which becomes an answer of status 500 or ends
// the test.
type closed struct{ console.Store }

// closedLogins is the same, of who signed out when.
type closedLogins struct{ login.Store }

// nobodys are the requests of nobody, METHOD PATH, with the answers: all routes, those of signing in as well. The
// issuer does not exist.
func nobodys() map[string]int {
	all := map[string]int{
		"GET /signin": 200, "GET /signin?back=/imports/x": 200, "GET /signin/begin?issuer=0": 502,
		"GET /signin/callback/0?state=AAAAAAAAAAAAAAAAAAAAAAAAAA&code=x": 403, "GET /signin/done": 303,
		"POST /signout": 200,
	}
	for pattern, r := range routes {
		method, _, ok := strings.Cut(pattern, " ")
		if !ok {
			method = http.MethodGet
		}
		all[method+" "+r.path] = r.want[0]
	}
	return all
}

// TestNothingIsReadForNobody: without a cookie of ours the database is not asked, whatever the request is for.
func TestNothingIsReadForNobody(t *testing.T) {
	door, err := signin.Open(signin.Config{Address: "http://127.0.0.1", Key: bytes.Repeat([]byte{7}, 32),
		Issuers: []signin.Issuer{{URL: "http://127.0.0.1:1", Name: "Verein", Client: "c", Secret: "s",
			Domains: []string{"kursbuch.example"}}}}, closedLogins{}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(door console.Door, request, cookie string) int {
		pages, err := console.New(console.Deps{Door: door, Store: closed{}, Bucket: "uploads", Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		method, path, _ := strings.Cut(request, " ")
		r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
		r.Header = http.Header{"Sec-Fetch-Site": {"same-origin"}, "Cookie": {cookie}}
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, r)
		return w.Code
	}
	if got := ask(openDoor{}, "GET /imports/x", "as="+url.QueryEscape(orga)); got != http.StatusInternalServerError {
		t.Fatalf("for who is signed in, nothing is read either: %d; the test proves nothing", got)
	}
	for request, want := range nobodys() {
		for _, cookie := range []string{"", "kursbuch=rubbish", "__Host-kursbuch=rubbish; kursbuch-signin-AAAAAAAA=rubbish"} {
			if got := ask(door, request, cookie); got != want {
				t.Errorf("%s with cookie %q: %d, want %d", request, cookie, got, want)
			}
		}
	}
}

// frugal is a store that counts what is read, and of which nothing but proposals can be read, and who may see them.
type frugal struct {
	closed
	access.Events
	store console.Store
	mu    sync.Mutex
	reads map[string]int
}

func (f *frugal) count(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads[what]++
}

// taken gives what was read since the last time.
func (f *frugal) taken() map[string]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	taken := f.reads
	f.reads = map[string]int{}
	return taken
}

func (f *frugal) Proposal(ctx context.Context, id proposal.ID) (*proposal.Proposal, error) {
	f.count("proposal " + string(id))
	return f.store.Proposal(ctx, id)
}

func (f *frugal) Head(ctx context.Context, id proposal.ID) (proposal.Head, error) {
	f.count("head " + string(id))
	return f.store.Head(ctx, id)
}

func (f *frugal) Headings(ctx context.Context) ([]access.Heading, error) {
	f.count("headings")
	return f.store.Headings(ctx)
}

// TestAViewReadsItsProposalAlone: whatever of a proposal is looked at, it is read once, and of events nothing but who
// may see them and what they are called.
func TestAViewReadsItsProposalAlone(t *testing.T) {
	d := newDesk(t)
	deleting := strings.Replace(sampleFile(t, "06"), `"lodgement_groups": {`, `"lodgement_groups": {"1": null,`, 1)
	waiting, bad := d.put(orga, "a.json", deleting), d.put(orga, "b.json", sampleFile(t, "05"))
	courses, fees := d.put(orga, "c.json", sampleFile(t, "03")), d.put(orga, "f.json", sampleFile(t, "04"))
	done, rejected := d.put(orga, "d.json", sampleFile(t, "08")), d.put(orga, "e.json", sampleFile(t, "07"))
	d.decide(approver, path(done), "confirm")
	d.decide(approver, path(rejected), "reject", "reason", "Nein.")
	undo := d.proposal(d.decide(orga, path(done), "undo").location)
	f := &frugal{Events: d.store, store: d.store, reads: map[string]int{}}
	pages, err := console.New(console.Deps{Door: openDoor{}, Store: f, Bucket: "uploads", Now: d.now})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(pages)
	defer server.Close()
	d.url = server.URL
	views := map[string][]string{path(bad): {"", "/corrected"}}
	for _, p := range []*proposal.Proposal{waiting, courses, fees, done, rejected, undo} {
		views[path(p)] = []string{"", "?show=new", "?show=deleted", "?of=1", "?of=1&page=2", "?page=2", "?money=2",
			"?places=2", "?people=2"}
	}
	parts := map[string]bool{} // of a page, which have been seen
	for at, views := range views {
		id := strings.TrimPrefix(at, "/imports/")
		for _, view := range views {
			for _, who := range []string{orga, approver, admin} {
				got := d.get(who, at+view)
				want := map[string]int{"head " + id: 1, "proposal " + id: 1, "headings": 1}
				if view == "/corrected" {
					delete(want, "headings")
				}
				if d := cmp.Diff(want, f.taken()); got.status != http.StatusOK || d != "" {
					t.Errorf("%s%s for %s: %d: %s", at, view, who, got.status, d)
				}
				for _, part := range []string{".look li", ".chg", ".cause li", ".ba li", "#money", "#calendars", ".prob"} {
					parts[part] = parts[part] || got.Find(part).Length() > 0
				}
			}
		}
	}
	for part, seen := range parts {
		if !seen {
			t.Errorf("no page has a %s: of that, the test proves nothing", part)
		}
	}
	if got := d.get(orga, "/events/1/export"); got.status != http.StatusInternalServerError {
		t.Errorf("an event can be read: %d; the test proves nothing", got.status)
	}
}

// readOnly is a store in which nothing of events and proposals can be written.
type readOnly struct {
	console.Store
	t *testing.T
}

func (s readOnly) Update(context.Context, proposal.Subject, func(proposal.State) (proposal.Effect, error)) error {
	s.t.Error("it writes")
	return nil
}

func (s readOnly) Create(context.Context, *proposal.Event) error {
	s.t.Error("it creates an event")
	return nil
}

// TestPagesChangeNothing: whoever opens whatever page, be it a program that scans mails for bad links.
func TestPagesChangeNothing(t *testing.T) {
	d := newDesk(t)
	pending, bad := d.put(orga, "a.json", sampleFile(t, "07")), d.put(orga, "b.json", sampleFile(t, "05"))
	handler, err := console.New(console.Deps{Door: openDoor{}, Store: readOnly{d.store, t}, Sync: d.store.Sync(),
		Bucket: "uploads", Now: d.now}) // and no bucket to create objects in
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	writable := d.url
	d.url = server.URL
	names := strings.NewReplacer("PENDING", string(pending.ID), "BAD", string(bad.ID))
	d.later(15 * 24 * time.Hour) // what waited is expired
	for pattern, r := range routes {
		if strings.HasPrefix(pattern, "POST ") {
			continue
		}
		for i, who := range []string{"", stranger, orga, approver, planner, admin} {
			if got := d.get(who, names.Replace(r.path)); got.status != r.want[i] {
				t.Errorf("%s for %q: %d", pattern, who, got.status)
			}
		}
	}
	d.url = writable
	if p := d.proposal(path(pending)); p.Status != proposal.Pending || p.At(d.now()).Status != proposal.Expired {
		t.Errorf("it is %s", p.Status)
	}
}
