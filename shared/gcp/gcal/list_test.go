package gcal

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

// byHand adds an entry that is not ours.
func (g *google) byHand(title string, start time.Time) {
	g.Helper()
	at := func(t time.Time) *api.EventDateTime { return &api.EventDateTime{DateTime: t.Format(time.RFC3339)} }
	e := &api.Event{Summary: title, Start: at(start), End: at(start.Add(time.Hour))}
	if _, err := g.fake.AddByHand(string(g.id), e); err != nil {
		g.Fatal(err)
	}
}

func titles(entries []calsync.Entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, e.Title)
	}
	slices.Sort(all)
	return all
}

func TestListGivesOurEntriesThatAreNotOver(t *testing.T) {
	g := open(t)
	for title, start := range map[string]time.Time{"vorbei": noon.Add(-2 * time.Hour),
		"gerade": noon.Add(-30 * time.Minute), "in 10 Jahren": noon.AddDate(10, 0, 0)} {
		e := rehearsal(title)
		e.Title, e.Start, e.End = title, start, start.Add(time.Hour)
		g.must(insert(e))
	}
	other := rehearsal("other")
	other.Title, other.Mark.Instance = "einer anderen Installation", "other"
	g.must(insert(other))
	deleted := g.must(insert(rehearsal("deleted")))
	g.must(calsync.Call{Verb: calsync.Delete, Entry: deleted})
	g.byHand("von Hand", noon.Add(time.Hour))
	g.fake.Reset()
	got := g.list()
	if diff := cmp.Diff([]string{"gerade", "in 10 Jahren"}, titles(got)); diff != "" || len(g.fake.Calls()) != 1 {
		t.Errorf("%d calls, entries (-want +got):\n%s", len(g.fake.Calls()), diff)
	}
	all, _, err := g.List(t.Context(), "test", time.Time{})
	if err != nil || len(all) != 3 {
		t.Errorf("without a beginning: %v, %v", titles(all), err)
	}
}

// Who wants to touch ours only looks at the marks.
func TestAServerMayIgnoreFilters(t *testing.T) {
	g := open(t)
	g.must(insert(rehearsal("1")))
	g.byHand("von Hand", noon.Add(-48*time.Hour))
	g.fake.Fail(calendartest.FiltersIgnored())
	got := g.list()
	if len(got) != 2 {
		t.Fatalf("entries %v", titles(got))
	}
	for _, e := range got {
		if ours := e.Mark == rehearsal("1").Mark; ours != (e.Title == "Probe") || !ours && e.Mark != (calsync.Mark{}) {
			t.Errorf("%s has the mark %+v", e.Title, e.Mark)
		}
	}
}

func TestDeletedEntriesAreNotListed(t *testing.T) {
	g := open(t)
	g.must(calsync.Call{Verb: calsync.Delete, Entry: g.must(insert(rehearsal("1")))})
	g.fake.Fail(calendartest.DeletedListed())
	if got := g.list(); len(got) > 0 {
		t.Errorf("entries %+v", got)
	}
}

func TestAnEmptyPageIsNotTheLast(t *testing.T) {
	g := open(t)
	g.must(insert(rehearsal("1")))
	g.fake.Fail(calendartest.EmptyPage())
	if got, lists, err := g.List(t.Context(), "test", noon); len(got) != 1 || lists != 2 || err != nil {
		t.Errorf("entries %v by %d lists, %v", titles(got), lists, err)
	}
}

// Half a list would be taken for deletions.
func TestAListIsWholeOrAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := still(t, hasty)
		g.must(insert(rehearsal("1")))
		for _, fault := range []calendartest.Fault{
			calendartest.BackendError(), calendartest.InvalidCredentials(), calendartest.NotFound(),
			calendartest.FullSyncRequired(),
			calendartest.TimedOut(),
		} {
			g.fake.Heal()
			g.fake.Fail(calendartest.EmptyPage())
			g.fake.Fail(fault.Always())
			if got, lists, err := g.List(t.Context(), "test", noon); err == nil || got != nil || lists != 2 {
				t.Errorf("status %d: entries %v by %d lists, %v", fault.Status, titles(got), lists, err)
			}
		}
	})
}

