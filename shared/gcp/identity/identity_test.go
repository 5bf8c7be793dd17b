package identity

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
)

const authorization, assertion = "Authorization", "X-Goog-Iap-Jwt-Assertion"

func config(i *issuer) Config {
	return Config{
		Audiences: []string{"https://confirm.example", "https://confirm-2.example", "/projects/1/global/backendServices/2"},
		Admins:    []string{"Admin@kursbuch.example"},
		Planners:  []string{"Planner@kursbuch.example"},
		Keys:      i,
	}
}

// request carries headers: name, value, name, value.
func request(headers ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/?event=1", nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

func open(t *testing.T, c Config) (byToken, byIAP Caller) {
	t.Helper()
	byToken, err := Tokens(c)
	if err != nil {
		t.Fatal(err)
	}
	if byIAP, err = IAP(c); err != nil {
		t.Fatal(err)
	}
	return byToken, byIAP
}

func TestCallersAreKnown(t *testing.T) {
	byToken, byIAP := open(t, config(newIssuer(t)))
	approver, admin := access.Caller{Mail: "approver@kursbuch.example"}, access.Caller{Mail: "admin@kursbuch.example",
		Admin: true}
	soon := time.Now().Add(20 * time.Second).Unix()
	tests := map[string]struct {
		who     Caller
		headers []string
		want    access.Caller
	}{
		"by a token":                  {byToken, []string{authorization, "Bearer " + rs256(tokenClaims())}, approver},
		"by a token, scheme in small": {byToken, []string{authorization, "bearer " + rs256(tokenClaims())}, approver},
		"by a token for another of our URLs": {byToken,
			[]string{authorization, "Bearer " + rs256(tokenClaims().but("aud", "https://confirm-2.example"))}, approver},
		"by a token of the shorter issuer": {byToken,
			[]string{authorization, "Bearer " + rs256(tokenClaims().but("iss", "accounts.google.com"))}, approver},
		"by a clock that is a bit ahead": {byToken,
			[]string{authorization, "Bearer " + rs256(tokenClaims().but("iat", soon))}, approver},
		"with big letters": {byToken, []string{authorization,
			"Bearer " + rs256(tokenClaims().but("email", "Approver@Kursbuch.Example"))}, approver},
		"as an admin": {byToken, []string{authorization,
			"Bearer " + rs256(tokenClaims().but("email", "admin@kursbuch.example"))}, admin},
		"as a planner": {byToken, []string{authorization,
			"Bearer " + rs256(tokenClaims().but("email", "planner@kursbuch.example"))},
			access.Caller{Mail: "planner@kursbuch.example", Planner: true}},
		"not as an admin by a lookalike": {byToken,
			[]string{authorization, "Bearer " + rs256(tokenClaims().but("email", "admin@\u212Aursbuch.example"))},
			access.Caller{Mail: "admin@\u212Aursbuch.example"}},
		"by an assertion": {byIAP, []string{assertion, es256(iapClaims())}, approver},
		"by an assertion, a token is ignored": {byIAP, []string{assertion, es256(iapClaims()), authorization,
			"Bearer " + rs256(tokenClaims().but("email", "a@b"))}, approver},
		"by a token, an assertion is ignored": {byToken, []string{authorization, "Bearer " + rs256(tokenClaims()),
			assertion, es256(iapClaims().but("email", "a@b"))}, approver},
		"by an assertion, plain headers are not": {byIAP, []string{assertion, es256(iapClaims()),
			"X-Goog-Authenticated-User-Email", "accounts.google.com:a@b"}, approver},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			if got, err := test.who(request(test.headers...)); got != test.want || err != nil {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

func TestStrangersByToken(t *testing.T) {
	good, now := tokenClaims(), time.Now().Unix()
	tests := map[string]struct{ header, reason string }{
		"no credentials at all": {"", "no bearer token"},
		"a password":            {"Basic YTpi", "no bearer token"},
		"the local run's":       {"Bearer dev:admin@kursbuch.example", "no token in its form"},
		"an opaque token":       {"Bearer ya29.a0AfH6SMB", "no token in its form"},
		"four parts":            {"Bearer " + rs256(good) + ".x", "no token in its form"},
		"a huge one":            {"Bearer " + rs256(good.but("hd", strings.Repeat("x", 900<<10))), "token too long"},
		"expired":               {"Bearer " + rs256(good.but("exp", now-1)), "token expired"},
		"without an end":        {"Bearer " + rs256(good.but("exp", nil)), "token expired"},
		"issued in the future":  {"Bearer " + rs256(good.but("iat", now+60)), "not valid yet"},
		"not before the future": {"Bearer " + rs256(good.but("nbf", now+60)), "not valid yet"},
		"for another audience":  {"Bearer " + rs256(good.but("aud", "https://export.example")), "wrong audience"},
		"for several audiences": {"Bearer " + rs256(good.but("aud", []string{"https://confirm.example"})),
			"unable to unmarshal"},
		"for no audience":           {"Bearer " + rs256(good.but("aud", nil)), "wrong audience"},
		"of another issuer":         {"Bearer " + rs256(good.but("iss", "https://accounts.example")), "wrong issuer"},
		"of no issuer":              {"Bearer " + rs256(good.but("iss", nil)), "wrong issuer"},
		"an address not verified":   {"Bearer " + rs256(good.but("email_verified", false)), "not verified"},
		"an address verified, says": {"Bearer " + rs256(good.but("email_verified", "true")), "not verified"},
		"nobody verified anything":  {"Bearer " + rs256(good.but("email_verified", nil)), "not verified"},
		"no address":                {"Bearer " + rs256(good.but("email", nil)), "no mail address"},
		"an address that is a list": {"Bearer " + rs256(good.but("email", []string{"approver@kursbuch.example"})),
			"no mail address"},
		"a header that is a text": {"Bearer " + signRSA(keys().rsa, encode([]byte(`"RS256"`))+"."+encode([]byte("{}"))),
			"no token in its form"},
		"claims that are no object": {"Bearer " + signRSA(keys().rsa, strings.TrimSuffix(unsigned("RS256", "k", nil),
			encode([]byte("null")))+encode([]byte("[]"))), "unable to unmarshal"},
		"an end that is no number":   {"Bearer " + rs256(good.but("exp", "never")), "unable to unmarshal"},
		"bytes that are no encoding": {"Bearer a.!.b", "no token in its form"},
	}
	byToken, _ := open(t, config(newIssuer(t)))
	for about, test := range tests {
		t.Run(about, func(t *testing.T) { stranger(t, byToken, request(authorization, test.header), test.reason) })
	}
	t.Run("no header", func(t *testing.T) {
		stranger(t, byToken, request(assertion, es256(iapClaims()), "X-Goog-Authenticated-User-Email", "a@b"), "no token")
	})
	t.Run("two headers", func(t *testing.T) {
		stranger(t, byToken, request(authorization, "Bearer "+rs256(good), authorization, "Bearer "+rs256(good)),
			"more than one token")
	})
}

func TestForgedTokens(t *testing.T) {
	good := tokenClaims()
	tests := map[string]struct{ header, reason string }{
		"somebody else's now": {"Bearer " + tampered(rs256(good), good.but("email", "admin@kursbuch.example")),
			"verification error"},
		"signed by a stranger": {"Bearer " + signRSA(keys().strangeRSA, unsigned("RS256", "k", good)),
			"verification error"},
		"a key nobody knows": {"Bearer " + signRSA(keys().rsa, unsigned("RS256", "k2", good)),
			"could not find matching cert"},
		"not signed":               {"Bearer " + unsigned("none", "k", good) + ".", "wrong algorithm"},
		"not signed, says RS256":   {"Bearer " + unsigned("RS256", "k", good) + ".", "verification error"},
		"signed by the public key": {"Bearer " + hs256(good), "wrong algorithm"},
		"signed by IAP's key":      {"Bearer " + es256(good), "wrong algorithm"},
		"an assertion":             {"Bearer " + es256(iapClaims()), "wrong algorithm"},
		"signature taken off": {"Bearer " + unsigned("RS256", "k", good) + ".SIGNATURE_REMOVED_BY_GOOGLE",
			"X-Serverless-Authorization"},
	}
	byToken, _ := open(t, config(newIssuer(t)))
	for about, test := range tests {
		t.Run(about, func(t *testing.T) { stranger(t, byToken, request(authorization, test.header), test.reason) })
	}
}

func TestStrangersByIAP(t *testing.T) {
	good, now := iapClaims(), time.Now().Unix()
	valid := es256(good)
	tests := map[string]struct{ header, reason string }{
		"expired":                {es256(good.but("exp", now-1)), "token expired"},
		"issued in the future":   {es256(good.but("iat", now+60)), "not valid yet"},
		"for another backend":    {es256(good.but("aud", "/projects/1/global/backendServices/3")), "wrong audience"},
		"of another issuer":      {es256(good.but("iss", "https://accounts.google.com")), "wrong issuer"},
		"no address":             {es256(good.but("email", nil)), "no mail address"},
		"no account of Google's": {es256(good.but("sub", "securetoken.google.com/kursbuch:1")), "not verified"},
		"somebody else's now":    {tampered(valid, good.but("email", "admin@kursbuch.example")), "signature not valid"},
		"signed by a stranger":   {signEC(keys().strangeEC, unsigned("ES256", "k", good)), "signature not valid"},
		"a key nobody knows":     {signEC(keys().ec, unsigned("ES256", "k2", good)), "could not find matching cert"},
		"a signature cut short": {unsigned("ES256", "k", good) + "." + encode(make([]byte, 31)),
			"no token in its form"},
		"a signature too long":        {valid + "AAAA", "no token in its form"},
		"not signed":                  {unsigned("none", "k", good) + ".", "wrong algorithm"},
		"signed by Google's key":      {rs256(good), "wrong algorithm"},
		"an ID token":                 {rs256(tokenClaims()), "wrong algorithm"},
		"a scheme":                    {"Bearer " + valid, "no token in its form"},
		"a plain address":             {"approver@kursbuch.example", "no token in its form"},
		"a header that is no header":  {"....", "no token in its form"},
		"an empty one":                {"", "no token in its form"},
		"somebody else's, by a space": {valid + " " + valid, "no token in its form"},
	}
	_, byIAP := open(t, config(newIssuer(t)))
	for about, test := range tests {
		t.Run(about, func(t *testing.T) { stranger(t, byIAP, request(assertion, test.header), test.reason) })
	}
	t.Run("no header", func(t *testing.T) {
		stranger(t, byIAP, request(authorization, "Bearer "+rs256(tokenClaims()), "X-Goog-Authenticated-User-Email", "a@b"),
			"no token")
	})
}

// stranger checks that the caller stays unknown, that the log says why, that nobody learns more.
func stranger(t *testing.T, who Caller, r *http.Request, reason string) {
	t.Helper()
	lines := logged(t)
	if got, err := who(r); got != (access.Caller{}) || err != access.ErrUnauthenticated {
		t.Errorf("got %v, %v", got, err)
	}
	if !strings.Contains(lines.String(), reason) {
		t.Errorf("no %q in the log: %s", reason, lines)
	}
	for _, secret := range []string{"@", "eyJ", "Bearer"} {
		if strings.Contains(lines.String(), secret) {
			t.Errorf("%q is in the log: %s", secret, lines)
		}
	}
}

func TestKeysAreFetchedOnce(t *testing.T) {
	i := newIssuer(t)
	byToken, _ := open(t, config(i))
	for range 3 {
		if _, err := byToken(request(authorization, "Bearer "+rs256(tokenClaims()))); err != nil {
			t.Error(err)
		}
		stranger(t, byToken, request(authorization, "Bearer "+signRSA(keys().rsa, unsigned("RS256", "k2", tokenClaims()))),
			"could not find")
	}
	if n := i.fetched.Load(); n != 1 {
		t.Errorf("fetched %d times", n)
	}
}

// Who signed in properly must not be told to sign in because Google's keys are out of reach.
func TestKeysOutOfReachAreNobodysFault(t *testing.T) {
	i := newIssuer(t)
	byToken, byIAP := open(t, config(i))
	i.down.Store(true)
	for _, who := range []func() (access.Caller, error){
		func() (access.Caller, error) {
			return byToken(request(authorization, "Bearer "+rs256(tokenClaims())))
		},
		func() (access.Caller, error) { return byIAP(request(assertion, es256(iapClaims()))) },
	} {
		if got, err := who(); err == nil || errors.Is(err, access.ErrUnauthenticated) || got != (access.Caller{}) {
			t.Errorf("got %v, %v", got, err)
		}
	}
	i.down.Store(false)
	if _, err := byToken(request(authorization, "Bearer "+rs256(tokenClaims()))); err != nil {
		t.Errorf("back again: %v", err)
	}
}

func TestAudiencesAreAsked(t *testing.T) {
	for _, audiences := range [][]string{nil, {}, {"https://confirm.example", ""}} {
		if _, err := Tokens(Config{Audiences: audiences}); err == nil {
			t.Errorf("%q will do as audiences", audiences)
		}
	}
}

// The token says who somebody is, the event what they may do in it.
func TestAnApproverElsewhereIsNobodyHere(t *testing.T) {
	byToken, _ := open(t, config(newIssuer(t)))
	who, err := byToken(request(authorization, "Bearer "+rs256(tokenClaims())))
	if err != nil {
		t.Fatal(err)
	}
	here, elsewhere := access.Roles{Approvers: []string{"somebody@kursbuch.example"}},
		access.Roles{Approvers: []string{who.Mail}}
	if here.MaySee(who) || !elsewhere.MaySee(who) {
		t.Error("an approver of one event may see another")
	}
}
