package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/sync/singleflight"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/login"
)

// begunLasts is how long somebody may take at their issuer.
const begunLasts = 10 * time.Minute

// issuer is one of the configuration, once it was asked about itself.
type issuer struct {
	Issuer
	redirect string
	// foreign are domains that it may not vouch for.
	foreign []string

	asking   singleflight.Group
	provider atomic.Pointer[oidc.Provider]
}

// client talks to issuers. Their keys are fetched again when they change, long after the request that asked first.
var client = &http.Client{Timeout: 10 * time.Second}

// find asks the issuer about itself, once. Whoever comes while it is being asked waits for that same answer, no longer
// than the client does: one that is dead would else be asked by one after the other.
func (i *issuer) find(ctx context.Context) (*oidc.Provider, error) {
	if known := i.provider.Load(); known != nil {
		return known, nil
	}
	answered := i.asking.DoChan("", func() (any, error) {
		provider, err := oidc.NewProvider(oidc.ClientContext(context.Background(), client), i.URL)
		if err != nil {
			return nil, fmt.Errorf("issuer %s: %w", i.URL, err)
		}
		i.provider.Store(provider)
		return nil, nil
	})
	select {
	case answer := <-answered:
		return i.provider.Load(), answer.Err
	case <-ctx.Done():
		return nil, fmt.Errorf("issuer %s: %w", i.URL, ctx.Err())
	}
}

func (i *issuer) oauth(p *oidc.Provider) oauth2.Config {
	return oauth2.Config{ClientID: i.Client, ClientSecret: i.Secret, Endpoint: p.Endpoint(), RedirectURL: i.redirect,
		Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}
}

// begun is a way to sign in that somebody is on.
type begun struct {
	Issuer   int
	State    string
	Nonce    string
	Verifier string
	Back     string
	Until    time.Time
}

// nameOf is the cookie of the way with a state: each tab has its own.
func (d *Door) nameOf(state string) string { return d.cookie(begunCookie + state[:8]) }

// begunKept is how many ways to sign in a browser may be on, in as many tabs: more cookies would be more than servers
// take, and nobody would get in at all.
const begunKept = 4

// tidy has the browser forget ways that were begun and given up: all but the latest.
func (d *Door) tidy(w http.ResponseWriter, r *http.Request) {
	until := map[string]time.Time{} // zero: it is none of ours
	var names []string
	for _, c := range r.Cookies() {
		var b begun
		if !strings.HasPrefix(c.Name, d.cookie(begunCookie)) {
			continue
		}
		if err := d.unseal(r, c.Name, &b); err == nil && d.now().Before(b.Until) {
			until[c.Name] = b.Until
		}
		names = append(names, c.Name)
	}
	slices.SortFunc(names, func(a, b string) int { return until[b].Compare(until[a]) })
	for i, name := range names {
		if i >= begunKept-1 || until[name].IsZero() { // one more is about to begin
			d.set(w, name, "", -time.Second)
		}
	}
}

// begin leads somebody to an issuer.
func (d *Door) begin(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	n, err := strconv.Atoi(query.Get("issuer"))
	if err != nil || n < 0 || n >= len(d.issuers) {
		d.show(w, r, choice{http.StatusBadRequest, "signin.again", "/"})
		return
	}
	b := begun{Issuer: n, State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(),
		Back: page.Local(query.Get("back")), Until: d.now().Add(begunLasts)}
	if len(b.Back) > 1000 {
		b.Back = "/"
	}
	provider, err := d.issuers[n].find(r.Context())
	if err != nil {
		slog.ErrorContext(r.Context(), "an issuer does not answer", "error", err)
		d.show(w, r, choice{http.StatusBadGateway, "signin.silent", b.Back})
		return
	}
	d.tidy(w, r)
	if err := d.put(w, d.nameOf(b.State), b, begunLasts); err != nil {
		slog.ErrorContext(r.Context(), "no way to sign in", "error", err)
		d.show(w, r, choice{http.StatusInternalServerError, "signin.again", b.Back})
		return
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(b.Nonce), oauth2.S256ChallengeOption(b.Verifier)}
	if query.Has("choose") {
		options = append(options, oauth2.SetAuthURLParam("prompt", "select_account"))
	}
	config := d.issuers[n].oauth(provider)
	http.Redirect(w, r, config.AuthCodeURL(b.State, options...), http.StatusSeeOther)
}

// Reasons why nobody was signed in, for the log; the page has a sentence for each.
var (
	errState      = errors.New("state of no way that was begun")
	errMixedUp    = errors.New("an answer that is not of the issuer who was asked")
	errRefused    = errors.New("refused by the issuer or the person")
	errToken      = errors.New("no token that can be believed")
	errUnverified = errors.New("mail address not verified")
	errDomain     = errors.New("not a domain of this issuer")
)

