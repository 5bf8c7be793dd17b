package syncrun_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/syncrun"
	"pgregory.net/rapid"
)

// school is an event with one course, which meets twice in a track, and which imports have take place, or not. It has
// no guests.
type school struct {
	now     jobcal.Programme
	imports int
}

// morning is the track of the course.
const morning event.TrackID = 2

func newSchool() *school {
	s := sample.Event(1, 1)
	course := s.Courses[1]
	course.Segments = map[event.TrackID]bool{morning: true}
	s.Courses = map[event.CourseID]*event.Course{1: course}
	return &school{now: jobcal.Programme{Snapshot: s, Sessions: mornings(2)}}
}

func (s *school) Planned(context.Context, time.Time) ([]jobcal.Planned, error) {
	return []jobcal.Planned{{ID: 1, Mark: fmt.Sprint(s.imports)}}, nil
}

func (s *school) Programme(context.Context, event.ID) (*jobcal.Programme, error) { return &s.now, nil }

// appointments are those that end after from and start before until.
func (s *school) appointments(from, until time.Time) map[calsync.Key]jobcal.Appointment {
	all := map[calsync.Key]jobcal.Appointment{}
	for id, a := range jobcal.Derive(s.now.Snapshot, s.now.Sessions, nil) {
		if a.Span.End.After(from) && a.Span.Start.Before(until) {
			all[syncrun.EventSource(1).Key(id)] = a
		}
	}
	return all
}

// toggle confirms an import by which the course takes place, or does not any more. It reports which.
func (s *school) toggle(at time.Time) (takesPlace bool) {
	before := jobcal.Occasion{Snapshot: s.now.Snapshot, Sessions: s.now.Sessions}
	next, course := *before.Snapshot, before.Snapshot.Courses[1].Clone().(*event.Course)
	course.Segments[morning] = !course.Segments[morning]
	next.Courses = map[event.CourseID]*event.Course{1: course}
	after := jobcal.Occasion{Snapshot: &next, Sessions: s.now.Sessions}
	release := jobcal.Release{Title: "Streichliste", By: boss, At: at}
	s.now.Releases = jobcal.Released(before, after, s.now.Releases, release)
	s.now.Snapshot, s.imports = after.Snapshot, s.imports+1
	return course.Segments[morning]
}

// confirm is an import that somebody confirms: what goes by it is released, unless another one has it take place again.
func (m *machine) confirm(*rapid.T) {
	m.release(func() []calsync.Key {
		keys := slices.Collect(maps.Keys(m.school.appointments(time.Time{}, m.now.AddDate(1, 0, 0))))
		if !m.school.toggle(m.now) {
			return keys
		}
		for _, key := range keys {
			delete(m.released, key)
		}
		return nil
	})
}

// drop is a table without an appointment, as somebody approved.
func (m *machine) drop(r *rapid.T) {
	id := jobcal.AppointmentID(rapid.SampledFrom(names).Draw(r, "appointment"))
	m.release(func() []calsync.Key {
		m.tables = append(m.tables, table.State{Table: "MAUFJOB", Approved: []table.Approval{{By: boss, At: m.now,
			Appointments: []jobcal.AppointmentID{id}}}})
		m.put(jobcal.Operation{Delete: id})
		return []calsync.Key{calsync.JobCalendar.Key(id)}
	})
}

// release has somebody approve that entries go: for a week they pass the guard, and do not count.
func (m *machine) release(approve func() []calsync.Key) {
	m.google.Heal()
	m.now = m.now.Add(time.Hour)
	m.doubt()
	m.attempt() // whatever else goes
	alone, counted := m.settled != nil && m.settled.Held == nil, m.counted()
	keys := approve()
	m.herald.rumor++ // the store would tell
	m.doubt()
	for _, key := range keys {
		m.released[key] = m.now
		if _, missed := m.gone[key]; missed { // nobody has found out
			delete(m.gone, key)
			delete(m.there, key)
		}
	}
	m.attempt()
	if !alone || m.settled == nil {
		return
	}
	is, wanted, tomorrow := m.ours(), m.wanted(), m.now.Add(24*time.Hour).Format(time.RFC3339)
	for _, key := range keys {
		e, there := is[key]
		_, stays := wanted[key]
		if there && !stays && e.seen().End > tomorrow { // what has passed stays
			m.Errorf("%s is to go, as somebody approved, and is there: %+v", key, m.settled)
		}
	}
	if after := m.counted(); after > counted {
		m.Errorf("%d entries count, not %d: %v", after, counted, keys)
	}
}

// counted is how many entries the guard counts as gone.
func (m *machine) counted() (n int) {
	core, err := m.store.Sync().Core(m.Context())
	m.must(err)
	for _, w := range core.Went {
		n += w.Entries
	}
	return n
}
