package schema

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"
)

// TestRules checks imports for testdata/camp.json, one per line. What is to be refused has the place in front. Files
// called "… whole" are complete, the others get an envelope.
func TestRules(t *testing.T) {
	v := validator(t, Of(read(t, "testdata/camp.json")))
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no test data", err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range archive.Files {
				verdict, whole := strings.CutSuffix(file.Name, " whole")
				for line := range strings.Lines(string(file.Data)) {
					at, text, found := strings.Cut(line, "{")
					if !found || (verdict == "accept") != (at == "") {
						t.Fatalf("%s: %s", file.Name, line)
					}
					text = "{" + text
					if !whole {
						text = enveloped(t, text)
					}
					judge(t, v, jsontext.Pointer(strings.TrimSpace(at)), text)
				}
			}
		})
	}
}

func enveloped(t *testing.T, text string) string {
	file := map[string]jsontext.Value{
		"EVENT_SCHEMA_VERSION": jsontext.Value("[17, 2]"), "kind": jsontext.Value(`"partial"`), "id": jsontext.Value("7"),
		"timestamp": jsontext.Value(`"2026-05-01T10:00:00+00:00"`),
	}
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	complete, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(complete)
}

// judge checks that an import is refused at a place, or not at all.
func judge(t *testing.T, v *jsonschema.Schema, at jsontext.Pointer, text string) {
	t.Helper()
	got, err := refusals(v, []byte(text))
	switch {
	case err != nil:
		t.Errorf("%s: %v", text, err)
	case at == "" && len(got) > 0:
		t.Errorf("refused at %s: %s", got, text)
	case at != "" && !slices.Contains(got, at):
		t.Errorf("refused at %q, not at %s: %s", got, at, text)
	}
}

func TestSameBytes(t *testing.T) {
	s := read(t, "testdata/camp.json")
	first := Of(s)
	for range 10 {
		if again := Of(s); !bytes.Equal(first, again) {
			t.Fatalf("%s\nis not\n%s", again, first)
		}
	}
}

// TestOverridden keeps the rule of the package comment: what a $ref leads to has no text of its own.
func TestOverridden(t *testing.T) {
	b := builder{Snapshot: read(t, "testdata/camp.json"), defs: map[string]*node{}}
	b.file()
	for name, n := range b.defs {
		if n.Title != "" || n.Description != "" {
			t.Errorf("%s is explained where it is defined: %s", name, n.Title)
		}
	}
}

// TestFeesThatAnExportDoesNotTell: any ID may be that of an individual fee without one, as the check has it.
func TestFeesThatAnExportDoesNotTell(t *testing.T) {
	s := read(t, "testdata/camp.json")
	for i := range s.Event.Fees {
		s.Event.Fees[i].ID = 0
	}
	v := validator(t, Of(s))
	judge(t, v, "", enveloped(t, `{"registrations": {"1": {"personalized_fees": {"4711": "1.00"}}}}`))
	judge(t, v, "/registrations/1/personalized_fees/x", enveloped(t,
		`{"registrations": {"1": {"personalized_fees": {"x": "1.00"}}}}`))
	judge(t, v, "/registrations/1/personalized_fees/4711",
		enveloped(t, `{"registrations": {"1": {"personalized_fees": {"4711": "viel"}}}}`))
}
