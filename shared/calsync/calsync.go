// Package calsync says what a Google calendar should be, as the mirror of the appointments, one way.
//
// The appointments lead. A [Situation] is everything that was read: the sources, the memory, the entries of the
// calendar. Its [Plan] is everything that is to be done about it, as data: the calls in their order, what to remember,
// what the guard holds back, why somebody is not invited. Nothing here has an effect or asks a clock; package syncrun
// reads, carries out, remembers. Whatever happens to a run, the next one finds out where things stand and goes on:
//
//	entries have IDs made of the appointment's         | making one twice makes one
//	they carry a mark                                  | what is not ours is never touched
//	the memory holds what Google answered, not what    | what Google stores otherwise is not written again and again
//	we sent                                            |
//	writes say which version they replace              | an answer given meanwhile is not lost
//	answers of guests are remembered, sent along       | Google would forget them
//	guests are told apart by Google's answers to us    | it may spell their addresses in another way
//	too many deletions wait for somebody to approve    | an empty source does not empty calendars
//
// Whatever happens to the invitation of a guest, the answer survives for as long as the appointment is when it was
// given for: fewer days ahead and more again, the person's sync off and on, the person taken out of the
// appointment and put in again, another title, text, room, the entry edited or deleted by hand. Who is to come at
// another time is asked again, as is everybody once the appointment was deleted or cancelled and comes back; file
// answer.go has the table. What a run cannot see: an answer that was given and taken out by hand, with its guest,
// since the run before; whether who is there again without an answer was asked once more by hand, which counts;
// that an appointment was deleted and made anew at the same time between two runs, which looks like another title.
package calsync

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/problem"
)

// CalendarID identifies a calendar in Google, for ever; its name is only a label.
type CalendarID string

// Verb is what a call does.
type Verb string

// The verbs, in the order in which a run makes their calls: what takes something away comes first.
const (
	Revoke Verb = "revoke" // the right to read
	Delete Verb = "delete"
	Update Verb = "update" // the whole entry, if it is still as it was read
	Insert Verb = "insert"
	Grant  Verb = "grant"  // the right to read
	Rename Verb = "rename" // the calendar
)

// Notify is whom Google mails about a write.
type Notify string

// Whom Google mails: nobody, guests who do not use Google Calendar, all guests. Google does not always keep to it.
const (
	NotifyNone     Notify = "none"
	NotifyExternal Notify = "external"
	NotifyAll      Notify = "all"
)

// Rule is a right to use the calendar.
type Rule struct {
	// Scope is whose right it is: a single person's, if empty, else that of a group, a domain, or everybody ("default").
	Scope string `json:"scope,omitempty"`
	Mail  string `json:"mail"` // in small letters; of a domain its name, of everybody empty
	Role  string `json:"role"` // none, freeBusyReader, reader, writer, owner …
}

// Call is a call to Google that a run is to make.
type Call struct {
	Verb Verb `json:"verb"`
	Key  Key  `json:"key,omitempty"` // of the appointment; empty: the call is about the calendar
	// Entry is what to write, or the entry to delete. Its ETag is of what was read: if Google has another one by now, it
	// does nothing but say so. Empty: no condition.
	Entry Entry `json:"entry,omitzero"`
	// Mail is whose right to read is granted or revoked.
	Mail string `json:"mail,omitempty"`
	// Spelled is the address that Google has the right under that is revoked, if it is another one than Mail.
	Spelled string `json:"spelled,omitempty"`
	// Name is what the calendar is to be called.
	Name   string `json:"name,omitempty"`
	Notify Notify `json:"notify,omitempty"`
	// Changes say what is different from what Google has, in the order of the fields; nothing for a new entry.
	Changes []Change `json:"changes,omitempty"`
	// Recedes is whether the entry goes only because fewer days ahead are mirrored: nobody is mailed.
	Recedes bool `json:"left,omitzero"`
	// Heals is whether the appointment is as it was written last: somebody else changed the entry.
	Heals bool `json:"heals,omitzero"`
	// Invited and Removed are the mail addresses of guests who come and go, ascending.
	Invited []string `json:"invited,omitempty"`
	Removed []string `json:"removed,omitempty"`
	// Outside is how many of those invited count against the budget.
	Outside int `json:"outside,omitzero"`
	// Mails is how many mails Google sends for it, if it keeps to what it is told.
	Mails int `json:"mails,omitzero"`
	// Unapproved is what goes by it that nobody approved: it counts for a day.
	Unapproved Went `json:"unapproved,omitzero"`
	// Wish is the hash of what the appointment wants, with the guests for whom the budget has no place yet; empty if it
	// wants nothing. Should the call be refused, the appointment waits for as long as that is what it wants.
	Wish string `json:"wish,omitempty"`
}

// Plan is what a run does, as data: whoever has it as JSON has all of it.
type Plan struct {
	// Calls are to be made in this order.
	Calls []Call `json:"calls"`
	// Held is what the guard holds back; nil: nothing.
	Held *Held `json:"held,omitempty"`
	// Appointments is how many are to be mirrored, or were. Unchanged is how many of their entries are as they should be.
	// Parked is how many appointments wait for their next attempt.
	Appointments int `json:"appointments"`
	Unchanged    int `json:"unchanged"`
	Parked       int `json:"parked"`
	// Open is how many guests from outside the budget leaves out for now; Postponed are their mail addresses.
	Open      int              `json:"open"`
	Postponed map[Key][]string `json:"postponed,omitempty"`
	// Unlisted are the mail addresses of guests whom we wrote, and who are not in the entry as Google has it.
	Unlisted map[Key][]string `json:"unlisted,omitempty"`
	// Passed is why appointments are passed over: nobody is invited to them now.
	Passed map[Key]Reason `json:"passed,omitempty"`
	// Findings are what people should know before they have it carried out.
	Findings problem.List `json:"findings,omitzero"`
	// Records are what to remember without any call: answers of guests, entries that were found to be as they should. A
	// record that is nil is forgotten.
	Records map[Key]*Record `json:"records,omitempty"`
	// Core is what to remember besides, before any call is made.
	Core Core `json:"core"`
	// Wakes is from when on the clock alone, nothing else having changed, has another plan be made, but for what is only
	// dropped: entries that ended, records that nobody needs any more; zero: it never does.
	Wakes time.Time `json:"wakes,omitzero"`
}

func newPlan() *Plan {
	return &Plan{Records: map[Key]*Record{}, Postponed: map[Key][]string{},
		Unlisted: map[Key][]string{}, Passed: map[Key]Reason{}}
}

// Hash names exactly the calls of the plan, as people see them: somebody who answers an invitation does not make
// another plan of it, nor does somebody who adds a guest for whom the budget has no place.
func (p *Plan) Hash() string {
	calls := slices.Clone(p.Calls)
	for i := range calls {
		calls[i].Entry, calls[i].Wish, calls[i].Unapproved = calls[i].Entry.unanswered(), "", Went{}
	}
	text, err := json.Marshal(calls, json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: texts, times, numbers
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Approved is the plan that somebody approved by its hash: nothing of it counts.
func (p *Plan) Approved() *Plan {
	approved := *p
	approved.Calls = slices.Clone(p.Calls)
	for i := range approved.Calls {
		approved.Calls[i].Unapproved = Went{}
	}
	return &approved
}

// Mails is how many mails Google sends for a plan, if it keeps to what it is told.
func (p *Plan) Mails() int {
	n := 0
	for _, c := range p.Calls {
		n += c.Mails
	}
	return n
}
