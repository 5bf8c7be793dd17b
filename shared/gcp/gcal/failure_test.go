package gcal

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/syncrun"
)

// Faults that every write meets, whatever it is about.
var everywhere = []struct {
	name    string
	fault   calendartest.Fault
	failure calsync.Failure
	calls   int // with hasty
}{
	{"not signed in", calendartest.InvalidCredentials(), calsync.FailedUnauthorised, 1},
	{"without the right", calendartest.Fault{Status: 403, Reason: "requiredAccessLevel"}, calsync.FailedNoWriter, 1},
	{"the API is off", calendartest.Fault{Status: 403, Reason: "accessNotConfigured"}, calsync.FailedAPIOff, 1},
	{"for other scopes", calendartest.Fault{Status: 403, Reason: "insufficientPermissions"}, calsync.FailedWithdrawn, 1},
	{"forbidden for whatever reason", calendartest.Fault{Status: 403, Reason: "somethingNew"}, calsync.FailedUnauthorised,
		1},
	{"too fast for the project", calendartest.RateLimited(), calsync.FailedLimited, 3},
	{"too fast for the user", calendartest.UserRateLimited(), calsync.FailedLimited, 3},
	{"too many", calendartest.TooManyRequests(0), calsync.FailedLimited, 3},
	{"more than Google says to wait for", calendartest.TooManyRequests(time.Hour), calsync.FailedLimited, 1},
	{"enough for today", calendartest.Fault{Status: 403, Reason: "dailyLimitExceeded"}, calsync.FailedLimited, 1},
	{"refused", calendartest.Fault{Status: 400, Reason: "invalid"}, calsync.FailedRefused, 1},
	{"too large", calendartest.Fault{Status: 413, Reason: "uploadTooLarge"}, calsync.FailedRefused, 1},
	{"not done here", calendartest.Fault{Status: 501, Reason: "notImplemented"}, calsync.FailedRefused, 1},
	{"a service account without a user", calendartest.ForbiddenForServiceAccounts(), calsync.FailedDelegation, 1},
	{"another's entry", calendartest.ForbiddenForNonOrganizer(), calsync.FailedOrganizer, 1},
	{"a fault of Google's", calendartest.BackendError(), calsync.FailedUnavailable, 3},
	{"not there", calendartest.Unavailable(), calsync.FailedUnavailable, 3},
	{"a gateway's time-out", calendartest.Fault{Status: 504, Reason: "backendError"}, calsync.FailedUnavailable, 3},
	{"a slow client", calendartest.Fault{Status: 408, Reason: "requestTimeout"}, calsync.FailedUnavailable, 3},
	{"a broken connection", calendartest.Dropped(), calsync.FailedUnavailable, 3},
	{"no answer", calendartest.TimedOut(), calsync.FailedUnavailable, 3},
	{"changed meanwhile", calendartest.ConditionNotMet(), calsync.FailedChanged, 1},
}

// verbs are all calls, each of which would do something.
var verbs = []calsync.Call{
	{Verb: calsync.Insert, Entry: rehearsal("new")}, {Verb: calsync.Update, Entry: rehearsal("old")},
	{Verb: calsync.Delete, Entry: rehearsal("old")},
	{Verb: calsync.Grant, Mail: "anna@kursbuch.example"}, {Verb: calsync.Revoke, Mail: "ben@kursbuch.example"},
	{Verb: calsync.Rename, Name: "Neu"},
}

func TestFailuresOfEveryCall(t *testing.T) {
	for _, c := range everywhere {
		bubble(t, c.name, func(t *testing.T) {
			g := still(t, hasty)
			g.must(insert(rehearsal("old")))
			g.must(calsync.Call{Verb: calsync.Grant, Mail: "ben@kursbuch.example"})
			g.fake.Fail(c.fault.Always())
			check := func(about string, err error) {
				t.Helper()
				failsAs(t, err, c.failure)
				if got := len(g.fake.Calls()); got != c.calls {
					t.Errorf("%s: %d calls, want %d", about, got, c.calls)
				}
				g.fake.Reset()
			}
			g.fake.Reset()
			for _, call := range verbs {
				_, err := g.Do(t.Context(), call)
				check(string(call.Verb), err)
			}
			_, _, err := g.List(t.Context(), "test", noon)
			check("list", err)
			_, _, err = g.Rules(t.Context())
			check("rules", err)
			_, err = g.Get(t.Context(), rehearsal("old").ID)
			check("get", err)
		})
	}
}

