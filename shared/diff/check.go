package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// check judges the final state.
func (c *computation) check() {
	kept := map[jsontext.Pointer]bool{} // references of the file to courses that it deletes
	for _, r := range c.requests {
		for _, s := range r.sets {
			if target := partial.Refers(r.Section, s.Path); target != "" {
				c.checkReferences(r, s, target, kept)
			}
		}
		for _, rest := range r.entry.Rests {
			c.checkRest(r, rest)
		}
		if r.Section == event.Registrations && !r.unknown && r.action != partial.Delete && !c.imp.Undo {
			c.checkSynchronised(r)
		}
	}
	c.checkDeletions(kept)
}

// checkReferences finds references to what is not there in the final state, and choices that are not offered.
func (c *computation) checkReferences(r request, s partial.Set, target event.Section, kept map[jsontext.Pointer]bool) {
	list := strings.HasPrefix(string(s.Value), "[")
	for i, id := range partial.References(s.Value) {
		at := r.at + s.Path
		if list {
			at = at.AppendToken(strconv.Itoa(i))
		}
		key := event.Key{Section: target, ID: id}
		switch {
		case !c.there(key, at):
			if c.before.Entity(key) != nil {
				kept[pointer(r.Key)+s.Path] = true
			}
		case list && !r.unknown:
			c.checkOffered(r, s, event.CourseID(id), at)
		}
	}
}

// there reports whether what a reference leads to is there in the final state. It is a finding if not.
func (c *computation) there(key event.Key, at jsontext.Pointer) bool {
	switch {
	case c.Entity(key) != nil:
		return true
	case c.before.Entity(key) != nil:
		c.found.Add(at, onimport.DeletedReference, problem.Term(string(key.Section)), key.ID)
	default:
		c.found.Add(at, onimport.UnknownReference, problem.Term(string(key.Section)), key.ID)
	}
	return false
}

// checkRest judges what is sound in a list of choices that cannot be accepted anyway.
func (c *computation) checkRest(r request, rest partial.Rest) {
	whole := partial.Set{Path: rest.Path}
	for _, item := range rest.Items {
		at := (r.at + rest.Path).AppendToken(strconv.Itoa(item.Index))
		key := event.Key{Section: partial.Refers(r.Section, rest.Path), ID: item.ID}
		if c.there(key, at) && !r.unknown {
			c.checkOffered(r, whole, event.CourseID(item.ID), at)
		}
	}
}

// SPEC: "Every course must be offered (true or false) in that track, or in a track that is synchronised with it, in the
// final state - unless it is in this registration's list for this track already (a warning if the list changes)."
func (c *computation) checkOffered(r request, s partial.Set, id event.CourseID, at jsontext.Pointer) {
	track := event.TrackID(integer(scalar.Value(s.Path.Parent().LastToken())))
	if offered(c.Courses[id], c.choosable[track]) {
		return
	}
	var present scalar.Value = "[]"
	if entity := c.before.Entity(r.Key); entity != nil {
		present = entity.Get(s.Path)
	}
	t, _, known := c.Event.Track(track)
	switch {
	case !known:
	case c.imp.Undo || slices.Contains(partial.References(present), int32(id)):
		if present != s.Value {
			c.plan.Warnings.Add(at, onimport.ChoiceNotOffered, c.Courses[id].Label(), t.Title)
		}
	default:
		c.found.Add(at, onimport.NotOffered, c.Courses[id].Label(), t.Title)
	}
}

// offered reports whether a course can be chosen in any of the tracks.
func offered(course *event.Course, tracks []event.TrackID) bool {
	return slices.ContainsFunc(tracks, func(t event.TrackID) bool {
		_, ok := course.Segments[t]
		return ok
	})
}

// choosable maps each track to itself and those that are synchronised with it.
func choosable(d *event.Definition) map[event.TrackID][]event.TrackID {
	tracks := map[event.TrackID][]event.TrackID{}
	for _, id := range d.TrackIDs() {
		tracks[id] = []event.TrackID{id}
	}
	for _, group := range d.Synchronised() {
		for _, id := range group {
			tracks[id] = append(tracks[id], group...)
		}
	}
	return tracks
}

// SPEC: "Synchronised tracks: in the final state choices and course_instructor must be equal in all their tracks."
func (c *computation) checkSynchronised(r request) {
	registration, ok := c.Registrations[event.RegistrationID(r.ID)]
	if !ok || !slices.ContainsFunc(r.sets, func(s partial.Set) bool {
		return strings.HasPrefix(string(s.Path), "/tracks/")
	}) {
		return
	}
	for _, group := range c.Event.Synchronised() {
		if !synchronised(registration, group) {
			c.found.Add(r.at+"/tracks", onimport.NotSynchronised, trackTitles(&c.Event, group))
		}
	}
}

// synchronised reports whether somebody has equal choices, and holds the same course, in all tracks of a group.
func synchronised(r *event.Registration, group []event.TrackID) bool {
	first := r.Tracks[group[0]]
	return !slices.ContainsFunc(group[1:], func(t event.TrackID) bool {
		place := r.Tracks[t]
		return !slices.Equal(place.Choices, first.Choices) || !equal(place.CourseInstructor, first.CourseInstructor)
	})
}

func equal[T comparable](a, b *T) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func trackTitles(d *event.Definition, ids []event.TrackID) []string {
	titles := make([]string, len(ids))
	for i, id := range ids {
		t, _, _ := d.Track(id)
		titles[i] = t.Title
	}
	return titles
}

// checkDeletions finds deletions that must not be.
//
// SPEC: "Deletion: rejected (at the course, or at the reference that keeps it) if any registration attends it
// (course_id) in the final state." "Deletion is rejected if amount_paid is not zero."
func (c *computation) checkDeletions(kept map[jsontext.Pointer]bool) {
	attended := map[event.CourseID][]string{}
	for _, r := range c.requests {
		if r.action != partial.Delete || r.unknown {
			continue
		}
		switch e := c.before.Entity(r.Key).(type) {
		case *event.Course:
			attended[event.CourseID(r.ID)] = nil
		case *event.Registration:
			if !e.AmountPaid.IsZero() {
				c.found.Add(r.at, onimport.HasPaid, e.Persona.Name(), problem.Amount(e.AmountPaid.String()))
			}
		}
	}
	if len(attended) == 0 {
		return
	}
	for id, r := range event.Sorted(c.Registrations) {
		for track, place := range event.Sorted(r.Tracks) {
			if place.CourseID == nil {
				continue
			}
			names, deleted := attended[*place.CourseID]
			at := jsontext.Pointer("/registrations") + item(id) + "/tracks" + item(track) + "/course_id"
			if deleted && !kept[at] && !slices.Contains(names, r.Persona.Name()) {
				attended[*place.CourseID] = append(names, r.Persona.Name())
			}
		}
	}
	for id, names := range event.Sorted(attended) {
		if len(names) > 0 {
			c.found.Add("/courses"+item(id), onimport.CourseAttended, names)
		}
	}
}
