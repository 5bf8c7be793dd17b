package archtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// sound is a house that keeps every rule. The lists that belong to it are in build.
var sound = map[string]string{
	"shared/fee/fee.go":             "// Package fee is one.\npackage fee\nimport _ \"math\"",
	"shared/fee/fee_test.go":        "package fee_test\nimport _ \"kursbuch.internal/shared/fee\"\nimport _ \"os\"",
	"shared/diff/diff.go":           "// Package diff is one.\npackage diff\nimport _ \"kursbuch.internal/shared/fee\"",
	"shared/diff/diff_test.go":      "package diff\nimport _ \"kursbuch.internal/shared/local/boltdb\"",
	"shared/difftest/difftest.go":   "// Package difftest is one.\npackage difftest\nimport _ \"net/http\"",
	"shared/local/boltdb/boltdb.go": "// Package boltdb is one.\npackage boltdb",
	"scripts/dev/main.go": "// Command dev is one.\npackage main\nimport _ " +
		"\"kursbuch.internal/shared/local/boltdb\"\nimport _ \"kursbuch.internal/scripts/dev/page\"",
	"scripts/dev/page/page.go":        "// Package page is one.\npackage page",
	"scripts/dev/testdata/ignored.go": "package util",
}

func build(t *testing.T, changes map[string]string) house {
	t.Helper()
	root := fstest.MapFS{}
	for _, sources := range []map[string]string{sound, changes} {
		for name, source := range sources {
			root[name] = &fstest.MapFile{Data: []byte(source)}
		}
	}
	files, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	return house{
		files: files,
		allowed: map[string][]string{
			"shared/diff": {"shared/fee"}, "shared/difftest": {}, "shared/fee": {}, "shared/local/boltdb": {},
		},
		forTests: []string{"shared/local/boltdb"},
		large:    map[string]string{"shared/wording": "it is a heap of words"},
	}
}

// files are n of them in one package.
func files(n int) map[string]string {
	sources := map[string]string{}
	for i := range n {
		sources[fmt.Sprintf("shared/fee/a%d.go", i)] = "package fee"
	}
	return sources
}

// folders are n of them in shared/.
func folders(n int) map[string]string {
	sources := map[string]string{}
	for i := range n {
		sources[fmt.Sprintf("shared/a%d/a.go", i)] = "package a"
	}
	return sources
}

