// What the guard holds back: everything of a kind of which too much would go, but for what somebody approved. The kinds
// are entries, guests, readers; each has a limit of its own.
//
//	what would go                             | held back
//	as much as may go, or less                | no
//	everything there is, as nothing is wanted | yes: an empty source is more often a fault than a wish
//	more than Count, and more than Percent    | yes
//	anything, if Percent is 100               | no: that says that everything may go
//	what somebody approved, for a day         | no

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
}

// Approval is what somebody approved of what the guard held back. It is stored: fields may be added, never rename or
// retype one.
type Approval struct {
	Losses []Loss    `json:"losses"`
	By     string    `json:"by"` // mail address
	At     time.Time `json:"at"`
}

// losses are what would go, by kind.
type losses struct{ entries, guests, readers kind }

// kind is losses of one kind.
type kind struct {
	all  []Loss
	base int  // how many there are of which these go
	none bool // whether nothing of the kind is wanted any more
	held map[Loss]bool
}

// guard decides what is held back.
func (s *Situation) guard(items []*item) losses {
	l := losses{}
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
		if i.appointment == nil && !s.failed(i.key) {
			for _, e := range i.entries() {
				l.entries.all = append(l.entries.all, Loss{Entry: e.ID})
			}
		}
		for _, g := range i.dropped() {
			l.guests.all = append(l.guests.all, Loss{i.listed.ID, g.Mail})
		}
	}
	l.readers.base = len(s.Memory.Core.Readers)
	for _, mail := range s.unwelcome() { // nobody, if the rules could not be read
		l.readers.all = append(l.readers.all, Loss{Mail: mail})
	}
	approved := s.approved()
	for _, k := range []*kind{&l.entries, &l.guests, &l.readers} {
		k.all = slices.DeleteFunc(k.all, func(l Loss) bool { return approved[l] })
		if s.Settings.Guard.Holds(len(k.all), k.base, k.none) {
			k.held = set(k.all)
		}
	}
	return l
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
	for k, n := range map[*kind]*int{&l.entries: &h.Entries, &l.guests: &h.Guests, &l.readers: &h.Readers} {
		if k.held != nil {
			*n = len(k.all)
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
	h.Hash = hex.EncodeToString(sum[:])
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

// Finding says what is held back, and how to approve it: one finding.
func (h *Held) Finding() (found problem.List) {
	lost := oncalendar.Lost(h.Entries, h.Guests, h.Readers)
	found.Add("", oncalendar.DeletionsHeld, lost.De, lost.En, h.Mails, h.Hash)
	return found
}
