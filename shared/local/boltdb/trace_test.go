package boltdb_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/syncrun"
)

// silent is a calendar with nothing in it.
type silent struct{}

func (silent) Depart(context.Context, event.ID) (bool, error) { return false, nil }

// life is an event from its first day to its erasure.
type life struct {
	*testing.T
	folder string
	store  *boltdb.Store
	bucket *bucket.Bucket
	now    time.Time
	// names are all that must be nowhere in the end.
	names []string
}

func (l *life) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// upload is an import by an orga, checked.
func (l *life) upload(name, note string) *proposal.Proposal {
	l.Helper()
	content := fmt.Appendf(nil, `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
		"timestamp": "2027-01-20T12:00:00+00:00", "summary": %q, "registrations": {"1": {"notes": %q}}}`, note, note)
	l.must(l.bucket.Write(l.Context(), "imports/1/"+name, "orga@trace.example", content))
	p, err := proposal.Check(l.Context(), l.store, proposal.Upload{Content: content, Source: proposal.Source{Bucket: "b",
		Object: "imports/1/" + name, Generation: 1, Uploader: "orga@trace.example"}}, l.now)
	l.must(err)
	return p
}

// stray is a file about the event, which lies elsewhere, with what is quoted of it.
func (l *life) stray(object, notes string) {
	l.Helper()
	content := fmt.Appendf(nil, `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
		"timestamp": "2027-01-20T12:00:00+00:00", "registrations": {"1": {"list_consent": %q}}}`, notes)
	l.must(l.bucket.Write(l.Context(), object, "orga@trace.example", content))
	source := proposal.Source{Bucket: "b", Object: object, Uploader: "orga@trace.example"}
	all, err := l.bucket.Objects(l.Context())
	l.must(err)
	for _, o := range all {
		if o.Name == object {
			source.Generation = o.Generation
		}
	}
	_, err = proposal.Check(l.Context(), l.store, proposal.Upload{Content: content, Source: source}, l.now)
	l.must(err)
}

func begun(t *testing.T) *life {
	l := &life{T: t, folder: t.TempDir(), now: time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)}
	l.store = open(t, filepath.Join(l.folder, "db"))
	var err error
	l.bucket, err = bucket.Open(filepath.Join(l.folder, "bucket"), "b", func(context.Context, bucket.Object) {})
	l.must(err)
	t.Cleanup(func() { _ = l.bucket.Close() })
	s := sample.Event(1, 60)
	for id := range s.Personas { // who is in the directory, but not in the event, stays
		if !registered(s, id) {
			delete(s.Personas, id)
		}
	}
	e := &proposal.Event{Snapshot: s, Access: access.Roles{
		Orgas: []string{"orga@trace.example"}, Approvers: []string{"approver@trace.example"}}}
	created := journal.New(journal.Created, "admin@trace.example", l.now)
	created.Event, created.After = 1, journal.Text(e.Access)
	e.Created = &created
	l.must(l.store.Create(t.Context(), e))
	other := sample.Event(2, 0) // of which nobody has a name
	other.Personas, other.Event.Orgas, other.Courses, other.Lodgements = nil, nil, nil, nil
	l.must(l.store.Create(t.Context(), &proposal.Event{Snapshot: other}))
	l.names = append(l.names, "orga@trace.example", "approver@trace.example", "Zuckerhut", "Brautkleidbleibt",
		"annas-datei", "Quittenmus", "Mispelmus", "Hagebuttenmus")
	for _, p := range s.Personas {
		l.names = append(l.names, p.FamilyName, *p.Username)
	}
	put := fmt.Sprintf(`{"id": %d, "given_names": "Umgetauft", "family_name": "Vordererase", "is_member": true,
		"is_event_realm": true, "is_archived": false}`, s.Registrations[1].Persona.ID)
	_, _, err = persona.Apply(t.Context(), l.store, persona.By{Name: "admin@trace.example", At: l.now},
		[]persona.Operation{{Put: []byte(put)}})
	l.must(err)
	l.names = append(l.names, "Umgetauft", "Vordererase")
	slices.Sort(l.names) // some have the same name
	l.names = slices.Compact(l.names)
	return l
}

