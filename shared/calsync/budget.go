// How many guests from outside are invited: Google takes only so many in a day, and no more for a while if it is too
// much.
//
//	Google said that it takes no more       | nobody, until the time that the memory names
//	guests invited today, by us or by hand  | come off the day's budget
//	an appointment that waits               | takes no place in it
//	what is left                            | goes to the nearest appointments
//	whoever is in the entry already         | stays

package calsync

import (
	"slices"
	"time"
)

// invitations is how many guests from outside may be invited now.
func (s *Situation) invitations(items []*item) int {
	core := s.Memory.Core
	if s.Now.Before(core.NobodyUntil) {
		return 0
	}
	free := s.Settings.InvitationsPerDay
	if core.InvitedOn == s.Now.UTC().Format(time.DateOnly) {
		free -= core.Invited
	}
	for _, i := range items {
		if i.listed != nil {
			free -= s.Unnoticed(i.key, *i.listed)
		}
	}
	return max(0, free)
}

// Unnoticed is how many guests from outside an entry has whom no run has noted: the one that invited them did not hear
// of it, or somebody else did. They count against Google's limit all the same.
func (s *Situation) Unnoticed(key Key, is Entry) int {
	n, known := 0, s.Memory.Records[key].Echo
	for _, g := range is.Guests {
		if s.Settings.outside(g) && (known == nil || !known.has(g.Mail)) {
			n++
		}
	}
	return n
}

// ration leaves out those guests from outside whom the budget does not allow to be invited yet.
func (p *planner) ration(i *item) Entry {
	want := i.want
	want.Guests = slices.DeleteFunc(slices.Clone(want.Guests), func(g Guest) bool {
		if !p.situation.Settings.outside(g) || i.listed != nil && i.listed.has(g.Mail) {
			return false
		}
		if p.budget > 0 {
			p.budget--
			return false
		}
		p.plan.Open++
		p.plan.Postponed[i.key] = append(p.plan.Postponed[i.key], g.Mail)
		return true
	})
	return want
}

// Uninvited is a call without those new guests from outside whom Google does not take now.
func (s *Situation) Uninvited(c Call) Call {
	c.Entry.Guests = slices.DeleteFunc(slices.Clone(c.Entry.Guests), func(g Guest) bool {
		return s.Settings.outside(g) && slices.Contains(c.Invited, g.Mail)
	})
	invited := len(c.Invited)
	c.Invited = slices.DeleteFunc(slices.Clone(c.Invited), func(mail string) bool { return !c.Entry.has(mail) })
	c.Mails, c.Outside = max(0, c.Mails-(invited-len(c.Invited))), 0
	return c
}
