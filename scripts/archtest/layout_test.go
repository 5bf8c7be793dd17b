package archtest

import (
	"fmt"
	"go/ast"
	"go/doc"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	maxFile       = 300 // lines
	maxTestFile   = 500
	maxFunction   = 50 // lines between the braces
	maxParameters = 4
)

func TestSharedHoldsNoFile(t *testing.T) { holds(t, sharedHoldsNoFile) }

func sharedHoldsNoFile(h house) []string {
	var found []string
	for _, f := range h.files {
		if f.dir == "shared" {
			found = append(found, f.pos.Name()+": shared/ holds packages, no file")
		}
	}
	return found
}

func TestPackagesAreNouns(t *testing.T) { holds(t, packagesAreNouns) }

func packagesAreNouns(h house) []string {
	var found []string
	for _, dir := range packages(h.files) {
		for name := range strings.SplitSeq(dir, "/") {
			if slices.Contains(banned, name) {
				found = append(found, fmt.Sprintf("%s: %q says nothing about what is inside", dir, name))
			}
		}
	}
	return found
}

func TestFolderNamesPackage(t *testing.T) { holds(t, folderNamesPackage) }

func folderNamesPackage(h house) []string {
	var found []string
	for _, f := range h.files {
		if name := f.ast.Name.Name; name != "main" && strings.TrimSuffix(name, "_test") != path.Base(f.dir) {
			found = append(found, fmt.Sprintf("%s: package %s in the folder %s", f.at(f.ast.Name), name, path.Base(f.dir)))
		}
	}
	return found
}

func TestEveryPackageSaysWhatItIs(t *testing.T) { holds(t, everyPackageSaysWhatItIs) }

func everyPackageSaysWhatItIs(h house) []string {
	var found []string
	documented := map[string]bool{}
	for _, f := range h.files {
		if f.test || f.ast.Doc == nil {
			continue
		}
		documented[f.dir] = true
		kind := "Package "
		if f.ast.Name.Name == "main" {
			kind = "Command "
		}
		sentence := new(doc.Package).Synopsis(f.ast.Doc.Text())
		if begin := kind + path.Base(f.dir) + " "; !strings.HasPrefix(sentence, begin) {
			found = append(found, fmt.Sprintf("%s: the package comment does not begin with %q", f.at(f.ast.Doc), begin))
		}
		if strings.Contains(sentence, " and ") {
			found = append(found, fmt.Sprintf(`%s: a package is one thing, so its first sentence needs no "and": %s`,
				f.at(f.ast.Doc), sentence))
		}
	}
	for _, dir := range packages(h.files) {
		if !documented[dir] {
			found = append(found, dir+": no package comment")
		}
	}
	return found
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
