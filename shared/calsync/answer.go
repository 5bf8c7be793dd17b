// What becomes of the answers of guests, from the moment that one is read to the day that it is forgotten:
//
//	the guest                                    | is sent with           | is remembered with
//	is there and has answered                    | that answer            | that answer
//	is there and has not, the entry not deleted  | no answer              | none: somebody asked once more
//	is there and has not, the entry deleted      | what is remembered     | what is remembered: Google forgot it
//	is not there                                 | what is remembered     | what is remembered
//	has an appointment that was deleted          |                        | what is remembered, for 30 days

package calsync

import (
	"maps"
	"slices"
	"time"
)

// unanswered is an entry without what its guests wrote, and its version.
func (e Entry) unanswered() Entry {
	e.ETag, e.Guests = "", slices.Clone(e.Guests)
	for i, g := range e.Guests {
		e.Guests[i] = Guest{Mail: g.Mail, Resource: g.Resource}
	}
	return e
}

// answered is an entry with the answers that its guests gave: as they are in Google or, of guests who are not there any
// more, as they were. A deleted entry may have forgotten them.
func (e Entry) answered(listed Entry, remembered map[string]string) Entry {
	e.Guests = slices.Clone(e.Guests)
	for i, g := range e.Guests {
		was, there := listed.guest(g.Mail)
		if there && !(listed.Cancelled && !was.answered() && remembered[g.Mail] != "") {
			was.Resource = g.Resource
			e.Guests[i] = was
		} else {
			e.Guests[i].Answer = remembered[g.Mail]
		}
	}
	return e
}

// answers are those of the guests, by mail address; of guests who are not there, those that are remembered. Who is
// there and has not answered was asked once more by somebody.
func (e Entry) answers(remembered map[string]string) map[string]string {
	given := maps.Clone(remembered)
	if given == nil {
		given = map[string]string{}
	}
	for _, g := range e.Guests {
		if g.answered() {
			given[g.Mail] = g.Answer
		} else if !e.Cancelled {
			delete(given, g.Mail)
		}
	}
	return given
}

func (g Guest) answered() bool { return g.Answer != "" && g.Answer != "needsAction" }

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
