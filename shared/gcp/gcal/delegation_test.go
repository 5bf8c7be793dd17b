package gcal

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

const account = "calendarsync@kursbuch-test.iam.gserviceaccount.com"

// cloud is Google, as far as it takes to act for a user: IAM that signs, the server that gives tokens, the calendar.
type cloud struct {
	testing.TB
	calendar http.Handler
	refusal  int           // status of the token server, 0: none
	signed   int           // claims
	hang     chan struct{} // the token server waits for its end; nil: it does not
}

// RoundTrip leads requests to Google here.
func (c *cloud) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	switch r.URL.Host {
	case "iamcredentials.googleapis.com":
		c.sign(w, r)
	case "oauth2.googleapis.com":
		c.token(w, r)
	case "www.googleapis.com":
		if got := r.Header.Get("Authorization"); got != "Bearer lent" {
			c.Errorf("authorization %q", got)
		}
		return calendar.InProcess{Handler: c.calendar}.RoundTrip(r)
	default:
		c.Errorf("request to %s", r.URL)
	}
	return w.Result(), nil
}

func (c *cloud) sign(w http.ResponseWriter, r *http.Request) {
	c.signed++
	if want := "/v1/projects/-/serviceAccounts/" + account + ":signJwt"; r.URL.Path != want {
		c.Errorf("signed by %s", r.URL.Path)
	}
	var request struct{ Payload string }
	var claims struct{ Iss, Sub, Scope string }
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &request); err != nil {
		c.Error(err)
	}
	if err := json.Unmarshal([]byte(request.Payload), &claims); err != nil {
		c.Error(err)
	}
	const scopes = "https://www.googleapis.com/auth/calendar.app.created https://www.googleapis.com/auth/calendar.acls"
	if claims.Iss != account || claims.Sub != owner || claims.Scope != scopes {
		c.Errorf("claims %+v", claims)
	}
	fmt.Fprint(w, `{"keyId":"1","signedJwt":"signed"}`)
}

func (c *cloud) token(w http.ResponseWriter, r *http.Request) {
	if got := r.PostFormValue("assertion"); got != "signed" {
		c.Errorf("assertion %q", got)
	}
	if c.hang != nil {
		<-c.hang
	}
	if c.refusal > 0 {
		w.WriteHeader(c.refusal)
		fmt.Fprint(w, `{"error":"unauthorized_client","error_description":"Client is unauthorized to retrieve access `+
			`tokens using this method"}`)
		return
	}
	fmt.Fprint(w, `{"access_token":"lent","token_type":"Bearer","expires_in":3600}`)
}

// delegated opens Google for the user.
func delegated(t *testing.T) (*cloud, *Calendars) {
	t.Helper()
	c := &cloud{TB: t, calendar: calendartest.Check(t, calendartest.Open(t, time.Now))}
	calendars, err := Open(t.Context(), Config{Subject: owner, Account: account, Client: &http.Client{Transport: c},
		Pace: hasty})
	if err != nil {
		t.Fatal(err)
	}
	return c, calendars
}

func TestItActsForTheUserWithoutAKey(t *testing.T) {
	c, calendars := delegated(t)
	if c.signed > 0 {
		t.Error("signed before anything was asked for")
	}
	for range 3 {
		if _, err := calendars.Create(t.Context(), "Kursbuch"); err != nil {
			t.Fatal(err)
		}
	}
	if c.signed != 1 {
		t.Errorf("signed %d times", c.signed)
	}
}

func TestNobodyLendsItsRights(t *testing.T) {
	for status, want := range map[int]calsync.Failure{
		400: calsync.FailedWithdrawn, 401: calsync.FailedWithdrawn, 403: calsync.FailedWithdrawn,
		503: calsync.FailedUnavailable,
	} {
		c, calendars := delegated(t)
		c.refusal = status
		_, _, err := calendars.Open("primary").Rules(t.Context())
		failsAs(t, err, want)
		if tries := map[calsync.Failure]int{calsync.FailedWithdrawn: 1,
			calsync.FailedUnavailable: 3}[want]; c.signed != tries {
			t.Errorf("%d: asked %d times, want %d", status, c.signed, tries)
		}
		if strings.Contains(err.Error(), "assertion=") {
			t.Errorf("a secret for the log: %v", err)
		}
	}
}

// The library asks for tokens without a deadline.
func TestNobodyWaitsForATokenForEver(t *testing.T) {
	c, calendars := delegated(t)
	c.hang = make(chan struct{})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, _, err := calendars.Open("primary").Rules(ctx)
	failsAs(t, err, calsync.FailedUnavailable)
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	close(c.hang)
	if _, err := calendars.Create(t.Context(), "Kursbuch"); err != nil || c.signed != 1 {
		t.Errorf("%v, signed %d times", err, c.signed)
	}
}
