package archtest

import (
	"fmt"
	"go/doc"
	"path"
	"slices"
	"strings"
	"testing"
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
