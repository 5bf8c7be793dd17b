// Package identity tells who calls a deployed function, by the token that somebody trusted has signed for it.
//
//	          header                      signed by             made for
//	Tokens    Authorization: Bearer …     Google, RS256         the function's address
//	IAP       X-Goog-Iap-Jwt-Assertion    the proxy, ES256      the backend that it guards
//
// A function listens to one of them, as it is deployed. The other header is not even looked at: were both honoured, who
// can set the one could choose for whom a request with the other acts. What is not signed counts nowhere.
//
// Where Cloud Run itself asks for the role of an invoker it takes the signature off the token that it has checked,
// after which nobody can check it again. Callers send theirs twice then: in X-Serverless-Authorization, which Cloud Run
// prefers, and in Authorization, which it then passes on as it is.
package identity

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"

	"google.golang.org/api/idtoken"
	"kursbuch.internal/shared/access"
)

// Config is whom to believe what.
type Config struct {
	// Audiences are what a token may be made for. One for anything else was meant for somebody else, who could pass it on.
	Audiences []string
	// Admins and planners are mail addresses.
	Admins, Planners []string
	// Keys fetches the issuers' public keys, which are kept as long as the issuer allows; nil is http.DefaultTransport.
	Keys http.RoundTripper
}

// Caller finds out who sent a request. Its errors are access.ErrUnauthenticated, whatever is wrong with the token,
// with the reason in the log only; any other says that the issuer's keys cannot be had. The mail address is in small
// letters.
type Caller = func(*http.Request) (access.Caller, error)

// guard lets nobody pass whose token does not prove who they are.
type guard struct {
	Config
	source
	validator *idtoken.Validator
}

// Tokens knows callers by Google's ID token, with its verified mail address.
func Tokens(c Config) (Caller, error) { return caller(c, tokens) }

// IAP knows callers by the assertion of Identity-Aware Proxy.
func IAP(c Config) (Caller, error) { return caller(c, assertions) }

func caller(c Config, s source) (Caller, error) {
	if len(c.Audiences) == 0 || slices.Contains(c.Audiences, "") {
		return nil, errors.New("identity: an audience is missing")
	}
	v, err := validator(c.Keys)
	if err != nil {
		return nil, err
	}
	c.Admins, c.Planners = access.AllLower(c.Admins), access.AllLower(c.Planners)
	return guard{c, s, v}.caller, nil
}

func (g guard) caller(r *http.Request) (access.Caller, error) {
	claims, err := g.verify(r)
	if unreachable, ok := errors.AsType[*url.Error](err); ok {
		return access.Caller{}, fmt.Errorf("fetch the keys of an issuer: %w", unreachable)
	}
	if err != nil {
		subject := "" // an ID, known if no more than the claims were wrong
		if claims != nil {
			subject = claims.Subject
		}
		level := slog.LevelWarn
		if errors.Is(err, errRemoved) { // Cloud Run knew who it is, such as Cloud Scheduler, every few minutes
			level = slog.LevelInfo
		}
		slog.Log(r.Context(), level, "a caller is not known", "reason", err, "subject", subject)
		return access.Caller{}, access.ErrUnauthenticated
	}
	mail := access.Lower(claims.Claims["email"].(string))
	return access.Caller{Mail: mail, Admin: slices.Contains(g.Admins, mail), Planner: slices.Contains(g.Planners, mail)},
		nil
}
