// What resources answer. Nobody reads their mails, so that people have to be told when one does not come: by each run,
// by the examination, by what is explained of the appointment.
//
//	the resource                                        | people are told
//	has declined, at the time that the appointment has  | yes, until one of the two is another one
//	has declined, and the appointment moves             | no: it is asked again
//	is not wanted any more, or has another address      | no
//	has declined what is over, or does not take place   | no
//	has not answered, or has accepted                   | no

package calsync

import (
	"slices"
	"strconv"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// missed is a resource that an appointment is to have and does not get.
type missed struct {
	of       *item
	resource jobcal.ResourceID
}

// declined are the resources that an item does not get.
func (s *Situation) declined(i *item) (all []missed) {
	if i.appointment == nil || i.listed == nil || s.closed(*i.appointment) != "" || i.listed.when() != i.want.when() {
		return nil
	}
	for _, id := range i.appointment.Resources {
		guest, invited := i.listed.guest(s.Supply.Resources[id].Mail)
		if invited && guest.Answer == "declined" {
			all = append(all, missed{i, id})
		}
	}
	return all
}

// declines tell of the resources that appointments do not get: of each, unless one resource declines many.
func (s *Situation) declines(items []*item) (found problem.List) {
	all := map[jobcal.ResourceID][]missed{}
	var order []jobcal.ResourceID
	for _, i := range items {
		for _, m := range s.declined(i) {
			if !slices.Contains(order, m.resource) {
				order = append(order, m.resource)
			}
			all[m.resource] = append(all[m.resource], m)
		}
	}
	for _, id := range order {
		if lost := all[id]; len(lost) <= mostTold {
			for _, m := range lost {
				s.tell(m, &found)
			}
		} else {
			texts := make([]string, len(lost))
			for n, m := range lost {
				texts[n] = m.of.called()
			}
			found.Add("", oncalendar.RoomsDeclined, s.Supply.Resources[id].Name, strconv.Itoa(len(lost)), firstOf(texts))
		}
	}
	return found
}

// tell says that an appointment does not get a resource.
func (s *Situation) tell(m missed, found *problem.List) {
	a := m.of.appointment
	found.Add(m.of.key.Path(), oncalendar.RoomDeclined, s.Supply.Resources[m.resource].Name, a.Title, begins(*a))
}
