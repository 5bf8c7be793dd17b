package calendar_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"google.golang.org/api/googleapi"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
)

func itoa(n int) string { return strconv.Itoa(n) }

// rich is an entry with all that the master calendar may want.
func rich() *api.Event {
	e := lesson("kurs1", "01", anna, guestX)
	e.Description, e.Location, e.ColorId = "<b>Kurs</b>", "Seminarraum", "7"
	e.Visibility, e.Transparency = "private", "transparent"
	e.GuestsCanInviteOthers, e.GuestsCanSeeOtherGuests = googleapi.Bool(false), googleapi.Bool(false)
	e.GuestsCanModify = true
	e.Source = &api.EventSource{Title: "Kursbuch", Url: "https://kursbuch.example/1"}
	e.Reminders = &api.EventReminders{
		Overrides: []*api.EventReminder{{Method: "popup", Minutes: 30}}, ForceSendFields: []string{"UseDefault"},
	}
	e.ExtendedProperties = &api.EventExtendedProperties{
		Private: map[string]string{"kursbuch": "1", "src": "a"}, Shared: map[string]string{"room": "2"},
	}
	e.Attendees[1].Optional, e.Attendees[1].DisplayName = true, "Gast"
	return e
}

func TestEveryFieldIsKept(t *testing.T) {
	w := open(t)
	want := rich()
	want.Kind, want.Status, want.EventType = "calendar#event", "confirmed", "default"
	want.Created, want.ICalUID = "2026-11-22T08:00:00.000Z", "kurs1@google.com"
	want.Creator = &api.EventCreator{Email: "kalender@kursbuch.example"}
	want.Organizer = &api.EventOrganizer{Email: w.master, DisplayName: "Jobs", Self: true}
	want.HtmlLink = "/calendar/master/" + w.master + "#kurs1"
	want.Reminders.ForceSendFields = nil
	for _, a := range want.Attendees {
		a.ResponseStatus = "needsAction"
	}
	same(t, want, bare(w.insert(rich())))
	same(t, want, bare(w.get("kurs1")))
	updated, err := w.Events.Update(w.master, "kurs1", rich()).Do()
	if err != nil {
		t.Fatal(err)
	}
	same(t, want, bare(updated))
	list, err := w.Events.List(w.master).Do()
	if err != nil {
		t.Fatal(err)
	}
	same(t, want, bare(list.Items[0]))
}

func TestTheEchoIsNotTheWish(t *testing.T) {
	w := open(t)
	e := lesson("kurs1", "01", "Anna@Kursbuch.Example", anna)
	e.Description = "-::~:~::~:~::-\nMeet\n-::~:~::~:~::-" + strings.Repeat("ü", 9000)
	e.Transparency, e.Visibility = "opaque", "default"
	e.GuestsCanInviteOthers, e.GuestsCanSeeOtherGuests = googleapi.Bool(true), googleapi.Bool(true)
	e.Start, e.End = &api.EventDateTime{DateTime: "2026-12-01T09:00:00.5Z"},
		&api.EventDateTime{DateTime: "2026-12-01T10:00:00", TimeZone: "Europe/London"}
	e.EventLabelId = "label"
	e.ExtendedProperties = &api.EventExtendedProperties{Private: map[string]string{
		strings.Repeat("k", 44): strings.Repeat("ü", 1025), strings.Repeat("k", 45): "dropped",
	}}
	got := w.insert(e)
	same(t, strings.Repeat("ü", 8190), got.Description)
	same(t, map[string]string{strings.Repeat("k", 44): strings.Repeat("ü", 1024)}, got.ExtendedProperties.Private)
	same(t, []*api.EventAttendee{{Email: anna, ResponseStatus: "needsAction"}}, got.Attendees)
	same(t, at("2026-12-01T10:00:00+01:00"), got.Start)
	same(t, &api.EventDateTime{DateTime: "2026-12-01T11:00:00+01:00", TimeZone: "Europe/London"}, got.End)
	if got.Transparency+got.Visibility+got.EventLabelId != "" || got.GuestsCanInviteOthers != nil ||
		got.GuestsCanSeeOtherGuests != nil {
		t.Errorf("defaults are in the echo: %+v", got)
	}
	if !got.Reminders.UseDefault {
		t.Error("no default reminders")
	}
}

