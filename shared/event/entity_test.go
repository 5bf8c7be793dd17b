package event

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/scalar"
)

// attributes has every attribute that an import can change, with two values for it and what it is in a new entity.
var attributes = []struct {
	section   Section
	path      jsontext.Pointer
	fresh     scalar.Value
	one, next scalar.Value
}{
	{Courses, "/title", `""`, `"A\n\"ä\" & <b>"`, `"B"`},
	{Courses, "/description", "null", `"A"`, "null"},
	{Courses, "/nr", `""`, `"1"`, `"2"`},
	{Courses, "/shortname", `""`, `"A"`, `"B"`},
	{Courses, "/instructors", "null", `"A"`, `"B"`},
	{Courses, "/max_size", "null", "0", "2147483647"},
	{Courses, "/min_size", "null", "5", "null"},
	{Courses, "/is_visible", "false", "true", "false"},
	{Courses, "/notes", "null", `"A"`, "null"},
	{Courses, "/fields/room", "null", `"A"`, "null"},
	{Courses, "/fields/a~1b", "null", "1.5", `"2026-05-22"`},
	{Courses, "/segments/11", "null", "true", "false"},
	{Courses, "/segments/12", "null", "false", "null"},
	{LodgementGroups, "/title", `""`, `"A"`, `"B"`},
	{Lodgements, "/title", `""`, `"A"`, `"B"`},
	{Lodgements, "/regular_capacity", "0", "4", "0"},
	{Lodgements, "/camping_mat_capacity", "0", "1", "2"},
	{Lodgements, "/notes", "null", `"A"`, "null"},
	{Lodgements, "/group_id", "0", "1", "-1"},
	{Lodgements, "/fields/height", "null", "2.5", "null"},
	{Registrations, "/persona_id", "0", "1", "2"},
	{Registrations, "/notes", "null", `"A"`, "null"},
	{Registrations, "/orga_notes", "null", `"A"`, "null"},
	{Registrations, "/parental_agreement", "false", "true", "false"},
	{Registrations, "/mixed_lodging", "false", "true", "false"},
	{Registrations, "/checkin", "null", `"2026-05-22T16:30:00.123456+00:00"`, "null"},
	{Registrations, "/list_consent", "false", "true", "false"},
	{Registrations, "/amount_owed", `"0.00"`, `"-12.50"`, `"3.00"`},
	{Registrations, "/fields/child", "null", "true", "false"},
	{Registrations, "/parts/1/status", "", "2", "-1"},
	{Registrations, "/parts/1/lodgement_id", "null", "4", "-1"},
	{Registrations, "/parts/1/is_camping_mat", "false", "true", "false"},
	{Registrations, "/tracks/11/course_id", "", "1", "null"},
	{Registrations, "/tracks/11/course_instructor", "null", "-2", "1"},
	{Registrations, "/tracks/11/choices", "[]", "[3,1,2]", "[-1]"},
	{Registrations, "/personalized_fees/3", "null", `"-2.50"`, "null"},
	{Registrations, "/personalized_fees/4", "null", `"0.00"`, `"1.00"`},
}

func TestGetAndSet(t *testing.T) {
	entities := map[Section]Entity{}
	for _, section := range Sections {
		entities[section] = New(section)
	}
	for _, a := range attributes {
		t.Run(string(a.section)+string(a.path), func(t *testing.T) {
			e := entities[a.section]
			if got := e.Get(a.path); got != a.fresh {
				t.Errorf("a new one has %q, want %q", got, a.fresh)
			}
			for _, v := range []scalar.Value{a.one, a.next, a.one} {
				e.Set(a.path, v)
				if got := e.Get(a.path); got != v {
					t.Errorf("set to %s, got %s", v, got)
				}
			}
			if a.path == "/persona_id" { // which imports have instead of /persona/id
				return
			}
			if got := inFile(t, e, a.path); got != a.one {
				t.Errorf("a file has %s, want %s", got, a.one)
			}
		})
	}
}

// inFile is the value at path in the form that a file has.
func inFile(t *testing.T, e Entity, path jsontext.Pointer) scalar.Value {
	t.Helper()
	text, err := json.Marshal(e, File)
	if err != nil {
		t.Fatal(err)
	}
	for token := range path.Tokens() {
		var members map[string]jsontext.Value
		if err := json.Unmarshal(text, &members); err != nil {
			t.Fatal(err)
		}
		text = members[token]
	}
	return scalar.Value(text)
}

func TestEveryAttributeIsInTheTable(t *testing.T) {
	cannotChange := []string{"payment", "amount_paid", "is_member", "ctime", "mtime", "persona", ""}
	for _, section := range Sections {
		entity := reflect.TypeOf(New(section)).Elem()
		for i := range entity.NumField() {
			member, _, _ := strings.Cut(entity.Field(i).Tag.Get("json"), ",")
			known := slices.Contains(cannotChange, member)
			for _, a := range attributes {
				head, _ := split(a.path)
				known = known || a.section == section && head == member
			}
			if !known {
				t.Errorf("%s of %s is not tested", member, section)
			}
		}
	}
}

func TestAttributesThatDoNotExist(t *testing.T) {
	for _, test := range []struct {
		section Section
		path    jsontext.Pointer
	}{
		{Courses, ""}, {Courses, "/nope"}, {LodgementGroups, "/titel"}, {Lodgements, "/Title"},
		{Registrations, "/amount_paid"}, {Registrations, "/parts/1/status"}, {Registrations, "/tracks/x/course_id"},
		{Registrations, "/parts"},
	} {
		if got := New(test.section).Get(test.path); got != "" {
			t.Errorf("%s%s is %q", test.section, test.path, got)
		}
	}
}

func TestClonesAreIndependent(t *testing.T) {
	s := camp(t)
	for _, a := range attributes {
		t.Run(string(a.section)+string(a.path), func(t *testing.T) {
			original := s.Entity(Key{a.section, s.IDs(a.section)[0]})
			before, err := json.Marshal(original, File, json.Deterministic(true))
			if err != nil {
				t.Fatal(err)
			}
			clone := original.Clone()
			if diff := cmp.Diff(original, clone); diff != "" {
				t.Fatalf("the clone differs: %s", diff)
			}
			clone.Set(a.path, a.one)
			clone.Clone().Set(a.path, a.next)
			if got := clone.Get(a.path); got != a.one {
				t.Errorf("a clone of the clone changed it to %s", got)
			}
			after, err := json.Marshal(original, File, json.Deterministic(true))
			if err != nil || string(before) != string(after) {
				t.Errorf("the original changed from\n%s\nto\n%s", before, after)
			}
		})
	}
}

func TestLabels(t *testing.T) {
	s := camp(t)
	for _, test := range []struct {
		e    Entity
		want string
	}{
		{s.Courses[1], "1a. Knoten"},
		{&Course{Shortname: "Neu"}, "Neu"},
		{s.LodgementGroups[1], "Haupthaus"},
		{s.Lodgements[4], "Dachkammer"},
		{s.Registrations[30], "Ada Ahorn"},
		{&Registration{Persona: s.Personas[101].Persona}, "Bo Buche"},
		{&Registration{Persona: Persona{DisplayName: "Cleo"}}, "Cleo"},
	} {
		if got := test.e.Label(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
