package event

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEntities(t *testing.T) {
	s := camp(t)
	for _, k := range []Key{{Courses, 2}, {LodgementGroups, 1}, {Lodgements, 4}, {Registrations, 30}} {
		if s.Entity(k) == nil {
			t.Errorf("%s is not found", k)
		}
		if e := s.Entity(Key{k.Section, 99}); e != nil {
			t.Errorf("%s/99 is %v", k.Section, e)
		}
	}
	if got, want := (Key{LodgementGroups, -3}).String(), "/lodgement_groups/-3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEditLeavesTheOriginal(t *testing.T) {
	s := camp(t)
	edit := s.Edit()
	for _, section := range Sections {
		for _, id := range s.IDs(section) {
			edit.Delete(Key{section, id})
			edit.Delete(Key{section, 99})
		}
		edit.Put(Key{section, edit.TakeID(section)}, New(section))
	}
	if diff := cmp.Diff(camp(t), s); diff != "" {
		t.Errorf("the original changed: %s", diff)
	}
	for section, want := range map[Section]int32{LodgementGroups: 2, Lodgements: 5, Courses: 3, Registrations: 31} {
		if got := edit.IDs(section); !slices.Equal(got, []int32{want}) {
			t.Errorf("%s of the edit: %v", section, got)
		}
	}
}

func TestIDsAreNotReused(t *testing.T) {
	s := camp(t)
	if first, second := s.TakeID(Registrations), s.TakeID(Registrations); first != 31 || second != 32 {
		t.Errorf("got %d, %d", first, second)
	}
	if got := s.NextID(Registrations); got != 33 {
		t.Errorf("the next one is %d", got)
	}
	edit := s.Edit()
	edit.TakeID(Registrations)
	if got := s.NextID(Registrations); got != 33 {
		t.Errorf("the edit took %d of the original", got)
	}
	s.Next = map[Section]int32{Courses: 1001}
	if got := s.TakeID(Courses); got != 1001 {
		t.Errorf("got %d although 1001 was to come", got)
	}
	if got := s.NextID(LodgementGroups); got != 2 {
		t.Errorf("a section that Next does not name begins at %d", got)
	}
	if got := new(Snapshot).NextID(Courses); got != 1 {
		t.Errorf("the first ID is %d", got)
	}
}

func TestIDsAscend(t *testing.T) {
	s := &Snapshot{Courses: map[CourseID]*Course{10: {}, 9: {}, 100: {}}}
	if got := s.IDs(Courses); !slices.Equal(got, []int32{9, 10, 100}) {
		t.Errorf("got %v", got)
	}
}

func TestPersona(t *testing.T) {
	s := camp(t)
	if p := s.Persona(101); p == nil || !p.IsArchived || p.FamilyName != "Buche" {
		t.Errorf("101 is %v", p)
	}
	if p := s.Persona(7); p != nil {
		t.Errorf("7 is %v", p)
	}
	s.Personas = nil
	if p := s.Persona(100); p == nil || !p.IsEventRealm || p.IsArchived || p.FamilyName != "Ahorn" {
		t.Errorf("who is registered is %v", p)
	}
	if p := s.Persona(101); p != nil {
		t.Errorf("who is not registered is %v", p)
	}
}

func TestDefinition(t *testing.T) {
	d := camp(t).Event
	if f, ok := d.Field(OfCourse, "room"); !ok || f.ID != 4 {
		t.Errorf("the room is %v", f)
	}
	if f, ok := d.Field(OfRegistration, "room"); ok {
		t.Errorf("registrations have the room %v", f)
	}
	if f, ok := d.Fee(3); !ok || f.Title != "Spende" || !f.Personalized() {
		t.Errorf("fee 3 is %v", f)
	}
	if f, ok := d.Fee(7); !ok || f.Personalized() {
		t.Errorf("fee 7 is %v", f)
	}
	if _, ok := d.Fee(99); ok {
		t.Error("there is a fee 99")
	}
	if track, part, ok := d.Track(22); !ok || part != 2 || track.Title != "Spät" {
		t.Errorf("track 22 is %v in %d", track, part)
	}
	if _, _, ok := d.Track(99); ok {
		t.Error("there is a track 99")
	}
	if diff := cmp.Diff([]TrackID{11, 21, 22}, d.TrackIDs()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]TrackID{{21, 22}}, d.Synchronised()); diff != "" {
		t.Error(diff)
	}
	size, _ := d.Field(OfRegistration, "size")
	if o, ok := size.Option("1"); !ok || o.Title != "S" {
		t.Errorf("option 1 is %v", o)
	}
	if _, ok := size.Option("S"); ok {
		t.Error("an option is found by its title")
	}
}

func TestStatuses(t *testing.T) {
	var numbers []int
	var involved, present []Status
	for _, s := range Statuses {
		numbers = append(numbers, s.Number())
		if s.Involved() {
			involved = append(involved, s)
		}
		if s.Present() {
			present = append(present, s)
		}
	}
	if diff := cmp.Diff([]int{-1, 1, 2, 3, 4, 5, 6}, numbers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Status{Applied, Participant, Waitlist}, involved); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Status{Participant, Guest}, present); diff != "" {
		t.Error(diff)
	}
}
