package gcal

import (
	"net/http"

	"golang.org/x/oauth2"
)

// delegate sends requests as the user. Unlike oauth2.Transport it does not wait for a token for longer than the request
// may take: the source knows no context. Whoever comes later gets the token that was too late.
type delegate struct {
	source oauth2.TokenSource // safe for concurrent use
	next   http.RoundTripper
}

// tokenError says that it was not the call that failed.
type tokenError struct{ error }

func (e tokenError) Unwrap() error { return e.error }

// RoundTrip implements [http.RoundTripper].
func (d delegate) RoundTrip(r *http.Request) (*http.Response, error) {
	type answer struct {
		token *oauth2.Token
		err   error
	}
	asked := make(chan answer, 1)
	go func() {
		token, err := d.source.Token()
		asked <- answer{token, err}
	}()
	var got answer
	select {
	case got = <-asked:
	case <-r.Context().Done():
		got.err = r.Context().Err()
	}
	if got.err != nil {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, tokenError{got.err}
	}
	r = r.Clone(r.Context())
	got.token.SetAuthHeader(r)
	return d.next.RoundTrip(r)
}
