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
	var at *spot
	for i, p := range found.Items {
		offset := int(p.Offset())
		if p.Line == 0 || offset < 0 || offset > len(data) {
			continue
		}
		if at == nil || offset < at.begin || at.end < offset {
			at = spotOf(data, offset)
		}
		found.Items[i].Lines = at.lines(data, p)
	}
}

// spot is a line of a file, from begin up to its end. Many findings of a long one share it: looking for its begin takes
// as long as the line.
type spot struct {
	begin, end int
	before     []byte // the line before it; nil: there is none
}

func spotOf(data []byte, offset int) *spot {
	s := &spot{begin: bytes.LastIndexByte(data[:offset], '\n') + 1, end: len(data)}
	if end := bytes.IndexByte(data[offset:], '\n'); end >= 0 {
		s.end = offset + end
	}
	if s.begin > 0 {
		s.before = data[bytes.LastIndexByte(data[:s.begin-1], '\n')+1 : s.begin-1]
	}
	return s
}

// lines are those around a finding on the line.
func (s *spot) lines(data []byte, p problem.Problem) []problem.Line {
	var lines []problem.Line
	if s.before != nil && p.Line > linesAround {
		lines = append(lines, problem.Line{Number: p.Line - 1, Text: beginOf(s.before)})
	}
	lines = append(lines, piece(data[s.begin:], int(p.Offset())-s.begin, p.Line, p.Column))
	if next := s.end + 1; next < len(data) {
		lines = append(lines, problem.Line{Number: p.Line + 1, Text: beginOf(data[next:])})
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