// entryRefusals are entries that the API does not take.
var entryRefusals = []struct {
	name   string
	change func(*api.Event)
	want   string
}{
	{"an ID with a letter beyond v", func(e *api.Event) { e.Id = "kursw" }, "400 invalid"},
	{"an ID with a capital letter", func(e *api.Event) { e.Id = "Kurs1" }, "400 invalid"},
	{"a short ID", func(e *api.Event) { e.Id = "kurs" }, "400 invalid"},
	{"a long ID", func(e *api.Event) { e.Id = strings.Repeat("a", 1025) }, "400 invalid"},
	{"no start", func(e *api.Event) { e.Start = nil }, "400 required"},
	{"no end", func(e *api.Event) { e.End = nil }, "400 required"},
	{"an end at the start", func(e *api.Event) { e.End = e.Start }, "400 timeRangeEmpty"},
	{"an end before the start", func(e *api.Event) { e.Start, e.End = e.End, e.Start }, "400 timeRangeEmpty"},
	{"an end at the start, in another zone",
		func(e *api.Event) { e.End = &api.EventDateTime{DateTime: "2026-12-01T09:00:00Z"} }, "400 timeRangeEmpty"},
	{"no whole day", func(e *api.Event) { e.Start, e.End = date("2026-12-01"), date("2026-12-01") }, "400 timeRangeEmpty"},
	{"a day, then a time", func(e *api.Event) { e.Start = date("2026-12-01") }, "400 invalid"},
	{"a time without a zone", func(e *api.Event) { e.Start = &api.EventDateTime{DateTime: "2026-12-01T10:00:00"} },
		"400 invalid"},
	{"a zone that does not exist", func(e *api.Event) { e.Start.TimeZone = "Europe/Kursbuch" }, "400 invalid"},
	{"the zone of the machine", func(e *api.Event) { e.Start.TimeZone = "Local" }, "400 invalid"},
	{"a guest without a mail", func(e *api.Event) { e.Attendees = []*api.EventAttendee{{DisplayName: "Anna"}} },
		"400 required"},
	{"a guest without a domain", func(e *api.Event) { e.Attendees = []*api.EventAttendee{{Email: "anna"}} },
		"400 invalid"},
	{"a guest with a name in the mail", func(e *api.Event) {
		e.Attendees = []*api.EventAttendee{{Email: "Anna <" + anna +
			">"}}
	}, "400 invalid"},
	{"a color that does not exist", func(e *api.Event) { e.ColorId = "12" }, "400 invalid"},
	{"a source without a scheme", func(e *api.Event) { e.Source = &api.EventSource{Url: "kursbuch.example"} },
		"400 invalid"},
	{"six reminders", func(e *api.Event) { e.Reminders = &api.EventReminders{Overrides: reminders(6, 10)} },
		"400 invalid"},
	{"a reminder five weeks before", func(e *api.Event) {
		e.Reminders = &api.EventReminders{Overrides: reminders(1,
			40321)}
	}, "400 invalid"},
	{"both kinds of reminders", func(e *api.Event) {
		e.Reminders = &api.EventReminders{UseDefault: true,
			Overrides: reminders(1, 1)}
	}, "400 cannotUseDefaultRemindersAndSpecifyOverride"},
	{"301 properties", func(e *api.Event) { e.ExtendedProperties = &api.EventExtendedProperties{Private: many(301)} },
		"400 invalid"},
	{"another type", func(e *api.Event) { e.EventType = "focusTime" }, "501 notImplemented"},
	{"a recurrence", func(e *api.Event) { e.Recurrence = []string{"RRULE:FREQ=DAILY"} }, "501 notImplemented"},
}

func date(day string) *api.EventDateTime { return &api.EventDateTime{Date: day} }

func reminders(n, minutes int) []*api.EventReminder {
	var list []*api.EventReminder
	for range n {
		list = append(list, &api.EventReminder{Method: "popup", Minutes: int64(minutes)})
	}
	return list
}

func many(n int) map[string]string {
	properties := map[string]string{}
	for i := range n {
		properties[strconv.Itoa(i)] = ""
	}
	return properties
}

func TestWrongEntriesAreRefused(t *testing.T) {
	for _, test := range entryRefusals {
		t.Run(test.name, func(t *testing.T) {
			w := open(t)
			e := lesson("kurs1", "01")
			test.change(e)
			_, err := w.Events.Insert(w.master, e).Do()
			w.refused(test.want, err)
			if list := w.Entries(w.master); len(list) > 0 {
				t.Errorf("nevertheless there is %v", list)
			}
			if !strings.Contains(test.name, "ID") {
				w.insert(lesson("kurs2", "01"))
				_, err = w.Events.Update(w.master, "kurs2", e).Do()
				w.refused(test.want, err)
			}
		})
	}
}

