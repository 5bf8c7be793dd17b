package syncrun_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// speller is a Google that keeps another mail address of guests than was written. Two of the same are one guest to it.
type speller struct {
	http.RoundTripper
	spells func(string) string
	rights bool // whether it does so with rights, too
}

// RoundTrip implements http.RoundTripper.
func (s speller) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil && strings.Contains(r.URL.Path, "/events") {
		r = r.Clone(r.Context())
		rewriteBody(&r.Body, &r.ContentLength, s.kept)
	}
	if s.rights && r.Body != nil && strings.HasSuffix(r.URL.Path, "/acl") {
		r = r.Clone(r.Context())
		rewriteBody(&r.Body, &r.ContentLength, func(rule map[string]any) {
			scope := rule["scope"].(map[string]any)
			if mail := s.spells(scope["value"].(string)); mail != "" {
				scope["value"] = mail
			}
		})
	}
	return s.RoundTripper.RoundTrip(r)
}

// kept is what it keeps of an entry.
func (s speller) kept(e map[string]any) {
	guests, _ := e["attendees"].([]any)
	kept, known := []any{}, map[string]bool{}
	for _, g := range guests {
		guest := g.(map[string]any)
		mail := s.spells(guest["email"].(string))
		if mail != "" && !known[mail] {
			guest["email"], known[mail] = mail, true
			kept = append(kept, guest)
		}
	}
	e["attendees"] = kept
}

// elsewhere is how a Google spells guests to which the domain of the house is an alias of another one.
func elsewhere(mail string) string {
	return strings.Replace(mail, "@kursbuch.example", "@haus.example", 1)
}

func home(mail string) string { return strings.Replace(mail, "@haus.example", "@kursbuch.example", 1) }

// spelled is the mail address that Google knows somebody by.
func (h *house) spelled(mail string) string {
	if h.spells == nil {
		return mail
	}
	return h.spells(mail)
}

// oddly are ways in which Google spells Anna, who is an.na@gmail.com to us, and Bela, bela@kursbuch.example.
var oddly = map[string]func(string) string{
	"Gmail without dots":       jobcal.Mailbox,
	"the alias of a domain":    elsewhere,
	"both":                     func(mail string) string { return elsewhere(jobcal.Mailbox(mail)) },
	"one was renamed":          renamed,
	"one was renamed, of many": func(mail string) string { return elsewhere(renamed(mail)) },
	"not at all otherwise":     func(mail string) string { return mail },
}

func renamed(mail string) string { return strings.Replace(mail, "an.na@gmail.com", "neu@a.example", 1) }

// openOdd is a house with a Google that spells guests in another way.
func openOdd(t *testing.T, spells func(string) string) *house {
	h := open(t)
	h.spells = spells
	h.restart()
	h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "anna", Name: "Anna", Mail: "an.na@gmail.com",
		Sync: true}})
	return h
}

// saysOf is what Google has as the answer of a guest whom we write with this address.
func (h *house) saysOf(mail string) string {
	h.Helper()
	answer, there := h.find("far").seen().Guests[home(h.spelled(mail))]
	if !there {
		return "not invited"
	}
	return answer
}

// reason is why the appointment is, or is not, in Anna's calendar.
func (h *house) reason() calsync.Reason {
	h.Helper()
	list, err := h.mirror.Explain(h.Context(), "anna")
	h.must(err)
	return list[0].Reason
}

const mailOfAnna, mailOfBela = "an.na@gmail.com", "bela@kursbuch.example"

// steps are what happens one after the other to an appointment that Anna said yes to, with what Google has then as the
// answers of Anna and Bela.
var steps = []struct {
	what        string
	edit        func(*house)
	anna, belas string
}{
	{"another title", draft(func(d *jobcal.Draft) { d.Title = "Sitzung" }), yes, ask},
	{"another time", draft(later), ask, ask},
	{"undone", far, yes, ask},
	{"without Anna", draft(func(d *jobcal.Draft) { d.Persons = []jobcal.PersonID{"bela"} }), "not invited", ask},
	{"with her again", far, yes, ask},
	{"renamed by hand", rename, yes, ask},
	{"deleted by hand", func(h *house) { h.must(h.google.DeleteByHand(h.id, entry("far"))) }, yes, ask},
	{"somebody added by hand", func(h *house) {
		h.must(h.google.InviteByHand(h.id, entry("far"), "an.na@anderswo.example"))
	}, yes, ask},
	{"somebody else in her place", func(h *house) {
		h.must(h.google.UninviteByHand(h.id, entry("far"), h.spells(mailOfAnna)))
		h.must(h.google.InviteByHand(h.id, entry("far"), "fremd@anderswo.example"))
	}, yes, ask},
	{"answered and deleted before any run", func(h *house) {
		h.must(h.google.Answer(h.id, entry("far"), calendar.Answer{Mail: h.spells(mailOfAnna), Response: no}))
		h.must(h.google.DeleteByHand(h.id, entry("far")))
	}, no, ask},
	{"refused for once as it was changed", func(h *house) {
		h.put(puts(titled(meeting("far", 30*24, "anna", "bela"), "Sitzung"))...)
		h.google.Fail(calendartest.ConditionNotMet().On("PUT", ""))
	}, no, ask},
}

