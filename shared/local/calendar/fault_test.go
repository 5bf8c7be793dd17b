package calendar_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	api "google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

func TestFailures(t *testing.T) {
	tests := []struct {
		fault calendartest.Fault
		want  string
	}{
		{calendartest.RateLimited(), "403 rateLimitExceeded"},
		{calendartest.UserRateLimited(), "403 userRateLimitExceeded"},
		{calendartest.QuotaExceeded(), "403 quotaExceeded"},
		{calendartest.ForbiddenForNonOrganizer(), "403 forbiddenForNonOrganizer"},
		{calendartest.ForbiddenForServiceAccounts(), "403 forbiddenForServiceAccounts"},
		{calendartest.InvalidCredentials(), "401 authError"},
		{calendartest.NotFound(), "404 notFound"},
		{calendartest.Duplicate(), "409 duplicate"},
		{calendartest.Deleted(), "410 deleted"},
		{calendartest.FullSyncRequired(), "410 fullSyncRequired"},
		{calendartest.ConditionNotMet(), "412 conditionNotMet"},
		{calendartest.TooManyRequests(0), "429 rateLimitExceeded"},
		{calendartest.BackendError(), "500 backendError"},
		{calendartest.Unavailable(), "503 backendError"},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			w := open(t)
			w.Fail(test.fault)
			_, err := w.Events.Insert(w.master, lesson("kurs1", "01")).Do()
			w.refused(test.want, err)
			_, err = w.Events.Get(w.master, "kurs1").Do()
			w.refused("404 notFound", err)
			w.Fail(test.fault.Afterwards())
			_, err = w.Events.Insert(w.master, lesson("kurs1", "01")).Do()
			w.refused(test.want, err)
			if e := w.get("kurs1"); e.Status != "confirmed" {
				t.Errorf("carried out before it failed, but: %+v", e)
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	w := open(t)
	w.Fail(calendartest.TooManyRequests(90 * time.Second))
	_, err := w.Events.List(w.master).Do()
	var e *googleapi.Error
	if !errors.As(err, &e) || e.Header.Get("Retry-After") != "90" {
		t.Errorf("got %v", err)
	}
}

func TestWhichRequestsFail(t *testing.T) {
	w := open(t)
	w.Fail(calendartest.RateLimited().On(http.MethodPost, "/events$").After(1).Times(2))
	w.Fail(calendartest.BackendError().On("", "^colors$").Always())
	w.Fail(calendartest.Unavailable().On(http.MethodPost, "/events$").After(3))
	var got []string
	for _, id := range []string{"kurs1", "kurs2", "kurs3", "kurs4", "kurs5"} {
		_, err := w.Events.Insert(w.master, lesson(id, "01")).Do()
		got = append(got, refused(err))
		if _, err := w.Events.List(w.master).Do(); err != nil {
			t.Errorf("a list failed: %v", err)
		}
		_, err = w.Colors.Get().Do()
		w.refused("500 backendError", err)
	}
	same(t, []string{"", "403 rateLimitExceeded", "403 rateLimitExceeded", "503 backendError", ""}, got)
	w.Heal()
	if _, err := w.Colors.Get().Do(); err != nil {
		t.Error(err)
	}
}

func TestDroppedConnections(t *testing.T) {
	for name, service := range map[string]func(*world) *api.Service{
		"over a port": func(w *world) *api.Service { return w.Service },
		"in process":  func(w *world) *api.Service { return calendartest.Service(w.t, w.Calendar, "") },
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			s := service(w)
			w.Fail(calendartest.Dropped())
			_, err := s.Events.Insert(w.master, lesson("kurs1", "01")).Do()
			if err == nil || strings.HasPrefix(refused(err), "5") {
				t.Errorf("dropped before: %v", err)
			}
			w.Fail(calendartest.Dropped().Afterwards())
			_, err = s.Events.Insert(w.master, lesson("kurs2", "01")).Do()
			if err == nil {
				t.Error("dropped afterwards: no error")
			}
			ids, _ := w.listed(w.Events.List(w.master))
			same(t, []string{"kurs2"}, ids)
		})
	}
}

