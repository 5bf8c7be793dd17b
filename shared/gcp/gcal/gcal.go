// Package gcal makes the calls of calsync to Google Calendar.
//
// It acts for a durable user, who owns the calendar, by domain-wide delegation without a key: the service account has
// IAM sign a claim that it is the user. A service account of its own may invite nobody, and what it owns nobody can
// inherit. The user lends it two scopes, the least that do:
//
//	calendar.app.created   calendars that this program created, their entries: it cannot even see others
//	calendar.acls          who may read them, which the former leaves out
//
// A call is repeated where that may help, with growing pauses, until it is answered or the context's deadline is too
// near:
//
//	answer                                        repeated             what calsync sees of it in the end
//	403 …rateLimitExceeded, 429                   yes, it did nothing  limited
//	5xx, 408, none in time, a broken connection   all but Create       unavailable, or what the repetition gave
//	anything else                                 no                   see [calsync.Failure]
//
// After 5xx or no answer nobody knows whether the call was done. Repeating it is safe for all of them but creating a
// calendar, which would be a second one. An entry that was inserted, as its ID is ours, answers the second time that it
// exists (409), one deleted that it is gone (410), one updated that it is not as it was read (412), a right that was
// revoked that there is none (404): calsync takes each for what it is. Nobody is invited twice by that.
//
// Google answers 404 whether it knows no such entry or no such calendar. Where it may be either, gcal asks for the
// calendar.
package gcal

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"golang.org/x/time/rate"
	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/impersonate"
	"google.golang.org/api/option"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

// Scopes are what the user has to lend to the service account, in the admin console.
var Scopes = []string{calendar.CalendarAppCreatedScope, calendar.CalendarAclsScope}

// Config says whose calendars, and where.
type Config struct {
	// Subject is the mail address of the user who owns the calendar.
	Subject string
	// Account is the mail address of the service account that acts for them. It may create tokens for itself.
	Account string
	// Endpoint is the address of another server of the Calendar API v3, which asks for no credentials, with the path that
	// the API has there: http://127.0.0.1:8080/calendar/v3/. Subject and Account are not needed then. Empty: Google.
	Endpoint string
	// Zone is the IANA name of the time zone of a new calendar; empty: Europe/Berlin.
	Zone string
	// Client sends requests, without credentials; nil: a new one.
	Client *http.Client
	Pace   Pace
}

// Pace is how fast calls are made; what is 0 has the value that is right for Google.
type Pace struct {
	// PerMinute is how many calls there are in a minute, 480: Google allows 600 for a user. Burst is how many at once, 8.
	PerMinute, Burst int
	// Attempts is how often a call is made at most, 6.
	Attempts int
	// Pause is the longest before the second attempt, half a second. It doubles from one to the next, up to 32 seconds.
	Pause time.Duration
	// Longest is how long to wait because Google asks for it, a minute. If it asks for more the call has failed.
	Longest time.Duration
	// Patience is how long an attempt may take, 20 seconds.
	Patience time.Duration
}

func (p Pace) withDefaults() Pace {
	return Pace{
		PerMinute: cmp.Or(p.PerMinute, 480), Burst: cmp.Or(p.Burst, 8), Attempts: cmp.Or(p.Attempts, 6),
		Pause: cmp.Or(p.Pause, 500*time.Millisecond), Longest: cmp.Or(p.Longest, time.Minute),
		Patience: cmp.Or(p.Patience, 20*time.Second),
	}
}

// Calendars is Google Calendar as one user may use it. It is safe for concurrent use.
type Calendars struct {
	service *calendar.Service
	zone    string
	pace    Pace
	limiter *rate.Limiter
	options []googleapi.CallOption
}

var (
	_ syncrun.Calendars = (*Calendars)(nil)
	_ syncrun.Target    = target{}
)

// Open connects to Google Calendar. The context has to live as long as the connection. Nothing is sent to it yet.
func Open(ctx context.Context, c Config) (*Calendars, error) {
	client, err := c.client(ctx)
	if err != nil {
		return nil, fmt.Errorf("open Google Calendar: %w", err)
	}
	options := []option.ClientOption{option.WithHTTPClient(client)}
	if c.Endpoint != "" {
		options = append(options, option.WithEndpoint(c.Endpoint))
	}
	service, err := calendar.NewService(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("open Google Calendar: %w", err)
	}
	pace := c.Pace.withDefaults()
	opened := &Calendars{
		service: service, zone: cmp.Or(c.Zone, "Europe/Berlin"), pace: pace,
		limiter: rate.NewLimiter(rate.Every(time.Minute/time.Duration(pace.PerMinute)), pace.Burst),
	}
	if c.Subject != "" {
		// Else the quota of a user would be charged to the service account, for all users together.
		sum := sha256.Sum256([]byte(c.Subject))
		opened.options = []googleapi.CallOption{googleapi.QuotaUser(hex.EncodeToString(sum[:10]))}
	}
	return opened, nil
}

// client gives the client that sends requests, with credentials for Google.
func (c Config) client(ctx context.Context) (*http.Client, error) {
	base := c.Client
	if base == nil {
		base = &http.Client{}
	}
	if c.Endpoint != "" {
		return base, nil
	}
	if c.Subject == "" || c.Account == "" {
		return nil, errors.New("subject or account is missing")
	}
	var options []option.ClientOption
	if c.Client != nil {
		options = append(options, option.WithHTTPClient(c.Client))
	}
	lent := impersonate.CredentialsConfig{TargetPrincipal: c.Account, Subject: c.Subject, Scopes: Scopes}
	source, err := impersonate.CredentialsTokenSource(ctx, lent, options...)
	if err != nil {
		return nil, err
	}
	return &http.Client{Transport: delegate{source, cmp.Or(base.Transport, http.DefaultTransport)}, Timeout: base.Timeout},
		nil
}

// Create implements [syncrun.Calendars].
func (c *Calendars) Create(ctx context.Context, name string) (calsync.CalendarID, error) {
	created, err := ask(ctx, c, call{once: true}, func(ctx context.Context) (*calendar.Calendar, error) {
		return c.service.Calendars.Insert(&calendar.Calendar{Summary: name,
			TimeZone: c.zone}).Fields("id").Context(ctx).Do(c.options...)
	})
	if err != nil {
		return "", fmt.Errorf("create calendar: %w", err)
	}
	return calsync.CalendarID(created.Id), nil
}

// Open implements [syncrun.Calendars].
func (c *Calendars) Open(id calsync.CalendarID) syncrun.Target { return target{c, string(id)} }