const yes, no, ask = calendar.Accepted, calendar.Declined, calendar.NeedsAction

func TestGuestsAreWhoGoogleSaysTheyAre(t *testing.T) {
	for name, spells := range oddly {
		t.Run(name, func(t *testing.T) {
			h := openOdd(t, spells)
			far(h)
			h.run()
			h.quiet()
			if got := h.reason(); got != calsync.Invited {
				t.Errorf("why: %s", got)
			}
			h.must(h.google.Answer(h.id, entry("far"), calendar.Answer{Mail: spells(mailOfAnna), Response: yes}))
			h.quiet()
			given, err := syncrun.Answers{State: h.mirror.State}.Answers(t.Context(), "far")
			h.must(err)
			if len(given[mailOfAnna]) != 1 || given[mailOfAnna][0].Answer != yes {
				t.Errorf("answers: %v", given)
			}
			for _, step := range steps {
				step.edit(h)
				if r := h.run(); r.Inserted+r.Updated != 1 || len(r.Findings.Items) > 0 {
					t.Errorf("%s: %d inserted, %d updated, %v", step.what, r.Inserted, r.Updated, r.Findings.Items)
				}
				got := [2]string{h.saysOf(mailOfAnna), h.saysOf(mailOfBela)}
				if diff := cmp.Diff([2]string{step.anna, step.belas}, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", step.what, diff)
				}
				h.quiet()
			}
			if len(h.find("far").Attendees) != 2 {
				t.Errorf("guests: %v", h.find("far").seen().Guests)
			}
		})
	}
}

// A run that dies before it hears how Google spells somebody leaves that to the next one, which writes once more.
func TestSpellingsAreFoundOutAfterACrash(t *testing.T) {
	for calls := 1; calls <= 12; calls++ {
		h := openOdd(t, elsewhere)
		far(h)
		h.dead.cut(calls)
		_, _ = h.mirror.Run(t.Context(), syncrun.Order{}) // it may live
		h.restart()
		h.now = h.now.Add(time.Hour)
		h.run()
		h.quiet()
		if got := h.reason(); got != calsync.Invited {
			t.Errorf("after %d calls: %s", calls, got)
		}
	}
}

// Two who share a mailbox are one guest, with one answer. Planners are told.
func TestTwoWhoShareAMailbox(t *testing.T) {
	for _, second := range []string{"anna@gmail.com", "an.na+bela@googlemail.com"} {
		h := openOdd(t, jobcal.Mailbox)
		bela := jobcal.Person{ID: "bela", ShortName: "bela", Name: "Bela", Mail: second, Sync: true}
		h.put(jobcal.Operation{PutPerson: &bela})
		far(h)
		h.says(h.run(), oncalendar.SameMailbox)
		h.must(h.google.Answer(h.id, entry("far"), calendar.Answer{Mail: "anna@gmail.com", Response: calendar.Accepted}))
		h.quiet()
		h.must(h.google.RenameByHand(h.id, entry("far"), "Quatsch"))
		h.run()
		h.quiet()
		given, err := syncrun.Answers{State: h.mirror.State}.Answers(t.Context(), "far")
		h.must(err)
		if len(given["an.na@gmail.com"]) != 1 || len(given[second]) != 1 || h.saysOf(second) != calendar.Accepted {
			t.Errorf("%s: %v, %s", second, given, h.saysOf(second))
		}
	}
}

// Of whom nobody can tell who they are to Google, and whom Google left out, planners are told so: a run that writes
// nothing is not said to invite anybody.
func TestWhoIsNotInTheEntryAsGoogleHasIt(t *testing.T) {
	for name, spells := range map[string]func(string) string{
		"two renamed": func(mail string) string {
			return map[string]string{"an.na@gmail.com": "x@a.example", mailOfBela: "y@a.example"}[mail]
		},
		"left out": func(mail string) string { return strings.Replace(mail, "an.na@gmail.com", "", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			h := openOdd(t, spells)
			far(h)
			h.run()
			r := h.run()
			h.says(r, oncalendar.GuestUnlisted)
			if got := h.reason(); got != calsync.IsUnlisted || r.Writes != 0 {
				t.Errorf("%s, %d writes", got, r.Writes)
			}
		})
	}
}

// Who is written with the address that Google has used all along has answered already.
func TestWhoseAddressIsCorrectedHasAnswered(t *testing.T) {
	h := openOdd(t, jobcal.Mailbox)
	far(h)
	h.run()
	h.must(h.google.Answer(h.id, entry("far"), calendar.Answer{Mail: "anna@gmail.com", Response: yes}))
	h.run()
	h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "anna", Name: "Anna", Mail: "anna@gmail.com",
		Sync: true}})
	h.run()
	if got := h.saysOf("anna@gmail.com"); got != yes {
		t.Errorf("answer: %s", got)
	}
	if r := h.run(); r.Granted+r.Revoked != 0 || h.rights()["anna@gmail.com"] != "reader" {
		t.Errorf("the right is the same: %+v, %v", r, h.rights())
	}
	h.quiet()
}
