package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
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

// terminal is where people read, in their language.
type terminal struct {
	out    *bufio.Writer
	colour bool
	most   int // how many blocks of a section are shown; 0: all
	lang   problem.Language
}

// newTerminal makes a terminal of any writer. Only if that really is one, it keeps short what would scroll away, and
// uses colours, unless its owner dislikes them (https://no-color.org).
func newTerminal(out io.Writer, lang problem.Language) *terminal {
	t := &terminal{out: bufio.NewWriter(out), lang: lang}
	if file, ok := out.(*os.File); ok {
		info, err := file.Stat()
		if err == nil && info.Mode()&os.ModeCharDevice != 0 {
			t.most = 40
			t.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		}
	}
	return t
}

// print writes a line.
func (t *terminal) print(parts ...safe) {
	for _, part := range parts {
		t.out.WriteString(string(part)) // Flush tells about a failed write
	}
	t.out.WriteByte('\n')
}

func (t *terminal) paint(s style, text safe) safe {
	if !t.colour || text == "" {
		return text
	}
	return safe(s) + text + safe(plain)
}

func (t *terminal) say(de, en safe) safe {
	if t.lang == problem.English {
		return en
	}
	return de
}

// count is "1 Problem" or "2 Probleme".
func (t *terminal) count(n int, one, many safe) safe {
	if n == 1 {
		return "1 " + one
	}
	return safe(fmt.Sprint(n)) + " " + many
}
