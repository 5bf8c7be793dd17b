package event

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/problem"
)

// findings are paths with codes.
func findings(found problem.List) []string {
	var all []string
	for _, p := range found.Items {
		all = append(all, fmt.Sprintf("%s %s %q", p.Path, p.Code, p.Args))
	}
	return all
}

func TestConsistentSnapshots(t *testing.T) {
	test := func(t *testing.T, text []byte) {
		if got := findings(read(t, text).Problems()); got != nil {
			t.Errorf("found %v", got)
		}
	}
	t.Run("camp", func(t *testing.T) { test(t, open(t, "testdata/camp.json")) })
	t.Run("nothing", func(t *testing.T) { test(t, minimal("")) })
	compat(t, test)
}

var inconsistencies = []struct {
	name  string
	spoil func(s *Snapshot)
	want  string // path, code, values
}{
	{"an event without an ID", func(s *Snapshot) { s.ID = 0 }, `/id not-an-id ["0"]`},
	{"a course with the ID of a placeholder", func(s *Snapshot) { s.Courses[-1] = &Course{} },
		`/courses/-1 not-an-id ["-1"]`},
	{"a group with the ID 0", func(s *Snapshot) { s.LodgementGroups[0] = &LodgementGroup{} },
		`/lodgement_groups/0 not-an-id ["0"]`},
	{"a part with the ID 0", func(s *Snapshot) { move(s.Event.Parts, 1, 0); move(s.Registrations[30].Parts, 1, 0) },
		`/event/parts/0 not-an-id ["0"]`},
	{"a persona with the ID 0", func(s *Snapshot) { s.Personas[0] = &Person{} }, `/personas/0 not-an-id ["0"]`},

	{"a field's ID twice", func(s *Snapshot) { s.Event.Fields[1].ID = 8 }, `/event/fields/child/id id-twice ["8"]`},
	{"a field without its kind", func(s *Snapshot) { s.Event.Fields[3].Kind = "" },
		`/event/fields/nothing/kind missing ["kind"]`},
	{"a field without its association", func(s *Snapshot) { s.Event.Fields[3].Association = "" },
		`/event/fields/nothing/association missing ["association"]`},
	{"a fee's ID twice", func(s *Snapshot) { s.Event.Fees[1].ID = 7 }, `/event/fees/Kind/id id-twice ["7"]`},
	{"a negative fee", func(s *Snapshot) { s.Event.Fees[1].ID = -7 }, `/event/fees/Kind/id not-an-id ["-7"]`},
	{"a track's ID twice", func(s *Snapshot) { s.Event.Parts[2].Tracks[11] = Track{} },
		`/event/parts/2/tracks/11 id-twice ["11"]`},
	{"a room field that does not exist", func(s *Snapshot) { room(s, "nope") },
		`/event/parts/1/tracks/11/course_room_field unknown-field ["nope"]`},
	{"a room field of lodgements", func(s *Snapshot) { room(s, "height") },
		`/event/parts/1/tracks/11/course_room_field unknown-field ["height"]`},
	{"a track group without its constraint", func(s *Snapshot) { groups(s, TrackGroup{}) },
		`/event/track_groups/1/constraint_type missing ["constraint_type"]`},
	{"a track group with an unknown track", func(s *Snapshot) {
		groups(s, TrackGroup{Constraint: CourseChoiceSync, TrackIDs: []TrackID{11, 99}})
	}, `/event/track_groups/1/track_ids/1 unknown-track ["99"]`},

	{"a segment in an unknown track", func(s *Snapshot) { s.Courses[1].Segments[99] = false },
		`/courses/1/segments/99 unknown-track ["99"]`},
	{"a lodgement without a group", func(s *Snapshot) { s.Lodgements[4].GroupID = 0 },
		`/lodgements/4/group_id dangling-id ["0"]`},
	{"a lodgement in an unknown group", func(s *Snapshot) { s.Lodgements[4].GroupID = 9 },
		`/lodgements/4/group_id dangling-id ["9"]`},

	{"a number that is negative", func(s *Snapshot) { s.Lodgements[4].Fields["height"] = "-1" },
		`/lodgements/4/fields/height bad-value ["-1"]`},
	{"a text that is a list", func(s *Snapshot) { s.Courses[1].Fields["room"] = "[]" },
		`/courses/1/fields/room bad-value ["[]"]`},
	{"a day that is none", func(s *Snapshot) { s.Registrations[30].Fields["arrival"] = `"2026-02-30"` },
		`/registrations/30/fields/arrival bad-value ["\"2026-02-30\""]`},
	{"no option", func(s *Snapshot) { s.Registrations[30].Fields["size"] = "2" },
		`/registrations/30/fields/size not-an-option ["2" "{[\"3\",\"1\"],2}"]`},
	{"an option that is deselected is none", func(s *Snapshot) { s.Registrations[30].Fields["size"] = "null" }, ""},
	{"a field of something else is left over", func(s *Snapshot) { s.Courses[1].Fields["height"] = "-1" }, ""},

	{"an unknown persona", func(s *Snapshot) { delete(s.Personas, 100) },
		`/registrations/30/persona/id unknown-persona ["100"]`},
	{"nobody", func(s *Snapshot) { s.Personas = nil; s.Registrations[30].Persona.ID = 0 },
		`/registrations/30/persona/id unknown-persona ["0"]`},
	{"the registered are known", func(s *Snapshot) { s.Personas = nil }, ""},
	{"a persona twice", func(s *Snapshot) { s.Registrations[31] = s.Registrations[30] },
		`/registrations/31/persona/id persona-twice ["100"]`},

	{"a part too few", func(s *Snapshot) { delete(s.Registrations[30].Parts, 2) },
		`/registrations/30/parts/2 incomplete-parts ["Lager"]`},
	{"a part too many", func(s *Snapshot) { s.Registrations[30].Parts[3] = Stay{Status: Guest} },
		`/registrations/30/parts/3 unknown-part ["3"]`},
	{"a part without a status", func(s *Snapshot) { s.Registrations[30].Parts[2] = Stay{} },
		`/registrations/30/parts/2/status missing ["status"]`},
	{"an unknown lodgement", func(s *Snapshot) { delete(s.Lodgements, 4) },
		`/registrations/30/parts/1/lodgement_id dangling-id ["4"]`},
	{"a track too few", func(s *Snapshot) { delete(s.Registrations[30].Tracks, 22) },
		`/registrations/30/tracks/22 incomplete-parts ["Spät"]`},
	{"a track too many", func(s *Snapshot) { s.Registrations[30].Tracks[23] = Place{} },
		`/registrations/30/tracks/23 unknown-track ["23"]`},
	{"attending an unknown course", func(s *Snapshot) { s.Registrations[30].Tracks[11] = Place{CourseID: id(9)} },
		`/registrations/30/tracks/11/course_id dangling-id ["9"]`},
	{"giving an unknown course", func(s *Snapshot) { s.Registrations[30].Tracks[11] = Place{CourseInstructor: id(9)} },
		`/registrations/30/tracks/11/course_instructor dangling-id ["9"]`},
	{"choosing an unknown course", func(s *Snapshot) { s.Registrations[30].Tracks[11] = Place{Choices: []CourseID{1, 9}} },
		`/registrations/30/tracks/11/choices/1 dangling-id ["9"]`},
	{"choosing a course twice", func(s *Snapshot) { s.Registrations[30].Tracks[11] = Place{Choices: []CourseID{1, 2, 1}} },
		`/registrations/30/tracks/11/choices/2 duplicate-choice ["1"]`},
	{"synchronised tracks with other choices", func(s *Snapshot) {
		s.Registrations[30].Tracks[22] = Place{Choices: []CourseID{1, 2}, CourseInstructor: id(1)}
	}, `/registrations/30/tracks/22 not-synchronised ["{[\"Früh\",\"Spät\"],2}"]`},
	{"synchronised tracks with another instructor", func(s *Snapshot) {
		s.Registrations[30].Tracks[22] = Place{Choices: []CourseID{2, 1}, CourseInstructor: id(2)}
	}, `/registrations/30/tracks/22 not-synchronised ["{[\"Früh\",\"Spät\"],2}"]`},
	{"synchronised tracks without an instructor", func(s *Snapshot) {
		s.Registrations[30].Tracks[22] = Place{Choices: []CourseID{2, 1}}
	}, `/registrations/30/tracks/22 not-synchronised ["{[\"Früh\",\"Spät\"],2}"]`},
	{"an unknown fee", func(s *Snapshot) { s.Registrations[30].PersonalizedFees[9] = Amount{} },
		`/registrations/30/personalized_fees/9 unknown-fee ["9"]`},
	{"a conditional fee", func(s *Snapshot) { s.Registrations[30].PersonalizedFees[1] = Amount{} },
		`/registrations/30/personalized_fees/1 conditional-fee ["Kind"]`},
}

