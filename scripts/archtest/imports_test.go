package archtest

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestEveryPackageHasALine(t *testing.T) { holds(t, everyPackageHasALine) }

func everyPackageHasALine(h house) []string {
	var found []string
	for _, dir := range packages(h.files) {
		if _, ok := h.allowed[dir]; !ok && !under(dir, "scripts") {
			found = append(found,
				fmt.Sprintf("%s: no line in the list of allowed imports; whoever adds a package argues for one", dir))
		}
	}
	return found
}

func TestEveryLineHasAPackage(t *testing.T) { holds(t, everyLineHasAPackage) }

func everyLineHasAPackage(h house) []string {
	var found []string
	existing := packages(h.files)
	for _, dir := range slices.Sorted(maps.Keys(h.allowed)) {
		if !slices.Contains(existing, dir) {
			found = append(found, fmt.Sprintf("%s: a line in the list of allowed imports, but no such package", dir))
		}
	}
	return found
}

func TestOnlyAllowedImports(t *testing.T) { holds(t, onlyAllowedImports) }

func onlyAllowedImports(h house) []string {
	var found []string
	for _, f := range h.files {
		if under(f.dir, "scripts") {
			continue
		}
		for dir, at := range f.ours() {
			ok := slices.Contains(h.allowed[f.dir], dir) ||
				f.test && (dir == f.dir || forTestsOnly(dir) || slices.Contains(h.forTests, dir))
			if !ok {
				found = append(found, fmt.Sprintf("%s: %s may not import %s", at, f.dir, dir))
			}
		}
	}
	return found
}

func TestEveryAllowedImportIsUsed(t *testing.T) { holds(t, everyAllowedImportIsUsed) }

// everyAllowedImportIsUsed keeps the list true. A test does not justify a line in allowed: what only tests import
// belongs into forTests.
func everyAllowedImportIsUsed(h house) []string {
	type edge struct{ from, to string }
	used, usedByTests := map[edge]bool{}, map[string]bool{}
	for _, f := range h.files {
		for dir := range f.ours() {
			if f.test {
				usedByTests[dir] = true
			} else {
				used[edge{f.dir, dir}] = true
			}
		}
	}
	var found []string
	for _, from := range slices.Sorted(maps.Keys(h.allowed)) {
		for _, to := range h.allowed[from] {
			if !used[edge{from, to}] {
				found = append(found, fmt.Sprintf("%s: may import %s but does not; take it out of the list", from, to))
			}
		}
	}
	for _, dir := range h.forTests {
		if !usedByTests[dir] {
			found = append(found, fmt.Sprintf("%s: tests may import it but none does; take it out of forTests", dir))
		}
	}
	return found
}

func TestDomainIsPure(t *testing.T) { holds(t, domainIsPure) }

// domainIsPure looks at all of shared/ but the adapters: that is the domain.
func domainIsPure(h house) []string {
	var found []string
	for _, f := range h.files {
		if !domain(f.dir) || forTestsOnly(f.dir) || f.test {
			continue
		}
		for imported, at := range f.imports() {
			if !pure(imported) {
				found = append(found, fmt.Sprintf("%s: the domain may not import %s", at, imported))
			}
		}
	}
	return found
}

// domain reports whether a package is one of the domain: neither a function nor an adapter.
func domain(dir string) bool {
	return under(dir, "shared") && !under(dir, "shared/gcp") && !under(dir, "shared/local")
}

func pure(imported string) bool {
	if dir, ok := strings.CutPrefix(imported, module); ok {
		return domain(dir)
	}
	below := func(parent string) bool { return under(imported, parent) }
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") { // the standard library
		return imported != "net" && !slices.ContainsFunc(impure, below)
	}
	return slices.ContainsFunc(pureModules, below)
}

func TestDomainAsksNoClock(t *testing.T) { holds(t, domainAsksNoClock) }

