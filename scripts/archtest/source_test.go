package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"iter"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "kursbuch.internal/"

// A house is what the rules look at.
type house struct {
	files    []file
	allowed  map[string][]string
	forTests []string
	large    map[string]string
}

// A file is one Go file, outside of testdata. All paths are relative to the module root.
type file struct {
	dir    string
	test   bool
	source string
	ast    *ast.File
	pos    *token.File
}

// A rule returns its violations, each with its place.
type rule func(house) []string

var built = sync.OnceValues(func() (house, error) {
	files, err := read(os.DirFS("../.."))
	return house{files, allowed, forTests, large}, err
})

// holds fails the test for each violation of r in our own source.
func holds(t *testing.T, r rule) {
	t.Helper()
	h, err := built()
	if err != nil {
		t.Fatal(err)
	}
	for _, violation := range r(h) {
		t.Error(violation)
	}
}

func read(root fs.FS) ([]file, error) {
	var files []file
	set := token.NewFileSet()
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && ignored(d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" || ignored(d.Name()) {
			return nil
		}
		source, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(set, name, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file{path.Dir(name), strings.HasSuffix(name, "_test.go"), string(source), parsed,
			set.File(parsed.Pos())})
		return nil
	})
	return files, err
}

// ignored tells whether the go command passes over a file or folder of this name.
func ignored(name string) bool {
	return name[0] == '.' || name[0] == '_' || name == "testdata" || name == "vendor"
}

// imports yields the import paths of f with their places.
func (f file) imports() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, spec := range f.ast.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
			if !yield(imported, f.at(spec)) {
				return
			}
		}
	}
}

// ours yields the folders of the packages of this module that f imports.
func (f file) ours() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for imported, at := range f.imports() {
			if dir, ok := strings.CutPrefix(imported, module); ok && !yield(dir, at) {
				return
			}
		}
	}
}

func (f file) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", f.pos.Name(), f.pos.Line(n.Pos()))
}
