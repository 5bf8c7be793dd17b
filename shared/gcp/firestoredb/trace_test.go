package firestoredb_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/go-json-experiment/json/jsontext"
	"google.golang.org/api/iterator"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/storedform"
	"kursbuch.internal/shared/syncrun"
)

// nowhere is a bucket, and a calendar, with nothing in it.
type nowhere struct{}

func (nowhere) Remove(context.Context, string) (bool, error) { return false, nil }
func (nowhere) RemoveVersions(context.Context, string, func(int64) (bool, error)) error {
	return nil
}
func (nowhere) Keep(context.Context, string, []byte) error     { return nil }
func (nowhere) Kept(context.Context, string) ([][]byte, error) { return nil, nil }
func (nowhere) Depart(context.Context, event.ID) (bool, error) { return false, nil }

// stray is a file about event 1 that lies elsewhere.
func stray(t *testing.T, store *firestoredb.Store, object, content string) {
	t.Helper()
	p, err := proposal.Check(t.Context(), store, proposal.Upload{Content: []byte(content),
		Source: proposal.Source{Bucket: "b", Object: object, Generation: 1, Uploader: orga.Mail}}, time.Now())
	if err != nil || !p.Astray(1) {
		t.Fatal(p, err)
	}
}

// unnamed is event 2, in which nothing has a name that is in event 1, too.
func unnamed() *event.Snapshot {
	s := sample.Event(2, 0)
	s.Personas, s.Event.Orgas, s.Courses, s.Lodgements = nil, nil, nil, nil
	return s
}

// traced has event 1 leave something everywhere, and gives all names that must be nowhere in the end.
func traced(t *testing.T, store *firestoredb.Store, now time.Time) (names []string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s := sample.Event(1, 30)
	people := map[event.PersonaID]bool{}
	for _, id := range s.Event.Orgas {
		people[id] = true
	}
	for _, r := range s.Registrations {
		people[r.Persona.ID] = true
	}
	for id, p := range s.Personas {
		if !people[id] { // who is in the directory, but not in the event, stays
			delete(s.Personas, id)
			continue
		}
		names = append(names, p.FamilyName, *p.Username)
	}
	e := &proposal.Event{Snapshot: s, Access: access.Roles{Orgas: []string{orga.Mail}, Approvers: []string{approver.Mail}}}
	created := journal.New(journal.Created, "admin@trace.example", now)
	created.Event, created.After = 1, journal.Text(e.Access)
	e.Created = &created
	must(errors.Join(store.Create(t.Context(), e), store.Create(t.Context(), &proposal.Event{Snapshot: unnamed()})))
	confirm(t, store, check(t, store, "a.json", file(1, func(int) string { return "Zuckerhut" })))
	check(t, store, "b.json", file(1, func(int) string { return "Brautkleidbleibt" }))
	for object, notes := range map[string]string{"imports/2/a.json": "Quittenmus", "imports/3/a.json": "Mispelmus"} {
		stray(t, store, object, fmt.Sprintf(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
			"registrations": {"1": {"list_consent": %q}}}`, notes))
	}
	names = append(names, "Quittenmus")
	name, r := receipt.New(1, orga.Mail, "annas-datei.json", nil)
	must(store.Announce(t.Context(), name, r))
	put := fmt.Sprintf(`{"id": %d, "given_names": "Umgetauft", "family_name": "Vordererase", "is_member": true,
		"is_event_realm": true, "is_archived": false}`, s.Registrations[1].Persona.ID)
	_, _, err := persona.Apply(t.Context(), store, persona.By{Name: "admin@trace.example", At: now},
		[]persona.Operation{{Put: []byte(put)}})
	must(err)
	lease, err := store.Sync().Begin(t.Context(), syncrun.Claim{Now: now, For: time.Minute})
	must(err)
	report := &syncrun.Report{ID: lease.Fence}
	report.Findings.Add(syncrun.EventSource(1).Key("x").Path(), "given-away", "Gundelrebe")
	must(store.Sync().End(t.Context(), lease, report))
	names = append(names, orga.Mail, approver.Mail, "Zuckerhut", "Brautkleidbleibt", "annas-datei", "Umgetauft",
		"Vordererase", "Gundelrebe")
	slices.Sort(names) // some have the same name
	return slices.Compact(names)
}

// everything is all that a database holds, by the documents' paths: names and fields, packed ones also unpacked.
func everything(t *testing.T, client *firestore.Client) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	var walk func(collections *firestore.CollectionIterator)
	walk = func(collections *firestore.CollectionIterator) {
		all, err := collections.GetAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			for refs := c.DocumentRefs(t.Context()); ; { // also those that are gone, but have something below
				ref, err := refs.Next()
				if errors.Is(err, iterator.Done) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				found[ref.Path] = contents(t, ref)
				walk(ref.Collections(t.Context()))
			}
		}
	}
	walk(client.Collections(t.Context()))
	return found
}

// contents are the path and the fields of a document.
func contents(t *testing.T, ref *firestore.DocumentRef) []byte {
	t.Helper()
	all := []byte(ref.Path)
	doc, _ := ref.Get(t.Context()) // one that is gone has no fields
	if doc == nil || !doc.Exists() {
		return all
	}
	for name, value := range doc.Data() {
		all = fmt.Appendf(all, "\n%s: %v", name, value)
		if packed, ok := value.([]byte); ok {
			var text jsontext.Value
			if err := storedform.Unpack(&text, packed); err != nil {
				t.Errorf("%s: %s is not packed as it should be: %v", ref.Path, name, err)
			}
			all = append(append(all, packed...), text...)
		}
	}
	return all
}

// traces are the names in any document, with one that has them.
func traces(t *testing.T, client *firestore.Client, names []string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for path, text := range everything(t, client) {
		for _, name := range names {
			if bytes.Contains(text, []byte(name)) {
				found[name] = path
			}
		}
	}
	return found
}

func TestAfterAnEraseNothingThatNamesAPersonIsLeftInAnyDocument(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	now := time.Now()
	names := traced(t, store, now)
	before := traces(t, client, names)
	for _, name := range names {
		if before[name] == "" {
			t.Errorf("before, %s is nowhere", name)
		}
	}
	by := access.Caller{Mail: "admin@trace.example", Admin: true, At: now}
	if err := errors.Join(access.Closure{Event: 1, By: by, Closed: true}.Make(t.Context(), store),
		access.Erasure{Event: 1, By: by, Personas: true}.Order(t.Context(), store)); err != nil {
		t.Fatal(err)
	}
	machine := &erasing.Machine{Store: store, Bucket: nowhere{}, Calendars: nowhere{}, For: time.Hour,
		Now: func() time.Time { return now.Add(access.Grace) }}
	if _, err := machine.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all, err := store.Erasures(t.Context(), true); err != nil || len(all) != 0 {
		t.Errorf("not done: %+v, %v", all, err)
	}
	if left := traces(t, client, names); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
