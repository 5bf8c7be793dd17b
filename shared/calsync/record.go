// What is remembered between runs, and what becomes of the record of an appointment:
//
//	the entry was      | echo     | answers, see answer.go | wish, failures    | receded
//	written            | as told  | read, then remembered  | new, forgotten    | no
//	found as it should | as found | read, then remembered  | new, forgotten    | no
//	deleted            | none     | void, if that was      | none, forgotten   | as it was, if only the window shrank
//	                   |          | noted before; or read  |                   |
//	about to be given  | none     | read, then remembered  | none, kept        | kept
//	up for another one |          |                        |                   |
//	refused            | kept     | kept                   | kept, counted     | kept

package calsync

import (
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// Memory is what is remembered between runs.
type Memory struct {
	Core    Core
	Records map[Key]Record
}

// Entries are the entries as they were seen last, with the answers as they were read last.
func (m *Memory) Entries() []Entry {
	var all []Entry
	for _, r := range m.Records {
		if e := r.Known(); e != nil {
			all = append(all, *e)
		}
	}
	return all
}

// Core is what is remembered besides records. It is stored: fields may be added, never rename or retype one.
type Core struct {
	// Calendar is the master calendar; empty: there is none yet.
	Calendar CalendarID `json:"calendar,omitempty"`
	// Making is a calendar of which nobody knows whether it was made; nil: there is none.
	Making *Making `json:"making,omitempty"`
	// Home is the database that runs were made from; empty: nobody told. Another one is a copy that was restored.
	Home string `json:"home,omitempty"`
	// Name is what the calendar was called last.
	Name string `json:"name,omitempty"`
	// Readers are the mail addresses that we gave the right to read, ascending.
	Readers []string `json:"readers,omitempty"`
	// Spelled is how Google spells them in their rights, by the same addresses, where that is another one.
	Spelled map[string]string `json:"spelled,omitempty"`
	// InvitedOn is a day of UTC, YYYY-MM-DD, on which Invited guests from outside were invited.
	InvitedOn string `json:"invited_on,omitempty"`
	Invited   int    `json:"invited,omitzero"`
	// NobodyUntil is until when nobody from outside is invited, as Google took no more; zero: Google takes them. Trips
	// counts how often in a row that happened.
	NobodyUntil time.Time `json:"nobody_until,omitzero"`
	Trips       int       `json:"trips,omitzero"`
	// BadReaders are mail addresses that Google does not know, with until when nobody asks it again.
	BadReaders map[string]time.Time `json:"bad_readers,omitempty"`
	// Refusals say why, by the same addresses.
	Refusals map[string]problem.Problem `json:"refusals,omitempty"`
	// Approved are the losses that somebody approved.
	Approved *Approval `json:"approved,omitempty"`
	// Went is what went in the last 24 hours without anybody having approved it, oldest first.
	Went []Went `json:"went,omitempty"`
	// Stopped is who uninstalled: no run does anything until somebody has it start again; nil: runs do what they do.
	Stopped *Stop `json:"stopped,omitempty"`
	// Idle is the note of the last run, if that found nothing to do; nil: the next one compares everything.
	Idle *Idle `json:"idle,omitempty"`
}

// Equal reports whether there is nothing to write. What somebody approved, who stopped the sync, what is being made,
// what a run noted is never changed in place, so that it is enough to ask whether it is the same.
func (c Core) Equal(d Core) bool {
	return c.Calendar == d.Calendar && c.Home == d.Home && c.Name == d.Name && slices.Equal(c.Readers, d.Readers) &&
		maps.Equal(c.Spelled, d.Spelled) && c.InvitedOn == d.InvitedOn && c.Invited == d.Invited &&
		c.NobodyUntil.Equal(d.NobodyUntil) && c.Trips == d.Trips &&
		c.Approved == d.Approved && c.Stopped == d.Stopped && c.Making == d.Making && c.Idle == d.Idle &&
		slices.EqualFunc(c.Went, d.Went, Went.equal) &&
		maps.EqualFunc(c.BadReaders, d.BadReaders, time.Time.Equal) &&
		maps.EqualFunc(c.Refusals, d.Refusals, sameFinding)
}

// Stop keeps runs from writing. It is stored: fields may be added, never rename or retype one.
type Stop struct {
	By string    `json:"by"` // mail address
	At time.Time `json:"at"`
}

// Record is what is remembered of an appointment's entry. It is stored: fields may be added, never rename or retype
// one.
type Record struct {
	Generation int `json:"generation,omitzero"`
	// Want is the hash of what we wanted when we wrote last, Echo the entry as Google answered: what it stores is not
	// always what it was sent. Empty and nil: nothing was written.
	Want string `json:"want,omitempty"`
	Echo *Entry `json:"echo,omitempty"`
	// Given is what guests answered, by mail address, each for its time, the latest last; also of guests who are not there
	// any more: whoever is invited again has answered already.
	Given map[string][]jobcal.Given `json:"given,omitempty"`
	// Spelled is how Google spells guests, by the mail address that we write, where that is another one, see
	// [Record.Spelt]. All other addresses here, and in Echo, are as we write them.
	Spelled map[string]string `json:"spelled,omitempty"`
	// Gone is whether the entry went, or is about to, as its appointment did: answers that its remains have count no more.
	Gone bool `json:"gone,omitzero"`
	// Answers is how answers were kept before they had times, see [Record.lifted]. It is only read.
	Answers map[string]string `json:"answers,omitempty"`
	// Receded is the entry as it was when it went only because fewer days ahead are mirrored; nil: it did not.
	Receded *Entry `json:"left,omitempty"`
	// Heals counts the runs in a row that had to write the same thing again.
	Heals int `json:"heals,omitzero"`
	// Failures counts the runs in a row that could not write. Until ParkedUntil nobody tries again, unless the appointment
	// changes: then ParkedWant is not what we want any more. Failed says why.
	Failures    int              `json:"failures,omitzero"`
	Failed      *problem.Problem `json:"failed,omitempty"`
	ParkedUntil time.Time        `json:"parked_until,omitzero"`
	ParkedWant  string           `json:"parked_want,omitempty"`
	// Trail are the latest writes, oldest first.
	Trail []Step `json:"trail,omitempty"`
}

// Step is a write that was made, or failed. It is stored: fields may be added, never rename or retype one.
type Step struct {
	At      time.Time        `json:"at"`
	Verb    Verb             `json:"verb"`
	Changes []Change         `json:"changes,omitempty"`
	Failed  *problem.Problem `json:"failed,omitempty"`
}

// Known is the entry as it was written last, with the answers as they were read last; nil if there is none.
func (r Record) Known() *Entry {
	if r.Echo == nil {
		return nil
	}
	e := *r.Echo
	e.Guests = slices.Clone(e.Guests)
	given := r.lifted().Given
	for i, g := range e.Guests {
		g.Answer = ""
		e.Guests[i] = g.saying(given[g.Mail], e)
	}
	return &e
}

// Calm is the record without former failures.
func (r Record) Calm() Record {
	r.Failures, r.Failed, r.ParkedUntil, r.ParkedWant = 0, nil, time.Time{}, ""
	return r
}

// Written is the record once a call has written the entry. stored is what Google answered; between is the entry, with
// its guests as we write them, as it was when the call turned out to be about another one than was read, and is empty
// if it did not: an answer may have been given in between.
func (r Record) Written(c Call, stored, between Entry, at time.Time) Record {
	r = r.Calm()
	stored.ID = c.Entry.ID // a server need not repeat it
	r = r.lifted()
	r.Given = r.heard(between, c.Entry)
	r, stored = r.spelledBy(c.Entry, stored)
	r = r.standing(stored)
	r.Generation, r.Want = c.Entry.Mark.Generation, c.Entry.hash()
	if c.Heals {
		r.Heals++
	} else {
		r.Heals = 0
	}
	return r.Then(Step{At: at, Verb: c.Verb, Changes: c.Changes})
}

// standing is the record once the entry is as it should be: written, or found so.
func (r Record) standing(e Entry) Record {
	if r.Echo != nil && r.Echo.calledOff() && !e.calledOff() {
		r.Given = nil // see [Record.counting]
	}
	r.Given = r.heard(e, e)
	r.Echo, r.Receded, r.Gone = &e, nil, false
	return r
}

// Intended is the record before a call is made, with what only Google knows: answers as they were read between plan and
// call, and that a further generation is begun, with which the entry before is given up. between is as in
// [Record.Written]. news is whether that is anything new.
func (r Record) Intended(c Call, between Entry) (intended Record, news bool) {
	r = r.lifted()
	if c.Verb == Delete && r.Gone { // answers go with it
		return r, false
	}
	given := r.heard(between, c.Entry)
	news = !sameAnswers(given, r.Given)
	r.Given = given
	if c.Verb == Insert && c.Entry.Mark.Generation > r.Generation {
		r.Generation, r.Want, r.Echo = c.Entry.Mark.Generation, "", nil
		news = true
	}
	return r, news
}

// Adopted is the record once the entry of a call was found to be as it should be. as is the record that says so.
func (r Record) Adopted(as Record, c Call, found Entry) Record {
	r = r.lifted().standing(found)
	as.Generation, as.Answers, as.Given = c.Entry.Mark.Generation, nil, r.Given
	as.Receded, as.Gone = nil, false
	return as
}

// Deleted is the record once a call has deleted the entry. If that was an old one of its appointment, the present one
// is still there.
func (r Record) Deleted(c Call, at time.Time) Record {
	if r.Echo == nil || r.Echo.ID == c.Entry.ID {
		r = r.Calm().lifted()
		r.Receded = nil
		if c.Recedes {
			receded := c.Entry.unanswered()
			r.Receded = &receded
		}
		if !r.Gone { // else they go with it
			r.Given = r.heard(c.Entry, c.Entry)
		}
		r.Want, r.Echo, r.Heals = "", nil, 0
	}
	return r.Then(Step{At: at, Verb: Delete})
}

// Then is the record with one more step on its trail, which holds the latest only.
func (r Record) Then(s Step) Record {
	const most = 20
	trail := append(slices.Clone(r.Trail), s)
	r.Trail = trail[max(0, len(trail)-most):]
	return r
}

// remember notes what was found without a call, if that is news. What former releases remember of it may say how Google
// spells guests, which they did not know.
func (p *planner) remember(i *item, want Entry, hash string) {
	before := i.record
	r := before.Calm()
	if r.Want == hash && r.Echo != nil && r.Spelled == nil {
		r, *i.listed = r.spelledBy(want, *i.listed)
	}
	r = r.standing(*i.listed)
	r.Want, r.Heals = hash, 0
	if before.Want != hash || before.Echo == nil || before.Gone || before.Heals != 0 || before.Failures != 0 ||
		!sameAnswers(before.Given, r.Given) || !maps.Equal(before.Spelled, r.Spelled) {
		p.plan.Records[i.key] = &r
	}
}