func TestTimeOuts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := calendartest.Open(t, nil)
		s := calendartest.Service(t, c, "")
		master, err := s.Calendars.Insert(&api.Calendar{Summary: "Jobs"}).Do()
		if err != nil {
			t.Fatal(err)
		}
		c.Fail(calendartest.TimedOut().Afterwards())
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err = s.Events.Insert(master.Id, lesson("kurs1", "01")).Context(ctx).Do()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if list := c.Entries(master.Id); len(list) != 1 {
			t.Errorf("entries %v", list)
		}
	})
}

func TestOddLists(t *testing.T) {
	tests := []struct {
		name  string
		fault calendartest.Fault
		want  []string
	}{
		{"sound", calendartest.Fault{}, []string{"kurs02"}},
		{"an empty page", calendartest.EmptyPage(), []string{"kurs02"}},
		{"deleted entries", calendartest.DeletedListed(), []string{"kurs02", "gone2 cancelled"}},
		{"no filters", calendartest.FiltersIgnored(), []string{"kurs03", "kurs01", "kurs02", "fest4"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := schedule(t)
			w.Reset()
			w.Fail(test.fault.On(http.MethodGet, "/events$"))
			window := w.Events.List(w.master).TimeMin("2026-12-02T00:00:00Z").TimeMax("2026-12-03T00:00:00Z")
			got, _ := w.listed(window)
			same(t, test.want, got)
			if calls := len(w.Calls()); test.name == "an empty page" && calls != 2 {
				t.Errorf("%d calls, want 2", calls)
			}
		})
	}
}

func TestOddWrites(t *testing.T) {
	w := open(t)
	e := lesson("kurs1", "01")
	e.Description = "Beschreibung"
	w.Fail(calendartest.DescriptionCut(4))
	same(t, "Besc", w.insert(e).Description)
	w.Fail(calendartest.IfMatchIgnored().On(http.MethodPut, ""))
	update := w.Events.Update(w.master, "kurs1", e)
	update.Header().Set("If-Match", `"stale"`)
	if got, err := update.Do(); err != nil || got.Description != "Beschreibung" {
		t.Errorf("got %+v, %v", got, err)
	}
	_, err := update.Do()
	w.refused("412 conditionNotMet", err)
}

func TestCalls(t *testing.T) {
	w := open(t)
	if _, err := w.as(anna).Events.List(anna).MaxResults(7).Do(); err != nil {
		t.Fatal(err)
	}
	calls := w.Calls()
	if len(calls) != 1 || calls[0].Method != "GET" || calls[0].Path != "calendars/"+anna+"/events" ||
		calls[0].Query.Get("maxResults") != "7" || calls[0].Caller != anna {
		t.Errorf("calls %+v", calls)
	}
	w.Reset()
	if calls := w.Calls(); len(calls) > 0 {
		t.Errorf("after Reset: %+v", calls)
	}
}

func TestTheLimitOfInvitations(t *testing.T) {
	w := open(t)
	w.LimitInvitations(2)
	w.insert(lesson("kurs1", "01", anna, guestX))
	_, err := w.Events.Insert(w.master, lesson("kurs2", "01", "b@anderswo.example", "c@anderswo.example")).Do()
	w.refused("403 quotaExceeded", err)
	w.insert(lesson("kurs2", "01", "b@anderswo.example"))
	if _, err := w.Events.Update(w.master, "kurs1", lesson("", "02", berta, guestX)).Do(); err != nil {
		t.Errorf("a guest who was invited before: %v", err)
	}
	_, err = w.Events.Update(w.master, "kurs1", lesson("", "02", "d@anderswo.example")).Do()
	w.refused("403 quotaExceeded", err)
	w.LimitInvitations(-1)
	w.insert(lesson("kurs3", "01", guestX))
}