func TestADescriptionThatIsCutIsWhatItIs(t *testing.T) {
	g := open(t)
	e := rehearsal("1")
	e.Description = "0123456789"
	g.fake.Fail(calendartest.DescriptionCut(4))
	if echo := g.must(insert(e)); echo.Description != "0123" || g.list()[0].Description != "0123" {
		t.Errorf("echo %q", echo.Description)
	}
}

// What stands in an answer that nobody has foreseen, or that is missing, does no harm.
func TestOddEntriesAreRead(t *testing.T) {
	never := time.Time{}
	for _, c := range []struct {
		name, item string
		want       *calsync.Entry // nil: it is left out
	}{
		{"nothing but an ID", `{"id":"a"}`, &calsync.Entry{ID: "a", GuestsInvite: true, GuestsSee: true}},
		{"fields of tomorrow", `{"id":"a","hologram":{"x":[1]},"guestsCanInviteOthers":false,` +
			`"guestsCanSeeOtherGuests":false}`, &calsync.Entry{ID: "a"}},
		{"a time without an offset", `{"id":"a",` +
			`"start":{"dateTime":"2027-05-17T14:00:00","timeZone":"Europe/Berlin"},` +
			`"end":{"dateTime":"2027-05-17T15:00:00Z"}}`,
			&calsync.Entry{ID: "a", Start: noon, End: noon.Add(3 * time.Hour), Zone: "Europe/Berlin", GuestsInvite: true,
				GuestsSee: true}},
		{"times that are none", `{"id":"a","start":{"dateTime":"noon","timeZone":"Europe/Berlin"},` +
			`"end":{"dateTime":"2027-05-17T15:00:00","timeZone":"Mars/Olympus"}}`,
			&calsync.Entry{ID: "a", Start: never, End: never, Zone: "Europe/Berlin", GuestsInvite: true, GuestsSee: true}},
		{"a mark that is none", `{"id":"a","extendedProperties":{"private":{"kursbuch":"test","key":"job/1",` +
			`"generation":"many"},"shared":{"kursbuch":"x"}}}`,
			&calsync.Entry{ID: "a", Mark: calsync.Mark{Instance: "test", Key: "job/1"}, GuestsInvite: true, GuestsSee: true}},
		{"guests of all kinds", `{"id":"a","organizer":{"email":"C_1@Group.Calendar.Google.com"},"attendees":[
			{"email":"Zoe@Kursbuch.Example","responseStatus":"accepted","additionalGuests":2},` +
			`{"email":"c_1@group.calendar.google.com","organizer":true},
			null,{"displayName":"nobody"},{"email":"anna@kursbuch.example"}]}`,
			&calsync.Entry{ID: "a", Organizer: "c_1@group.calendar.google.com", GuestsInvite: true, GuestsSee: true,
				Guests: []calsync.Guest{
					{Mail: "anna@kursbuch.example"}, {Mail: "zoe@kursbuch.example", Answer: "accepted", AdditionalGuests: 2}}}},
		{"confidential", `{"id":"a","visibility":"confidential"}`, &calsync.Entry{ID: "a", Private: true, GuestsInvite: true,
			GuestsSee: true}},
		{"a series", `{"id":"a","recurrence":["RRULE:FREQ=DAILY"]}`, &calsync.Entry{ID: "a", Series: true, GuestsInvite: true,
			GuestsSee: true}},
		{"one of a series", `{"id":"a_20270517","recurringEventId":"a"}`, nil},
		{"nothing", `null`, nil},
		{"the same twice", `{"id":"a"},{"id":"a"}`, &calsync.Entry{ID: "a", GuestsInvite: true, GuestsSee: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want []calsync.Entry
			if c.want != nil {
				want = append(want, *c.want)
			}
			target, _ := serve(t, 200, "application/json", `{"kind":"calendar#events","items":[`+c.item+`]}`)
			got, _, err := target.List(t.Context(), "test", noon)
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(calsync.Entry{})); diff != "" || err != nil {
				t.Errorf("%v, entries (-want +got):\n%s", err, diff)
			}
		})
	}
}
