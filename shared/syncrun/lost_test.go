package syncrun_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	api "google.golang.org/api/calendar/v3"
	"google.golang.org/api/option"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// byHand is Google for who owns the master calendar, with a browser: no fault meets them.
func (h *house) byHand() *api.Service {
	h.Helper()
	service, err := api.NewService(h.Context(), option.WithHTTPClient(h.google.Calendar.Client()),
		option.WithEndpoint(calendar.Endpoint))
	h.must(err)
	return service
}

// calendars are the IDs of all calendars that the owner has.
func (h *house) calendars() []string {
	h.Helper()
	list, err := h.byHand().CalendarList.List().Do()
	h.must(err)
	var ids []string
	for _, c := range list.Items {
		if !c.Primary {
			ids = append(ids, c.Id)
		}
	}
	return ids
}

// lose deletes the master calendar.
func (h *house) lose() {
	h.Helper()
	h.must(h.byHand().Calendars.Delete(h.id).Do())
}

// replace has another calendar made in the place of the one that is lost.
func (h *house) replace() *syncrun.Report {
	h.Helper()
	r := h.order(h.mirror.Replace(h.Context(), calsync.CalendarID(h.id), boss))
	h.follow()
	return r
}

// follow looks at the calendar that is mirrored now.
func (h *house) follow() {
	h.Helper()
	memory, err := h.store.Sync().Recall(h.Context())
	h.must(err)
	h.id = string(memory.Core.Calendar)
}

func TestALostCalendarIsReplacedByOrder(t *testing.T) {
	h := abroad(t, 4)
	h.put(puts(meeting("c", 72, "gast"), meeting("a", 24, "gast", "anna", "bela"), meeting("b", 48, "gast"))...)
	h.run()
	h.must(h.google.Answer(h.id, entry("a"), declined(mail("anna"))))
	h.must(h.google.Answer(h.id, entry("a"), accepted("bela")))
	h.idle()
	h.lose()
	lost := h.id
	r := h.run()
	h.says(r, oncalendar.CalendarGone)
	action := problem.Action{Do: oncalendar.ReplaceCalendar, To: lost}
	if got := r.Findings.Items[0].Action(); r.Outcome != syncrun.Failed || got != action {
		t.Errorf("run: %+v, %+v", r, got)
	}
	if found, err := h.mirror.Examine(t.Context()); err != nil || found.Items[0].Action() != action {
		t.Errorf("examination: %+v, %v", found.Items, err)
	}
	if _, err := h.mirror.Create(t.Context(), boss); !errors.Is(err, syncrun.ErrHasCalendar) {
		t.Errorf("create: %v", err)
	}
	if r := h.replace(); r.Outcome != syncrun.Done || !r.Findings.Empty() || h.id == lost {
		t.Errorf("replace: %+v", r)
	}
	r = h.run()
	if r.Inserted != 3 || r.Granted != 4 || r.Invited != 1 || r.Open != 2 || r.Outcome != syncrun.Done {
		t.Errorf("the budget of the day goes on: %+v", r)
	}
	a := h.find("a")
	if a.answer("anna") != "declined" || a.answer("bela") != "needsAction" || a.Id == entry("a") ||
		len(a.Attendees) != 3 {
		t.Errorf("entry: %s %+v", a.Id, a.Attendees)
	}
	h.now = h.now.Add(24 * time.Hour)
	h.run()
	h.idle()
}

func TestACalendarThatGoogleKnowsIsNotReplaced(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"))...)
	h.run()
	for id, want := range map[string]error{h.id: syncrun.ErrHasCalendar, "other": syncrun.ErrOtherCalendar,
		"": syncrun.ErrOtherCalendar} {
		if _, err := h.mirror.Replace(t.Context(), calsync.CalendarID(id), boss); !errors.Is(err, want) {
			t.Errorf("%q: %v", id, err)
		}
	}
	h.google.Fail(calendartest.Unavailable().On("GET", "/events").Always())
	r := h.order(h.mirror.Replace(t.Context(), calsync.CalendarID(h.id), boss))
	h.says(r, oncalendar.Unreachable)
	h.google.Heal()
	h.idle()
	if ids := h.calendars(); len(ids) != 1 {
		t.Errorf("calendars: %v", ids)
	}
}

