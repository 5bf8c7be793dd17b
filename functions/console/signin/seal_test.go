package signin

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/access/login"
)

func (c *counting) SignedOut(ctx context.Context, mail string) (time.Time, error) {
	c.mu.Lock()
	c.reads++
	c.mu.Unlock()
	return c.Store.SignedOut(ctx, mail)
}

// deployed is a door of a console in the cloud.
func deployed(t *testing.T, logins login.Store, key byte) *Door {
	t.Helper()
	d, err := Open(Config{Address: "https://console.example", Key: bytes.Repeat([]byte{key}, 32), Issuers: []Issuer{{
		URL: Google, Name: "Google", Client: "c", Secret: "s"}}}, logins, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCookiesOfADeployedConsole(t *testing.T) {
	d := deployed(t, nil, 1)
	w := httptest.NewRecorder()
	l := login.Login{Mail: "anna@kursbuch.example", Name: "Anna", Since: time.Now()}
	if err := d.put(w, d.cookie(loginCookie), l, login.Lifetime); err != nil {
		t.Fatal(err)
	}
	c := w.Result().Cookies()[0]
	if c.Name != "__Host-kursbuch" || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" ||
		c.Domain != "" || c.MaxAge != 12*60*60 {
		t.Errorf("%+v", c)
	}
	if strings.Contains(c.Value, "anna") || len(c.Value) > 600 {
		t.Errorf("%d characters: %s", len(c.Value), c.Value)
	}
}

// TestForgedCookiesReadNothing: who comes without a cookie of ours costs no read of the database.
func TestForgedCookiesReadNothing(t *testing.T) {
	logins := &counting{}
	d, other := deployed(t, logins, 1), deployed(t, logins, 2)
	sealed := func(d *Door, name string, l login.Login) string {
		w := httptest.NewRecorder()
		if err := d.put(w, name, l, time.Hour); err != nil {
			t.Fatal(err)
		}
		return w.Result().Cookies()[0].Value
	}
	name := d.cookie(loginCookie)
	mine := login.Login{Mail: "anna@kursbuch.example", Since: time.Now()}
	good := sealed(d, name, mine)
	old, early, nobody := mine, mine, mine
	old.Since, early.Since, nobody.Mail = time.Now().Add(-13*time.Hour), time.Now().Add(time.Hour), ""
	for about, values := range map[string][]string{
		"no cookie":             nil,
		"an empty one":          {""},
		"rubbish":               {"rubbish"},
		"one bit flipped":       {"A" + good[1:]},
		"cut off":               {good[:len(good)-4]},
		"made by another key":   {sealed(other, name, mine)},
		"that of a way in":      {sealed(d, d.cookie(begunCookie+"AAAAAAAA"), mine)},
		"two of them":           {good, good},
		"too old":               {sealed(d, name, old)},
		"from the future":       {sealed(d, name, early)},
		"nobody's":              {sealed(d, name, nobody)},
		"longer than any of us": {good + strings.Repeat("A", maxCookie)},
	} {
		t.Run(about, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			for _, value := range values {
				if len(values) > 0 {
					r.Header.Add("Cookie", name+"="+value)
				}
			}
			if v, err := d.Visitor(r); err == nil {
				t.Errorf("it is %+v", v)
			}
			if logins.reads != 0 {
				t.Error("the database was read")
			}
		})
	}
}

func TestValidateFindsEverything(t *testing.T) {
	sound := func() Config {
		return Config{Address: "https://console.example", Key: make([]byte, 32), Issuers: []Issuer{{URL: Google, Client: "c",
			Secret: "s"}}}
	}
	for about, c := range map[string]struct {
		spoil func(*Config)
		want  string // empty: nothing is wrong
	}{
		"all is well":           {func(*Config) {}, ""},
		"on loopback":           {func(c *Config) { c.Address = "http://127.0.0.1:8080" }, ""},
		"without TLS elsewhere": {func(c *Config) { c.Address = "http://console.example" }, "neither https nor"},
		"with a path":           {func(c *Config) { c.Address = "https://console.example/x" }, "not https://name"},
		"a short key":           {func(c *Config) { c.Key = []byte("short") }, "5 bytes"},
		"nobody vouches":        {func(c *Config) { c.Issuers = nil }, "no issuer"},
		"no secret":             {func(c *Config) { c.Issuers[0].Secret = "" }, "no client or no secret"},
		"another issuer for all the world": {func(c *Config) {
			c.Issuers = append(c.Issuers, Issuer{URL: "https://sso.example", Client: "c", Secret: "s"})
		}, "no domains"},
	} {
		t.Run(about, func(t *testing.T) {
			config := sound()
			c.spoil(&config)
			err := config.Validate()
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
