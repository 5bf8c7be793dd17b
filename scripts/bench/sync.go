package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/syncrun"
)

var tables = slices.Concat(imports, together, pages, []table{{
	title: "Sync runs on bolt with the stand-in for Google Calendar: appointments of 100 persons, three of them each; " +
		"documents are those that Firestore would bill, read and written; calls are lists and writes",
	columns: []string{"first run", "comparison", "documents", "calls", "idle run", "documents", "calls", "10 changes",
		"documents", "calls"},
	rows: []row{
		{"500 appointments", mirror(500)},
		{"5,000 appointments", mirror(5_000)},
		{"50,000 appointments", mirror(50_000)},
	},
}})

// mirror measures runs with n appointments in the window.
func mirror(n int) func(context.Context, string) ([]string, error) {
	return func(ctx context.Context, dir string) (figures []string, err error) {
		store, err := boltdb.Open(filepath.Join(dir, "kursbuch.db"))
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		google, err := calendar.Open(filepath.Join(dir, "calendar.db"), time.Now)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, google.Close()) }()
		b := new(bill)
		m, err := bureau(ctx, store, google, b)
		if err != nil {
			return nil, err
		}
		if err := plot(ctx, store.JobCalendar(), n); err != nil {
			return nil, err
		}
		return measureRuns(ctx, m, store.JobCalendar(), b)
	}
}

// bureau is a mirror with its calendar.
func bureau(ctx context.Context, store *boltdb.Store, google *calendar.Calendar, b *bill) (syncrun.Mirror, error) {
	calendars, err := gcal.Open(ctx, gcal.Config{
		Endpoint: "http://calendar.invalid/calendar/v3/", Client: google.Client(), Pace: gcal.Pace{PerMinute: 1e8,
			Burst: 1e6},
	})
	m := syncrun.Mirror{
		Instance: "bench", Settings: billedSettings{store.Sync(), b}, State: billedState{store.Sync(), b},
		Calendars: calendars, Now: time.Now,
		Supplier: syncrun.Sources{JobCalendar: billedCalendar{store.JobCalendar(), b}, Versions: billedVersions{store, b}},
	}
	if err == nil {
		_, err = m.Create(ctx, "")
	}
	return m, err
}

// author is who changes appointments here.
func author() jobcal.Author {
	return jobcal.Author{By: "scripts/bench", At: time.Now(), Way: jobcal.ByLoad}
}

// plot puts persons, then appointments within the next 150 days.
func plot(ctx context.Context, store jobcal.Store, n int) error {
	const persons = 100
	var ops []jobcal.Operation
	for i := range persons {
		id := fmt.Sprintf("p%d", i)
		ops = append(ops, jobcal.Operation{PutPerson: &jobcal.Person{ID: jobcal.PersonID(id), ShortName: id, Name: id,
			Mail: id + "@kursbuch.example", Sync: true}})
	}
	for i := range n {
		ops = append(ops, jobcal.Operation{Put: draft(i, n, "")})
	}
	for chunk := range slices.Chunk(ops, jobcal.MaxOperations) {
		if _, found, err := jobcal.Apply(ctx, store, author(), chunk); err != nil || !found.Empty() {
			return fmt.Errorf("%v, %w", found.Items, err)
		}
	}
	return nil
}

func draft(i, n int, place string) *jobcal.Draft {
	each := 150 * 24 * time.Hour / time.Duration(n) // all of them together would be more than a duration holds
	start := time.Now().Add(time.Hour + time.Duration(i)*each).Truncate(time.Minute)
	person := func(k int) jobcal.PersonID { return jobcal.PersonID(fmt.Sprintf("p%d", (i*7+k*31)%100)) }
	return &jobcal.Draft{
		ID: jobcal.AppointmentID(fmt.Sprintf("a%d", i)), Title: fmt.Sprintf("Termin %d", i), Location: place,
		TimeZone:    "Europe/Berlin",
		Description: "Bitte Unterlagen mitbringen.", Start: start.Format(time.RFC3339),
		End:     start.Add(time.Hour).Format(time.RFC3339),
		Persons: []jobcal.PersonID{person(0), person(1), person(2)},
	}
}

func measureRuns(ctx context.Context, m syncrun.Mirror, store jobcal.Store, b *bill) (figures []string, err error) {
	report, ticks := &syncrun.Report{}, 0
	run := func() (err error) {
		ticks++
		b.take()
		report, err = m.Run(ctx, syncrun.Order{Tick: fmt.Sprint(ticks)})
		if err == nil && (report.Outcome != syncrun.Done || report.Idle != (ticks == 3)) {
			err = fmt.Errorf("run: %+v", report)
		}
		return err
	}
	first, err := timed(run)
	figures = append(figures, first)
	for _, prepare := range []func() error{nil, nil, func() error { return move(ctx, store, report.Appointments) }} {
		if prepare != nil {
			err = errors.Join(err, prepare())
		}
		if err != nil {
			return nil, err
		}
		var time string
		time, err = timed(run)
		figures = append(figures, time, b.take(), fmt.Sprintf("%d, %d", report.Lists, report.Writes))
	}
	return figures, err
}

// move has ten of n appointments take place elsewhere.
func move(ctx context.Context, store jobcal.Store, n int) error {
	var ops []jobcal.Operation
	for i := range 10 {
		ops = append(ops, jobcal.Operation{Put: draft(i*10, n, "Saal")})
	}
	if _, found, err := jobcal.Apply(ctx, store, author(), ops); err != nil || !found.Empty() {
		return fmt.Errorf("%v, %w", found.Items, err)
	}
	return nil
}
