package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

func TestSchema(t *testing.T) {
	sound, broken := filepath.Join(t.TempDir(), "sound.json"), filepath.Join(t.TempDir(), "broken.json")
	for name, text := range map[string]string{
		sound:  `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "event": {}}`,
		broken: `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1}`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name string
		args []string
		want int
	}{
		{"an event", []string{sound}, exitAcceptable},
		{"no export", []string{broken}, exitUsage},
		{"no such file", []string{"nowhere.json"}, exitUsage},
		{"no argument", nil, exitUsage},
		{"two events", []string{sound, sound}, exitUsage},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			if got := run(append([]string{"schema"}, test.args...), &out, &errs, time.Time{}); got != test.want {
				t.Errorf("exit %d, not %d: %s", got, test.want, errs.String())
			}
			if sound := jsontext.Value(out.Bytes()).IsValid(); sound != (test.want == exitAcceptable) {
				t.Errorf("printed %q", out.String())
			}
			if (errs.Len() == 0) != (test.want == exitAcceptable) {
				t.Errorf("complained %q", errs.String())
			}
		})
	}
}
