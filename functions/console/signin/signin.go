// Package signin is how people get into the console.
//
//	Door     who is signed in is known by
//	OpenID   a sealed cookie, which an issuer of OpenID Connect has vouched for
//	Proxy    the assertion of Identity-Aware Proxy, which stands before the function
//
// OpenID is the code flow with PKCE, state, nonce. An issuer vouches for a mail address that it calls verified; one
// that has a list of domains only for addresses of these. Whoever is vouched for gets in: what they may do is another
// matter, which each request reads anew. Each issuer leads back to an address of its own, /signin/callback/0 and so on,
// so that none can redeem the codes of another one. The cookies:
//
//	__Host-kursbuch              who is signed in, for 12 hours; see package login for its end before
//	__Host-kursbuch-signin-XXXX  a way to sign in that was begun, one for each tab, for 10 minutes
//
// On loopback without TLS their names have no __Host-, which browsers would refuse there.
package signin

import (
	"crypto/cipher"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/login"
)

//go:embed templates/*.html
var templates embed.FS

// Config is how a console is to let people in.
type Config struct {
	// Address is that of the console, without a path: https://console.example.
	Address string
	// Issuers vouch for people. The first one is that of the large button.
	Issuers []Issuer
	// Key seals cookies: 32 bytes. Whoever has it is whoever they like.
	Key []byte
	// Admins and planners are mail addresses.
	Admins, Planners []string
}

// Issuer vouches for people.
type Issuer struct {
	// URL is the identifier: https://accounts.google.com.
	URL string
	// Name is what people call it.
	Name string
	// Client and Secret are what it knows this console by.
	Client, Secret string
	// Domains are those whose addresses it may vouch for; empty: any that no other issuer has.
	Domains []string
}

// Google is the only issuer that may vouch for addresses of any domain that no other issuer has.
const Google = "https://accounts.google.com"

// domains are all that issuers have for themselves, in small letters.
func (c Config) domains() (all []string) {
	for _, i := range c.Issuers {
		all = append(all, access.AllLower(i.Domains)...)
	}
	return all
}

// Validate finds everything that is wrong.
func (c Config) Validate() error {
	var errs []error
	u, err := url.Parse(c.Address)
	switch {
	case err != nil || u.Host == "" || u.Path != "" || u.RawQuery != "":
		errs = append(errs, fmt.Errorf("the console's address is %q, not https://name", c.Address))
	case u.Scheme == "https":
	case u.Scheme != "http" || u.Hostname() != "127.0.0.1" && u.Hostname() != "localhost":
		errs = append(errs, errors.New("the console's address is neither https nor on loopback"))
	}
	if len(c.Key) != 32 {
		errs = append(errs, fmt.Errorf("the key of cookies has %d bytes, not 32", len(c.Key)))
	}
	if len(c.Issuers) == 0 {
		errs = append(errs, errors.New("there is no issuer to sign in with"))
	}
	for _, i := range c.Issuers {
		if i.Client == "" || i.Secret == "" {
			errs = append(errs, fmt.Errorf("issuer %s has no client or no secret", i.URL))
		}
		if i.URL != Google && len(i.Domains) == 0 {
			errs = append(errs, fmt.Errorf("issuer %s has no domains that it may vouch for", i.URL))
		}
	}
	return errors.Join(errs...)
}

// Door lets people in by OpenID Connect.
type Door struct {
	Config
	logins  login.Store
	now     func() time.Time
	sealed  cipher.AEAD
	issuers []*issuer
	room    *page.Room
}

var _ visit.Door = (*Door)(nil)

// Open makes a door. Issuers are asked for their keys when somebody signs in with them.
func Open(c Config, logins login.Store, now func() time.Time) (*Door, error) {
	if err := c.Validate(); err != nil {
		return nil, fmt.Errorf("signing in: %w", err)
	}
	d := &Door{Config: c, logins: logins, now: now}
	d.Admins, d.Planners = access.AllLower(c.Admins), access.AllLower(c.Planners)
	var err error
	if d.sealed, err = seal(c.Key); err != nil {
		return nil, fmt.Errorf("signing in: %w", err)
	}
	for n, i := range c.Issuers {
		one := &issuer{Issuer: i, redirect: c.Address + "/signin/callback/" + strconv.Itoa(n)}
		if len(i.Domains) == 0 {
			one.foreign = c.domains()
		}
		d.issuers = append(d.issuers, one)
	}
	d.room, err = page.Open(templates, texts)
	return d, err
}

// Visitor implements [visit.Door]. Only a cookie of ours has the database asked.
func (d *Door) Visitor(r *http.Request) (visit.Visitor, error) {
	l, err := d.login(r)
	if err != nil {
		return visit.Visitor{}, err
	}
	return visit.Visitor{Name: l.Name, Caller: access.Caller{Mail: l.Mail, Admin: slices.Contains(d.Admins, l.Mail),
		Planner: slices.Contains(d.Planners, l.Mail)}}, nil
}

