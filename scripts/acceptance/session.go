package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/oauth2"
	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/impersonate"
	"google.golang.org/api/option"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/syncrun"
)

// session is one run of the script.
type session struct {
	*command
	begun     time.Time
	calendars *gcal.Calendars
	// raw is for what the adapter does not do.
	raw *calendar.Service
	// id is that of our calendar; empty: there is none, not yet or not any more. target is it, as the sync uses it.
	id     calsync.CalendarID
	target syncrun.Target
	calls  *atomic.Int64
	// kept are entries that a later question is about, by key.
	kept map[string]calsync.Entry
}

func (c *command) open(ctx context.Context) (*session, error) {
	ctx = context.WithoutCancel(ctx) // tokens are needed for removing the calendar, too
	s := &session{command: c, begun: c.now(), calls: new(atomic.Int64), kept: map[string]calsync.Entry{}}
	config := gcal.Config{Subject: c.subject, Account: c.account, Endpoint: c.endpoint}
	if c.endpoint != "" {
		config.Pace = gcal.Pace{PerMinute: 1_000_000, Burst: 1000, Pause: 10 * time.Millisecond}
	}
	var err error
	if s.calendars, err = gcal.Open(ctx, config); err != nil {
		return nil, err
	}
	base, err := c.credentials(ctx)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Transport: steady{base, s.calls, c.patience}, Timeout: time.Minute}
	options := []option.ClientOption{option.WithHTTPClient(client)}
	if c.endpoint != "" {
		options = append(options, option.WithEndpoint(c.endpoint))
	}
	s.raw, err = calendar.NewService(ctx, options...)
	return s, err
}

// credentials are those that the adapter has.
func (c *command) credentials(ctx context.Context) (http.RoundTripper, error) {
	if c.endpoint != "" {
		return http.DefaultTransport, nil
	}
	lent := impersonate.CredentialsConfig{TargetPrincipal: c.account, Subject: c.subject, Scopes: gcal.Scopes}
	source, err := impersonate.CredentialsTokenSource(ctx, lent)
	if err != nil {
		return nil, fmt.Errorf("credentials: %w", err)
	}
	return &oauth2.Transport{Source: source}, nil
}

// counted counts the calls of a target.
type counted struct {
	syncrun.Target
	calls *atomic.Int64
}

func (c counted) Do(ctx context.Context, call calsync.Call) (calsync.Entry, error) {
	c.calls.Add(1)
	return c.Target.Do(ctx, call)
}

func (c counted) Get(ctx context.Context, id calsync.EntryID) (calsync.Entry, error) {
	c.calls.Add(1)
	return c.Target.Get(ctx, id)
}

func (c counted) List(ctx context.Context, instance string, from time.Time) ([]calsync.Entry, int, error) {
	entries, lists, err := c.Target.List(ctx, instance, from)
	c.calls.Add(int64(lists))
	return entries, lists, err
}

func (c counted) Rules(ctx context.Context) ([]calsync.Rule, int, error) {
	rules, lists, err := c.Target.Rules(ctx)
	c.calls.Add(int64(lists))
	return rules, lists, err
}

// instance marks our entries.
func (s *session) instance() string { return "acceptance-" + strconv.FormatInt(s.begun.Unix(), 10) }

// name is that of our calendar.
func (s *session) name() string {
	return "Kursbuch-Abnahme " + s.begun.UTC().Format("2006-01-02 15:04:05")
}

// start is when the entries begin: tomorrow, at a full hour.
func (s *session) start() time.Time { return s.begun.UTC().Truncate(time.Hour).Add(24 * time.Hour) }

// entry is one of an hour tomorrow, called by its key.
func (s *session) entry(key string, guests ...string) calsync.Entry {
	mark := calsync.Mark{Instance: s.instance(), Key: calsync.JobCalendar.Key("") + calsync.Key(key)}
	e := calsync.Entry{
		ID: mark.ID(), Mark: mark, Title: "Kursbuch-Abnahme " + key, Start: s.start(), End: s.start().Add(time.Hour),
		Zone: "Europe/Berlin",
	}
	for _, mail := range guests {
		e.Guests = append(e.Guests, calsync.Guest{Mail: mail})
	}
	return e
}

func (s *session) insert(ctx context.Context, e calsync.Entry, n calsync.Notify) (calsync.Entry, error) {
	return s.target.Do(ctx, calsync.Call{Verb: calsync.Insert, Key: e.Mark.Key, Entry: e, Notify: n})
}

func (s *session) update(ctx context.Context, e calsync.Entry) (calsync.Entry, error) {
	return s.target.Do(ctx, calsync.Call{Verb: calsync.Update, Key: e.Mark.Key, Entry: e, Notify: calsync.NotifyNone})
}

func (s *session) delete(ctx context.Context, e calsync.Entry) error {
	_, err := s.target.Do(ctx, calsync.Call{Verb: calsync.Delete, Key: e.Mark.Key, Entry: e, Notify: calsync.NotifyNone})
	return err
}

// prepare inserts an entry that a later question is about.
func (s *session) prepare(ctx context.Context, e calsync.Entry, n calsync.Notify) error {
	echo, err := s.insert(ctx, e, n)
	if err == nil {
		_, key, _ := strings.Cut(string(e.Mark.Key), "/")
		s.kept[key] = echo
	}
	return err
}

// list gives the entries that are ours, if the server filters at all.
func (s *session) list(ctx context.Context) ([]calsync.Entry, error) {
	entries, _, err := s.target.List(ctx, s.instance(), time.Time{})
	return entries, err
}

// listed gives an entry as a run would read it. A list may lag behind.
func (s *session) listed(ctx context.Context, id calsync.EntryID) (calsync.Entry, error) {
	for attempt := 1; ; attempt++ {
		entries, err := s.list(ctx)
		if err != nil {
			return calsync.Entry{}, err
		}
		if i := slices.IndexFunc(entries, func(e calsync.Entry) bool { return e.ID == id }); i >= 0 {
			return entries[i], nil
		}
		if attempt == 3 {
			return calsync.Entry{}, fmt.Errorf("the entry %s is not in the list, even after %v", id, 2*s.patience)
		}
		select {
		case <-ctx.Done():
			return calsync.Entry{}, ctx.Err()
		case <-time.After(s.patience):
		}
	}
}

// fill puts what the words in braces stand for into a text for people.
func (s *session) fill(text string) string {
	return strings.NewReplacer("{guest}", s.guest, "{outside}", s.outside, "{subject}", s.subject, "{calendar}",
		string(s.id),
		"{project}", s.project(), "{region}", s.region, "{calls}", strconv.FormatInt(s.calls.Load(), 10),
		"{start}", s.begun.Format("15:04 MST")).Replace(text)
}
