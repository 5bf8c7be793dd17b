package partial

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"kursbuch.internal/shared/problem/onimport"
)

// What a file is that is no JSON, or what is wrong at the place where that shows, is told from a few bytes:
//
//	reason     | it shows by
//	foreign    | the first bytes: an archive, a picture, a spreadsheet, a document, UTF-16
//	table      | a first line without brackets that has separators
//	python     | single quotes, None, True, False
//	javascript | comments, names without quotes, undefined
//	others     | the characters around the place

// signatures are the first bytes of files of other kinds.
var signatures = []struct{ begin, reason string }{
	{"\x1f\x8b", onimport.Gzip},
	{"PK\x03\x04", onimport.Archive}, // spreadsheets and documents, too
	{"\xd0\xcf\x11\xe0", onimport.OldOffice},
	{"\x89PNG", onimport.Picture}, {"\xff\xd8\xff", onimport.Picture}, {"GIF8", onimport.Picture},
	{"RIFF", onimport.Picture},
	{"%PDF", onimport.PDF},
	{"\xff\xfe", onimport.UTF16}, {"\xfe\xff", onimport.UTF16},
}

// foreign says what kind of file it is, if it is of one that people take for a text; empty: nobody knows.
func foreign(data []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.begin)) {
			return s.reason
		}
	}
	return ""
}

var (
	comma      = regexp.MustCompile(`^,\s*[}\]]`)
	pythonic   = regexp.MustCompile(`^(None|True|False)\b`)
	number     = regexp.MustCompile(`^[+.]?\d|^-\s*[^\d]`)
	identifier = regexp.MustCompile(`^[\p{L}\d_$]+\s*:`)
	scripted   = regexp.MustCompile(`^(//|/\*|undefined\b|` + "`" + `)`)
	native     = regexp.MustCompile(`[:\[,]\s*(true|false|null)\b`)
	pythons    = regexp.MustCompile(`[:\[,]\s*(True|False|None)\b`)
)

// reason is why the byte at an offset of a text cannot stand there, as a term of package onimport; empty: nobody knows.
func reason(data []byte, offset int64) string {
	before, rest := bytes.TrimRight(data[:offset], " \t\r\n"), data[offset:]
	char, _ := utf8.DecodeRune(rest)
	switch {
	case len(before) == 0:
		return beginning(rest)
	case comma.Match(rest):
		return onimport.TrailingComma
	case bytes.HasPrefix(rest, []byte(",")):
		return onimport.DoubleComma
	case pythonic.Match(rest):
		return onimport.Python
	case char == '\'':
		return quotes(data)
	case scripted.Match(rest), identifier.Match(rest):
		return onimport.JavaScript
	case char == '#':
		return onimport.Comment
	case bytes.HasPrefix(rest, []byte("NaN")), bytes.HasPrefix(rest, []byte("Infinity")),
		bytes.HasPrefix(rest, []byte("-Infinity")), bytes.HasPrefix(rest, []byte("nan")):
		return onimport.NoNumber
	case strings.ContainsRune("„“”‚‘’»«", char):
		return onimport.CurlyQuotes
	}
	return around(before, rest)
}

// around goes by what is before the place.
func around(before, rest []byte) string {
	char, last := rest[0], before[len(before)-1]
	quoted := insideText(before)
	switch {
	case quoted && char == '\\':
		return onimport.Backslash
	case quoted && (char == '\n' || char == '\r' || char == '\t'):
		return onimport.LineBreak
	case quoted:
		return ""
	case last == ',' && (char == '}' || char == ']'):
		return onimport.TrailingComma
	case strings.ContainsRune(`"}]el0123456789`, rune(last)) && (char == '"' || char == '{' || char == '['):
		return onimport.NoComma
	case number.Match(rest) || last >= '0' && last <= '9' && unicode.IsDigit(rune(char)):
		return onimport.OddNumber
	}
	return ""
}

// insideText reports whether a text begins before the end of data and does not end there.
func insideText(data []byte) bool {
	quoted := false
	for i := 0; i < len(data); i++ {
		switch {
		case quoted && data[i] == '\\':
			i++
		case data[i] == '"':
			quoted = !quoted
		}
	}
	return quoted
}

// beginning says what a file is that does not even begin as JSON does.
func beginning(data []byte) string {
	head, _, _ := bytes.Cut(data, []byte("\n"))
	switch first, _ := utf8.DecodeRune(data); {
	case first == '<':
		return onimport.Markup
	case bytes.HasPrefix(data, []byte("//")), bytes.HasPrefix(data, []byte("/*")):
		return onimport.JavaScript
	case first == '#':
		return onimport.Comment
	case first == '\'':
		return onimport.Python
	case bytes.ContainsAny(head, ";,\t") && !bytes.ContainsAny(head, "{}[]"):
		return onimport.Table
	}
	return ""
}

// quotes tells whose single quotes they are.
func quotes(data []byte) string {
	if native.Match(data) && !pythons.Match(data) {
		return onimport.JavaScript
	}
	return onimport.Python
}
