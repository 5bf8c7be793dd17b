package gcal

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
)

const owner, path = "kalender@kursbuch.example", "/calendar/v3/"

var noon = time.Date(2027, 5, 17, 12, 0, 0, 0, time.UTC)

// hasty makes the pauses of tests short. What waits for an answer that never comes is tested where time is, see still.
var hasty = Pace{PerMinute: 1_000_000, Burst: 1000, Attempts: 3, Pause: time.Millisecond}

// google is the stand-in with a calendar in it.
type google struct {
	*testing.T
	fake      *calendartest.Calendar
	calendars *Calendars
	id        calsync.CalendarID
	syncrun.Target
}

// open speaks to the stand-in over a real connection, on which everything is as the discovery document says.
func open(t *testing.T, change ...func(*Config)) *google {
	t.Helper()
	g := &google{T: t, fake: calendartest.Open(t, func() time.Time { return noon })}
	server := httptest.NewServer(calendartest.Check(t, g.fake))
	t.Cleanup(server.Close)
	// A connection that was used before is tried again by net/http itself.
	config := Config{Endpoint: server.URL + path, Subject: owner, Pace: hasty,
		Client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
	for _, c := range change {
		c(&config)
	}
	g.begin(config)
	return g
}

func (g *google) begin(config Config) {
	g.Helper()
	var err error
	if g.calendars, err = Open(g.Context(), config); err != nil {
		g.Fatal(err)
	}
	if g.id, err = g.calendars.Create(g.Context(), "Kursbuch"); err != nil {
		g.Fatal(err)
	}
	g.Target = g.calendars.Open(g.id)
	g.fake.Reset()
}

// must makes a call that does not fail.
func (g *google) must(c calsync.Call) calsync.Entry {
	g.Helper()
	e, err := g.Do(g.Context(), c)
	if err != nil {
		g.Fatal(err)
	}
	return e
}

func (g *google) get(id calsync.EntryID) calsync.Entry {
	g.Helper()
	e, err := g.Get(g.Context(), id)
	if err != nil {
		g.Fatal(err)
	}
	return e
}

func (g *google) list() []calsync.Entry {
	g.Helper()
	entries, _, err := g.List(g.Context(), "test", noon)
	if err != nil {
		g.Fatal(err)
	}
	return entries
}

// failsAs checks why a call failed.
func failsAs(t *testing.T, err error, want calsync.Failure) *calsync.Error {
	t.Helper()
	got, ok := errors.AsType[*calsync.Error](err)
	if !ok {
		t.Fatalf("got %v, want %s", err, want)
	}
	if got.Failure != want {
		t.Errorf("got %v, want %s", got, want)
	}
	return got
}

// rehearsal is an entry of an hour tomorrow, with the ID of its mark.
func rehearsal(key string) calsync.Entry {
	mark := calsync.Mark{Instance: "test", Key: calsync.JobCalendar.Key(""), Generation: 0}
	mark.Key += calsync.Key(key)
	return calsync.Entry{
		ID: mark.ID(), Mark: mark, Title: "Probe", Start: noon.Add(24 * time.Hour), End: noon.Add(25 * time.Hour),
		Zone: "Europe/Berlin",
	}
}

func insert(e calsync.Entry) calsync.Call {
	return calsync.Call{Verb: calsync.Insert, Entry: e, Notify: calsync.NotifyNone}
}

func allDay(first, end string) func(*calsync.Entry) {
	return func(e *calsync.Entry) {
		e.AllDay, e.Zone = true, ""
		e.Start, _ = time.Parse(time.DateOnly, first)
		e.End, _ = time.Parse(time.DateOnly, end)
	}
}

// shapes are what entries may look like.
var shapes = map[string]func(*calsync.Entry){
	"an hour":              func(*calsync.Entry) {},
	"in a zone elsewhere":  func(e *calsync.Entry) { e.Zone = "America/New_York" },
	"over a change of day": func(e *calsync.Entry) { e.End = e.Start.Add(24 * time.Hour) },
	"over the hour that summer time skips": func(e *calsync.Entry) {
		e.Start = time.Date(2028, 3, 26, 0, 30, 0, 0, time.UTC) // 1:30
		e.End = e.Start.Add(time.Hour)                          // 3:30
	},
	"in the hour that there is twice, the second time": func(e *calsync.Entry) {
		e.Start = time.Date(2027, 10, 31, 1, 30, 0, 0, time.UTC)
		e.End = e.Start.Add(30 * time.Minute)
	},
	"all day": allDay("2027-06-01", "2027-06-02"),
	"all day, over the change to summer time": allDay("2028-03-25", "2028-03-28"),
	"all of everything": func(e *calsync.Entry) {
		e.Title, e.Description, e.Location = "Chor 🎶 für Ünique", "<b>Bitte</b> Noten 🎼\nmitbringen", "Großer Saal 👩‍👩‍👧"
		e.Colour, e.Private, e.Free, e.Link = "11", true, true, "https://kursbuch.example/a?b=c&d=ü"
		e.GuestsModify, e.GuestsInvite, e.GuestsSee = true, true, true
	},
	"guests and a room": func(e *calsync.Entry) {
		e.Guests = []calsync.Guest{
			{Mail: "anna@kursbuch.example", Answer: "needsAction"},
			{Mail: "ben@elsewhere.example", Answer: "needsAction", Optional: true},
			{Mail: "saal@resource.kursbuch.example", Answer: "needsAction", Resource: true},
		}
	},
}

// What is written comes back, so that nothing seems to differ that nobody changed.
func TestEntriesComeBackAsTheyWereWritten(t *testing.T) {
	for about, shape := range shapes {
		t.Run(about, func(t *testing.T) {
			g := open(t)
			want := rehearsal("1")
			shape(&want)
			echo := g.must(insert(want))
			if echo.ETag == "" || echo.Organizer != strings.ToLower(string(g.id)) {
				t.Errorf("ETag %q, organizer %q", echo.ETag, echo.Organizer)
			}
			want.ETag, want.Organizer = echo.ETag, echo.Organizer
			want.Start, want.End = want.Start.UTC(), want.End.UTC()
			for about, got := range map[string]calsync.Entry{"echo": echo, "got": g.get(want.ID), "listed": g.list()[0]} {
				got.Zone = want.Zone // the stand-in, as Google may, shows entries in the zone of the calendar
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(calsync.Entry{})); diff != "" {
					t.Errorf("%s (-want +got):\n%s", about, diff)
				}
			}
		})
	}
}

