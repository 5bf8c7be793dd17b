// What becomes of what is remembered once the master calendar is lost, and another one is made in its place:
//
//	what is remembered           | for the new calendar
//	entries, as they were written| forgotten: they are written anew, the near ones first, within the budget
//	the generation               | the next one: guests may still have copies of the old entry, by its ID
//	answers                      | who declined has declined; whoever else answered is asked anew, and so is any room
//	what failed, what waits      | forgotten
//	the latest writes            | kept
//	who may read it by us        | forgotten: the rights are given anew
//	what went, what was approved | forgotten: it was about entries that are no more
//	how many were invited        | kept: Google counts them by who invites

package calsync

import (
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Making is a calendar that was about to be made. It is stored: fields may be added, never rename or retype one.
type Making struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

// Anew is what is remembered from now on, once a calendar of that name was made in the place of the one that is lost,
// or of none.
func (m *Memory) Anew(calendar CalendarID, name string) (Core, map[Key]*Record) {
	core := m.Core
	core.Calendar, core.Name, core.Making = calendar, name, nil
	core.Readers, core.Spelled, core.Approved, core.Went, core.Stopped, core.Idle = nil, nil, nil, nil, nil, nil
	records := map[Key]*Record{}
	for key, r := range m.Records {
		records[key] = &Record{Generation: r.Generation + 1, Trail: r.Trail, Given: r.refusals()}
	}
	return core, records
}

// refusals are the answers of the people who declined, for whichever time. A resource may have declined because of the
// very calendar that is lost, and nobody would ask it again.
func (r Record) refusals() map[string][]jobcal.Given {
	only := map[string][]jobcal.Given{}
	for mail, given := range r.lifted().Given {
		if isResource(r.Echo, mail) || isResource(r.Receded, mail) {
			continue
		}
		for _, g := range given {
			if g.Answer == "declined" {
				only[mail] = append(only[mail], g)
			}
		}
	}
	return only
}

// isResource reports whether a guest of an entry is a resource; nil: there is no entry.
func isResource(e *Entry, mail string) bool {
	if e == nil {
		return false
	}
	g, _ := e.guest(mail)
	return g.Resource
}

// Gone is what people read when Google does not know the calendar any more: how they get a new one and, if nobody knows
// whether one was made already, what may lie around.
func (c Core) Gone() (found problem.List) {
	found.Add("", oncalendar.CalendarGone, string(c.Calendar))
	found.Append(c.Leftover())
	return found
}

// Leftover says that there may be an empty calendar that nobody uses; nothing, if there is none.
func (c Core) Leftover() (found problem.List) {
	if c.Making != nil {
		found.Add("", oncalendar.CalendarLeft, c.Making.Name, Instant(c.Making.At))
	}
	return found
}
