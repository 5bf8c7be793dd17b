package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/problem"
)

// loadAppointments takes a table of appointments over, or makes the job calendar what it says. Doing it again changes
// nothing.
func (l *load) loadAppointments(ctx context.Context) (err error) {
	if !jobcal.ValidZone(l.zone) {
		return fmt.Errorf("-zone: die Zeitzone %q gibt es nicht. Zeitzonen heißen wie \"Europe/Berlin\"", l.zone)
	}
	content, err := readFile(l.appointments)
	if err != nil {
		return err
	}
	file, found := table.Read(content, l.zone, l.mirror)
	if !found.Empty() && !l.mirror {
		return fmt.Errorf("%s: %s", l.appointments, sentences(found))
	}
	store, err := l.to.find(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if l.mirror {
		return l.mirrorTable(ctx, store, content)
	}
	return l.takeOver(ctx, store.JobCalendar(), file)
}

// takeOver creates and changes appointments; one that the table does not have any more stays.
func (l *load) takeOver(ctx context.Context, store jobcal.Store, file *table.File) error {
	var rejected []table.Rejection
	counts, unchanged := tally{}, 0
	for _, c := range file.Chunks(jobcal.MaxOperations) {
		b, err := store.Find(ctx, c.IDs()...)
		if err != nil {
			return err
		}
		plan := c.Plan(b, "")
		unchanged += plan.Unchanged
		rejected = append(rejected, plan.Rejected...)
		var ops []jobcal.Operation
		for _, p := range plan.Puts {
			d := p.Appointment.Draft()
			ops = append(ops, jobcal.Operation{Put: &d})
		}
		if err := counts.apply(ctx, store, ops); err != nil {
			return fmt.Errorf("%s geladen, dann: %w (die Datei kann noch einmal geladen werden)",
				many(counts.total()+unchanged, "Termin", "Termine"), err)
		}
	}
	counts[jobcal.Unchanged] += unchanged
	lines := l.reportRejected(rejected)
	l.reportIgnored(file.Ignored)
	fmt.Fprintf(l.out, "%s: %s, %s übernommen: %d neu, %d geändert, %d unverändert\n", l.appointments,
		many(file.Rows, "Zeile", "Zeilen"), many(counts.total(), "Termin", "Termine"),
		counts[jobcal.Created], counts[jobcal.Replaced], counts[jobcal.Unchanged])
	return l.complain(lines)
}

// complain fails if there are rejected rows.
func (l *load) complain(lines int) error {
	if lines == 0 {
		return nil
	}
	fmt.Fprintf(l.errs, "load: %s abgelehnt. Solche Termine sind ganz ausgelassen; nach der Berichtigung bitte die "+
		"ganze Datei noch einmal laden.\n", many(lines, "Zeile", "Zeilen"))
	return errRefused
}

func many(n int, one, more string) string {
	if n == 1 {
		more = one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// sentences are what was found, for people.
func sentences(found problem.List) string {
	var all []string
	for _, p := range found.Items {
		all = append(all, p.Message(problem.German))
	}
	return strings.Join(all, " ")
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
func (t tally) apply(ctx context.Context, store jobcal.Store, ops []jobcal.Operation) error {
	by := jobcal.Author{By: program, At: time.Now(), Way: jobcal.ByLoad}
	for size := jobcal.MaxOperations; len(ops) > 0; {
		batch := ops[:min(size, len(ops))]
		results, found, err := jobcal.Apply(ctx, store, by, batch)
		switch {
		case errors.Is(err, jobcal.ErrTooLarge) && len(batch) > 1:
			size = len(batch) / 2
			continue
		case err != nil:
			return err
		case !found.Empty():
			return fmt.Errorf("jemand hat Personen oder Ressourcen geändert: %s (%s)",
				found.Items[0].Message(problem.German), found.Items[0].Path)
		}
		for _, r := range results {
			t[r.Outcome]++
		}
		ops = ops[len(batch):]
	}
	return nil
}

// reportRejected prints rejections by line, gives how many lines they are about.
func (l *load) reportRejected(rejected []table.Rejection) int {
	slices.SortStableFunc(rejected, func(a, b table.Rejection) int { return a.Problem.Line - b.Problem.Line })
	lines := map[int]bool{}
	for _, r := range rejected {
		number := ""
		if r.Number != "" {
			number = " (LfdNr " + r.Number + ")"
		}
		lines[r.Problem.Line] = true
		fmt.Fprintf(l.errs, "%s:%d%s: %s\n", l.appointments, r.Problem.Line, number, r.Problem.Message(problem.German))
	}
	return len(lines)
}

func (l *load) reportIgnored(columns []string) {
	if columns != nil {
		fmt.Fprintf(l.out, "Nicht übernommene Spalten: %s\n", strings.Join(columns, ", "))
	}
}

// program is who loads, in reports and histories: it has all rights of the database, whoever runs it.
const program = "scripts/load"

// mirrorTable makes the job calendar what the table says.
func (l *load) mirrorTable(ctx context.Context, store store, content []byte) error {
	settings, err := store.settings(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	desk := table.Desk{Tables: store.Tables(), Calendar: store.JobCalendar(), Guard: settings.Guard}
	r, err := table.Load(ctx, desk, table.Drop{Table: l.table, Generation: now.UnixMicro(), Content: content, Zone: l.zone,
		By: program, At: now})
	if errors.Is(err, table.ErrOvertaken) {
		return fmt.Errorf("die Tabelle %s wurde inzwischen neuer abgelegt; es gilt die neuere", l.table)
	}
	if err != nil {
		return err
	}
	return l.tell(r)
}

// tell prints the report on a table.
func (l *load) tell(r *table.Report) error {
	lines := l.reportRejected(r.Rejected)
	l.reportIgnored(r.Ignored)
	for _, o := range r.Overridden.First {
		for _, m := range o.Members {
			fmt.Fprintf(l.out, "%s, %s: von Hand geändert, jetzt wieder nach der Tabelle: %s → %s\n", o.Title, o.Start, m.Was,
				m.Is)
		}
	}
	for _, list := range []struct {
		what  string
		lines table.Lines
	}{{"gelöscht", r.Deleted}, {"zurückgehalten", r.HeldBack}} {
		for _, line := range list.lines.First {
			fmt.Fprintf(l.out, "%s: %s, %s\n", list.what, line.Title, line.Start)
		}
	}
	fmt.Fprintf(l.out, "%s: %s: %d neu, %d geändert, %d unverändert, %d gelöscht\n", l.appointments,
		many(r.Rows, "Zeile", "Zeilen"), r.Created.Count, r.Changed.Count, r.Unchanged, r.Deleted.Count)
	if !r.Findings.Empty() {
		fmt.Fprintf(l.errs, "load: %s: %s\n", l.appointments, sentences(r.Findings))
	}
	if r.Outcome == table.Held {
		fmt.Fprintf(l.errs, "load: Freigeben kann es, wer plant: POST /JobCalendar/tables {\"table\": %q, \"approve\": %q}\n",
			r.Table, r.Hash)
	}
	if err := l.complain(lines); err != nil {
		return err
	}
	if !r.Findings.Empty() {
		return errRefused
	}
	return nil
}
