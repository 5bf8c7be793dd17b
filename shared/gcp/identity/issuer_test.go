package identity

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"log/slog"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// issuer signs as Google does, and publishes its keys where Google does, as far as a client can tell.
type issuer struct {
	url     *url.URL
	fetched atomic.Int32
	down    atomic.Bool // answers 503 instead of keys
}

var keys = sync.OnceValue(func() (k struct {
	rsa, strangeRSA *rsa.PrivateKey
	ec, strangeEC   *ecdsa.PrivateKey
}) {
	for _, key := range []**rsa.PrivateKey{&k.rsa, &k.strangeRSA} {
		*key, _ = rsa.GenerateKey(rand.Reader, 2048)
	}
	for _, key := range []**ecdsa.PrivateKey{&k.ec, &k.strangeEC} {
		*key, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	return k
})

func newIssuer(t *testing.T) *issuer {
	i := &issuer{}
	public := keys()
	point, err := public.ec.PublicKey.Bytes() // 4, x, y
	if err != nil {
		t.Fatal(err)
	}
	published := map[string]map[string]string{
		"www.googleapis.com/oauth2/v3/certs": {"kid": "k", "kty": "RSA",
			"n": encode(public.rsa.N.Bytes()), "e": encode(big.NewInt(int64(public.rsa.E)).Bytes())},
		"www.gstatic.com/iap/verify/public_key-jwk": {"kid": "k", "kty": "EC", "x": encode(point[1:33]),
			"y": encode(point[33:])},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.fetched.Add(1)
		key, found := published[r.Header.Get("Asked")+r.URL.Path]
		if !found || i.down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=3000")
		json.NewEncoder(w).Encode(map[string]any{"keys": []any{key}})
	}))
	t.Cleanup(server.Close)
	i.url, err = url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// RoundTrip leads requests to Google here.
func (i *issuer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Asked", r.URL.Host)
	r.URL.Scheme, r.URL.Host = i.url.Scheme, i.url.Host
	return http.DefaultTransport.RoundTrip(r)
}

type claims map[string]any

// tokenClaims are those of an ID token of an approver.
func tokenClaims() claims {
	now := time.Now().Unix()
	return claims{"iss": "https://accounts.google.com", "aud": "https://confirm.example", "sub": "1234567890", "iat": now,
		"exp":   now + 3600,
		"email": "approver@kursbuch.example", "email_verified": true}
}

// iapClaims are those of an assertion for an approver.
func iapClaims() claims {
	now := time.Now().Unix()
	return claims{"iss": "https://cloud.google.com/iap", "aud": "/projects/1/global/backendServices/2",
		"sub": "accounts.google.com:1234567890",
		"iat": now, "exp": now + 600, "email": "approver@kursbuch.example"}
}

// but gives the claims with one replaced, or taken out by nil.
func (c claims) but(key string, value any) claims {
	c = maps.Clone(c)
	c[key] = value
	if value == nil {
		delete(c, key)
	}
	return c
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// unsigned is a token up to its signature.
func unsigned(algorithm, kid string, c claims) string {
	header, _ := json.Marshal(map[string]string{"alg": algorithm, "kid": kid, "typ": "JWT"})
	payload, _ := json.Marshal(c)
	return encode(header) + "." + encode(payload)
}

func rs256(c claims) string { return signRSA(keys().rsa, unsigned("RS256", "k", c)) }
func es256(c claims) string { return signEC(keys().ec, unsigned("ES256", "k", c)) }

func signRSA(key *rsa.PrivateKey, text string) string {
	sum := sha256.Sum256([]byte(text))
	signature, _ := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	return text + "." + encode(signature)
}

func signEC(key *ecdsa.PrivateKey, text string) string {
	sum := sha256.Sum256([]byte(text))
	r, s, _ := ecdsa.Sign(rand.Reader, key, sum[:])
	return text + "." + encode(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
}

// hs256 signs with what everybody knows, the public key.
func hs256(c claims) string {
	public, _ := x509.MarshalPKIXPublicKey(&keys().rsa.PublicKey)
	mac := hmac.New(sha256.New, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))
	text := unsigned("HS256", "k", c)
	mac.Write([]byte(text))
	return text + "." + encode(mac.Sum(nil))
}

// tampered keeps the signature, but not what was signed.
func tampered(token string, c claims) string {
	header, rest, _ := strings.Cut(token, ".")
	_, signature, _ := strings.Cut(rest, ".")
	_, payload, _ := strings.Cut(unsigned("", "", c), ".")
	return header + "." + payload + "." + signature
}

// logged collects what the test logs.
func logged(t *testing.T) *bytes.Buffer {
	var lines bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&lines, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &lines
}
