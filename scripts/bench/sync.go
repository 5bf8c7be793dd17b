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
	title:   "Sync runs on bolt with the stand-in for Google Calendar: appointments of 100 persons, three of them each",
	columns: []string{"plan", "first run", "idle run", "lists, writes", "10 changes", "writes"},
	rows: []row{
		{"500 appointments", mirror(500)},
		{"5,000 appointments", mirror(5_000)},
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
		m, err := bureau(ctx, store, google)
		if err != nil {
			return nil, err
		}
		if err := plot(ctx, store.JobCalendar(), n); err != nil {
			return nil, err
		}
		return measureRuns(ctx, m, store.JobCalendar())
	}
}

// bureau is a mirror with its calendar.
func bureau(ctx context.Context, store *boltdb.Store, google *calendar.Calendar) (syncrun.Mirror, error) {
	calendars, err := gcal.Open(ctx, gcal.Config{
		Endpoint: "http://calendar.invalid/calendar/v3/", Client: google.Client(), Pace: gcal.Pace{PerMinute: 1e8,
			Burst: 1e6},
	})
	m := syncrun.Mirror{
		Instance: "bench", Settings: store.Sync(), State: store.Sync(), Calendars: calendars,
		Supplier: syncrun.Sources{JobCalendar: store.JobCalendar()}, Now: time.Now,
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
	start := time.Now().Add(time.Hour + time.Duration(i)*150*24*time.Hour/time.Duration(n)).Truncate(time.Minute)
	person := func(k int) jobcal.PersonID { return jobcal.PersonID(fmt.Sprintf("p%d", (i*7+k*31)%100)) }
	return &jobcal.Draft{
		ID: jobcal.AppointmentID(fmt.Sprintf("a%d", i)), Title: fmt.Sprintf("Termin %d", i), Location: place,
		TimeZone:    "Europe/Berlin",
		Description: "Bitte Unterlagen mitbringen.", Start: start.Format(time.RFC3339),
		End:     start.Add(time.Hour).Format(time.RFC3339),
		Persons: []jobcal.PersonID{person(0), person(1), person(2)},
	}
}

func measureRuns(ctx context.Context, m syncrun.Mirror, store jobcal.Store) ([]string, error) {
	report := &syncrun.Report{}
	run := func() (err error) {
		if report, err = m.Run(ctx, syncrun.Order{}); err == nil && report.Outcome != syncrun.Done {
			err = fmt.Errorf("run: %+v", report)
		}
		return err
	}
	first, err := timed(run)
	if err != nil {
		return nil, err
	}
	plan, err := timed(func() error { _, err := m.Plan(ctx); return err })
	if err != nil {
		return nil, err
	}
	idle, err := timed(run)
	if err != nil {
		return nil, err
	}
	calls := fmt.Sprintf("%d, %d", report.Lists, report.Writes)
	var ops []jobcal.Operation
	for i := range 10 {
		ops = append(ops, jobcal.Operation{Put: draft(i*10, report.Appointments, "Saal")})
	}
	if _, found, err := jobcal.Apply(ctx, store, author(), ops); err != nil || !found.Empty() {
		return nil, fmt.Errorf("%v, %w", found.Items, err)
	}
	changed, err := timed(run)
	return []string{plan, first, idle, calls, changed, fmt.Sprint(report.Writes)}, err
}
