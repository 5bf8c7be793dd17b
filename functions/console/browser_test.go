package console_test

import (
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"kursbuch.internal/functions/console/browsertest"
	"kursbuch.internal/shared/proposal"
)

// looks are how pages are looked at: two in every check; with KURSBUCH_LOOKS=all every width in both themes and
// languages, and without script.
func looks() []browsertest.Look {
	if os.Getenv("KURSBUCH_LOOKS") != "all" {
		return []browsertest.Look{{Width: 1280, Script: true}, {Width: 360, Dark: true, Script: true}}
	}
	all := []browsertest.Look{{Width: 360}, {Width: 1280}}
	for _, width := range []int64{360, 768, 1280, 1920} {
		for _, dark := range []bool{false, true} {
			for _, english := range []bool{false, true} {
				all = append(all, browsertest.Look{Width: width, Dark: dark, English: english, Script: true})
			}
		}
	}
	return all
}

func TestPagesInABrowser(t *testing.T) {
	browser := browsertest.Open(t)
	d := newDesk(t)
	deleting := strings.Replace(sampleFile(t, "07"), `"courses"`, `"lodgement_groups": {"1": null, "2": null}, "courses"`,
		1)
	waiting, bad := d.put(orga, "loeschen.json", deleting), d.put(orga, "fehler.json", sampleFile(t, "05"))
	nobodys, done := d.put("", "aufnahme.json", sampleFile(t, "04")), d.put(orga, "leitung.json", sampleFile(t, "08"))
	d.decide(approver, path(done), "confirm")
	rejected := d.put(orga, "nein.json", sampleFile(t, "03"))
	d.decide(approver, path(rejected), "reject", "reason", "Bitte erst mit der Küche sprechen.")
	for _, p := range []*proposal.Proposal{waiting, nobodys} {
		if p.Status != proposal.Pending {
			t.Fatal(p.Problems.Items)
		}
	}
	for _, look := range looks() {
		tab := browser.Tab(t, look)
		for _, p := range []struct{ name, who, path string }{
			{"start", orga, "/"}, {"start-stranger", "nobody@kursbuch.example", "/"}, {"imports", orga, "/events/1/imports"},
			{"imports-all", approver, "/events/1/imports?show=all"}, {"imports-empty", stranger, "/events/2/imports"},
			{"one-confirm", approver, path(waiting)}, {"one-own", orga, path(waiting)}, {"one-nobodys", both, path(nobodys)},
			{"one-problems", orga, path(bad)}, {"one-written", approver, path(done)}, {"one-rejected", orga, path(rejected)},
			{"not-found", orga, "/events/2/imports"},
		} {
			tab.Visit(d.url + "/become?mail=" + url.QueryEscape(p.who) + "&back=" + url.QueryEscape(p.path))
			tab.Sound(p.name)
		}
	}
}

// TestPagesOnPaper is who prints a proposal to sign it, or takes a page along.
func TestPagesOnPaper(t *testing.T) {
	browser := browsertest.Open(t)
	d := newDesk(t)
	house, bad := d.put(orga, "haus.json", sampleFile(t, "06")), d.put(orga, "fehler.json", sampleFile(t, "05"))
	money, done := d.put(orga, "aufnahme.json", sampleFile(t, "04")), d.put(orga, "ersetzt.json", sampleFile(t, "03"))
	d.decide(approver, path(done), "confirm")
	tab := browser.Tab(t, browsertest.Look{Width: 1280, Script: true})
	for _, p := range []struct{ name, path string }{
		{"house", path(house)}, {"problems", path(bad)}, {"money", path(money)}, {"written", path(done)},
		{"imports", "/events/1/imports"}, {"log", "/events/1/log"}, {"help", "/events/1/help"},
	} {
		tab.Visit(d.url + "/become?mail=" + url.QueryEscape(approver) + "&back=" + url.QueryEscape(p.path))
		tab.Prints(p.name)
		signed := tab.Evaluate(`String(document.querySelector(".sign") !== null)`)
		if want := p.name != "problems" && strings.HasPrefix(p.path, "/imports/"); signed != fmt.Sprint(want) {
			t.Errorf("%s: a line for a signature: %s", p.name, signed)
		}
	}
}

// TestConfirmedByKeyboardOnAPhone is an approver at 360 pixels, without script, without a mouse.
func TestConfirmedByKeyboardOnAPhone(t *testing.T) {
	browser := browsertest.Open(t)
	d := newDesk(t)
	p := d.put(orga, "raumtausch.json", sampleFile(t, "07"))
	tab := browser.Tab(t, browsertest.Look{Width: 360})
	tab.Visit(d.url + "/become?mail=" + url.QueryEscape(approver) + "&back=" + url.QueryEscape(path(p)))
	tab.Fits("phone")
	for i := 0; ; i++ {
		if i == 60 {
			t.Fatal("the button is not reached by tab")
		}
		tab.Do(chromedp.KeyEvent("\t"))
		if tab.Evaluate(`document.activeElement.value || ""`) == "confirm" {
			break
		}
	}
	tab.Press("\r")
	if got := tab.Text(".banner h2"); !strings.Contains(got, "Alles geschrieben") {
		t.Errorf("it says %q", got)
	}
	tab.Fits("phone, written")
	if p := d.proposal(path(p)); p.Status != proposal.Committed {
		t.Errorf("it is %s", p.Status)
	}
}

func TestStaleInABrowser(t *testing.T) {
	browser := browsertest.Open(t)
	for _, look := range looks() {
		d := newDesk(t)
		p := d.put(orga, "a.json", sampleFile(t, "07"))
		other := d.put(orga, "b.json", strings.ReplaceAll(sampleFile(t, "07"), "Kaminzimmer", "Scheune"))
		tab := browser.Tab(t, look)
		tab.Visit(d.url + "/become?mail=" + url.QueryEscape(approver) + "&back=" + url.QueryEscape(path(p)))
		d.decide(approver, path(other), "confirm")
		tab.Click("button[value=confirm]")
		tab.Sound("stale")
		tab.Tick("input[name=token][type=checkbox]")
		tab.Click("button[value=confirm]")
		if d.proposal(path(p)).Status != proposal.Committed {
			t.Errorf("it says %q", tab.Text(".banner h2"))
		}
	}
}
