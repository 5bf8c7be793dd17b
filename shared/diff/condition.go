package diff

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// condition is something about an event that is allowed, but hardly meant. An import is warned about for the conditions
// that it causes or worsens, and told which ones it resolves.
type condition struct {
	severity int // more is worse; at least 1
	args     []any
}

// about is what a condition is about: before and after are compared by it.
type about struct {
	entity event.Key
	path   jsontext.Pointer // relative to the entity; the stay of a lodgement's inhabitants is told by /parts/1
	code   problem.Code
	// courses are those that a person attends and holds: with another one it is another condition.
	courses [2]event.CourseID
}

func on(entity event.Key, path jsontext.Pointer, code problem.Code) about {
	return about{entity: entity, path: path, code: code}
}

type conditions map[about]condition

// sorted are the conditions in a fixed order.
func (all conditions) sorted() []about {
	return slices.SortedFunc(maps.Keys(all), func(a, b about) int {
		return cmp.Or(strings.Compare(string(a.entity.Section), string(b.entity.Section)),
			cmp.Compare(a.entity.ID, b.entity.ID),
			strings.Compare(string(a.path), string(b.path)), strings.Compare(string(a.code), string(b.code)))
	})
}

func (all conditions) add(a about, severity int, args ...any) {
	all[a] = condition{severity: severity, args: args}
}

func conditionsOf(s *event.Snapshot) conditions {
	all := conditions{}
	partOf, wanted := PartsOfTracks(&s.Event), map[event.TrackID]limits{}
	for _, part := range s.Event.Parts {
		for track, t := range part.Tracks {
			least, most := t.Choices()
			wanted[track] = limits{"/tracks" + item(track) + "/choices", t.Title, least, most}
		}
	}
	for id, r := range s.Registrations {
		for track, place := range r.Tracks {
			if Counted(r.Parts[partOf[track]].Status) {
				key := event.Key{Section: event.Registrations, ID: int32(id)}
				all.addPlace(s, key, track, place)
				all.addChoices(called{r}, key, len(place.Choices), wanted[track])
			}
		}
	}
	count := CensusOf(s)
	all.addLodgements(s, count)
	all.addCourses(s, count)
	return all
}

// called names an entity in a sentence. Most conditions are never told, so their names are not made up before.
type called struct{ event.Entity }

// String is the entity's label.
func (c called) String() string { return c.Label() }

// addPlace judges where a single person is in a track.
func (all conditions) addPlace(s *event.Snapshot, key event.Key, track event.TrackID, place event.Place) {
	if place.CourseID == nil || s.Courses[*place.CourseID] == nil {
		return
	}
	course, held := s.Courses[*place.CourseID], place.CourseInstructor
	elsewhere := held != nil && *held != *place.CourseID && s.Courses[*held] != nil
	if course.Segments[track] && !elsewhere {
		return
	}
	t, _, _ := s.Event.Track(track)
	who := called{s.Entity(key)}
	if !course.Segments[track] {
		a := on(key, "/tracks"+item(track)+"/course_id", onimport.AssignedNotOffered)
		a.courses[0] = *place.CourseID
		all.add(a, 1, who, called{course}, t.Title)
	}
	if elsewhere {
		a := on(key, "/tracks"+item(track)+"/course_instructor", onimport.InstructorElsewhere)
		a.courses = [2]event.CourseID{*place.CourseID, *held}
		all.add(a, 1, who, t.Title, called{s.Courses[*held]}, called{course})
	}
}

// limits is how many choices a track wants; 0: it does not say.
type limits struct {
	path        jsontext.Pointer // of the choices
	track       string
	least, most int
}

// addChoices judges how many courses a person has chosen. Who has chosen none has not got so far, or need not.
func (all conditions) addChoices(who called, key event.Key, chosen int, l limits) {
	switch {
	case l.most > 0 && chosen > l.most:
		all.add(on(key, l.path, onimport.TooManyChoices), chosen-l.most, who, l.track, chosen, l.most)
	case chosen > 0 && chosen < l.least:
		all.add(on(key, l.path, onimport.TooFewChoices), l.least-chosen, who, l.track, chosen, l.least)
	}
}

func (all conditions) addLodgements(s *event.Snapshot, count Census) {
	for id, l := range s.Lodgements {
		key := event.Key{Section: event.Lodgements, ID: int32(id)}
		for part, p := range s.Event.Parts {
			at := InLodgement{id, part}
			if over := count.Beds[at] - l.RegularCapacity; over > 0 {
				all.add(on(key, "/parts"+item(part), onimport.LodgementOverfull), over, l.Title, p.Title, count.Beds[at],
					l.RegularCapacity)
			}
			if over := count.Mats[at] - l.CampingMatCapacity; over > 0 {
				all.add(on(key, "/parts"+item(part), onimport.MatsOverfull), over, l.Title, p.Title, count.Mats[at],
					l.CampingMatCapacity)
			}
		}
	}
}

func (all conditions) addCourses(s *event.Snapshot, count Census) {
	tracks := choosable(&s.Event)
	for id, course := range s.Courses {
		key := event.Key{Section: event.Courses, ID: int32(id)}
		if course.MaxSize != nil && course.MinSize != nil && *course.MaxSize < *course.MinSize {
			all.add(on(key, "/max_size", onimport.CourseSizes), *course.MinSize-*course.MaxSize, *course.MaxSize,
				*course.MinSize)
		}
		for track := range tracks {
			at, segment := InCourse{id, track}, "/segments"+item(track)
			t, _, _ := s.Event.Track(track)
			if course.MaxSize != nil && count.Attending[at] > *course.MaxSize {
				all.add(on(key, segment, onimport.CourseOverfull), count.Attending[at]-*course.MaxSize, course.Label(), t.Title,
					count.Attending[at], *course.MaxSize)
			}
			if chosen := count.choosing[at]; chosen > 0 && !offered(course, tracks[track]) {
				all.add(on(key, segment, onimport.ChosenNotOffered), chosen, course.Label(), t.Title, chosen)
			}
		}
	}
}
