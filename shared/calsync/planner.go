// How a plan is made of a situation: what should be is compared with what is.
//
//	appointment | entry            | result
//	a           | -                | insert a, unless it is over
//	a           | a                | nothing
//	a           | a, with answers  | nothing; the answers are remembered
//	a'          | a                | update to a', the guests' answers repeated
//	a           | a, edited        | update to a
//	-           | a                | delete, unless its source failed or the guard holds it back
//	any         | foreign          | nothing
//	any         | any, stopped     | nothing: somebody uninstalled

package calsync

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/problem"
)

// planner makes a plan of a situation.
type planner struct {
	situation *Situation
	losses    losses
	budget    int // of invitations to the outside
	plan      *Plan
	calls     map[Verb][]Call
	missed    int // entries that went without a call of this plan
}

// Plan compares what should be with what is. Calls come in the order in which they are made: what takes something away
// first, the nearest appointments first.
func (s *Situation) Plan() *Plan {
	p := s.plan()
	if h := p.Held; h != nil {
		h.Mails = s.approving(h).plan().Mails() - p.Mails()
	}
	return p
}

// plan is the plan without what it would cost to approve what is held back.
func (s *Situation) plan() *Plan {
	if s.Memory.Core.Stopped != nil {
		return s.still()
	}
	items := s.items()
	p := planner{situation: s, losses: s.guard(items), budget: s.invitations(items), plan: newPlan(),
		calls: map[Verb][]Call{}}
	for key, a := range s.Supply.Appointments {
		if reason := s.unwanted(a); reason != "" {
			p.plan.Passed[key] = reason
		}
	}
	for _, i := range items {
		if i.appointment == nil {
			p.remove(i)
		} else {
			p.mirror(i)
		}
	}
	p.share()
	p.expect(items)
	p.forget(items)
	if name := s.Settings.MasterCalendar; name != s.Memory.Core.Name {
		p.add(Call{Verb: Rename, Name: name})
	}
	for _, verb := range []Verb{Revoke, Delete, Update, Insert, Grant, Rename} {
		p.plan.Calls = append(p.plan.Calls, p.calls[verb]...)
	}
	for i, c := range p.plan.Calls {
		p.plan.Calls[i].Unapproved = p.losses.unapproved(c)
	}
	p.plan.Held = p.losses.held()
	p.plan.Findings.Append(p.losses.pardon.findings())
	p.plan.Findings.Append(s.findings(items))
	p.plan.Appointments, p.plan.Core = len(items), s.core(p.plan.Records).Lost(Went{Entries: p.missed}, s.Now)
	return p.plan
}

// still is the plan of a sync that somebody stopped: nothing is done.
func (s *Situation) still() *Plan {
	p := newPlan()
	p.Core = s.Memory.Core
	for key, a := range s.Supply.Appointments {
		p.Passed[key] = cmp.Or(s.unwanted(a), s.closed(a), IsStopped)
	}
	return p
}

// Release is the plan when an appointment that waits is tried again, or each of them, if all. From then on the
// situation remembers nothing of what they waited for.
func (s *Situation) Release(key Key, all bool) *Plan {
	calm := map[Key]*Record{}
	s.asked = s.refused(key, all)
	for k, record := range s.Memory.Records {
		if (k == key || all) && (record.Failures > 0 || !record.ParkedUntil.IsZero()) {
			calm[k] = new(record.Calm())
			s.Memory.Records[k] = *calm[k]
		}
	}
	plan := s.Plan()
	for k, record := range calm { // though there may be nothing to write
		if _, noted := plan.Records[k]; !noted {
			plan.Records[k] = record
		}
	}
	return plan
}

// Removal is the plan that takes out everything of ours, without any mail: what is listed, and what we know of though
// it is not.
func (s *Situation) Removal() *Plan {
	p := newPlan()
	own, rights, listed := s.own(), s.rights(), map[EntryID]bool{}
	for _, mail := range s.Memory.Core.Readers {
		if s.RulesFailed != nil || reads(rights.of(mail).Role) {
			p.Calls = append(p.Calls, rights.revoke(mail))
		}
	}
	for _, e := range s.Entries {
		if mark, ours := own(e); ours && !e.Cancelled {
			listed[e.ID] = true
			p.Calls = append(p.Calls, Call{Verb: Delete, Key: mark.Key, Entry: e, Notify: NotifyNone, Removed: e.mails()})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.Memory.Records)) {
		if e := s.Memory.Records[key].Known(); e != nil && !listed[e.ID] {
			p.Calls = append(p.Calls, Call{Verb: Delete, Key: key, Entry: *e, Notify: NotifyNone, Removed: e.mails()})
		}
	}
	p.Core = s.core(nil)
	return p
}

// Again is what becomes of a call when the entry turns out to be another one than was read: the call to make instead
// or, if it is as it should be, none, but what to remember. Of both, one is nil. known is what is known of the
// appointment by now, with the answers that the plan noted.
func (s *Situation) Again(c Call, found Entry, known Record) (*Call, *Record) {
	p := planner{situation: s, plan: newPlan()}
	i := &item{key: c.Key, record: known, listed: &found}
	i.record.Generation = c.Entry.Mark.Generation
	want := c.Entry
	want.ID, want.ETag = "", ""
	call, needed := p.decide(i, want, want.hash())
	if !needed {
		return nil, cmp.Or(p.plan.Records[c.Key], &known)
	}
	call.Heals, call.Wish, call.Unapproved = c.Heals, c.Wish, c.Unapproved
	return &call, nil
}

