package calsync

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// inviting is an entry with guests of these addresses, separated by blanks.
func inviting(mails string) Entry {
	e := at(0, "")
	e.Guests = nil
	for mail := range strings.FieldsSeq(mails) {
		e.Guests = append(e.Guests, Guest{Mail: mail})
	}
	e.Guests = byMail(e.Guests)
	return e
}

// The rows of the table at the top of spelling.go.
func TestHowGoogleSpellsGuests(t *testing.T) {
	type spelled = map[string]string
	for about, c := range map[string]struct {
		written, stored string
		before          spelled
		want            spelled
	}{
		"as they were written": {"anna@a.example ben@a.example", "ben@a.example anna@a.example", nil, nil},
		"Gmail without dots": {"an.na@gmail.com", "anna@gmail.com", nil,
			spelled{"an.na@gmail.com": "anna@gmail.com"}},
		"Gmail of former days": {"anna@googlemail.com", "anna@gmail.com", nil,
			spelled{"anna@googlemail.com": "anna@gmail.com"}},
		"Gmail without what follows a plus": {"anna+kurs@gmail.com", "anna@gmail.com", nil,
			spelled{"anna+kurs@gmail.com": "anna@gmail.com"}},
		"two who share a mailbox": {"an.na@gmail.com anna+ben@gmail.com", "anna@gmail.com", nil,
			spelled{"an.na@gmail.com": "anna@gmail.com", "anna+ben@gmail.com": "anna@gmail.com"}},
		"two who share a mailbox, one spelled so": {"an.na@gmail.com anna@gmail.com", "anna@gmail.com", nil,
			spelled{"an.na@gmail.com": "anna@gmail.com", "anna@gmail.com": "anna@gmail.com"}},
		"dots elsewhere make a difference": {"an.na@a.example anna@a.example", "an.na@a.example", nil, nil},
		"the alias of a domain": {"anna@alias.example ben@alias.example", "anna@a.example ben@a.example", nil,
			spelled{"anna@alias.example": "anna@a.example", "ben@alias.example": "ben@a.example"}},
		"the alias of a domain, two of that name": {"anna@a.example anna@b.example", "anna@c.example anna@d.example", nil,
			nil},
		"a plus elsewhere, among others": {"anna+kurs@a.example ben@alias.example", "anna@a.example ben@a.example", nil,
			spelled{"anna+kurs@a.example": "anna@a.example", "ben@alias.example": "ben@a.example"}},
		"somebody was renamed": {"anna.alt@a.example ben@a.example", "anna.neu@a.example ben@a.example", nil,
			spelled{"anna.alt@a.example": "anna.neu@a.example"}},
		"one renamed, one with an alias": {"anna.alt@a.example ben@alias.example", "anna.neu@a.example ben@a.example", nil,
			spelled{"anna.alt@a.example": "anna.neu@a.example", "ben@alias.example": "ben@a.example"}},
		"two renamed at once": {"anna.alt@a.example ben.alt@a.example", "anna.neu@a.example ben.neu@a.example", nil, nil},
		"two renamed one after the other": {"anna.alt@a.example ben.alt@a.example", "anna.neu@a.example ben.neu@a.example",
			spelled{"anna.alt@a.example": "anna.neu@a.example"},
			spelled{"anna.alt@a.example": "anna.neu@a.example", "ben.alt@a.example": "ben.neu@a.example"}},
		"somebody is left out":        {"anna@a.example ben@a.example", "ben@a.example", nil, nil},
		"one left out, one renamed":   {"anna.alt@a.example ben.alt@a.example", "anna.neu@a.example", nil, nil},
		"nobody is spelled otherwise": {"anna@a.example", "anna@a.example", spelled{"anna@a.example": "x@a.example"}, nil},
	} {
		t.Run(about, func(t *testing.T) {
			written, stored := inviting(c.written), inviting(c.stored)
			r := Record{Spelled: c.before}.Written(Call{Verb: Update, Entry: written}, stored, Entry{}, time.Time{})
			if diff := cmp.Diff(c.want, r.Spelled, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("spelled (-want +got):\n%s", diff)
			}
			unclear := len(newcomers(stored, written)) > len(c.want)
			if diff := cmp.Diff(written.mails(), r.Echo.mails()); (diff == "") == unclear && len(c.want) > 0 {
				t.Errorf("the guests of the entry (-want +got):\n%s", diff)
			}
		})
	}
}

// What is read comes with the addresses that we write. Who was added by hand stays who they are.
func TestEntriesAreReadAsWeSpellGuests(t *testing.T) {
	r := Record{Spelled: map[string]string{"an.na@gmail.com": "anna@gmail.com", "anna@gmail.com": "anna@gmail.com",
		"ben@alias.example": "ben@a.example"}}
	read := inviting("anna@gmail.com ben@a.example fremd@a.example")
	read.Guests[0].Answer = "accepted"
	want := []Guest{{Mail: "an.na@gmail.com", Answer: "accepted"}, {Mail: "anna@gmail.com", Answer: "accepted"},
		{Mail: "ben@alias.example"}, {Mail: "fremd@a.example"}}
	if diff := cmp.Diff(want, r.Spelt(read).Guests); diff != "" {
		t.Errorf("guests (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(read, (Record{}).Spelt(read)); diff != "" {
		t.Errorf("of whom nothing is known (-want +got):\n%s", diff)
	}
}

// What former releases remember of an entry has the guests as Google spells them.
func TestOldRecordsTellHowGoogleSpellsGuests(t *testing.T) {
	s := crowded(1).written()
	const ours, theirs = "p0@kursbuch.example", "p0@alias.example"
	key := JobCalendar.Key("a0")
	record := s.Memory.Records[key]
	record.Echo.Guests = append([]Guest{}, record.Echo.Guests...)
	record.Echo.Guests[0].Mail = theirs
	record.Answers = map[string]string{theirs: "accepted"}
	s.Memory.Records[key] = record
	s.Entries[0].Guests[0] = Guest{Mail: theirs, Answer: "accepted"}
	plan := s.Plan()
	got := plan.Records[key]
	if got == nil || len(plan.Calls) > 0 || got.Spelled[ours] != theirs || !got.Echo.has(ours) ||
		len(got.Given[ours]) != 1 || len(plan.Unlisted) > 0 {
		t.Fatalf("%+v, calls %+v", got, plan.Calls)
	}
	s.Memory.Records[key] = *got
	if plan := s.Plan(); len(plan.Calls) > 0 || len(plan.Records) > 0 {
		t.Errorf("once more: %+v", plan)
	}
}
