package page_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"kursbuch.internal/functions/console/browsertest"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/problem"
)

func TestCommonTexts(t *testing.T) { pagetest.Texts(t, page.Common()) }

// gallery serves every component in every state, a text of the corpus in each field: /?text=reversed.
func gallery(t *testing.T) http.Handler {
	room, err := pagetest.Gallery()
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+page.Assets, page.ServeAsset)
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		var given *string
		if r.URL.Query().Has("text") {
			given = new(pagetest.Hostile[r.URL.Query().Get("text")])
		}
		if err := room.Show(w, r, pagetest.GalleryPage(page.ReaderOf(r, time.Now()).Lang, given)); err != nil {
			t.Error(err)
		}
	})
	return page.Guard(mux, func(w http.ResponseWriter, _ *http.Request, err error) {
		http.Error(w, err.Error(), http.StatusForbidden)
	})
}

func TestHostileTextsStayTexts(t *testing.T) {
	handler := gallery(t)
	for about, text := range pagetest.Hostile {
		for _, lang := range []string{"de", "en"} {
			w := httptest.NewRecorder()
			r := httptest.NewRequest(http.MethodGet, "/?text="+url.QueryEscape(about), nil)
			r.Header.Set("Accept-Language", lang)
			handler.ServeHTTP(w, r)
			if w.Body.Len() > 250_000 { // what decides is shown whole, in every field that there is
				t.Errorf("%s: %d bytes", about, w.Body.Len())
			}
			document, err := goquery.NewDocumentFromReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			pagetest.Harmless(t, about, document)
			if n := document.Find("main").Length(); n != 1 || document.Find("footer").Length() != 1 {
				t.Errorf("%s: %d times main", about, n)
			}
			if about == "markup" && !strings.Contains(document.Find(".chg h3").First().Text(), text) {
				t.Errorf("the text is not there: %s", document.Find(".chg h3").First().Text())
			}
		}
	}
}

func TestOddCharactersAreNamed(t *testing.T) {
	w := httptest.NewRecorder()
	gallery(t).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	document, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if chip := document.Find("h2 .odd").First(); chip.Text() != "U+202E" || chip.AttrOr("title", "") == "" {
		t.Errorf("the chip says %q", chip.Text())
	}
}

func TestGalleryInABrowser(t *testing.T) {
	browser := browsertest.Open(t)
	server := httptest.NewServer(gallery(t))
	t.Cleanup(server.Close)
	for _, look := range []browsertest.Look{{Width: 1280, Script: true}, {Width: 360, Dark: true, Script: true}} {
		tab := browser.Tab(t, look)
		tab.Visit(server.URL + "/")
		tab.Sound("gallery")
		for about := range pagetest.Hostile {
			tab.Visit(server.URL + "/?text=" + url.QueryEscape(about))
			tab.Fits("gallery-" + about)
		}
	}
}

func TestAssetsAreKeptForAYear(t *testing.T) {
	for _, name := range []string{"tokens.css", "console.css", "icon.svg"} {
		w := httptest.NewRecorder()
		page.Guard(http.HandlerFunc(page.ServeAsset), nil).ServeHTTP(w, httptest.NewRequest(http.MethodGet,
			page.AssetPath(name), nil))
		if got := w.Header().Get("Cache-Control"); w.Code != 200 || got != "public, max-age=31536000, immutable" ||
			w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d, %q", name, w.Code, got)
		}
	}
	w := httptest.NewRecorder()
	page.ServeAsset(w, httptest.NewRequest(http.MethodGet, "/assets/console-0000000000000000.css", nil))
	if w.Code != http.StatusNotFound {
		t.Errorf("another hash: %d", w.Code)
	}
}