// login is the one that lasts of who sent a request. access.ErrUnauthenticated if there is none.
func (d *Door) login(r *http.Request) (l login.Login, err error) {
	if err := d.unseal(r, d.cookie(loginCookie), &l); err != nil || !l.Lasts(d.now(), time.Time{}) {
		return login.Login{}, access.ErrUnauthenticated
	}
	out, err := d.logins.SignedOut(r.Context(), l.Mail)
	if err != nil {
		return login.Login{}, fmt.Errorf("when somebody signed out: %w", err)
	}
	if !l.Lasts(d.now(), out) {
		return login.Login{}, access.ErrUnauthenticated
	}
	return l, nil
}

// SignIn implements [visit.Door].
func (d *Door) SignIn(back string) string {
	if back == "/" {
		return "/signin"
	}
	return "/signin?back=" + url.QueryEscape(back)
}

// SignOut implements [visit.Door].
func (d *Door) SignOut() string { return "/signout" }

// Bar implements [visit.Door].
func (d *Door) Bar(page.Reader, *visit.Visitor) (template.HTML, error) { return "", nil }

// Routes adds the pages of signing in and out.
func (d *Door) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /signin", d.choose)
	mux.HandleFunc("GET /signin/begin", d.begin)
	mux.HandleFunc("GET /signin/callback/{issuer}", d.finish)
	mux.HandleFunc("GET /signin/done", d.done)
	mux.HandleFunc("POST /signout", d.leave)
}

// choicePage offers the issuers.
type choicePage struct {
	// Notice is why somebody has to sign in; empty: they came by themselves.
	Notice, NoticeKind, NoticeIcon string
	Ways                           []way
}

type way struct{ Href, Name string }

func (d *Door) choose(w http.ResponseWriter, r *http.Request) {
	d.show(w, r, choice{Status: http.StatusOK, Back: page.Local(r.URL.Query().Get("back"))})
}

// choice is why somebody gets to see the page to sign in. Nothing of that is believed of a link.
type choice struct {
	Status int
	// Notice is the key of what just happened; empty: nothing.
	Notice string
	// Back is the path that signing in is to lead to.
	Back string
}

// show is the page to sign in.
func (d *Door) show(w http.ResponseWriter, r *http.Request, c choice) {
	reader := page.ReaderOf(r, d.now())
	body := choicePage{NoticeKind: page.Bad, NoticeIcon: "circle-alert"}
	switch {
	case c.Notice == "" && c.Back != "/":
		body.Notice, body.NoticeKind, body.NoticeIcon = d.room.Say(reader.Lang, "signin.needed"), page.Info, "lock"
	case c.Notice == "signin.out":
		body.NoticeKind, body.NoticeIcon = page.Good, "check"
		fallthrough
	case c.Notice != "":
		body.Notice = d.room.Say(reader.Lang, c.Notice)
	}
	for n, i := range d.issuers {
		query := url.Values{"issuer": {fmt.Sprint(n)}, "back": {c.Back}}
		if c.Notice != "" {
			query.Set("choose", "") // another account, perhaps
		}
		body.Ways = append(body.Ways, way{"/signin/begin?" + query.Encode(), i.Name})
	}
	d.answer(w, r, page.Page{Status: c.Status, Template: "choice", Body: body,
		Frame: page.Frame{Reader: reader, Title: d.room.Say(reader.Lang, "signin.title")}})
}

// done is where who signed in in a second tab ends, and nobody else.
func (d *Door) done(w http.ResponseWriter, r *http.Request) {
	if _, err := d.login(r); err != nil {
		http.Redirect(w, r, d.SignIn("/signin/done"), http.StatusSeeOther)
		return
	}
	reader := page.ReaderOf(r, d.now())
	d.answer(w, r, page.Page{Template: "done",
		Frame: page.Frame{Reader: reader, Title: d.room.Say(reader.Lang, "signin.done")}})
}

func (d *Door) answer(w http.ResponseWriter, r *http.Request, p page.Page) {
	if err := d.room.Show(w, r, p); err != nil {
		slog.ErrorContext(r.Context(), "a page of signing in failed", "error", err)
		http.Error(w, "Kursbuch: Störung / out of order", http.StatusInternalServerError)
	}
}

// leave signs somebody out, of all their browsers. A login that is void already ends nothing: an old cookie would throw
// out who signed in since. The answer is the page itself: an address that says so could be sent to anybody.
func (d *Door) leave(w http.ResponseWriter, r *http.Request) {
	l, err := d.login(r)
	if err == nil {
		err = d.logins.SignOut(r.Context(), l.Mail, l.Out(d.now()))
	}
	if err != nil && !errors.Is(err, access.ErrUnauthenticated) {
		slog.ErrorContext(r.Context(), "somebody could not sign out", "error", err)
		d.show(w, r, choice{http.StatusInternalServerError, "signin.stuck", "/"})
		return
	}
	d.set(w, d.cookie(loginCookie), "", -time.Second)
	out := choice{http.StatusOK, "signin.out", "/"}
	if err != nil {
		out.Notice = "" // on other devices nothing has ended
	}
	d.show(w, r, out)
}
