package signin

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/login"
	"kursbuch.internal/shared/local/boltdb"
)

// gate is a console with nothing but its door.
type gate struct {
	*testing.T
	server *httptest.Server
	door   *Door
	logins *counting
	mu     sync.Mutex
	time   time.Time
}

// counting counts what is read.
type counting struct {
	login.Store
	mu    sync.Mutex
	reads int
}

func (g *gate) now() time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.time
}

func (g *gate) later(by time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.time = g.time.Add(by)
}

// newGate is a gate whose issuer is at an address, which is known once the gate's own is.
func newGate(t *testing.T, issuer func(redirect string) string) *gate {
	t.Helper()
	g := &gate{T: t, time: time.Now()}
	mux := http.NewServeMux()
	g.server = httptest.NewServer(mux)
	t.Cleanup(g.server.Close)
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	g.logins = &counting{Store: store.Logins()}
	g.door, err = Open(Config{Address: g.server.URL, Key: bytes.Repeat([]byte{7}, 32),
		Admins: []string{"Admin@kursbuch.example"},
		Issuers: []Issuer{{URL: issuer(g.server.URL + "/signin/callback/0"), Name: "Verein", Client: "console",
			Secret: "secret", Domains: []string{"kursbuch.example", "Anderswo.example"}}, {URL: "https://other.example",
			Name: "Other", Client: "console", Secret: "secret", Domains: []string{"other.example"}}}}, g.logins, g.now)
	if err != nil {
		t.Fatal(err)
	}
	g.door.Routes(mux)
	mux.HandleFunc("GET /who", func(w http.ResponseWriter, r *http.Request) {
		v, err := g.door.Visitor(r)
		if errors.Is(err, access.ErrUnauthenticated) {
			w.WriteHeader(http.StatusUnauthorized)
		} else if err != nil {
			t.Error(err)
		}
		_, _ = w.Write([]byte("<p>" + v.Name + ", " + v.Caller.Mail + "</p>"))
	})
	return g
}

func TestSigningInAtACertifiedProvider(t *testing.T) {
	g := newGate(t, func(redirect string) string { return provider(t, redirect) })

	t.Run("leads back to the page, as who the provider says", func(t *testing.T) {
		v := newTraveller(t)
		page := v.through(g.server, "/who?x=1", "Anna@kursbuch.example")
		if page.status != 200 || page.url.RequestURI() != "/who?x=1" ||
			page.Find("p").Text() != "Frieda Krähenfuß, anna@kursbuch.example" {
			t.Errorf("%d at %s: %s", page.status, page.url, page.Text())
		}
	})
	t.Run("signing out ends it in all browsers, signing in again begins anew", func(t *testing.T) {
		one, two := newTraveller(t), newTraveller(t)
		one.through(g.server, "/who", "ben@kursbuch.example")
		two.through(g.server, "/who", "ben@kursbuch.example")
		other := newTraveller(t)
		other.through(g.server, "/who", "clara@kursbuch.example")
		g.later(time.Second)
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, g.server.URL+"/signout", nil)
		if page := one.do(r); page.Find(".banner.good").Length() != 1 {
			t.Errorf("at %s: %s", page.url, page.Text())
		}
		if page := two.get(g.server.URL + "/who"); page.status != 401 {
			t.Errorf("the other browser: %d", page.status)
		}
		if page := other.get(g.server.URL + "/who"); page.status != 200 {
			t.Errorf("somebody else: %d", page.status)
		}
		g.later(time.Second)
		if page := newTraveller(t).through(g.server, "/who", "ben@kursbuch.example"); page.status != 200 {
			t.Errorf("again: %d", page.status)
		}
	})
}

func TestAccountsThatNobodyVouchesFor(t *testing.T) {
	g := newGate(t, func(redirect string) string { return provider(t, redirect) })
	for about, c := range map[string]struct{ mail, notice string }{
		"an address that is not verified":        {"unverified@kursbuch.example", "signin.unverified"},
		"an address of a domain not of the list": {"anna@elsewhere.example", "signin.domain"},
		"a domain that only ends like one":       {"anna@notkursbuch.example", "signin.domain"},
		"no address":                             {"anna", "signin.unverified"},
	} {
		t.Run(about, func(t *testing.T) {
			v := newTraveller(t)
			page := v.through(g.server, "/who", c.mail)
			want := g.door.room.Say("de", c.notice)
			if page.status != 403 || page.Find(".banner p").Text() != want {
				t.Errorf("%d at %s: %q", page.status, page.url, page.Find(".banner").Text())
			}
			if page := v.get(g.server.URL + "/who"); page.status != 401 {
				t.Errorf("signed in all the same: %s", page.Text())
			}
		})
	}
}

// TestDomainsOfAnother: who has an account at Google with an address of the association is not who that address is of.
func TestDomainsOfAnother(t *testing.T) {
	d, err := Open(Config{Address: "https://console.example", Key: make([]byte, 32), Issuers: []Issuer{
		{URL: Google, Client: "c", Secret: "s"},
		{URL: "https://sso.example", Client: "c", Secret: "s", Domains: []string{"Kursbuch.example"}},
	}}, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		issuer int
		mail   string
		want   error
	}{
		{0, "anna@kursbuch.example", errDomain},
		{0, "anna@KURSBUCH.example", errDomain},
		{0, "anna@elsewhere.example", nil},
		{1, "anna@kursbuch.example", nil},
		{1, "anna@elsewhere.example", errDomain},
	} {
		if _, err := d.issuers[c.issuer].believe(claims{Mail: c.mail, Verified: true}); !errors.Is(err, c.want) {
			t.Errorf("%s by %d: %v", c.mail, c.issuer, err)
		}
	}
}

