package jobcal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

var confirmed = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

func occasion(t *testing.T, s *event.Snapshot) jobcal.Occasion {
	return jobcal.Occasion{Snapshot: s, Sessions: lessons(t), Persons: staff}
}

// change is what an import makes of a school, days after the time.
type change struct {
	before, after *event.Snapshot
	days          int
}

// released is what somebody releases who confirms it.
func (c change) released(t *testing.T, earlier ...jobcal.Release) []jobcal.Release {
	return jobcal.Released(occasion(t, c.before), occasion(t, c.after), earlier,
		jobcal.Release{Proposal: "p", Title: "Umbau", By: "anna@kursbuch.example", At: confirmed.AddDate(0, 0, c.days)})
}

// lost is what goes from calendars, by deriving them twice: appointments, and persons who have them no more.
func lost(t *testing.T, before, after *event.Snapshot) []string {
	is := jobcal.Derive(after, lessons(t), staff)
	lines := map[string]bool{}
	for id, was := range jobcal.Derive(before, lessons(t), staff) {
		now, there := is[id]
		switch {
		case was.Cancelled:
		case !there || now.Cancelled:
			lines[string(id.Slot())] = true
		default:
			for _, person := range was.Persons {
				if !now.Has(person) {
					lines[fmt.Sprint(id.Slot(), " ", person)] = true
				}
			}
		}
	}
	return sortedKeys(lines)
}

func told(all []jobcal.Release) []string {
	lines := map[string]bool{}
	for _, r := range all {
		for slot, gone := range r.Gone {
			for _, person := range gone {
				lines[fmt.Sprint(slot, " ", person)] = true
			}
			if len(gone) == 0 {
				lines[string(slot)] = true
			}
		}
	}
	return sortedKeys(lines)
}

func sortedKeys(lines map[string]bool) []string {
	all := []string{}
	for line := range lines {
		all = append(all, line)
	}
	slices.Sort(all)
	return all
}

func TestAnImportReleasesWhatItTakesFromCalendars(t *testing.T) {
	some := 0
	for _, c := range effects {
		t.Run(c.about, func(t *testing.T) {
			after := school()
			c.edit(after)
			for _, way := range [][2]*event.Snapshot{{school(), after}, {after, school()}} {
				want := lost(t, way[0], way[1])
				some += len(want)
				if diff := cmp.Diff(want, told(change{way[0], way[1], 0}.released(t))); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	if some == 0 {
		t.Error("nothing ever goes")
	}
}

func TestWhatComesBackIsNotReleasedAnyMore(t *testing.T) {
	less := school()
	delete(less.Courses, 2)
	less.Registrations[1].Tracks[1] = event.Place{} // who held course 1
	first := change{school(), less, 0}.released(t)
	if got := strings.Join(told(first), ", "); got != "c1-t1 anna, c2-t1" {
		t.Fatalf("released: %s", got)
	}
	if back := (change{less, school(), 1}).released(t, first...); len(back) != 0 {
		t.Errorf("when all is back: %v", told(back))
	}
	if kept := (change{less, less, 1}).released(t, first...); cmp.Diff(first, kept) != "" {
		t.Errorf("after another import: %+v", kept)
	}
	if old := (change{less, less, 7}).released(t, first...); len(old) != 0 {
		t.Errorf("after a week: %+v", old)
	}
}

func TestReleasesHaveALimit(t *testing.T) {
	less := school()
	delete(less.Courses, 2)
	long := jobcal.Release{Title: strings.Repeat("x", 60<<10), At: confirmed, Gone: map[jobcal.Slot][]jobcal.PersonID{
		"c9-t1": nil}}
	all := change{school(), less, 1}.released(t, long, long)
	if len(all) != 2 || all[1].Title != "Umbau" {
		t.Errorf("%d releases", len(all))
	}
}

func TestSlotOfAnAppointment(t *testing.T) {
	for id, want := range map[jobcal.AppointmentID]jobcal.Slot{
		"c3-t12-1": "c3-t12", "c3-t12-a-b": "c3-t12", "c3-t12": "", "chor-1": "", "": "", "x3-t1-1": "",
	} {
		if got := id.Slot(); got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
	}
}
