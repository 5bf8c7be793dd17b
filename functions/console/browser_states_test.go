package console_test

import (
	"bytes"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"kursbuch.internal/functions/console"
	"kursbuch.internal/functions/console/browsertest"
	"kursbuch.internal/functions/console/signin"
)

// TestSigningInInABrowser: the pages that somebody sees who is not in yet.
func TestSigningInInABrowser(t *testing.T) {
	browser := browsertest.Open(t)
	door, err := signin.Open(signin.Config{Address: "http://127.0.0.1", Key: bytes.Repeat([]byte{7}, 32),
		Issuers: []signin.Issuer{{URL: signin.Google, Name: "Google", Client: "c", Secret: "s"},
			{URL: "http://127.0.0.1:1", Name: "Verein", Client: "c", Secret: "s",
				Domains: []string{"kursbuch.example"}}}}, closedLogins{}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := console.New(console.Deps{Door: door, Store: closed{}, Bucket: "uploads", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(pages)
	defer server.Close()
	for _, look := range looks() {
		tab := browser.Tab(t, look)
		for name, path := range map[string]string{"signin": "/signin", "signin-needed": "/imports/x",
			"signin-silent": "/signin/begin?issuer=1"} {
			tab.Visit(server.URL + path)
			tab.Sound(name)
		}
	}
}

// TestStatesInABrowser: pages that one gets to by what one does, or does not do in time.
func TestStatesInABrowser(t *testing.T) {
	browser := browsertest.Open(t)
	d := newDesk(t)
	p := d.put(orga, "raumtausch.json", sampleFile(t, "07"))
	d.held.Lock()
	defer d.held.Unlock()
	upload := d.upload(orga, 1, [2]string{"raumtausch.json", sampleFile(t, "07")}).location
	d.later(5 * time.Minute)
	for _, look := range looks() {
		tab := browser.Tab(t, look)
		become := func(who, path string) {
			tab.Visit(d.url + "/become?mail=" + url.QueryEscape(who) + "&back=" + url.QueryEscape(path))
		}
		become(orga, upload)
		tab.Sound("upload-hangs")
		become(approver, path(p))
		tab.Evaluate(`document.querySelector("#reason").value = "Die Räume passen nicht."`)
		tab.Evaluate(`document.cookie = "as=; Max-Age=0; path=/"`)
		tab.Click("button[value=reject]")
		tab.Sound("expired")
	}
}
