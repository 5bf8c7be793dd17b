package outcome

import (
	"slices"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
)

// People are those whom a plan takes something, each list in the order of an import.
type People struct {
	// Bedless had a lodgement, still take part or may, and have none any more.
	Bedless []Bedless `json:"bedless,omitempty"`
	// Courseless attended or held a course, still take part or may, and do neither any more.
	Courseless []Courseless `json:"courseless,omitempty"`
	// LostFirst attended the course of their first choice, and attend or hold another one now.
	LostFirst []LostFirst `json:"lost_first,omitempty"`
	// LostChoices are choices that vanish with their courses.
	LostChoices []LostChoice `json:"lost_choices,omitempty"`
	// Dropped took part or might have, and do not any more; deleted registrations are not among them.
	Dropped []Dropped `json:"dropped,omitempty"`
	// Rehoused is how many had a bed in a lodgement that vanishes and have another one.
	Rehoused int `json:"rehoused,omitzero"`
}

// Bedless is somebody who loses their bed in a part.
type Bedless struct {
	Registration event.RegistrationID `json:"registration"`
	Part         event.PartID         `json:"part"`
	Was          event.LodgementID    `json:"was"`
}

// Courseless is somebody who loses their course in a track.
type Courseless struct {
	Registration event.RegistrationID `json:"registration"`
	Track        event.TrackID        `json:"track"`
	Was          event.CourseID       `json:"was"`
	// Held: they were to hold it.
	Held bool `json:"held,omitzero"`
}

// LostFirst is somebody who loses the course that they wanted most.
type LostFirst struct {
	Registration event.RegistrationID `json:"registration"`
	Track        event.TrackID        `json:"track"`
	Was          event.CourseID       `json:"was"`
	Is           event.CourseID       `json:"is"`
	// Rank is that of the new course among their choices, from 1; 0: they did not choose it.
	Rank int `json:"rank,omitzero"`
}

// LostChoice is a choice that vanishes with its course.
type LostChoice struct {
	Registration event.RegistrationID `json:"registration"`
	Track        event.TrackID        `json:"track"`
	Course       event.CourseID       `json:"course"`
	Rank         int                  `json:"rank"` // that it had, from 1
}

// Dropped is somebody who does not take part any more.
type Dropped struct {
	Registration event.RegistrationID `json:"registration"`
	Part         event.PartID         `json:"part"`
	Was          event.Status         `json:"was"`
	Is           event.Status         `json:"is"`
}

// sleeping is a stay of a registration. The zero value: there is none.
type sleeping struct {
	event.Stay
	part event.PartID
}

// counted reports whether somebody takes up a place in a lodgement.
func (s sleeping) counted() bool { return s.LodgementID != nil && diff.Counted(s.Status) }

// alike reports whether two stays take up the same place.
func (s sleeping) alike(t sleeping) bool {
	return s.counted() == t.counted() && equal(s.LodgementID, t.LodgementID) && s.IsCampingMat == t.IsCampingMat
}

// learning is a place of a registration, with its status in the part of the track.
type learning struct {
	event.Place
	track  event.TrackID
	status event.Status
}

// counted reports whether somebody takes up a place in a course.
func (l learning) counted() bool { return diff.Counted(l.status) && diff.Attends(l.Place) }

// alike reports whether two places are the same one in a course.
func (l learning) alike(m learning) bool {
	return l.counted() == m.counted() && equal(l.CourseID, m.CourseID)
}

// course is what somebody attends or holds; 0: nothing.
func (l learning) course() event.CourseID {
	switch {
	case !diff.Counted(l.status):
		return 0
	case l.CourseID != nil:
		return *l.CourseID
	case l.CourseInstructor != nil:
		return *l.CourseInstructor
	}
	return 0
}

// stays yields the stays of the touched registrations.
func (c comparison) stays(yield func(event.RegistrationID, turn[sleeping]) bool) {
	for id, r := range c.registrations {
		for _, part := range c.parts {
			if !yield(id, turn[sleeping]{sleeping{stayOf(r.was, part), part}, sleeping{stayOf(r.is, part), part}}) {
				return
			}
		}
	}
}

// places yields the places of the touched registrations.
func (c comparison) places(yield func(event.RegistrationID, turn[learning]) bool) {
	for id, r := range c.registrations {
		for _, track := range c.tracks {
			part := c.partOf[track]
			was := learning{placeOf(r.was, track), track, stayOf(r.was, part).Status}
			is := learning{placeOf(r.is, track), track, stayOf(r.is, part).Status}
			if !yield(id, turn[learning]{was, is}) {
				return
			}
		}
	}
}

func stayOf(r *event.Registration, part event.PartID) event.Stay {
	if r == nil {
		return event.Stay{}
	}
	return r.Parts[part]
}

func placeOf(r *event.Registration, track event.TrackID) event.Place {
	if r == nil {
		return event.Place{}
	}
	return r.Tracks[track]
}

func (c comparison) losses() People {
	var p People
	for id, stay := range c.stays {
		p.compareStays(c, id, stay.was, stay.is)
	}
	for id, place := range c.places {
		p.comparePlaces(id, place.was, place.is)
	}
	p.LostChoices = c.lostChoices()
	return p
}

func (p *People) compareStays(c comparison, id event.RegistrationID, was, is sleeping) {
	switch {
	case c.after.Registrations[id] == nil:
	case diff.Counted(was.Status) && !diff.Counted(is.Status):
		p.Dropped = append(p.Dropped, Dropped{id, was.part, was.Status, is.Status})
	case was.counted() && is.LodgementID == nil:
		p.Bedless = append(p.Bedless, Bedless{id, was.part, *was.LodgementID})
	case was.counted() && c.after.Lodgements[*was.LodgementID] == nil:
		p.Rehoused++
	}
}

func (p *People) comparePlaces(id event.RegistrationID, was, is learning) {
	before, after := was.course(), is.course()
	switch {
	case before == 0 || before == after || !diff.Counted(is.status):
	case after == 0:
		p.Courseless = append(p.Courseless, Courseless{id, was.track, before, !was.counted()})
	case was.counted() && first(was.Choices) == before && first(is.Choices) != after:
		p.LostFirst = append(p.LostFirst, LostFirst{id, was.track, before, after, slices.Index(is.Choices, after) + 1})
	}
}

func first(choices []event.CourseID) event.CourseID {
	if len(choices) == 0 {
		return 0
	}
	return choices[0]
}

// lostChoices are those that cascades take out of lists: whoever asks for another list knows what it lacks.
func (c comparison) lostChoices() []LostChoice {
	var all []LostChoice
	for _, cascade := range c.plan.Cascades {
		if cascade.Section != event.Registrations || cascade.Path.LastToken() != "choices" {
			continue
		}
		track := event.TrackID(number(cascade.Path.Parent().LastToken()))
		left := partial.References(cascade.To)
		for i, id := range partial.References(cascade.From) {
			if !slices.Contains(left, id) {
				all = append(all, LostChoice{event.RegistrationID(cascade.ID), track, event.CourseID(id), i + 1})
			}
		}
	}
	return all
}
