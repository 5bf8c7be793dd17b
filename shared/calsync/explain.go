// What people are told: why an appointment is, or is not, in somebody's calendar. Nothing is decided here. A reason
// says what the plan says:
//
//	the plan                                     | the reason
//	cannot invite the person                     | no person, not flagged, no mail
//	passes a cancelled appointment over          | cancelled
//	passes it over, and the entry goes           | what it says
//	any other, and the entry has the person      | invited, or declined if that is their answer
//	passes the appointment over                  | what it says: over, too far, waiting, stopped
//	leaves the person out of the budget          | budget spent
//	does not find the person in the entry        | unlisted
//	any other                                    | comes soon
//
// Of what is still in the person's calendar though no appointment names them it says:
//
//	the entry                                    | the reason
//	is over                                      | over: it stays
//	has an appointment, without the person       | taken out
//	has one that is not to be mirrored           | what the plan says
//	has none, its source could not be read       | unread
//	has none                                     | deleted
//
// Whether it goes, or would if nothing were held back, is said besides: the calls of the plan, and what it holds, tell.

package calsync

import (
	"cmp"
	"slices"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Explanation says of an appointment whether it is in a calendar: that of a person, or the master calendar.
type Explanation struct {
	Key Key `json:"key"`
	// Title and Start, in the time zone of the appointment; empty, zero: it is gone, and nobody remembers them.
	Title  string    `json:"title,omitempty"`
	Start  time.Time `json:"start,omitzero"`
	Reason Reason    `json:"reason"`
	// Goes is whether it is in the calendar still, and the next run takes it out; Held, whether the guard keeps it there
	// until somebody approves that it goes.
	Goes bool `json:"goes,omitzero"`
	Held bool `json:"held,omitzero"`
	// Halted is why no run does what is said of the next one: IsPaused, NoCalendar; empty: it does, or there is nothing to
	// do.
	Halted Reason `json:"halted,omitempty"`
	// Answer is what the person answered; empty: nothing.
	Answer string `json:"answer,omitempty"`
	// Failed is why Google did not take it; nil: it is not waiting, or nobody knows.
	Failed *problem.Problem `json:"failed,omitempty"`
}

// Own is an explanation as the person themself gets it: what Google said of the appointment may name others.
func (x Explanation) Own() Explanation {
	x.Failed = nil
	return x
}

// Text is the explanation for people: what is so, and what becomes of it.
func (x Explanation) Text() problem.Text {
	text := x.Reason.Text()
	switch {
	case x.Held:
		text.De += " Im Kalender steht er noch: Dass er geht, ist zurückgehalten, bis es jemand freigibt."
		text.En += " It is still in the calendar: that it goes is held back until somebody approves it."
	case x.Goes:
		text.De += " Im Kalender steht er noch; der nächste Lauf nimmt ihn heraus."
		text.En += " It is still in the calendar; the next run takes it out."
	}
	if x.Halted != "" {
		text.De, text.En = text.De+" "+x.Halted.Text().De, text.En+" "+x.Halted.Text().En
	}
	return text
}

// awaits reports whether a run is to do something about it.
func (x Explanation) awaits() bool {
	switch x.Reason {
	case ComesSoon, NotYet, BudgetSpent, IsWaiting, IsUnread:
		return true
	}
	return x.Goes || x.Held
}

// halted is the explanation with why no run does anything about it.
func (s *Situation) halted(x Explanation) Explanation {
	switch {
	case !x.awaits():
	case s.Memory.Core.Calendar == "":
		x.Halted = NoCalendar
	case s.Settings.Pause != nil:
		x.Halted = IsPaused
	}
	return x
}

// fate is what a plan does to entries and guests that are there.
type fate struct {
	plan *Plan
	goes map[Loss]bool
	held map[Loss]bool
}

func (s *Situation) fate() fate {
	f := fate{plan: s.plan(), goes: map[Loss]bool{}, held: map[Loss]bool{}}
	for _, c := range f.plan.Calls {
		if c.Verb == Delete {
			f.goes[Loss{Entry: c.Entry.ID}] = true
		}
		for _, mail := range c.Removed {
			f.goes[Loss{c.Entry.ID, mail}] = true
		}
	}
	if h := f.plan.Held; h != nil {
		f.held = set(h.Losses)
	}
	return f
}

// of notes in an explanation what becomes of an entry or, if there is a mail address, of its guest.
func (f fate) of(x *Explanation, entry EntryID, mail string) {
	x.Goes = f.goes[Loss{entry, mail}]
	x.Held = f.held[Loss{entry, mail}] || f.held[Loss{Entry: entry}]
}

// Explain says of all appointments that name a person, or are in their calendar still, the nearest first, how that is.
// known is whether anybody knows the person: there is one, or an appointment names one.
func (s *Situation) Explain(id jobcal.PersonID) (list []Explanation, known bool) {
	f := s.fate()
	list = []Explanation{}
	person, known := s.Supply.Persons[id]
	for key, a := range s.Supply.Appointments {
		if a.Has(id) {
			list, known = append(list, s.halted(s.explain(f, key, id))), true
		}
	}
	for key, record := range s.Memory.Records {
		if s.lingers(key, record, person.Mail) {
			list = append(list, s.halted(s.explainRest(f, key, person.Mail)))
		}
	}
	slices.SortFunc(list, func(a, b Explanation) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Key, b.Key))
	})
	return list, known
}