// core is what to remember besides the records before any call is made. records are those of the plan.
func (s *Situation) core(records map[Key]*Record) Core {
	core := s.Memory.Core
	core = core.Lost(Went{}, s.Now)
	core.Readers = s.granted()
	core = core.stillSpelled()
	core = s.stillRefused(core)
	if s.approved() == nil {
		core.Approved = nil
	}
	if today := s.Now.UTC().Format(time.DateOnly); core.InvitedOn != today {
		core.InvitedOn, core.Invited = today, 0
	}
	for key, record := range records {
		if record != nil && record.Echo != nil {
			core.Invited += s.Unnoticed(key, *record.Echo)
		}
	}
	return core
}

func (p *planner) add(c Call) { p.calls[c.Verb] = append(p.calls[c.Verb], c) }

// remove plans what becomes of entries without an appointment.
func (p *planner) remove(i *item) {
	p.noteAnswers(i)
	if p.situation.failed(i.key) {
		p.plan.Unchanged++
		return
	}
	if i.parked(p.situation.Now, "") {
		p.wait(i)
		return
	}
	for _, e := range i.entries() {
		if p.losses.entries.held[Loss{Entry: e.ID}] {
			continue
		}
		c := p.deletion(i.key, e)
		p.add(c)
		if e.ID == i.listed.ID && !c.Recedes {
			p.noteVoid(i)
		}
	}
}

// wait leaves an item alone, saying why.
func (p *planner) wait(i *item) {
	p.plan.Parked++
	p.wakeFor(i)
	if i.appointment != nil {
		p.plan.Passed[i.key] = IsWaiting
	}
	if i.record.Failed != nil {
		p.plan.Findings.Append(problem.List{Items: []problem.Problem{*i.record.Failed}})
	}
}

// mirror plans what becomes of an appointment.
func (p *planner) mirror(i *item) {
	if i.parked(p.situation.Now, "") {
		p.wake(i.record.ParkedUntil)
	} else {
		for _, e := range i.old {
			p.add(p.deletion(i.key, e))
		}
	}
	for _, g := range i.dropped() {
		if p.losses.guests.held[Loss{i.listed.ID, g.Mail}] {
			i.want.Guests = byMail(append(i.want.Guests, g))
		}
	}
	if reason := p.situation.closed(*i.appointment); reason != "" && i.listed == nil {
		p.plan.Passed[i.key] = reason
		p.plan.Unchanged++
		p.miss(i)
		return
	}
	p.noteAnswers(i)
	wish := i.want.hash()
	if i.parked(p.situation.Now, wish) { // it takes no place in the budget
		p.wait(i)
		return
	}
	want, hash := p.ration(i), wish
	if len(want.Guests) < len(i.want.Guests) {
		hash = want.hash()
	}
	call, needed := p.decide(i, want, hash)
	if !needed {
		p.plan.Unchanged++
		if len(want.Guests) < len(i.want.Guests) || !i.listed.End.Equal(i.want.End) {
			p.wakeFor(i)
		}
		return
	}
	call.Wish = wish
	p.add(call)
}

// miss counts an entry as gone that we remember, that is not there, and that will not be made anew: a run that died may
// have taken it, and nobody else would count that.
func (p *planner) miss(i *item) {
	if i.record.Echo != nil && p.situation.inSight(*i.record.Echo) {
		i.record.Want, i.record.Echo = "", nil
		i.record = i.record.void()
		p.plan.Records[i.key] = &i.record
		p.missed++
	}
}

// decide gives the call that makes an entry what we want, or reports that none is needed. hash is that of what we want.
func (p *planner) decide(i *item, want Entry, hash string) (c Call, needed bool) {
	if i.listed == nil {
		given := i.record.counting(want, Entry{})
		c = Call{Verb: Insert, Key: i.key, Entry: want.answered(Entry{}, given), Invited: want.mails()}
		c.Heals = i.record.Echo != nil && i.record.Want == hash
		return p.addressed(c, want), true
	}
	wanted := i.record.Want == hash // we want what we wanted when we wrote last
	before := wanted && i.record.Echo != nil
	// Google shows the name of the zone, so a new one has to be written though the instants are the same.
	shifted := !wanted && i.listed.Zone != "" && i.listed.Zone != want.Zone
	if before && same(*i.listed, *i.record.Echo) || same(*i.listed, want) && !shifted {
		p.remember(i, want, hash)
		if before {
			p.noteUnlisted(i, want)
		}
		return Call{}, false
	}
	c = Call{Verb: Update, Key: i.key, Entry: want.answered(*i.listed, i.record.counting(want, *i.listed)),
		Changes: changes(*i.listed, want), Heals: before}
	c.Entry.ID, c.Entry.ETag = i.listed.ID, i.listed.ETag
	if before {
		c.Changes = changes(*i.listed, *i.record.Echo)
	}
	if shifted && !want.AllDay {
		c.Changes = append(c.Changes, Change{FieldZone, i.listed.Zone, want.Zone})
	}
	return p.addressed(c, *i.listed), true
}
