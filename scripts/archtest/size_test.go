package archtest

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const (
	maxColumns    = 120 // characters of a line; a tab is one
	maxFunction   = 50  // lines between the braces
	maxParameters = 4
	maxFile       = 300 // lines
	maxTestFile   = 500
	// Of a package, tests not counted: what somebody who opens it for the first time can survey.
	maxFiles   = 15
	maxPackage = 1800 // lines
	// maxSiblings is how many folders lie directly in shared/: what the map in the README can show.
	maxSiblings = 20
)

func TestLinesFit(t *testing.T) { holds(t, linesFit) }

func linesFit(h house) []string {
	var found []string
	for _, f := range h.files {
		number := 0
		for line := range strings.Lines(f.source) {
			number++
			if columns := utf8.RuneCountInString(strings.TrimRight(line, "\n")); columns > maxColumns {
				found = append(found, fmt.Sprintf("%s:%d: %d columns, more than %d", f.pos.Name(), number, columns, maxColumns))
			}
		}
	}
	return found
}

func TestPackagesAreSmall(t *testing.T) { holds(t, packagesAreSmall) }

// packagesAreSmall also keeps the list of exceptions true: one that is small again is no exception.
func packagesAreSmall(h house) []string {
	files, lines := map[string]int{}, map[string]int{}
	for _, f := range h.files {
		if !f.test {
			files[f.dir]++
			lines[f.dir] += f.pos.LineCount()
		}
	}
	var found []string
	for _, dir := range slices.Sorted(maps.Keys(files)) {
		size := fmt.Sprintf("%d files, %d lines", files[dir], lines[dir])
		large := files[dir] > maxFiles || lines[dir] > maxPackage
		_, excepted := h.large[dir]
		switch {
		case large && !excepted:
			found = append(found, fmt.Sprintf("%s: %s, more than %d or %d: split it, or argue for a line in large", dir, size,
				maxFiles, maxPackage))
		case !large && excepted:
			found = append(found, fmt.Sprintf("%s: %s, which is no exception; take it out of large", dir, size))
		}
	}
	return found
}

func TestSharedIsSurveyable(t *testing.T) { holds(t, sharedIsSurveyable) }

func sharedIsSurveyable(h house) []string {
	siblings := map[string]bool{}
	for _, dir := range packages(h.files) {
		if below, ok := strings.CutPrefix(dir, "shared/"); ok {
			first, _, _ := strings.Cut(below, "/")
			siblings[first] = true
		}
	}
	if len(siblings) <= maxSiblings {
		return nil
	}
	return []string{fmt.Sprintf("shared: %d folders, more than %d; what belongs to another package lies within it: %s",
		len(siblings), maxSiblings, strings.Join(slices.Sorted(maps.Keys(siblings)), ", "))}
}

func TestFilesAreSmall(t *testing.T) { holds(t, filesAreSmall) }

func filesAreSmall(h house) []string {
	var found []string
	for _, f := range h.files {
		limit := maxFile
		if f.test {
			limit = maxTestFile
		}
		if lines := f.pos.LineCount(); lines > limit {
			found = append(found, fmt.Sprintf("%s:%d: %d lines, more than %d", f.pos.Name(), limit+1, lines, limit))
		}
	}
	return found
}

func TestFunctionsAreSmall(t *testing.T) { holds(t, functionsAreSmall) }

func functionsAreSmall(h house) []string {
	return inspect(h, func(f file, n ast.Node) string {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncDecl:
			body = n.Body
		case *ast.FuncLit:
			body = n.Body
		}
		if body == nil {
			return ""
		}
		if lines := f.pos.Line(body.Rbrace) - f.pos.Line(body.Lbrace) - 1; lines > maxFunction {
			return fmt.Sprintf("a function of %d lines, more than %d", lines, maxFunction)
		}
		return ""
	})
}

func TestFewParameters(t *testing.T) { holds(t, fewParameters) }

func fewParameters(h house) []string {
	return inspect(h, func(_ file, n ast.Node) string {
		if n, ok := n.(*ast.FuncType); ok && n.Params.NumFields() > maxParameters {
			return fmt.Sprintf("%d parameters, more than %d: make them a struct", n.Params.NumFields(), maxParameters)
		}
		return ""
	})
}

// inspect collects what look has to say about each node, "" for nothing.
func inspect(h house, look func(file, ast.Node) string) []string {
	var found []string
	for _, f := range h.files {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if n == nil {
				return false
			}
			if violation := look(f, n); violation != "" {
				found = append(found, f.at(n)+": "+violation)
			}
			return true
		})
	}
	return found
}