// lingers reports whether somebody is a guest of an entry though nobody with their mail address is in the appointment.
func (s *Situation) lingers(key Key, record Record, mail string) bool {
	if mail == "" || record.Echo == nil || !record.Echo.has(mail) {
		return false
	}
	return !slices.ContainsFunc(s.Supply.Appointments[key].Persons, func(id jobcal.PersonID) bool {
		return s.Supply.Persons[id].Mail == mail
	})
}

// explain says it of one appointment.
func (s *Situation) explain(f fate, key Key, id jobcal.PersonID) Explanation {
	a, record, mail := s.Supply.Appointments[key], s.Memory.Records[key], s.Supply.Persons[id].Mail
	x := Explanation{Key: key, Title: a.Title, Start: a.Span.Start}
	_, reason := s.invitation(id)
	var invited Guest
	there := false
	if known := record.Known(); known != nil {
		invited, there = known.guest(mail)
	}
	if there {
		f.of(&x, record.Echo.ID, mail)
	}
	if there && reason == "" {
		x.Answer = invited.Answer
	}
	passed := f.plan.Passed[key]
	switch {
	case reason != "":
		x.Reason = reason
	case passed == IsCancelled, passed != "" && (x.Goes || x.Held):
		x.Reason = passed
	case there && x.Answer == "declined":
		x.Reason = Declined
	case there:
		x.Reason = Invited
	case passed == IsWaiting:
		x.Reason, x.Failed = IsWaiting, record.Failed
	case passed != "":
		x.Reason = passed
	case slices.Contains(f.plan.Postponed[key], mail):
		x.Reason = BudgetSpent
	case slices.Contains(f.plan.Unlisted[key], mail):
		x.Reason = IsUnlisted
	default:
		x.Reason = ComesSoon
	}
	return x
}

// explainRest says it of an entry that has somebody as a guest whom no appointment names.
func (s *Situation) explainRest(f fate, key Key, mail string) Explanation {
	e := s.Memory.Records[key].Known()
	guest, _ := e.guest(mail)
	x := Explanation{Key: key, Title: e.Title, Start: e.local(), Answer: guest.Answer}
	f.of(&x, e.ID, mail)
	x.Reason = cmp.Or(s.vanished(key), TakenOut)
	return x
}

// vanished is why an entry that is remembered is not to be there any more; empty: it is to be.
func (s *Situation) vanished(key Key) Reason {
	_, there := s.Supply.Appointments[key]
	e := s.Memory.Records[key].Echo
	switch {
	case e != nil && !e.End.After(s.Now):
		return IsOver
	case !there && s.failed(key):
		return IsUnread
	}
	return s.gone(key)
}

// Story is what there is to tell of an appointment as such.
type Story struct {
	Explanation
	Record Record // what is remembered of it; zero: nothing
	// Findings are those of the plan about it.
	Findings problem.List
}

// Tell tells of an appointment; false if there is none, and none is remembered.
func (s *Situation) Tell(key Key) (Story, bool) {
	a, there := s.Supply.Appointments[key]
	record, remembered := s.Memory.Records[key]
	if !there && !remembered {
		return Story{}, false
	}
	f := s.fate()
	x := Explanation{Key: key, Title: a.Title, Start: a.Span.Start}
	if e := cmp.Or(record.Echo, record.Receded); e != nil {
		f.of(&x, e.ID, "")
		if !there {
			x.Title, x.Start = e.Title, e.local()
		}
	}
	passed := f.plan.Passed[key]
	switch {
	case !there:
		x.Reason = s.vanished(key)
	case passed == IsWaiting:
		x.Reason, x.Failed = IsWaiting, record.Failed
	case passed != "":
		x.Reason = passed
	case s.closed(a) != "":
		x.Reason = s.closed(a)
	case record.Echo != nil:
		x.Reason = IsMirrored
	default:
		x.Reason = NotYet
	}
	return Story{s.halted(x), record, s.about(f.plan, key)}, true
}

// about are the findings of a plan about an appointment. Of the resources that decline it each is told, however many
// appointments they decline besides.
func (s *Situation) about(p *Plan, key Key) (found problem.List) {
	for _, finding := range p.Findings.Items {
		if finding.Path == key.Path() && finding.Code != oncalendar.RoomDeclined {
			found.Append(problem.List{Items: []problem.Problem{finding}})
		}
	}
	for _, i := range s.items() {
		if i.key == key {
			found.Append(s.declines([]*item{i}))
		}
	}
	return found
}
