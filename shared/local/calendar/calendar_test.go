package calendar_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/local/calendar/pages"
)

const (
	anna   = "anna@kursbuch.example"
	berta  = "berta@kursbuch.example"
	guestX = "gast@anderswo.example"
)

// A world is a calendar behind a real port, with the generated client of its owner and one master calendar.
type world struct {
	*calendartest.Calendar
	*api.Service
	t      *testing.T
	server *httptest.Server
	now    time.Time
	master string
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}
	w.Calendar = calendartest.Open(t, func() time.Time { return w.now })
	mux := http.NewServeMux()
	mux.Handle(calendar.Base, calendartest.Check(t, w.Calendar))
	mux.Handle("/calendar/", pages.New(w.Calendar.Calendar, func() time.Time { return w.now }))
	w.server = httptest.NewServer(mux)
	t.Cleanup(w.server.Close)
	w.Service = w.as("")
	made, err := w.Calendars.Insert(&api.Calendar{Summary: "Jobs", TimeZone: "Europe/Berlin"}).Context(t.Context()).Do()
	if err != nil {
		t.Fatal(err)
	}
	w.master = made.Id
	w.Reset()
	return w
}

// as returns the client of somebody.
func (w *world) as(mail string) *api.Service {
	w.t.Helper()
	client := w.server.Client()
	copied := *client
	copied.Transport = calendartest.As(mail, client.Transport)
	s, err := api.NewService(w.t.Context(), option.WithHTTPClient(&copied),
		option.WithEndpoint(w.server.URL+"/calendar/v3/"))
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// lesson is an entry of one hour, at ten o'clock in Berlin on a day in December.
func lesson(id, day string, guests ...string) *api.Event {
	e := &api.Event{
		Id: id, Summary: "Kurs", Start: at("2026-12-" + day + "T10:00:00+01:00"),
		End: at("2026-12-" + day + "T11:00:00+01:00"),
	}
	for _, mail := range guests {
		e.Attendees = append(e.Attendees, &api.EventAttendee{Email: mail})
	}
	return e
}

func at(moment string) *api.EventDateTime {
	return &api.EventDateTime{DateTime: moment, TimeZone: "Europe/Berlin"}
}

func (w *world) insert(e *api.Event) *api.Event {
	w.t.Helper()
	made, err := w.Events.Insert(w.master, e).Do()
	if err != nil {
		w.t.Fatal(err)
	}
	return made
}

func (w *world) get(id string) *api.Event {
	w.t.Helper()
	e, err := w.Events.Get(w.master, id).Do()
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

// refused is how the API refused: "409 duplicate"; empty: it did not.
func refused(err error) string {
	var e *googleapi.Error
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &e):
		return err.Error()
	case len(e.Errors) == 0:
		return "status " + strings.TrimSpace(e.Error())
	}
	return strings.Join([]string{itoa(e.Code), e.Errors[0].Reason}, " ")
}

func (w *world) refused(want string, err error) {
	w.t.Helper()
	if got := refused(err); got != want {
		w.t.Errorf("refused with %q, want %q", got, want)
	}
}

// bare is e without what every write changes.
func bare(e *api.Event) *api.Event {
	out := *e
	out.Etag, out.Updated, out.Sequence, out.ServerResponse = "", "", 0, googleapi.ServerResponse{}
	return &out
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAnOwnIDStaysTaken(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01"))
	_, err := w.Events.Insert(w.master, lesson("kurs1", "02")).Do()
	w.refused("409 duplicate", err)
	if err := w.Events.Delete(w.master, "kurs1").Do(); err != nil {
		t.Fatal(err)
	}
	_, err = w.Events.Insert(w.master, lesson("kurs1", "02")).Do()
	w.refused("409 duplicate", err)
	other, err := w.Calendars.Insert(&api.Calendar{Summary: "Andere"}).Do()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Events.Insert(other.Id, lesson("kurs1", "02")).Do(); err != nil {
		t.Errorf("the ID is taken on another calendar, too: %v", err)
	}
}

func TestADeletedEntry(t *testing.T) {
	w := open(t)
	before := w.insert(lesson("kurs1", "01", anna))
	if err := w.Events.Delete(w.master, "kurs1").Do(); err != nil {
		t.Fatal(err)
	}
	w.refused("410 deleted", w.Events.Delete(w.master, "kurs1").Do())
	w.refused("404 notFound", w.Events.Delete(w.master, "kurs2").Do())
	gone := w.get("kurs1")
	if gone.Status != "cancelled" || gone.Summary != "Kurs" || gone.Etag == before.Etag {
		t.Errorf("status %q, summary %q, etag %s after %s", gone.Status, gone.Summary, gone.Etag, before.Etag)
	}
	if seen := w.Sees(anna); len(seen) > 0 {
		t.Errorf("the guest still sees %v", seen)
	}
	back, err := w.Events.Update(w.master, "kurs1", lesson("", "02", anna)).Do()
	if err != nil {
		t.Fatal(err)
	}
	if back.Status != "confirmed" || back.Created != before.Created || back.Sequence <= gone.Sequence {
		t.Errorf("revived: status %q, created %q, sequence %d after %d", back.Status, back.Created, back.Sequence,
			gone.Sequence)
	}
	if seen := w.Sees(anna); len(seen) != 1 {
		t.Errorf("the guest sees %d entries, want 1", len(seen))
	}
}

func TestStatusCancelledIsADeletion(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01"))
	if _, err := w.Events.Patch(w.master, "kurs1", &api.Event{Status: "cancelled"}).Do(); err != nil {
		t.Fatal(err)
	}
	w.refused("410 deleted", w.Events.Delete(w.master, "kurs1").Do())
	if list := w.Entries(w.master); len(list) > 0 {
		t.Errorf("listed: %v", list)
	}
}

func TestIDsAreChosenIfMissing(t *testing.T) {
	w := open(t)
	a, b := w.insert(lesson("", "01")), w.insert(lesson("", "01"))
	if a.Id == b.Id || a.ICalUID != a.Id+"@google.com" {
		t.Errorf("IDs %q, %q, iCalUID %q", a.Id, b.Id, a.ICalUID)
	}
}

func TestAnUnknownCalendarOrEntry(t *testing.T) {
	w := open(t)
	for _, id := range []string{"nobody@kursbuch.example", "c_0@group.calendar.google.com", "a/b#c"} {
		_, err := w.Calendars.Get(id).Do()
		w.refused("404 notFound", err)
		_, err = w.Events.List(id).Do()
		w.refused("404 notFound", err)
		_, err = w.Events.Insert(id, lesson("kurs1", "01")).Do()
		w.refused("404 notFound", err)
	}
	_, err := w.Events.Get(w.master, "kurs1").Do()
	w.refused("404 notFound", err)
	_, err = w.Events.Update(w.master, "kurs1", lesson("", "01")).Do()
	w.refused("404 notFound", err)
	_, err = w.Events.Patch(w.master, "kurs1", &api.Event{Summary: "x"}).Do()
	w.refused("404 notFound", err)
}
