package jobcalendar

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
)

// address is that of a person's feed, as somebody renews it.
func (d *desk) address(who, id string) string {
	d.Helper()
	got := d.send(who, "POST /persons/"+id+"/feed", "")
	var p person
	if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil || got.Code != 200 {
		d.Fatalf("status %d: %s", got.Code, got.Body)
	}
	u, err := url.Parse(p.Feed)
	if err != nil || u.Host != "jobcalendar.example" || len(u.Query().Get("key")) < 26 {
		d.Fatalf("the address is %s", p.Feed)
	}
	return u.RequestURI()
}

// contentLine is what RFC 5545, 3.1, says of a line that was unfolded.
var contentLine = regexp.MustCompile(`^[A-Za-z0-9-]+((?:;[A-Za-z0-9-]+=(?:[^[:cntrl:]";:,]*|"[^[:cntrl:]"]*")` +
	`(?:,(?:[^[:cntrl:]";:,]*|"[^[:cntrl:]"]*"))*)*):[^[:cntrl:]]*$`)

// isICalendar checks the form of all lines: their length, their parameters, each of which is there once.
func isICalendar(t *testing.T, text string) {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("no line of iCalendar: %q", line)
		}
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		m, seen := contentLine.FindStringSubmatch(line), map[string]bool{}
		if m == nil {
			t.Errorf("no content line: %q", line)
			continue
		}
		for parameter := range strings.SplitSeq(strings.TrimPrefix(m[1], ";"), ";") {
			name, _, _ := strings.Cut(parameter, "=")
			if seen[name] {
				t.Errorf("%s is twice in %q", name, line)
			}
			seen[name] = true
		}
	}
	if !strings.Contains(text, "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n") {
		t.Errorf("nobody knows how often to read it: %s", text)
	}
}

func TestFeedHasTheAppointmentsOfThePerson(t *testing.T) {
	d := furnished(t)
	d.send(planner, "PUT /appointments/special",
		`{"title": "Komma, Semikolon; \\ 🎪", "description": "eins\r\nEND:VCALENDAR\rzwei", `+
			`"start": "2027-10-31T02:30:00+01:00",
		"end": "2027-10-31T03:00", "time_zone": "Europe/Berlin", "persons": ["anna"], "resources": ["saal"], `+
			`"location": "Haus 1", "private": true, "free": true, "cancelled": true,
		"category": "Bau", "link": "https://kursbuch.example/?a=b,c;d"}`)
	d.send(planner, "PUT /appointments/old",
		`{"title": "Früher", "start": "2027-03-01", "end": "2027-03-02", "persons": ["anna"]}`)
	got := d.get("", d.address(anna, "anna"))
	if got.Code != 200 || got.Header().Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Fatalf("status %d: %s", got.Code, got.Body)
	}
	text := got.Body.String()
	isICalendar(t, text)
	calendar, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range calendar.Events() {
		for _, p := range e.Properties {
			all[e.Id()+" "+p.IANAToken] = p.Value
		}
	}
	want := map[string]string{
		"build@kursbuch UID": "build@kursbuch", "build@kursbuch SUMMARY": "Aufbau",
		"build@kursbuch DTSTART": "20270515T070000Z",
		"build@kursbuch DTEND":   "20270515T080000Z", "build@kursbuch LOCATION": "Großer Saal",
		"build@kursbuch STATUS": "CONFIRMED", "build@kursbuch DTSTAMP": "20270501T120000Z",
		"special@kursbuch UID": "special@kursbuch", "special@kursbuch SUMMARY": `Komma, Semikolon; \ 🎪`,
		"special@kursbuch DTSTART": "20271031T013000Z",
		"special@kursbuch DTEND":   "20271031T020000Z", "special@kursbuch LOCATION": "Haus 1, Großer Saal",
		"special@kursbuch STATUS": "CANCELLED", "special@kursbuch DTSTAMP": "20270501T120000Z",
		"special@kursbuch DESCRIPTION": "eins\nEND:VCALENDAR\nzwei", "special@kursbuch CLASS": "PRIVATE",
		"special@kursbuch TRANSP":     "TRANSPARENT",
		"special@kursbuch CATEGORIES": "Bau", "special@kursbuch URL": "https://kursbuch.example/?a=b,c;d",
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
	days := d.get("", d.address(planner, "ben")).Body.String()
	if !strings.Contains(days, "DTSTART;VALUE=DATE:20270515\r\n") ||
		!strings.Contains(days, "DTEND;VALUE=DATE:20270517\r\n") {
		t.Error(days)
	}
}

