package syncrun_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// Whatever is taken from us: one finding of the run, which failed, nothing waits, and the next run goes on by itself.
func TestWhenRightsAreTakenFromUs(t *testing.T) {
	for reason, want := range map[string]problem.Code{"requiredAccessLevel": oncalendar.NoWriter,
		"accessNotConfigured": oncalendar.APIOff, "insufficientPermissions": oncalendar.Withdrawn} {
		for about, faults := range map[string][]calendartest.Fault{
			"everything": {forbidden(reason)},
			"writes": {forbidden(reason).On("PUT", ""), forbidden(reason).On("POST", ""),
				forbidden(reason).On("DELETE", "")},
			"all but the list of entries": {forbidden(reason).On("PUT", ""), forbidden(reason).On("POST", ""),
				forbidden(reason).On("DELETE", ""), forbidden(reason).On("GET", "/acl")},
		} {
			t.Run(reason+" for "+about, func(t *testing.T) {
				h := open(t)
				h.put(puts(meeting("a", 24, "anna"), meeting("b", 48, "bela"))...)
				h.run()
				h.put(append(puts(meeting("a", 25, "anna"), meeting("c", 50)), jobcal.Operation{Delete: "b"})...)
				for _, f := range faults {
					h.google.Fail(f.Always())
				}
				r := h.run()
				if r.Outcome != syncrun.Failed || r.Parked != 0 || len(r.Findings.Items) != 1 {
					t.Errorf("run: %+v", r)
				}
				h.says(r, want)
				h.google.Heal()
				if r := h.run(); r.Outcome != syncrun.Done || r.Updated+r.Deleted+r.Inserted != 3 || !r.Findings.Empty() {
					t.Errorf("next run: %+v", r)
				}
				h.idle()
				h.check("a", "anna")
			})
		}
	}
}

// actingAs has the mirror act as somebody who may do with the calendar what a role lets them.
func (h *house) actingAs(who, role string) {
	h.Helper()
	h.share(role, "user", who)
	client := h.dead.client()
	client.Transport = calendartest.As(who, client.Transport)
	var err error
	h.mirror.Calendars, err = gcal.Open(h.Context(), gcal.Config{Endpoint: "http://calendar.example/calendar/v3/",
		Client: client, Pace: gcal.Pace{PerMinute: 1e6, Burst: 1e6, Attempts: 1}})
	h.must(err)
}

// A run that has nothing to write finds out, too.
func TestAnOwnerWhoBecameAReader(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"))...)
	h.run()
	h.actingAs("kursbuch@kursbuch.example", "reader")
	r := h.run()
	h.says(r, oncalendar.NoWriter)
	if r.Outcome != syncrun.Failed || r.Parked != 0 {
		t.Errorf("run: %+v", r)
	}
	if found := h.examined(); len(found) != 1 || found[oncalendar.NoWriter] != "reader" {
		t.Errorf("examination: %v", found)
	}
}

// Who may write, but not share, goes on with the appointments.
func TestAnOwnerWhoBecameAWriter(t *testing.T) {
	h := open(t)
	h.run()
	h.actingAs("kursbuch@kursbuch.example", "writer")
	h.put(append(puts(meeting("a", 24, "anna")), person("dora", true))...)
	r := h.run()
	h.says(r, oncalendar.NotOwner)
	if r.Outcome != syncrun.Done || r.Inserted != 1 || r.Granted != 0 {
		t.Errorf("run: %+v", r)
	}
}

// share has the owner give a right by hand.
func (h *house) share(role, kind, to string) {
	h.Helper()
	_, err := h.byHand().Acl.Insert(h.id, &api.AclRule{Role: role, Scope: &api.AclRuleScope{Type: kind, Value: to}}).Do()
	h.must(err)
}

// rights are the roles of everybody but the owner.
func (h *house) rights() map[string]string {
	h.Helper()
	rules, _, err := h.mirror.Calendars.Open(calsync.CalendarID(h.id)).Rules(h.Context())
	h.must(err)
	all := map[string]string{}
	for _, r := range rules {
		if r.Role != "owner" {
			all[r.Scope+r.Mail] = r.Role
		}
	}
	return all
}