func TestOnlyOurPagesChangeAnything(t *testing.T) {
	reached := false
	guarded := page.Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }),
		func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusForbidden) })
	for about, c := range map[string]struct {
		method, origin, site string
		passes               bool
	}{
		"a page of ours":                      {"POST", "https://console.example", "same-origin", true},
		"a page of ours, of an old browser":   {"POST", "https://console.example", "", true},
		"typed into the address bar":          {"POST", "", "none", true},
		"neither header":                      {"POST", "", "", false},
		"another site":                        {"POST", "https://evil.example", "cross-site", false},
		"another site, of an old browser":     {"POST", "https://evil.example", "", false},
		"a neighbour":                         {"POST", "https://x.console.example", "same-site", false},
		"a page that hides where it is":       {"POST", "null", "", false},
		"looking from elsewhere":              {"GET", "", "cross-site", true},
		"another method from another site":    {"DELETE", "https://evil.example", "cross-site", false},
		"asking what may be asked, from none": {"OPTIONS", "", "", false},
	} {
		t.Run(about, func(t *testing.T) {
			reached = false
			r := httptest.NewRequest(c.method, "https://console.example/", nil)
			for name, value := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
				if value != "" {
					r.Header.Set(name, value)
				}
			}
			w := httptest.NewRecorder()
			guarded.ServeHTTP(w, r)
			if reached != c.passes || w.Header().Get("Content-Security-Policy") != page.Policy ||
				w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("reached %v, status %d, %v", reached, w.Code, w.Header())
			}
		})
	}
}

func TestPreferences(t *testing.T) {
	send := func(form url.Values) *http.Response {
		r := httptest.NewRequest(http.MethodPost, "/preferences", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		page.Prefer(w, r)
		return w.Result()
	}
	got := send(url.Values{"language": {"en"}, "theme": {"dark"}, "back": {"/events/1/imports?show=all"}})
	if got.StatusCode != 303 || got.Header.Get("Location") != "/events/1/imports?show=all" || len(got.Cookies()) != 2 {
		t.Errorf("%d, %v", got.StatusCode, got.Header)
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	for _, c := range got.Cookies() {
		r.AddCookie(c)
	}
	if reader := page.ReaderOf(r, time.Now()); reader.Lang != problem.English || reader.Theme != "dark" {
		t.Errorf("%+v", reader)
	}
	for _, back := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/\t/evil.example",
		"javascript:x",
		"evil", "", "/%2f/x\r\nSet-Cookie: a=b"} {
		if at := send(url.Values{"back": {back}}).Header.Get("Location"); at != "/" {
			t.Errorf("%q leads to %q", back, at)
		}
	}
}

func TestTimesAsPeopleSayThem(t *testing.T) {
	now := time.Date(2027, 4, 2, 21, 14, 0, 0, time.UTC) // 23:14 in Berlin
	for _, c := range []struct {
		at     time.Time
		de, en string
	}{
		{now.Add(-20 * time.Second), "gerade eben", "just now"},
		{now.Add(-time.Minute), "vor 1 Minute", "1 minute ago"},
		{now.Add(-18 * time.Minute), "vor 18 Minuten", "18 minutes ago"},
		{now.Add(-2 * time.Hour), "vor 2 Stunden", "2 hours ago"},
		{now.Add(-10 * time.Hour), "heute, 13:14\u00a0Uhr", "today, 13:14"},
		{now.Add(-24 * time.Hour), "gestern, 23:14\u00a0Uhr", "yesterday, 23:14"},
		{now.Add(time.Hour), "morgen, 00:14\u00a0Uhr", "tomorrow, 00:14"},
		{now.AddDate(0, 0, -4), "Mo., 29.\u00a0März, 23:14\u00a0Uhr", "Mon 29 March, 23:14"},
		{now.AddDate(-1, 0, 0), "Do., 2.\u00a0April 2026, 23:14\u00a0Uhr", "Thu 2 April 2026, 23:14"},
	} {
		de, en := page.Reader{Lang: problem.German, Now: now}.Ago(c.at), page.Reader{Lang: problem.English,
			Now: now}.Ago(c.at)
		if de != c.de || en != c.en {
			t.Errorf("%s: %q, %q", c.at, de, en)
		}
	}
	german := page.Reader{Lang: problem.German}
	if n, size := german.Number(-1234567), german.Size(5640); n != "−1.234.567" || size != "5,6\u00a0KB" {
		t.Errorf("%q, %q", n, size)
	}
}
