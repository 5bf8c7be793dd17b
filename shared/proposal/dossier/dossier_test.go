package dossier_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/dossier"
	"kursbuch.internal/shared/sample"
)

var (
	orga     = access.Caller{Mail: "orga@dossier.example"}
	approver = access.Caller{Mail: "approver@dossier.example"}
	begin    = time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
)

// office is a store with event 1, in which time passes.
type office struct {
	*testing.T
	store *boltdb.Store
	now   time.Time
}

func open(t *testing.T) *office {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	o := &office{t, store, begin}
	o.create(sample.Event(1, 10))
	return o
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) create(s *event.Snapshot) {
	o.Helper()
	o.must(o.store.Create(o.Context(), &proposal.Event{Snapshot: s,
		Access: access.Roles{Orgas: []string{orga.Mail}, Approvers: []string{approver.Mail}}}))
}

// upload is an import of these registrations into event 1, checked.
func (o *office) upload(registrations string) *proposal.Proposal {
	o.Helper()
	o.now = o.now.Add(time.Minute)
	p, err := proposal.Check(o.Context(), o.store, proposal.Upload{Content: []byte(`{"EVENT_SCHEMA_VERSION": [17, 2],
		"kind": "partial", "id": 1, "timestamp": "2027-01-20T12:00:00+00:00", "registrations": ` + registrations + `}`),
		Source: proposal.Source{Bucket: "b", Object: fmt.Sprintf("imports/1/%d.json", o.now.Unix()), Generation: 1,
			Uploader: orga.Mail}}, o.now)
	o.must(err)
	return p
}

func (o *office) confirm(p *proposal.Proposal) {
	o.Helper()
	_, err := proposal.Confirm(o.Context(), o.store, proposal.Request{Proposal: p.ID, Token: p.Token, By: approver},
		o.now)
	o.must(err)
}

func (o *office) question(id event.PersonaID) dossier.Question {
	return dossier.Question{Persona: id, By: persona.By{Name: "admin@dossier.example", At: o.now},
		Language: problem.German}
}

func (o *office) of(id event.PersonaID) *dossier.Dossier {
	o.Helper()
	d, err := dossier.Of(o.Context(), o.store, o.store.JobCalendar(), o.question(id))
	o.must(err)
	return d
}

// said is a dossier as its reader gets it.
func said(t *testing.T, d *dossier.Dossier) string {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEverythingIsTold: what is stored about somebody is in their dossier, what is stored about others is not.
func TestEverythingIsTold(t *testing.T) {
	o := open(t)
	o.confirm(o.upload(`{"1": {"notes": "Erdbeere"}, "2": {"notes": "Himbeere"}}`))
	o.confirm(o.upload(`{"2": {"notes": "Brombeere"}}`))
	o.upload(`{"1": {"notes": "Stachelbeere"}, "3": {"notes": "Johannisbeere"}}`) // which waits
	o.upload(`{"1": {"list_consent": 17}, "2": {"list_consent": 18}}`)
	e, err := o.store.Event(t.Context(), 1)
	o.must(err)
	p := e.Snapshot.Registrations[1].Persona
	for _, person := range []jobcal.Person{{ID: "ada", ShortName: "A", Name: "Ada", Persona: p.ID},
		{ID: "bea", ShortName: "B", Name: "Bea", Mail: *p.Username}, {ID: "cleo", ShortName: "C", Name: "Cleo",
			Mail: "cleo@dossier.example"}} {
		_, found, err := jobcal.Apply(t.Context(), o.store.JobCalendar(), jobcal.Author{},
			[]jobcal.Operation{{PutPerson: &person}})
		if err != nil || !found.Empty() {
			t.Fatal(err, found.Items)
		}
	}
	d := o.of(p.ID)
	text := said(t, d)
	for _, want := range []string{p.FamilyName, *p.Username, "Erdbeere", "Stachelbeere", `"not-a-boolean"`, `"ada"`,
		`"bea"`, `"look-up"`, approver.Mail, "freiem Text"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not tell %s: %s", want, text)
		}
	}
	for _, other := range []string{"Himbeere", "Brombeere", "Johannisbeere", "cleo",
		e.Snapshot.Registrations[2].Persona.FamilyName} {
		if strings.Contains(text, other) {
			t.Errorf("it tells %s of somebody else", other)
		}
	}
	if len(d.Events) != 1 || len(d.Events[0].Imports) != 3 || len(d.Events[0].Log) != 1 ||
		len(d.Events[0].Registrations) != 1 || d.Events[0].Registrations[1].Fields == nil {
		t.Errorf("%s", text)
	}
}