// Of persons who are off, rights to read go whoever gave them. Everything else stays, and is told.
func TestWhatIsTakenFromPersonsWhoAreOff(t *testing.T) {
	h := open(t)
	h.put(person("anna", true), person("bela", true), jobcal.Operation{DeletePerson: "cora"}, person("emil", false),
		person("fritz", false), person("gerd", false))
	h.run()
	h.share("reader", "user", mail("dora"))
	h.share("freeBusyReader", "user", mail("emil"))
	h.share("writer", "user", mail("fritz"))
	h.share("reader", "user", "fremd@anderswo.example")
	h.share("reader", "group", "alle@kursbuch.example")
	h.share("freeBusyReader", "domain", "kursbuch.example")
	h.share("reader", "domain", "anderswo.example")
	h.share("freeBusyReader", "default", "")
	r := h.run()
	if r.Revoked != 2 || r.Held != nil || r.Outcome != syncrun.Done {
		t.Errorf("run: %+v", r)
	}
	want := map[string]string{mail("anna"): "reader", mail("bela"): "reader", mail("fritz"): "writer",
		"fremd@anderswo.example": "reader", "groupalle@kursbuch.example": "reader",
		"domainkursbuch.example": "freeBusyReader", "domainanderswo.example": "reader", "default": "freeBusyReader"}
	if diff := cmp.Diff(want, h.rights()); diff != "" {
		t.Errorf("rights (-want +got):\n%s", diff)
	}
	var told []string
	for _, p := range r.Findings.Items {
		told = append(told, string(p.Code)+" "+string(p.Path)+" "+p.Arg(1))
	}
	slices.Sort(told)
	if diff := cmp.Diff([]string{"everybody-reads  freeBusyReader", "keeps-role /persons/fritz writer",
		"many-read  alle@kursbuch.example", "many-read  kursbuch.example"}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	memory, err := h.mirror.State.Recall(t.Context())
	if err != nil || len(memory.Core.Went) != 0 {
		t.Errorf("the guard counts what we did not give: %+v, %v", memory.Core.Went, err)
	}
	h.idle()
}

// Whom we let read, and somebody lowered to who is busy, goes as well, and counts.
func TestALoweredRightIsTakenToo(t *testing.T) {
	h := open(t)
	h.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{Count: 1} })
	h.run()
	h.share("freeBusyReader", "user", mail("anna"))
	h.put(person("anna", false))
	if r := h.run(); r.Revoked != 1 || len(h.rights()) != 2 {
		t.Errorf("run: %+v, %v", r, h.rights())
	}
	h.put(person("bela", false))
	if r := h.run(); r.Revoked != 0 || r.Held == nil || r.Held.Readers != 1 {
		t.Errorf("a second one within a day: %+v", r)
	}
}

// refuseRight has Google refuse the next right to read that is to be given.
func (h *house) refuseRight(status int, reason string) {
	h.google.Fail(calendartest.Fault{Status: status, Reason: reason, Count: 1}.On("POST", "/acl$"))
}

func TestARefusedRightKeepsItsReason(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		reason string
		want   problem.Code
		do     problem.Deed
	}{
		"the address is wrong":  {400, "invalid", oncalendar.BadShare, oncalendar.CorrectAddress},
		"sharing is forbidden":  {403, "forbidden", oncalendar.SharingForbidden, oncalendar.Retry},
		"Google speaks of more": {403, "cannotShareOutside", oncalendar.SharingForbidden, oncalendar.Retry},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			h.put(jobcal.Operation{DeletePerson: "bela"}, jobcal.Operation{DeletePerson: "cora"})
			h.refuseRight(c.status, c.reason)
			first := h.run()
			h.says(first, c.want)
			again := h.run()
			if diff := cmp.Diff(first.Findings.Items[0].Message(problem.German), again.Findings.Items[0].Message(
				problem.German)); diff != "" || again.Writes != 0 {
				t.Errorf("within the day (-first +again):\n%s", diff)
			}
			if p := again.Findings.Items[0]; p.Arg(3) != c.reason || p.Path != "/persons/anna" || p.Action().Do != c.do {
				t.Errorf("finding: %+v", p)
			}
			h.refuseRight(c.status, c.reason) // every day
			h.now = h.now.Add(24 * time.Hour)
			if r := h.run(); r.Writes != 1 || len(r.Findings.Items) != 1 {
				t.Errorf("the next day: %+v", r)
			}
		})
	}
}

