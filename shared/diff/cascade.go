package diff

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// cascade finds what follows from deletions, in the final state.
//
//	deleted          | what follows
//	lodgement group  | its lodgements are deleted
//	lodgement        | its inhabitants have none
//	course           | it disappears from choices (ranks close up), nobody instructs it
//
// A course that somebody attends cannot be deleted, see [computation.checkDeletions].
func (c *computation) cascade() {
	c.cascadeGroups()
	lodgements, courses := map[event.LodgementID]bool{}, map[event.CourseID]bool{}
	for key := range c.own {
		switch {
		case c.Entity(key) != nil:
		case key.Section == event.Lodgements:
			lodgements[event.LodgementID(key.ID)] = true
		case key.Section == event.Courses:
			courses[event.CourseID(key.ID)] = true
		}
	}
	if len(lodgements)+len(courses) == 0 {
		return
	}
	for id, r := range event.Sorted(c.Registrations) {
		key := event.Key{Section: event.Registrations, ID: int32(id)}
		for part, stay := range event.Sorted(r.Parts) {
			if stay.LodgementID != nil && lodgements[*stay.LodgementID] {
				c.follow(key, Set{Path: "/parts" + item(part) + "/lodgement_id", From: idValue(*stay.LodgementID), To: scalar.Null},
					"/lodgements"+item(*stay.LodgementID))
			}
		}
		for track, place := range event.Sorted(r.Tracks) {
			c.cascadePlace(key, "/tracks"+item(track), place, courses)
		}
	}
}

// SPEC: "Deletion of a group: takes along the lodgements which are in it in the final state."
func (c *computation) cascadeGroups() {
	groups := map[event.LodgementGroupID]bool{}
	for key := range c.own {
		if key.Section == event.LodgementGroups && c.Entity(key) == nil {
			groups[event.LodgementGroupID(key.ID)] = true
		}
	}
	if len(groups) == 0 {
		return
	}
	gone := map[event.Key]bool{}
	for id, l := range event.Sorted(c.Lodgements) {
		key := event.Key{Section: event.Lodgements, ID: int32(id)}
		before := c.before.Entity(key)
		if !groups[l.GroupID] || before == nil { // a new one refers to a group that vanishes: a problem of the reference
			continue
		}
		c.follow(key, Set{From: encode(before), To: scalar.Null}, "/lodgement_groups"+item(l.GroupID))
		gone[key] = true
	}
	c.vanish(gone)
}

// vanish takes the changes out of the plan whose entity a cascade deletes.
func (c *computation) vanish(gone map[event.Key]bool) {
	c.plan.Changes = slices.DeleteFunc(c.plan.Changes, func(change Change) bool {
		vanishes := gone[change.Key] && change.Action == partial.Change
		if vanishes {
			c.plan.Warnings.Add(pointer(change.Key), onimport.ChangeVanishes, problem.Term(string(change.Section)), change.ID)
		}
		return vanishes
	})
}

// SPEC: "Otherwise it disappears from segments, from choices (ranks close up), and as course_instructor."
func (c *computation) cascadePlace(key event.Key, path jsontext.Pointer, place event.Place,
	courses map[event.CourseID]bool) {
	if place.CourseInstructor != nil && courses[*place.CourseInstructor] {
		c.follow(key, Set{Path: path + "/course_instructor", From: idValue(*place.CourseInstructor), To: scalar.Null},
			"/courses"+item(*place.CourseInstructor))
	}
	chosen := slices.IndexFunc(place.Choices, func(id event.CourseID) bool { return courses[id] })
	if chosen < 0 {
		return
	}
	left := slices.DeleteFunc(slices.Clone(place.Choices), func(id event.CourseID) bool { return courses[id] })
	c.follow(key, Set{Path: path + "/choices", From: choices(place.Choices), To: choices(left)},
		"/courses"+item(place.Choices[chosen]))
}

func choices(ids []event.CourseID) scalar.Value {
	text := "["
	for i, id := range ids {
		if i > 0 {
			text += ","
		}
		text += string(idValue(id))
	}
	return scalar.Value(text + "]")
}
