package syncrun_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/syncrun"
)

// programmes are the events of a store which can be broken, counted.
type programmes struct {
	*boltdb.Store
	unplanned bool // nobody knows which events have sessions
	broken    event.ID
	mutex     sync.Mutex
	read      int
}

var errBroken = errors.New("broken")

func (p *programmes) Planned(ctx context.Context, after time.Time) ([]jobcal.Planned, error) {
	if p.unplanned {
		return nil, errBroken
	}
	return p.Store.Planned(ctx, after)
}

func (p *programmes) Programme(ctx context.Context, id event.ID) (*jobcal.Programme, error) {
	p.mutex.Lock()
	p.read++
	p.mutex.Unlock()
	if id == p.broken {
		return nil, errBroken
	}
	return p.Store.Programme(ctx, id)
}

// academy is a house with events that have a session of the morning courses each, with those who hold them.
type academy struct {
	*house
	programmes *programmes
	failed     []calsync.Source // as the log was told
}

func openAcademy(t *testing.T, events ...event.ID) *academy {
	t.Helper()
	h := newHouse(t, t.TempDir())
	t.Cleanup(h.close)
	a := &academy{house: h, programmes: &programmes{Store: h.store}}
	a.mirror.Supplier = syncrun.Sources{JobCalendar: h.store.JobCalendar(), Courses: syncrun.NewCourses(a.programmes,
		func(_ context.Context, s calsync.Source, _ error) { a.failed = append(a.failed, s) })}
	h.settle(func(s *calsync.Settings) { s.InternalDomains = []string{"kursbuch.example", "beispiel.example"} })
	for _, op := range sample.JobCalendar(begin) {
		if op.PutPerson != nil {
			h.put(op)
		}
	}
	for _, id := range events {
		e := &proposal.Event{Snapshot: sample.Event(id, 60), Sessions: mornings(1),
			Access: access.Roles{Approvers: []string{mail("anna")}}}
		if err := h.store.Create(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// mornings are the first sessions of the morning courses.
func mornings(n int) jobcal.SessionPlan {
	first := map[event.TrackID][]jobcal.Session{2: sample.Sessions().Tracks[2][:n]}
	plan, _ := jobcal.CheckSessions(jobcal.SessionPlan{Tracks: first}, &sample.PfingstAkademie().Event)
	return plan
}

// plan gives an event other sessions.
func (a *academy) plan(id event.ID, p jobcal.SessionPlan) {
	a.Helper()
	err := a.store.ChangeSessions(a.Context(), id, func(t jobcal.Timetable) (jobcal.SessionPlan, error) {
		return p, nil
	})
	if err != nil {
		a.Fatal(err)
	}
}

// change confirms an import.
func (a *academy) change(sections string) *proposal.Proposal {
	a.Helper()
	a.now = a.now.Add(time.Minute)
	content := `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-20T12:00:00+00:00", ` +
		sections + "}"
	upload := proposal.Upload{Source: proposal.Source{Object: "imports/1/a.json", Generation: a.now.Unix()},
		Content: []byte(content)}
	p, err := proposal.Check(a.Context(), a.store, upload, a.now)
	if err != nil || p.Plan == nil {
		a.Fatal(err, p.Problems.Items)
	}
	return a.confirm(p)
}

func (a *academy) confirm(p *proposal.Proposal) *proposal.Proposal {
	a.Helper()
	committed, err := proposal.Confirm(a.Context(), a.store, a.request(p), a.now)
	if err != nil {
		a.Fatal(err)
	}
	return committed
}

func (a *academy) request(p *proposal.Proposal) proposal.Request {
	return proposal.Request{Proposal: p.ID, Token: p.Token, By: access.Caller{Mail: mail("anna")}}
}

// sees are the places at which somebody is, by title.
func (a *academy) sees(id jobcal.PersonID) map[string]string {
	places := map[string]string{}
	for _, i := range a.google.Sees(a.people()[id].Mail) {
		places[i.Event.Summary] = i.Event.Location
	}
	return places
}

func (a *academy) people() map[jobcal.PersonID]jobcal.Person {
	book, err := a.store.JobCalendar().Find(a.Context())
	if err != nil {
		a.Fatal(err)
	}
	return book.Persons
}

// holder is who holds a course in the morning, with the registration.
func (a *academy) holder(id event.CourseID) (jobcal.PersonID, event.RegistrationID) {
	a.Helper()
	for n, r := range sample.PfingstAkademie().Registrations {
		if c := r.Tracks[2].CourseInstructor; c == nil || *c != id {
			continue
		}
		for person, p := range a.people() {
			if p.Persona == r.Persona.ID {
				return person, n
			}
		}
	}
	a.Fatalf("nobody holds course %d", id)
	return "", 0
}

// TestConfirmedImportChangesCalendars is what joins both halves: course 1 moves, who held course 4 takes it over.
func TestConfirmedImportChangesCalendars(t *testing.T) {
	a := openAcademy(t, 1)
	first := a.run()
	if first.Outcome != syncrun.Done || first.Inserted == 0 || first.Inserted != first.Appointments {
		t.Fatalf("first run: %+v", first)
	}
	a.idle()
	old, oldNumber := a.holder(1)
	heir, heirNumber := a.holder(4)
	was := a.sees(old)["α. Brücken"]
	committed := a.change(fmt.Sprintf(`"courses": {"1": {"fields": {"kursraum": "Wintergarten"}}}, "registrations": {
		"%d": {"tracks": {"2": {"course_instructor": null, "course_id": null}}},
		"%d": {"tracks": {"2": {"course_instructor": 1, "course_id": 1}}}}`, oldNumber, heirNumber))
	names := []string{a.people()[old].Name, a.people()[heir].Name}
	slices.Sort(names)
	if e := committed.Calendar; e == nil || e.Update != 2 || e.Insert+e.Delete != 0 || !slices.Equal(e.Persons, names) {
		t.Errorf("foreseen: %+v, want 2 updates, of %v", e, names)
	}
	if r := a.run(); r.Updated != 2 || r.Writes != 2 || r.Changed["location"] != 1 || r.Changed["guests"] != 2 {
		t.Errorf("after the import: %+v", r)
	}
	if seen := a.sees(heir); seen["α. Brücken"] != "Wintergarten" || len(seen) != 1 || len(a.sees(old)) != 0 {
		t.Errorf("the heir sees %v, the old one %v", seen, a.sees(old))
	}
	a.idle()
	undo, err := proposal.Undo(t.Context(), a.store, a.request(committed), a.now)
	if err != nil {
		t.Fatal(err)
	}
	a.confirm(undo)
	if r := a.run(); r.Updated != 2 || r.Writes != 2 || a.sees(old)["α. Brücken"] != was ||
		a.sees(heir)["δ. Stadt"] == "" {
		t.Errorf("undone: %+v", r)
	}
	a.idle()
}

// TestChangedPersonaIsReadAgain: an event may name its people.
func TestChangedPersonaIsReadAgain(t *testing.T) {
	a := openAcademy(t, 1, 2)
	a.run()
	read := a.programmes.read
	a.run()
	if a.programmes.read != read {
		t.Errorf("read %d times although nothing has changed", a.programmes.read-read)
	}
	err := a.store.ChangePersonas(t.Context(), persona.Subject{Personas: []event.PersonaID{1001}},
		func(k persona.Known) (persona.Effect, error) {
			k.Personas[1001].FamilyName = "Anders"
			return persona.Effect{Put: k.Personas}, nil
		})
	if a.run(); err != nil || a.programmes.read != read+2 {
		t.Errorf("%v, read %d times, want each event once", err, a.programmes.read-read)
	}
}

func TestFailingEventLosesNothing(t *testing.T) {
	for about, c := range map[string]struct {
		fail    func(*programmes)
		failed  []calsync.Source
		updated int // entries of event 12
	}{
		"one event":  {func(p *programmes) { p.broken = 1 }, []calsync.Source{"event/1"}, 7},
		"all events": {func(p *programmes) { p.unplanned = true }, []calsync.Source{"event"}, 0},
	} {
		t.Run(about, func(t *testing.T) {
			a := openAcademy(t, 1, 2, 12)
			a.put(puts(meeting("a", 24, "anna"), meeting("b", 48, "anna"))...)
			a.run()
			a.change(`"courses": {"1": {"segments": {"2": false}}}`)
			longer := mornings(1)
			longer.Tracks[2][0].End = "2027-05-17T13:00"
			a.plan(12, longer)
			a.put(jobcal.Operation{Delete: "a"})
			c.fail(a.programmes)
			r := a.run()
			if r.Deleted != 1 || r.Held != nil || r.Updated != c.updated || r.Inserted != 0 ||
				r.Findings.Items[0].Code != oncalendar.SourceFailed {
				t.Errorf("run: %+v", r)
			}
			if !slices.Equal(a.failed, c.failed) {
				t.Errorf("failed: %v", a.failed)
			}
			a.programmes.broken, a.programmes.unplanned = 0, false
			if r := a.run(); r.Deleted != 1 || r.Updated != 7-c.updated {
				t.Errorf("healed: %+v", r)
			}
			a.idle()
		})
	}
}

func TestEventWithoutSessionsLosesItsEntriesWhenSomebodyApproves(t *testing.T) {
	a := openAcademy(t, 1)
	n := a.run().Inserted
	a.plan(1, jobcal.SessionPlan{})
	r := a.run()
	if r.Deleted != 0 || r.Held == nil || len(r.Held.Losses) != n {
		t.Fatalf("run: %+v", r)
	}
	r = a.order(a.mirror.Run(t.Context(), syncrun.Order{Approve: r.Held.Hash, By: mail("anna")}))
	if r.Deleted != n || r.Held != nil {
		t.Errorf("approved: %+v", r)
	}
	a.idle()
}

func TestEventIsReadWhenItHasChanged(t *testing.T) {
	a := openAcademy(t, 1, 2)
	expect := func(does string, reads int) {
		t.Helper()
		a.programmes.read = 0
		if r := a.run(); a.programmes.read != reads || r.Outcome != syncrun.Done {
			t.Errorf("%s: %d events read, want %d; %+v", does, a.programmes.read, reads, r)
		}
	}
	expect("at first", 2)
	expect("then", 0)
	a.change(`"courses": {"1": {"notes": "!"}}`)
	expect("after an import", 1)
	a.plan(2, mornings(2))
	expect("after a change of the plan", 1)
	id, _ := a.holder(1)
	p := a.people()[id]
	p.Sync = false
	a.put(jobcal.Operation{PutPerson: &p})
	expect("somebody is not invited any more", 0)
	p.Persona = 0
	a.put(jobcal.Operation{PutPerson: &p})
	expect("somebody is somebody else", 2)
	expect("in the end", 0)
}

func TestSupplyIsWhatLiesInTheWindow(t *testing.T) {
	a := openAcademy(t, 1)
	a.plan(1, mornings(2)) // on 17 and 18 May, from 07:30 to 10:00 UTC
	var all sync.WaitGroup
	for from, want := range map[string]struct {
		until string
		days  string
	}{
		"2027-05-17T09:59:59Z": {"", "17 18 "}, "2027-05-17T10:00:00Z": {"", "18 "}, "2027-05-18T10:00:00Z": {"", ""},
		"2027-01-01T00:00:00Z": {"2027-05-17T07:30:01Z", "17 "}, "2027-01-02T00:00:00Z": {"2027-05-17T07:30:00Z", ""},
	} {
		all.Go(func() { // at once, as requests come
			begin, _ := time.Parse(time.RFC3339, from)
			end, _ := time.Parse(time.RFC3339, want.until)
			supply, err := a.mirror.Supplier.Supply(t.Context(), begin, end)
			days := map[string]bool{}
			for key, appointment := range supply.Appointments {
				if days[appointment.Span.Start.Format("02 ")] = true; !strings.HasPrefix(string(key), "event/1/") {
					t.Errorf("%s", key)
				}
			}
			if got := strings.Join(slices.Sorted(maps.Keys(days)), ""); got != want.days || err != nil {
				t.Errorf("from %s until %s: %q, want %q; %v", from, want.until, got, want.days, err)
			}
		})
	}
	all.Wait()
}

func TestSourcesWarnOfClashes(t *testing.T) {
	a := openAcademy(t, 1)
	if r := a.run(); !r.Findings.Empty() {
		t.Errorf("findings: %v", r.Findings.Items)
	}
	person, _ := a.holder(1)
	d := jobcal.Draft{ID: "z", Title: "Anruf", Start: "2027-05-17T11:00", End: "2027-05-17T11:30",
		TimeZone: "Europe/Berlin", Persons: []jobcal.PersonID{person}}
	a.put(jobcal.Operation{Put: &d})
	a.change(`"courses": {"4": {"fields": {"kursraum": "Kaminzimmer"}}}`)
	var got []string
	for _, p := range a.run().Findings.Items {
		got = append(got, string(p.Path)+": "+p.Message(problem.German))
	}
	slices.Sort(got)
	want := []string{
		"/event/1/c4-t2-1: Kaminzimmer ist doppelt belegt, erstmals am 17.05.2027, 09:30 Uhr: α. Brücken und δ. Stadt.",
		"/job/z: " + a.people()[person].Name + " müsste an zwei Orten zugleich sein, erstmals am 17.05.2027, 11:00 Uhr: " +
			"α. Brücken und Anruf.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestSourcesTellOfOnlySoManyClashes(t *testing.T) {
	h := open(t)
	var all []jobcal.PersonID
	for i := range 150 {
		id := fmt.Sprint("p", i)
		h.put(person(id, false))
		all = append(all, jobcal.PersonID(id))
	}
	h.put(puts(meeting("a", 24, all...), meeting("b", 24, all...))...)
	supply, err := h.mirror.Supplier.Supply(t.Context(), begin, time.Time{})
	if n := len(supply.Warnings.Items); n != 100 || supply.Warnings.Total() != 150 || err != nil {
		t.Errorf("%d of %d warnings, %v", n, supply.Warnings.Total(), err)
	}
}

// What ends because something else failed is no fault of the source: the master calendar may be gone.
func TestASourceIsNotBlamedForWhatWasGivenUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	told := 0
	courses := syncrun.NewCourses(&programmes{unplanned: true}, func(context.Context, calsync.Source, error) { told++ })
	sources := syncrun.Sources{JobCalendar: open(t).store.JobCalendar(), Courses: courses}
	if _, err := sources.Supply(ctx, begin, time.Time{}); err != nil || told != 1 {
		t.Fatalf("told %d times: %v", told, err)
	}
	cancel()
	sources.JobCalendar = patientStore{sources.JobCalendar}
	if _, err := sources.Supply(ctx, begin, time.Time{}); err != nil || told != 1 {
		t.Errorf("told %d times: %v", told, err)
	}
}

// patientStore reads however the request ended.
type patientStore struct{ jobcal.Store }

func (p patientStore) Read(ctx context.Context, from, until time.Time) (*jobcal.Book, error) {
	return p.Store.Read(context.WithoutCancel(ctx), from, until)
}