func TestFeedIsReadBySomebodyWithItsAddressOnly(t *testing.T) {
	d := furnished(t)
	if got := d.get("", "/persons/anna/feed.ics?key="); got.Code != 404 {
		t.Errorf("before there is a key: %d", got.Code)
	}
	last := d.address(anna, "anna")
	now := d.address(planner, "anna")
	for path, status := range map[string]int{
		now: 200, "/JobCalendar" + now: 200, last: 404, "/persons/anna/feed.ics": 404, strings.Replace(now, "anna", "ben",
			1): 404, strings.Replace(now, "anna", "none", 1): 404, now + "x": 404,
	} {
		if got := d.get("", path); got.Code != status {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
	if got := d.send("", "POST "+now, ""); got.Code != 405 {
		t.Errorf("by POST: %d", got.Code)
	}
	if got := d.send(ben, "POST /persons/anna/feed", ""); got.Code != 404 {
		t.Errorf("renewed by somebody else: %d", got.Code)
	}
	if got := d.get(planner, "/persons").Body.String(); strings.Contains(got, "feed") {
		t.Errorf("in a list: %s", got)
	}
	if got := d.get(anna, "/persons/anna").Body.String(); !strings.Contains(got,
		`"feed": "https://jobcalendar.example/persons/anna/feed.ics?key=`) || strings.Contains(got, "feed_key") {
		t.Errorf("the person: %s", got)
	}
}

func TestFeedTellsWhetherItChanged(t *testing.T) {
	d := furnished(t)
	path := d.address(anna, "anna")
	tag := d.get("", path).Header().Get("ETag")
	d.now = d.now.Add(time.Hour)
	if got := d.get("", path, "If-None-Match", tag); got.Code != 304 {
		t.Errorf("an hour later: %d", got.Code)
	}
	d.send(planner, "PUT /resources/saal", `{"name": "Kleiner Saal"}`)
	if got := d.get("", path, "If-None-Match", tag); got.Code != 200 {
		t.Errorf("in another room: %d", got.Code)
	}
}

func TestWithoutAnAddressThereAreNoFeeds(t *testing.T) {
	d := furnished(t)
	path := d.address(anna, "anna")
	d.deps.FeedAddress = ""
	d.handler = New(d.deps)
	for what, status := range map[string]int{"GET " + path: 404, "POST /persons/anna/feed": 404,
		"GET /persons/anna": 200} {
		if got := d.send(planner, what, ""); got.Code != status || strings.Contains(got.Body.String(), "feed") {
			t.Errorf("%s: %d %s", what, got.Code, got.Body)
		}
	}
}

// broken fails whatever it is asked for.
type broken struct{ jobcal.Store }

func (broken) Read(context.Context, time.Time, time.Time) (*jobcal.Book, error) {
	return nil, errors.New("the disk is gone")
}

func TestAFeedThatCannotBeReadKeepsItsKeyOutOfTheLog(t *testing.T) {
	d := furnished(t)
	address := d.address(anna, "anna")
	d.deps.Store = broken{d.deps.Store}
	d.handler = New(d.deps)
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	if got := d.get("", address); got.Code != 500 {
		t.Fatalf("status %d", got.Code)
	}
	_, key, _ := strings.Cut(address, "key=")
	if text := log.String(); !strings.Contains(text, "feed.ics") || strings.Contains(text, key) {
		t.Errorf("log: %s", text)
	}
}
