package compattest

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// testCase is a line of the corpus.
type testCase struct {
	Name  string `json:"name"`
	About string `json:"about"`
	State string `json:"state"`
	Steps []step `json:"steps"`

	state []byte // the snapshot that State names
}

// step is one file with what is expected of it.
type step struct {
	File    string                       `json:"file"`
	Bytes   []byte                       `json:"file_base64"` // instead of File, if that is no UTF-8
	Uses    map[string][]int             `json:"uses"`
	Verdict verdict                      `json:"verdict"`
	At      []string                     `json:"at"`
	All     bool                         `json:"all"`
	Delta   jsontext.Value               `json:"delta"`
	Changes map[string][2]jsontext.Value `json:"changes"` // by path, without the leading slash of a pointer
	New     created                      `json:"new"`
	Warn    []string                     `json:"warn"`
	Why     string                       `json:"why"`
}

type verdict string

const (
	accept verdict = "accept"
	reject verdict = "reject"
)

// created are the IDs of new entities, by section and placeholder.
type created map[string]map[string]int

// folder is where the corpus lies.
func folder(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(moduleRoot(t), "..", "shared", "compat")
	if _, err := os.Stat(folder); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the compatibility corpus is not there: %v", err)
		}
		t.Skipf("the compatibility corpus is not there: %v", err)
	}
	return folder
}

// corpus reads all cases, by family.
func corpus(t *testing.T, folder string) map[string][]testCase {
	t.Helper()
	cases := map[string][]testCase{}
	files, _ := filepath.Glob(filepath.Join(folder, "cases", "*.jsonl")) // the pattern is sound
	for _, name := range files {
		family := strings.TrimSuffix(filepath.Base(name), ".jsonl")
		lines := jsontext.NewDecoder(bytes.NewReader(read(t, name)))
		for {
			var c testCase
			err := json.UnmarshalDecode(lines, &c)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			c.state = read(t, filepath.Join(folder, "states", c.State+".json"))
			cases[family] = append(cases[family], c)
		}
	}
	if len(cases) == 0 {
		t.Fatalf("there are no cases in %s", folder)
	}
	return cases
}

// moduleRoot is the nearest folder upwards with a go.mod: tests run in the folder of their package.
func moduleRoot(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("there is no go.mod upwards")
		}
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
