package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite what is expected in testdata")

var now = time.Date(2027, 7, 1, 12, 0, 0, 0, time.UTC)

// TestOutput checks the files of each archive, one after another, and compares what people read.
func TestOutput(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(here, "testdata/*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal("no test data", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			result := expect(t, archive)
			if *update {
				if err := os.WriteFile(name, result, 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(txtar.Format(archive)), string(result)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// expect is the archive with what is printed now.
func expect(t *testing.T, archive *txtar.Archive) []byte {
	folder := workshop(t)
	result := &txtar.Archive{Comment: archive.Comment}
	var imports []string
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".json") {
			write(t, filepath.Join(folder, f.Name), f.Data)
			imports = append(imports, f.Name)
		} else {
			var out bytes.Buffer
			status := run(append([]string{"check", "-lang", f.Name, "event.json"}, imports...), &out, &out, now)
			if i := bytes.IndexFunc(out.Bytes(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 {
				t.Errorf("a control character reaches the terminal: %q", out.Bytes()[i:min(i+20, out.Len())])
			}
			fmt.Fprintln(&out, "exit status", status)
			f.Data = out.Bytes()
		}
		result.Files = append(result.Files, f)
	}
	return txtar.Format(result)
}

// workshop goes to a folder of the test that holds event.json.
func workshop(t *testing.T) string {
	t.Helper()
	event, err := os.ReadFile("../../shared/wording/testdata/event.json")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	t.Chdir(folder)
	write(t, "event.json", event)
	return folder
}

func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
