package syncrun_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// troubled is what goes wrong in a run that is to update a, delete d, insert n.
type troubled struct {
	name    string
	fault   calendartest.Fault
	outcome syncrun.Outcome
	finding problem.Code // empty: nothing to say
	parked  int
}

const never = 0

var troubles = []troubled{
	{"credentials are not valid any more", calendartest.InvalidCredentials().Always(), syncrun.Failed,
		oncalendar.NotAuthorised,
		never},
	{"credentials end in the middle", calendartest.InvalidCredentials().On("PUT", "").Always(), syncrun.Partial,
		oncalendar.NotAuthorised, never},
	{"we may read only", forbidden("requiredAccessLevel").On("PUT", "").Always(), syncrun.Partial, oncalendar.NoWriter,
		never},
	{"one entry is forbidden", forbidden("forbidden").On("PUT", "").Always(), syncrun.Done, oncalendar.NotAuthorised, 1},
	{"a service account invites", calendartest.ForbiddenForServiceAccounts().On("PUT", "").Always(), syncrun.Partial,
		oncalendar.NotDelegated, never},
	{"the entry is another calendar's", calendartest.ForbiddenForNonOrganizer().On("PUT", "").Always(), syncrun.Done,
		oncalendar.NotOrganizer, 1},
	{"too fast for a moment", calendartest.RateLimited().On("PUT", ""), syncrun.Done, "", never},
	{"too fast", calendartest.RateLimited().On("PUT", "").Always(), syncrun.Partial, oncalendar.RateLimited, never},
	{"too fast for the user", calendartest.UserRateLimited().On("PUT", "").Always(), syncrun.Partial,
		oncalendar.RateLimited,
		never},
	{"429 for a moment", calendartest.TooManyRequests(0).On("PUT", ""), syncrun.Done, "", never},
	{"429", calendartest.TooManyRequests(0).On("PUT", "").Always(), syncrun.Partial, oncalendar.RateLimited, never},
	{"429 for longer than anybody waits", calendartest.TooManyRequests(time.Hour).On("PUT", "").Always(), syncrun.Partial,
		oncalendar.RateLimited, never},
	{"the day's quota is spent", forbidden("dailyLimitExceeded").On("PUT", "").Always(), syncrun.Partial,
		oncalendar.RateLimited, never},
	{"the calendar is gone", calendartest.NotFound().On("", "").Always(), syncrun.Failed, oncalendar.CalendarGone, never},
	{"404 for an entry", calendartest.NotFound().On("PUT", ""), syncrun.Done, "", never},
	{"410 for an entry", calendartest.Deleted().On("PUT", ""), syncrun.Done, "", never},
	{"404 for what is to be deleted", calendartest.NotFound().On("DELETE", "").Afterwards(), syncrun.Done, "", never},
	{"410 for what is to be deleted", calendartest.Deleted().On("DELETE", "").Afterwards(), syncrun.Done, "", never},
	{"412 once", calendartest.ConditionNotMet().On("PUT", ""), syncrun.Done, "", never},
	{"412 once for a deletion", calendartest.ConditionNotMet().On("DELETE", ""), syncrun.Done, "", never},
	{"412 for ever", calendartest.ConditionNotMet().On("PUT", "").Always(), syncrun.Partial, oncalendar.EditedAgain,
		never},
	{"400", calendartest.Fault{Status: 400, Reason: "invalid", Count: -1}.On("PUT", ""), syncrun.Done, oncalendar.Refused,
		1},
	{"500 once", calendartest.BackendError().On("PUT", ""), syncrun.Done, "", never},
	{"500 once, but done", calendartest.BackendError().On("PUT", "").Afterwards(), syncrun.Done, "", never},
	{"500", calendartest.BackendError().On("PUT", "").Always(), syncrun.Partial, oncalendar.Unreachable, never},
	{"503 for everything", calendartest.Unavailable().Always(), syncrun.Failed, oncalendar.Unreachable, never},
	{"503 for writes", calendartest.Unavailable().On("POST", "").Always(), syncrun.Partial, oncalendar.Unreachable, never},
	{"an update is dropped", calendartest.Dropped().On("PUT", ""), syncrun.Done, "", never},
	{"an update is done, the answer dropped", calendartest.Dropped().On("PUT", "").Afterwards(), syncrun.Done, "", never},
	{"an insertion is dropped", calendartest.Dropped().On("POST", ""), syncrun.Done, "", never},
	{"an insertion is done, the answer dropped", calendartest.Dropped().On("POST", "").Afterwards(), syncrun.Done, "",
		never},
	{"a deletion is dropped", calendartest.Dropped().On("DELETE", ""), syncrun.Done, "", never},
	{"a deletion is done, the answer dropped", calendartest.Dropped().On("DELETE", "").Afterwards(), syncrun.Done, "",
		never},
	{"an empty page", calendartest.EmptyPage().On("GET", ""), syncrun.Done, "", never},
	{"deleted ones are listed", calendartest.DeletedListed().On("GET", "").Always(), syncrun.Done, "", never},
	{"filters are ignored", calendartest.FiltersIgnored().On("GET", "").Always(), syncrun.Done, "", never},
	{"If-Match is ignored", calendartest.IfMatchIgnored().Always(), syncrun.Done, "", never},
	{"a description is cut", calendartest.DescriptionCut(10).On("PUT", ""), syncrun.Done, "", never},
	{"rights cannot be read", calendartest.NotFound().On("GET", "/acl").Always(), syncrun.Done, oncalendar.Unreachable,
		never},
}

