package calendar_test

import (
	"testing"
	"time"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
)

// sees returns the IDs of what is on somebody's calendar, each with the answer.
func (w *world) sees(mail string) []string {
	var list []string
	for _, i := range w.Sees(mail) {
		list = append(list, i.Event.Id+" "+i.Answer)
	}
	return list
}

func (w *world) answer(mail, id, response string) {
	w.t.Helper()
	if err := w.Answer(w.master, id, calendar.Answer{Mail: mail, Response: response}); err != nil {
		w.t.Fatal(err)
	}
}

func TestWhatAGuestSees(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs2", "02", anna, berta))
	w.insert(rich())
	w.insert(lesson("kurs3", "03", berta))
	same(t, []string{"kurs1 needsAction", "kurs2 needsAction"}, w.sees(anna))
	seen := w.Sees("ANNA@kursbuch.example")[0].Event
	want := rich()
	want.ColorId, want.ExtendedProperties.Private = "", nil
	want.Reminders = &api.EventReminders{UseDefault: true}
	// guestsCanSeeOtherGuests is false
	want.Attendees = []*api.EventAttendee{{Email: anna, ResponseStatus: "needsAction", Self: true}}
	got := *seen
	got.Kind, got.Status, got.EventType, got.Created, got.ICalUID, got.HtmlLink, got.Creator = "", "", "", "", "", "", nil
	if got.Organizer.Self || got.Organizer.Email != w.master {
		t.Errorf("organizer %+v", got.Organizer)
	}
	got.Organizer = nil
	same(t, want, bare(&got))
	w.answer(anna, "kurs2", calendar.Declined)
	same(t, []string{"kurs1 needsAction"}, w.sees(anna))
	same(t, []string(nil), w.sees("dora@kursbuch.example"))
}

func TestAnAnswerReachesTheOrganizer(t *testing.T) {
	for _, response := range []string{calendar.Accepted, calendar.Declined, calendar.Tentative} {
		t.Run(response, func(t *testing.T) {
			w := open(t)
			before := w.insert(lesson("kurs1", "01", anna, berta))
			w.answer(berta, "kurs1", response)
			after := w.get("kurs1")
			if after.Etag == before.Etag || after.Updated <= before.Updated || after.Sequence != before.Sequence {
				t.Errorf("etag %s after %s, updated %s after %s, sequence %d", after.Etag, before.Etag, after.Updated,
					before.Updated, after.Sequence)
			}
			before.Attendees[1].ResponseStatus = response
			same(t, bare(before), bare(after))
		})
	}
}

