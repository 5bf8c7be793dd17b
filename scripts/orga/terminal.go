package main

import (
	"errors"
	"io"
	"os"

	"kursbuch.internal/shared/printout"
	"kursbuch.internal/shared/problem"
)

// newPrinter makes a printer of any writer. Only if that really is a terminal, it keeps short what would scroll away,
// and uses colours, unless its owner dislikes them (https://no-color.org).
func newPrinter(out io.Writer, lang problem.Language) *printout.Printer {
	o := printout.Options{Language: lang}
	if file, ok := out.(*os.File); ok {
		info, err := file.Stat()
		if err == nil && info.Mode()&os.ModeCharDevice != 0 {
			o.Most = 40
			o.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		}
	}
	return printout.New(out, o)
}

// applied says what became of -apply.
func applied(p *printout.Printer, name string, status int) {
	p.Gap()
	if status == exitAcceptable {
		p.Note("Der Export nach allen Importen steht in "+name+".", "The export after all imports is in "+name+".")
		return
	}
	p.Note(name+" wurde nicht geschrieben, weil nicht alle Dateien importiert werden können.",
		name+" was not written, because not all files can be imported.")
}

// tellBasis says what is inconsistent in the export. It reports whether that was anything.
func tellBasis(p *printout.Printer, b *basis) bool {
	if b.warnings.Empty() {
		return false
	}
	p.Heading(b.file)
	p.Findings(b.file, "Im Export nicht in Ordnung", "Not in order in the export", b.warnings)
	return true
}

// complain tells why nothing could be checked.
func complain(p *printout.Printer, err error) {
	defer p.Flush() // nobody is left to be told about a failed write
	if b, ok := errors.AsType[*brokenSnapshot](err); ok {
		p.Useless(b.file, b.found)
		switch {
		case b.isNoExport() && b.place == 0:
			p.Note("Das erste Argument ist kein Export. Erst kommt der Export, dann das, was mit ihm geschehen soll.",
				"The first argument is no export. First comes the export, then what is to be done with it.")
		case b.isNoExport():
			p.Note("Das zweite Argument ist kein Export. Hier wird von einem Export zum anderen verglichen.",
				"The second argument is no export. This compares one export with another.")
		}
		return
	}
	if f, ok := errors.AsType[fault](err); ok {
		p.Note("orga: "+f.de, "orga: "+f.en)
		return
	}
	p.Note("orga: "+err.Error(), "orga: "+err.Error())
}