func forbidden(reason string) calendartest.Fault {
	return calendartest.Fault{Status: 403, Reason: reason, Count: 1}
}

// What a run does when something goes wrong, what it says, that the next ones do what is left.
func TestTroubles(t *testing.T) {
	for _, test := range troubles {
		t.Run(test.name, func(t *testing.T) {
			h := open(t)
			described := meeting("a", 24, "anna")
			described.Description = "Bitte Noten mitbringen, und Bleistifte."
			h.put(puts(described, meeting("d", 72, "bela"))...)
			h.run()
			described.Location = "Saal"
			h.put(append(puts(described, meeting("n", 30, "cora")), jobcal.Operation{Delete: "d"})...)
			h.google.Fail(test.fault)
			r := h.run()
			if r.Outcome != test.outcome || r.Parked != test.parked {
				t.Errorf("outcome %s, %d parked; want %s, %d: %+v", r.Outcome, r.Parked, test.outcome, test.parked, r)
			}
			h.says(r, test.finding)
			if test.parked > 0 { // nobody asks again at once
				if again := h.run(); again.Writes != 0 || again.Parked != test.parked {
					t.Errorf("run while it waits: %+v", again)
				}
			}
			h.google.Heal()
			h.now = h.now.Add(time.Hour)
			if r := h.run(); r.Outcome != syncrun.Done || r.Parked != 0 {
				t.Errorf("next run: %+v", r)
			}
			h.idle()
			h.check("a", "anna")
			h.check("n", "cora")
			if n := len(h.ours()); n != 2 {
				t.Errorf("%d entries", n)
			}
		})
	}
}

var advice = regexp.MustCompile(`Bitte|bitte|zu tun ist nichts|nächste Lauf|wird es noch einmal versucht`)

// says checks that a report has one kind of finding, which tells what to do.
// Kursbuch cannot reach into the other calendar, nor see which one it is.
func TestAnEntryThatWasGivenAwayIsTold(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"), meeting("b", 48, "anna"))...)
	h.run()
	h.must(h.google.Answer(h.id, entry("a"), accepted("anna")))
	h.run()
	owner := calendartest.Service(t, h.google.Calendar, "")
	other, err := owner.Calendars.Insert(&api.Calendar{Summary: "Andere"}).Do()
	h.must(err)
	_, err = owner.Events.Move(h.id, entry("a"), other.Id).Do()
	h.must(err)
	h.must(h.google.DeleteByHand(h.id, entry("b"))) // of which there is nothing to tell
	r := h.run()
	h.says(r, oncalendar.GivenAway)
	if r.Outcome != syncrun.Done || r.Findings.Items[0].Path != "/job/a" || len(h.ours()) != 2 ||
		h.find("a").answer("anna") != "accepted" {
		t.Errorf("run: %+v", r)
	}
	if n := len(h.google.Sees(mail("anna"))); n != 3 {
		t.Errorf("anna has %d, want one of them twice", n)
	}
	h.idle()
	h.must(owner.Events.Delete(other.Id, entry("a")).Do()) // as was advised
	h.idle()
	if n := len(h.google.Sees(mail("anna"))); n != 2 {
		t.Errorf("anna has %d", n)
	}
}

// The appointment goes, but what was moved stays with its guests.
func TestAnEntryThatWasGivenAwayAndGoesIsTold(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"), meeting("b", 48, "anna"), meeting("c", 72))...)
	h.run()
	owner := calendartest.Service(t, h.google.Calendar, "")
	other, err := owner.Calendars.Insert(&api.Calendar{Summary: "Andere"}).Do()
	h.must(err)
	_, err = owner.Events.Move(h.id, entry("a"), other.Id).Do()
	h.must(err)
	h.must(h.google.DeleteByHand(h.id, entry("b"))) // of which there is nothing to tell
	h.put(jobcal.Operation{Delete: "a"}, jobcal.Operation{Delete: "b"})
	r := h.run()
	h.says(r, oncalendar.GivenAway)
	if want := []string{"Termin a"}; r.Outcome != syncrun.Done || len(r.Findings.Items) != 1 ||
		!slices.Equal(r.Findings.Items[0].Args, want) || r.Deleted != 2 {
		t.Errorf("run: %+v", r)
	}
	h.idle()
}

