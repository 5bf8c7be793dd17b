package importconfirm

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// The people of event 1. The stranger is orga and approver of event 2, both is so of event 1.
const (
	orga     = "orga@kursbuch.example"
	approver = "approver@kursbuch.example"
	both     = "both@kursbuch.example"
	admin    = "admin@kursbuch.example"
	stranger = "stranger@kursbuch.example"
)

// desk is where people work with ImportConfirm.
type desk struct {
	*testing.T
	store proposal.Store
	file  string // of the store
	url   string
	now   time.Time
	count int64 // of uploads
}

// newDesk serves two events, each with people of its own.
func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, file: filepath.Join(t.TempDir(), "kursbuch.db"), now: time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)}
	store, err := boltdb.Open(d.file)
	if err != nil {
		t.Fatal(err)
	}
	d.store = store
	for _, e := range []*proposal.Event{
		{Snapshot: sample.Event(1, 20), Access: access.Roles{Orgas: []string{orga, both},
			Approvers: []string{approver, both}, FourEyes: true}},
		{Snapshot: sample.Event(2, 20), Access: access.Roles{Orgas: []string{stranger}, Approvers: []string{stranger}}},
	} {
		if found, err := proposal.Load(t.Context(), store, e); err != nil || !found.Empty() {
			t.Fatal(found.Items, err)
		}
	}
	server := httptest.NewServer(New(Deps{Store: store, Caller: named, Now: func() time.Time { return d.now }}))
	t.Cleanup(func() {
		server.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	d.url = server.URL
	return d
}

// named believes what the header From says.
func named(r *http.Request) (access.Caller, error) {
	mail := r.Header.Get("From")
	if mail == "" {
		return access.Caller{}, access.ErrUnauthenticated
	}
	return access.Caller{Mail: mail, Admin: mail == admin}, nil
}

// rename is an import that gives a course another title.
func rename(event, title string) string {
	return `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": ` + event +
		`, "timestamp": "2027-01-20T12:00:00+00:00", "courses": {"1": {"title": "` + title + `"}}}`
}

// upload makes a proposal of what an orga uploads, each time under another name, a minute after the last.
func (d *desk) upload(content string) *proposal.Proposal {
	d.Helper()
	d.count++
	return d.put(proposal.Source{Object: "imports/1/" + time.Unix(d.count, 0).UTC().Format("0405") + ".json",
		Uploader: orga}, content)
}

func (d *desk) put(source proposal.Source, content string) *proposal.Proposal {
	d.Helper()
	d.now = d.now.Add(time.Minute)
	source.Bucket, source.Generation = "uploads", d.now.Unix()
	p, err := proposal.Check(d.Context(), d.store, proposal.Upload{Source: source, Content: []byte(content)}, d.now)
	if err != nil {
		d.Fatal(err)
	}
	return p
}

// request is what somebody sends.
type request struct {
	who, method, query, body string
	lang, accept             string // German, JSON if empty
}

// reply is what comes back.
type reply struct {
	status int
	header http.Header
	body   string
	// Code is that of a problem document; Proposal is one, or that of a stale document.
	Code     string
	Detail   string
	Changed  []proposal.Difference
	Proposal answer.Proposal
}

// unmarked is the body as if the decision had not been taken before.
func (r reply) unmarked() string { return strings.Replace(r.body, " \"repeated\": true,\n", "", 1) }

func (d *desk) send(r request) reply {
	d.Helper()
	sent, err := http.NewRequestWithContext(d.Context(), r.method, d.url+"/?"+r.query, strings.NewReader(r.body))
	if err != nil {
		d.Fatal(err)
	}
	sent.Header.Set("Accept-Language", r.lang)
	sent.Header.Set("Accept", r.accept)
	if r.who != "" {
		sent.Header.Set("From", r.who)
	}
	got, err := http.DefaultClient.Do(sent)
	if err != nil {
		d.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		d.Fatal(err)
	}
	got.Header.Del("Date")
	return d.read(reply{status: got.StatusCode, header: got.Header, body: string(body)})
}

func (d *desk) read(r reply) reply {
	d.Helper()
	if r.body == "" || r.body[0] != '{' {
		return r
	}
	var document struct {
		Code     string                `json:"code"`
		Detail   string                `json:"detail"`
		Changed  []proposal.Difference `json:"changed_since_review"`
		Proposal answer.Proposal       `json:"proposal"`
	}
	var into any = &document
	if r.status == http.StatusOK {
		into = &document.Proposal
	}
	if err := json.Unmarshal([]byte(r.body), into); err != nil {
		d.Fatalf("%v\n%s", err, r.body)
	}
	r.Code, r.Detail, r.Changed, r.Proposal = document.Code, document.Detail, document.Changed, document.Proposal
	return r
}

func (d *desk) get(who, query string) reply {
	d.Helper()
	return d.send(request{who: who, method: http.MethodGet, query: query})
}

// decide posts an action about a proposal. More is text to go into the body.
func (d *desk) decide(who, action string, p *proposal.Proposal, more ...string) reply {
	d.Helper()
	if action == "reject" && more == nil {
		more = []string{`, "reason": "Nein"`}
	}
	body := `{"action": "` + action + `", "proposal": "` + string(p.ID) + `", "token": "` + p.Token + `"` +
		strings.Join(more, "") + `}`
	return d.send(request{who: who, method: http.MethodPost, body: body})
}

// bytes is all that the store holds.
func (d *desk) bytes() string {
	d.Helper()
	all, err := os.ReadFile(d.file)
	if err != nil {
		d.Fatal(err)
	}
	return string(all)
}

// title is that of course 1 in event 1.
func (d *desk) title() string {
	d.Helper()
	e, err := d.store.Event(d.Context(), 1)
	if err != nil {
		d.Fatal(err)
	}
	return e.Snapshot.Courses[1].Title
}