func TestFailuresThatDependOnTheCall(t *testing.T) {
	missing := calendartest.NotFound().On("", "^calendars/[^/]+/(events|acl)/[^/]+$").Always() // but not the calendar
	for _, c := range []struct {
		name  string
		fault calendartest.Fault
		want  map[calsync.Verb]calsync.Failure
	}{
		{"the calendar is gone", calendartest.NotFound().Always(), map[calsync.Verb]calsync.Failure{
			calsync.Insert: calsync.FailedNoCalendar, calsync.Update: calsync.FailedNoCalendar,
			calsync.Delete: calsync.FailedNoCalendar,
			calsync.Grant:  calsync.FailedNoCalendar, calsync.Revoke: calsync.FailedNoCalendar,
			calsync.Rename: calsync.FailedNoCalendar}},
		{"the entry or rule is gone", missing, map[calsync.Verb]calsync.Failure{
			calsync.Update: calsync.FailedGone, calsync.Delete: calsync.FailedGone, calsync.Revoke: calsync.FailedGone,
			calsync.Insert: ""}},
		{"deleted before", calendartest.Deleted().Always(), map[calsync.Verb]calsync.Failure{
			calsync.Update: calsync.FailedGone, calsync.Delete: calsync.FailedGone, calsync.Revoke: calsync.FailedGone}},
		{"there already", calendartest.Duplicate().Always(), map[calsync.Verb]calsync.Failure{
			calsync.Insert: calsync.FailedExists, calsync.Update: calsync.FailedUnavailable, calsync.Grant: ""}},
		{"too many invitations", calendartest.QuotaExceeded().Always(), map[calsync.Verb]calsync.Failure{
			calsync.Insert: calsync.FailedInvitations, calsync.Update: calsync.FailedInvitations,
			calsync.Delete: calsync.FailedInvitations,
			calsync.Grant:  calsync.FailedLimited, calsync.Rename: calsync.FailedLimited}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := open(t)
			g.fake.Fail(c.fault)
			for _, call := range verbs {
				want, told := c.want[call.Verb]
				_, err := g.Do(t.Context(), call)
				switch {
				case told && want == "" && err != nil:
					t.Errorf("%s: %v", call.Verb, err)
				case want != "":
					failsAs(t, err, want)
				}
			}
		})
	}
}

// Reading a calendar that is gone must not look like an empty one.
func TestListOfNoCalendarIsAnError(t *testing.T) {
	g := open(t)
	nowhere := g.calendars.Open("c_gone@group.calendar.google.com")
	_, _, err := nowhere.List(t.Context(), "test", noon)
	failsAs(t, err, calsync.FailedNoCalendar)
	_, _, err = nowhere.Rules(t.Context())
	failsAs(t, err, calsync.FailedNoCalendar)
	_, err = nowhere.Get(t.Context(), rehearsal("1").ID)
	failsAs(t, err, calsync.FailedNoCalendar)
	_, err = g.Get(t.Context(), rehearsal("1").ID)
	failsAs(t, err, calsync.FailedGone)
}

