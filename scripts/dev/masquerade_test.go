package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/identity"
)

// TestEverybodyIsWhoTheySay: the bar above every page of the local run shows as whom, and makes one somebody else.
func TestEverybodyIsWhoTheySay(t *testing.T) {
	store, err := boltdb.Open(t.TempDir() + "/db")
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	pages, err := openConsole(store, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(pages.handler)
	defer server.Close()
	jar, _ := cookiejar.New(nil) // it cannot fail
	browser := http.Client{Jar: jar}
	become := func(mail string) *goquery.Document {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/signin/as",
			strings.NewReader(url.Values{"mail": {mail}, "back": {"/"}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", server.URL)
		response, err := browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		document, err := goquery.NewDocumentFromReader(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return document
	}
	for _, mail := range []string{identity.Orga, identity.Admin, "neu@kursbuch.example", `"><b>@x`} {
		document := become(mail)
		if got := document.Find(".mask [aria-current]").AttrOr("value", ""); got != mail {
			t.Errorf("as %q the bar says %q", mail, got)
		}
		pagetest.Harmless(t, mail, document)
	}
	if document := become("nobody"); document.Find(".mask [aria-current]").AttrOr("value", "") == "nobody" {
		t.Error("somebody without an address")
	}
}