// The generated client cannot send these; the checker would not let them through.
func TestWrongWordsAreRefused(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01"))
	entry := `"start":{"date":"2026-12-01"},"end":{"date":"2026-12-02"}`
	tests := map[string]struct{ request, body, want string }{
		"sendUpdates":    {"POST events?sendUpdates=everybody", `{` + entry + `}`, "400 invalid"},
		"a boolean":      {"DELETE events/kurs1?sendNotifications=yes", "", "400 invalid"},
		"an order":       {"GET events?orderBy=summary", "", "400 invalid"},
		"a page of none": {"GET events?maxResults=0", "", "400 invalid"},
		"a time":         {"GET events?timeMin=2026-12-01", "", "400 invalid"},
		"a property":     {"GET events?privateExtendedProperty=kursbuch", "", "400 invalid"},
		"a type":         {"GET events?eventTypes=party", "", "400 invalid"},
		"a zone":         {"GET events?timeZone=Mars", "", "400 invalid"},
		"a status":       {"POST events", `{"status":"perhaps",` + entry + `}`, "400 invalid"},
		"a visibility":   {"POST events", `{"visibility":"secret",` + entry + `}`, "400 invalid"},
		"transparency":   {"POST events", `{"transparency":"glass",` + entry + `}`, "400 invalid"},
		"an answer": {"POST events", `{"attendees":[{"email":"a@b.example","responseStatus":"yes"}],` + entry + `}`,
			"400 invalid"},
		"no guest": {"PATCH events/kurs1", `{"attendees":[null]}`, "400 required"},
		"a reminder": {"POST events", `{"reminders":{"overrides":[{"method":"sms","minutes":1}]},` + entry + `}`,
			"400 invalid"},
		"no JSON":      {"POST events", `{`, "400 parseError"},
		"a wrong type": {"PATCH events/kurs1", `{"summary":1}`, "400 parseError"},
		"no route":     {"GET event", "", "404 notFound"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			method, path, _ := strings.Cut(test.request, " ")
			r, err := http.NewRequestWithContext(t.Context(), method, "http://calendar.localhost/calendar/v3/calendars/"+
				w.master+"/"+path, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			reply, err := w.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer reply.Body.Close()
			same(t, test.want, refused(googleapi.CheckResponse(reply)))
		})
	}
}

func TestAPutReplacesAPatchMerges(t *testing.T) {
	w := open(t)
	w.insert(rich())
	patched, err := w.Events.Patch(w.master, "kurs1", &api.Event{
		Summary: "Anders", NullFields: []string{"Location"},
		ExtendedProperties: &api.EventExtendedProperties{Private: map[string]string{"src": "b"}},
	}).Do()
	if err != nil {
		t.Fatal(err)
	}
	want := w.get("kurs1")
	want.Summary, want.Location = "Anders", ""
	same(t, want, w.get("kurs1"))
	same(t, map[string]string{"kursbuch": "1", "src": "b"}, patched.ExtendedProperties.Private)
	if patched.Description == "" || patched.Reminders.UseDefault || len(patched.Attendees) != 2 {
		t.Errorf("the patch lost something: %+v", patched)
	}
	replaced, err := w.Events.Update(w.master, "kurs1", lesson("", "01")).Do()
	if err != nil {
		t.Fatal(err)
	}
	if replaced.Summary != "Kurs" || replaced.Description+replaced.ColorId != "" || replaced.Attendees != nil ||
		replaced.ExtendedProperties != nil || replaced.Source != nil || !replaced.Reminders.UseDefault {
		t.Errorf("the update left something: %+v", replaced)
	}
}

func TestWhatAChangeMoves(t *testing.T) {
	changes := map[string]struct {
		change            func(*api.Event)
		updated, sequence bool
	}{
		"nothing": {func(*api.Event) {}, false, false},
		"reminders": {func(e *api.Event) { e.Reminders = &api.EventReminders{Overrides: reminders(1, 5)} }, false,
			false},
		"the title": {func(e *api.Event) { e.Summary = "Anders" }, true, true},
		"the time":  {func(e *api.Event) { e.End = at("2026-12-01T12:00:00+01:00") }, true, true},
		"a guest": {func(e *api.Event) { e.Attendees = append(e.Attendees, &api.EventAttendee{Email: berta}) }, true,
			false},
		"the color":       {func(e *api.Event) { e.ColorId = "1" }, true, false},
		"a property":      {func(e *api.Event) { e.ExtendedProperties.Private["src"] = "b" }, true, false},
		"the same moment": {func(e *api.Event) { e.Start.DateTime = "2026-12-01T09:00:00Z" }, false, false},
	}
	for name, test := range changes {
		for _, later := range []time.Duration{0, time.Minute} {
			t.Run(name+" after "+later.String(), func(t *testing.T) {
				w := open(t)
				before := w.insert(rich())
				w.now = w.now.Add(later)
				wish := rich()
				test.change(wish)
				after, err := w.Events.Update(w.master, "kurs1", wish).Do()
				if err != nil {
					t.Fatal(err)
				}
				if after.Etag == before.Etag {
					t.Error("the etag did not move")
				}
				if moved := after.Updated > before.Updated; moved != test.updated {
					t.Errorf("updated %s after %s", after.Updated, before.Updated)
				}
				if moved := after.Sequence > before.Sequence; moved != test.sequence {
					t.Errorf("sequence %d after %d", after.Sequence, before.Sequence)
				}
			})
		}
	}
}

