package diff

import (
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// causes finds where in the file that is which leads to a condition: a lodgement is over-full because of a line that
// speaks of a registration. The first line counts.
//
//	the file sets                   | it may lead to conditions of
//	anything                        | that attribute, that entity
//	a registration's part           | the lodgements, old and new; the courses of the part's tracks
//	a registration's track          | that track of the registration; the courses, old and new
type causes map[causeKey]jsontext.Pointer

type causeKey struct {
	entity event.Key
	path   jsontext.Pointer // of the attribute, or of the part or track; empty: the entity
}

func (c *computation) causes() causes {
	all := causes{}
	for _, r := range c.requests {
		if r.action == partial.Delete || r.action == partial.Restore {
			all.add(r.Key, "", r.at)
			c.causesOf(all, r, "", r.at)
		}
		for _, s := range r.sets {
			at := r.at + s.Path
			all.add(r.Key, "", at)
			all.add(r.Key, s.Path, at)
			if path := s.Path.Parent(); path != "" {
				c.causesOf(all, r, path, at)
			}
		}
	}
	return all
}

func (all causes) add(entity event.Key, path, at jsontext.Pointer) {
	if _, known := all[causeKey{entity, path}]; !known {
		all[causeKey{entity, path}] = at
	}
}

// causesOf is about a registration whose part or track at path changes, or everything: then the path is empty.
func (c *computation) causesOf(all causes, r request, path, at jsontext.Pointer) {
	if r.Section != event.Registrations {
		return
	}
	for _, s := range []*event.Snapshot{c.before, c.Snapshot} {
		registration := s.Registrations[event.RegistrationID(r.ID)]
		if registration == nil {
			continue
		}
		for part, stay := range registration.Parts {
			here := "/parts" + item(part)
			if path != "" && path != here {
				continue
			}
			if stay.LodgementID != nil {
				all.add(event.Key{Section: event.Lodgements, ID: int32(*stay.LodgementID)}, here, at)
			}
			for track := range c.Event.Parts[part].Tracks {
				all.addPlace(r.Key, track, registration.Tracks[track], at)
			}
		}
		for track, place := range registration.Tracks {
			if path == "" || path == "/tracks"+item(track) {
				all.addPlace(r.Key, track, place, at)
			}
		}
	}
}

func (all causes) addPlace(key event.Key, track event.TrackID, place event.Place, at jsontext.Pointer) {
	all.add(key, "/tracks"+item(track), at)
	if place.CourseID != nil {
		all.add(event.Key{Section: event.Courses, ID: int32(*place.CourseID)}, "/segments"+item(track), at)
	}
	for _, id := range place.Choices {
		all.add(event.Key{Section: event.Courses, ID: int32(id)}, "/segments"+item(track), at)
	}
}

// ofChoices are the conditions that are told only of choices which the file itself sets: where a deleted course leaves
// fewer of them, that follows from the deletion.
var ofChoices = map[problem.Code]bool{onimport.TooManyChoices: true, onimport.TooFewChoices: true}

// says reports whether the file sets the very attribute that a condition is about.
func (all causes) says(a about) bool {
	_, ok := all[causeKey{a.entity, a.path}]
	return ok
}

// limiting is the attribute of an entity that sets the limit which a condition is about.
var limiting = map[problem.Code]jsontext.Pointer{
	onimport.CourseOverfull: "/max_size", onimport.LodgementOverfull: "/regular_capacity",
	onimport.MatsOverfull: "/camping_mat_capacity",
}

// blame tells a finding about a condition what leads to it, unless that is what the finding is at.
func blame(find func() causes, a about, p *problem.Problem) {
	if p == nil {
		return
	}
	looked := []causeKey{{a.entity, limiting[a.code]}, {a.entity, a.path}, {a.entity, a.path.Parent()}}
	if limiting[a.code] == "" {
		looked = looked[1:]
	}
	if a.entity.Section == event.Registrations {
		for _, id := range a.courses {
			course := event.Key{Section: event.Courses, ID: int32(id)}
			looked = append(looked, causeKey{course, "/segments/" + jsontext.Pointer(a.path.Parent().LastToken())},
				causeKey{course, ""})
		}
	}
	for _, key := range append(looked, causeKey{a.entity, ""}) {
		if at, ok := find()[key]; ok {
			if at != p.Path {
				p.Cause = at
			}
			return
		}
	}
}
