package syncrun_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/syncrun"
)

// gives is a house whose Google spells Anna in another way, once she was invited and may read.
func gives(t *testing.T, spells func(string) string) *house {
	h := openOdd(t, spells)
	h.put(puts(meeting("far", 48, "anna", "bela"))...)
	h.run()
	return h
}

func anna(sync bool) jobcal.Operation {
	return jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "anna", Name: "Anna", Mail: mailOfAnna,
		Sync: sync}}
}

// A right under another spelling is the right: it is not given again and again, and it can be taken.
func TestRightsAreOfWhomGoogleSaysTheyAre(t *testing.T) {
	for about, spells := range oddly {
		t.Run(about, func(t *testing.T) {
			h := gives(t, spells)
			if h.rights()[spells(mailOfAnna)] != "reader" {
				t.Fatalf("rights: %v", h.rights())
			}
			if r := h.run(); r.Granted != 0 || r.Writes != 0 {
				t.Errorf("given again: %+v", r)
			}
			h.calm()
			h.put(anna(false))
			if r := h.run(); r.Revoked != 1 || r.Held != nil {
				t.Errorf("taken: %+v", r)
			}
			if role := h.rights()[spells(mailOfAnna)]; role != "" {
				t.Errorf("she still is a %s", role)
			}
			h.calm()
		})
	}
}

// Of two with one mailbox, the one who is off does not take the right from the other.
func TestOfTwoWithOneMailboxOneMayRead(t *testing.T) {
	h := gives(t, jobcal.Mailbox)
	h.put(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna2", ShortName: "anna2", Name: "Anna 2",
		Mail: "anna@gmail.com"}})
	for range 2 {
		if r := h.run(); r.Granted+r.Revoked != 0 {
			t.Errorf("run: %+v", r)
		}
	}
	if h.rights()["anna@gmail.com"] != "reader" {
		t.Errorf("rights: %v", h.rights())
	}
}

func TestAnUninstallTakesRightsOfAnySpelling(t *testing.T) {
	h := gives(t, oddly["both"])
	r := h.order(h.mirror.Uninstall(t.Context(), boss))
	if r.Outcome != syncrun.Done || len(h.rights()) != 0 {
		t.Errorf("uninstall: %+v, %v", r, h.rights())
	}
}

// compareReaders checks who may read the calendar: those who want to be invited, the owner, nobody else.
func (m *machine) compareReaders() {
	book, err := m.store.JobCalendar().Find(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	want, is := []string{}, []string{}
	for _, p := range book.Persons {
		if p.Sync {
			want = append(want, p.Mail)
		}
	}
	rules, _, err := m.mirror.Calendars.Open(calsync.CalendarID(m.id)).Rules(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	for _, rule := range rules {
		if rule.Role == "reader" {
			is = append(is, rule.Mail)
		}
	}
	slices.Sort(want)
	slices.Sort(is)
	if diff := cmp.Diff(want, is); diff != "" {
		m.Errorf("readers (-want +got):\n%s", diff)
	}
}