func TestAStaleEtag(t *testing.T) {
	w := open(t)
	old := w.insert(lesson("kurs1", "01")).Etag
	current := func() string { return w.get("kurs1").Etag }
	update := w.Events.Update(w.master, "kurs1", lesson("", "02"))
	update.Header().Set("If-Match", old)
	if _, err := update.Do(); err != nil {
		t.Fatal(err)
	}
	_, err := update.Do()
	w.refused("412 conditionNotMet", err)
	patch := w.Events.Patch(w.master, "kurs1", &api.Event{Summary: "Anders"})
	patch.Header().Set("If-Match", old)
	_, err = patch.Do()
	w.refused("412 conditionNotMet", err)
	remove := w.Events.Delete(w.master, "kurs1")
	remove.Header().Set("If-Match", old)
	w.refused("412 conditionNotMet", remove.Do())
	remove.Header().Set("If-Match", current())
	if err := remove.Do(); err != nil {
		t.Error(err)
	}
}

func TestNothingNew(t *testing.T) {
	w := open(t)
	e := w.insert(lesson("kurs1", "01"))
	_, err := w.Events.Get(w.master, "kurs1").IfNoneMatch(e.Etag).Do()
	if !googleapi.IsNotModified(err) {
		t.Errorf("get: %v", err)
	}
	list, err := w.Events.List(w.master).Do()
	if err != nil {
		t.Fatal(err)
	}
	if _, err = w.Events.List(w.master).IfNoneMatch(list.Etag).Do(); !googleapi.IsNotModified(err) {
		t.Errorf("list: %v", err)
	}
	w.insert(lesson("kurs2", "01"))
	if _, err = w.Events.List(w.master).IfNoneMatch(list.Etag).Do(); err != nil {
		t.Errorf("list after a change: %v", err)
	}
}

func TestAnOldSequenceIsRefused(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01"))
	for range 3 {
		e := w.get("kurs1")
		e.Summary += "!"
		if _, err := w.Events.Update(w.master, "kurs1", e).Do(); err != nil {
			t.Fatal(err)
		}
	}
	e := w.get("kurs1")
	e.Sequence--
	_, err := w.Events.Update(w.master, "kurs1", e).Do()
	w.refused("400 invalid", err)
}

func TestImportIsAPrivateCopy(t *testing.T) {
	w := open(t)
	e := lesson("", "01", anna)
	_, err := w.Events.Import(w.master, e).Do()
	w.refused("400 required", err)
	e.ICalUID, e.Organizer = "1@elsewhere.example", &api.EventOrganizer{Email: "chef@elsewhere.example"}
	first, err := w.Events.Import(w.master, e).Do()
	if err != nil {
		t.Fatal(err)
	}
	e.Summary = "Anders"
	second, err := w.Events.Import(w.master, e).Do()
	if err != nil {
		t.Fatal(err)
	}
	if first.Id != second.Id || second.Summary != "Anders" || second.Organizer.Email != "chef@elsewhere.example" {
		t.Errorf("imported %+v, then %+v", first, second)
	}
	if seen, mails := w.Sees(anna), w.Outbox(); len(seen)+len(mails) > 0 {
		t.Errorf("guests see %v, mails %v", seen, mails)
	}
}

func TestMovingAnEntryToAnotherCalendar(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01", anna))
	other, err := w.Calendars.Insert(&api.Calendar{Summary: "Andere"}).Do()
	if err != nil {
		t.Fatal(err)
	}
	moved, err := w.Events.Move(w.master, "kurs1", other.Id).Do()
	if err != nil {
		t.Fatal(err)
	}
	left := w.get("kurs1")
	if moved.Organizer.Email != other.Id || moved.Start == nil || len(w.Sees(anna)) != 1 {
		t.Errorf("moved %+v", moved)
	}
	if left.Status != "cancelled" || left.Start != nil || left.Organizer != nil || left.ExtendedProperties != nil {
		t.Errorf("the old one: %+v", left)
	}
	_, err = w.Events.Move(other.Id, "kurs1", w.master).Do()
	w.refused("409 duplicate", err)
}

