package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/syncrun"
)

// mirrorQuestions have the sync itself run, from the first run to the last.
var mirrorQuestions = []question{{
	id: "runs",
	text: "Kommt der Abgleich selbst zur Ruhe: schreibt ein zweiter Lauf nichts, eine Änderung genau einmal, und " +
		"räumt er auf?",
	why: "Das ist die Probe auf alles zusammen, mit einem ganztägigen Termin, einem in Asia/Calcutta mit zu langer " +
		"Beschreibung und einem Gast.",
	code: []string{"shared/syncrun/mirror.go Run", "shared/calsync/planner.go Plan"},
	expect: "3 Einträge und 1 Leserecht; dann 0 Schreibvorgänge; dann 1; eine leere Quelle wird zurückgehalten; " +
		"freigegeben, ist alles wieder weg. Sonst keine Befunde.",
	advice: "Schreibt der zweite Lauf: die Fragen echo-… sagen, welches Feld. Befunde: sie nennen den Grund; die " +
		"Fragen davor sagen, was zu ändern ist.",
	check: func(ctx context.Context, s *session) (seen sight, err error) {
		folder, err := os.MkdirTemp("", "kursbuch-acceptance-")
		if err != nil {
			return sight{}, err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
		store, err := boltdb.Open(filepath.Join(folder, "sync.db"))
		if err != nil {
			return sight{}, err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		return s.mirror(ctx, store.Sync())
	},
}}

// supply is the source of a sync that we change from run to run.
type supply struct{ now calsync.Supply }

// Supply implements [syncrun.Supplier].
func (s *supply) Supply(context.Context, time.Time, time.Time) (calsync.Supply, error) {
	return s.now, nil
}

// Version says nothing: each run compares everything.
func (s *supply) Version(context.Context) (string, error) { return "", nil }

// Find implements [syncrun.Supplier].
func (s *supply) Find(_ context.Context, key calsync.Key) (jobcal.Appointment, bool, error) {
	a, there := s.now.Appointments[key]
	return a, there, nil
}

// move has one appointment take place somewhere else.
func (s *supply) move() {
	key := calsync.JobCalendar.Key("einfach")
	a := s.now.Appointments[key]
	a.Location = "Raum 2"
	s.now.Appointments[key] = a
}

// empty has all of them gone, and everybody with them.
func (s *supply) empty() { s.now = calsync.Supply{} }

// mirror makes five runs of a sync that knows nothing but our calendar.
func (s *session) mirror(ctx context.Context, store boltdb.Sync) (sight, error) {
	source := &supply{s.appointments()}
	m := syncrun.Mirror{
		Instance: s.instance() + "-runs", Settings: store, State: store, Calendars: ours{s}, Supplier: source, Now: s.now,
	}
	if err := s.settle(ctx, store); err != nil {
		return sight{}, err
	}
	var all []string
	ok, order := true, syncrun.Order{}
	for _, run := range []struct {
		change func()
		want   string
	}{
		{func() {}, "3 neu, 0 geändert, 0 gelöscht, Rechte +1 −0"},
		{func() {}, "0 neu, 0 geändert, 0 gelöscht, Rechte +0 −0"},
		{source.move, "0 neu, 1 geändert, 0 gelöscht, Rechte +0 −0"},
		{source.empty, "0 neu, 0 geändert, 0 gelöscht, Rechte +0 −0, zurückgehalten"},
		{func() {}, "0 neu, 0 geändert, 3 gelöscht, Rechte +0 −1"}, // approved
	} {
		run.change()
		r, err := m.Run(ctx, order)
		if err != nil {
			return sight{}, err
		}
		got := fmt.Sprintf("%d neu, %d geändert, %d gelöscht, Rechte +%d −%d", r.Inserted, r.Updated, r.Deleted, r.Granted,
			r.Revoked)
		if r.Held != nil {
			order = syncrun.Order{Approve: r.Held.Hash, By: s.subject}
			got += ", zurückgehalten"
		} else {
			got += findings(r)
		}
		ok = ok && got == run.want && r.Outcome == syncrun.Done
		all = append(all, got)
	}
	return saw(ok, "%s", strings.Join(all, "; dann "))
}

// settle has the sync take our calendar for the master calendar, without mails.
func (s *session) settle(ctx context.Context, store boltdb.Sync) error {
	err := store.ChangeSettings(ctx, func(settings calsync.Settings) (calsync.Settings, *journal.Entry, error) {
		settings.MasterCalendar, settings.Notify = s.name(), calsync.NotifyNone
		return settings, nil, nil
	})
	if err != nil {
		return err
	}
	lease, err := store.Begin(ctx, syncrun.Claim{Now: s.now(), For: time.Minute})
	if err != nil {
		return err
	}
	news := syncrun.News{Core: &calsync.Core{Calendar: s.id, Name: s.name()}}
	return errors.Join(store.Remember(ctx, lease, news), store.End(ctx, lease, nil))
}

// appointments are three, of somebody who is invited to each.
func (s *session) appointments() calsync.Supply {
	all := map[calsync.Key]jobcal.Appointment{}
	for _, a := range []jobcal.Appointment{
		{ID: "einfach", Title: "Kursbuch-Abnahme Lauf", Location: "Raum 1", Span: span(s.start(), time.Hour,
			"Europe/Berlin")},
		{ID: "lang", Title: "Kursbuch-Abnahme Lauf 🎶", Description: strings.Repeat("Kursbuch äöü & <so> 🎶 ", 300),
			Span: span(s.start(), time.Hour, "Asia/Calcutta")},
		{ID: "tage", Title: "Kursbuch-Abnahme Lauf, zwei Tage", Span: span(s.start().Truncate(24*time.Hour), 48*time.Hour,
			"")},
	} {
		a.Persons = []jobcal.PersonID{"gast"}
		all[calsync.JobCalendar.Key(a.ID)] = a
	}
	who := jobcal.Person{ID: "gast", ShortName: "gast", Name: "Gast", Mail: s.guest, Sync: true}
	return calsync.Supply{Appointments: all, Persons: map[jobcal.PersonID]jobcal.Person{who.ID: who}}
}

// span is in the zone; without one it is of whole days.
func span(start time.Time, length time.Duration, zone string) jobcal.Span {
	if place, err := time.LoadLocation(zone); err == nil {
		start = start.In(place)
	}
	return jobcal.Span{Start: start, End: start.Add(length), Zone: zone}
}

// findings are what a run has to say.
func findings(r *syncrun.Report) (text string) {
	for _, p := range r.Findings.Items {
		text += " (" + p.Message(problem.German) + ")"
	}
	return text
}

// ours is Google with no calendar but ours.
type ours struct{ *session }

// Create implements [syncrun.Calendars].
func (ours) Create(context.Context, string) (calsync.CalendarID, error) {
	return "", errors.New("no other calendar is created")
}

// Open implements [syncrun.Calendars].
func (o ours) Open(calsync.CalendarID) syncrun.Target { return o.target }