var notices = map[error]string{
	errState: "signin.again", errMixedUp: "signin.again", errRefused: "signin.refused", errToken: "signin.again",
	errUnverified: "signin.unverified", errDomain: "signin.domain",
}

// finish is where the issuer leads back to.
func (d *Door) finish(w http.ResponseWriter, r *http.Request) {
	back, l, err := d.redeem(w, r)
	if err == nil {
		err = d.put(w, d.cookie(loginCookie), l, login.Lifetime)
	}
	if err == nil {
		http.Redirect(w, r, back, http.StatusSeeOther)
		return
	}
	slog.WarnContext(r.Context(), "nobody was signed in", "reason", err)
	notice := "signin.again"
	for reason, key := range notices {
		if errors.Is(err, reason) {
			notice = key
		}
	}
	d.show(w, r, choice{http.StatusForbidden, notice, back})
}

// redeem makes a login of what the issuer sent somebody back with. The way that it ends was begun by this browser, and
// ends but once. Back is where it leads to, also if nobody is signed in: whoever tries again gets there.
func (d *Door) redeem(w http.ResponseWriter, r *http.Request) (back string, l login.Login, err error) {
	query := r.URL.Query()
	state := query.Get("state")
	if len(state) < 16 {
		return "/", l, errState
	}
	var b begun
	name := d.nameOf(state)
	if err := d.unseal(r, name, &b); err != nil || subtle.ConstantTimeCompare([]byte(b.State), []byte(state)) != 1 ||
		d.now().After(b.Until) || b.Issuer >= len(d.issuers) {
		return page.Local(b.Back), l, errState
	}
	d.set(w, name, "", -time.Second)
	if r.PathValue("issuer") != strconv.Itoa(b.Issuer) {
		return b.Back, l, errMixedUp
	}
	if query.Get("error") != "" || query.Get("code") == "" {
		return b.Back, l, errRefused
	}
	l, err = d.issuers[b.Issuer].vouch(r.Context(), query, b)
	l.Since = d.now()
	return b.Back, l, err
}

// claims are what we read of an ID token.
type claims struct {
	Mail     string `json:"email"`
	Verified bool   `json:"email_verified"`
	Name     string `json:"name"`
}

// answers finds out whether an answer says that it is of this issuer, as RFC 9207 has it. Only issuers that promise to
// say so have to.
func (i *issuer) answers(p *oidc.Provider, answer url.Values) error {
	var promise struct {
		Says bool `json:"authorization_response_iss_parameter_supported"`
	}
	if err := p.Claims(&promise); err != nil {
		return fmt.Errorf("issuer %s: %w", i.URL, err)
	}
	if said := answer["iss"]; (promise.Says || len(said) > 0) && !slices.Equal(said, []string{i.URL}) {
		return errMixedUp
	}
	return nil
}

// vouch has the issuer, which answered a way that was begun, say who somebody is.
func (i *issuer) vouch(ctx context.Context, answer url.Values, b begun) (login.Login, error) {
	provider, err := i.find(ctx)
	if err != nil {
		return login.Login{}, err
	}
	if err := i.answers(provider, answer); err != nil {
		return login.Login{}, err
	}
	ctx = oidc.ClientContext(ctx, client)
	config := i.oauth(provider)
	tokens, err := config.Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(b.Verifier))
	if err != nil {
		return login.Login{}, fmt.Errorf("%w: exchange: %w", errToken, err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := provider.Verifier(&oidc.Config{ClientID: i.Client}).Verify(ctx, raw)
	if err != nil {
		return login.Login{}, fmt.Errorf("%w: %w", errToken, err)
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(b.Nonce)) != 1 {
		return login.Login{}, fmt.Errorf("%w: nonce", errToken)
	}
	var c claims
	if err := token.Claims(&c); err != nil {
		return login.Login{}, fmt.Errorf("%w: claims: %w", errToken, err)
	}
	return i.believe(c)
}

// believe makes a login of claims for which the issuer may speak.
func (i *issuer) believe(c claims) (login.Login, error) {
	mail := access.Lower(c.Mail)
	local, domain, ok := strings.Cut(mail, "@")
	switch {
	case !ok || local == "" || domain == "" || strings.ContainsAny(mail, " \t\r\n,") || len(mail) > 254 || !c.Verified:
		return login.Login{}, errUnverified
	case len(i.Domains) > 0 && !slices.Contains(access.AllLower(i.Domains), domain), slices.Contains(i.foreign, domain):
		return login.Login{}, errDomain
	}
	name := []rune(c.Name)
	return login.Login{Mail: mail, Name: string(name[:min(len(name), 100)])}, nil
}
