package partial_test

import (
	"strings"
	"testing"

	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// TestReason: a file that is no JSON is told what it is, or what is wrong at the place where that shows.
func TestReason(t *testing.T) {
	for content, want := range map[string]string{
		`{'kind': 'partial', 'courses': {'1': None}}`: onimport.Python,
		`{"courses": {"1": {"is_visible": True}}}`:    onimport.Python,
		`{'kind': 'partial', 'x': null}`:              onimport.JavaScript,
		`{kind: "partial"}`:                           onimport.JavaScript,
		"{\n // Kurse\n \"courses\": {}}":             onimport.JavaScript,
		"{\n # Kurse\n \"courses\": {}}":              onimport.Comment,
		`{"courses": {"1": {"notes": "x",}}}`:         onimport.TrailingComma,
		"{\"courses\": {\"1\": {}},\n\n}":             onimport.TrailingComma,
		`{"courses": {},, "id": 1}`:                   onimport.DoubleComma,
		`{"courses": {} "id": 1}`:                     onimport.NoComma,
		`{"courses": {"1": {"notes": "sagt "ja""}}}`:  "",
		`{"id": NaN}`:                     onimport.NoNumber,
		`{"id": 007}`:                     onimport.OddNumber,
		`{„id“: 1}`:                       onimport.CurlyQuotes,
		`{"summary": "C:\Kurse"}`:         onimport.Backslash,
		"{\"summary\": \"zwei\nZeilen\"}": onimport.LineBreak,
		"<!DOCTYPE html><html>":           onimport.Markup,
		"ID;Name;Kurs\n1;Ada;3\n":         onimport.Table,
		"\x1f\x8b\x08\x00\x00":            onimport.Gzip,
		"PK\x03\x04\x14\x00":              onimport.Archive,
		"\xd0\xcf\x11\xe0\xa1\xb1":        onimport.OldOffice,
		"\x89PNG\r\n\x1a\n":               onimport.Picture,
		"\xff\xd8\xff\xe0":                onimport.Picture,
		"%PDF-1.7":                        onimport.PDF,
		"\xff\xfe{\x00":                   onimport.UTF16,
	} {
		_, found := partial.Decode([]byte(content))
		p := found.Items[len(found.Items)-1]
		if p.Code != onimport.Syntax && p.Code != onimport.NotUTF8 {
			t.Errorf("%q: %s", content, p.Code)
			continue
		}
		if got := p.Args[len(p.Args)-1]; want != "" && got != problem.Term(want) {
			t.Errorf("%q: %s, want %s", content, got, want)
		}
		if text := p.Message(problem.German); strings.ContainsAny(text, "{%") {
			t.Errorf("%q: %s", content, text)
		}
	}
}