func registered(s *event.Snapshot, id event.PersonaID) bool {
	for _, r := range s.Registrations {
		if r.Persona.ID == id {
			return true
		}
	}
	return slices.Contains(s.Event.Orgas, id)
}

// live has the event leave something everywhere.
func (l *life) live() {
	l.Helper()
	_, err := proposal.Confirm(l.Context(), l.store, proposal.Request{Proposal: l.upload("a.json", "Zuckerhut").ID,
		Token: l.upload("a.json", "Zuckerhut").Token, By: access.Caller{Mail: "approver@trace.example"}}, l.now)
	l.must(err)
	l.upload("b.json", "Brautkleidbleibt")
	l.stray("imports/2/a.json", "Quittenmus")
	l.stray("imports/3/a.json", "Mispelmus")
	l.stray("a.json", "Hagebuttenmus")
	name, r := receipt.New(1, "orga@trace.example", "annas-datei.json", nil)
	l.must(l.store.Announce(l.Context(), name, r))
	_, err = l.bucket.Create(l.Context(), receipt.Object(1, name), []byte("Zuckerhut"))
	l.must(err)
	lease, err := l.store.Sync().Begin(l.Context(), syncrun.Claim{Now: l.now, For: time.Minute})
	l.must(err)
	report := &syncrun.Report{ID: lease.Fence}
	report.Findings.Add(syncrun.EventSource(1).Key("x").Path(), "given-away", "Brautkleidbleibt")
	l.must(l.store.Sync().End(l.Context(), lease, report))
}

func (l *life) erase() {
	l.Helper()
	by := access.Caller{Mail: "admin@trace.example", Admin: true, At: l.now}
	l.must(access.Closure{Event: 1, By: by, Closed: true}.Make(l.Context(), l.store))
	l.must(access.Erasure{Event: 1, By: by, Personas: true}.Order(l.Context(), l.store))
	l.now = l.now.Add(access.Grace)
	machine := &erasing.Machine{Store: l.store, Bucket: l.bucket, Calendars: silent{}, For: time.Hour,
		Now: func() time.Time { return l.now }}
	_, err := machine.Tick(l.Context())
	l.must(err)
}

// traces are the names in any file, or in the log.
func (l *life) traces(log []byte) map[string]string {
	l.Helper()
	found := map[string]string{}
	look := func(where string, text []byte) {
		for _, name := range l.names {
			if bytes.Contains(text, []byte(name)) {
				found[name] = where
			}
		}
	}
	look("the log", log)
	l.must(filepath.WalkDir(l.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		look(path, text)
		look("the name of a file", []byte(path))
		return err
	}))
	return found
}

func TestAfterAnEraseNothingThatNamesAPersonIsLeftInAnyFile(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	l := begun(t)
	l.live()
	if found := l.traces(nil); len(found) < len(l.names) {
		t.Fatalf("before, there are %d of %d names", len(found), len(l.names))
	}
	l.erase()
	if found := l.traces(log.Bytes()); len(found) > 0 {
		t.Errorf("left: %v", found)
	}
	l.must(l.store.Close())
	db, err := bbolt.Open(filepath.Join(l.folder, "db"), 0o600, nil)
	l.must(err)
	defer db.Close()
	l.must(db.View(func(tx *bbolt.Tx) error { // compressed bodies hide names
		for _, name := range []string{"heads", "bodies", "listing", "pending", "receipts"} {
			if key, _ := tx.Bucket([]byte(name)).Cursor().First(); key != nil {
				t.Errorf("%s still holds %q", name, key)
			}
		}
		if n := tx.Bucket([]byte("events")).Inspect().Children; len(n) != 1 { // the other one
			t.Errorf("%d events", len(n))
		}
		return nil
	}))
}
