package console_test

import (
	"strings"
	"testing"

	"kursbuch.internal/shared/proposal"
)

// TestNamesOfFiles: people know a file by the name that it has for them, not by that of its object.
func TestNamesOfFiles(t *testing.T) {
	d := newDesk(t)
	p := d.proposal(d.checked(orga, "raumtausch.json", "{"))
	if p.Source.Name() != "raumtausch.json" || p.Title() != "raumtausch.json" {
		t.Errorf("it is called %q, %q", p.Source.Name(), p.Title())
	}
	elsewhere := d.get(orga, d.checked(orga, "fremd.json", strings.Replace(sampleFile(t, "07"), `"id": 1`, `"id": 2`, 1)))
	if text := elsewhere.Find("main").Text(); !strings.Contains(text, "die Veranstaltung 2 wählen") ||
		strings.Contains(text, "imports/2/") {
		t.Errorf("what to do with a file of another event: %s", text)
	}
	if (proposal.Source{Object: "imports/1/a.json"}).Name() != "a.json" || (proposal.Source{}).Name() != "" {
		t.Error("an object of another way")
	}
}