func (h *house) says(r *syncrun.Report, code problem.Code) {
	h.Helper()
	var codes []problem.Code
	for i, p := range r.Findings.Items {
		codes = append(codes, p.Code)
		if text := problem.Show(r.Findings.Items, problem.German)[i].Message; !advice.MatchString(text) {
			h.Errorf("%s does not say what to do: %s", p.Code, text)
		}
	}
	codes = slices.Compact(codes)
	if want := []problem.Code{code}; code == "" && len(codes) > 0 || code != "" && !slices.Equal(codes, want) {
		h.Errorf("findings %v, want %q", codes, code)
	}
}

func TestAForeignEntryWithOurIDStaysAsItIs(t *testing.T) {
	h := open(t)
	foreign := &api.Event{
		Id: entry("a"), Summary: "Fremd", Start: &api.EventDateTime{Date: "2027-03-05"},
		End: &api.EventDateTime{Date: "2027-03-06"},
	}
	if _, err := h.google.AddByHand(h.id, foreign); err != nil {
		t.Fatal(err)
	}
	before := h.byID()[entry("a")]
	h.put(puts(meeting("a", 24, "anna"))...)
	if r := h.run(); r.Inserted != 1 || r.Outcome != syncrun.Done {
		t.Errorf("run: %+v", r)
	}
	h.check("a", "anna")
	if diff := cmp.Diff(before.Event, h.byID()[entry("a")].Event); diff != "" {
		t.Errorf("foreign entry (-want +got):\n%s", diff)
	}
	h.idle()
}

func TestWhatCannotBeRevivedIsMadeAnew(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"))...)
	h.run()
	h.must(h.google.Answer(h.id, entry("a"), accepted("anna")))
	h.run()
	h.must(h.google.DeleteByHand(h.id, entry("a")))
	h.google.Fail(forbidden("forbidden").On("PUT", "").Always())
	if r := h.run(); r.Inserted != 1 || r.Outcome != syncrun.Done {
		t.Errorf("run: %+v", r)
	}
	h.google.Heal()
	h.idle()
	h.check("a", "anna")
	if e := h.find("a"); e.Id == entry("a") || e.answer("anna") != "accepted" {
		t.Errorf("entry: %+v", e)
	}
}

// What Google refuses waits, longer each time, for up to a day; then for what may pass by itself less.
func TestWaitingGrows(t *testing.T) {
	tests := map[string]struct {
		fault calendartest.Fault
		waits []time.Duration
	}{
		"refused": {calendartest.ForbiddenForNonOrganizer(), []time.Duration{1 * time.Hour, 2 * time.Hour, 4 * time.Hour,
			8 * time.Hour, 16 * time.Hour, 24 * time.Hour, 24 * time.Hour}},
		"out of work": {calendartest.BackendError(),
			[]time.Duration{0, 0, 10 * time.Minute, 20 * time.Minute, 40 * time.Minute}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			h.put(puts(meeting("a", 30*24, "anna"))...)
			h.google.Fail(test.fault.On("POST", "/events").Always())
			for n, wait := range test.waits {
				h.google.Reset()
				if r := h.run(); r.Writes == 0 {
					t.Fatalf("attempt %d: %+v", n+1, r)
				}
				if wait == 0 {
					continue
				}
				h.now = h.now.Add(wait - time.Second)
				if r := h.run(); r.Writes > 0 || r.Parked != 1 || len(r.Findings.Items) != 1 {
					t.Errorf("before %s after attempt %d: %+v", wait, n+1, r)
				}
				h.now = h.now.Add(time.Second)
			}
		})
	}
}

func TestFiveBadAppointmentsDoNotStopTheOthers(t *testing.T) {
	h := open(t)
	var drafts []jobcal.Draft
	for _, id := range []string{"p", "q", "r", "s", "t", "u", "v"} {
		drafts = append(drafts, meeting(id, 24))
	}
	h.put(puts(append(drafts, meeting("z", 48))...)...)
	h.google.Fail(calendartest.Fault{Status: 400, Reason: "invalid", Count: len(drafts)}.On("POST", "/events$"))
	if r := h.run(); r.Parked != len(drafts) || r.Inserted != 1 || r.Outcome != syncrun.Done ||
		len(r.Findings.Items) != len(drafts) {
		t.Errorf("run: %+v", r)
	}
}

func TestNobodyFightsForEver(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24*30, "anna"))...)
	h.run()
	for n := range 5 {
		h.must(h.google.RenameByHand(h.id, entry("a"), "Quatsch"))
		if r := h.run(); r.Updated != 1 || r.Healed["title"] != 1 || r.Mails != 0 || (len(r.Findings.Items) > 0) != (n == 4) {
			t.Errorf("run %d: %+v", n, r)
		}
	}
	h.must(h.google.RenameByHand(h.id, entry("a"), "Quatsch"))
	r := h.run()
	if r.Writes != 0 || r.Parked != 1 {
		t.Errorf("then it waits: %+v", r)
	}
	h.says(r, oncalendar.NeverTheSame)
	changed := meeting("a", 24*30, "anna")
	changed.Location = "Saal"
	h.put(puts(changed)...)
	if r := h.run(); r.Updated != 1 || r.Parked != 0 {
		t.Errorf("unless the appointment changes: %+v", r)
	}
}
