package syncrun_test

import (
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/calsync"
)

// perDay is how many entries may go in a day.
const perDay = 2

// weigh checks that no more went in a day than may. What a run took is known for certain once one had nothing left to
// do: until then it may come back, and what was not heard of is found out.
func (m *machine) weigh(settled bool) {
	m.Helper()
	is := m.ours()
	for key := range m.there {
		if _, listed := is[key]; listed {
			delete(m.gone, key)
		} else if _, missed := m.gone[key]; !missed {
			m.gone[key] = m.now
		}
	}
	if !settled {
		return
	}
	m.went = slices.AppendSeq(m.went, maps.Values(m.gone))
	m.there, m.gone = map[calsync.Key]bool{}, map[calsync.Key]time.Time{}
	for key := range is {
		m.there[key] = true
	}
	m.went = slices.DeleteFunc(m.went, func(at time.Time) bool { return !m.now.Before(at.Add(24 * time.Hour)) })
	if len(m.went) > perDay {
		m.Errorf("%d entries went in a day: %v", len(m.went), m.went)
	}
}