// domainAsksNoClock finds what looks at the clock of the machine, or waits for it. The domain is handed the time, or a
// func() time.Time: so a test decides what time it is, and a decision can be made again.
func domainAsksNoClock(h house) []string {
	return inspect(h, func(f file, n ast.Node) string {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok || !domain(f.dir) || forTestsOnly(f.dir) || f.test {
			return ""
		}
		from, ok := selector.X.(*ast.Ident)
		if !ok {
			return ""
		}
		if called := from.Name + "." + selector.Sel.Name; slices.Contains(clocks, called) {
			return "the domain asks no clock, but is handed one: " + called
		}
		return ""
	})
}

func TestFunctionsStandAlone(t *testing.T) { holds(t, functionsStandAlone) }

// functionsStandAlone keeps a function out of another one: what both need is a rule, which belongs into the domain, or
// it is about HTTP, which is what answer and edge are for. Parts of a function are its own: packages in its folder.
func functionsStandAlone(h house) []string {
	var found []string
	for _, f := range h.files {
		for dir, at := range f.ours() {
			other := under(dir, "functions") && functionOf(dir) != functionOf(f.dir) && !slices.Contains(forFunctions, dir)
			if under(f.dir, "functions") && other {
				found = append(found, fmt.Sprintf("%s: the function %s may not import %s", at, f.dir, dir))
			}
		}
	}
	return found
}

// functionOf is the folder of the function that a package belongs to: a large one has rooms below its own.
func functionOf(dir string) string {
	parts := strings.SplitN(dir, "/", 3)
	return strings.Join(parts[:min(len(parts), 2)], "/")
}

func TestNobodyImportsScripts(t *testing.T) { holds(t, nobodyImportsScripts) }

// nobodyImportsScripts lets a script have parts, which are its own: packages in its folder.
func nobodyImportsScripts(h house) []string {
	var found []string
	for _, f := range h.files {
		for dir, at := range f.ours() {
			if under(dir, "scripts") && (strings.Count(dir, "/") == 1 || part(dir) != part(f.dir)) {
				found = append(found, fmt.Sprintf("%s: %s is a script or a part of another one, which nobody else imports", at,
					dir))
			}
		}
	}
	return found
}

// script is the folder of the script that a folder is in.
func part(dir string) string {
	parts := strings.SplitN(dir, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

func TestLocalIsNotDeployed(t *testing.T) { holds(t, localIsNotDeployed) }

// localIsNotDeployed keeps the local stand-ins, with their callers named by "Bearer dev:…", out of every deployed
// function. Only these may import them, so no detour through another package leads there either.
func localIsNotDeployed(h house) []string {
	return onlyFor(h, "is local, for scripts, tests or other local parts only",
		func(dir string) bool { return under(dir, "shared/local") },
		func(f file) bool { return f.test || under(f.dir, "scripts") || under(f.dir, "shared/local") })
}

func TestTestPackagesAreForTests(t *testing.T) { holds(t, testPackagesAreForTests) }

func testPackagesAreForTests(h house) []string {
	return onlyFor(h, "is for tests or other …test packages only",
		forTestsOnly,
		func(f file) bool { return f.test || forTestsOnly(f.dir) })
}

// onlyFor finds the imports of the packages that match restricted by files that do not match may.
func onlyFor(h house, why string, restricted func(dir string) bool, may func(file) bool) []string {
	var found []string
	for _, f := range h.files {
		for dir, at := range f.ours() {
			if restricted(dir) && !may(f) {
				found = append(found, fmt.Sprintf("%s: %s %s", at, dir, why))
			}
		}
	}
	return found
}

// packages returns the folders with Go files.
func packages(files []file) []string {
	dirs := map[string]bool{}
	for _, f := range files {
		dirs[f.dir] = true
	}
	return slices.Sorted(maps.Keys(dirs))
}

func under(dir, parent string) bool { return dir == parent || strings.HasPrefix(dir, parent+"/") }

// forTestsOnly tells whether dir holds contract tests, sample data or fakes: …test.
func forTestsOnly(dir string) bool { return strings.HasSuffix(dir, "test") }
