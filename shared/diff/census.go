package diff

import "kursbuch.internal/shared/event"

// Census counts who is where in an event. Only those count who may take part, see [Counted].
type Census struct {
	// Beds and Mats count those who sleep in a bed, on a camping mat of a lodgement during a part.
	Beds, Mats map[InLodgement]int
	// Attending counts those who attend a course in a track; its instructors are not among them.
	Attending map[InCourse]int
	// choosing counts those who chose a course.
	choosing map[InCourse]int
}

// InLodgement is a lodgement during a part.
type InLodgement struct {
	Lodgement event.LodgementID
	Part      event.PartID
}

// InCourse is a course in a track.
type InCourse struct {
	Course event.CourseID
	Track  event.TrackID
}

// Counted reports whether somebody with this status takes up a place: who takes part, or may still do so.
func Counted(s event.Status) bool { return s.Involved() || s.Present() }

// CensusOf counts who is where in a snapshot.
func CensusOf(s *event.Snapshot) Census {
	count := Census{map[InLodgement]int{}, map[InLodgement]int{}, map[InCourse]int{}, map[InCourse]int{}}
	partOf := PartsOfTracks(&s.Event)
	for _, r := range s.Registrations {
		for part, stay := range r.Parts {
			count.stay(part, stay)
		}
		for track, place := range r.Tracks {
			if Counted(r.Parts[partOf[track]].Status) {
				count.place(track, place)
			}
		}
	}
	return count
}

// PartsOfTracks maps each track to its part.
func PartsOfTracks(d *event.Definition) map[event.TrackID]event.PartID {
	partOf := map[event.TrackID]event.PartID{}
	for id, part := range d.Parts {
		for track := range part.Tracks {
			partOf[track] = id
		}
	}
	return partOf
}

func (n Census) stay(part event.PartID, stay event.Stay) {
	switch {
	case stay.LodgementID == nil || !Counted(stay.Status):
	case stay.IsCampingMat:
		n.Mats[InLodgement{*stay.LodgementID, part}]++
	default:
		n.Beds[InLodgement{*stay.LodgementID, part}]++
	}
}

func (n Census) place(track event.TrackID, place event.Place) {
	if Attends(place) {
		n.Attending[InCourse{*place.CourseID, track}]++
	}
	for _, id := range place.Choices {
		n.choosing[InCourse{id, track}]++
	}
}

// Attends reports whether somebody attends a course and does not hold it.
func Attends(place event.Place) bool {
	return place.CourseID != nil && !equal(place.CourseID, place.CourseInstructor)
}
