package proposal_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
)

// TestWholeExport: whoever uploads an export learns that first, in a report that fits on a page.
func TestWholeExport(t *testing.T) {
	s := eventtest.Winter(t)
	for _, test := range []struct{ name, old, new, says string }{
		{"as it was", "", "", "Das ist ein unveränderter Export"},
		{"with one change", `"shortname": "Astronomie"`, `"shortname": "Sterne"`, "Darin ist 1 Eintrag anders"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var export bytes.Buffer
			if err := event.Write(&export, s); err != nil {
				t.Fatal(err)
			}
			text := strings.Replace(export.String(), test.old, test.new, 1)
			if test.old != "" && text == export.String() {
				t.Fatalf("the export has no %s", test.old)
			}
			p := proposal.Offline(s, []byte(text))
			lines := p.Problems.Tell(problem.German)
			if len(lines) > 20 || lines[0].Code != onimport.WholeExport || !strings.Contains(lines[0].Message, test.says) {
				t.Errorf("%d lines, first: %+v", len(lines), lines[0])
			}
			for _, line := range lines[1:] {
				if line.Code != problem.ExportOnly {
					t.Errorf("%+v", line)
				}
			}
		})
	}
}

// TestLargeExport: the one mistake in an export of many registrations is told, too, and the numbers are right.
func TestLargeExport(t *testing.T) {
	var registrations []string
	for id := range 900 {
		registrations = append(registrations,
			fmt.Sprintf(`"%d": {"persona": {}, "payment": null, "ctime": null, "mtime": null}`, 1000+id))
	}
	registrations = append(registrations, `"1": {"mixed_lodging": "ja"}`)
	content := `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2222-11-11",
		"registrations": {` +
		strings.Join(registrations, ",\n") + `}}`
	p := proposal.Offline(eventtest.Winter(t), []byte(content))
	told := map[problem.Code]int{}
	for _, line := range p.Problems.Tell(problem.German) {
		told[line.Code]++
		if line.Code == problem.ExportOnly && !strings.HasPrefix(line.After, "900-mal, zuerst: ") {
			t.Errorf("%+v", line)
		}
	}
	if told[problem.ExportOnly] != 4 || told[problem.NotBool] != 1 || len(told) != 2 {
		t.Errorf("told: %v", told)
	}
}

// TestLinesAreKept: a problem can be shown with its line when the file is gone.
func TestLinesAreKept(t *testing.T) {
	long := strings.Repeat("ä", 5000)
	content := "{\"EVENT_SCHEMA_VERSION\": [17, 2], \"kind\": \"partial\", \"id\": 1, \"timestamp\": \"2222-11-11\",\n" +
		` "courses": {"1": {"notes": "` + long + `", "titel": "` + long + "\"}}\n}"
	p := proposal.Offline(eventtest.Winter(t), []byte(content))
	if len(p.Problems.Items) != 1 || len(p.Problems.Items[0].Lines) != 3 {
		t.Fatalf("%+v", p.Problems.Items)
	}
	found := p.Problems.Items[0]
	for i, line := range found.Lines {
		if n := len([]rune(line.Text)); n > 200 || line.Number != i+1 {
			t.Errorf("line %d has %d characters", line.Number, n)
		}
	}
	middle := found.Lines[1]
	if at := found.Column - middle.First; !strings.HasPrefix(string([]rune(middle.Text)[at:]), `"titel": "ä`) {
		t.Errorf("column %d is not in the piece from column %d: %s", found.Column, middle.First, middle.Text)
	}
}

// TestChoicesOfATrack: more than a track allows, fewer than it wants, is a warning; none is not.
func TestChoicesOfATrack(t *testing.T) {
	s := eventtest.Variant(t, []byte(
		`{"event": {"parts": {"1": {"tracks": {"1": {"num_choices": 2, "min_choices": 2}}}}}}`))
	for choices, want := range map[string]problem.Code{
		"[2, 4, -1]": onimport.TooManyChoices, "[2]": onimport.TooFewChoices, "[]": "", "[2, 4]": "",
	} {
		p := proposal.Offline(s, []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
			"timestamp": "2222-11-11", "courses": {"-1": {"title": "F", "shortname": "F", "nr": "ζ",
			"description": null, "instructors": null, "notes": null, "max_size": null, "min_size": null,
			"is_visible": true, "segments": {"1": true}}},
			"registrations": {"1": {"tracks": {"1": {"choices": `+choices+`}}}}}`))
		if p.Plan == nil {
			t.Fatal(p.Problems.Items)
		}
		var got problem.Code
		for _, w := range p.Plan.Warnings.Items {
			if w.Code == onimport.TooManyChoices || w.Code == onimport.TooFewChoices {
				got = w.Code
			}
		}
		if got != want {
			t.Errorf("choices %s: warned of %q, want %q", choices, got, want)
		}
	}
}
