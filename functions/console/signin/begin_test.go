package signin

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"kursbuch.internal/shared/access/login"
	"kursbuch.internal/shared/local/boltdb"
)

// lone is a door whose only issuer says of itself what describe answers.
func lone(t *testing.T, describe http.HandlerFunc) (*Door, http.Handler) {
	t.Helper()
	issuer := httptest.NewServer(describe)
	t.Cleanup(issuer.Close)
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	d, err := Open(Config{Address: "http://127.0.0.1", Key: bytes.Repeat([]byte{7}, 32), Issuers: []Issuer{{
		URL: issuer.URL, Name: "Verein", Client: "c", Secret: "s", Domains: []string{"kursbuch.example"}}}}, store.Logins(),
		time.Now)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	d.Routes(mux)
	return d, mux
}

// described is what an issuer says of itself that is well.
func described(w http.ResponseWriter, r *http.Request) {
	at := "http://" + r.Host
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"issuer": %q, "authorization_endpoint": %q, "token_endpoint": %q, "jwks_uri": %q}`, at, at+"/auth",
		at+"/token", at+"/keys")
}

// tab is where somebody opens pages, with the cookies that they set.
type tab struct {
	*testing.T
	pages http.Handler
	jar   *cookiejar.Jar
}

func (t tab) open(method, path string) (*http.Response, *goquery.Document) {
	t.Helper()
	site := &url.URL{Scheme: "http", Host: "127.0.0.1", Path: "/"}
	r := httptest.NewRequest(method, path, nil)
	for _, c := range t.jar.Cookies(site) {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	t.pages.ServeHTTP(w, r)
	t.jar.SetCookies(site, w.Result().Cookies())
	document, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), document
}

func newTab(t *testing.T, pages http.Handler) tab {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return tab{t, pages, jar}
}

// TestALinkSaysNothing: an address that somebody was sent does not make the pages say that something was done.
func TestALinkSaysNothing(t *testing.T) {
	d, h := lone(t, described)
	browser := newTab(t, h)
	if got, page := browser.open("GET", "/signin?out"); got.StatusCode != 200 || page.Find(".banner").Length() != 0 {
		t.Errorf("signed out, it says: %q", page.Find(".banner").Text())
	}
	if got, page := browser.open("GET", "/signin/done"); got.StatusCode != http.StatusSeeOther ||
		!strings.HasPrefix(got.Header.Get("Location"), "/signin?back=") {
		t.Errorf("signed in, it says: %q", page.Find("h1").Text())
	}
	if _, page := browser.open("POST", "/signout"); page.Find(".banner").Length() != 0 {
		t.Errorf("signed out who was not signed in: %q", page.Find(".banner").Text())
	}
	w := httptest.NewRecorder()
	if err := d.put(w, d.cookie(loginCookie), login.Login{Mail: "a@kursbuch.example", Since: time.Now()},
		time.Hour); err != nil {
		t.Fatal(err)
	}
	browser.jar.SetCookies(&url.URL{Scheme: "http", Host: "127.0.0.1", Path: "/"}, w.Result().Cookies())
	if got, page := browser.open("GET", "/signin/done"); got.StatusCode != 200 {
		t.Errorf("who is signed in: %d %s", got.StatusCode, page.Text())
	}
	if _, page := browser.open("POST", "/signout"); page.Find(".banner.good").Length() != 1 {
		t.Errorf("signed out: %q", page.Find("main").Text())
	}
}

func TestWhereSigningInLeadsIsKept(t *testing.T) {
	_, h := lone(t, described)
	browser := newTab(t, h)
	begun, _ := browser.open("GET", "/signin/begin?issuer=0&back=%2Fimports%2Fx")
	to, err := begun.Location()
	if err != nil || begun.StatusCode != http.StatusSeeOther {
		t.Fatal(begun.StatusCode, err)
	}
	failed, page := browser.open("GET", "/signin/callback/0?error=access_denied&state="+to.Query().Get("state"))
	way, err := url.Parse(page.Find("a.btn.go").AttrOr("href", ""))
	if err != nil || failed.StatusCode != http.StatusForbidden || way.Query().Get("back") != "/imports/x" {
		t.Errorf("%d: the next way leads to %q", failed.StatusCode, way.Query().Get("back"))
	}
	if _, page := browser.open("GET", "/signin/callback/0?state=of-nobody-at-all"); page.Find("a.btn.go").Length() != 1 {
		t.Error("there is no way to try again")
	}
}

// TestWaysThatWereBegun: whoever begins again and again in one browser must not end with more cookies than fit into a
// request.
func TestWaysThatWereBegun(t *testing.T) {
	d, h := lone(t, described)
	browser := newTab(t, h)
	var last string
	for range 9 {
		begun, _ := browser.open("GET", "/signin/begin?issuer=0")
		to, err := begun.Location()
		if err != nil {
			t.Fatal(err)
		}
		last = to.Query().Get("state")
	}
	cookies := browser.jar.Cookies(&url.URL{Scheme: "http", Host: "127.0.0.1", Path: "/"})
	found := false
	for _, c := range cookies {
		found = found || c.Name == d.nameOf(last)
	}
	if len(cookies) != begunKept || !found {
		t.Errorf("%d cookies, that of the last way: %t", len(cookies), found)
	}
}

// TestADeadIssuer: nobody waits for their turn to ask an issuer that does not answer, and who is gone does not wait.
func TestADeadIssuer(t *testing.T) {
	asked, release := make(chan struct{}, 10), make(chan struct{})
	d, _ := lone(t, func(w http.ResponseWriter, _ *http.Request) {
		asked <- struct{}{}
		<-release
		w.WriteHeader(http.StatusInternalServerError)
	})
	first := make(chan error)
	go func() {
		_, err := d.issuers[0].find(context.Background())
		first <- err
	}()
	<-asked
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	second := make(chan error)
	go func() {
		_, err := d.issuers[0].find(gone)
		second <- err
	}()
	select {
	case err := <-second:
		if err == nil {
			t.Error("it is known who was never asked")
		}
	case <-first:
		t.Error("the first one has an answer")
	case <-time.After(5 * time.Second):
		t.Error("somebody who is gone waits for the first one")
	}
	close(release)
	if err := <-first; err == nil || len(asked) != 0 {
		t.Errorf("%v, asked %d more times", err, len(asked))
	}
}
