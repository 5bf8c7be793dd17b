// Who may read the master calendar: whoever of the persons wants to be invited.
//
//	may read it             | a person who wants it | anybody else, to whom we gave the right | anybody else
//	yes                     | nothing               | revoke, unless the guard holds it back  | nothing: not ours
//	no                      | grant, unless Google  | forget that we gave it                  | nothing
//	                        | refused it today      |                                         |
//	nobody could read that  | nothing               | nothing                                 | nothing

package calsync

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem/oncalendar"
)

// wanting are the mail addresses of those who are to read the calendar, ascending.
func (s *Situation) wanting() []string {
	var mails []string
	for id := range s.Supply.Persons {
		if guest, reason := s.invitation(id); reason == "" {
			mails = append(mails, guest.Mail)
		}
	}
	slices.Sort(mails)
	return slices.Compact(mails)
}

// unwelcome are those who may read the calendar by us, though they should not any more; nobody, if the rules could not
// be read.
func (s *Situation) unwelcome() []string {
	var mails []string
	wanting, roles := s.wanting(), s.roles()
	for _, mail := range s.Memory.Core.Readers {
		if _, ok := slices.BinarySearch(wanting, mail); !ok && roles[mail] == "reader" {
			mails = append(mails, mail)
		}
	}
	return mails
}

// granted are those to whom we gave the right to read, without those who have lost it and are not to have it back.
func (s *Situation) granted() []string {
	if s.RulesFailed != nil {
		return s.Memory.Core.Readers
	}
	wanting, roles := s.wanting(), s.roles()
	return slices.DeleteFunc(slices.Clone(s.Memory.Core.Readers), func(mail string) bool {
		_, ok := slices.BinarySearch(wanting, mail)
		return !ok && roles[mail] != "reader"
	})
}

// Person is where findings about somebody are; empty if nobody of the persons has the mail address.
func (s *Situation) Person(mail string) jsontext.Pointer {
	ids := slices.Sorted(maps.Keys(s.Supply.Persons)) // of two with one address always the same
	for _, id := range ids {
		if s.Supply.Persons[id].Mail == mail {
			return jsontext.Pointer("/persons").AppendToken(string(id))
		}
	}
	return ""
}

// share plans who may read the calendar.
func (p *planner) share() {
	if p.situation.RulesFailed != nil {
		return
	}
	for _, mail := range p.situation.unwelcome() {
		if !p.losses.readers.held[Loss{Mail: mail}] {
			p.ask(Call{Verb: Revoke, Mail: mail})
		}
	}
	roles := p.situation.roles()
	for _, mail := range p.situation.wanting() {
		if role := roles[mail]; role == "" || role == "none" || role == "freeBusyReader" {
			p.ask(Call{Verb: Grant, Mail: mail})
		}
	}
}

// ask plans a call about a right, unless Google refused it within the day.
func (p *planner) ask(c Call) {
	until := p.situation.Memory.Core.BadReaders[c.Mail]
	if p.situation.Now.Before(until) {
		p.wake(until)
		p.plan.Findings.Add(p.situation.Person(c.Mail), oncalendar.BadShare, "", Instant(until))
		return
	}
	p.add(c)
}