// A run that dies while a calendar is made leaves one behind that nobody knows: the next ones say so.
func TestACalendarOfARunThatDiedIsTold(t *testing.T) {
	told := 0
	for calls := 1; calls <= 10; calls++ {
		h := open(t)
		h.put(puts(meeting("a", 24, "anna"))...)
		h.run()
		h.lose()
		h.dead.cut(calls)
		_, _ = h.mirror.Replace(t.Context(), calsync.CalendarID(h.id), boss) // it may live
		h.restart()
		h.now = h.now.Add(time.Hour)
		h.follow()
		r := h.run()
		if r.Outcome == syncrun.Failed {
			left := slices.ContainsFunc(r.Findings.Items, says(oncalendar.CalendarLeft))
			if len(h.calendars()) > 0 && !left {
				t.Errorf("after %d calls nobody tells of %v: %+v", calls, h.calendars(), r.Findings.Items)
			}
			again := h.replace()
			if left {
				told++
				h.says(again, oncalendar.CalendarLeft)
			}
			r = h.run()
		}
		if r.Outcome != syncrun.Done || slices.ContainsFunc(r.Findings.Items, says(oncalendar.CalendarLeft)) {
			t.Errorf("after %d calls: %+v", calls, r)
		}
		h.check("a", "anna")
		h.idle()
	}
	if told == 0 {
		t.Error("no run died while a calendar was made")
	}
}

func says(code problem.Code) func(problem.Problem) bool {
	return func(p problem.Problem) bool { return p.Code == code }
}

func TestARefusedCalendarLeavesNothing(t *testing.T) {
	h := open(t)
	h.lose()
	h.google.Fail(calendartest.QuotaExceeded().On(http.MethodPost, "calendars$").Always())
	r := h.order(h.mirror.Replace(t.Context(), calsync.CalendarID(h.id), boss))
	h.says(r, oncalendar.RateLimited)
	h.google.Heal()
	if r := h.run(); slices.ContainsFunc(r.Findings.Items, says(oncalendar.CalendarLeft)) {
		t.Errorf("run: %+v", r.Findings.Items)
	}
	if r := h.replace(); !r.Findings.Empty() {
		t.Errorf("replace: %+v", r.Findings.Items)
	}
}

// A calendar that somebody restored while nobody knew whether another one was made goes on, and says so once.
func TestARestoredCalendarGoesOn(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"))...)
	h.run()
	core, err := h.store.Sync().Recall(t.Context())
	h.must(err)
	core.Core.Making = &calsync.Making{Name: "Kursbuch", At: begin}
	lease, err := h.store.Sync().Begin(t.Context(), syncrun.Claim{Now: h.now, For: time.Minute})
	h.must(err)
	h.must(h.store.Sync().Remember(t.Context(), lease, syncrun.News{Core: &core.Core}))
	h.must(h.store.Sync().End(t.Context(), lease, nil))
	r := h.order(h.tick())
	h.says(r, oncalendar.CalendarLeft)
	if r.Writes != 0 || r.Outcome != syncrun.Done {
		t.Errorf("run: %+v", r)
	}
	for range 2 {
		if r := h.order(h.tick()); !r.Findings.Empty() {
			t.Errorf("again: %+v", r.Findings.Items)
		}
	}
}

// Nobody reads what a room is mailed: it has to be asked again, or it would have declined for ever.
func TestARoomIsAskedByTheNewCalendar(t *testing.T) {
	h := refusedByHall(t, "a")
	h.must(h.google.Answer(h.id, entry("a"), declined(mail("anna"))))
	h.run()
	h.lose()
	h.replace()
	h.run()
	for _, g := range h.find("a").Attendees {
		want := map[string]string{hall: "needsAction", mail("anna"): "declined"}[g.Email]
		if g.ResponseStatus != want {
			t.Errorf("%s: %s, want %s", g.Email, g.ResponseStatus, want)
		}
	}
	h.says(h.run(), "")
}

// Runs are stopped from the beginning of an uninstall on: nobody is told that the next one tries again, and no more.
func TestAnUninstallThatCannotLookSaysSo(t *testing.T) {
	for about, happen := range map[string]func(*house){
		"[calendar-gone uninstall-unsure]": (*house).lose,
		"[uninstall-unsure]": func(h *house) {
			h.google.Fail(calendartest.Unavailable().On("GET", "/events").Always())
		},
	} {
		h := open(t)
		h.put(puts(meeting("a", 24, "anna"))...)
		h.run()
		happen(h)
		r := h.order(h.mirror.Uninstall(t.Context(), boss))
		var codes []string
		for _, p := range r.Findings.Items {
			codes = append(codes, string(p.Code))
		}
		slices.Sort(codes)
		if got := fmt.Sprint(codes); got != about || r.Outcome == syncrun.Done {
			t.Errorf("%s, want %s, outcome %s", got, about, r.Outcome)
		}
	}
}
