package calsync

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"
)

// approvalLife is how long an approval counts.
const approvalLife = 24 * time.Hour

// losses are what would go, by kind.
type losses struct{ entries, guests, readers kind }

// kind is losses of one kind.
type kind struct {
	all  []Loss
	base int  // how many there are of which these go
	none bool // whether nothing of the kind is wanted any more
	held map[Loss]bool
}

// guard decides what is held back: everything of a kind of which too much would go, but for what somebody approved.
//
//	what would go                             | held back
//	as much as may go, or less                | no
//	everything there is, as nothing is wanted | yes: an empty source is more often a fault than a wish
//	more than Count, and more than Percent    | yes
//	anything, if Percent is 100               | no: that says that everything may go
func (s *Situation) guard(items []*item) losses {
	l := losses{}
	l.entries.none, l.guests.none, l.readers.none = true, true, len(s.readers()) == 0
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
		for _, g := range i.lost() {
			l.guests.all = append(l.guests.all, Loss{i.listed.ID, g.Mail})
		}
	}
	l.readers.base = len(s.Memory.Core.Readers)
	for _, mail := range s.unwelcome() { // nobody, if the rules could not be read
		l.readers.all = append(l.readers.all, Loss{Mail: mail})
	}
	approved, all := s.approved(), s.Settings.Guard.Percent == 100
	for _, k := range []*kind{&l.entries, &l.guests, &l.readers} {
		k.all = slices.DeleteFunc(k.all, func(l Loss) bool { return approved[l] })
		if n := len(k.all); !all && (n > max(s.Settings.Guard.Count, k.base*s.Settings.Guard.Percent/100) || n > 0 &&
			k.none) {
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

// entries are those that there are.
func (i *item) entries() []Entry {
	if i.listed == nil {
		return nil
	}
	return append(i.old, *i.listed)
}

// lost are the guests whom we invited and do not want any more. Guests whom somebody else added are no loss.
func (i *item) lost() []Guest {
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

// unwelcome are those who may read the calendar by us, though they should not any more.
func (s *Situation) unwelcome() []string {
	var mails []string
	welcome, roles := s.readers(), s.roles()
	for _, mail := range s.Memory.Core.Readers {
		if _, ok := slices.BinarySearch(welcome, mail); !ok && roles[mail] == "reader" {
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
	welcome, roles := s.readers(), s.roles()
	return slices.DeleteFunc(slices.Clone(s.Memory.Core.Readers), func(mail string) bool {
		_, ok := slices.BinarySearch(welcome, mail)
		return !ok && roles[mail] != "reader"
	})
}

// roles are what people may do with the calendar, by mail address.
func (s *Situation) roles() map[string]string {
	roles := make(map[string]string, len(s.Rules))
	for _, r := range s.Rules {
		roles[r.Mail] = r.Role
	}
	return roles
}

// approved are the losses that somebody let go of.
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

// letting is the situation in which somebody approved what is held back.
func (s *Situation) letting(h *Held) *Situation {
	memory := *s.Memory
	memory.Core.Approved = &Approval{Losses: slices.Concat(slices.Collect(maps.Keys(s.approved())), h.Losses), At: s.Now}
	approved := *s
	approved.Memory = &memory
	return &approved
}

// mails is how many mails Google sends for a plan.
func (p *Plan) mails() int {
	n := 0
	for _, c := range p.Calls {
		n += c.Mails
	}
	return n
}
