// What becomes of the answers of guests, from the moment that one is read to the day that it is forgotten. An answer
// belongs to the time for which it was given.
//
//	the guest, in Google             | the entry there               | what is remembered of the guest
//	has answered                     | is when we wrote, or want it  | that answer, for this time
//	has not                          | the same                      | none for this time: somebody asked once more
//	answered as for when we wrote it | was moved by hand             | as before: Google went on showing it
//	answered otherwise               | was moved by hand             | that, for the time by hand; as before for ours
//	has not                          | was moved by hand             | as before
//	has answered                     | was deleted by hand           | that answer, as above
//	has not                          | was deleted by hand           | as before: Google forgot it
//	any                              | was deleted by us             | nothing, see below
//	is not there                     | any                           | as before
//
// Who answers between two runs and whose entry is moved by hand before the second is asked again: nobody can tell for
// which time that was.
//
//	the entry                                        | its guests are sent with
//	has another title, text, room, other guests      | what they answered for its time
//	is put right, after any edit by hand             | the same
//	goes and comes as fewer or more days are wanted, | the same
//	or all is uninstalled and begun again            |
//	begins or ends at another time                   | what they answered for that one if it was before: an undo
//	                                                 | brings the answer back; else they are asked again
//	was deleted as the appointment was, or was       | they are asked again, whatever was answered before
//	called off, and comes back                       |
//
// What is remembered of an appointment of which nothing is left is forgotten after 30 days.

package calsync

import (
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/jobcal"
)

// remembered is for how many times an answer of a guest is remembered: whoever moves an appointment to and fro does not
// go on about it for ever.
const remembered = 5

// answers are those of guests, by mail address, of each the latest last.
type answers = map[string][]jobcal.Given

// unanswered is an entry without what its guests wrote, and its version.
func (e Entry) unanswered() Entry {
	e.ETag, e.Guests = "", slices.Clone(e.Guests)
	for i, g := range e.Guests {
		e.Guests[i] = Guest{Mail: g.Mail, Resource: g.Resource}
	}
	return e
}

// answered is an entry with what its guests have answered for its time. Whether they have to come is theirs, too, or of
// who edits by hand: it is as listed.
func (e Entry) answered(listed Entry, given answers) Entry {
	e.Guests = slices.Clone(e.Guests)
	for i, g := range e.Guests {
		if was, there := listed.guest(g.Mail); there {
			was.Resource = g.Resource
			g = was
		}
		e.Guests[i] = g.saying(given[g.Mail], e)
	}
	return e
}

// saying is a guest with the one of their answers that is for the time of an entry.
func (g Guest) saying(given []jobcal.Given, e Entry) Guest {
	if i := slices.IndexFunc(given, e.time().At); i >= 0 {
		g.Answer, g.Comment, g.AdditionalGuests = given[i].Answer, given[i].Comment, given[i].AdditionalGuests
	} else if g.answered() {
		g.Answer, g.Comment, g.AdditionalGuests = "needsAction", "", 0
	}
	return g
}

func (g Guest) answered() bool { return g.Answer != "" && g.Answer != "needsAction" }

// time is an answer for the time of an entry, without what was answered.
func (e Entry) time() jobcal.Given { return jobcal.Given{Start: e.Start, End: e.End, AllDay: e.AllDay} }

// answer is that of a guest of an entry.
func (e Entry) answer(g Guest) jobcal.Given {
	given := e.time()
	given.Answer, given.Comment, given.AdditionalGuests = g.Answer, g.Comment, g.AdditionalGuests
	return given
}

// heard is what guests have answered, once the entry was read; one without a start was not. wanted is the entry as it
// is to be.
func (r Record) heard(read, wanted Entry) answers {
	known := r.lifted().Given
	absent := read.Cancelled || read.Start.IsZero()
	switch {
	case absent && (r.Gone || r.unknown()):
		return nil
	case read.Start.IsZero():
		return known
	}
	given := maps.Clone(known)
	if given == nil {
		given = answers{}
	}
	moved := r.Echo != nil && !read.time().At(r.Echo.time()) && !read.time().At(wanted.time())
	for _, g := range read.Guests {
		before, said := known[g.Mail], read.answer(g)
		switch {
		case len(before) == 0 && !g.answered(), len(before) > 0 && before[len(before)-1].Equal(said): // nothing new
			continue
		case g.answered() && moved && slices.ContainsFunc(before, func(b jobcal.Given) bool {
			return b.At(r.Echo.time()) && b.Says(said)
		}): // as it was shown before it was moved
		case g.answered():
			given[g.Mail] = append(without(before, said), said)
		case !moved && !read.Cancelled:
			given[g.Mail] = without(before, said)
		}
		given[g.Mail] = given[g.Mail][max(0, len(given[g.Mail])-remembered):]
		if len(given[g.Mail]) == 0 {
			delete(given, g.Mail)
		}
	}
	return given
}

