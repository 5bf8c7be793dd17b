package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar/sheet"
)

// loadAppointments takes a table of appointments over. Doing it again changes nothing.
func (l *load) loadAppointments(ctx context.Context) (err error) {
	if !jobcal.ValidZone(l.zone) {
		return fmt.Errorf("-zone: die Zeitzone %q gibt es nicht. Zeitzonen heißen wie \"Europe/Berlin\"", l.zone)
	}
	content, err := readFile(l.appointments)
	if err != nil {
		return err
	}
	t, err := readTable(content)
	if err != nil {
		return fmt.Errorf("%s: %w", l.appointments, err)
	}
	if err := t.checkColumns(); err != nil {
		return fmt.Errorf("%s: %w", l.appointments, err)
	}
	store, err := l.to.find(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	ops, rejected, err := l.plan(ctx, store.JobCalendar(), t)
	if err != nil {
		return err
	}
	counts, err := apply(ctx, store.JobCalendar(), ops)
	if err != nil {
		return fmt.Errorf("%s geladen, dann: %w (die Datei kann noch einmal geladen werden)", many(counts.total(), "Termin",
			"Termine"), err)
	}
	l.reportRejected(t, rejected)
	fmt.Fprintf(l.out, "%s: %s, %s übernommen: %d neu, %d geändert, %d unverändert\n", l.appointments,
		many(len(t.Rows), "Zeile", "Zeilen"), many(counts.total(), "Termin", "Termine"),
		counts[jobcal.Created], counts[jobcal.Replaced], counts[jobcal.Unchanged])
	if len(rejected) > 0 {
		lines := map[int]bool{}
		for _, r := range rejected {
			lines[r.Line] = true
		}
		fmt.Fprintf(l.errs, "load: %s abgelehnt. Solche Termine sind ganz ausgelassen; nach der Berichtigung bitte die "+
			"ganze Datei noch einmal laden.\n", many(len(lines), "Zeile", "Zeilen"))
		return errRefused
	}
	return nil
}

func many(n int, one, more string) string {
	if n == 1 {
		more = one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// checkColumns finds out whether it is the right table.
func (t *table) checkColumns() error {
	var missing []string
	for _, column := range mandatory {
		if !t.Has(column) {
			missing = append(missing, column)
		}
	}
	if missing != nil {
		return fmt.Errorf("es fehlen die Spalten %s; die erste Zeile nennt %s. Gebraucht wird die Tabelle MAUFJOB mit den "+
			"Namen der Spalten in der ersten Zeile",
			strings.Join(missing, ", "), strings.Join(t.Columns, ", "))
	}
	return nil
}

// plan makes operations of a table. An appointment with a rejected row has none.
func (l *load) plan(ctx context.Context, store jobcal.Store, t *table) (ops []jobcal.Operation, rejected []rejection,
	err error) {
	jobs := t.jobs()
	for some := range slices.Chunk(jobs, jobcal.MaxOperations) {
		var ids []jobcal.AppointmentID
		for _, j := range some {
			ids = append(ids, j.appointmentID())
		}
		b, err := store.Find(ctx, ids...)
		if err != nil {
			return nil, nil, err
		}
		reader := newReader(b, l.zone)
		for _, j := range some {
			d := b.Appointments[j.appointmentID()].Draft()
			wrong := append(reader.read(j, &d), j.check(d, b)...)
			if len(wrong) == 0 {
				ops = append(ops, jobcal.Operation{Put: &d})
				continue
			}
			rejected = append(rejected, j.reject(wrong)...)
		}
	}
	slices.SortStableFunc(rejected, func(a, b rejection) int { return a.Line - b.Line })
	return ops, rejected, nil
}

// reject adds the rows of an appointment that suffer with others.
func (j *job) reject(wrong []rejection) []rejection {
	for _, r := range j.rows {
		if !slices.ContainsFunc(wrong, func(w rejection) bool { return w.Line == r.Line }) {
			wrong = append(wrong, rejection{r, complaint{
				fmt.Sprintf("Der Termin wird wegen Zeile %d ausgelassen.", wrong[0].Line), "Hier ist nichts zu tun.",
			}})
		}
	}
	return wrong
}

// tally counts outcomes.
type tally map[jobcal.Outcome]int

func (t tally) total() (n int) {
	for _, count := range t {
		n += count
	}
	return n
}

// apply applies operations in batches as large as they may be.
func apply(ctx context.Context, store jobcal.Store, ops []jobcal.Operation) (tally, error) {
	counts := tally{}
	for size := jobcal.MaxOperations; len(ops) > 0; {
		batch := ops[:min(size, len(ops))]
		results, found, err := jobcal.Apply(ctx, store, batch)
		switch {
		case errors.Is(err, jobcal.ErrTooLarge) && len(batch) > 1:
			size = len(batch) / 2
			continue
		case err != nil:
			return counts, err
		case !found.Empty():
			return counts, fmt.Errorf("jemand hat Personen oder Ressourcen geändert: %s (%s)",
				found.Items[0].Message(problem.German), found.Items[0].Path)
		}
		for _, r := range results {
			counts[r.Outcome]++
		}
		ops = ops[len(batch):]
	}
	return counts, nil
}

func (l *load) reportRejected(t *table, rejected []rejection) {
	for _, r := range rejected {
		number := ""
		if n := r.Get(columnNumber); n != "" {
			number = " (" + columnNumber + " " + n + ")"
		}
		fmt.Fprintf(l.errs, "%s:%d%s: %s\n", l.appointments, r.Line, number, r.Error())
	}
	var ignored []string
	for _, c := range t.Columns {
		if !slices.ContainsFunc(known, func(k string) bool {
			return sheet.Name(k) ==
				sheet.Name(c)
		}) && strings.TrimSpace(c) != "" {
			ignored = append(ignored, strings.TrimSpace(c))
		}
	}
	if ignored != nil {
		fmt.Fprintf(l.out, "Nicht übernommene Spalten: %s\n", strings.Join(ignored, ", "))
	}
}
