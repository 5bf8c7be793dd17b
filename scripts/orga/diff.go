package main

import (
	"io"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/partial"
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
	t := newTerminal(errs, c.lang)
	defer t.out.Flush() // nobody is left to be told about a failed write
	t.findings(clean(c.files[1]), t.say("Was kein Import kann", "What no import can do"), d.Left)
	if d.File == nil {
		t.print(t.paint(red, "✘ "), t.say("Zwischen zwei Veranstaltungen gibt es keinen Import.",
			"There is no import between two events."))
		return exitUsage, nil
	}
	if _, err := out.Write(d.File); err != nil {
		return exitUsage, err
	}
	t.led(c.files, d)
	if !d.Left.Empty() {
		return exitUnacceptable, nil
	}
	return exitAcceptable, nil
}

// led says in one line what the import does, and what to do next.
func (t *terminal) led(files []string, d diff.Difference) {
	if !d.Left.Empty() {
		t.print()
	}
	left := safe("")
	if n := d.Left.Total(); n > 0 {
		left = t.say(", und übrig bleibt, was oben steht: ", ", and what stands above is left: ") +
			t.count(n, t.say("Stelle", "place"), t.say("Stellen", "places"))
	}
	if d.Changes == 0 {
		t.print(t.paint(green, "✔ "), t.say("Der Import ändert nichts", "The import changes nothing"), left, ".")
		return
	}
	entries := t.count(d.Changes, t.say("Eintrag", "entry"), t.say("Einträge", "entries"))
	t.print(t.paint(green, "✔ "), t.say("Der Import hat ", "The import has "), entries, left,
		t.say(". Nächster Schritt: orga check ", ". Next step: orga check "), clean(files[0]), " import.json")
}