// without are answers but for the one for the same time.
func without(given []jobcal.Given, at jobcal.Given) []jobcal.Given {
	return slices.DeleteFunc(slices.Clone(given), at.At)
}

// counting are the answers that count for the entry that is wanted, given the one that is listed; none is listed if it
// has no start. What was called off and is to be on again asks anew; it is on again already, if it is called so: then
// the run that wrote it died. Whose address is corrected to the one that Google knows has answered already.
func (r Record) counting(wanted, listed Entry) answers {
	was := listed
	if r.Echo != nil {
		was = *r.Echo
	}
	if was.calledOff() && !wanted.calledOff() && listed.Title != wanted.Title {
		return nil
	}
	given := r.heard(listed, wanted)
	for mail, spelled := range r.Spelled {
		if wanted.has(spelled) && len(given[spelled]) == 0 && len(given[mail]) > 0 {
			given = maps.Clone(given)
			given[spelled] = given[mail]
		}
	}
	return given
}

// unknown reports whether nothing is known of any entry of the appointment: one that turns up was deleted long ago.
func (r Record) unknown() bool { return r.Want == "" && len(r.Trail) == 0 && r.Generation == 0 }

// lifted is the record with answers as they are kept today. Before, there were only those for the time of the entry;
// those of entries that went with their appointments have had their day.
func (r Record) lifted() Record {
	if r.Answers == nil {
		return r
	}
	was := r.Echo
	if was == nil {
		was = r.Receded
	}
	r.Gone = r.Gone || was == nil
	if was != nil && r.Given == nil {
		r.Given = answers{}
		for mail, answer := range r.Answers {
			r.Given[mail] = []jobcal.Given{was.answer(Guest{Answer: answer})}
		}
	}
	r.Answers = nil
	return r
}

// Invited are the answers of those who are invited now, whichever time they are for; never nil. Who has not answered is
// not among them.
func (r Record) Invited() map[string][]jobcal.Given {
	given := maps.Clone(r.lifted().Given)
	if given == nil {
		given = answers{}
	}
	maps.DeleteFunc(given, func(mail string, _ []jobcal.Given) bool { return r.Echo == nil || !r.Echo.has(mail) })
	return given
}

// void is the record of an appointment whose entry goes with it, or has gone: what was answered counts no more.
func (r Record) void() Record {
	r.Answers, r.Given, r.Gone = nil, nil, true
	return r
}

func sameAnswers(a, b answers) bool {
	return maps.EqualFunc(a, b, func(a, b []jobcal.Given) bool { return slices.EqualFunc(a, b, jobcal.Given.Equal) })
}

// noteAnswers remembers answers even if the entry waits, or its call is not made: who takes a guest out meanwhile shall
// not take the answer, too.
func (p *planner) noteAnswers(i *item) {
	if i.listed == nil {
		return
	}
	given := i.record.heard(*i.listed, i.want)
	if !sameAnswers(given, i.record.Given) {
		i.record.Given = given
		record := i.record
		p.plan.Records[i.key] = &record
	}
}

// noteVoid remembers, before the entry of an appointment that is gone is deleted, that its answers count no more: a run
// that dies in between could not be told from somebody who deletes the entry by hand, after which answers are kept.
func (p *planner) noteVoid(i *item) {
	if !i.record.Gone || len(i.record.Given) > 0 {
		i.record = i.record.void()
		record := i.record
		p.plan.Records[i.key] = &record
	}
}

// forget drops what is remembered of appointments of which there is nothing left, after a while.
func (p *planner) forget(items []*item) {
	const keep = 30 * 24 * time.Hour // after the last write
	there := map[Key]bool{}
	for _, i := range items {
		there[i.key] = true
	}
	for key, r := range p.situation.Memory.Records {
		old := len(r.Trail) == 0 || p.situation.Now.After(r.Trail[len(r.Trail)-1].At.Add(keep))
		if old && !there[key] && !p.situation.failed(key) {
			p.plan.Records[key] = nil
		}
	}
}
