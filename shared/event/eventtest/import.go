package eventtest

import (
	"slices"
	"strconv"

	"kursbuch.internal/shared/event"
	"pgregory.net/rapid"
)

// Object is a JSON object: of an import file, or in one.
type Object map[string]any

// Import draws a file for an event. Nearly all of them are acceptable.
func Import(t *rapid.T, s *event.Snapshot) Object {
	w := &writer{generator: generator{t, s}}
	file := Object{
		"EVENT_SCHEMA_VERSION": pick(w.generator, [][2]int{{17, 2}, {17, 0}, {19, 0}}), "kind": "partial", "id": int(s.ID),
		"timestamp": pick(w.generator, []string{"2222-11-11", "1999-01-01T00:00:00Z"}),
	}
	if w.in(50) {
		file["summary"] = w.text()
	}
	// What may be referred to is decided before any reference is written.
	groups, lodgements := w.groups(), w.lodgements()
	courses, registrations := w.courses(), w.registrations()
	for section, entries := range map[event.Section]Object{
		event.LodgementGroups: groups, event.Lodgements: lodgements, event.Courses: courses,
		event.Registrations: registrations,
	} {
		if len(entries) > 0 || w.in(50) {
			file[string(section)] = entries
		}
	}
	if w.in(10) {
		w.spoil(file)
	}
	return file
}

// writer draws the entries of a file. It knows of the final state what references depend on.
type writer struct {
	generator
	groupIDs, lodgementIDs, courseIDs []int32 // that are there in the end, placeholders among them
	offered                           map[event.TrackID][]int32
}

// fate is what a file does to an entity.
type fate string

const (
	stays   fate = "stays"
	changes fate = "changes"
	goes    fate = "goes"
)

func (w *writer) fate() fate {
	return pick(w.generator, []fate{stays, stays, changes, changes, changes, goes})
}

func name(id int32) string { return strconv.Itoa(int(id)) }

// set writes some of the given members, each drawn only if it is written.
func (w *writer) set(entry Object, members map[string]func() any) {
	for key, draw := range event.Sorted(members) {
		if w.in(40) {
			entry[key] = draw()
		}
	}
}

// stale adds an entry for an entity that does not exist.
func (w *writer) stale(entries Object, harmless Object) Object {
	if w.in(10) {
		entries["4711"] = pick(w.generator, []any{nil, harmless})
	}
	return entries
}

func (w *writer) groups() Object {
	entries := Object{}
	for id := range event.Sorted(w.LodgementGroups) {
		fate := w.fate()
		switch fate {
		case goes:
			entries[name(int32(id))] = nil
			continue
		case changes:
			entries[name(int32(id))] = Object{"title": w.string()}
		}
		w.groupIDs = append(w.groupIDs, int32(id))
	}
	for id := int32(-1); id >= -int32(w.upTo(2)); id-- {
		entries[name(id)] = Object{"title": w.string()}
		w.groupIDs = append(w.groupIDs, id)
	}
	return w.stale(entries, Object{"title": "weg"})
}

func (w *writer) lodgements() Object {
	entries := Object{}
	for id, l := range event.Sorted(w.Lodgements) {
		group, entry := int32(l.GroupID), Object{}
		fate := w.fate()
		if fate == goes {
			entries[name(int32(id))] = nil
			continue
		}
		if fate == changes {
			w.set(entry, w.lodgementMembers())
			if len(w.groupIDs) > 0 && w.in(60) {
				group = pick(w.generator, w.groupIDs)
				entry["group_id"] = w.int(group)
			}
			entries[name(int32(id))] = entry
		}
		if slices.Contains(w.groupIDs, group) { // else it goes with its group
			w.lodgementIDs = append(w.lodgementIDs, int32(id))
		}
	}
	for id := int32(-1); len(w.groupIDs) > 0 && id >= -int32(w.upTo(2)); id-- {
		entry := Object{"group_id": w.int(pick(w.generator, w.groupIDs))}
		w.all(entry, w.lodgementMembers())
		entries[name(id)] = entry
		w.lodgementIDs = append(w.lodgementIDs, id)
	}
	return w.stale(entries, Object{"notes": nil})
}

// all writes all of the given members, but for fields, segments and the like: they may be missing.
func (w *writer) all(entry Object, members map[string]func() any) {
	for key, draw := range event.Sorted(members) {
		switch key {
		case "fields", "segments", "personalized_fees", "orga_notes", "parental_agreement", "checkin":
			if w.in(50) {
				continue
			}
		}
		entry[key] = draw()
	}
}

func (w *writer) lodgementMembers() map[string]func() any {
	return map[string]func() any{
		"title":                func() any { return w.string() },
		"regular_capacity":     func() any { return w.int(int32(w.upTo(2))) },
		"camping_mat_capacity": func() any { return w.int(int32(w.upTo(2))) },
		"notes":                func() any { return w.stringOrNull() },
		"fields":               func() any { return w.fieldValues(event.OfLodgement) },
	}
}

func (w *writer) fieldValues(of event.Association) Object {
	values := Object{}
	for _, f := range some(w.generator, w.fields(of)) {
		values[f.Name] = nil
		if w.in(75) {
			values[f.Name] = w.fieldValue(f)
		}
	}
	return values
}

func (w *writer) courses() Object {
	entries := Object{}
	w.offered = map[event.TrackID][]int32{}
	for id, c := range event.Sorted(w.Courses) {
		entry := Object{}
		fate := w.fate()
		switch fate {
		case goes:
			entries[name(int32(id))] = nil
			continue
		case changes:
			w.set(entry, w.courseMembers())
			entries[name(int32(id))] = entry
		}
		w.offer(int32(id), c.Segments, entry)
	}
	for id := int32(-1); id >= -int32(w.upTo(2)); id-- {
		entry := Object{}
		w.all(entry, w.courseMembers())
		entries[name(id)] = entry
		w.offer(id, nil, entry)
	}
	return w.stale(entries, Object{"segments": Object{"1": nil}})
}

// offer notes where a course is offered in the end.
func (w *writer) offer(id int32, segments map[event.TrackID]bool, entry Object) {
	w.courseIDs = append(w.courseIDs, id)
	said, _ := entry["segments"].(Object)
	for _, unit := range w.units() {
		offered := slices.ContainsFunc(unit, func(track event.TrackID) bool {
			v, named := said[name(int32(track))]
			_, present := segments[track]
			return named && v != nil || !named && present
		})
		for _, track := range unit {
			if offered {
				w.offered[track] = append(w.offered[track], id)
			}
		}
	}
}

func (w *writer) courseMembers() map[string]func() any {
	return map[string]func() any{
		"title":       func() any { return w.string() },
		"shortname":   func() any { return w.string() },
		"nr":          func() any { return w.string() },
		"description": func() any { return w.stringOrNull() },
		"instructors": func() any { return w.stringOrNull() },
		"notes":       func() any { return w.stringOrNull() },
		"max_size":    func() any { return w.size() },
		"min_size":    func() any { return w.size() },
		"is_visible":  func() any { return w.bool() },
		"segments": func() any {
			segments := Object{}
			for _, id := range some(w.generator, w.Event.TrackIDs()) {
				segments[name(int32(id))] = nil
				if w.in(60) {
					segments[name(int32(id))] = w.bool()
				}
			}
			return segments
		},
		"fields": func() any { return w.fieldValues(event.OfCourse) },
	}
}
