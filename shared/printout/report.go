package printout

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// Report tells people about a checked file: what it would do to the event or all that hinders it, then in one last line
// what to do next. File is what the reader calls it.
func (t *Printer) Report(name string, p *proposal.Proposal) {
	file := clean(name)
	heading := t.paint(bold, file)
	if p.Summary != "" {
		heading += ": " + shorten(clean(p.Summary))
	}
	t.print(heading)
	if p.Plan == nil {
		t.findings(file, t.say("Probleme", "Problems"), p.Problems)
		t.findings(file, t.say("Warnungen", "Warnings"), p.Warnings)
		t.reject(file, p.Problems.Total())
		return
	}
	o := p.Outcome
	if o == nil { // stored before there was such a thing: then there are IDs instead of names
		o = new(outcome.Outcome)
	}
	table := wording.Count(outcome.Tallies(p.Plan), t.Language)
	t.table(table)
	t.remarks(t.say("Vor der Freigabe ansehen", "To look at before confirming"),
		wording.Remarks(o.Notices(p.Plan), o, p.Calendar, t.Language))
	t.charts(wording.Charts(o, t.Language))
	t.blocks(wording.Describe(p.Plan, outcome.Groups(p.Plan), o.Names, t.Language))
	t.ledger(wording.Amounts(o, t.Language))
	t.calendar(p.Calendar)
	warnings := p.Plan.Warnings
	warnings.Items = slices.DeleteFunc(slices.Clone(warnings.Items), o.Tells)
	if p.Calendar != nil {
		warnings.Append(p.Calendar.Warnings)
	}
	t.findings(file, t.say("Warnungen", "Warnings"), warnings)
	t.findings(file, t.say("Dadurch behoben", "Resolved by it"), p.Plan.Resolved)
	if len(table.Rows) > 0 {
		t.remarks(t.say("Geprüft und in Ordnung", "Verified and fine"), wording.Remarks(o.Fine, o, p.Calendar, t.Language))
	}
	t.accept(file, table, p, warnings.Total())
}

func (t *Printer) table(table wording.Table) {
	if len(table.Rows) == 0 {
		return
	}
	width := 0
	for _, row := range table.Rows {
		width = max(width, utf8.RuneCountInString(row.Title))
	}
	t.print()
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%*s\t%s\t\n", width, "", strings.Join(table.Columns, "\t"))
	for _, row := range table.Rows {
		fmt.Fprintf(w, "%-*s\t", width, row.Title)
		for _, n := range row.Counts {
			fmt.Fprintf(w, "%d\t", n)
		}
		fmt.Fprintln(w)
	}
	w.Flush() // into memory; that of the terminal tells about a failed write
}

// findings lists warnings or problems so that editors which read the output of compilers jump to their places.
func (t *Printer) findings(file, title safe, found problem.List) {
	if found.Empty() {
		return
	}
	t.print()
	t.print(t.paint(bold, title), safe(fmt.Sprintf(" (%d)", found.Total())))
	for _, line := range found.Tell(t.Language) {
		if line.Subject != "" {
			t.print(clean(line.Subject))
		}
		if line.Code == "" {
			t.print(clean(line.Message))
			continue
		}
		at := file + ": "
		if line.Place != "" {
			at = file + ":" + clean(line.Place) + ": "
		}
		if line.Path != "" {
			at += clean(line.Path) + ": "
		}
		after := safe("")
		if line.After != "" {
			after = " " + clean(line.After)
		}
		t.print(at, clean(line.Message), t.paint(dim, safe(" ("+line.Code+")")), after)
	}
}

func (t *Printer) reject(file safe, problems int) {
	t.print()
	t.print(t.paint(red, "✘ "+file), t.say(" kann so nicht importiert werden: ", " cannot be imported like this: "),
		t.count(problems, t.say("Problem", "problem"), t.say("Probleme", "problems")),
		t.say(". Nächster Schritt: beheben und noch einmal prüfen.", ". Next step: fix it and check again."))
}

// Useless tells why nothing can be checked against an export.
func (t *Printer) Useless(name string, found problem.List) {
	file := clean(name)
	t.print(t.paint(bold, file))
	t.findings(file, t.say("Probleme", "Problems"), found)
	t.print()
	t.print(t.paint(red, "✘ "+file), t.say(" ist als Grundlage nicht brauchbar: ", " is of no use as a basis: "),
		t.count(found.Total(), t.say("Problem", "problem"), t.say("Probleme", "problems")),
		t.say(". Nächster Schritt: beheben oder neu exportieren.", ". Next step: fix it or export it again."))
}
