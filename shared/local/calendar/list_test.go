package calendar_test

import (
	"slices"
	"testing"

	api "google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"
	"kursbuch.internal/shared/local/calendar"
)

// listed returns the IDs on all pages, and the last sync token.
func (w *world) listed(call *api.EventsListCall) (ids []string, token string) {
	w.t.Helper()
	err := call.Pages(w.t.Context(), func(page *api.Events) error {
		for _, e := range page.Items {
			id := e.Id
			if e.Status == "cancelled" {
				id += " cancelled"
			}
			ids = append(ids, id)
		}
		token = page.NextSyncToken
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return ids, token
}

// schedule has three lessons, of the 1st, 2nd, 3rd at ten, an all-day entry on the 4th, a deleted lesson on the 2nd.
// They were made in another order.
func schedule(t *testing.T) *world {
	w := open(t)
	for _, day := range []string{"03", "01", "02"} {
		e := lesson("kurs"+day, day, anna)
		e.ExtendedProperties = &api.EventExtendedProperties{
			Private: map[string]string{"kursbuch": "1", "day": day}, Shared: map[string]string{"room": "1=2"},
		}
		w.insert(e)
	}
	w.insert(&api.Event{Id: "fest4", Summary: "Fest im Hof", Start: date("2026-12-04"), End: date("2026-12-05")})
	w.insert(lesson("gone2", "02"))
	if err := w.Events.Delete(w.master, "gone2").Do(); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestFilters(t *testing.T) {
	w := schedule(t)
	list := func() *api.EventsListCall { return w.Events.List(w.master) }
	tests := []struct {
		name string
		call *api.EventsListCall
		want []string
	}{
		{"everything, in a stable order", list(), []string{"kurs03", "kurs01", "kurs02", "fest4"}},
		{"with the deleted ones", list().ShowDeleted(true), []string{"kurs03", "kurs01", "kurs02", "fest4",
			"gone2 cancelled"}},
		{"by start", list().SingleEvents(true).OrderBy("startTime"), []string{"kurs01", "kurs02", "kurs03", "fest4"}},
		{"from the end of the first on", list().TimeMin("2026-12-01T11:00:00+01:00"), []string{"kurs03", "kurs02", "fest4"}},
		{"from before the end of the first on", list().TimeMin("2026-12-01T10:59:59+01:00"),
			[]string{"kurs03", "kurs01", "kurs02", "fest4"}},
		{"to the start of the second", list().TimeMax("2026-12-02T10:00:00+01:00"), []string{"kurs01"}},
		{"to after the start of the second", list().TimeMax("2026-12-02T10:00:01+01:00"), []string{"kurs01", "kurs02"}},
		{"to the midnight of the 4th in Berlin", list().TimeMin("2026-12-03T11:00:00+01:00").TimeMax("2026-12-03T23:00:00Z"),
			nil},
		{"to after the midnight of the 4th in Berlin",
			list().TimeMin("2026-12-03T11:00:00+01:00").TimeMax("2026-12-03T23:00:01Z"), []string{"fest4"}},
		{"a property", list().PrivateExtendedProperty("kursbuch=1"), []string{"kurs03", "kurs01", "kurs02"}},
		{"two properties", list().PrivateExtendedProperty("kursbuch=1", "day=02"), []string{"kurs02"}},
		{"properties that exclude each other", list().PrivateExtendedProperty("day=01", "day=02"), nil},
		{"a private property is not shared", list().SharedExtendedProperty("kursbuch=1"), nil},
		{"a value with an equals sign", list().SharedExtendedProperty("room=1=2"), []string{"kurs03", "kurs01", "kurs02"}},
		{"words", list().Q("hof FEST"), []string{"fest4"}},
		{"a guest", list().Q(anna), []string{"kurs03", "kurs01", "kurs02"}},
		{"an iCalUID", list().ICalUID("fest4@google.com"), []string{"fest4"}},
		{"a type", list().EventTypes("default", "birthday"), []string{"kurs03", "kurs01", "kurs02", "fest4"}},
		{"another type", list().EventTypes("birthday"), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, _ := w.listed(test.call)
			same(t, test.want, got)
		})
	}
}

func TestPages(t *testing.T) {
	w := schedule(t)
	for _, order := range []string{"", "startTime", "updated"} {
		for size := range int64(5) {
			call := w.Events.List(w.master).MaxResults(size + 1).SingleEvents(true)
			if order != "" {
				call.OrderBy(order)
			}
			ids, token := w.listed(call)
			if sorted := slices.Sorted(slices.Values(ids)); !slices.Equal(sorted, []string{"fest4", "kurs01", "kurs02",
				"kurs03"}) {
				t.Errorf("order %q, pages of %d: %v", order, size+1, ids)
			}
			if (token != "") != (order == "") {
				t.Errorf("order %q: sync token %q", order, token)
			}
		}
	}
	page, err := w.Events.List(w.master).MaxResults(2).Do()
	if err != nil {
		t.Fatal(err)
	}
	if page.NextPageToken == "" || page.NextSyncToken != "" || len(page.Items) != 2 {
		t.Errorf("first of two pages: %d items, tokens %q, %q", len(page.Items), page.NextPageToken, page.NextSyncToken)
	}
	_, err = w.Events.List(w.master).Q("Fest").PageToken(page.NextPageToken).Do()
	w.refused("400 invalid", err)
	_, err = w.Events.List(w.master).PageToken("2").Do()
	w.refused("400 invalid", err)
}

func TestAChangeBetweenPagesHidesNothing(t *testing.T) {
	w := schedule(t)
	call := w.Events.List(w.master).MaxResults(2)
	first, err := call.Do()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteByHand(w.master, "kurs03"); err != nil { // of the first page
		t.Fatal(err)
	}
	second, err := call.PageToken(first.NextPageToken).Do()
	if err != nil {
		t.Fatal(err)
	}
	if len(second.Items) != 2 || second.Items[0].Id != "kurs02" {
		t.Errorf("second page: %v", second.Items)
	}
	delta, _ := w.listed(w.Events.List(w.master).SyncToken(second.NextSyncToken))
	same(t, []string{"kurs03 cancelled"}, delta)
}

func TestSyncTokens(t *testing.T) {
	w := schedule(t)
	_, token := w.listed(w.Events.List(w.master))
	none, again := w.listed(w.Events.List(w.master).SyncToken(token))
	same(t, []string(nil), none)
	w.insert(lesson("kurs05", "05"))
	if err := w.Events.Delete(w.master, "kurs01").Do(); err != nil {
		t.Fatal(err)
	}
	if err := w.Answer(w.master, "kurs02", calendar.Answer{Mail: anna, Response: calendar.Declined}); err != nil {
		t.Fatal(err)
	}
	delta, next := w.listed(w.Events.List(w.master).SyncToken(again).MaxResults(1))
	same(t, []string{"kurs01 cancelled", "kurs02", "kurs05"}, delta)
	none, _ = w.listed(w.Events.List(w.master).SyncToken(next))
	same(t, []string(nil), none)
	page, err := w.Events.List(w.master).SyncToken(again).Do()
	if err != nil {
		t.Fatal(err)
	}
	gone := *page.Items[0]
	gone.Etag, gone.ServerResponse = "", googleapi.ServerResponse{}
	same(t, api.Event{Kind: "calendar#event", Id: "kurs01", Status: "cancelled"}, gone)
	w.ExpireSyncTokens()
	_, err = w.Events.List(w.master).SyncToken(next).Do()
	w.refused("410 fullSyncRequired", err)
	_, err = w.Events.List(w.master).SyncToken("no token").Do()
	w.refused("410 fullSyncRequired", err)
}

func TestASyncTokenStandsAlone(t *testing.T) {
	w := schedule(t)
	_, token := w.listed(w.Events.List(w.master))
	list := func() *api.EventsListCall { return w.Events.List(w.master).SyncToken(token) }
	const moment = "2026-12-01T10:00:00Z"
	for name, call := range map[string]*api.EventsListCall{
		"timeMin": list().TimeMin(moment), "timeMax": list().TimeMax(moment), "updatedMin": list().UpdatedMin(moment),
		"q": list().Q("x"), "iCalUID": list().ICalUID("x"), "orderBy": list().OrderBy("updated"),
		"privateExtendedProperty": list().PrivateExtendedProperty("a=b"),
		"sharedExtendedProperty":  list().SharedExtendedProperty("a=b"),
		"showDeleted=false":       list().ShowDeleted(false),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := call.Do()
			w.refused("400 invalid", err)
		})
	}
	_, err := w.Events.List(w.master).OrderBy("startTime").Do()
	w.refused("400 invalid", err)
	_, err = w.Events.List(w.master).TimeMin(moment).TimeMax(moment).Do()
	w.refused("400 timeRangeEmpty", err)
}

