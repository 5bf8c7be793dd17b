package calsync

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
)

func TestAReleaseFreesWhatWasApproved(t *testing.T) {
	confirmed := Release{Source: "event/1", Slots: map[jobcal.Slot][]jobcal.PersonID{"c1-t2": {}, "c4-t2": {"anna"}}}
	table := Release{Source: JobCalendar, Appointments: map[jobcal.AppointmentID]bool{"a": true}}
	for says, test := range map[string]struct {
		release Release
		key     Key
		persons []jobcal.PersonID
		want    bool
	}{
		"the course goes": {confirmed, "event/1/c1-t2-3", nil, true},
		"another course":  {confirmed, "event/1/c11-t2-3", nil, false},
		"another event":   {confirmed, "event/12/c1-t2-3", nil, false},
		"the person goes": {confirmed, "event/1/c4-t2-3", []jobcal.PersonID{"bela", "anna"}, true},
		"another person":  {confirmed, "event/1/c4-t2-3", []jobcal.PersonID{"bela"}, false},
		"the entry from which only a person goes": {confirmed, "event/1/c4-t2-3", nil, false},
		"a row of the table":                      {table, "job/a", nil, true},
		"another row":                             {table, "job/ab", nil, false},
	} {
		if got := test.release.frees(test.key, test.persons...); got != test.want {
			t.Errorf("%s: %t", says, got)
		}
	}
}

func TestTheMemoryOfWhatWentIsShort(t *testing.T) {
	at := time.Date(2027, 3, 1, 9, 7, 0, 0, time.UTC)
	quarter := func(minutes, entries int) Went {
		return Went{Until: at.Truncate(tally).Add(tally + time.Duration(minutes)*time.Minute), Entries: entries}
	}
	core := Core{}.Lost(Went{Entries: 1}, at).Lost(Went{Entries: 2}, at.Add(7*time.Minute)).Lost(Went{}, at)
	if diff := cmp.Diff([]Went{quarter(0, 3)}, core.Went); diff != "" {
		t.Error(diff)
	}
	later := core.Lost(Went{Entries: 4}, at.Add(24*time.Hour))
	if diff := cmp.Diff([]Went{quarter(0, 3), quarter(24*60, 4)}, later.Went); diff != "" {
		t.Error(diff)
	}
	last := later.Lost(Went{}, at.Add(24*time.Hour+8*time.Minute))
	if diff := cmp.Diff([]Went{quarter(24*60, 4)}, last.Went); diff != "" {
		t.Error(diff)
	}
	if len(core.Went) != 1 {
		t.Error("the core before has changed")
	}
}

// Whoever answers between plan and call makes a run read and write once more, which counts all the same.
func TestACallThatIsMadeAgainStillCounts(t *testing.T) {
	s := crowded(1).written()
	e := s.Entries[0]
	c := Call{Verb: Update, Key: e.Mark.Key, Entry: e, Unapproved: Went{Guests: 2}}
	c.Entry.Title = "Probe"
	again, _ := s.Again(c, e, s.Memory.Records[c.Key])
	if again == nil || again.Unapproved != c.Unapproved {
		t.Errorf("%+v", again)
	}
}
