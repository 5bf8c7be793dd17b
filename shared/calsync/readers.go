// Who may read the master calendar: whoever of the persons wants to be invited.
//
//	may read it             | a person who wants it | a person who does not, or whom we let | anybody else
//	yes                     | nothing               | revoke, unless the guard holds it     | nothing: not ours
//	                        |                       | back, or Google refused it today      |
//	only who is busy        | grant, as below       | as above                              | nothing
//	yes, and more           | nothing               | nothing; people are told              | nothing
//	yes, as a group, domain | grant, as below       | nothing; people are told              | nothing
//	no                      | grant, unless Google  | forget that we gave it                | nothing
//	                        | refused it today      |                                       |
//	nobody could read that  | nothing               | nothing                               | nothing
//
// What Google refuses it is asked again after a day, when somebody retries it, or as soon as the address is another
// one.

package calsync

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
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

// reads reports whether somebody with a role may read the calendar, be it only when people are busy, and no more.
func reads(role string) bool { return role == "reader" || role == "freeBusyReader" }

// unwelcome are those who may read the calendar, though they should not: whom we let read it, and any person who does
// not want to be invited, whoever let them; ascending. Nobody, if the rules could not be read.
func (s *Situation) unwelcome() []string {
	wanting, rights := s.wanting(), s.rights()
	mails := slices.Clone(s.Memory.Core.Readers)
	for _, p := range s.Supply.Persons {
		mails = append(mails, p.Mail)
	}
	needed := map[string]bool{}
	for _, mail := range wanting {
		needed[rights.of(mail).Mail] = true
	}
	slices.Sort(mails)
	return slices.DeleteFunc(slices.Compact(mails), func(mail string) bool {
		_, wants := slices.BinarySearch(wanting, mail)
		right := rights.of(mail)
		return wants || !reads(right.Role) || needed[right.Mail] // two may have one mailbox
	})
}

// ours reports whether it was us who gave somebody the right to read. Only such a right is a loss to the guard.
func (s *Situation) ours(mail string) bool { return slices.Contains(s.Memory.Core.Readers, mail) }

// granted are those to whom we gave the right to read, without those who have lost it and are not to have it back.
func (s *Situation) granted() []string {
	if s.RulesFailed != nil {
		return s.Memory.Core.Readers
	}
	wanting, rights := s.wanting(), s.rights()
	return slices.DeleteFunc(slices.Clone(s.Memory.Core.Readers), func(mail string) bool {
		_, ok := slices.BinarySearch(wanting, mail)
		return !ok && !reads(rights.of(mail).Role)
	})
}