var breaches = []struct {
	name    string
	rule    rule
	changes map[string]string
	want    string
}{
	{"a package without a line", everyPackageHasALine,
		map[string]string{"shared/wording/a.go": "package wording"}, "shared/wording: no line"},
	{"a file at the top", everyPackageHasALine,
		map[string]string{"a.go": "package kursbuch"}, ".: no line"},
	{"an import that the list lacks", onlyAllowedImports,
		map[string]string{"shared/fee/a.go": "package fee\n\nimport _ \"kursbuch.internal/shared/local/boltdb\""},
		"shared/fee/a.go:3: "},
	{"a test's import that the lists lack", onlyAllowedImports,
		map[string]string{"shared/fee/a_test.go": "package fee\n\nimport _ \"kursbuch.internal/shared/diff\""},
		"shared/fee/a_test.go:3: "},
	{"an allowed import that nobody uses", everyAllowedImportIsUsed,
		map[string]string{"shared/diff/diff.go": "package diff"}, "shared/diff: may import shared/fee"},
	{"an allowed import that only a test uses", everyAllowedImportIsUsed,
		map[string]string{"shared/diff/diff.go": "package diff",
			"shared/diff/a_test.go": "package diff\nimport _ \"kursbuch.internal/shared/fee\""},
		"shared/diff: may import shared/fee"},
	{"an import for tests that no test uses", everyAllowedImportIsUsed,
		map[string]string{"shared/diff/diff_test.go": "package diff"}, "shared/local/boltdb: tests may"},
	{"a domain that serves", domainIsPure,
		map[string]string{"shared/fee/a.go": "package fee\nimport _ \"net/http/httptest\""}, "shared/fee/a.go:2: "},
	{"a domain that calls", domainIsPure,
		map[string]string{"shared/fee/a.go": "package fee\nimport _ \"net\""}, "shared/fee/a.go:2: "},
	{"a domain that knows Google", domainIsPure,
		map[string]string{"shared/fee/a.go": "package fee\nimport _ \"cloud.google.com/go/firestore\""},
		"shared/fee/a.go:2: "},
	{"a domain that knows an adapter", domainIsPure,
		map[string]string{"shared/fee/a.go": "package fee\nimport _ \"kursbuch.internal/shared/gcp/gcal\""},
		"shared/fee/a.go:2: "},
	{"a domain that looks at the clock", domainAsksNoClock,
		map[string]string{"shared/fee/a.go": "package fee\nimport \"time\"\nvar now = time.Now"}, "shared/fee/a.go:3: "},
	{"a domain that waits", domainAsksNoClock,
		map[string]string{"shared/fee/a.go": "package fee\nimport \"time\"\nvar _ = time.NewTimer(1)"},
		"shared/fee/a.go:3: "},
	{"a function that needs another one", functionsStandAlone,
		map[string]string{"functions/export/a.go": "package export\nimport _ \"kursbuch.internal/functions/settings\""},
		"functions/export/a.go:2: "},
	{"a part of another function", functionsStandAlone,
		map[string]string{"functions/export/a.go": "package export\nimport _ \"kursbuch.internal/functions/console/page\""},
		"functions/export/a.go:2: "},
	{"an imported script", nobodyImportsScripts,
		map[string]string{"scripts/orga/a.go": "package main\nimport _ \"kursbuch.internal/scripts/dev\""},
		"scripts/orga/a.go:2: "},
	{"an imported part of another script", nobodyImportsScripts,
		map[string]string{"scripts/orga/a.go": "package main\nimport _ \"kursbuch.internal/scripts/dev/page\""},
		"scripts/orga/a.go:2: "},
	{"a stand-in deployed", localIsNotDeployed,
		map[string]string{"functions/export/a.go": "package export\nimport _ \"kursbuch.internal/shared/local/boltdb\""},
		"functions/export/a.go:2: "},
	{"a fake deployed", testPackagesAreForTests,
		map[string]string{"functions/export/a.go": "package export\nimport _ \"kursbuch.internal/shared/difftest\""},
		"functions/export/a.go:2: "},
	{"a file in shared", sharedHoldsNoFile,
		map[string]string{"shared/a.go": "package shared"}, "shared/a.go: "},
	{"a name that says nothing", packagesAreNouns,
		map[string]string{"shared/util/text/a.go": "package text"}, `shared/util/text: "util"`},
	{"a folder of another name", folderNamesPackage,
		map[string]string{"shared/fee/a.go": "package fees"}, "shared/fee/a.go:1: "},
	{"a package without a comment", everyPackageSaysWhatItIs,
		map[string]string{"shared/fee/fee.go": "package fee"}, "shared/fee: no package comment"},
	{"a comment of another form", everyPackageSaysWhatItIs,
		map[string]string{"shared/fee/fee.go": "// Fees.\npackage fee"}, "shared/fee/fee.go:1: "},
	{"a package that is two things", everyPackageSaysWhatItIs,
		map[string]string{"shared/fee/fee.go": "// Package fee is fees\n// and more.\npackage fee"}, "shared/fee/fee.go:1: "},
	{"a long line", linesFit,
		map[string]string{"shared/fee/a.go": "package fee\n\n// " + strings.Repeat("ü", 118) + "\n"},
		"shared/fee/a.go:3: 121 columns"},
	{"a package of many files", packagesAreSmall, files(16), "shared/fee: 17 files, "},
	{"a package of many lines", packagesAreSmall,
		map[string]string{"shared/fee/a.go": "package fee" + strings.Repeat("\n", 1800)}, "shared/fee: 2 files, 1803 lines"},
	{"an exception that is none", packagesAreSmall,
		map[string]string{"shared/wording/a.go": "package wording"}, "shared/wording: 1 files, 1 lines, which is no"},
	{"a crowded floor", sharedIsSurveyable, folders(17), "shared: 21 folders"},
	{"a long file", filesAreSmall,
		map[string]string{"shared/fee/a.go": "package fee" + strings.Repeat("\n", 301)}, "shared/fee/a.go:301: 301 lines"},
	{"a long test", filesAreSmall,
		map[string]string{"shared/fee/a_test.go": "package fee" + strings.Repeat("\n", 501)},
		"shared/fee/a_test.go:501: 501 lines"},
	{"a long function", functionsAreSmall,
		map[string]string{"shared/fee/a.go": "package fee\nfunc f() {" + strings.Repeat("\n", 52) + "}"},
		"shared/fee/a.go:2: a function of 51 lines"},
	{"many parameters", fewParameters,
		map[string]string{"shared/fee/a.go": "package fee\nfunc f(a, b, c int, d, e bool)"},
		"shared/fee/a.go:2: 5 parameters"},
}

func TestRulesFindBreaches(t *testing.T) {
	for _, b := range breaches {
		t.Run(b.name, func(t *testing.T) {
			if got := b.rule(build(t, nil)); len(got) > 0 {
				t.Errorf("violations in the sound house: %q", got)
			}
			if got := b.rule(build(t, b.changes)); len(got) != 1 || !strings.HasPrefix(got[0], b.want) {
				t.Errorf("got %q, want %q …", got, b.want)
			}
		})
	}
}

func TestLineWithoutAPackageIsFound(t *testing.T) {
	h := build(t, nil)
	h.files = slices.DeleteFunc(h.files, func(f file) bool { return f.dir == "shared/difftest" })
	if got := everyLineHasAPackage(h); len(got) != 1 {
		t.Errorf("got %q, want one violation", got)
	}
	h.allowed = maps.Clone(h.allowed)
	delete(h.allowed, "shared/difftest")
	if got := everyLineHasAPackage(h); len(got) != 0 {
		t.Errorf("violations after the line was taken out: %q", got)
	}
}
