package schema

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// leastRefused is how many of the corpus's rejected files a schema refuses, among those that are JSON at all. It may grow.
const leastRefused = 1

// TestCorpus compares with the verdicts of the compatibility corpus.
func TestCorpus(t *testing.T) {
	corpus := corpusFolder(t)
	schemas := map[string]*jsonschema.Schema{}
	for _, name := range []string{"base", "ext", "ccs"} {
		schemas[name] = validator(t, Of(read(t, filepath.Join(corpus, "states", name+".json"))))
	}
	files, err := filepath.Glob(filepath.Join(corpus, "cases", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	accepted, refused := 0, 0
	for _, file := range files {
		for _, c := range cases(t, file) {
			for i, s := range c.Steps {
				instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.content(t)))
				if err != nil {
					continue // not JSON: no schema is asked
				}
				err = schemas[c.State].Validate(instance)
				switch {
				case s.Verdict == "accept" && err != nil:
					t.Errorf("%s, step %d is acceptable, but: %v", c.Name, i, err)
				case s.Verdict == "accept":
					accepted++
				case err != nil:
					refused++
				default:
					t.Log("lax", c.Name, s.Why)
				}
			}
		}
	}
	t.Logf("%d accepted, %d refused", accepted, refused)
	if refused < leastRefused {
		t.Errorf("only %d of the rejected files are refused, which were %d", refused, leastRefused)
	}
}

// A corpusCase is one line of the corpus.
type corpusCase struct {
	Name, State string
	Steps       []corpusStep
}

type corpusStep struct {
	File    string
	Base64  string `json:"file_base64"`
	Verdict string
	Why     string
}

func (s corpusStep) content(t *testing.T) []byte {
	content, err := base64.StdEncoding.DecodeString(s.Base64)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(strings.TrimPrefix(s.File+string(content), "\ufeff"))
}

func cases(t *testing.T, file string) []corpusCase {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []corpusCase
	for line := range bytes.Lines(text) {
		var c corpusCase
		if err := json.Unmarshal(line, &c, json.MatchCaseInsensitiveNames(true)); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, c)
	}
	return all
}

// corpusFolder finds the corpus beside the module.
func corpusFolder(t *testing.T) string {
	root, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		root = filepath.Dir(root)
	}
	corpus := filepath.Join(root, "../shared/compat")
	if _, err := os.Stat(corpus); errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true" {
		t.Skip("the compatibility corpus is not here: " + corpus)
	} else if err != nil {
		t.Fatal(err)
	}
	return corpus
}
