// What the guard holds back: everything of a kind of which too much would go, but for what somebody approved. The kinds
// are entries, guests, readers; each has a limit of its own. It is one of a day: what went in the last 24 hours counts
// with what would go, else ten every five minutes would never be too many.
//
//	what would go                                      | held back
//	with what went, as much as may go, or less         | no
//	everything there is, as nothing is wanted          | yes: an empty source is more often a fault than a wish
//	with what went, more than Count, more than Percent | yes
//	anything, if Percent is 100                        | no: that says that everything may go
//	what somebody approved here, for a day             | no, and does not count
//	what somebody approved elsewhere, see [Release]    | no, and does not count

package calsync

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// approvalLife is how long an approval counts.
const approvalLife = 24 * time.Hour

const (
	// memoryOfLosses is how long what went counts.
	memoryOfLosses = 24 * time.Hour
	// tally is how finely that is remembered: what goes within it is one line of the memory, which counts from its end.
	tally = 15 * time.Minute
)

// Loss is something that would go from somebody's calendar.
type Loss struct {
	// Entry is the entry that goes or, with a Mail, whose guest goes; empty: Mail may not read the calendar any more.
	Entry EntryID `json:"entry,omitempty"`
	Mail  string  `json:"mail,omitempty"`
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
	// Went is what went in the last 24 hours, of the kinds that are held back, and counts with it.
	Went Went `json:"went,omitzero"`
	// Causes are why they would go; none: a run of an earlier version did not say.
	Causes []Cause `json:"causes,omitempty"`
}

// Went is what went within a quarter of an hour without anybody having approved it. It is stored: fields may be added,
// never rename or retype one. It names nobody.
type Went struct {
	Until   time.Time `json:"until,omitzero"` // the end of the quarter
	Entries int       `json:"entries,omitzero"`
	Guests  int       `json:"guests,omitzero"`
	Readers int       `json:"readers,omitzero"`
}

// none reports whether nothing went.
func (w Went) none() bool { return w.Entries+w.Guests+w.Readers == 0 }

func (w Went) equal(v Went) bool {
	return w.Until.Equal(v.Until) && w.Entries == v.Entries && w.Guests == v.Guests && w.Readers == v.Readers
}

// plus is both together.
func (w Went) plus(v Went) Went {
	w.Entries, w.Guests, w.Readers = w.Entries+v.Entries, w.Guests+v.Guests, w.Readers+v.Readers
	return w
}

// Lost is the core once more went at a time. What counts no more is forgotten.
func (c Core) Lost(w Went, at time.Time) Core {
	w.Until = at.UTC().Truncate(tally).Add(tally)
	left := slices.DeleteFunc(slices.Clone(c.Went), func(w Went) bool { return !at.Before(w.Until.Add(memoryOfLosses)) })
	last := len(left) - 1
	switch {
	case w.none():
	case last >= 0 && left[last].Until.Equal(w.Until):
		left[last] = left[last].plus(w)
	default:
		left = append(left, w)
	}
	c.Went = left
	return c
}

// went is what went in the last 24 hours.
func (s *Situation) went() (all Went) {
	for _, w := range s.Memory.Core.Went {
		if s.Now.Before(w.Until.Add(memoryOfLosses)) {
			all = all.plus(w)
		}
	}
	return all
}

// Approval is what somebody approved of what the guard held back. It is stored: fields may be added, never rename or
// retype one.
type Approval struct {
	Losses []Loss    `json:"losses"`
	By     string    `json:"by"` // mail address
	At     time.Time `json:"at"`
}

// losses are what would go, by kind.
type losses struct {
	entries, guests, readers kind
	why                      map[Loss]Cause
	pardon                   *pardon
	went                     Went
}

// kind is losses of one kind.
type kind struct {
	all     []Loss        // but those that somebody approved
	counted map[Loss]bool // the same ones
	base    int           // how many there are of which these go
	none    bool          // whether nothing of the kind is wanted any more
	went    int           // how many went in the last 24 hours
	held    map[Loss]bool
}

// guard decides what is held back.
func (s *Situation) guard(items []*item) losses {
	l := losses{pardon: s.pardon(), went: s.went(), why: map[Loss]Cause{}}
	l.entries.went, l.guests.went, l.readers.went = l.went.Entries, l.went.Guests, l.went.Readers
	l.entries.none, l.guests.none, l.readers.none = true, true, len(s.wanting()) == 0
	for _, i := range items {
		if i.appointment != nil {
			l.entries.none = false
			l.guests.none = l.guests.none && len(i.want.Guests) == 0
		}
		for _, e := range i.entries() {
			l.entries.base++
			l.guests.base += len(e.Guests)
		}
		l.collect(i, s)
	}
	l.readers.base = len(s.Memory.Core.Readers)
	for _, mail := range s.unwelcome() { // nobody, if the rules could not be read
		if loss := (Loss{Mail: mail}); s.ours(mail) && !l.pardon.losses[loss] {
			l.readers.all = append(l.readers.all, loss)
			l.why[loss] = Cause{Reason: s.leftOut(l.pardon.persons[mail], mail)}
		}
	}
	for _, k := range []*kind{&l.entries, &l.guests, &l.readers} {
		k.counted = set(k.all)
		if n := len(k.all); n > 0 && s.Settings.Guard.Holds(n+k.went, k.base+k.went, k.none) {
			k.held = k.counted
		}
	}
	return l
}