func TestAnAnswerNeedsAnInvitation(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01", anna))
	w.insert(lesson("kurs2", "01", anna))
	if err := w.DeleteByHand(w.master, "kurs2"); err != nil {
		t.Fatal(err)
	}
	for name, a := range map[string]struct{ calendar, id, mail, response string }{
		"another guest":    {w.master, "kurs1", berta, "accepted"},
		"another calendar": {"x", "kurs1", anna, "accepted"},
		"another entry":    {w.master, "kurs3", anna, "accepted"},
		"a deleted entry":  {w.master, "kurs2", anna, "accepted"},
		"another answer":   {w.master, "kurs1", anna, "yes"},
	} {
		if err := w.Answer(a.calendar, a.id, calendar.Answer{Mail: a.mail, Response: a.response}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	same(t, []string{"kurs1 needsAction"}, w.sees(anna))
}

func TestAnUpdateWithoutAnswersResetsThem(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01", anna, berta))
	w.answer(anna, "kurs1", calendar.Accepted)
	w.answer(berta, "kurs1", calendar.Declined)
	kept := w.get("kurs1")
	if _, err := w.Events.Update(w.master, "kurs1", kept).SendUpdates("all").Do(); err != nil {
		t.Fatal(err)
	}
	same(t, []string{"kurs1 accepted"}, w.sees(anna))
	if mails := w.Outbox(); len(mails) > 0 {
		t.Errorf("mails although nothing changed: %v", mails)
	}
	if _, err := w.Events.Patch(w.master, "kurs1",
		&api.Event{Attendees: lesson("", "01", anna, berta).Attendees}).SendUpdates("all").Do(); err != nil {
		t.Fatal(err)
	}
	same(t, []string{"kurs1 needsAction"}, w.sees(anna))
	same(t, []string{"kurs1 needsAction"}, w.sees(berta))
	if mails := w.Outbox(); len(mails) != 2 {
		t.Errorf("mails %v, want one to each guest", mails)
	}
}

func TestWhoGetsAMail(t *testing.T) {
	tests := []struct {
		name, notify string
		write        func(*world, string) error
		want         []string
	}{
		{"an insert to all", "all", insertFor(anna, guestX), []string{anna + " invited", guestX + " invited"}},
		{"an insert to others only", "externalOnly", insertFor(anna, guestX), []string{guestX + " invited"}},
		{"an insert to nobody", "none", insertFor(anna, guestX), nil},
		{"an insert, the owner being a guest", "all", insertFor(calendar.Owner, anna), []string{anna + " invited"}},
		{"another title", "all", updateTo("Anders", anna, guestX), []string{anna + " updated", guestX + " updated"}},
		{"another title to others only", "externalOnly", updateTo("Anders", anna, guestX), []string{guestX + " updated"}},
		{"no change", "all", updateTo("Kurs", anna, guestX), nil},
		{"another guest", "all", updateTo("Kurs", anna, berta), []string{berta + " invited", guestX + " cancelled"}},
		{"a deletion", "all", func(w *world, notify string) error {
			return w.Events.Delete(w.master, "kurs1").SendUpdates(notify).Do()
		}, []string{anna + " cancelled", guestX + " cancelled"}},
		{"a deletion by its status", "all", func(w *world, notify string) error {
			_, err := w.Events.Patch(w.master, "kurs1", &api.Event{Status: "cancelled"}).SendUpdates(notify).Do()
			return err
		}, []string{anna + " cancelled", guestX + " cancelled"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := open(t)
			w.insert(lesson("kurs1", "01", anna, guestX))
			if err := test.write(w, test.notify); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range w.Outbox() {
				got = append(got, m.To+" "+m.Kind)
				if !m.Time.Equal(w.now) || !m.Start.Equal(time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)) || m.Summary == "" {
					t.Errorf("mail %+v", m)
				}
			}
			same(t, test.want, got)
		})
	}
}

func insertFor(guests ...string) func(*world, string) error {
	return func(w *world, notify string) error {
		_, err := w.Events.Insert(w.master, lesson("kurs2", "01", guests...)).SendUpdates(notify).Do()
		return err
	}
}

func updateTo(summary string, guests ...string) func(*world, string) error {
	return func(w *world, notify string) error {
		e := lesson("", "01", guests...)
		e.Summary = summary
		_, err := w.Events.Update(w.master, "kurs1", e).SendUpdates(notify).Do()
		return err
	}
}

func TestNobodyGetsAMailAboutThePast(t *testing.T) {
	w := open(t)
	w.now = time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	if _, err := w.Events.Insert(w.master, lesson("kurs1", "01", anna)).SendUpdates("all").Do(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Events.Insert(w.master, lesson("kurs2", "02", anna)).SendNotifications(true).Do(); err != nil {
		t.Fatal(err)
	}
	if mails := w.Outbox(); len(mails) != 1 {
		t.Errorf("mails %v, want only that of tomorrow", mails)
	}
}

func TestAGuestsOwnCalendar(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01", anna, berta))
	mine := w.as(anna)
	page, err := mine.Events.List("primary").Do()
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Items) != 1 || page.AccessRole != "owner" || page.Items[0].Organizer.Self {
		t.Fatalf("on her calendar: %+v", page)
	}
	patch := mine.Events.Patch(anna, "kurs1",
		&api.Event{Attendees: []*api.EventAttendee{{Email: anna, ResponseStatus: "accepted"}}})
	if _, err := patch.Do(); err != nil {
		t.Fatal(err)
	}
	same(t, []string{"kurs1 accepted"}, w.sees(anna))
	same(t, []string{"kurs1 needsAction"}, w.sees(berta))
	_, err = mine.Events.Patch("primary", "kurs1", &api.Event{Summary: "Meins"}).Do()
	w.refused("403 forbiddenForNonOrganizer", err)
	_, err = mine.Events.Patch("primary", "kurs1", &api.Event{Attendees: []*api.EventAttendee{nil}}).Do()
	w.refused("400 required", err)
	own, err := mine.Events.Insert("primary", lesson("", "01")).Do()
	if err != nil || own.Organizer.Email != anna {
		t.Fatalf("her own entry: %+v, %v", own, err)
	}
	if err := mine.Events.Delete("primary", "kurs1").Do(); err != nil {
		t.Fatal(err)
	}
	same(t, []string{own.Id + " "}, w.sees(anna))
	if a := w.get("kurs1").Attendees[0]; a.ResponseStatus != "declined" {
		t.Errorf("at the organizer: %+v", a)
	}
	_, err = w.Events.List(anna).Do()
	w.refused("404 notFound", err)
}

func TestHandEdits(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01", anna))
	w.answer(anna, "kurs1", calendar.Accepted)
	day := &api.Event{Id: "fest4", Start: date("2026-12-04"), End: date("2026-12-05")}
	if id, err := w.AddByHand(w.master, day); id != "fest4" || err != nil {
		t.Fatal(id, err)
	}
	for name, err := range map[string]error{
		"rename":   w.RenameByHand(w.master, "kurs1", "Anders"),
		"move":     w.MoveByHand(w.master, "kurs1", 90*time.Minute),
		"invite":   w.InviteByHand(w.master, "kurs1", berta),
		"again":    w.InviteByHand(w.master, "kurs1", anna),
		"move day": w.MoveByHand(w.master, "fest4", -24*time.Hour),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	want := lesson("kurs1", "01")
	want.Summary, want.Start, want.End = "Anders", at("2026-12-01T11:30:00+01:00"), at("2026-12-01T12:30:00+01:00")
	got := w.get("kurs1")
	same(t, want, &api.Event{Id: got.Id, Summary: got.Summary, Start: got.Start, End: got.End})
	same(t, []string{"kurs1 accepted"}, w.sees(anna))
	same(t, []string{"kurs1 needsAction"}, w.sees(berta))
	same(t, &api.EventDateTime{Date: "2026-12-03"}, w.get("fest4").Start)
	if e := w.get("fest4"); e.Creator.Email != calendar.Editor {
		t.Errorf("made by %+v", e.Creator)
	}
	if err := w.UninviteByHand(w.master, "kurs1", "Anna@kursbuch.example"); err != nil {
		t.Error(err)
	}
	same(t, []string(nil), w.sees(anna))
	if mails := w.Outbox(); len(mails) > 0 {
		t.Errorf("mails %v", mails)
	}
	if err := w.DeleteByHand(w.master, "kurs1"); err != nil || w.DeleteByHand(w.master, "kurs1") == nil {
		t.Errorf("delete: %v, then no error", err)
	}
	if list := w.Entries(w.master); len(list) != 1 || list[0].Id != "fest4" {
		t.Errorf("left: %v", list)
	}
}

func TestOnlyTheCreatorSeesTheSource(t *testing.T) {
	w := open(t)
	id, err := w.AddByHand(w.master, rich())
	if err != nil {
		t.Fatal(err)
	}
	if e := w.get(id); e.Source != nil {
		t.Errorf("the owner sees the source of the editor: %v", e.Source)
	}
	mine := rich()
	mine.Id = ""
	if e := w.insert(mine); e.Source == nil || e.Source.Url != "https://kursbuch.example/1" {
		t.Errorf("the owner's own source: %v", e.Source)
	}
}

func TestTooManyGuestsAreLeftOut(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01", anna, berta))
	e, err := w.Events.Get(w.master, "kurs1").MaxAttendees(1).Do()
	if err != nil || !e.AttendeesOmitted || len(e.Attendees) > 0 {
		t.Errorf("got %+v, %v", e, err)
	}
	e, err = w.Events.Get(w.master, "kurs1").MaxAttendees(2).Do()
	if err != nil || e.AttendeesOmitted || len(e.Attendees) != 2 {
		t.Errorf("got %+v, %v", e, err)
	}
}

func TestWhatIsReturnedIsACopy(t *testing.T) {
	w := open(t)
	wish := rich()
	if _, err := w.AddByHand(w.master, wish); err != nil {
		t.Fatal(err)
	}
	want := w.get("kurs1")
	spoil := func(e *api.Event) {
		e.Start.DateTime, e.Attendees[0].ResponseStatus, e.ExtendedProperties.Shared["room"] = "x", "accepted", "x"
		e.Source.Url, *e.GuestsCanInviteOthers = "x", true
		if e.Reminders.Overrides != nil {
			e.Reminders.Overrides[0].Minutes = 1
		}
	}
	spoil(wish)
	spoil(w.Entries(w.master)[0])
	spoil(w.Sees(anna)[0].Event)
	if err := w.EditByHand(w.master, "kurs1", spoil); err == nil {
		t.Error("an edit that cannot be is no error")
	}
	same(t, want, w.get("kurs1"))
}

func TestHandEditsThatCannotBe(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01", anna))
	before := w.get("kurs1")
	add := func(calendarID string, e *api.Event) error {
		_, err := w.AddByHand(calendarID, e)
		return err
	}
	for name, err := range map[string]error{
		"an unknown calendar":      w.RenameByHand("x", "kurs1", "Anders"),
		"an unknown entry":         w.DeleteByHand(w.master, "kurs2"),
		"a guest without a domain": w.InviteByHand(w.master, "kurs1", "anna"),
		"a new entry nowhere":      add("x", lesson("kurs2", "01")),
		"an ID that is taken":      add(w.master, lesson("kurs1", "01")),
		"an ID that is none":       add(w.master, lesson("Kurs", "01")),
		"no start":                 add(w.master, &api.Event{}),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	same(t, before, w.get("kurs1"))
	if list := w.Entries(w.master); len(list) != 1 {
		t.Errorf("entries %v", list)
	}
	if list := w.Entries("x"); list != nil {
		t.Errorf("a calendar that does not exist has %v", list)
	}
}
