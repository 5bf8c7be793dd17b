// Whom Google mails about a call. Nobody is mailed about what is over, or what makes no difference to them.
//
//	what                                    | quiet       | otherwise
//	over before and after                   | no          | no
//	only more, or fewer, days are mirrored  | no          | no
//	moved, called off or on again, deleted  | within 48 h | yes
//	new                                     | no          | yes
//	changed back, nobody to invite again    | no          | no: who took a guest out again has told them enough
//	title, location, guests                 | no          | yes
//	anything else                           | no          | no

package calsync

import (
	"slices"
	"time"
)

// soon is how near something has to begin for a mail about it in quiet mode.
const soon = 48 * time.Hour

// addressed completes a call that changes what guests see: who comes and goes, who is mailed. was is the entry as
// guests know it.
func (p *planner) addressed(c Call, was Entry) Call {
	if c.Entry.ID == "" {
		c.Entry.ID = c.Entry.Mark.ID()
	}
	switch {
	case c.Verb == Update && was.Cancelled: // all are invited anew
		c.Invited = c.Entry.mails()
	case c.Verb == Update:
		c.Invited, c.Removed = newcomers(was, c.Entry), newcomers(c.Entry, was)
	}
	for _, g := range c.Entry.Guests {
		if slices.Contains(c.Invited, g.Mail) && p.situation.Settings.outside(g) {
			c.Outside++
		}
	}
	c.Notify = NotifyNone
	if p.worthTelling(c, was) {
		c.Notify = p.situation.Settings.Notify
		c.Mails = p.situation.Settings.mails(c.Entry, was)
	}
	return c
}

// deletion is the call that deletes an entry.
func (p *planner) deletion(key Key, e Entry) Call {
	c := Call{Verb: Delete, Key: key, Entry: e, Removed: e.mails(), Recedes: p.recedes(key, e)}
	return p.addressed(c, e)
}

// recedes reports whether an entry goes only because fewer days ahead are mirrored. One that was moved out of them went
// before.
func (p *planner) recedes(key Key, e Entry) bool {
	_, until := p.situation.Settings.Window(p.situation.Now)
	return p.situation.Beyond[key] && !e.Start.Before(until)
}

// newcomers are the guests of one entry who are not those of another one.
func newcomers(was, is Entry) []string {
	return slices.DeleteFunc(is.mails(), was.has)
}

// worthTelling reports whether guests are mailed about a call.
func (p *planner) worthTelling(c Call, was Entry) bool {
	moved := c.Verb == Delete || c.Verb == Update && was.calledOff() != c.Entry.calledOff() ||
		c.changes(FieldTime, FieldCancelled)
	near := p.situation.Now.Add(soon)
	switch {
	case !was.End.After(p.situation.Now) && !c.Entry.End.After(p.situation.Now), c.Recedes, p.returns(c, was):
		return false
	case p.situation.Settings.Quiet:
		return moved && (was.Start.Before(near) || c.Entry.Start.Before(near))
	case c.Heals:
		return moved || len(c.Invited) > 0
	case c.Verb == Update:
		return moved || c.changes(FieldTitle, FieldLocation, FieldGuests)
	}
	return true
}

// returns reports whether a call brings an entry back that went only because of the days that are mirrored, unless
// there is something about it that guests were not told.
func (p *planner) returns(c Call, was Entry) bool {
	receded := p.situation.Memory.Records[c.Key].Receded
	if receded == nil || c.Verb == Update && !was.Cancelled {
		return false
	}
	c.Changes = changes(*receded, c.Entry)
	return !c.changes(FieldTitle, FieldTime, FieldLocation) && len(newcomers(*receded, c.Entry)) == 0
}

// changes reports whether a call changes any of these fields.
func (c Call) changes(fields ...Field) bool {
	return slices.ContainsFunc(c.Changes, func(ch Change) bool { return slices.Contains(fields, ch.Field) })
}

// mails is how many mails Google sends to the guests that an entry has or had.
func (s Settings) mails(is, was Entry) int {
	guests := byMail(slices.Concat(is.Guests, was.Guests))
	n := 0
	for _, g := range guests {
		if !g.Resource && (s.Notify == NotifyAll || s.Notify == NotifyExternal && s.outside(g)) {
			n++
		}
	}
	return n
}