// What was done although nobody heard of it shows itself when it is done again.
func TestCallsThatWereDoneUnheard(t *testing.T) {
	for about, fault := range map[string]calendartest.Fault{
		"no answer": calendartest.TimedOut().Afterwards(), "a broken connection": calendartest.Dropped().Afterwards(),
		"a fault": calendartest.BackendError().Afterwards(),
	} {
		bubble(t, about, func(t *testing.T) {
			g := still(t, hasty)
			g.fake.Fail(fault)
			_, err := g.Do(t.Context(), insert(rehearsal("1")))
			failsAs(t, err, calsync.FailedExists)
			e := g.get(rehearsal("1").ID)
			e.Title = "Neu"
			g.fake.Fail(fault)
			_, err = g.Do(t.Context(), calsync.Call{Verb: calsync.Update, Entry: e})
			failsAs(t, err, calsync.FailedChanged)
			g.fake.Fail(fault)
			g.must(calsync.Call{Verb: calsync.Grant, Mail: "anna@kursbuch.example"})
			g.fake.Fail(fault)
			_, err = g.Do(t.Context(), calsync.Call{Verb: calsync.Revoke, Mail: "anna@kursbuch.example"})
			failsAs(t, err, calsync.FailedGone)
			e = g.list()[0]
			g.fake.Fail(fault)
			_, err = g.Do(t.Context(), calsync.Call{Verb: calsync.Delete, Entry: e})
			failsAs(t, err, calsync.FailedGone)
			if got := g.get(rehearsal("1").ID); got.Title != "Neu" || !got.Cancelled {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// A second master calendar would invite everybody again.
func TestACalendarIsCreatedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := still(t, hasty)
		for _, fault := range []calendartest.Fault{calendartest.TimedOut().Afterwards(), calendartest.BackendError(),
			calendartest.Dropped()} {
			g.fake.Reset()
			g.fake.Fail(fault)
			_, err := g.calendars.Create(t.Context(), "Zweiter")
			failsAs(t, err, calsync.FailedUnavailable)
			if got := len(g.fake.Calls()); got != 1 {
				t.Errorf("%d calls", got)
			}
		}
		g.fake.Fail(calendartest.RateLimited()) // it did nothing
		if _, err := g.calendars.Create(t.Context(), "Dritter"); err != nil {
			t.Error(err)
		}
	})
}

// serve answers every request the same way, and counts them.
func serve(t *testing.T, status int, kind, body string) (syncrun.Target, *atomic.Int32) {
	t.Helper()
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	calendars, err := Open(t.Context(), Config{Endpoint: server.URL + path, Pace: hasty})
	if err != nil {
		t.Fatal(err)
	}
	return calendars.Open("primary"), &requests
}

func TestAnswersOfOthersThanGoogle(t *testing.T) {
	for _, c := range []struct {
		name, kind, body string
		status           int
		want             calsync.Failure
		requests         int32
	}{
		{"a gateway's page", "text/html", "<h1>Bad Gateway</h1>", 502, calsync.FailedUnavailable, 3},
		{"a portal's page", "text/html", "<h1>Please sign in</h1>", 200, calsync.FailedUnavailable, 3},
		{"half an answer", "application/json", `{"items":[{"id":"a"`, 200, calsync.FailedUnavailable, 3},
		{"an empty answer", "application/json", ``, 200, calsync.FailedUnavailable, 3},
		{"a page that says no", "text/html", "<h1>Forbidden</h1>", 403, calsync.FailedUnauthorised, 1},
		{"the newer form of errors", "application/json",
			`{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED"}}`, 429, calsync.FailedLimited, 3},
		{"always the same page", "application/json", `{"nextPageToken":"x"}`, 200, calsync.FailedUnavailable, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			target, requests := serve(t, c.status, c.kind, c.body)
			entries, _, err := target.List(t.Context(), "test", noon)
			failsAs(t, err, c.want)
			if len(entries) > 0 || requests.Load() != c.requests {
				t.Errorf("%d requests, entries %v", requests.Load(), entries)
			}
		})
	}
}

func TestAnErrorTellsWhatGoogleSaid(t *testing.T) {
	target, _ := serve(t, 400, "application/json",
		`{"error":{"code":400,"message":"Invalid attendee email.",`+
			`"errors":[{"domain":"global","reason":"invalid","message":"Invalid attendee email."}]}}`)
	_, err := target.Do(t.Context(), insert(rehearsal("1")))
	got := failsAs(t, err, calsync.FailedRefused)
	if got.Status != 400 || got.Reason != "invalid" || got.Message != "Invalid attendee email." {
		t.Errorf("got %+v", got)
	}
	said := got.Finding("/job/1", noon).Items[0].Message(problem.German)
	if !strings.Contains(said, "Invalid attendee email. Bitte") {
		t.Errorf("said: %s", said)
	}
	_, err = target.Do(t.Context(), calsync.Call{Verb: calsync.Grant, Mail: "anna@kursbuch.example"})
	if strings.Contains(err.Error(), "anna") {
		t.Errorf("a mail address for the log: %v", err)
	}
	g := open(t)
	g.fake.Fail(calendartest.Dropped().Always())
	_, err = g.Do(t.Context(), calsync.Call{Verb: calsync.Revoke, Mail: "anna@kursbuch.example"})
	if got := failsAs(t, err, calsync.FailedUnavailable); got.Reason != "noAnswer" ||
		strings.Contains(err.Error()+got.Err.Error(), "anna") {
		t.Errorf("a mail address for the log: %v, %v", err, got.Err)
	}
	_, err = target.Do(t.Context(), calsync.Call{Verb: "dance"})
	failsAs(t, err, calsync.FailedRefused)
}

func TestNothingIsSentWhenItIsTooLate(t *testing.T) {
	g := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := g.Do(ctx, insert(rehearsal("1")))
	if got := failsAs(t, err, calsync.FailedLimited); !errors.Is(got, context.Canceled) || len(g.fake.Calls()) > 0 {
		t.Errorf("%v after %d calls", err, len(g.fake.Calls()))
	}
}
