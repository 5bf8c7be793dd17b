// What a confirmed import takes out of calendars: whoever confirmed it saw that, so nobody is to be asked again.
// Entries are named by course and track, however many sessions there are; of guests it says who they are.
//
//	before the import                  | after it                  | what goes
//	the course is held in the track    | it is not                 | the entries, whoever is invited
//	it is, with the person             | it is, without the person | the person's invitations
//
// An import that has a course take place again, or puts a person back, ends what earlier ones said of it.

package jobcal

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kursbuch.internal/shared/event"
)

const (
	// ReleaseLife is how long a release counts: longer than a weekend for which the sync is paused.
	ReleaseLife = 7 * 24 * time.Hour
	// maxReleased is how many bytes the releases of an event take together. Firestore keeps them in one document with its
	// definition and sessions, which may take 1 MiB. What does not fit is not released: the guard asks.
	maxReleased = 100 << 10
)

// Slot is a course in a track: it has an appointment in each session.
type Slot string

func slotOf(course event.CourseID, track event.TrackID) Slot {
	return Slot("c" + strconv.Itoa(int(course)) + "-t" + strconv.Itoa(int(track)))
}

// Slot is that of an appointment that was derived; empty: it was not.
func (id AppointmentID) Slot() Slot {
	course, rest, _ := strings.Cut(string(id), "-t")
	track, _, derived := strings.Cut(rest, "-")
	if !derived || !strings.HasPrefix(course, "c") {
		return ""
	}
	return Slot(course + "-t" + track)
}

// Release is what goes from calendars because somebody confirmed an import. It is stored with the event: fields may be
// added, never rename or retype one.
type Release struct {
	Proposal string    `json:"proposal"`
	Title    string    `json:"title"` // of the import
	By       string    `json:"by"`    // mail address of who confirmed it
	At       time.Time `json:"at"`
	// Gone are the persons who are not invited to a slot any more, ascending; of none: its entries go.
	Gone map[Slot][]PersonID `json:"gone"`
}

// Released are the releases of an event once an import has led from one state to the other. r says which import that
// was; what goes by it is found out. Earlier are the releases before.
func Released(before, after Occasion, earlier []Release, r Release) []Release {
	is := after.slots()
	r.Gone = map[Slot][]PersonID{}
	for slot, was := range before.slots() {
		if held, stays := is[slot]; !stays {
			r.Gone[slot] = []PersonID{}
		} else if gone := without(was, held); len(gone) > 0 {
			r.Gone[slot] = gone
		}
	}
	all := []Release{}
	for _, e := range append(slices.Clone(earlier), r) {
		e.Gone = e.standing(is)
		if r.At.Before(e.At.Add(ReleaseLife)) && len(e.Gone) > 0 {
			all = append(all, e)
		}
	}
	for size(all) > maxReleased { // the oldest were carried out most likely
		all = all[1:]
	}
	return all
}

// PlannedUntil is until when a run has to read an event: its sessions, or the releases of those that it has no more.
// The zero value: there is nothing to read.
func PlannedUntil(p SessionPlan, releases []Release) time.Time {
	until := p.Until()
	for _, r := range releases {
		if end := r.At.Add(ReleaseLife); end.After(until) {
			until = end
		}
	}
	return until
}

// Occasion is an event with what the appointments of its courses are derived from besides.
type Occasion struct {
	Snapshot *event.Snapshot
	Sessions SessionPlan
	Persons  map[PersonID]Person
}

// slots are those in which courses take place, with whoever is invited to them, ascending.
func (o Occasion) slots() map[Slot][]PersonID {
	all := map[Slot][]PersonID{}
	d := derivation{o.Snapshot, o.Sessions.Invite, byPersona(o.Persons)}
	for track, sessions := range o.Sessions.Tracks {
		if len(sessions) == 0 {
			continue
		}
		held := d.held(track)
		for course, c := range o.Snapshot.Courses {
			if c.Segments[track] { // offered, and not cancelled
				all[slotOf(course, track)] = held[course]
			}
		}
	}
	return all
}

// standing is what of a release has not come back.
func (r Release) standing(is map[Slot][]PersonID) map[Slot][]PersonID {
	left := map[Slot][]PersonID{}
	for slot, gone := range r.Gone {
		held, there := is[slot]
		if still := without(gone, held); !there || len(still) > 0 {
			left[slot] = still
		}
	}
	return left
}

// without are those of some persons who are not among others, which are ascending.
func without(some, others []PersonID) []PersonID {
	return slices.DeleteFunc(append([]PersonID{}, some...), func(id PersonID) bool {
		_, there := slices.BinarySearch(others, id)
		return there
	})
}

// size is how many bytes releases take, stored.
func size(all []Release) (n int) {
	const fields, quotes = 200, 4
	for _, r := range all {
		n += fields + len(r.Title) + len(r.By)
		for slot, gone := range r.Gone {
			n += len(slot) + quotes
			for _, id := range gone {
				n += len(id) + quotes
			}
		}
	}
	return n
}
