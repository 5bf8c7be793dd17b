// Package printout writes what a proposal does as text for people.
//
// The offline tool prints it on a terminal, ImportConfirm answers with it: who decides by the text alone reads what an
// Orga read before the upload. What it says comes from package wording, out of what is stored with the proposal; here
// it is only laid out, in the order in which somebody decides: what to look at, what is there afterwards, every change
// with what follows from it, money, calendars, warnings, what was verified.
package printout

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"kursbuch.internal/shared/problem"
)

// safe is text that may reach a terminal: our own, or of a file and cleaned.
type safe string

// clean spells out what a terminal would obey instead of show: an escape sequence in the title of a course could paint
// over what the import really changes, a change of the writing direction could twist it.
func clean(s string) safe {
	var b strings.Builder
	for _, r := range s { // gives U+FFFD for bytes that are no UTF-8
		switch {
		case r == '\n':
			b.WriteRune('⏎')
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return safe(b.String())
}

// A style is the sequence that switches it on.
type style safe

const (
	bold   style = "\x1b[1m"
	dim    style = "\x1b[2m"
	red    style = "\x1b[31m"
	green  style = "\x1b[32m"
	yellow style = "\x1b[33m"
	plain  style = "\x1b[0m"
)

// Printer is where people read, in their language.
type Printer struct {
	out *bufio.Writer
	Options
}

// Options say how it is to look.
type Options struct {
	Language problem.Language
	// Colour: the reader's terminal shows it.
	Colour bool
	// Most is how many lines of a kind are shown, so that the beginning does not scroll away; 0: all.
	Most int
}

// New makes a printer. What was printed is written at last by [Printer.Flush].
func New(out io.Writer, o Options) *Printer { return &Printer{bufio.NewWriter(out), o} }

// Flush tells about a failed write, also about an earlier one.
func (t *Printer) Flush() error { return t.out.Flush() }

// Note writes a sentence on a line of its own.
func (t *Printer) Note(de, en string) { t.print(t.say(clean(de), clean(en))) }

// Good writes a sentence that is a success.
func (t *Printer) Good(de, en string) { t.print(t.paint(green, "✔ "), t.say(clean(de), clean(en))) }

// Bad writes a sentence that is a failure.
func (t *Printer) Bad(de, en string) { t.print(t.paint(red, "✘ "), t.say(clean(de), clean(en))) }

// Heading writes the name of a file.
func (t *Printer) Heading(file string) { t.print(t.paint(bold, clean(file))) }

// Findings lists what was found in a file under a title.
func (t *Printer) Findings(file, de, en string, found problem.List) {
	t.findings(clean(file), t.say(clean(de), clean(en)), found)
}

// Gap writes an empty line.
func (t *Printer) Gap() { t.print() }

// print writes a line.
func (t *Printer) print(parts ...safe) {
	for _, part := range parts {
		t.out.WriteString(string(part)) // Flush tells about a failed write
	}
	t.out.WriteByte('\n')
}

func (t *Printer) paint(s style, text safe) safe {
	if !t.Colour || text == "" {
		return text
	}
	return safe(s) + text + safe(plain)
}

func (t *Printer) say(de, en safe) safe {
	if t.Language == problem.English {
		return en
	}
	return de
}

// count is "1 Problem" or "2 Probleme".
func (t *Printer) count(n int, one, many safe) safe {
	if n == 1 {
		return "1 " + one
	}
	return safe(fmt.Sprint(n)) + " " + many
}
