package calsync

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Call is a call to Google that a run is to make.
type Call struct {
	Verb Verb `json:"verb"`
	Key  Key  `json:"key,omitempty"` // of the appointment; empty: the call is about the calendar
	// Entry is what to write, or the entry to delete. Its ETag is of what was read: if Google has another one by now, it
	// does nothing but say so. Empty: no condition.
	Entry Entry `json:"entry,omitzero"`
	// Mail is whose right to read is granted or revoked.
	Mail string `json:"mail,omitempty"`
	// Name is what the calendar is to be called.
	Name   string `json:"name,omitempty"`
	Notify Notify `json:"notify,omitempty"`
	// Changes say what is different from what Google has, in the order of [Fields]; nothing for a new entry.
	Changes []Change `json:"changes,omitempty"`
	// Left is whether the entry goes only because fewer days ahead are mirrored: nobody is mailed.
	Left bool `json:"left,omitzero"`
	// Heals is whether the appointment is as it was written last: somebody else changed the entry.
	Heals bool `json:"heals,omitzero"`
	// Invited and Removed are the mail addresses of guests who come and go, ascending.
	Invited []string `json:"invited,omitempty"`
	Removed []string `json:"removed,omitempty"`
	// Outside is how many of those invited count against the budget.
	Outside int `json:"outside,omitzero"`
	// Mails is how many mails Google sends for it, if it keeps to what it is told.
	Mails int `json:"mails,omitzero"`
}

// Change is a field of an entry that is to have another value.
type Change struct {
	Field Field  `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Field is something about an entry.
type Field string

// Fields are those that are ours, in the order in which people are told of them.
var Fields = []Field{"title", "time", "location", "description", "guests", "category", "private", "free", "link",
	"guest_rights", "mark", "cancelled", "series", "zone"}

// Loss is something that would go from somebody's calendar.
type Loss struct {
	// Entry is the entry that goes or, with a Mail, whose guest goes; empty: Mail may not read the calendar any more.
	Entry EntryID `json:"entry,omitempty"`
	Mail  string  `json:"mail,omitempty"`
}

// Plan is what a run does, as data: first the calls in their order, then nothing.
type Plan struct {
	Calls []Call `json:"calls"`
	// Held is what the guard holds back; nil: nothing.
	Held *Held `json:"held,omitempty"`
	// Appointments is how many are to be mirrored, or were. Unchanged is how many of their entries are as they should be.
	// Parked is how many appointments wait for their next attempt.
	Appointments int `json:"appointments"`
	Unchanged    int `json:"unchanged"`
	Parked       int `json:"parked"`
	// Open is how many guests from outside the budget leaves out for now.
	Open int `json:"open"`
	// Findings are what people should know before they have it carried out.
	Findings problem.List `json:"findings,omitzero"`
	// Records are what to remember without any call: answers of guests, entries that were found to be as they should.
	Records map[Key]*Record `json:"-"`
	// wishes are hashes of what the appointments of calls want, with the guests for whom the budget has no place yet.
	wishes map[Key]string
}

func newPlan() *Plan { return &Plan{Records: map[Key]*Record{}, wishes: map[Key]string{}} }

// Hash names exactly the calls of the plan, as people see them: somebody who answers an invitation does not make
// another plan of it.
func (p *Plan) Hash() string {
	calls := slices.Clone(p.Calls)
	for i := range calls {
		calls[i].Entry = calls[i].Entry.unanswered()
	}
	text, err := json.Marshal(calls, json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: texts, times, numbers
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// short is what a report holds of it: stores keep a thousand of them.
func (h *Held) short() *Held {
	if h == nil || len(h.Losses) <= problem.Limit {
		return h
	}
	short := *h
	short.Losses = h.Losses[:problem.Limit]
	return &short
}

// Held is what would go, if somebody approved it.
type Held struct {
	// Hash names exactly these losses.
	Hash    string `json:"hash"`
	Losses  []Loss `json:"losses"`  // in a report the first of them only
	Entries int    `json:"entries"` // how many of the losses are entries
	Guests  int    `json:"guests"`
	Readers int    `json:"readers"`
	// Mails is how many mails approving it would have Google send.
	Mails int `json:"mails"`
}

// finding says what is held back, how to let go of it.
func (h *Held) finding() problem.Problem {
	var found problem.List
	lost := oncalendar.Lost(h.Entries, h.Guests, h.Readers)
	found.Add("", oncalendar.DeletionsHeld, lost.De, lost.En, h.Mails, h.Hash)
	return found.Items[0]
}