// collect adds what goes of an item, but for what somebody approved.
func (l *losses) collect(i *item, s *Situation) {
	source := i.key.source()
	if i.appointment == nil && !s.failed(i.key) {
		for _, e := range i.entries() {
			if loss := (Loss{Entry: e.ID}); !l.pardon.entry(i.key, loss) {
				l.entries.all = append(l.entries.all, loss)
				l.why[loss] = Cause{Source: source, Reason: s.gone(i.key)}
			}
		}
	}
	for _, g := range i.dropped() {
		if loss := (Loss{i.listed.ID, g.Mail}); !l.pardon.guest(i.key, loss) {
			l.guests.all = append(l.guests.all, loss)
			if l.why[loss] = (Cause{Reason: s.leftOut(l.pardon.persons[g.Mail], g.Mail)}); l.why[loss].Reason == TakenOut {
				l.why[loss] = Cause{Source: source, Reason: TakenOut}
			}
		}
	}
}

// unapproved is what goes by a call without anybody having approved it.
func (l losses) unapproved(c Call) (w Went) {
	switch c.Verb {
	case Delete:
		if l.entries.counted[Loss{Entry: c.Entry.ID}] {
			w.Entries = 1
		}
	case Update:
		for _, mail := range c.Removed {
			if l.guests.counted[Loss{c.Entry.ID, mail}] {
				w.Guests++
			}
		}
	case Revoke:
		if l.readers.counted[Loss{Mail: c.Mail}] {
			w.Readers = 1
		}
	}
	return w
}

func set(all []Loss) map[Loss]bool {
	in := make(map[Loss]bool, len(all))
	for _, l := range all {
		in[l] = true
	}
	return in
}

// dropped are the guests whom we invited and do not want any more. Guests whom somebody else added are no loss.
func (i *item) dropped() []Guest {
	if i.appointment == nil || i.listed == nil {
		return nil
	}
	var gone []Guest
	for _, g := range i.listed.Guests {
		ours := i.record.Echo == nil // then nobody knows
		if !ours {
			_, ours = i.record.Echo.guest(g.Mail)
		}
		if _, wanted := i.want.guest(g.Mail); ours && !wanted {
			gone = append(gone, g)
		}
	}
	return gone
}

// approved are the losses that somebody approved, as long as that counts.
func (s *Situation) approved() map[Loss]bool {
	if a := s.Memory.Core.Approved; a != nil && s.Now.Before(a.At.Add(approvalLife)) {
		return set(a.Losses)
	}
	return nil
}

// held is what people see of the guard; nil if it holds nothing.
func (l losses) held() *Held {
	h := &Held{}
	for k, n := range map[*kind][2]*int{&l.entries: {&h.Entries, &h.Went.Entries}, &l.guests: {&h.Guests, &h.Went.Guests},
		&l.readers: {&h.Readers, &h.Went.Readers}} {
		if k.held != nil {
			*n[0], *n[1] = len(k.all), k.went
			h.Losses = append(h.Losses, k.all...)
		}
	}
	if len(h.Losses) == 0 {
		return nil
	}
	slices.SortFunc(h.Losses, func(a, b Loss) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Mail, b.Mail))
	})
	sum := sha256.Sum256(fmt.Append(nil, h.Losses))
	h.Hash, h.Causes = hex.EncodeToString(sum[:]), causes(h.Losses, l.why)
	return h
}

// approving is the situation in which somebody approved what is held back.
func (s *Situation) approving(h *Held) *Situation {
	memory := *s.Memory
	memory.Core.Approved = &Approval{Losses: slices.Concat(slices.Collect(maps.Keys(s.approved())), h.Losses), At: s.Now}
	approved := *s
	approved.Memory = &memory
	return &approved
}

// Short is what a report holds of it: stores keep a thousand of them.
func (h *Held) Short() *Held {
	if h == nil || len(h.Losses) <= problem.Limit {
		return h
	}
	short := *h
	short.Losses = h.Losses[:problem.Limit]
	return &short
}

// Finding says what is held back, what made it so, and how to approve it: one finding.
func (h *Held) Finding() (found problem.List) {
	lost, because := oncalendar.Lost(h.Entries, h.Guests, h.Readers), because(h.Causes)
	lost.De, lost.En = lost.De+because.De, lost.En+because.En
	if h.Went.none() {
		found.Add("", oncalendar.DeletionsHeld, lost.De, lost.En, h.Mails, h.Hash)
		return found
	}
	went := oncalendar.Lost(h.Went.Entries, h.Went.Guests, h.Went.Readers)
	found.Add("", oncalendar.DeletionsHeld, lost.De, lost.En, h.Mails, h.Hash, went.De, went.En)
	return found
}
