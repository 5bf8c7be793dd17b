// What goes by an order, however much it is: everything that came from a source of which nothing is to be left.
//
//	an entry of the source         | goes, without a mail, also if it is over
//	its record                     | keeps the generation, so that no entry ever has the ID of one that is gone, and that
//	                               | answers of what is left of it count no more
//	a plan                         | sees neither

package calsync

import (
	"maps"
	"slices"
	"strings"

	"kursbuch.internal/shared/jobcal"
)

// of reports whether an appointment comes from a source.
func (k Key) of(source Source) bool { return strings.HasPrefix(string(k), string(source)+"/") }

// source is where an appointment comes from.
func (k Key) source() Source { return Source(k[:max(0, strings.LastIndexByte(string(k), '/'))]) }

// Departure is the plan that takes out everything of a source: what is listed, and what we know of though it is not.
func (s *Situation) Departure(source Source) *Plan {
	p := newPlan()
	own, listed := s.own(), map[EntryID]bool{}
	leave := func(key Key, e Entry) {
		listed[e.ID] = true
		p.Calls = append(p.Calls, Call{Verb: Delete, Key: key, Entry: e, Notify: NotifyNone, Removed: e.mails()})
	}
	for _, e := range s.Entries {
		if mark, ours := own(e); ours && !e.Cancelled && mark.Key.of(source) {
			leave(mark.Key, e)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.Memory.Records)) {
		if e := s.Memory.Records[key].Known(); e != nil && key.of(source) && !listed[e.ID] {
			leave(key, *e)
		}
	}
	p.Core = s.Memory.Core
	return p
}

// Departed reports whether nothing of a source is listed any more.
func (s *Situation) Departed(source Source) bool {
	own := s.own()
	return !slices.ContainsFunc(s.Entries, func(e Entry) bool {
		mark, ours := own(e)
		return ours && !e.Cancelled && mark.Key.of(source)
	})
}

// Forgotten is what is left of records once nothing of a source is in the calendar.
func (m *Memory) Forgotten(source Source) map[Key]*Record {
	bare := map[Key]*Record{}
	for key, r := range m.Records {
		if key.of(source) {
			bare[key] = &Record{Generation: r.Generation, Gone: true}
		}
	}
	return bare
}

// SetAside leaves out what is on its way out of the calendar.
func (s *Situation) SetAside() {
	own := s.own()
	leaving := func(key Key) bool { return slices.ContainsFunc(s.Supply.Leaving, key.of) }
	s.Entries = slices.DeleteFunc(s.Entries, func(e Entry) bool {
		mark, ours := own(e)
		return ours && leaving(mark.Key)
	})
	maps.DeleteFunc(s.Supply.Appointments, func(key Key, _ jobcal.Appointment) bool { return leaving(key) })
	maps.DeleteFunc(s.Memory.Records, func(key Key, _ Record) bool { return leaving(key) })
}
