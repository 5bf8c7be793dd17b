// Package erasingtest holds the contract that every [erasing.Store] must keep.
//
// [TestStore] has an event be filled, closed, erased; next to it lies another one, of which nothing may go.
package erasingtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
	"kursbuch.internal/shared/syncrun"
)

// Store is everything in which an event leaves something.
type Store interface {
	proposal.Store
	access.Directory
	persona.Store
	JobCalendar() jobcal.Store
	journal.Reader
	erasing.Store
}

// Opened is a store with what the sync keeps in it.
type Opened struct {
	Store
	State syncrun.State
}

// The people around both events.
var (
	orga     = access.Caller{Mail: "orga@kursbuch.example"}
	approver = access.Caller{Mail: "approver@kursbuch.example"}
	admin    = access.Caller{Mail: "admin@kursbuch.example", Admin: true}
	other    = access.Caller{Mail: "other@kursbuch.example", Admin: true}
)

// begin is when everything begins.
var begin = time.Date(2027, 2, 1, 12, 0, 0, 123456000, time.UTC)

// clause is a sentence of the contract, and what shows whether a store keeps it.
type clause struct {
	says string
	test func(*desk)
}

// TestStore checks that stores keep the contract. Each call of open gives an empty one, which ends with its test.
func TestStore(t *testing.T, open func(t *testing.T) Opened) {
	for _, c := range slices.Concat(ofOrders, ofErasing, ofAstray, ofReports, ofKeeping, ofMachines, ofPersonas) {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			c.test(newDesk(t, open(t)))
		})
	}
}

// desk is where an admin works. Events 1 and 2 are there.
type desk struct {
	*testing.T
	store Opened
	now   time.Time
	// personas is whether an order is that personas go, too.
	personas bool
}

func newDesk(t *testing.T, o Opened) *desk {
	d := &desk{T: t, store: o, now: begin}
	for _, id := range []event.ID{1, 2} {
		created := journal.New(journal.Created, admin.Mail, d.now)
		created.Event, created.After = id, journal.Text(map[string]string{"title": "Von Anna"})
		d.must(o.Create(t.Context(), &proposal.Event{Snapshot: peopled(id), Created: &created,
			Access: access.Roles{Orgas: []string{orga.Mail}, Approvers: []string{approver.Mail}}}))
	}
	return d
}

func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// as is somebody who asks now.
func (d *desk) as(c access.Caller) access.Caller {
	c.At = d.now
	return c
}

func (d *desk) close(id event.ID, closed bool) error {
	return access.Closure{Event: id, By: d.as(admin), Closed: closed, Keep: 30}.Make(d.Context(), d.store)
}

func (d *desk) order(by access.Caller, off bool) error {
	return access.Erasure{Event: 1, By: d.as(by), Off: off, Personas: d.personas}.Order(d.Context(), d.store)
}

// roles are those of event 1.
func (d *desk) roles() access.Roles {
	d.Helper()
	r, err := d.store.Access(d.Context(), 1)
	d.must(err)
	return r
}

// upload is of the content for an event, by an orga.
func (d *desk) upload(id event.ID, name, note string) (*proposal.Proposal, error) {
	d.now = d.now.Add(time.Minute)
	return proposal.Check(d.Context(), d.store, proposal.Upload{
		Source: proposal.Source{Bucket: "uploads", Object: fmt.Sprintf("imports/%d/%s", id, name), Uploader: orga.Mail,
			Generation: 1},
		Content: fmt.Appendf(nil, `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": %d,
			"timestamp": "2027-01-20T12:00:00+00:00", "registrations": {"1": {"notes": %q}}}`, id, note),
	}, d.now)
}

// pending is a proposal that waits.
func (d *desk) pending(id event.ID, name string) *proposal.Proposal {
	d.Helper()
	p, err := d.upload(id, name, name)
	d.must(err)
	return p
}

