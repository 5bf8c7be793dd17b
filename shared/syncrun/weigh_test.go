package syncrun_test

import (
	"slices"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/syncrun"
)

// perDay is how many entries may go in a day.
const perDay = 2

// weigh checks that no more went in a day than may. What a run took is known for certain once one had nothing left to
// do, nor held it back: until then it may come back, and what was not heard of is found out.
func (m *machine) weigh() {
	m.Helper()
	is := m.ours()
	for key := range m.there {
		_, listed := is[key]
		_, missed := m.gone[key]
		approved, released := m.released[key]
		switch {
		case listed:
			delete(m.gone, key)
		case missed:
		case released && m.now.Before(approved.Add(jobcal.ReleaseLife)):
			delete(m.there, key)
		default:
			m.gone[key] = m.now
		}
	}
	if m.settled == nil {
		return
	}
	there, gone := map[calsync.Key]string{}, map[calsync.Key]time.Time{}
	for key, at := range m.gone {
		if withheld(m.settled, m.there[key]) {
			there[key], gone[key] = m.there[key], at
		} else {
			m.went = append(m.went, at)
		}
	}
	for key, e := range is {
		there[key] = e.Id
	}
	m.there, m.gone = there, gone
	m.went = slices.DeleteFunc(m.went, func(at time.Time) bool { return !m.now.Before(at.Add(24 * time.Hour)) })
	if len(m.went) > perDay {
		m.Errorf("%d entries went in a day: %v", len(m.went), m.went)
	}
}

// withheld reports whether the guard holds an entry back.
func withheld(r *syncrun.Report, id string) bool {
	return r.Held != nil && slices.Contains(r.Held.Losses, calsync.Loss{Entry: calsync.EntryID(id)})
}
