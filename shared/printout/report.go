package printout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/scalar"
	"kursbuch.internal/shared/wording"
)

// Report tells people about a checked file: what it would do to the event or all that hinders it, then in one last line
// what to do next. File is what the reader calls it; empty: there is none, as for an undo.
func (t *Printer) Report(name string, p *proposal.Proposal) {
	file, what := clean(name), clean(name)
	if name == "" {
		what = t.say("„", "“") + shorten(clean(p.Title())) + t.say("“", "”")
	}
	t.heading(file, p)
	if p.Plan == nil {
		t.findings(file, t.say("Probleme", "Problems"), p.Problems)
		t.findings(file, t.say("Warnungen", "Warnings"), p.Warnings)
		t.reject(what, p)
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
	t.accept(what, table, p, warnings.Total())
}

// heading names the file with what it says of itself, then who uploaded it, if anybody did.
func (t *Printer) heading(file safe, p *proposal.Proposal) {
	title := shorten(clean(p.Summary))
	switch {
	case file == "":
		t.print(t.paint(bold, shorten(clean(p.Title()))))
	case title == "":
		t.print(t.paint(bold, file))
	default:
		t.print(t.paint(bold, file), ": ", title)
	}
	if offline(p) {
		return
	}
	did := t.say("Hochgeladen am ", "Uploaded on ")
	if p.UndoOf != "" {
		did = t.say("Angefordert am ", "Asked for on ")
	}
	by := clean(p.Source.Uploader)
	if by == "" {
		by = t.say("jemand Unbekanntem", "somebody unknown")
	}
	id, where := safe(strconv.Itoa(int(p.Event))), safe("")
	switch {
	case p.Outcome != nil && p.Outcome.Names.Event != "":
		where = t.say(", für „", ", for “") + clean(p.Outcome.Names.Event) + t.say("“ (", "” (") + id + ")"
	case p.Event != 0:
		where = t.say(", für die Veranstaltung ", ", for event ") + id
	}
	t.print(did, t.moment(p.CreatedAt), t.say(" von ", " by "), by, where)
}

// offline reports whether a file was checked on somebody's own machine.
func offline(p *proposal.Proposal) bool {
	return p.Source.Object == "" && p.Source.Uploader == "" && p.UndoOf == ""
}

// moment is when something happened, by the clocks of the event.
func (t *Printer) moment(at time.Time) safe {
	return safe(scalar.InBerlin(at).Format(string(t.say("02.01.2006, 15:04 Uhr", "2006-01-02, 15:04"))))
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
		at := safe("")
		switch {
		case line.Place != "":
			at = file + ":" + clean(line.Place) + ": "
		case file != "":
			at = file + ": "
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

func (t *Printer) reject(what safe, p *proposal.Proposal) {
	step := t.say("beheben und noch einmal prüfen.", "fix it and check again.")
	if p.UndoOf != "" {
		step = t.say("durch einen Import aus dem Weg räumen, dann noch einmal rückgängig machen.",
			"remove the obstacle by an import, then undo again.")
	}
	if slices.ContainsFunc(p.Problems.Items, func(p problem.Problem) bool { return p.Code == onevent.EventClosed }) {
		step = t.say("die Veranstaltung durch einen Admin wieder öffnen lassen, dann noch einmal hochladen.",
			"have an admin open the event again, then upload once more.")
	}
	t.print()
	t.print(t.paint(red, "✘ "+what), t.say(" kann so nicht importiert werden: ", " cannot be imported like this: "),
		t.count(p.Problems.Total(), t.say("Problem", "problem"), t.say("Probleme", "problems")),
		t.say(". Nächster Schritt: ", ". Next step: "), step)
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
