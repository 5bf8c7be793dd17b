// Package calendartest checks the traffic of clients of the Google Calendar API with whoever plays Google.
//
// Its truth is calendar-api.json, the discovery document in the module of the generated client. What it does not know
// is an error of the test, in both directions: routes, parameters, fields, values of enumerations, formats.
package calendartest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"google.golang.org/api/option"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
)

// Service returns the generated client of h, without sockets, its traffic checked. mail is the caller; empty: the
// owner.
func Service(t testing.TB, h http.Handler, mail string) *api.Service {
	t.Helper()
	client := &http.Client{Transport: As(mail, calendar.InProcess{Handler: Check(t, h)})}
	s, err := api.NewService(t.Context(), option.WithHTTPClient(client), option.WithEndpoint(calendar.Endpoint))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// As lets requests through next say that mail sent them; empty: nothing.
func As(mail string, next http.RoundTripper) http.RoundTripper { return caller{mail, next} }

type caller struct {
	mail string
	next http.RoundTripper
}

func (c caller) RoundTrip(r *http.Request) (*http.Response, error) {
	if c.mail != "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer dev:"+c.mail)
	}
	return c.next.RoundTrip(r)
}

// Check returns h with its traffic below /calendar/v3/ checked: each breach is an error of t. A dropped connection is
// none.
func Check(t testing.TB, h http.Handler) http.Handler {
	t.Helper()
	d, err := discovered()
	if err != nil {
		t.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, calendar.Base) {
			h.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("%s %s: %v", r.Method, r.URL, err)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		reply := httptest.NewRecorder()
		h.ServeHTTP(reply, r)
		for _, breach := range d.breaches(exchange{r, body, reply.Code, reply.Body.Bytes()}) {
			t.Errorf("%s %s: %s", r.Method, r.URL, breach)
		}
		for key, values := range reply.Header() {
			w.Header()[key] = values
		}
		w.WriteHeader(reply.Code)
		w.Write(reply.Body.Bytes())
	})
}
