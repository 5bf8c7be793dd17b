package printout

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

func screen(out *bytes.Buffer) *Printer { return New(out, Options{Language: problem.German}) }

func printed(t *testing.T, out *bytes.Buffer, s *Printer) string {
	t.Helper()
	if err := s.out.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestManyBlocksAreKeptShort(t *testing.T) {
	blocks := make([]wording.Block, 7)
	for i := range blocks {
		blocks[i] = wording.Block{Word: "neu", Title: "Kurs"}
	}
	var out bytes.Buffer
	s := screen(&out)
	s.Most = 3
	s.blocks(blocks)
	if text := printed(t, &out, s); strings.Count(text, "Kurs\n") != 3 || !strings.Contains(text, "… und 4 weitere.") {
		t.Error(text)
	}
	out.Reset()
	s.Most = 7
	s.blocks(blocks)
	if text := printed(t, &out, s); strings.Count(text, "Kurs\n") != 7 || strings.Contains(text, "weitere") {
		t.Error(text)
	}
}

func TestOmittedFindingsAreCounted(t *testing.T) {
	var found problem.List
	for i := range problem.Limit + 3 {
		found.Add("/courses/1", problem.Null)
		if i == 0 {
			found.Append(problem.List{Omitted: 2})
		}
	}
	var out bytes.Buffer
	s := screen(&out)
	s.findings("a.json", "Probleme", found)
	text := printed(t, &out, s)
	if !strings.Contains(text, "Probleme (505)\n") || !strings.HasSuffix(text, "\n… und 2 weitere.\n") {
		t.Error(text)
	}
	const shown = "\na.json: /courses/1: Der Wert darf nicht null sein. (null) 503-mal, zuerst: /courses/1; "
	if !strings.Contains(text, shown) {
		t.Error("a finding without a position does not show its path")
	}
}

func TestColour(t *testing.T) {
	var out bytes.Buffer
	s := screen(&out)
	if got := s.paint(red, "rot"); got != "rot" {
		t.Errorf("%q for a file", got)
	}
	s.Colour = true
	if got := s.paint(red, "rot"); got != "\x1b[31mrot\x1b[0m" {
		t.Errorf("%q for a terminal", got)
	}
}

func TestFocus(t *testing.T) {
	many := func(s string) safe { return safe(strings.Repeat(s, 150)) }
	tests := []struct {
		name                                 string
		before, after, wantBefore, wantAfter safe
	}{
		{"short texts stay", "eins zwei", "eins drei", "eins zwei", "eins drei"},
		{"an equal beginning and end are left out",
			many("ä") + "eins" + many("ö"), many("ä") + "zwei" + many("ö"),
			"…" + many("ä")[:60] + "eins" + many("ö")[:60] + "…", "…" + many("ä")[:60] + "zwei" + many("ö")[:60] + "…"},
		{"something added at the end",
			many("ab"), many("ab") + "c", "…" + many("ab")[:30], "…" + many("ab")[:30] + "c"},
		{"a new text is cut", "–", many("ab"), "–", many("ab")[:200] + "…"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if before, after := focus(test.before, test.after); before != test.wantBefore || after != test.wantAfter {
				t.Errorf("%q → %q", before, after)
			}
		})
	}
}

// TestWhoIsTooLateIsTold: there is nothing to fix in a file for an event that is closed.
func TestWhoIsTooLateIsTold(t *testing.T) {
	p := &proposal.Proposal{}
	p.Problems.Add("", onevent.EventClosed, time.Date(2027, 2, 1, 13, 0, 0, 0, time.UTC), "admin@b.example")
	var out bytes.Buffer
	s := screen(&out)
	s.Report("a.json", p)
	text := printed(t, &out, s)
	if !strings.HasSuffix(text, "Nächster Schritt: die Veranstaltung durch einen Admin wieder öffnen lassen, dann noch "+
		"einmal hochladen.\n") || strings.Contains(text, "beheben") {
		t.Error(text)
	}
}
