package calsync

import (
	"slices"
	"testing"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Each of what the clock ends has the next comparison made in time.
func TestAPlanKnowsWhenTheClockMakesAnotherOne(t *testing.T) {
	now := crowded(0).Now
	in := func(hours int) time.Time { return now.Add(time.Duration(hours) * time.Hour) }
	const only Key = "job/a0"
	for what, c := range map[string]struct {
		change func(*Situation)
		wakes  time.Time
	}{
		"nothing": {func(*Situation) {}, time.Time{}},
		"an approval": {func(s *Situation) {
			s.Memory.Core.Approved = &Approval{At: in(-20)}
		}, in(4)},
		"a release": {func(s *Situation) {
			s.Supply.Releases = []Release{{At: in(1).Add(-jobcal.ReleaseLife)}, {At: in(-1).Add(-jobcal.ReleaseLife)}}
		}, in(1)},
		"an appointment beyond the window": {func(s *Situation) {
			s.Supply.Next = in(180*24 + 3)
		}, in(3)},
		"one that begins where the window ends": {func(s *Situation) { s.Supply.Next = in(180 * 24) }, now},
		"somebody whom Google refused": {func(s *Situation) {
			s.Rules = s.Rules[1:]
			s.Memory.Core.BadReaders = map[string]time.Time{"p0@kursbuch.example": in(5)}
			s.Memory.Core.Refusals = map[string]problem.Problem{"p0@kursbuch.example": {Code: oncalendar.BadShare}}
		}, in(5)},
		"the budget of the day": {postpone, in(1)}, // when it is over
		"no invitations for a while": {func(s *Situation) {
			postpone(s)
			s.Memory.Core.NobodyUntil = now.Add(30 * time.Minute)
		}, now.Add(30 * time.Minute)},
		"an entry that waits": {func(s *Situation) {
			s.wait(now.Add(20 * time.Minute))
		}, now.Add(20 * time.Minute)},
		"an entry that waits until after its end": {func(s *Situation) {
			s.wait(in(20))
		}, in(1)},
		"an entry that ends later than its appointment": {func(s *Situation) {
			s.Entries[0].End = in(30)
			s.Memory.Records[only] = Record{Want: s.Memory.Records[only].Want, Echo: &s.Entries[0]}
		}, in(1)},
	} {
		t.Run(what, func(t *testing.T) {
			s := crowded(1).written()
			c.change(s)
			if p := s.Plan(); !p.Wakes.Equal(c.wakes) || len(p.Calls) > 0 {
				t.Errorf("wakes %v, want %v; calls %+v", p.Wakes, c.wakes, p.Calls)
			}
		})
	}
}

// postpone adds a guest for whom there is no place today.
func postpone(s *Situation) {
	key := JobCalendar.Key("a0")
	a := s.Supply.Appointments[key]
	a.Persons = append(a.Persons, "p50")
	s.Supply.Appointments[key] = a
	s.Settings.InvitationsPerDay = 0
}

// wait has the only appointment wait, without an entry.
func (s *Situation) wait(until time.Time) {
	only := s.items()[0]
	s.Memory.Records[only.key] = Record{ParkedUntil: until, ParkedWant: only.want.hash()}
	s.Entries = nil
}

// The order in which entries and rights are listed makes no difference, anything else does.
func TestADigestIsThatOfWhatIsListed(t *testing.T) {
	s := crowded(5).written()
	s.Version = "v"
	note := s.Rest(s.Plan())
	if note == nil {
		t.Fatal("no note")
	}
	s.Memory.Core.Idle = note
	for what, c := range map[string]struct {
		change func(*Situation)
		rests  bool
	}{
		"nothing":       {func(*Situation) {}, true},
		"another order": {func(s *Situation) { slices.Reverse(s.Entries); slices.Reverse(s.Rules) }, true},
		"another ETag":  {func(s *Situation) { s.Entries[2].ETag = "2" }, false},
		"the same ETag": {func(s *Situation) { s.Entries[2].Title = "x" }, false},
		"one twice":     {func(s *Situation) { s.Entries = append(s.Entries, s.Entries[0]) }, false},
		"one less":      {func(s *Situation) { s.Entries = s.Entries[1:] }, false},
		"two swapped":   {func(s *Situation) { s.Entries[0].ETag, s.Entries[1].Title = "x", "y" }, false},
		"another right": {func(s *Situation) { s.Rules[3].Role = "writer" }, false},
		"no rights":     {func(s *Situation) { s.RulesFailed = &Error{} }, false},
		"stopped":       {func(s *Situation) { s.Memory.Core.Stopped = &Stop{} }, false},
		"no version":    {func(s *Situation) { s.Version = "" }, false},
	} {
		t.Run(what, func(t *testing.T) {
			changed, memory := *s, *s.Memory
			changed.Memory, changed.Entries, changed.Rules = &memory, slices.Clone(s.Entries), slices.Clone(s.Rules)
			c.change(&changed)
			if rests := changed.Rests(); rests != c.rests {
				t.Errorf("rests: %v", rests)
			}
		})
	}
}

func TestWhatIsNotClearLeavesNoNote(t *testing.T) {
	for what, change := range map[string]func(*Situation){
		"a source that failed":      func(s *Situation) { s.Supply.Failed = []Source{"event/1"} },
		"an event on its way out":   func(s *Situation) { s.Supply.Leaving = []Source{"event/1"} },
		"no rights":                 func(s *Situation) { s.RulesFailed = &Error{} },
		"no version":                func(s *Situation) { s.Version = "" },
		"something to do":           func(s *Situation) { s.Entries[1].Title = "x" },
		"what the guard holds back": func(s *Situation) { s.Supply.Appointments = nil },
	} {
		t.Run(what, func(t *testing.T) {
			s := crowded(3).written()
			s.Version = "v"
			change(s)
			if note := s.Rest(s.Plan()); note != nil {
				t.Errorf("%+v", note)
			}
		})
	}
}
