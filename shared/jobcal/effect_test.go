package jobcal_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
	"pgregory.net/rapid"
)

var effects = []struct {
	about string
	edit  func(*event.Snapshot)
	want  string
}{
	{"nothing", func(*event.Snapshot) {}, "0 0 0 []"},
	{"what appointments say nothing of", func(s *event.Snapshot) {
		s.Courses[1].Notes, s.Courses[2].MaxSize = new("!"),
			new(7)
	}, "0 0 0 []"},
	{"another room", func(s *event.Snapshot) { s.Courses[1].Fields["room"] = scalar.Text("Saal") }, "0 2 0 [Anna]"},
	{"another instructor", func(s *event.Snapshot) {
		s.Registrations[2].Tracks[1] = event.Place{}
		s.Registrations[1].Tracks[1] = event.Place{CourseInstructor: new(event.CourseID(2))}
	}, "0 4 0 [Anna Bela]"},
	{"one more instructor, the other one's calendar stays as it is", func(s *event.Snapshot) {
		s.Registrations[4].Parts[1] = event.Stay{Status: event.Participant}
	}, "0 2 0 [Dora]"},
	{"an instructor who does not want to be invited", func(s *event.Snapshot) {
		s.Registrations[3].Tracks[1] = event.Place{CourseInstructor: new(event.CourseID(1))}
	}, "0 2 0 []"},
	{"a course less", func(s *event.Snapshot) { delete(s.Courses, 2) }, "0 0 2 [Bela]"},
	{"a course that does not take place", func(s *event.Snapshot) { s.Courses[1].Segments[1] = false }, "0 0 2 [Anna]"},
	{"a new course", func(s *event.Snapshot) {
		s.Courses[3] = &event.Course{Segments: map[event.TrackID]bool{1: true}}
		s.Registrations[3].Persona.ID, s.Registrations[3].Tracks[1] = 104,
			event.Place{CourseInstructor: new(event.CourseID(3))}
	}, "2 0 0 [Dora]"},
	{"a course offered, but cancelled", func(s *event.Snapshot) { s.Courses[2].Segments[2] = false }, "0 0 0 []"},
	{"two courses in one room", func(s *event.Snapshot) { s.Courses[2].Fields = s.Courses[1].Fields },
		"0 2 0 [Bela] /courses/2 room-twice"},
	{"somebody in two places", func(s *event.Snapshot) {
		s.Registrations[4].Persona.ID, s.Registrations[4].Parts[1] = 101, event.Stay{Status: event.Participant}
	}, "0 2 0 [Anna] /courses/2 person-twice"},
}

