package calsync

import (
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// soon is how near something has to begin for a mail about it in quiet mode.
const soon = 48 * time.Hour

// keep is how long we remember an appointment of which there is nothing left, after the last write.
const keep = 30 * 24 * time.Hour

// planner makes a plan of a situation.
type planner struct {
	*Situation
	losses
	budget int
	plan   *Plan
	calls  map[Verb][]Call
}

// Plan compares what should be with what is.
//
//	appointment | entry            | result
//	a           | -                | insert a, unless it is over
//	a           | a                | nothing
//	a           | a, with answers  | nothing; the answers are remembered
//	a'          | a                | update to a', the guests' answers repeated
//	a           | a, edited        | update to a
//	-           | a                | delete, unless its source failed or the guard holds it back
//	any         | foreign          | nothing
//
// Calls come in the order in which they are made: what takes something away first, the nearest appointments first.
func (s *Situation) Plan() *Plan {
	p := s.plan()
	if h := p.Held; h != nil {
		h.Mails = s.letting(h).plan().mails() - p.mails()
	}
	return p
}

func (s *Situation) plan() *Plan {
	items := s.items()
	p := planner{Situation: s, losses: s.guard(items), budget: s.invitations(items), plan: newPlan(),
		calls: map[Verb][]Call{}}
	for _, i := range items {
		if i.appointment == nil {
			p.remove(i)
		} else {
			p.mirror(i)
		}
	}
	p.share()
	p.forget(items)
	if name := s.Settings.MasterCalendar; name != s.Memory.Core.Name {
		p.add(Call{Verb: Rename, Name: name})
	}
	for _, verb := range []Verb{Revoke, Delete, Update, Insert, Grant, Rename} {
		p.plan.Calls = append(p.plan.Calls, p.calls[verb]...)
	}
	p.plan.Held = p.held()
	p.plan.Findings.Append(s.findings(items))
	p.plan.Appointments = len(items)
	return p.plan
}

func (p *planner) add(c Call) { p.calls[c.Verb] = append(p.calls[c.Verb], c) }

// invitations is how many guests from outside may be invited now.
func (s *Situation) invitations(items []*item) int {
	core := s.Memory.Core
	if s.Now.Before(core.NobodyUntil) {
		return 0
	}
	left := s.Settings.InvitationsPerDay
	if core.InvitedOn == s.Now.UTC().Format(time.DateOnly) {
		left -= core.Invited
	}
	for _, i := range items {
		if i.listed != nil {
			left -= s.unnoticed(i.key, *i.listed)
		}
	}
	return max(0, left)
}

// unnoticed is how many guests from outside an entry has whom no run has noted: the one that invited them did not hear
// of it, or somebody else did. They count against Google's limit all the same.
func (s *Situation) unnoticed(key Key, is Entry) int {
	n, known := 0, s.Memory.Records[key].Echo
	for _, g := range is.Guests {
		if s.Settings.outside(g) && (known == nil || !known.has(g.Mail)) {
			n++
		}
	}
	return n
}

// remove plans what becomes of entries without an appointment.
func (p *planner) remove(i *item) {
	p.noteAnswers(i)
	if p.failed(i.key) {
		p.plan.Unchanged++
		return
	}
	if i.parked(p.Now, "") {
		p.wait(i)
		return
	}
	for _, e := range i.entries() {
		if !p.entries.held[Loss{Entry: e.ID}] {
			p.add(p.deletion(i.key, e))
		}
	}
}

// left reports whether an entry goes only because fewer days ahead are mirrored. One that was moved out of them went
// before.
func (s *Situation) left(key Key, e Entry) bool {
	_, until := s.Settings.Window(s.Now)
	return s.Beyond[key] && !e.Start.Before(until)
}

// wait leaves an item alone, saying why.
func (p *planner) wait(i *item) {
	p.plan.Parked++
	if i.record.Failed != nil {
		say(&p.plan.Findings, *i.record.Failed)
	}
}

// say adds one finding to others.
func say(found *problem.List, p problem.Problem) {
	found.Append(problem.List{Items: []problem.Problem{p}})
}

func (p *planner) deletion(key Key, e Entry) Call {
	return p.told(Call{Verb: Delete, Key: key, Entry: e, Removed: e.mails(), Left: p.left(key, e)}, e)
}

// again is what becomes of a call when the entry turns out to be another one: a new call, or none if that is as it
// should be.
func (s *Situation) again(c Call, found Entry) (Call, bool, *Record) {
	p := planner{Situation: s, plan: newPlan()}
	i := &item{key: c.Key, record: s.Memory.Records[c.Key], listed: &found}
	i.record.Generation = c.Entry.Mark.Generation
	want := c.Entry
	want.ID, want.ETag = "", ""
	call, ok := p.decide(i, want, want.hash())
	return call, ok, p.plan.Records[c.Key]
}

// mirror plans what becomes of an appointment.
func (p *planner) mirror(i *item) {
	if !i.parked(p.Now, "") {
		for _, e := range i.old {
			p.add(p.deletion(i.key, e))
		}
	}
	for _, g := range i.lost() {
		if p.guests.held[Loss{i.listed.ID, g.Mail}] {
			i.want.Guests = byMail(append(i.want.Guests, g))
		}
	}
	// nobody is invited to what is over, or off
	if i.listed == nil && (i.appointment.Cancelled || !i.want.End.After(p.Now)) {
		p.plan.Unchanged++
		return
	}
	p.noteAnswers(i)
	wished := i.want.hash()
	if i.parked(p.Now, wished) { // without a place in the budget
		p.wait(i)
		return
	}
	want, hash := p.ration(i), wished
	if len(want.Guests) < len(i.want.Guests) {
		hash = want.hash()
	}
	if call, ok := p.decide(i, want, hash); ok {
		p.add(call)
		p.plan.wishes[i.key] = wished
	} else {
		p.plan.Unchanged++
	}
}

// noteAnswers remembers answers even if the entry waits, or its call is not made: who takes a guest out meanwhile shall
// not take the answer, too.
func (p *planner) noteAnswers(i *item) {
	if i.listed == nil {
		return
	}
	answers := i.listed.answers(i.record.Answers)
	if !maps.Equal(answers, i.record.Answers) {
		i.record.Answers = answers
		record := i.record
		p.plan.Records[i.key] = &record
	}
}

// ration leaves out those guests from outside whom the budget does not allow to be invited yet.
func (p *planner) ration(i *item) Entry {
	want := i.want
	want.Guests = slices.DeleteFunc(slices.Clone(want.Guests), func(g Guest) bool {
		if !p.Settings.outside(g) || i.listed != nil && i.listed.has(g.Mail) {
			return false
		}
		if p.budget > 0 {
			p.budget--
			return false
		}
		p.plan.Open++
		return true
	})
	return want
}

// decide gives the call that makes an entry what we want, or none if it is that already. hash is that of what we want.
func (p *planner) decide(i *item, want Entry, hash string) (Call, bool) {
	if i.listed == nil {
		c := Call{Verb: Insert, Key: i.key, Entry: want.answered(Entry{}, i.record.Answers), Invited: want.mails()}
		c.Heals = i.record.Echo != nil && i.record.Want == hash
		return p.told(c, want), true
	}
	before := i.record.Want == hash && i.record.Echo != nil
	// Google shows the name of the zone
	shifted := i.record.Want != hash && i.listed.Zone != "" && i.listed.Zone != want.Zone
	if before && same(*i.listed, *i.record.Echo) || same(*i.listed, want) && !shifted {
		p.remember(i, hash)
		return Call{}, false
	}
	call := Call{Verb: Update, Key: i.key, Entry: want.answered(*i.listed, i.record.Answers),
		Changes: changes(*i.listed, want), Heals: before}
	call.Entry.ID, call.Entry.ETag = i.listed.ID, i.listed.ETag
	if before {
		call.Changes = changes(*i.listed, *i.record.Echo)
	}
	if shifted && !want.AllDay {
		call.Changes = append(call.Changes, Change{"zone", i.listed.Zone, want.Zone})
	}
	return p.told(call, *i.listed), true
}

// remember notes what was found without a call, if that is news.
func (p *planner) remember(i *item, hash string) {
	r, answers := i.record, i.listed.answers(i.record.Answers)
	if r.Want == hash && r.Echo != nil && maps.Equal(r.Answers, answers) && r.Heals == 0 && r.Failures == 0 {
		return
	}
	echo := *i.listed
	r.Want, r.Echo, r.Answers, r.Left, r.Heals = hash, &echo, answers, nil, 0
	r.Failures, r.Failed, r.ParkedUntil, r.ParkedWant = 0, nil, time.Time{}, ""
	p.plan.Records[i.key] = &r
}

// share plans who may read the calendar.
func (p *planner) share() {
	if p.RulesFailed != nil {
		return
	}
	for _, mail := range p.unwelcome() {
		if !p.losses.readers.held[Loss{Mail: mail}] {
			p.ask(Call{Verb: Revoke, Mail: mail})
		}
	}
	roles := p.roles()
	for _, mail := range p.Situation.readers() {
		if role := roles[mail]; role == "" || role == "none" || role == "freeBusyReader" {
			p.ask(Call{Verb: Grant, Mail: mail})
		}
	}
}

// ask plans a call about a right, unless Google refused it within the day.
func (p *planner) ask(c Call) {
	if until := p.Memory.Core.BadReaders[c.Mail]; p.Now.Before(until) {
		p.plan.Findings.Add(p.person(c.Mail), oncalendar.BadShare, "("+clock(until)+")")
		return
	}
	p.add(c)
}

// forget drops what is remembered of appointments of which there is nothing left, after a while.
func (p *planner) forget(items []*item) {
	there := map[Key]bool{}
	for _, i := range items {
		there[i.key] = true
	}
	for key, r := range p.Memory.Records {
		if !there[key] && !p.failed(key) && (len(r.Trail) == 0 || p.Now.After(r.Trail[len(r.Trail)-1].At.Add(keep))) {
			p.plan.Records[key] = nil
		}
	}
}
