package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	api "google.golang.org/api/calendar/v3"

	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

const (
	guest   = "anna@kursbuch.example"
	outside = "ben@elsewhere.example"
)

var morning = time.Date(2027, 5, 10, 9, 30, 0, 0, time.UTC)

// tenant is the stand-in for Google with the people who are asked.
type tenant struct {
	*testing.T
	fake *calendartest.Calendar
	// says is what people say other than what they see, by question.
	says   map[string]string
	server *httptest.Server
	folder string
	shown  strings.Builder
	asked  []string
	stop   func(id string)
}

// enter opens a tenant. between, if not nil, is between the command and the stand-in.
func enter(t *testing.T, between func(http.Handler) http.Handler) *tenant {
	t.Helper()
	te := &tenant{T: t, fake: calendartest.Open(t, func() time.Time { return morning }), folder: t.TempDir(),
		stop: func(string) {}}
	var h http.Handler = te.fake
	if between != nil {
		h = between(h)
	}
	te.server = httptest.NewServer(h)
	t.Cleanup(te.server.Close)
	return te
}

// run runs the command against the tenant.
func (te *tenant) run(ctx context.Context, more ...string) (status int, p protocol) {
	te.Helper()
	c := command{out: &te.shown, errs: &te.shown, human: te.look, now: func() time.Time { return morning },
		patience: time.Millisecond}
	status = c.run(ctx, append([]string{"-subject", calendar.Owner, "-guest", guest, "-outside", outside, "-out",
		te.folder,
		"-endpoint", te.server.URL + "/calendar/v3/"}, more...))
	files, err := filepath.Glob(filepath.Join(te.folder, "acceptance-2027-05-10*.json"))
	if err != nil || len(files) == 0 {
		te.Fatalf("no protocol: %v\n%s", err, &te.shown)
	}
	content, err := os.ReadFile(files[0])
	if err != nil {
		te.Fatal(err)
	}
	if err := json.Unmarshal(content, &p); err != nil {
		te.Fatal(err)
	}
	return status, p
}

// is are the questions with that verdict.
func (p *protocol) is(v verdict) []string {
	var ids []string
	for _, a := range p.Answers {
		if a.Verdict == v {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// look is what people do, then what they see, in the stand-in.
func (te *tenant) look(ctx context.Context, id, prompt string) (string, error) {
	te.asked = append(te.asked, id)
	if strings.ContainsAny(prompt, "{}") && !strings.Contains(prompt, "%{http_code}") {
		te.Errorf("%s: %s", id, prompt)
	}
	te.stop(id)
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if said, ok := te.says[id]; ok {
		return said, nil
	}
	switch id {
	case "rsvp-etag", "copied", "given-away":
		te.handle(id)
		return "j", nil
	case "group-guest", "rights-lost":
		return "offen", nil
	case "share-mail":
		return te.mailed(guest, calendar.Shared, ""), nil
	case "none-inside":
		return te.sees(guest, "still"), nil
	case "none-mail":
		return te.mailed("", "", "still"), nil
	case "none-change":
		return "Ja, steht da", nil
	case "all-mail":
		if te.mailed(outside, calendar.Invited, "laut") == "n" {
			return "n", nil
		}
		return te.mailed(guest, calendar.Invited, "laut"), nil
	case "external-mail":
		return te.mailed(guest, "", "außen") + ", an Ben " + te.mailed(outside, "", "außen"), nil
	case "known-sender":
		if strings.Contains(prompt, "Einstellungen") {
			return "j", nil
		}
		return te.sees(guest, "bekannt"), nil
	case "delete-gone":
		if te.sees(guest, "laut") == "j" {
			return "n", nil
		}
		return "j", nil
	case "delete-mail":
		return te.mailed("", calendar.Cancelled, "laut"), nil
	case "share-private", "removed-mail":
		return "n", nil
	}
	return "j", nil
}

// handle does what people are asked to do.
func (te *tenant) handle(id string) {
	switch id {
	case "rsvp-etag":
		te.edit("Zusage", func(_ *api.Service, e *api.Event) error {
			return te.fake.Answer(te.calendar(), e.Id, calendar.Answer{Mail: guest, Response: calendar.Accepted,
				Comment: "Kuchen"})
		})
	case "copied":
		te.edit("kopiert", func(_ *api.Service, e *api.Event) error {
			_, err := te.fake.AddByHand(te.calendar(), &api.Event{Summary: e.Summary, Start: e.Start, End: e.End})
			return err
		})
	case "given-away":
		te.edit("verschoben", func(owner *api.Service, e *api.Event) error {
			_, err := owner.Events.Move(te.calendar(), e.Id, calendar.Owner).Do()
			return err
		})
	}
}

// sees is whether somebody sees an entry in their own calendar.
func (te *tenant) sees(mail, key string) string {
	for _, i := range te.fake.Sees(mail) {
		if i.Event.Summary == "Kursbuch-Abnahme "+key {
			return "j"
		}
	}
	return "n"
}

// mailed is whether there was a mail; empty: to anybody, of any kind, about anything.
func (te *tenant) mailed(to, kind, key string) string {
	if slices.ContainsFunc(te.fake.Outbox(), func(m calendar.Mail) bool {
		return (to == "" || m.To == to) && (kind == "" || m.Kind == kind) && (key == "" || m.Summary == "Kursbuch-Abnahme "+
			key)
	}) {
		return "j"
	}
	return "n"
}

// edit does something to an entry, with the rights of its owner.
func (te *tenant) edit(key string, do func(*api.Service, *api.Event) error) {
	for _, e := range te.fake.Entries(te.calendar()) {
		if e.Summary == "Kursbuch-Abnahme "+key {
			if err := do(calendartest.Service(te, te.fake.Calendar, ""), e); err != nil {
				te.Error(err)
			}
		}
	}
}

// calendar is the ID of the one that the command works with; empty: it made none.
func (te *tenant) calendar() string {
	for _, call := range te.fake.Calls() {
		if rest, ok := strings.CutPrefix(call.Path, "calendars/"); ok {
			id, _, _ := strings.Cut(rest, "/")
			return id
		}
	}
	return ""
}

// removed is whether the command removed its calendar.
func (te *tenant) removed() bool {
	return slices.ContainsFunc(te.fake.Calls(), func(c calendartest.Call) bool {
		return c.Method == http.MethodDelete && c.Path == "calendars/"+te.calendar()
	})
}
