package tour

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestTheREADMEHasItsCommands(t *testing.T) {
	text, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	b, err := read(string(text))
	if err != nil || !strings.Contains(b.settings, "kursbuch()") ||
		!slices.Contains(b.commands, "go run ./scripts/package") || len(b.console) < 4 || len(b.calendar) < 5 ||
		!slices.Contains(b.console, "export TF_VAR_console_google_client_id="+client) {
		t.Errorf("got %+v, %v", b, err)
	}
	for about, broken := range map[string]string{
		"a command less":    strings.Replace(string(text), "\ngo run ./scripts/package\n", "\n", 1),
		"no calendar":       strings.Replace(string(text), "\n### The calendar\n", "\n", 1),
		"no console":        strings.Replace(string(text), "\n### The console\n", "\n", 1),
		"no project":        strings.ReplaceAll(string(text), "PROJECT=", "P="),
		"no such a section": "# Kursbuch\n",
	} {
		if _, err := read(broken); err == nil {
			t.Errorf("%s: no error", about)
		}
	}
}

func TestADecisionIsAboutWhatWasShown(t *testing.T) {
	const confirm = `kursbuch URL -d '{"proposal":"…","token":"…","action":"confirm"}'`
	const open = `kursbuch "URL?proposal=…"`
	if got, err := decision(open, `[{"id": "p1"}]`); err != nil || got != `kursbuch "URL?proposal=p1"` {
		t.Errorf("got %s, %v", got, err)
	}
	got, err := decision(confirm, `{"id": "p1", "token": "t1"}`)
	if want := `kursbuch URL -d '{"proposal":"p1","token":"t1","action":"confirm"}'`; err != nil || got != want {
		t.Errorf("got %s, %v", got, err)
	}
	for _, said := range []string{`[]`, `[{"id": "a"}, {"id": "b"}]`, "no answer"} {
		for _, command := range []string{open, confirm} {
			if _, err := decision(command, said); err == nil {
				t.Errorf("%s after %s", command, said)
			}
		}
	}
	if got, err := decision("tofu apply", "anything"); err != nil || got != "tofu apply" {
		t.Errorf("got %s, %v", got, err)
	}
}