func TestUpdateClearsWhatIsEmpty(t *testing.T) {
	g := open(t)
	full := rehearsal("1")
	full.Description, full.Location, full.Colour, full.Link = "x", "y", "3", "https://kursbuch.example"
	full.Guests = []calsync.Guest{{Mail: "anna@kursbuch.example"}}
	full.Private, full.Free, full.GuestsModify, full.GuestsInvite, full.GuestsSee = true, true, true, true, true
	bare := rehearsal("1")
	bare.ETag, bare.Title = g.must(insert(full)).ETag, ""
	got := g.must(calsync.Call{Verb: calsync.Update, Entry: bare})
	bare.ETag, bare.Organizer = got.ETag, got.Organizer
	if diff := cmp.Diff(bare, got, cmp.AllowUnexported(calsync.Entry{})); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
}

func TestAnswersSurviveAnUpdate(t *testing.T) {
	g := open(t)
	e := rehearsal("1")
	e.Guests = []calsync.Guest{{Mail: "anna@kursbuch.example"}, {Mail: "ben@elsewhere.example", Optional: true},
		{Mail: "cleo@kursbuch.example"}}
	g.must(insert(e))
	for _, a := range []calendar.Answer{
		{Mail: "anna@kursbuch.example", Response: "accepted", Comment: "Gern, ich bringe Kuchen 🍰"},
		{Mail: "ben@elsewhere.example", Response: "declined"},
	} {
		if err := g.fake.Answer(string(g.id), string(e.ID), a); err != nil {
			t.Fatal(err)
		}
	}
	read := g.list()[0]
	read.Title, read.Guests = "Probe, verlegt", append(read.Guests, calsync.Guest{Mail: "dora@kursbuch.example"})
	g.must(calsync.Call{Verb: calsync.Update, Entry: read, Notify: calsync.NotifyAll})
	want := []calsync.Guest{
		{Mail: "anna@kursbuch.example", Answer: "accepted", Comment: "Gern, ich bringe Kuchen 🍰"},
		{Mail: "ben@elsewhere.example", Answer: "declined", Optional: true},
		{Mail: "cleo@kursbuch.example", Answer: "needsAction"},
		{Mail: "dora@kursbuch.example", Answer: "needsAction"},
	}
	if diff := cmp.Diff(want, g.get(e.ID).Guests); diff != "" {
		t.Errorf("guests (-want +got):\n%s", diff)
	}
}