func TestSessionsEnd(t *testing.T) {
	g := newGate(t, func(redirect string) string { return provider(t, redirect) })
	t.Run("the session ends after twelve hours", func(t *testing.T) {
		v := newTraveller(t)
		v.through(g.server, "/who", "dora@kursbuch.example")
		g.later(login.Lifetime - time.Second)
		if page := v.get(g.server.URL + "/who"); page.status != 200 {
			t.Errorf("before: %d", page.status)
		}
		g.later(2 * time.Second)
		if page := v.get(g.server.URL + "/who"); page.status != 401 {
			t.Errorf("after: %d", page.status)
		}
	})
}

// code is what a provider sends somebody back with, who does not get through: the way of the browser that began.
func (g *gate) code(t *testing.T) (callback *url.URL, v traveller) {
	t.Helper()
	v = newTraveller(t)
	v.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == "/signin/callback/0" {
			callback = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}
	v.through(g.server, "/who", "eva@kursbuch.example")
	v.client.CheckRedirect = nil
	if callback == nil {
		t.Fatal("no way back")
	}
	return callback, v
}

// refused checks that a page says that nobody was signed in, and why.
func refused(t *testing.T, page view) {
	t.Helper()
	if page.status != http.StatusForbidden || page.Find(".banner p").Text() == "" {
		t.Errorf("%d: %s", page.status, page.Text())
	}
}

func TestWaysBackThatNobodyBegan(t *testing.T) {
	g := newGate(t, func(redirect string) string { return provider(t, redirect) })
	t.Run("another browser", func(t *testing.T) {
		callback, _ := g.code(t)
		refused(t, newTraveller(t).get(callback.String()))
	})
	t.Run("another state", func(t *testing.T) {
		callback, v := g.code(t)
		q := callback.Query()
		q.Set("state", strings.Repeat("A", 26))
		callback.RawQuery = q.Encode()
		refused(t, v.get(callback.String()))
	})
	t.Run("a state that only begins like it", func(t *testing.T) {
		callback, v := g.code(t)
		q := callback.Query()
		q.Set("state", q.Get("state")[:20]+"AAAAAA")
		callback.RawQuery = q.Encode()
		refused(t, v.get(callback.String()))
	})
	t.Run("too late", func(t *testing.T) {
		callback, v := g.code(t)
		g.later(begunLasts + time.Second)
		refused(t, v.get(callback.String()))
	})
	t.Run("twice", func(t *testing.T) {
		callback, v := g.code(t)
		if page := v.get(callback.String()); page.status != 200 || page.url.Path != "/who" {
			t.Errorf("%d at %s", page.status, page.url)
		}
		refused(t, v.get(callback.String()))
	})
	t.Run("a code that the provider does not know", func(t *testing.T) {
		callback, v := g.code(t)
		q := callback.Query()
		q.Set("code", "x"+q.Get("code"))
		callback.RawQuery = q.Encode()
		refused(t, v.get(callback.String()))
	})
}

func TestWaysBackOfAnotherIssuer(t *testing.T) {
	g := newGate(t, func(redirect string) string { return provider(t, redirect) })
	t.Run("its address", func(t *testing.T) {
		callback, v := g.code(t)
		callback.Path = "/signin/callback/1"
		refused(t, v.get(callback.String()))
	})
	for about, spoil := range map[string]func(url.Values){
		"an answer that says another issuer": func(q url.Values) { q.Set("iss", "https://other.example") },
		"an answer that says two issuers":    func(q url.Values) { q.Add("iss", "https://other.example") },
		"an answer that keeps a promise not": func(q url.Values) { q.Del("iss") },
	} {
		t.Run(about, func(t *testing.T) {
			callback, v := g.code(t)
			q := callback.Query()
			if q.Get("iss") == "" {
				t.Fatal("this provider does not say who it is")
			}
			spoil(q)
			callback.RawQuery = q.Encode()
			refused(t, v.get(callback.String()))
		})
	}
}

func TestCodesAreWorthNothingWithoutTheirWay(t *testing.T) {
	g := newGate(t, func(redirect string) string { return provider(t, redirect) })
	for about, spoil := range map[string]func(*begun){
		"another verifier": func(b *begun) { b.Verifier = strings.Repeat("v", 43) },
		"another nonce":    func(b *begun) { b.Nonce = "other" },
	} {
		t.Run(about, func(t *testing.T) {
			callback, v := g.code(t)
			name := g.door.nameOf(callback.Query().Get("state"))
			r := httptest.NewRequest(http.MethodGet, callback.String(), nil)
			for _, c := range v.client.Jar.Cookies(callback) {
				r.AddCookie(c)
			}
			var b begun
			if err := g.door.unseal(r, name, &b); err != nil {
				t.Fatal(err)
			}
			spoil(&b)
			if l, err := g.door.issuers[0].vouch(t.Context(), callback.Query(), b); !errors.Is(err, errToken) {
				t.Errorf("%+v, %v", l, err)
			}
		})
	}
}
