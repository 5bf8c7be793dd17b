package main

import (
	"io"
	"strconv"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/printout"
	"kursbuch.internal/shared/problem"
)

// diff prints the import that leads from one export to another, and on errs what it cannot do.
func (c command) diff(out, errs io.Writer) (int, error) {
	before, err := c.basis(0)
	if err != nil {
		return exitUsage, err
	}
	after, err := c.basis(1)
	if err != nil {
		return exitUsage, err
	}
	d := diff.Between(before.snapshot, after.snapshot)
	partial.Locate(after.content, &d.Left)
	t := newPrinter(errs, c.lang)
	defer t.Flush() // nobody is left to be told about a failed write
	t.Findings(c.files[1], "Was kein Import kann", "What no import can do", d.Left)
	if d.File == nil {
		t.Bad("Zwischen zwei Veranstaltungen gibt es keinen Import.", "There is no import between two events.")
		return exitUsage, nil
	}
	if _, err := out.Write(d.File); err != nil {
		return exitUsage, err
	}
	led(t, c.files, d)
	if !d.Left.Empty() {
		return exitUnacceptable, nil
	}
	return exitAcceptable, nil
}

// led says in one line what the import does, and what to do next.
func led(t *printout.Printer, files []string, d diff.Difference) {
	if !d.Left.Empty() {
		t.Gap()
	}
	var left problem.Text
	if n := d.Left.Total(); n > 0 {
		left = problem.Text{
			De: ", und übrig bleibt, was oben steht: " + count(n, "Stelle", "Stellen"),
			En: ", and what stands above is left: " + count(n, "place", "places"),
		}
	}
	if d.Changes == 0 {
		t.Good("Der Import ändert nichts"+left.De+".", "The import changes nothing"+left.En+".")
		return
	}
	t.Good("Der Import hat "+count(d.Changes, "Eintrag", "Einträge")+left.De+". Nächster Schritt: orga check "+files[0]+
		" import.json", "The import has "+count(d.Changes, "entry", "entries")+left.En+". Next step: orga check "+files[0]+
		" import.json")
}

// count is "1 Eintrag" or "2 Einträge".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
