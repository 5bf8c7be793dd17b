// Guests are who Google says they are: it may answer with another address than we wrote, that of the same mailbox. Only
// its answer to our own write tells. Everything here goes by the address that we write.
//
//	Google answers to what we wrote with               | then that is
//	the same address                                   | how it spells the guest
//	another one of the same mailbox of Gmail           | how it spells the guest, even if there are two such guests
//	the one that it answered with last                 | how it spells the guest
//	one that nobody wrote, of the same name elsewhere  | how it spells the guest: an alias of the domain
//	one that nobody wrote, one guest being missing     | how it spells the guest: somebody was renamed
//	several that nobody wrote, several being missing   | unclear: a finding, nobody is guessed at
//	none                                               | a guest whom Google left out: a finding
//
// An address in a list that is no spelling of a guest was added by hand.

package calsync

import (
	"slices"
	"strings"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem/oncalendar"
)

// spelling is how Google spells guests, by the addresses that were written, where that is not the same; stored is its
// answer. Of two who share a mailbox one may be spelled as it was written; it is there, too. before is what Google
// answered to the write before.
func spelling(written, stored Entry, before map[string]string) map[string]string {
	s := speller{spelled: map[string]string{}, missing: newcomers(stored, written), unknown: newcomers(written, stored)}
	for _, g := range stored.Guests {
		for _, mail := range slices.Clone(s.missing) {
			if jobcal.Mailbox(mail) != jobcal.Mailbox(g.Mail) {
				continue
			}
			s.note(mail, g.Mail)
			if written.has(g.Mail) {
				s.spelled[g.Mail] = g.Mail
			}
		}
	}
	s.pair(func(mail string) string {
		if again, known := before[mail]; known {
			return again
		}
		return mail
	})
	s.pair(func(mail string) string {
		name, _, _ := strings.Cut(mail, "@")
		name, _, _ = strings.Cut(name, "+")
		return name
	})
	s.pair(func(string) string { return "" })
	if len(s.spelled) == 0 {
		return nil
	}
	return s.spelled
}

// speller finds out which guest is which. Missing were written, and are not in the answer; of unknown it is the other
// way round.
type speller struct {
	spelled          map[string]string
	missing, unknown []string
}

// note notes who a guest is.
func (s *speller) note(mail, spelled string) {
	s.spelled[mail] = spelled
	s.missing = slices.DeleteFunc(s.missing, func(m string) bool { return m == mail })
	s.unknown = slices.DeleteFunc(s.unknown, func(m string) bool { return m == spelled })
}

// pair notes those of whom there is one on either side that is alike.
func (s *speller) pair(alike func(mail string) string) {
	group := func(mails []string) map[string][]string {
		all := map[string][]string{}
		for _, mail := range mails {
			all[alike(mail)] = append(all[alike(mail)], mail)
		}
		return all
	}
	missing, unknown := group(s.missing), group(s.unknown)
	for key, mails := range missing {
		if len(mails) == 1 && len(unknown[key]) == 1 {
			s.note(mails[0], unknown[key][0])
		}
	}
}

// Spelt is an entry of Google's with its guests as we write them. Who shares a mailbox is there with the same answer.
func (r Record) Spelt(e Entry) Entry {
	if len(r.Spelled) == 0 {
		return e
	}
	var guests []Guest
	for _, g := range e.Guests {
		spelled := g.Mail
		for mail, theirs := range r.Spelled {
			if theirs == spelled {
				g.Mail = mail
				guests = append(guests, g)
			}
		}
		if g.Mail == spelled && r.Spelled[spelled] != spelled {
			guests = append(guests, g)
		}
	}
	e.Guests = byMail(guests)
	return e
}

// spelledBy is the record once Google has answered to a write, and its answer with the guests as we write them.
func (r Record) spelledBy(written, stored Entry) (Record, Entry) {
	r.Spelled = spelling(written, stored, r.Spelled)
	return r, r.Spelt(stored)
}

// noteUnlisted tells of guests who are not in an entry as Google has it though we wrote them: they are not written
// again and again, and nobody knows who they are to Google, if anybody.
func (p *planner) noteUnlisted(i *item, want Entry) {
	for _, mail := range newcomers(*i.listed, want) {
		p.plan.Unlisted[i.key] = append(p.plan.Unlisted[i.key], mail)
		p.plan.Findings.Add(i.key.Path(), oncalendar.GuestUnlisted, mail)
	}
}