func TestProblems(t *testing.T) {
	for _, test := range inconsistencies {
		t.Run(test.name, func(t *testing.T) {
			s := camp(t)
			test.spoil(s)
			var want []string
			if test.want != "" {
				want = []string{test.want}
			}
			if diff := cmp.Diff(want, findings(s.Problems())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func id(n CourseID) *CourseID { return &n }

func move[K comparable, V any](m map[K]V, from, to K) {
	m[to] = m[from]
	delete(m, from)
}

func room(s *Snapshot, field string) {
	s.Event.Parts[1].Tracks[11] = Track{CourseRoomField: &field}
}

func groups(s *Snapshot, g TrackGroup) { s.Event.TrackGroups = map[string]TrackGroup{"1": g} }

func TestEveryProblemIsFoundInOrder(t *testing.T) {
	s := camp(t)
	s.Courses = map[CourseID]*Course{}
	s.Event.Fees = nil
	want := []string{
		`/registrations/30/tracks/11/course_id dangling-id ["1"]`,
		`/registrations/30/tracks/21/course_instructor dangling-id ["1"]`,
		`/registrations/30/tracks/21/choices/0 dangling-id ["2"]`,
		`/registrations/30/tracks/21/choices/1 dangling-id ["1"]`,
		`/registrations/30/tracks/22/course_id dangling-id ["2"]`,
		`/registrations/30/tracks/22/course_instructor dangling-id ["1"]`,
		`/registrations/30/tracks/22/choices/0 dangling-id ["2"]`,
		`/registrations/30/tracks/22/choices/1 dangling-id ["1"]`,
		`/registrations/30/personalized_fees/3 unknown-fee ["3"]`,
	}
	if diff := cmp.Diff(want, findings(s.Problems())); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkProblems(b *testing.B) {
	for _, size := range []int{1_000, 10_000, 50_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := camp(b)
			template := s.Registrations[30]
			for i := range size {
				r, persona := *template, PersonaID(1000+i)
				r.Persona.ID = persona
				s.Registrations[RegistrationID(1000+i)] = &r
				s.Personas[persona] = s.Personas[100]
			}
			for b.Loop() {
				if found := s.Problems(); !found.Empty() {
					b.Fatal(findings(found))
				}
			}
		})
	}
}
