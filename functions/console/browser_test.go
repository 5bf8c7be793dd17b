package console_test

import (
	"net/url"
	"testing"

	"kursbuch.internal/functions/console/browsertest"
)

// looks are how pages are looked at in every check; all of them together are in TestEveryLook.
var looks = []browsertest.Look{
	{Width: 1280, Script: true}, {Width: 360, Dark: true, Script: true}, {Width: 360}, {Width: 1280, Dark: true},
}

func TestPagesInABrowser(t *testing.T) {
	browser := browsertest.Open(t)
	d := newDesk(t)
	d.put(orga, "raumtausch.json", sampleFile(t, "07"))
	d.put(orga, "fehler.json", sampleFile(t, "05"))
	d.put("", "aufnahme.json", sampleFile(t, "04"))
	for _, look := range looks {
		tab := browser.Tab(t, look)
		for _, p := range []struct{ name, who, path string }{
			{"start", orga, "/"},
			{"start-stranger", "nobody@kursbuch.example", "/"},
			{"imports", orga, "/events/1/imports"},
			{"imports-approver", approver, "/events/1/imports?show=all"},
			{"imports-empty", approver, "/events/1/imports?show=rejected"},
			{"not-found", orga, "/events/2/imports"},
		} {
			tab.Visit(d.url + "/become?mail=" + url.QueryEscape(p.who) + "&back=" + url.QueryEscape(p.path))
			tab.Sound(p.name)
		}
	}
}
