package outcome

import (
	"cmp"
	"slices"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
)

// Room is a lodgement during a part of the event, where the number of its people or places changes, or where people
// move and there are too many afterwards.
type Room struct {
	Lodgement event.LodgementID `json:"lodgement"`
	Part      event.PartID      `json:"part"`
	// Was and Is are nil where there is no such lodgement.
	Was *Beds `json:"was"`
	Is  *Beds `json:"is"`
}

// Beds is who sleeps in a lodgement.
type Beds struct {
	Regular Taken `json:"regular"`
	Mats    Taken `json:"mats"`
}

// Taken is how many of how many places are taken.
type Taken struct {
	People int `json:"people"`
	Places int `json:"places"`
}

// Overfull reports whether more people sleep in the lodgement after the plan than it has places for.
func (r Room) Overfull() bool { return r.Is != nil && r.Is.overfull() }

func (b *Beds) overfull() bool {
	return b.Regular.People > b.Regular.Places || b.Mats.People > b.Mats.Places
}

// Class is a course in a track, where the number of its people, its bounds or whether it takes place changes, or where
// people move and there are too few or too many afterwards.
type Class struct {
	Course event.CourseID `json:"course"`
	Track  event.TrackID  `json:"track"`
	// Was and Is are nil where there is no such course, or it is not offered and nobody is in it.
	Was *Seats `json:"was"`
	Is  *Seats `json:"is"`
}

// Seats is who attends a course. Those who hold it are not among them.
type Seats struct {
	People int `json:"people"`
	// Min and Max are its bounds; nil: there is none.
	Min *int `json:"min"`
	Max *int `json:"max"`
	// TakesPlace: it is offered and not cancelled.
	TakesPlace bool `json:"takes_place"`
}

// BelowMinimum reports whether the course takes place after the plan with fewer people than it should have. As long as
// nobody was ever assigned to it, nothing is wrong.
func (c Class) BelowMinimum() bool {
	return c.Is != nil && c.Is.belowMinimum() && (c.Is.People > 0 || c.Was != nil && c.Was.People > 0)
}

// WasBelowMinimum reports the same of the course before the plan.
func (c Class) WasBelowMinimum() bool {
	return c.Was != nil && c.Was.People > 0 && c.Was.belowMinimum()
}

// AboveMaximum reports whether more people attend the course after the plan than may.
func (c Class) AboveMaximum() bool { return c.Is != nil && c.Is.aboveMaximum() }

// WasAboveMaximum reports the same of the course before the plan.
func (c Class) WasAboveMaximum() bool { return c.Was != nil && c.Was.aboveMaximum() }

// Contradictory reports whether the maximum is below the minimum.
func (c Class) Contradictory() bool {
	return c.Is != nil && c.Is.Min != nil && c.Is.Max != nil && *c.Is.Max < *c.Is.Min
}

func (s *Seats) belowMinimum() bool { return s.TakesPlace && s.Min != nil && s.People < *s.Min }

func (s *Seats) aboveMaximum() bool { return s.Max != nil && s.People > *s.Max }

// rooms compares the lodgements that the plan changes, and those between which people move. One whose numbers stay is
// told of only where people move and it is over-full: another title makes nobody look at beds.
func (c comparison) rooms() []Room {
	moving := map[diff.InLodgement]bool{}
	for _, id := range c.touched(event.Lodgements) {
		for part := range c.before.Event.Parts {
			moving[diff.InLodgement{Lodgement: event.LodgementID(id), Part: part}] = false
		}
	}
	for _, stays := range c.stays {
		for _, stay := range []sleeping{stays.was, stays.is} {
			if stay.counted() && !stays.was.alike(stays.is) {
				moving[diff.InLodgement{Lodgement: *stay.LodgementID, Part: stay.part}] = true
			}
		}
	}
	var all []Room
	for at, people := range moving {
		r := Room{Lodgement: at.Lodgement, Part: at.Part, Was: beds(c.before, c.was, at), Is: beds(c.after, c.is, at)}
		if !equal(r.Was, r.Is) || people && r.Overfull() {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b Room) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), partial.Before(int32(a.Lodgement), int32(b.Lodgement)))
	})
	return all
}

func beds(s *event.Snapshot, count diff.Census, at diff.InLodgement) *Beds {
	l := s.Lodgements[at.Lodgement]
	if l == nil {
		return nil
	}
	return &Beds{Taken{count.Beds[at], l.RegularCapacity}, Taken{count.Mats[at], l.CampingMatCapacity}}
}

// classes compares the courses that the plan changes, and those between which people move, as rooms does.
func (c comparison) classes() []Class {
	moving := map[diff.InCourse]bool{}
	for _, id := range c.touched(event.Courses) {
		for track := range c.partOf {
			moving[diff.InCourse{Course: event.CourseID(id), Track: track}] = false
		}
	}
	for _, places := range c.places {
		for _, place := range []learning{places.was, places.is} {
			if place.counted() && !places.was.alike(places.is) {
				moving[diff.InCourse{Course: *place.CourseID, Track: place.track}] = true
			}
		}
	}
	var all []Class
	for at, people := range moving {
		k := Class{Course: at.Course, Track: at.Track, Was: seats(c.before, c.was, at), Is: seats(c.after, c.is, at)}
		if !k.Was.same(k.Is) || people && (k.BelowMinimum() || k.AboveMaximum()) {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, func(a, b Class) int {
		return cmp.Or(cmp.Compare(a.Track, b.Track), partial.Before(int32(a.Course), int32(b.Course)))
	})
	return all
}

func seats(s *event.Snapshot, count diff.Census, at diff.InCourse) *Seats {
	course := s.Courses[at.Course]
	if course == nil {
		return nil
	}
	takesPlace, offered := course.Segments[at.Track]
	if !offered && count.Attending[at] == 0 {
		return nil
	}
	return &Seats{count.Attending[at], course.MinSize, course.MaxSize, takesPlace}
}

func (s *Seats) same(t *Seats) bool {
	if s == nil || t == nil {
		return s == t
	}
	return s.People == t.People && equal(s.Min, t.Min) && equal(s.Max, t.Max) && s.TakesPlace == t.TakesPlace
}

func equal[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// Capacity is how many places there are before and after a plan.
type Capacity struct {
	Was Places `json:"was"`
	Is  Places `json:"is"`
}

// Places are those of all lodgements together.
type Places struct {
	Regular int `json:"regular"`
	Mats    int `json:"mats"`
}

func placesOf(s *event.Snapshot) (p Places) {
	for _, l := range s.Lodgements {
		p.Regular += l.RegularCapacity
		p.Mats += l.CampingMatCapacity
	}
	return p
}
