package schema

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// leastRefused is how many of the rejected files of the corpus the schemas refuse, of 301. It may grow. What is left is
// not JSON at all or needs more than a schema: references to what is not there, duplicate members, sums.
const leastRefused = 249

// TestCorpus compares with the verdicts of the compatibility corpus.
func TestCorpus(t *testing.T) {
	corpus := corpusFolder(t)
	schemas := map[string]*jsonschema.Schema{}
	for _, state := range []string{"base", "ext", "ccs"} {
		schemas[state] = validator(t, Of(read(t, filepath.Join(corpus, "states", state+".json"))))
	}
	files, err := filepath.Glob(filepath.Join(corpus, "cases", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	refused := 0
	for _, file := range files {
		for _, c := range cases(t, file) {
			for i, s := range c.Steps {
				places, err := refusals(schemas[c.State], s.content(t))
				switch {
				case s.Verdict == "accept" && (err != nil || places != nil):
					t.Errorf("%s, step %d is acceptable, but refused at %s: %v", c.Name, i, places, err)
				case s.Verdict == "reject" && places != nil && !slices.ContainsFunc(places, s.at):
					t.Errorf("%s, step %d is refused at %s, not at %s", c.Name, i, places, s.At)
				case s.Verdict == "reject" && places != nil:
					refused++
				}
			}
		}
	}
	if refused < leastRefused {
		t.Errorf("only %d of the rejected files are refused, fewer than %d", refused, leastRefused)
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
	At      []jsontext.Pointer
}

// at tells whether a problem in this place is expected.
func (s corpusStep) at(place jsontext.Pointer) bool {
	return len(s.At) == 0 || slices.Contains(s.At, place)
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
