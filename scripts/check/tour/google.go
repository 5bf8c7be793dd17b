package tour

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kursbuch.internal/shared/local/calendar"
)

// google answers for the few hosts of Google that functions call themselves, besides Firestore and Cloud Storage, which
// their clients find by environment variables.
//
//	www.googleapis.com             keys of ID tokens, Google Calendar
//	accounts.google.com            signs in whoever comes, without a page
//	oauth2.googleapis.com          ID tokens for codes; access tokens: any, for a signed claim one that names the user
//	iamcredentials.googleapis.com  signs for an account: without a signature, since nobody here would verify it
type google struct {
	key      *rsa.PrivateKey
	calendar *calendar.Calendar
	// visitor is who signs in at the console.
	visitor string
}

// The OAuth client of the console, as somebody enters it.
const (
	client       = "1234-abcd.apps.googleusercontent.com"
	clientSecret = "made up for the tour"
)

func newGoogle() (*google, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	c, err := calendar.Open("", time.Now)
	return &google{key: key, calendar: c}, err
}

// ServeHTTP implements [http.Handler].
func (g *google) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Host == "www.googleapis.com" && strings.HasPrefix(r.URL.Path, "/calendar/v3/"):
		g.calendar.ServeHTTP(w, r)
	case r.Host == "www.googleapis.com" && r.URL.Path == "/oauth2/v3/certs":
		e := big.NewInt(int64(g.key.E)).Bytes()
		reply(w, map[string]any{"keys": []any{map[string]string{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1",
			"n": encode(g.key.N.Bytes()), "e": encode(e)}}})
	case r.Host == "accounts.google.com":
		g.signIn(w, r)
	case r.Host == "oauth2.googleapis.com" && r.FormValue("grant_type") == "authorization_code":
		g.redeem(w, r)
	case r.Host == "oauth2.googleapis.com" && r.URL.Path == "/token":
		// The calendar's stand-in takes the name of a user for their token.
		reply(w, map[string]any{"access_token": "dev:" + subject(r.FormValue("assertion")), "token_type": "Bearer",
			"expires_in": 3600})
	case r.Host == "iamcredentials.googleapis.com" && strings.HasSuffix(r.URL.Path, ":signJwt"):
		var body struct{ Payload string }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		reply(w, map[string]any{"keyId": "1", "signedJwt": encode([]byte(`{"alg":"RS256"}`)) + "." +
			encode([]byte(body.Payload)) + "."})
	default:
		http.Error(w, "the tour does not know "+r.Host+r.URL.Path, http.StatusNotImplemented)
	}
}

func reply(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value) // whoever asked has gone
}

func encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

// subject is the user that a signed claim names; empty: there is none.
func subject(assertion string) string {
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 {
		return ""
	}
	payload, _ := base64.RawURLEncoding.DecodeString(parts[1]) // what is no claim names nobody
	var claim struct {
		Sub string `json:"sub"`
	}
	_ = json.Unmarshal(payload, &claim)
	return claim.Sub
}

// identityToken is one as gcloud gives to people.
func (g *google) identityToken(mail string) (string, error) {
	return g.token(mail, "32555940559.apps.googleusercontent.com", "")
}

// signIn is Google's page to sign in, on which somebody has done so already. The code holds what the token is to say.
func (g *google) signIn(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/.well-known/openid-configuration" {
		reply(w, map[string]any{"issuer": "https://accounts.google.com",
			"authorization_endpoint":                "https://accounts.google.com/o/oauth2/v2/auth",
			"token_endpoint":                        "https://oauth2.googleapis.com/token",
			"jwks_uri":                              "https://www.googleapis.com/oauth2/v3/certs",
			"id_token_signing_alg_values_supported": []string{"RS256"}})
		return
	}
	if r.FormValue("client_id") != client {
		http.Error(w, "there is no client "+r.FormValue("client_id"), http.StatusBadRequest)
		return
	}
	back := url.Values{"state": {r.FormValue("state")}, "code": {r.FormValue("redirect_uri") + " " + r.FormValue("nonce")}}
	http.Redirect(w, r, r.FormValue("redirect_uri")+"?"+back.Encode(), http.StatusSeeOther)
}

// redeem gives an ID token for a code to whoever knows the secret.
func (g *google) redeem(w http.ResponseWriter, r *http.Request) {
	id, secret, basic := r.BasicAuth()
	if !basic {
		id, secret = r.FormValue("client_id"), r.FormValue("client_secret")
	}
	redirect, nonce, _ := strings.Cut(r.FormValue("code"), " ")
	token, err := g.token(g.visitor, client, nonce)
	if err != nil || id != client || secret != clientSecret || r.FormValue("redirect_uri") != redirect {
		http.Error(w, `{"error": "invalid_client"}`, http.StatusUnauthorized)
		return
	}
	reply(w, map[string]any{"access_token": "none", "token_type": "Bearer", "expires_in": 3600, "id_token": token})
}

// token is an ID token. A nonce is in it if there is one.
func (g *google) token(mail, audience, nonce string) (string, error) {
	now := time.Now().Unix()
	claims, err := json.Marshal(map[string]any{
		"iss": "https://accounts.google.com", "aud": audience, "sub": "1", "nonce": nonce,
		"email": mail, "email_verified": true, "iat": now, "exp": now + 3600,
	})
	if err != nil {
		return "", err
	}
	text := encode([]byte(`{"alg":"RS256","typ":"JWT","kid":"1"}`)) + "." + encode(claims)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, g.key, crypto.SHA256, sum[:])
	if err != nil {
		return "", fmt.Errorf("sign an ID token: %w", err)
	}
	return text + "." + encode(signature), nil
}