func TestNobodyOverwritesWhatTheyHaveNotRead(t *testing.T) {
	g := open(t)
	e := g.must(insert(rehearsal("1")))
	if err := g.fake.RenameByHand(string(g.id), string(e.ID), "von Hand"); err != nil {
		t.Fatal(err)
	}
	for _, verb := range []calsync.Verb{calsync.Update, calsync.Delete} {
		_, err := g.Do(t.Context(), calsync.Call{Verb: verb, Entry: e})
		failsAs(t, err, calsync.FailedChanged)
	}
	if got := g.get(e.ID).Title; got != "von Hand" {
		t.Errorf("title %q", got)
	}
	e.ETag = "" // no condition
	if got := g.must(calsync.Call{Verb: calsync.Update, Entry: e}); got.Title != "Probe" {
		t.Errorf("title %q", got.Title)
	}
}

func TestLifeOfAnEntry(t *testing.T) {
	g := open(t)
	e := g.must(insert(rehearsal("1")))
	do := func(verb calsync.Verb) error {
		_, err := g.Do(t.Context(), calsync.Call{Verb: verb, Entry: calsync.Entry{ID: e.ID, Mark: e.Mark, Start: e.Start,
			End: e.End}})
		return err
	}
	failsAs(t, do(calsync.Insert), calsync.FailedExists)
	g.must(calsync.Call{Verb: calsync.Delete, Entry: e})
	if got := g.get(e.ID); !got.Cancelled || len(g.list()) > 0 {
		t.Errorf("after its deletion: %+v, listed %v", got, g.list())
	}
	failsAs(t, do(calsync.Delete), calsync.FailedGone)
	failsAs(t, do(calsync.Insert), calsync.FailedExists)
	if err := do(calsync.Update); err != nil {
		t.Errorf("revive: %v", err)
	}
	if got := g.list(); len(got) != 1 || got[0].Cancelled {
		t.Errorf("revived: %+v", got)
	}
}

func TestReadersComeAndGoWithoutAMail(t *testing.T) {
	g := open(t)
	anna := calsync.Call{Verb: calsync.Grant, Mail: "anna@kursbuch.example"}
	g.must(anna)
	rules, lists, err := g.Rules(t.Context())
	want := []calsync.Rule{{Mail: "anna@kursbuch.example", Role: "reader"}, {Mail: owner, Role: "owner"}}
	if diff := cmp.Diff(want, rules); diff != "" || lists != 1 || err != nil {
		t.Errorf("%d lists, %v, rules (-want +got):\n%s", lists, err, diff)
	}
	anna.Verb = calsync.Revoke
	g.must(anna)
	_, err = g.Do(t.Context(), anna)
	failsAs(t, err, calsync.FailedGone)
	if rules, _, err := g.Rules(t.Context()); len(rules) != 1 || err != nil {
		t.Errorf("rules %v, %v", rules, err)
	}
	if mails := g.fake.Outbox(); len(mails) > 0 {
		t.Errorf("mails %v", mails)
	}
}

func TestNotifyIsWhatGoogleIsAsked(t *testing.T) {
	g := open(t)
	for notify, want := range map[calsync.Notify]string{
		calsync.NotifyAll: "all", calsync.NotifyExternal: "externalOnly", calsync.NotifyNone: "none", "": "none",
		"everybody": "none",
	} {
		e := g.must(calsync.Call{Verb: calsync.Insert, Entry: rehearsal("of " + string(notify)), Notify: notify})
		g.must(calsync.Call{Verb: calsync.Update, Entry: e, Notify: notify})
		g.must(calsync.Call{Verb: calsync.Delete, Entry: calsync.Entry{ID: e.ID}, Notify: notify})
		for _, call := range g.fake.Calls() {
			if got := call.Query["sendUpdates"]; len(got) != 1 || got[0] != want {
				t.Errorf("%s: %s asks for %q, want %s", notify, call.Method, got, want)
			}
			if user := call.Query.Get("quotaUser"); len(user) != 20 || strings.Contains(user, "@") {
				t.Errorf("quotaUser %q", user)
			}
		}
		g.fake.Reset()
	}
}

func TestRename(t *testing.T) {
	g := open(t)
	g.must(calsync.Call{Verb: calsync.Rename, Name: "Kurse & Termine 2027"})
	got, err := g.calendars.service.Calendars.Get(string(g.id)).Do()
	if err != nil || got.Summary != "Kurse & Termine 2027" || got.TimeZone != "Europe/Berlin" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestOpenAsksForWhatIsMissing(t *testing.T) {
	for _, c := range []Config{{}, {Subject: owner}, {Account: "calendarsync@p.iam.gserviceaccount.com"}} {
		if _, err := Open(context.Background(), c); err == nil {
			t.Errorf("%+v will do", c)
		}
	}
}