func TestARefusedRightIsTriedAgain(t *testing.T) {
	for name, try := range map[string]func(*house) *syncrun.Report{
		"all": func(h *house) *syncrun.Report {
			return h.order(h.mirror.Run(h.Context(), syncrun.Order{Retry: syncrun.RetryAll}))
		},
		"the person": func(h *house) *syncrun.Report {
			return h.order(h.mirror.Run(h.Context(), syncrun.Order{Retry: "persons/anna"}))
		},
		"another address": func(h *house) *syncrun.Report {
			h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "anna", Name: "Anna",
				Mail: "anna.neu@kursbuch.example", Sync: true}})
			return h.run()
		},
		"off and on again": func(h *house) *syncrun.Report {
			h.put(person("anna", false))
			h.run()
			h.put(person("anna", true))
			return h.run()
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			h.put(jobcal.Operation{DeletePerson: "bela"}, jobcal.Operation{DeletePerson: "cora"})
			h.refuseRight(400, "invalid")
			h.run()
			if r := try(h); r.Granted != 1 || !r.Findings.Empty() {
				t.Errorf("run: %+v", r)
			}
			memory, err := h.mirror.State.Recall(t.Context())
			if err != nil || len(memory.Core.BadReaders)+len(memory.Core.Refusals) != 0 {
				t.Errorf("remembered: %+v, %v", memory.Core, err)
			}
			h.idle()
		})
	}
	t.Run("not because somebody else is", func(t *testing.T) {
		h := open(t)
		h.put(jobcal.Operation{DeletePerson: "bela"}, jobcal.Operation{DeletePerson: "cora"})
		h.refuseRight(400, "invalid")
		h.run()
		if r := h.order(h.mirror.Run(t.Context(), syncrun.Order{Retry: "persons/bela"})); r.Writes != 0 {
			t.Errorf("run: %+v", r)
		}
	})
}

func TestARightThatGoogleDoesNotTake(t *testing.T) {
	h := open(t)
	h.run()
	h.put(person("anna", false))
	h.google.Fail(calendartest.Fault{Status: 403, Reason: "cannotChangeAcl", Count: 1}.On("DELETE", "/acl/"))
	h.says(h.run(), oncalendar.CannotRevoke)
	r := h.run()
	h.says(r, oncalendar.CannotRevoke)
	if r.Writes != 0 {
		t.Errorf("run: %+v", r)
	}
	h.now = h.now.Add(24 * time.Hour)
	if r := h.run(); r.Revoked != 1 || !r.Findings.Empty() {
		t.Errorf("the next day: %+v", r)
	}
}

func TestANameThatGoogleDoesNotTake(t *testing.T) {
	h := open(t)
	h.run()
	h.settle(func(s *calsync.Settings) { s.MasterCalendar = "Neu" })
	h.google.Fail(calendartest.Fault{Status: 400, Reason: "invalid", Count: 1}.On("PATCH", ""))
	h.says(h.run(), oncalendar.NameRefused)
	if r := h.run(); r.Renamed != 1 {
		t.Errorf("next run: %+v", r)
	}
}

// That one person after the other is refused is no reason to think that we are.
func TestManyRefusedRightsAreToldAsOne(t *testing.T) {
	h := open(t)
	for _, id := range []string{"dora", "emil", "fritz", "gerd"} {
		h.put(person(id, true))
	}
	h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "anna", Name: "Anna Meier", Mail: mail("anna"),
		Sync: true}})
	h.google.Fail(forbidden("cannotShareOutside").On("POST", "/acl$").Always())
	r := h.run()
	h.says(r, oncalendar.SharingForbidden)
	if r.Outcome != syncrun.Done || len(r.Findings.Items) != 7 {
		t.Errorf("run: %+v", r)
	}
	r = h.run()
	h.says(r, oncalendar.SharingForbidden)
	want := "mit 7 Personen zu teilen (Anna Meier, bela, cora, …)"
	if text := r.Findings.Items[0].Message(problem.German); len(r.Findings.Items) != 1 || !strings.Contains(text, want) {
		t.Errorf("%s, want %s", text, want)
	}
}

// That a right cannot be given says nothing of whether it can be taken.
func TestARefusedRightThatIsNotWantedAnyMoreIsTaken(t *testing.T) {
	h := open(t)
	h.put(jobcal.Operation{DeletePerson: "bela"}, jobcal.Operation{DeletePerson: "cora"})
	h.refuseRight(403, "forbidden")
	h.run()
	h.share("reader", "user", mail("anna"))
	h.put(person("anna", false), person("bela", true))
	h.run() // the guard counts what we gave only
	if r := h.rights(); len(r) != 1 || r[mail("bela")] != "reader" {
		t.Errorf("rights: %v", r)
	}
}
