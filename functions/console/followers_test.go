package console_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestWhatFollowsIsReadByName: people and rooms are called by their names alone, a value that is gone by a word, which
// nothing strikes through; neither is the word for what vanishes.
func TestWhatFollowsIsReadByName(t *testing.T) {
	d := newDesk(t)
	file := strings.Replace(sampleFile(t, "07"), `"courses"`, `"lodgement_groups": {"1": null}, "courses"`, 1)
	p := d.put(orga, "a.json", file)
	numbered := regexp.MustCompile(`^(Anmeldung|Unterkunft) \d`)
	empty, deleted := 0, 0
	for _, li := range d.get(approver, path(p)).Find(".cause li").EachIter() {
		name, becomes := li.Find("span").First().Text(), li.Children().Last()
		if name == "" || numbered.MatchString(name) {
			t.Errorf("it is called %q", name)
		}
		switch text := strings.Join(strings.Fields(becomes.Text()), " "); {
		case text == "gelöscht":
			deleted++
		case strings.HasSuffix(text, " leer") && becomes.Find(".gone").Length() > 0 && becomes.Find("del").Length() > 0:
			empty++
		default:
			t.Errorf("%s: %q", name, text)
		}
		if struck := becomes.Find("del").Text(); strings.Contains(struck, "leer") || strings.Contains(struck, "gelöscht") {
			t.Errorf("%s: %q is struck through", name, struck)
		}
	}
	if empty == 0 || deleted == 0 {
		t.Errorf("%d values are gone, %d rooms: the test proves nothing", empty, deleted)
	}
}

// TestAValueThatGoes is told by the same word where the file itself asks for it.
func TestAValueThatGoes(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
		"timestamp": "2026-11-20T18:00:00+00:00", "registrations": {"44": {"parts": {"1": {"lodgement_id": null}}}}}`)
	values := d.get(approver, path(p)).Find(".chg .vals")
	if was, is := values.Find("dd.old"), values.Find("dd.new"); !strings.Contains(was.Text(), "(") ||
		strings.TrimSpace(is.Text()) != "leer" {
		t.Errorf("from %q to %q", was.Text(), is.Text())
	}
}