// staying tells of rights that stay though persons have them who are off: who gave somebody more than to read meant it,
// and a group's or a domain's right is that of others, too.
func (s *Situation) staying() (found problem.List) {
	wanting, rights := s.wanting(), s.rights()
	off := map[string]bool{} // domains of persons who are off
	for _, id := range slices.Sorted(maps.Keys(s.Supply.Persons)) {
		mail := s.Supply.Persons[id].Mail
		if _, wants := slices.BinarySearch(wanting, mail); wants || mail == "" {
			continue
		}
		_, domain, _ := strings.Cut(mail, "@")
		off[domain] = true
		if role := rights.of(mail).Role; role != "" && role != "none" && !reads(role) {
			found.Add(s.Person(mail), oncalendar.KeepsRole, role)
		}
	}
	for _, r := range s.Rules {
		switch {
		case r.Role == "none", r.Scope == "", len(off) == 0, r.Scope == "domain" && !off[r.Mail]:
		case r.Scope == "default":
			found.Add("", oncalendar.EverybodyReads, r.Role)
		default:
			found.Add("", oncalendar.ManyRead, r.Mail, r.Role)
		}
	}
	return found
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
	refusals := p.situation.stillRefused(p.situation.Memory.Core).Refusals
	told := map[problem.Code]problem.List{}
	rights := p.situation.rights()
	for _, mail := range p.situation.unwelcome() {
		if !p.losses.readers.held[Loss{Mail: mail}] {
			p.ask(rights.revoke(mail), refusals, told)
		}
	}
	for _, mail := range p.situation.wanting() {
		if role := rights.of(mail).Role; role == "" || role == "none" || role == "freeBusyReader" {
			p.ask(Call{Verb: Grant, Mail: mail}, refusals, told)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(told)) {
		p.plan.Findings.Append(p.situation.several(told[code]))
	}
	p.plan.Findings.Append(p.situation.staying())
}

// ask plans a call about a right, unless Google refused it within the day: then people are told why, and what to do.
func (p *planner) ask(c Call, refusals map[string]problem.Problem, told map[problem.Code]problem.List) {
	why, refused := refusals[c.Mail]
	if !refused {
		p.add(c)
		return
	}
	p.wake(p.situation.Memory.Core.BadReaders[c.Mail])
	why.Path = p.situation.Person(c.Mail) // they may have got another ID
	list := told[why.Code]
	list.Append(problem.List{Items: []problem.Problem{why}})
	told[why.Code] = list
}

// several are refusals of one kind. Of many it is the first one, with how many there are, and of whom.
func (s *Situation) several(refusals problem.List) problem.List {
	n := refusals.Total()
	if n <= mostTold {
		return refusals
	}
	var who []string
	for _, p := range refusals.Items {
		id := strings.TrimPrefix(string(p.Path), "/persons/")
		who = append(who, cmp.Or(s.Supply.Persons[jobcal.PersonID(id)].Name, id))
	}
	all := refusals.Items[0].More(n, firstOf(who))
	all.Path = ""
	return problem.List{Items: []problem.Problem{all}}
}

// refused are the mail addresses of whom Google is asked once more: of the person whom a key like persons/anna names,
// or all.
func (s *Situation) refused(key Key, all bool) map[string]bool {
	asked := map[string]bool{}
	for mail := range s.Memory.Core.BadReaders {
		asked[mail] = all || key != "" && s.Person(mail) == key.Path()
	}
	return asked
}

// stillRefused is the core without refusals that count no more: their day is over, somebody has Google asked once more,
// or the same is not to be asked of that address any more. So is one whose reason nobody knows, as an earlier version
// kept none.
func (s *Situation) stillRefused(c Core) Core {
	wanting, unwelcome := s.wanting(), s.unwelcome()
	past := func(mail string) bool {
		why, known := c.Refusals[mail]
		_, same := slices.BinarySearch(wanting, mail)
		if why.Code == oncalendar.CannotRevoke {
			_, same = slices.BinarySearch(unwelcome, mail)
		}
		return !known || !same || s.asked[mail] || !s.Now.Before(c.BadReaders[mail])
	}
	c.BadReaders, c.Refusals = maps.Clone(c.BadReaders), maps.Clone(c.Refusals)
	maps.DeleteFunc(c.BadReaders, func(mail string, _ time.Time) bool { return past(mail) })
	maps.DeleteFunc(c.Refusals, func(mail string, _ problem.Problem) bool { return c.BadReaders[mail].IsZero() })
	return c
}

// Refused is the core once Google has refused a right that a call was about, with what people read of it.
func (s *Situation) Refused(core Core, c Call, e *Error) (Core, problem.List) {
	const wait = 24 * time.Hour
	found := e.refusal(c, s.Person(c.Mail), s.Now.Add(wait))
	bad, why := map[string]time.Time{}, map[string]problem.Problem{} // what was remembered may share those before
	maps.Copy(bad, core.BadReaders)
	maps.Copy(why, core.Refusals)
	bad[c.Mail], why[c.Mail] = s.Now.Add(wait), found.Items[0]
	core.BadReaders, core.Refusals = bad, why
	return core, found
}

func sameFinding(a, b problem.Problem) bool {
	return a.Path == b.Path && a.Code == b.Code && slices.Equal(a.Args, b.Args)
}
