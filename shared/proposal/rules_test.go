package proposal_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestRules goes through testdata/*.txtar, one rule or cluster of rules each, named by its section of the import
// policy. All of them are about the Winterakademie of package eventtest. The files of an archive are
//
//	event.patch      a merge patch (RFC 7396) that makes a variant of the event
//	<name>.json      an import; it is judged on the state that those before it leave
//	<name>.report    what it should come to
//	<name>.template  an import with $ in the place of a value
//	<name>.values    one value per line, and what the import should come to with it
//	<name>.quoted    one import per line, as a Go string; and what it should come to
func TestRules(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no rules", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			want := read(t, name)
			archive := txtar.Parse(want)
			r := &rules{T: t, snapshot: eventtest.Variant(t, eventtest.Section(archive, "event.patch"))}
			judged := &txtar.Archive{Comment: archive.Comment}
			for _, file := range archive.Files {
				judged.Files = append(judged.Files, r.judge(archive, file)...)
			}
			got := txtar.Format(judged)
			if *update {
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Errorf("(-want +got; -update rewrites)\n%s", d)
			}
		})
	}
}

// rules judges the imports of one archive.
type rules struct {
	*testing.T
	snapshot *event.Snapshot
}

// judge gives a file of the archive as it should be: with what its imports come to.
func (r *rules) judge(archive *txtar.Archive, file txtar.File) []txtar.File {
	name, kind, _ := strings.Cut(file.Name, ".")
	switch kind {
	case "report":
		return nil // stands behind its import
	case "json":
		return []txtar.File{file, {Name: name + ".report", Data: r.report(file.Data)}}
	case "values", "quoted":
		file.Data = r.table(eventtest.Lines(r, archive, file))
	}
	return []txtar.File{file}
}

// report judges an import, commits it if it is acceptable, and gives its report, without the token and without what the
// import leads to: that has tests of its own.
func (r *rules) report(content []byte) []byte {
	p := proposal.Offline(r.snapshot, content)
	if p.Plan != nil {
		applied := diff.Apply(r.snapshot, p.Plan, now)
		r.snapshot = applied.Snapshot
		p.Decision = &proposal.Decision{Created: applied.Created}
	}
	report := p.Report(problem.English)
	if (report.Token == "") != (report.Status == proposal.Invalid) {
		r.Errorf("%s with the token %q", report.Status, report.Token)
	}
	report.Token, report.Outcome, report.Look, report.Fine = "", nil, nil, nil
	report.Names, report.Figures = outcome.Names{}, proposal.Figures{}
	text, err := json.Marshal(report, json.Deterministic(true), jsontext.Multiline(true), jsontext.WithIndent(" "))
	if err != nil {
		r.Fatal(err)
	}
	return append(text, '\n')
}

// outcome judges an import and says in one line what it comes to.
func (r *rules) outcome(content []byte) string {
	report := proposal.Offline(r.snapshot, content).Report(problem.English)
	line := string(report.Delta)
	if report.Status == proposal.Invalid {
		line = "invalid"
	}
	for i, found := range [][]problem.Shown{report.Problems, report.Warnings, report.Resolved} {
		for _, p := range found {
			line += []string{" | ", " | ", " | resolved: "}[i] + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) + " " +
				string(p.Path) + " " + string(p.Code) + ": " + p.Message
			if p.Hint != "" {
				line += " (" + p.Hint + "?)"
			}
		}
	}
	return strings.ReplaceAll(line, "\n", `\n`)
}

// table has a line for each import: what tells it from the others, what it comes to.
func (r *rules) table(lines []eventtest.Line) []byte {
	width := 0
	for _, line := range lines {
		width = max(width, min(40, utf8.RuneCountInString(line.Value)))
	}
	var text bytes.Buffer
	for _, line := range lines {
		padding := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(line.Value)))
		text.WriteString(line.Value + padding + eventtest.Arrow + r.outcome(line.Content) + "\n")
	}
	return text.Bytes()
}

var now = time.Date(2222, 11, 11, 11, 11, 0, 0, time.UTC)

func read(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