func (d *desk) confirm(p *proposal.Proposal) error {
	_, err := proposal.Confirm(d.Context(), d.store, proposal.Request{Proposal: p.ID, Token: p.Token, By: d.as(approver)},
		d.now)
	return err
}

// fill has an event have something of each kind.
func (d *desk) fill(id event.ID) (waiting *proposal.Proposal) {
	d.Helper()
	d.must(d.confirm(d.pending(id, "first.json")))
	name, r := receipt.New(id, orga.Mail, "anna.json", nil)
	r.At = d.now
	d.must(d.store.Announce(d.Context(), name, r))
	return d.pending(id, "waiting.json")
}

// due closes event 1, orders its erase and lets the days pass.
func (d *desk) due() {
	d.Helper()
	d.now = d.now.Add(time.Minute)
	d.must(d.close(1, true))
	d.now = d.now.Add(time.Minute)
	d.must(d.order(admin, false))
	d.now = d.now.Add(access.Grace)
}

// start begins the erase of event 1.
func (d *desk) start() erasing.Record {
	d.Helper()
	r := erasing.Record{Event: 1, By: admin.Mail, Ordered: begin, Begun: d.now, Step: erasing.Entities}
	entry := journal.New(journal.EraseBegun, admin.Mail, d.now)
	entry.Event = 1
	d.must(d.store.BeginErase(d.Context(), 1, func(access.Roles) (erasing.Record, journal.Entry, error) {
		return r, entry, nil
	}))
	return r
}

// all does something until nothing is left.
func (d *desk) all(some func() (left bool, err error)) (times int) {
	d.Helper()
	for left := true; left; times++ {
		var err error
		left, err = some()
		d.must(err)
		if times > 1000 {
			d.Fatal("without end")
		}
	}
	return times
}

func (d *desk) remove(kind erasing.Kind) {
	d.Helper()
	d.all(func() (bool, error) { return d.store.Remove(d.Context(), 1, kind) })
}

// entries are those of the journal about an event.
func (d *desk) entries(id event.ID) []journal.Entry {
	d.Helper()
	all, err := d.store.Journal(d.Context(), journal.Query{Event: id, Limit: 10_000})
	d.must(err)
	return all
}

// whats are what they tell, oldest first.
func (d *desk) whats(id event.ID) string {
	d.Helper()
	var all []string
	for _, e := range d.entries(id) {
		all = append(all, string(e.What))
	}
	slices.Reverse(all)
	return strings.Join(all, " ")
}

// heads are the proposals of an event.
func (d *desk) heads(id event.ID) []proposal.Head {
	d.Helper()
	all, err := d.store.Proposals(d.Context(), id, proposal.Page{})
	d.must(err)
	return all
}

// lines are those of an event's log.
func (d *desk) lines(id event.ID) int {
	d.Helper()
	all, err := d.store.Log(d.Context(), proposal.LogQuery{Event: id})
	d.must(err)
	return len(all)
}

// untouched fails if anything of event 2 is gone, which was filled.
func (d *desk) untouched() {
	d.Helper()
	e, err := d.store.Event(d.Context(), 2)
	d.must(err)
	if n := len(e.Snapshot.Registrations); n != 20 || len(d.heads(2)) != 2 || d.lines(2) == 0 {
		d.Errorf("of event 2 there are %d registrations, %d proposals, %d lines", n, len(d.heads(2)), d.lines(2))
	}
	for _, e := range d.entries(2) {
		if e.What == journal.Created && e.After == nil {
			d.Error("the journal of event 2 has lost what it became")
		}
	}
}

// keep has a run of the sync leave a report.
func (d *desk) keep(tick string, change func(*syncrun.Report)) {
	d.Helper()
	lease, err := d.store.State.Begin(d.Context(), syncrun.Claim{Tick: tick, Now: d.now, For: time.Minute})
	d.must(err)
	r := &syncrun.Report{ID: lease.Fence, Tick: tick, Outcome: syncrun.Done}
	change(r)
	d.must(d.store.State.End(d.Context(), lease, r))
}
