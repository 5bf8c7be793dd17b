package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// report tells people about a checked file: what it would do to the event or all that hinders it, then in one last line
// what to do next.
func (t *terminal) report(name string, before *event.Snapshot, p *proposal.Proposal) {
	file := clean(name)
	heading := t.paint(bold, file)
	if p.Summary != "" {
		heading += ": " + shorten(clean(p.Summary))
	}
	t.print(heading)
	if p.Plan == nil {
		t.findings(file, t.say("Probleme", "Problems"), p.Problems)
		t.reject(file, p.Problems.Total())
		return
	}
	blocks := wording.Describe(before, p.Plan, t.lang)
	table := wording.Count(blocks, t.lang)
	t.table(table)
	t.blocks(blocks)
	t.findings(file, t.say("Warnungen", "Warnings"), p.Plan.Warnings)
	t.findings(file, t.say("Dadurch behoben", "Resolved by it"), p.Plan.Resolved)
	t.accept(file, table, p.Plan.Warnings.Total())
}

// basis says what is inconsistent in the export. It reports whether that was anything.
func (t *terminal) basis(b *basis) bool {
	if b.warnings.Empty() {
		return false
	}
	t.print(t.paint(bold, clean(b.file)))
	t.findings(clean(b.file), t.say("Im Export nicht in Ordnung", "Not in order in the export"), b.warnings)
	return true
}

func (t *terminal) table(table wording.Table) {
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
func (t *terminal) findings(file, title safe, found problem.List) {
	if found.Empty() {
		return
	}
	t.print()
	t.print(t.paint(bold, title), safe(fmt.Sprintf(" (%d)", found.Total())))
	for _, line := range found.Tell(t.lang) {
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

func (t *terminal) accept(file safe, table wording.Table, warnings int) {
	t.print()
	if len(table.Rows) == 0 {
		t.print(t.paint(green, "✔ "+file), t.say(" ist in Ordnung, ändert aber nichts. Hochladen ist nicht nötig.",
			" is fine, but changes nothing. There is no need to upload it."))
		return
	}
	var effects []string
	for i, column := range table.Columns {
		sum := 0
		for _, row := range table.Rows {
			sum += row.Counts[i]
		}
		if sum > 0 {
			effects = append(effects, fmt.Sprint(sum, " ", column))
		}
	}
	next := t.say("Nächster Schritt: hochladen.", "Next step: upload it.")
	if warnings > 0 {
		next = t.say("Nächster Schritt: ", "Next step: ") + t.count(warnings, t.say("Warnung", "warning"),
			t.say("Warnungen", "warnings")) +
			t.say(" ansehen, dann hochladen.", " to look at, then upload it.")
	}
	t.print(t.paint(green, "✔ "+file), t.say(" kann importiert werden: ", " can be imported: "),
		clean(strings.Join(effects, ", ")), ". ", next)
}

func (t *terminal) reject(file safe, problems int) {
	t.print()
	t.print(t.paint(red, "✘ "+file), t.say(" kann so nicht importiert werden: ", " cannot be imported like this: "),
		t.count(problems, t.say("Problem", "problem"), t.say("Probleme", "problems")),
		t.say(". Nächster Schritt: beheben und noch einmal prüfen.", ". Next step: fix it and check again."))
}

// applied says what became of -apply.
func (t *terminal) applied(name string, status int) {
	t.print()
	if status == exitAcceptable {
		t.print(t.say("Der Export nach allen Importen steht in ", "The export after all imports is in "), clean(name), ".")
		return
	}
	t.print(clean(name), t.say(" wurde nicht geschrieben, weil nicht alle Dateien importiert werden können.",
		" was not written, because not all files can be imported."))
}

// complain tells why nothing could be checked.
func (t *terminal) complain(err error) {
	defer t.out.Flush() // nobody is left to be told about a failed write
	if b, ok := errors.AsType[*brokenSnapshot](err); ok {
		t.print(t.paint(bold, clean(b.file)))
		t.findings(clean(b.file), t.say("Probleme", "Problems"), b.found)
		t.print()
		t.print(t.paint(red, "✘ "+clean(b.file)), t.say(" ist als Grundlage nicht brauchbar: ", " is of no use as a basis: "),
			t.count(b.found.Total(), t.say("Problem", "problem"), t.say("Probleme", "problems")),
			t.say(". Nächster Schritt: beheben oder neu exportieren.", ". Next step: fix it or export it again."))
		switch {
		case b.isNoExport() && b.place == 0:
			t.print(t.say("Das erste Argument ist kein Export. Erst kommt der Export, dann das, was mit ihm geschehen soll.",
				"The first argument is no export. First comes the export, then what is to be done with it."))
		case b.isNoExport():
			t.print(t.say("Das zweite Argument ist kein Export. Hier wird von einem Export zum anderen verglichen.",
				"The second argument is no export. This compares one export with another."))
		}
		return
	}
	text := clean(err.Error())
	if f, ok := errors.AsType[fault](err); ok {
		text = t.say(clean(f.de), clean(f.en))
	}
	t.print("orga: ", text)
}
