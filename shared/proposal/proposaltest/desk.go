package proposaltest

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// The people around the camp.
var (
	orga     = access.Caller{Mail: "orga@kursbuch.example"}
	approver = access.Caller{Mail: "approver@kursbuch.example"}
	both     = access.Caller{Mail: "both@kursbuch.example"} // orga and approver
	stranger = access.Caller{Mail: "stranger@kursbuch.example"}
	admin    = access.Caller{Mail: "admin@kursbuch.example", Admin: true}
)

var (
	//go:embed testdata/camp.json
	campFile []byte
	// everything creates, changes, deletes in every section, with cascades.
	//go:embed testdata/everything.json
	everything string
)

// camp is a small event, new for each caller.
func camp(t *testing.T) *proposal.Event {
	t.Helper()
	s, err := event.Read(bytes.NewReader(campFile))
	if err != nil {
		t.Fatal(err)
	}
	return &proposal.Event{Snapshot: s, Access: access.Roles{
		Orgas: []string{orga.Mail, both.Mail}, Approvers: []string{approver.Mail, both.Mail}, FourEyes: true,
	}}
}

// file is an import of the given sections.
func file(sections string) string {
	return `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-20T12:00:00+00:00", ` +
		sections + "}"
}

// rename is an import that changes the title of course 1.
func rename(title string) string { return file(fmt.Sprintf(`"courses": {"1": {"title": %q}}`, title)) }

// newCourse is an import that creates one.
var newCourse = file(`"courses": {"-1": {"nr": "ω", "title": "Ende", "shortname": "Ende", "description": null,
	"instructors": null, "min_size": null, "max_size": null, "is_visible": true, "notes": null}}`)

// desk is where somebody works with a store. The camp is in it.
type desk struct {
	*testing.T
	store proposal.Store // runs decisions twice
	once  proposal.Store // the same one, as it is
	now   time.Time
	// generation is that of the last object by the console.
	generation int64
}

func newDesk(t *testing.T, store proposal.Store) *desk {
	t.Helper()
	if err := store.Create(t.Context(), camp(t)); err != nil {
		t.Fatal(err)
	}
	return &desk{T: t, store: Twice(store), once: store, now: time.Date(2027, 2, 1, 12, 0, 0, 123456000, time.UTC)}
}

// later lets some time pass.
func (d *desk) later() { d.now = d.now.Add(time.Minute) }

func object(name string) string { return "imports/1/" + name }

// upload checks what an orga uploads.
func (d *desk) upload(source proposal.Source, content string) *proposal.Proposal {
	d.Helper()
	if source.Bucket == "" {
		source.Bucket = "uploads"
	}
	d.later()
	p, err := proposal.Check(d.Context(), d.store, proposal.Upload{Source: source, Content: []byte(content)}, d.now)
	if err != nil {
		d.Fatal(err)
	}
	return p
}

// check is upload of the first generation of an object.
func (d *desk) check(name, content string) *proposal.Proposal {
	d.Helper()
	return d.upload(proposal.Source{Object: object(name), Generation: 1, Uploader: orga.Mail}, content)
}

func (d *desk) request(p *proposal.Proposal) proposal.Request {
	return proposal.Request{Proposal: p.ID, Token: p.Token, By: approver, Reason: "Nein", Deletions: &p.Figures.Deletions}
}

// forced is a request by somebody who knows that the content was committed before.
func (d *desk) forced(p *proposal.Proposal) proposal.Request {
	r := d.request(p)
	r.Force = true
	return r
}

func (d *desk) confirm(p *proposal.Proposal) (*proposal.Proposal, error) {
	d.later()
	return proposal.Confirm(d.Context(), d.store, d.request(p), d.now)
}

// commit is confirm where nothing stands in the way.
func (d *desk) commit(p *proposal.Proposal) *proposal.Proposal {
	d.Helper()
	committed, err := d.confirm(p)
	if err != nil {
		d.Fatalf("confirm: %v\n%s", err, text(d.T, p))
	}
	return committed
}

func (d *desk) undo(p *proposal.Proposal) *proposal.Proposal {
	d.Helper()
	d.later()
	r := d.request(p)
	r.By = orga
	inverse, err := proposal.Undo(d.Context(), d.store, r, d.now)
	if err != nil {
		d.Fatal(err)
	}
	return inverse
}

func (d *desk) event() *proposal.Event {
	d.Helper()
	e, err := d.store.Event(d.Context(), 1)
	if err != nil {
		d.Fatal(err)
	}
	return e
}

func (d *desk) export() string {
	d.Helper()
	return export(d.T, d.event().Snapshot)
}

func (d *desk) read(id proposal.ID) *proposal.Proposal {
	d.Helper()
	p, err := d.store.Proposal(d.Context(), id)
	if err != nil {
		d.Fatal(err)
	}
	return p
}

func (d *desk) heads() []proposal.Head {
	d.Helper()
	heads, err := d.store.Proposals(d.Context(), 1, proposal.Page{})
	if err != nil {
		d.Fatal(err)
	}
	return heads
}

// log is all of it, oldest first.
func (d *desk) log() []event.LogEntry {
	d.Helper()
	var log []event.LogEntry
	for _, line := range slices.Backward(d.lines(proposal.LogQuery{})) {
		log = append(log, line.LogEntry)
	}
	return log
}

// lines are some of the log, newest first.
func (d *desk) lines(q proposal.LogQuery) []proposal.LogLine {
	d.Helper()
	q.Event = 1
	lines, err := d.store.Log(d.Context(), q)
	if err != nil {
		d.Fatal(err)
	}
	return lines
}

// same compares by what is stored: nil and empty are the same there.
func (d *desk) same(what string, want, got any) {
	d.Helper()
	if diff := cmp.Diff(text(d.T, want), text(d.T, got)); diff != "" {
		d.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	if s, ok := v.(string); ok {
		return s
	}
	out, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent(" "))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func export(t *testing.T, s *event.Snapshot) string {
	t.Helper()
	var out bytes.Buffer
	if err := event.Write(&out, s); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
