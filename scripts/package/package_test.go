package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/local/buildpack"
)

// all gives the functions of this module, with its folder.
func all(t *testing.T) (root string, functions []function) {
	t.Helper()
	root, err := moduleRoot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	functions, err = choose(root, nil)
	if err != nil || len(functions) == 0 {
		t.Fatalf("%d functions, %v", len(functions), err)
	}
	return root, functions
}

// One of each kind: the check packages all.
func TestAPackagedFunctionAnswersAsItself(t *testing.T) {
	_, functions := all(t)
	out, staging := filepath.Join(t.TempDir(), "dist"), t.TempDir()
	trigger := slices.IndexFunc(functions, func(f function) bool { return f.trigger })
	guarded := slices.IndexFunc(functions, func(f function) bool { return !f.trigger })
	both := []function{functions[trigger], functions[guarded]}
	if err := run(t.Context(), t.Output(), out, []string{both[0].folder, both[1].folder}); err != nil {
		t.Fatal(err)
	}
	for _, f := range both {
		zipped, err := os.ReadFile(filepath.Join(out, f.folder+".zip"))
		if err != nil {
			t.Fatal(err)
		}
		binary, err := buildpack.Build(t.Context(), zipped, staging)
		if err != nil {
			t.Fatal(err)
		}
		misnamed, mistaken := f, f
		misnamed.name += "s"
		mistaken.trigger = !f.trigger
		for _, other := range []function{misnamed, mistaken} {
			if _, err := other.start(t.Context(), binary); err == nil {
				t.Errorf("%s answers as %+v", f.folder, other)
			}
		}
	}
}

// Google builds with what Terraform tells it, which has to be what is proven here.
func TestTerraformBuildsWithTheSameSettings(t *testing.T) {
	root, _ := all(t)
	config, err := os.ReadFile(filepath.Join(root, "terraform", "modules", "function", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(config), "    environment_variables = {\n")
	block, _, _ = strings.Cut(block, "    }\n")
	got := map[string]string{}
	for line := range strings.Lines(block) {
		name, value, _ := strings.Cut(line, "=")
		got[strings.TrimSpace(name)] = strings.Trim(strings.TrimSpace(value), `"`)
	}
	if diff := cmp.Diff(buildpack.Settings, got); diff != "" {
		t.Errorf("settings (-scripts/package +Terraform):\n%s", diff)
	}
}

func TestSameFilesSameBytes(t *testing.T) {
	root, functions := all(t)
	elsewhere := t.TempDir()
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	for _, folder := range []string{"functions", "shared"} {
		if err := os.CopyFS(filepath.Join(elsewhere, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(elsewhere, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(elsewhere)
	for _, f := range functions {
		here, err := f.pack(t.Context(), root)
		if err != nil {
			t.Fatal(err)
		}
		there, err := f.pack(t.Context(), elsewhere)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(here, there) {
			t.Errorf("%s: two zips of the same files", f.folder)
		}
	}
}

// house is a module with a function that embeds a file, with much else.
var house = map[string]string{
	"go.mod": "module kursbuch.internal\n\ngo 1.26.0\n\ntool example.com/tool\n",
	"go.sum": "",
	"functions/hello/register.go": "package hello\n\nimport (\n\t_ \"embed\"\n\n\t_ " +
		"\"kursbuch.internal/shared/used\"\n)\n\n//go:embed hello.txt\nvar _ string",
	"functions/hello/hello.txt":     "hello",
	"functions/hello/hello_test.go": "package hello",
	"functions/hello/testdata/a":    "",
	"functions/hello/README.md":     "",
	"functions/other/other.go":      "package other",
	"shared/used/used.go":           "package used",
	"shared/used/used_linux.go":     "package used",
	"shared/used/used_plan9.go":     "package used",
	"shared/unused/unused.go":       "package unused",
}

func TestAZipHoldsWhatItTakes(t *testing.T) {
	dir := t.TempDir()
	for name, content := range house {
		if err := write(filepath.Join(dir, name), []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	zipped, err := function{folder: "hello", name: "Hello"}.pack(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(zipped), int64(len(zipped)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range z.File {
		names = append(names, file.Name)
	}
	want := []string{
		"function.go", "functions/hello/hello.txt", "functions/hello/register.go", "go.mod", "go.sum",
		"shared/used/used.go", "shared/used/used_linux.go",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if mod, err := z.Open("go.mod"); err != nil {
		t.Error(err)
	} else if content, err := io.ReadAll(mod); err != nil || strings.Contains(string(content), "tool") {
		t.Errorf("go.mod: %s, %v", content, err)
	}
}

func TestAFunctionIsNamedAsItsFolder(t *testing.T) {
	tests := map[string]struct {
		source string
		want   function
		wrong  bool
	}{
		"for callers": {`func init() { edge.HTTP("ImportCheck", build) }`, function{"importcheck", "ImportCheck",
			false, false}, false},
		"for triggers": {`func init() { edge.Trigger("ImportCheck", build) }`, function{"importcheck", "ImportCheck",
			true, false}, false},
		"for browsers": {`func init() { edge.Pages("ImportCheck", build) }`, function{"importcheck", "ImportCheck",
			false, true}, false},
		"another name":         {`func init() { edge.HTTP("ImportChecks", build) }`, function{}, true},
		"not in CamelCase":     {`func init() { edge.HTTP("importcheck", build) }`, function{}, true},
		"nothing at all":       {`func init() {}`, function{}, true},
		"more than one":        {`edge.HTTP("ImportCheck", build); edge.Trigger("ImportCheck", build)`, function{}, true},
		"by a name of its own": {`func init() { edge.HTTP(name, build) }`, function{}, true},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "importcheck", "register.go")
			if err := write(file, []byte(test.source)); err != nil {
				t.Fatal(err)
			}
			if got, err := read(file); got != test.want || (err != nil) != test.wrong {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestFunctionsAreChosenByTheirFolders(t *testing.T) {
	root, functions := all(t)
	last := functions[len(functions)-1]
	if got, err := choose(root, []string{last.folder}); err != nil || !slices.Equal(got, []function{last}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := choose(root, []string{last.folder, "edge"}); err == nil || !strings.Contains(err.Error(),
		"functions/edge/register.go") {
		t.Errorf("got %v", err)
	}
}

var entryPoint = regexp.MustCompile(`entry_point\s*=\s*"(.*)"`)

// A wrong entry point is built by Google, too, then dies at its start.
func TestTerraformKnowsTheFunctions(t *testing.T) {
	root, functions := all(t)
	files, err := filepath.Glob(filepath.Join(root, "terraform", "function_*.tf"))
	if err != nil || len(files) != len(functions) {
		t.Errorf("%d functions, but %d files in terraform/: %v", len(functions), len(files), err)
	}
	for _, f := range functions {
		config, err := os.ReadFile(filepath.Join(root, "terraform", "function_"+f.folder+".tf"))
		if err != nil {
			t.Error(err)
			continue
		}
		got := entryPoint.FindSubmatch(config)
		if got == nil || string(got[1]) != f.name {
			t.Errorf("%s: %q instead of %s", f.folder, got, f.name)
		}
		if triggered := strings.Contains(string(config), eventType); triggered != f.trigger {
			t.Errorf("%s: triggered by %s: %t", f.folder, eventType, triggered)
		}
	}
}
