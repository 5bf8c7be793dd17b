package wording_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/wording"
)

var update = flag.Bool("update", false, "rewrite what is expected in testdata")

// camp reads the event of all tests.
func camp(t *testing.T) *event.Snapshot {
	t.Helper()
	text, err := os.ReadFile("testdata/event.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := event.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func plan(t *testing.T, s *event.Snapshot, text []byte) *diff.Plan {
	t.Helper()
	imp, found := partial.Decode(text)
	if !found.Empty() {
		t.Fatal(found)
	}
	p, found := diff.Compute(s, imp)
	if !found.Empty() {
		t.Fatal(found)
	}
	return p
}

func TestDescribe(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no test data", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := camp(t)
			p := plan(t, s, archive.Files[0].Data)
			for i, want := range archive.Files[1:] {
				got := render(s, p, problem.Language(want.Name))
				archive.Files[i+1].Data = []byte(got)
				if diff := cmp.Diff(string(want.Data), got); diff != "" && !*update {
					t.Errorf("%s (-want +got):\n%s", want.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func render(s *event.Snapshot, p *diff.Plan, lang problem.Language) string {
	var out strings.Builder
	table := wording.Count(outcome.Tallies(p), lang)
	fmt.Fprintln(&out, strings.Join(table.Columns, " | "))
	for _, row := range table.Rows {
		fmt.Fprintln(&out, row.Title, row.Counts)
	}
	for _, b := range describe(s, p, lang) {
		write(&out, "", b)
	}
	return out.String()
}

// describe describes everything that a plan changes.
func describe(s *event.Snapshot, p *diff.Plan, lang problem.Language) []wording.Block {
	return wording.Describe(p, outcome.Groups(p), outcome.NamesOf(s, diff.After(s, p), p), lang)
}

func write(out *strings.Builder, indent string, b wording.Block) {
	fmt.Fprintf(out, "%s%s %s (%s)\n", indent, b.Effect, b.Title, b.Word)
	for _, l := range b.Lines {
		fmt.Fprintf(out, "%s  %s: %s", indent, l.Label, l.New)
		if l.Old != "" {
			fmt.Fprint(out, " <- ", l.Old)
		}
		if l.Because != "" {
			fmt.Fprintf(out, " (%s)", l.Because)
		}
		fmt.Fprintln(out)
	}
	if b.Consequence != "" {
		fmt.Fprintf(out, "%s  %s\n", indent, b.Consequence)
	}
	for _, f := range b.Followers {
		write(out, indent+"    ", f)
	}
}

// TestEveryLineOfALogHasWords, in both languages.
func TestEveryLineOfALogHasWords(t *testing.T) {
	for _, section := range event.Sections {
		codes := event.LogCodesOf(section)
		for _, code := range []event.LogCode{codes.Created, codes.Changed, codes.Deleted} {
			de, en := wording.Logged(code, problem.German), wording.Logged(code, problem.English)
			if de == string(code) || en == string(code) || de == en {
				t.Errorf("%s: %q, %q", code, de, en)
			}
		}
	}
	if got := wording.Logged("new", problem.German); got != "new" {
		t.Error(got)
	}
}
