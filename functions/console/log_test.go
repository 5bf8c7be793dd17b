package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/sample"
)

// written confirms sample imports, one after another.
func (d *desk) written(numbers ...string) {
	d.Helper()
	for _, number := range numbers {
		p := d.put(orga, number+".json", sampleFile(d.T, number))
		if got := d.decide(approver, path(p), "confirm", "force", "on"); got.status != 303 {
			d.Fatalf("%s: %d: %s", number, got.status, got.Find("main").Text())
		}
	}
}

func TestLog(t *testing.T) {
	d := newDesk(t)
	d.written("07", "08")
	seen := d.get(orga, "/events/1/log")
	if n := seen.Find("section.card h2 a").Length(); n != 2 {
		t.Errorf("%d imports: %s", n, seen.Find("main").Text())
	}
	newest := seen.Find("section.card").First()
	for _, want := range []string{"hochgeladen von " + orga, "freigegeben von " + approver} {
		if !strings.Contains(newest.Text(), want) {
			t.Errorf("%q is missing: %s", want, newest.Text())
		}
	}
	if link := newest.Find("h2 a").AttrOr("href", ""); d.get(orga, link).status != 200 {
		t.Errorf("it leads to %q", link)
	}
	lines := seen.Find(".logged li").Length()
	one := seen.Find(".logged li > a").Last().AttrOr("href", "")
	of := d.get(orga, "/events/1/log"+one)
	if n := of.Find(".logged li").Length(); n == 0 || n >= lines || of.Find(".logged li > a").Length() != 0 {
		t.Errorf("%d lines of %d about %s", n, lines, one)
	}
	for query, want := range map[string]int{"?person=" + approver: 2, "?person=" + orga: 2, "?person=x%40y": 0,
		"?section=courses&id=999": 0, "?section=&id=": 2, "?before=1": 0} {
		if n := d.get(orga, "/events/1/log"+query).Find("section.card h2 a").Length(); n != want {
			t.Errorf("%s: %d imports", query, n)
		}
	}
	for _, query := range []string{"?id=0", "?before=-1", "?section=x", "?id=1&id=2", "?x=1"} {
		if got := d.get(orga, "/events/1/log"+query); got.status != 400 {
			t.Errorf("%s: %d", query, got.status)
		}
	}
}

// TestLogByName: people know names, a log knows numbers.
func TestLogByName(t *testing.T) {
	d := newDesk(t)
	d.written("02")
	undo := d.decide(orga, d.get(orga, "/events/1/log").Find("h2 a").AttrOr("href", ""), "undo")
	d.decide(approver, undo.location, "confirm")
	one := d.get(orga, "/events/1/log?section=registrations&id=graSHüpfer&person=")
	if one.status != http.StatusSeeOther || !strings.Contains(one.location, "id=17") {
		t.Fatalf("%d to %q: %s", one.status, one.location, one.Find("main").Text())
	}
	of := d.get(orga, one.location)
	if n := of.Find(".logged li").Length(); n != 2 || !strings.Contains(of.Find("main").Text(), "vorbereitet von "+orga) {
		t.Errorf("%d lines: %s", n, of.Find("main").Text())
	}
	where, _, _ := strings.Cut(of.Find(".logged strong a").First().AttrOr("href", ""), "#")
	if d.get(orga, where).Find("#registrations-17").Length() != 1 {
		t.Errorf("it leads to %q", where)
	}
	for query, want := range map[string]int{"mathilda": 2, "nobody": 0} {
		got := d.get(orga, "/events/1/log?id="+query)
		if n := got.Find("main .card li a").Length(); n != want || got.Find("input[name=id]").AttrOr("value", "") != query {
			t.Errorf("%s: %d: %s", query, n, got.Find("main").Text())
		}
	}
}

func TestLogByPages(t *testing.T) {
	d := newDesk(t)
	for _, note := range []string{"eins", "zwei", "drei"} {
		var entries []string
		for id := range sample.PfingstAkademie().Registrations {
			entries = append(entries, fmt.Sprintf(`"%d": {"orga_notes": %q}`, id, note))
		}
		p := d.put(orga, note+".json", `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
			"timestamp": "2027-04-01T00:00:00Z", "registrations": {`+strings.Join(entries, ",")+`}}`)
		d.decide(approver, path(p), "confirm")
	}
	want := d.get(orga, "/events/1/log?before=100000")
	if want.Find(".logged li").Length() > 100 {
		t.Error("more than a page")
	}
	total, at := 0, "/events/1/log"
	for at != "" {
		seen := d.get(orga, at)
		total += seen.Find(".logged li").Length()
		at = ""
		seen.Find("nav.more a").Each(func(_ int, a *goquery.Selection) {
			if a.Text() == "Ältere" {
				at = a.AttrOr("href", "")
			}
		})
	}
	if total <= 100 {
		t.Fatalf("only %d lines", total)
	}
	if s := fmt.Sprint(want.Find("nav.more").Text()); !strings.Contains(s, "Zum Neuesten") {
		t.Errorf("no way back: %q", s)
	}
}

func TestHostileTextsInALog(t *testing.T) {
	d := newDesk(t)
	for _, text := range pagetest.Hostile {
		quoted, err := jsonText(text)
		if err != nil {
			continue // no file can hold it
		}
		file := strings.Replace(strings.Replace(sampleFile(t, "07"), `"Seminarraum 3"`, quoted, 1),
			`"Brücken und Gerechtigkeit tauschen die Räume"`, quoted, 1)
		if p := d.put(orga, "a.json", file); p.Plan != nil {
			d.decide(approver, path(p), "confirm")
		}
	}
	got := d.get(orga, "/events/1/log?person=%22%3E%3Cb+class%3Dhostile%3E")
	pagetest.Harmless(t, "person", got.Document)
	pagetest.Harmless(t, "log", d.get(orga, "/events/1/log").Document)
}
