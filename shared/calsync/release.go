// What goes because somebody approved it elsewhere: who confirmed an import saw what it does to calendars, who approved
// what a table deletes saw which appointments. The guard lets that pass, and does not count it. It is exactly what was
// approved:
//
//	the release is of       | what it lets pass
//	a course in a track     | its entries, in whichever session
//	persons in such a one   | their invitations to it
//	appointments            | their entries
//	any, a week ago         | nothing any more

package calsync

import (
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Release is an approval of what goes that was given elsewhere.
type Release struct {
	// What was approved, as [oncalendar.ByImport] and its like have it.
	What problem.Text
	By   string // mail address
	At   time.Time
	// Source is whose appointments go: those of Slots and Appointments.
	Source Source
	// Slots have the persons who are not invited any more; none: the entries go.
	Slots        map[jobcal.Slot][]jobcal.PersonID
	Appointments map[jobcal.AppointmentID]bool
}

// frees reports whether a release lets the entry of an appointment go or, if persons are named, their invitation.
func (r Release) frees(key Key, persons ...jobcal.PersonID) bool {
	id, of := strings.CutPrefix(string(key), string(r.Source)+"/")
	if !of {
		return false
	}
	appointment := jobcal.AppointmentID(id)
	gone, there := r.Slots[appointment.Slot()]
	if len(persons) > 0 {
		return slices.ContainsFunc(persons, func(id jobcal.PersonID) bool { return slices.Contains(gone, id) })
	}
	return r.Appointments[appointment] || there && len(gone) == 0
}

// released is what was approved elsewhere and still counts, the latest first.
func (s *Situation) released() []Release {
	all := slices.DeleteFunc(slices.Clone(s.Supply.Releases), func(r Release) bool {
		return !s.Now.Before(r.At.Add(jobcal.ReleaseLife))
	})
	slices.SortStableFunc(all, func(a, b Release) int { return b.At.Compare(a.At) })
	return all
}

// pardon is what was approved, of the losses that there are.
type pardon struct {
	releases []Release
	persons  map[string][]jobcal.PersonID // by mail address
	losses   map[Loss]bool                // of what was held back, that somebody approved
	passing  map[*Release]*passing        // what goes by a release
}

// passing is what goes by one release.
type passing struct{ entries, guests int }

func (s *Situation) pardon() *pardon {
	p := &pardon{releases: s.released(), losses: s.approved(), persons: map[string][]jobcal.PersonID{},
		passing: map[*Release]*passing{}}
	for id, person := range s.Supply.Persons {
		p.persons[person.Mail] = append(p.persons[person.Mail], id)
	}
	return p
}

// entry reports whether the entry of an appointment may go.
func (p *pardon) entry(key Key, l Loss) bool {
	if p.losses[l] {
		return true
	}
	r := p.release(key)
	if r != nil {
		p.of(r).entries++
	}
	return r != nil
}

// guest reports whether an invitation may go.
func (p *pardon) guest(key Key, l Loss) bool {
	if p.losses[l] {
		return true
	}
	persons := p.persons[l.Mail]
	if len(persons) == 0 {
		return false
	}
	r := p.release(key, persons...)
	if r != nil {
		p.of(r).guests++
	}
	return r != nil
}

func (p *pardon) of(r *Release) *passing {
	if p.passing[r] == nil {
		p.passing[r] = new(passing)
	}
	return p.passing[r]
}

// release is the one that lets something go; nil: none does.
func (p *pardon) release(key Key, persons ...jobcal.PersonID) *Release {
	for i := range p.releases {
		if r := &p.releases[i]; r.frees(key, persons...) {
			return r
		}
	}
	return nil
}

// findings say what goes by an approval: whose, of when, of what.
func (p *pardon) findings() (found problem.List) {
	for i := range p.releases {
		r := &p.releases[i]
		if goes := p.passing[r]; goes != nil {
			lost := oncalendar.Lost(goes.entries, goes.guests, 0)
			found.Add("", oncalendar.Released, lost.De, lost.En, r.By, Instant(r.At), r.What.De, r.What.En)
		}
	}
	return found
}