// TestWhatIsWrittenAboutManyIsNotTold: free text about an import as a whole may name whom nobody asked for.
func TestWhatIsWrittenAboutManyIsNotTold(t *testing.T) {
	o := open(t)
	committed := o.upload(`{"1": {"notes": "Erdbeere"}, "2": {"notes": "Himbeere"}}, "summary": "Zora zieht zu Yvo"`)
	o.confirm(committed)
	rejected := o.upload(`{"1": {"notes": "Kirsche"}}, "summary": "Zora zieht aus"`)
	_, err := proposal.Reject(t.Context(), o.store, proposal.Request{Proposal: rejected.ID, By: approver,
		Reason: "Zora will nicht"}, o.now)
	o.must(err)
	e, err := o.store.Event(t.Context(), 1)
	o.must(err)
	p := e.Snapshot.Registrations[1].Persona
	for _, person := range []jobcal.Person{{ID: "zora", ShortName: "Z", Name: "Zora", Mail: *p.Username, Persona: 17}} {
		_, found, err := jobcal.Apply(t.Context(), o.store.JobCalendar(), jobcal.Author{},
			[]jobcal.Operation{{PutPerson: &person}})
		if err != nil || !found.Empty() {
			t.Fatal(err, found.Items)
		}
	}
	text := said(t, o.of(p.ID))
	for _, other := range []string{"Zora", "zora", "Yvo"} {
		if strings.Contains(text, other) {
			t.Errorf("it tells of %s: %s", other, text)
		}
	}
	for _, want := range []string{string(committed.ID), string(rejected.ID), "Kirsche", `"committed"`, `"rejected"`} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not tell %s: %s", want, text)
		}
	}
}

// TestOfAnEventThatIsNotThereNothingIsTold: an empty answer would be taken for a complete one.
func TestOfAnEventThatIsNotThereNothingIsTold(t *testing.T) {
	o := open(t)
	e, err := o.store.Event(t.Context(), 1)
	o.must(err)
	q := o.question(e.Snapshot.Registrations[1].Persona.ID)
	q.Event = 99
	if d, err := dossier.Of(t.Context(), o.store, o.store.JobCalendar(), q); !errors.Is(err, access.ErrNotFound) {
		t.Errorf("%v, %v", d, err)
	}
}

// TestWhatWasDeletedIsTold: somebody who is in the directory no more, nor registered, is in the log, in imports.
func TestWhatWasDeletedIsTold(t *testing.T) {
	o := open(t)
	put := `{"id": 4711, "given_names": "Nora", "family_name": "Nachrücker", "is_member": true, "is_event_realm": true,
		"is_archived": false}`
	by := persona.By{Name: "admin@dossier.example", At: o.now}
	change := func(op persona.Operation) {
		t.Helper()
		if _, found, err := persona.Apply(t.Context(), o.store, by, []persona.Operation{op}); err != nil || !found.Empty() {
			t.Fatal(err, found.Items)
		}
	}
	change(persona.Operation{Put: []byte(put)})
	created := o.upload(newcomer(t, o))
	if created.Status != proposal.Pending {
		t.Fatal(created.Problems.Items)
	}
	if text := said(t, o.of(4711)); !strings.Contains(text, "/registrations/-1") || !strings.Contains(text, "Holunder") {
		t.Errorf("a registration that waits: %s", text)
	}
	o.confirm(created)
	o.confirm(o.upload(`{"11": null}`))
	change(persona.Operation{Delete: 4711})
	d := o.of(4711)
	if d.Persona != nil || len(d.Events) != 1 || len(d.Events[0].Imports) != 2 || len(d.Events[0].Log) == 0 ||
		!slices.ContainsFunc(d.Journal, func(e journal.Entry) bool { return e.What == journal.Persona }) {
		t.Errorf("%s", said(t, d))
	}
}

