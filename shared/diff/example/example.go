// Package example makes a small import out of an event's own names, for people to learn from.
package example

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// member is a key of an object with its value; objects are in the order in which people read them.
type member struct {
	key   string
	value any
}

type object []member

// MarshalJSONTo writes the object.
func (o object) MarshalJSONTo(enc *jsontext.Encoder) error {
	if err := enc.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, m := range o {
		if err := enc.WriteToken(jsontext.String(m.key)); err != nil {
			return err
		}
		if err := json.MarshalEncode(enc, m.value); err != nil {
			return err
		}
	}
	return enc.WriteToken(jsontext.EndObject)
}

// step is one thing that an import can do: entries that belong together.
type step map[event.Section]object

// Of makes an import that is acceptable to the event, as of now, in the words of a reader: a new group with a
// lodgement, a changed course, somebody who moves and gets another course. What the check refuses is left out, be it
// everything.
//
// So nobody keeps a list of what an event allows: each step is judged by the very check, on top of those before.
func Of(s *event.Snapshot, lang problem.Language, now time.Time) []byte {
	var taken []step
	file := write(s, taken, lang, now)
	steps := []step{house(lang), course(s, lang), move(s), assign(s), remark(s, lang), fields(s, lang)}
	for _, next := range steps {
		tried := append(taken[:len(taken):len(taken)], next)
		text := write(s, tried, lang, now)
		imp, found := partial.Decode(text)
		if imp == nil || !found.Empty() {
			continue
		}
		if _, refused := diff.Compute(s, imp); refused.Empty() {
			taken, file = tried, text
		}
	}
	return file
}

// write writes an import of steps.
func write(s *event.Snapshot, steps []step, lang problem.Language, now time.Time) []byte {
	file := object{
		{"EVENT_SCHEMA_VERSION", []int{17, 2}}, {"kind", "partial"}, {"id", s.ID},
		{"timestamp", scalar.FormatInstant(now.Truncate(time.Second))},
		{"summary", problem.Text{De: "Beispiel für " + s.Event.Title, En: "Example for " + s.Event.Title}.In(lang)},
	}
	for _, section := range event.Sections {
		var entries object
		for _, step := range steps {
			for _, m := range step[section] {
				i := slices.IndexFunc(entries, func(known member) bool { return known.key == m.key })
				if i < 0 {
					entries = append(entries, m)
					continue
				}
				entries[i].value = append(slices.Clone(entries[i].value.(object)), m.value.(object)...)
			}
		}
		if entries != nil {
			file = append(file, member{string(section), entries})
		}
	}
	text, err := json.Marshal(file, jsontext.WithIndent("  "), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		panic(err) // unreachable: it is plain data
	}
	return append(text, '\n')
}

// house is a new group with a new lodgement, which refers to it.
func house(lang problem.Language) step {
	say := func(de, en string) string { return problem.Text{De: de, En: en}.In(lang) }
	return step{
		event.LodgementGroups: {{"-1", object{{"title", say("Beispielhaus", "Example house")}}}},
		event.Lodgements: {{"-1", object{{"title", say("Beispielzimmer", "Example room")}, {"regular_capacity", 4},
			{"camping_mat_capacity", 1}, {"notes", nil}, {"group_id", -1}}}},
	}
}

// id is an ID as a key.
func id[ID ~int32](n ID) string {
	text, _ := json.Marshal(int32(n)) // unreachable: a number has a text
	return string(text)
}

// course changes the first course.
func course(s *event.Snapshot, lang problem.Language) step {
	for n := range event.Sorted(s.Courses) {
		return step{event.Courses: {{id(n), object{
			{"notes", problem.Text{De: "Braucht einen Beamer.", En: "Needs a projector."}.In(lang)}}}}}
	}
	return nil
}

// move puts the first who is there in a part into the new lodgement.
func move(s *event.Snapshot) step {
	for n, r := range event.Sorted(s.Registrations) {
		for part, in := range event.Sorted(r.Parts) {
			if in.Status == event.Participant {
				return step{event.Registrations: {{id(n), object{
					{"parts", object{{id(part), object{{"lodgement_id", -1}}}}}}}}}
			}
		}
	}
	return nil
}

// assign gives the first who is in a course that takes place another one of the same track.
func assign(s *event.Snapshot) step {
	for n, r := range event.Sorted(s.Registrations) {
		for track, in := range event.Sorted(r.Tracks) {
			for c, other := range event.Sorted(s.Courses) {
				if in.CourseID != nil && c != *in.CourseID && other.Segments[track] {
					return step{event.Registrations: {{id(n), object{
						{"tracks", object{{id(track), object{{"course_id", c}}}}}}}}}
				}
			}
		}
	}
	return nil
}

// remark tells the orgas something about the first registration.
func remark(s *event.Snapshot, lang problem.Language) step {
	for n := range event.Sorted(s.Registrations) {
		return step{event.Registrations: {{id(n), object{
			{"orga_notes", problem.Text{De: "Reist später an.", En: "Arrives later."}.In(lang)}}}}}
	}
	return nil
}

// fields fills the first custom field of a registration with a value that it may have.
func fields(s *event.Snapshot, lang problem.Language) step {
	for n := range event.Sorted(s.Registrations) {
		for _, f := range s.Event.Fields {
			if f.Association == event.AssociationOf(event.Registrations) {
				return step{event.Registrations: {{id(n), object{{"fields", object{{f.Name, valueOf(f, lang)}}}}}}}
			}
		}
	}
	return nil
}

// valueOf is one that a field may have.
func valueOf(f event.Field, lang problem.Language) any {
	if len(f.Entries) > 0 {
		v, fault := f.Type().Parse(scalar.Text(f.Entries[0].Key).Raw())
		if fault != nil {
			v = scalar.Null
		}
		return v.Raw()
	}
	text := scalar.Text(problem.Text{De: "Beispiel", En: "Example"}.In(lang))
	values := map[scalar.Kind]scalar.Value{scalar.KindBool: scalar.True, scalar.KindInt: "1", scalar.KindNumber: "1.5",
		scalar.KindDate: `"2026-05-22"`, scalar.KindDateTime: `"2026-05-22T18:30:00+02:00"`}
	return cmp.Or(values[f.Type().Kind], text).Raw()
}
