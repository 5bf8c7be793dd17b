package console_test

import (
	"net/url"
	"strings"
	"testing"

	"kursbuch.internal/functions/console/browsertest"
)

// tools are the pages beside the imports, by the names of their pictures.
var tools = map[string]string{
	"downloads": "/events/1/downloads",
	"help":      "/events/1/help",
	"houses":    "/events/1/houses",
	"house":     "/events/1/houses/three-floors",
	"log":       "/events/1/log",
	"log-of":    "/events/1/log?section=courses&id=3&person=approver%40kursbuch.example",
}

func TestToolsInABrowser(t *testing.T) {
	browser := browsertest.Open(t)
	d := newDesk(t)
	d.written("07", "03", "02")
	become := func(tab *browsertest.Tab, path string) {
		tab.Visit(d.url + "/become?mail=" + url.QueryEscape(orga) + "&back=" + url.QueryEscape(path))
	}
	for _, look := range looks() {
		tab := browser.Tab(t, look)
		for name, path := range tools {
			become(tab, path)
			tab.Sound(name)
		}
		if !look.Script {
			continue // the debugger chooses the file by script
		}
		become(tab, "/events/1/downloads")
		quoted, err := jsonText(d.changed("Anders"))
		if err != nil {
			t.Fatal(err)
		}
		tab.Evaluate(`(() => { const d = new DataTransfer(); d.items.add(new File([` + quoted + `], "neu.json"));
			document.querySelector("#new").files = d.files; return "" })()`)
		tab.Click("form[action$='/comparison'] button")
		if got := tab.Text(".banner h2"); !strings.Contains(got, "1 Eintrag") && !look.English {
			t.Errorf("it says %q", got)
		}
		tab.Sound("comparison")
	}
}
