package identity

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"google.golang.org/api/idtoken"
	"google.golang.org/api/option"
)

// maxToken is the size of the largest token, in bytes. Google's have one or two KiB.
const maxToken = 8 << 10

// skew is by how much the clocks of issuers may be ahead of ours, as
// https://cloud.google.com/iap/docs/signed-headers-howto advises. The end of a token's life gets none: idtoken grants
// none, and tokens are fresh where they are used.
const skew = 30 * time.Second

// source is where the tokens of one kind come from.
type source struct {
	header, scheme string
	algorithm      string
	issuers        []string
	// vouched tells from the claims whether the issuer vouches for the mail address.
	vouched func(claims map[string]any) bool
}

var (
	tokens = source{
		header: "Authorization", scheme: "Bearer ", algorithm: "RS256",
		issuers: []string{"https://accounts.google.com", "accounts.google.com"},
		vouched: func(claims map[string]any) bool { return claims["email_verified"] == true },
	}
	assertions = source{
		header: "X-Goog-Iap-Jwt-Assertion", algorithm: "ES256",
		issuers: []string{"https://cloud.google.com/iap"},
		// Google verifies the addresses of its own accounts. Others, let in by way of Identity Platform, are called
		// securetoken….
		vouched: func(claims map[string]any) bool {
			subject, _ := claims["sub"].(string)
			return strings.HasPrefix(subject, "accounts.google.com:")
		},
	}
)

// What is wrong with a token, for the log. None of it repeats what the caller sent.
var (
	errNone       = errors.New("no token")
	errMany       = errors.New("more than one token")
	errScheme     = errors.New("no bearer token")
	errTooLong    = errors.New("token too long")
	errForm       = errors.New("no token in its form")
	errRemoved    = errors.New("signature removed by Cloud Run: the token belongs into X-Serverless-Authorization too")
	errAlgorithm  = errors.New("wrong algorithm")
	errIssuer     = errors.New("wrong issuer")
	errAudience   = errors.New("wrong audience")
	errEarly      = errors.New("not valid yet")
	errNoMail     = errors.New("no mail address")
	errUnverified = errors.New("mail address not verified")
)

// verify gives the claims of a request's token. With an error they are nil, unless the signature is right and they are
// wrong.
func (g guard) verify(r *http.Request) (*idtoken.Payload, error) {
	token, err := g.token(r.Header)
	if err != nil {
		return nil, err
	}
	claims, err := g.validator.Validate(r.Context(), token, "") // the audience is compared below, with several
	if err != nil {
		return nil, err
	}
	notBefore, _ := claims.Claims["nbf"].(float64)
	mail, _ := claims.Claims["email"].(string)
	switch {
	case !slices.Contains(g.issuers, claims.Issuer):
		return claims, errIssuer
	case !slices.Contains(g.Audiences, claims.Audience):
		return claims, errAudience
	case max(float64(claims.IssuedAt), notBefore) > float64(time.Now().Add(skew).Unix()):
		return claims, errEarly
	case mail == "":
		return claims, errNoMail
	case !g.vouched(claims.Claims):
		return claims, errUnverified
	}
	return claims, nil
}

// token finds the one token of the request and looks at its form.
func (s source) token(h http.Header) (string, error) {
	values := h.Values(s.header)
	switch {
	case len(values) == 0:
		return "", errNone
	case len(values) > 1:
		return "", errMany
	case len(values[0]) > maxToken:
		return "", errTooLong
	}
	n := min(len(s.scheme), len(values[0]))
	if scheme := values[0][:n]; !strings.EqualFold(scheme, s.scheme) {
		return "", errScheme
	}
	token := values[0][n:]
	return token, s.form(token)
}

// form looks at what idtoken does not: it takes either algorithm from any issuer, and panics at an ES256 signature of
// less than 32 bytes (https://github.com/googleapis/google-api-go-client/pull/3668). The header is decoded as idtoken
// decodes it.
func (s source) form(token string) error {
	header, rest, _ := strings.Cut(token, ".")
	_, signature, found := strings.Cut(rest, ".")
	if signature == "SIGNATURE_REMOVED_BY_GOOGLE" {
		return errRemoved
	}
	decoded, err := base64.RawURLEncoding.DecodeString(header)
	signed, err2 := base64.RawURLEncoding.DecodeString(signature)
	var head struct {
		Algorithm string `json:"alg"`
	}
	if !found || errors.Join(err, err2) != nil || json.Unmarshal(decoded, &head) != nil {
		return errForm
	}
	if head.Algorithm != s.algorithm {
		return errAlgorithm
	}
	if s.algorithm == "ES256" && len(signed) != 64 {
		return errForm
	}
	return nil
}

func validator(keys http.RoundTripper) (*idtoken.Validator, error) {
	if keys == nil {
		keys = http.DefaultTransport
	}
	client := &http.Client{Transport: strict{keys}, Timeout: 10 * time.Second}
	v, err := idtoken.NewValidator(context.Background(), option.WithHTTPClient(client))
	if err != nil {
		return nil, fmt.Errorf("identity: %w", err)
	}
	return v, nil
}

// strict makes a failed answer an error like a lost connection, as which callers can tell it from a bad token.
type strict struct{ http.RoundTripper }

func (s strict) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := s.RoundTripper.RoundTrip(r)
	if err == nil && answer.StatusCode != http.StatusOK {
		answer.Body.Close()
		err = fmt.Errorf("status %d", answer.StatusCode)
	}
	if err != nil {
		return nil, err
	}
	return answer, nil
}