func TestARoomIsOneFromTheBeginning(t *testing.T) {
	w := open(t)
	e := lesson("kurs1", "01", anna, "raum@kursbuch.example")
	e.Attendees[1].Resource = true
	w.insert(e)
	e.Attendees[0].Resource, e.Attendees[1].Resource = true, false
	after, err := w.Events.Update(w.master, "kurs1", e).Do()
	if err != nil {
		t.Fatal(err)
	}
	if after.Attendees[0].Resource || !after.Attendees[1].Resource {
		t.Errorf("guests %+v, %+v", after.Attendees[0], after.Attendees[1])
	}
}

func TestAMoveThatCannotBe(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01", anna))
	_, err := w.Events.Move(w.master, "kurs1", "nobody@kursbuch.example").Do()
	w.refused("404 notFound", err)
	_, err = w.as(anna).Events.Move("primary", "kurs1", "primary").Do()
	w.refused("403 forbiddenForNonOrganizer", err)
	if err := w.DeleteByHand(w.master, "kurs1"); err != nil {
		t.Fatal(err)
	}
	_, err = w.Events.Move(w.master, "kurs1", "primary").Do()
	w.refused("403 forbiddenForNonOrganizer", err)
}

func TestFieldsThatThereAre(t *testing.T) {
	w := schedule(t)
	for fields, want := range map[string]string{
		"kind":                              `{"kind":"calendar#events"}`,
		"items/id":                          `{"items":[{"id":"kurs03"}]}`,
		"items(id,start/dateTime)":          `{"items":[{"id":"kurs03","start":{"dateTime":"2026-12-03T10:00:00+01:00"}}]}`,
		"kind,items(start(timeZone))":       `{"kind":"calendar#events","items":[{"start":{"timeZone":"Europe/Berlin"}}]}`,
		"items/extendedProperties/private/": "400 Invalid field selection items/extendedProperties/private/",
		"items(id":                          "400 Invalid field selection items(id",
		"nonsense":                          "400 Invalid field selection nonsense",
		"items(id,nonsense)":                "400 Invalid field selection nonsense",
		"items/start/nonsense":              "400 Invalid field selection nonsense",
		"items/id/nonsense":                 "400 Invalid field selection nonsense",
		"*,nonsense":                        "400 Invalid field selection nonsense",
		"-":                                 "400 Invalid field selection -",
	} {
		reply, body := w.visit(calendar.Base+"calendars/"+w.master+"/events?maxResults=1&fields="+fields, nil)
		if message, bad := strings.CutPrefix(want, "400 "); bad {
			want = `{"error":{"errors":[{"domain":"global","reason":"invalidParameter","message":"` + message +
				`","locationType":"parameter","location":"fields"}],"code":400,"message":"` + message + `"}}`
		}
		if body != want {
			t.Errorf("%s: %s: %s, want %s", fields, reply.Status, body, want)
		}
	}
	for _, fields := range []string{"*", "items/*", "items(*)", "items(extendedProperties/private/anything)", "*/id"} {
		reply, body := w.visit(calendar.Base+"calendars/"+w.master+"/events?fields="+fields, nil)
		if reply.StatusCode != 200 {
			t.Errorf("%s: %s: %s", fields, reply.Status, body)
		}
	}
}

// What is refused is not done by halves.
func TestFieldsAreLookedAtFirst(t *testing.T) {
	w := schedule(t)
	reply, body := w.visit(calendar.Base+"calendars/"+w.master+"/events/kurs01?fields=items", nil)
	if reply.StatusCode != 400 {
		t.Errorf("an entry has no items: %s: %s", reply.Status, body)
	}
	_, err := w.Events.Insert(w.master, lesson("kurs77", "02")).Fields("id,nonsense").Do()
	w.refused("400 invalidParameter", err)
	if _, err := w.Events.Get(w.master, "kurs77").Do(); err == nil {
		t.Error("it was made all the same")
	}
}

func TestASequenceOfZeroIsSent(t *testing.T) {
	w := schedule(t)
	reply, body := w.visit(calendar.Base+"calendars/"+w.master+"/events/kurs01?fields=sequence", nil)
	if body != `{"sequence":0}` {
		t.Errorf("%s: %s", reply.Status, body)
	}
}