func TestEffect(t *testing.T) {
	for _, c := range effects {
		t.Run(c.about, func(t *testing.T) {
			after := school()
			c.edit(after)
			there, back := jobcal.EffectOf(school(), after, lessons(t), staff), jobcal.EffectOf(after, school(), lessons(t),
				staff)
			if there.Insert != back.Delete || there.Delete != back.Insert || there.Update != back.Update ||
				!slices.Equal(there.Persons, back.Persons) {
				t.Errorf("%+v, undone: %+v", there, back)
			}
			if !back.Warnings.Empty() {
				t.Errorf("undoing it warns: %s", summary(back.Warnings))
			}
			got := fmt.Sprint(there.Insert, there.Update, there.Delete, there.Persons)
			if !there.Warnings.Empty() {
				got += " " + summary(there.Warnings)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEffectIsWhatComparingTellsAndUndoingTakesBack for random imports.
func TestEffectIsWhatComparingTellsAndUndoingTakesBack(t *testing.T) {
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		before := eventtest.Snapshot(t)
		plan, persons := anySessions(t, before), everybody(before)
		imp, _ := partial.Decode(eventtest.File(eventtest.Import(t, before), 0))
		if imp == nil {
			t.Skip()
		}
		changes, found := diff.Compute(before, imp)
		if !found.Empty() {
			t.Skip()
		}
		applied := diff.Apply(before, changes, time.Now())
		was, is := jobcal.Derive(before, plan, persons), jobcal.Derive(applied.Snapshot, plan, persons)
		want := compare(was, is)
		effect := jobcal.EffectOf(before, applied.Snapshot, plan, persons)
		elsewhere := cmpopts.IgnoreFields(jobcal.Effect{}, "Persons", "Calendars", "Warnings")
		if diff := cmp.Diff(want, effect, elsewhere); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(recount(was, is, persons), counted(effect.Calendars)); diff != "" {
			t.Fatal(diff)
		}
		seen += want.Insert + want.Update + want.Delete
		undo, found := diff.Compute(applied.Snapshot, diff.Inverse(before.ID, changes, applied))
		if !found.Empty() {
			t.Fatal(found.Items)
		}
		undone := diff.Apply(applied.Snapshot, undo, time.Now()).Snapshot
		if diff := cmp.Diff(say(was), say(jobcal.Derive(undone, plan, persons))); diff != "" {
			t.Fatal(diff)
		}
	})
	if seen == 0 {
		t.Error("no import changed anything")
	}
}

// recount counts what each person sees come, change, go, by looking at their calendar alone.
func recount(was, is all, persons map[jobcal.PersonID]jobcal.Person) []string {
	mine := func(appointments all, id jobcal.PersonID) all {
		mine := all{}
		for key, a := range appointments {
			if !a.Cancelled && a.Has(id) {
				a.Persons = nil
				mine[key] = a
			}
		}
		return mine
	}
	lines := []string{}
	for id, p := range persons {
		if e := compare(mine(was, id), mine(is, id)); p.Sync && e.Insert+e.Update+e.Delete > 0 {
			lines = append(lines, fmt.Sprint(p.Name, e.Insert, e.Update, e.Delete))
		}
	}
	slices.Sort(lines)
	return lines
}

// counted is the same by the calendars of an effect, of which the series must say the same once more.
func counted(calendars []jobcal.Calendar) []string {
	lines := []string{}
	for _, c := range calendars {
		lines = append(lines, fmt.Sprint(c.Name, c.Insert, c.Update, c.Delete))
		for _, s := range c.Series {
			c.Insert, c.Update, c.Delete = c.Insert-s.Insert, c.Update-s.Update, c.Delete-s.Delete
		}
		if c.Insert != 0 || c.Update != 0 || c.Delete != 0 {
			lines = append(lines, "the series of "+c.Name+" do not add up")
		}
	}
	slices.Sort(lines)
	return lines
}

func TestCalendarsTellWhichEntries(t *testing.T) {
	after := school()
	after.Courses[1].Fields["room"] = scalar.Text("Saal")
	after.Registrations[2].Tracks[1] = event.Place{CourseInstructor: new(event.CourseID(1))}
	got := jobcal.EffectOf(school(), after, lessons(t), staff).Calendars
	was, is := jobcal.Derive(school(), lessons(t), staff), jobcal.Derive(after, lessons(t), staff)
	one, two := was["c1-t1-1"], was["c2-t1-1"]
	want := []jobcal.Calendar{
		{Name: "Anna", Update: 2, Series: []jobcal.Series{
			{Title: one.Title, Location: "Saal", Was: one.Location, Update: 2},
		}},
		{Name: "Bela", Insert: 2, Delete: 2, Series: []jobcal.Series{
			{Title: two.Title, Location: two.Location, Delete: 2},
			{Title: is["c1-t1-1"].Title, Location: "Saal", Insert: 2},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// anySessions are some in every track of an event.
func anySessions(t *rapid.T, s *event.Snapshot) jobcal.SessionPlan {
	plan := jobcal.SessionPlan{Tracks: map[event.TrackID][]jobcal.Session{},
		Invite: rapid.SampledFrom([]jobcal.Invite{jobcal.Instructors, jobcal.Everybody}).Draw(t, "invite")}
	for _, id := range s.Event.TrackIDs() {
		_, part, _ := s.Event.Track(id)
		for hour := range rapid.IntRange(0, 3).Draw(t, "sessions") {
			start := fmt.Sprintf("%sT%02d:00", s.Event.Parts[part].Begin, 9+hour)
			end := fmt.Sprintf("%sT%02d:00", s.Event.Parts[part].Begin, 10+hour)
			plan.Tracks[id] = append(plan.Tracks[id], jobcal.Session{Start: start, End: end, TimeZone: "Europe/Berlin"})
		}
	}
	checked, found := jobcal.CheckSessions(plan, &s.Event)
	if !found.Empty() {
		t.Fatal(found.Items)
	}
	return checked
}

func everybody(s *event.Snapshot) map[jobcal.PersonID]jobcal.Person {
	persons := map[jobcal.PersonID]jobcal.Person{}
	for _, r := range s.Registrations {
		id := jobcal.PersonID(fmt.Sprint("p", r.Persona.ID))
		persons[id] = jobcal.Person{ID: id, Persona: r.Persona.ID, Sync: true}
	}
	return persons
}

// compare counts what comes, changes, goes, in the simplest way.
func compare(was, is all) (e jobcal.Effect) {
	ids := slices.Collect(maps.Keys(was))
	for id := range is {
		if _, there := was[id]; !there {
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		old, there := was[id]
		new, stays := is[id]
		switch there, stays = there && !old.Cancelled, stays && !new.Cancelled; {
		case there && stays && old.Tag() != new.Tag():
			e.Update++
		case there && !stays:
			e.Delete++
		case stays && !there:
			e.Insert++
		}
	}
	return e
}
