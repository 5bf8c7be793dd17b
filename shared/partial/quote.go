package partial

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"kursbuch.internal/shared/problem"
)

// How much of the file is kept with a finding: its line with those before and behind, of each that many characters.
const (
	linesAround = 1
	lineWidth   = 200
)

// Quote keeps with each finding the lines of the file around it: the file may be gone when somebody reads them.
func Quote(data []byte, found *problem.List) {
	data = bytes.TrimPrefix(data, byteOrderMark)
	for i, p := range found.Items {
		offset := int(p.Offset())
		if p.Line == 0 || offset < 0 || offset > len(data) {
			continue
		}
		found.Items[i].Lines = linesAt(data, offset, p.Line, p.Column)
	}
}

// linesAt are the lines around a place.
func linesAt(data []byte, offset, line, column int) []problem.Line {
	begin := bytes.LastIndexByte(data[:offset], '\n') + 1
	var lines []problem.Line
	if begin > 0 && line > linesAround {
		last := bytes.LastIndexByte(data[:begin-1], '\n') + 1
		lines = append(lines, problem.Line{Number: line - 1, Text: beginOf(data[last : begin-1])})
	}
	lines = append(lines, piece(data[begin:], offset-begin, line, column))
	if end := bytes.IndexByte(data[offset:], '\n'); end >= 0 && offset+end+1 < len(data) {
		lines = append(lines, problem.Line{Number: line + 1, Text: beginOf(data[offset+end+1:])})
	}
	return lines
}

// beginOf is the first line of a text, as far as it is kept.
func beginOf(text []byte) string { return readable(take(text, lineWidth)) }

// readable is a text of a file that may be no UTF-8.
func readable(text []byte) string { return strings.ToValidUTF8(string(text), "\ufffd") }

// piece is what is kept of a line that has the place at an offset: of a long one more of what follows than of what is
// before.
func piece(text []byte, at, line, column int) problem.Line {
	const before = lineWidth / 4
	kept := problem.Line{Number: line}
	if column > lineWidth-before {
		start := at
		for range before {
			_, size := utf8.DecodeLastRune(text[:start])
			start -= size
		}
		text, kept.First = text[start:], column-before
	}
	kept.Text = beginOf(text)
	return kept
}

// take is the beginning of a text: at most its first line, at most n characters.
func take(text []byte, n int) []byte {
	for i := 0; i < len(text); n-- {
		if r, size := utf8.DecodeRune(text[i:]); n == 0 || r == '\n' || r == '\r' {
			return text[:i]
		} else {
			i += size
		}
	}
	return text
}