func TestUpdatedMinTellsOfDeletions(t *testing.T) {
	w := schedule(t)
	w.now = w.now.AddDate(0, 0, 1)
	if err := w.DeleteByHand(w.master, "kurs01"); err != nil {
		t.Fatal(err)
	}
	got, _ := w.listed(w.Events.List(w.master).UpdatedMin("2026-11-23T00:00:00Z"))
	same(t, []string{"kurs01 cancelled"}, got)
}

func TestTheCalendarZoneShows(t *testing.T) {
	w := schedule(t)
	page, err := w.Events.List(w.master).TimeZone("America/New_York").Do()
	if err != nil {
		t.Fatal(err)
	}
	same(t, &api.EventDateTime{DateTime: "2026-12-03T04:00:00-05:00", TimeZone: "Europe/Berlin"}, page.Items[0].Start)
	before := w.get("fest4")
	if _, err := w.Calendars.Patch(w.master, &api.Calendar{TimeZone: "UTC"}).Do(); err != nil {
		t.Fatal(err)
	}
	same(t, &api.EventDateTime{DateTime: "2026-12-03T09:00:00Z", TimeZone: "Europe/Berlin"}, w.get("kurs03").Start)
	if after := w.get("fest4"); after.Etag != before.Etag || after.Start.Date != "2026-12-04" {
		t.Errorf("the day became %+v", after)
	}
	got, _ := w.listed(w.Events.List(w.master).TimeMax("2026-12-04T00:00:00Z").Q("Fest"))
	same(t, []string(nil), got) // its midnight is now that of UTC
}

func TestFieldMasks(t *testing.T) {
	w := schedule(t)
	page, err := w.Events.List(w.master).Fields("nextPageToken",
		"items(id,extendedProperties/private/day,start/dateTime,attendees(email))").MaxResults(1).Do()
	if err != nil {
		t.Fatal(err)
	}
	if page.NextPageToken == "" || page.Summary+page.Etag+page.Kind != "" {
		t.Errorf("page %+v", page)
	}
	same(t, &api.Event{
		Id: "kurs03", Start: &api.EventDateTime{DateTime: "2026-12-03T10:00:00+01:00"},
		ExtendedProperties: &api.EventExtendedProperties{Private: map[string]string{"day": "03"}},
		Attendees:          []*api.EventAttendee{{Email: anna}},
	}, page.Items[0])
	got, err := w.Events.Get(w.master, "kurs01").Fields("start/*", "etag").Do()
	if err != nil {
		t.Fatal(err)
	}
	if got.Start.TimeZone == "" || got.Etag == "" || got.Id != "" {
		t.Errorf("got %+v", got)
	}
}
