package partial_test

import (
	"bytes"
	"runtime"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
)

// FuzzDecode holds that any bytes are read in bounded memory, and that each finding says in both languages what is
// wrong at a place that is in the file.
func FuzzDecode(f *testing.F) {
	for _, seed := range eventtest.Seeds(f, "../proposal/testdata") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		imp, found := partial.Decode(content)
		runtime.ReadMemStats(&after)
		if spent, most := after.TotalAlloc-before.TotalAlloc, uint64(1<<20+500*len(content)); spent > most {
			t.Errorf("%d bytes for a file of %d", spent, len(content))
		}
		if imp == nil && found.Empty() {
			t.Error("neither import nor problems")
		}
		for _, p := range found.Items {
			checkFinding(t, content, p)
		}
		if imp != nil {
			checkImport(t, content, imp)
		}
	})
}

func checkFinding(t *testing.T, content []byte, p problem.Problem) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	lines := bytes.Split(content, []byte("\n"))
	if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > 1+utf8.RuneCount(lines[p.Line-1]) {
		t.Errorf("%s is at %d:%d, which is not in the file", p.Code, p.Line, p.Column)
	}
	for _, lang := range []problem.Language{problem.German, problem.English} {
		if message := p.Message(lang); message == string(p.Code) || !utf8.ValidString(message) ||
			bytes.Contains([]byte(message), []byte("%!")) {
			t.Errorf("%s says %q", p.Code, message)
		}
	}
	if !p.Path.IsValid() {
		t.Errorf("%s is at %q, which is no pointer", p.Code, p.Path)
	}
}

// checkImport holds that the file says each thing once, in the order of work, and that an import survives being stored.
func checkImport(t *testing.T, content []byte, imp *partial.Import) {
	for i := 1; i < len(imp.Entries); i++ {
		a, b := imp.Entries[i-1], imp.Entries[i]
		if a.Section == b.Section && partial.Before(a.ID, b.ID) >= 0 {
			t.Errorf("%s is before %s", a.Key, b.Key)
		}
	}
	if _, found := partial.Decode(content); !found.Empty() {
		return
	}
	stored, err := json.Marshal(imp)
	if err != nil {
		return // a value of a custom field, which is no value of any
	}
	var again partial.Import
	if err := json.Unmarshal(stored, &again); err != nil {
		t.Fatal(err)
	}
	if imp.ContentHash() != again.ContentHash() {
		t.Error("the import changes by being stored")
	}
}