// newcomer is a new registration of persona 4711, made of that of another one.
func newcomer(t *testing.T, o *office) string {
	t.Helper()
	e, err := o.store.Event(t.Context(), 1)
	o.must(err)
	parts, tracks := []string{}, []string{}
	for part, p := range event.Sorted(e.Snapshot.Event.Parts) {
		parts = append(parts, fmt.Sprintf(`"%d": {"status": 1, "lodgement_id": null, "is_camping_mat": false}`, part))
		for track := range event.Sorted(p.Tracks) {
			tracks = append(tracks, fmt.Sprintf(`"%d": {"course_id": null, "course_instructor": null, "choices": []}`, track))
		}
	}
	return `{"-1": {"persona_id": 4711, "notes": "Holunder", "parts": {` + strings.Join(parts, ",") + `}, "tracks": {` +
		strings.Join(tracks, ",") + `}, "list_consent": true, "mixed_lodging": true, "parental_agreement": true,
		"orga_notes": null, "checkin": null, "fields": {}}}`
}

// TestWhoHoldsACourseOrIsAnOrga is told so.
func TestWhoHoldsACourseOrIsAnOrga(t *testing.T) {
	o := open(t)
	s := sample.Event(2, 60)
	who := s.Event.Orgas[0]
	o.create(s)
	if d := o.of(who); !slices.ContainsFunc(d.Events, func(e dossier.InEvent) bool { return e.ID == 2 && e.Orga }) {
		t.Errorf("an orga: %s", said(t, d))
	}
	for _, r := range event.Sorted(s.Registrations) {
		for _, place := range r.Tracks {
			if place.CourseInstructor == nil {
				continue
			}
			q := o.question(r.Persona.ID)
			q.Event = 2
			d, err := dossier.Of(t.Context(), o.store, o.store.JobCalendar(), q)
			o.must(err)
			if len(d.Events) != 1 || d.Events[0].ID != 2 || len(d.Events[0].Holds) == 0 || d.Events[0].Holds[0].Title == "" {
				t.Errorf("an instructor: %s", said(t, d))
			}
			return
		}
	}
	t.Error("nobody holds a course")
}

func TestOfNobodyNothingIsTold(t *testing.T) {
	o := open(t)
	for range 2 { // the journal knows of the first time
		if d, err := dossier.Of(t.Context(), o.store, o.store.JobCalendar(), o.question(99)); !errors.Is(err,
			persona.ErrUnknown) {
			t.Errorf("%v, %v", d, err)
		}
	}
	entries, err := o.store.Journal(t.Context(), journal.Query{Persona: 99, Limit: 10})
	if err != nil || len(entries) != 2 || entries[0].What != journal.LookUp {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestMoreThanAnAnswerHolds(t *testing.T) {
	o := open(t)
	e, err := o.store.Event(t.Context(), 1)
	o.must(err)
	p := o.upload(`{"1": {"notes": "` + strings.Repeat("x", 9<<20) + `"}}`)
	if p.Status != proposal.Pending {
		t.Fatal(p.Problems.Items)
	}
	_, err = dossier.Of(t.Context(), o.store, o.store.JobCalendar(), o.question(e.Snapshot.Registrations[1].Persona.ID))
	if !errors.Is(err, dossier.ErrTooLarge) {
		t.Errorf("%v", err)
	}
	o.of(e.Snapshot.Registrations[2].Persona.ID)
}
