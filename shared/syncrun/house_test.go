package syncrun_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
)

const instance = "test"

var begin = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

// tester is *testing.T or *rapid.T.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
	Context() context.Context
}

// house is everything that a sync works with: the real stores, the real client, the stand-in for Google.
type house struct {
	tester
	now    time.Time
	store  *boltdb.Store
	google *calendartest.Calendar
	mirror syncrun.Mirror
	id     string // of the master calendar
	dead   *lifeline
	seer   *seer
	herald herald
	tables led
	events jobcal.Programmes // nil: those of the store
	ticks  int
	turns  *turns // of requests; nil: they take none
	// spells is how Google spells the mail address of a guest; nil: as it is written.
	spells func(mail string) string
	plain  bool // whether it leaves them in rights as they are written
}

// newHouse is one with a master calendar.
func newHouse(t tester, dir string) *house {
	t.Helper()
	h := &house{tester: t, now: begin}
	var err error
	if h.store, err = boltdb.Open(filepath.Join(dir, "kursbuch.db")); err != nil {
		t.Fatal(err)
	}
	google, err := calendar.Open("", h.clock)
	if err != nil {
		t.Fatal(err)
	}
	h.google, h.herald.Versions = calendartest.Watch(google), h.store
	h.restart()
	h.order(h.mirror.Create(t.Context(), boss))
	memory, err := h.mirror.State.Recall(t.Context())
	if err != nil || memory.Core.Calendar == "" {
		t.Fatalf("no master calendar: %v", err)
	}
	h.id = string(memory.Core.Calendar)
	h.google.Reset()
	return h
}

func (h *house) clock() time.Time { return h.now }

func (h *house) close() {
	if err := h.store.Close(); err != nil {
		h.Fatal(err)
	}
	if err := h.google.Close(); err != nil {
		h.Fatal(err)
	}
}

// restart begins a new process, which knows nothing but what is stored.
func (h *house) restart() {
	h.dead = &lifeline{transport: h.google.Client().Transport}
	if h.spells != nil {
		h.dead.transport = speller{h.dead.transport, h.spells, !h.plain}
	}
	client := h.dead.client()
	if h.turns != nil {
		client.Transport = h.turns.before(client.Transport)
	}
	calendars, err := gcal.Open(h.Context(), gcal.Config{
		Endpoint: "http://calendar.example/calendar/v3/", Client: client, Pace: gcal.Pace{PerMinute: 1e6, Burst: 1e6,
			Attempts: 3, Pause: time.Microsecond},
	})
	if err != nil {
		h.Fatal(err)
	}
	events := h.events
	if events == nil {
		events = h.store
	}
	sync := h.store.Sync()
	h.seer = &seer{Calendars: calendars}
	h.mirror = syncrun.Mirror{
		Instance: instance, Settings: sync, State: state{sync, h.dead}, Calendars: h.seer,
		Supplier: syncrun.Sources{JobCalendar: h.store.JobCalendar(), Courses: syncrun.NewCourses(events, nil),
			Versions: &h.herald, Tables: &h.tables},
		Now: h.clock,
	}
}

// order fails if a run had an error.
func (h *house) order(r *syncrun.Report, err error) *syncrun.Report {
	h.Helper()
	if err != nil {
		h.Fatalf("run: %v", err)
	}
	return r
}

// run makes one run.
func (h *house) run() *syncrun.Report {
	h.Helper()
	return h.order(h.mirror.Run(h.Context(), syncrun.Order{}))
}

// put changes the job calendar.
func (h *house) put(ops ...jobcal.Operation) {
	h.Helper()
	_, found, err := jobcal.Apply(h.Context(), h.store.JobCalendar(), jobcaltest.Somebody, ops)
	if err != nil || !found.Empty() {
		h.Fatalf("apply: %v, %v", err, found.Items)
	}
}

func (h *house) settle(change func(*calsync.Settings)) {
	h.Helper()
	err := h.mirror.Settings.ChangeSettings(h.Context(), func(s calsync.Settings) (calsync.Settings,
		*journal.Entry, error) {
		change(&s)
		if found := s.Problems(); !found.Empty() {
			return s, nil, fmt.Errorf("settings: %v", found.Items)
		}
		return s, nil, nil
	})
	if err != nil {
		h.Fatal(err)
	}
}

// people are Anna, Bela, Cora, who want to be invited, Dora, who does not, Emil, who has no mail address.
func people() []jobcal.Operation {
	return []jobcal.Operation{
		person("anna", true), person("bela", true), person("cora", true), person("dora", false),
		{PutPerson: &jobcal.Person{ID: "emil", ShortName: "emil", Name: "Emil"}},
		{PutResource: &jobcal.Resource{ID: "saal", Name: "Saal", Mail: "saal@resource.kursbuch.example"}},
	}
}

func person(id string, sync bool) jobcal.Operation {
	return jobcal.Operation{PutPerson: &jobcal.Person{ID: jobcal.PersonID(id), ShortName: id, Name: id, Mail: mail(id),
		Sync: sync}}
}

func mail(id string) string { return id + "@kursbuch.example" }

// meeting is an appointment of an hour, so many hours after the beginning.
func meeting(id string, hours int, persons ...jobcal.PersonID) jobcal.Draft {
	start := begin.Add(time.Duration(hours) * time.Hour)
	return jobcal.Draft{
		ID: jobcal.AppointmentID(id), Title: "Termin " + id, TimeZone: "Europe/Berlin", Persons: persons,
		Start: start.Format(time.RFC3339), End: start.Add(time.Hour).Format(time.RFC3339),
	}
}

func titled(d jobcal.Draft, title string) jobcal.Draft { d.Title = title; return d }

func puts(drafts ...jobcal.Draft) []jobcal.Operation {
	var ops []jobcal.Operation
	for _, d := range drafts {
		ops = append(ops, jobcal.Operation{Put: &d})
	}
	return ops
}

// entry is the ID of an appointment's first entry.
func entry(id string) string {
	return string(calsync.Mark{Instance: instance, Key: calsync.JobCalendar.Key(jobcal.AppointmentID(id))}.ID())
}

func open(t *testing.T) *house {
	t.Helper()
	h := newHouse(t, t.TempDir())
	t.Cleanup(h.close)
	h.put(people()...)
	return h
}
