package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
)

// mirrorQuestions have the sync itself run, from the first run to the last.
var mirrorQuestions = []question{{
	id:     "runs",
	text:   "Kommt der Abgleich selbst zur Ruhe: schreibt ein zweiter Lauf nichts, eine Änderung genau einmal?",
	why:    "Das ist die Probe auf alles zusammen, mit einem ganztägigen Termin, einem in Asia/Calcutta mit zu langer Beschreibung und einem Gast.",
	code:   []string{"shared/calsync/mirror.go Run", "shared/calsync/plan.go Plan"},
	expect: "3 Einträge und 1 Leserecht; dann 0 Schreibvorgänge; dann 1; dann sind sie wieder weg. Keine Befunde.",
	advice: "Schreibt der zweite Lauf: die Fragen echo-… sagen, welches Feld. Befunde: sie nennen den Grund; die Fragen davor sagen, was zu ändern ist.",
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
type supply struct{ calsync.Supply }

// Supply implements [calsync.Supplier].
func (s *supply) Supply(context.Context, time.Time, time.Time) (calsync.Supply, error) {
	return s.Supply, nil
}

// mirror makes four runs of a sync that knows nothing but our calendar.
func (s *session) mirror(ctx context.Context, store boltdb.Sync) (sight, error) {
	source := &supply{s.appointments()}
	m := calsync.Mirror{
		Instance: s.instance() + "-runs", Settings: store, State: store, Calendars: s, Supplier: source, Now: s.now,
	}
	if err := s.begin4(ctx, store); err != nil {
		return sight{}, err
	}
	moved := calsync.JobCalendar.Key("einfach")
	var all []string
	ok := true
	for _, run := range []struct {
		change func()
		want   string
	}{
		{func() {}, "3 neu, 0 geändert, 0 gelöscht, Rechte +1 −0"},
		{func() {}, "0 neu, 0 geändert, 0 gelöscht, Rechte +0 −0"},
		{func() {
			a := source.Appointments[moved]
			a.Location = "Raum 2"
			source.Appointments[moved] = a
		}, "0 neu, 1 geändert, 0 gelöscht, Rechte +0 −0"},
		{func() { source.Supply = calsync.Supply{} }, "0 neu, 0 geändert, 3 gelöscht, Rechte +0 −1"},
	} {
		run.change()
		r, err := m.Run(ctx, calsync.Order{})
		if err != nil {
			return sight{}, err
		}
		got := fmt.Sprintf("%d neu, %d geändert, %d gelöscht, Rechte +%d −%d", r.Inserted, r.Updated, r.Deleted, r.Granted, r.Revoked)
		ok = ok && got == run.want && r.Outcome == calsync.Done
		all = append(all, got+findings(r))
	}
	return saw(ok, "%s", strings.Join(all, "; dann "))
}
