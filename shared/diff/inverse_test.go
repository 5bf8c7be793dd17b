package diff_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// commit applies an import and gives the one that undoes it.
func commit(t *testing.T, s *event.Snapshot, sections string) (*event.Snapshot, *partial.Import) {
	t.Helper()
	plan := compute(t, s, sections)
	applied := diff.Apply(s, plan, now)
	return applied.Snapshot, diff.Inverse(s.ID, plan, applied)
}

func TestInverse(t *testing.T) {
	for _, test := range []struct {
		name, sections string
		want           []string
	}{
		{"nothing", `"courses": {"1": {}, "9": null, "8": {"title": "x"}}`, nil},
		{"a change", `"courses": {"1": {"title": "Mond", "max_size": 8, "fields": {"c_int": 3}}}`,
			[]string{"change /courses/1 /title=\"Astronomie ohne Fernrohr\" (\"Mond\") /fields/c_int=null (3)"}},
		{"a creation, under its new ID", `"courses": {"-1": ` + newCourse +
			`}, "registrations": {"3": {"tracks": {"1": {"course_id": -1}}}}`,
			[]string{"delete /courses/6", "change /registrations/3 /tracks/1/course_id=null (6)"}},
		{"a deletion with all that follows", `"lodgement_groups": {"2": null}`,
			[]string{"restore /lodgement_groups/2", "restore /lodgements/4",
				"change /registrations/5 /parts/1/lodgement_id=4 (null)"}},
		{"amounts follow by themselves", `"registrations": {"6": {"parts": {"1": {"status": 1}}}}`,
			[]string{"change /registrations/6 /parts/1/status=6 (1)"}},
		{"requested and following values of one registration are in order",
			`"courses": {"1": null}, "registrations": {"1": {"notes": "x", "tracks": {"1": {"course_id": null}}}, ` +
				`"2": {"orga_notes": "y", "tracks": {"3": {"choices": []}}}}`,
			[]string{"restore /courses/1", "change /registrations/1 /tracks/1/course_id=1 (null) " +
				"/tracks/1/course_instructor=1 (null) /notes=null (\"x\")",
				"change /registrations/2 /tracks/1/choices=[2,1] ([2]) /tracks/2/choices=[3,1] ([3]) /tracks/3/choices=[2,3] " +
					"([]) /orga_notes=null (\"y\")",
				"change /registrations/3 /tracks/1/choices=[4,2,1] ([4,2]) /tracks/2/choices=[1] ([])"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, inverse := commit(t, eventtest.Winter(t), test.sections)
			if !inverse.Undo || inverse.Event != 1 {
				t.Errorf("undo %t of event %d", inverse.Undo, inverse.Event)
			}
			var got []string
			for _, e := range inverse.Entries {
				line := string(e.Action) + " " + e.Key.String()
				for _, s := range e.Sets {
					line += " " + string(s.Path) + "=" + string(s.Value) + " (" + string(s.Expected) + ")"
				}
				got = append(got, line)
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

var undoAfterChanges = []struct {
	name, first, then string
	warnings          []string
	problems          []string
}{
	{"nothing moved on", `"courses": {"1": {"title": "Mond"}}`, `"courses": {"1": {"notes": "x"}}`, nil, nil},
	{"the value moved on", `"courses": {"1": {"title": "Mond"}}`, `"courses": {"1": {"title": "Mars"}}`,
		[]string{"/courses/1/title moved-on"}, nil},
	{"the value moved back", `"courses": {"1": {"notes": "x"}}`, `"courses": {"1": {"notes": null}}`, nil, nil},
	{"what changed is gone", `"lodgements": {"4": {"notes": "x"}}`, `"lodgements": {"4": null}`,
		[]string{"/lodgements/4 unknown-id"}, nil},
	{"what was created moved on", `"courses": {"-1": ` + newCourse + `}`, `"courses": {"6": {"notes": "x"}}`,
		[]string{"/courses/6 moved-on"}, nil},
	{"who was created was changed and changed back", `"registrations": {"-1": ` + newRegistration + `}`,
		`"registrations": {"7": {"orga_notes": null}}`, nil, nil},
	{"what was created is gone", `"courses": {"-1": ` + newCourse + `}`, `"courses": {"6": null}`,
		[]string{"/courses/6 double-deletion"}, nil},
	{"the new course is attended", `"courses": {"-1": ` + newCourse + `}`,
		`"registrations": {"3": {"tracks": {"1": {"course_id": 6}}}}`,
		nil, []string{"/courses/6 course-attended"}},
	{"the old lodgement is gone", `"registrations": {"5": {"parts": {"1": {"lodgement_id": 1}}}}`,
		`"lodgements": {"4": null}`,
		nil, []string{"/registrations/5/parts/1/lodgement_id unknown-reference"}},
	{"the deleted lodgement's group is gone", `"lodgements": {"4": null}`, `"lodgement_groups": {"2": null}`,
		nil, []string{"/lodgements/4/group_id unknown-reference"}},
	{"the deleted registration's lodgement and course are gone", `"registrations": {"5": null}`,
		`"lodgements": {"4": null}, "courses": {"5": null}`,
		nil, []string{"/registrations/5/parts/1/lodgement_id unknown-reference",
			"/registrations/5/tracks/1/course_id unknown-reference"}},
	{"the deleted registration's choice is gone", `"registrations": {"1": null}`, `"courses": {"4": null}`,
		nil, []string{"/registrations/1/tracks/3/course_id unknown-reference",
			"/registrations/1/tracks/3/choices/0 unknown-reference"}},
	{"a choice of the deleted registration is not offered any more", `"registrations": {"1": null}`,
		`"courses": {"2": {"segments": {"3": null}}}`,
		[]string{"/registrations/1/tracks/3/choices/1 choice-not-offered"}, nil},
	{"an old choice is not offered any more", `"registrations": {"1": {"tracks": {"3": {"choices": []}}}}`,
		`"courses": {"2": {"segments": {"3": null}}}`,
		[]string{"/registrations/1/tracks/3/choices/1 choice-not-offered"}, nil},
	{"who was deleted is registered again", `"registrations": {"6": null}`, `"registrations": {"-1": ` +
		strings.Replace(newRegistration, "17", "16", 1) + `}`,
		nil, []string{"/registrations/6 registered-again"}},
}

// TestUndoAfterChanges: what moved on since the import is put back all the same, with a warning; what cannot be put
// back is a problem.
func TestUndoAfterChanges(t *testing.T) {
	for _, test := range undoAfterChanges {
		t.Run(test.name, func(t *testing.T) {
			s, inverse := commit(t, eventtest.Winter(t), test.first)
			s, _ = commit(t, s, test.then)
			plan, found := diff.Compute(s, inverse)
			if d := cmp.Diff(test.problems, codes(found)); d != "" {
				t.Errorf("problems: %s", d)
			}
			if plan != nil {
				if d := cmp.Diff(test.warnings, codes(own(plan.Warnings))); d != "" {
					t.Errorf("warnings: %s", d)
				}
			}
		})
	}
}

func codes(list problem.List) []string {
	var all []string
	for _, p := range list.Items {
		all = append(all, string(p.Path)+" "+string(p.Code))
	}
	return all
}

// own are the warnings about the undoing itself.
func own(list problem.List) problem.List {
	var kept problem.List
	for _, p := range list.Items {
		switch p.Code {
		case onimport.MovedOn, onimport.UnknownID, onimport.DoubleDeletion, onimport.ChoiceNotOffered:
			kept.Items = append(kept.Items, p)
		}
	}
	return kept
}

func TestTakenIDCannotBeRestored(t *testing.T) {
	s, inverse := commit(t, eventtest.Winter(t), `"lodgement_groups": {"3": null}`)
	s = s.Edit()
	s.Put(event.Key{Section: event.LodgementGroups, ID: 3}, &event.LodgementGroup{Title: "neu"})
	if _, found := diff.Compute(s, inverse); len(found.Items) != 1 || found.Items[0].Code != onimport.Taken {
		t.Errorf("got %v", found.Items)
	}
}

// TestInverseSurvivesStoring: it waits in a store until somebody wants it.
func TestInverseSurvivesStoring(t *testing.T) {
	before := eventtest.Winter(t)
	s, inverse := commit(t, before, `"lodgement_groups": {"1": null}, "courses": {"-1": `+newCourse+
		`}, "registrations": {"1": null, "-1": `+newRegistration+`}`)
	stored, err := json.Marshal(inverse)
	if err != nil {
		t.Fatal(err)
	}
	read := new(partial.Import)
	if err := json.Unmarshal(stored, read); err != nil {
		t.Fatal(err)
	}
	plan, found := diff.Compute(s, read)
	if plan == nil || !plan.Warnings.Empty() && codes(own(plan.Warnings)) != nil {
		t.Fatalf("got %v, %v", codes(found), plan)
	}
	undone := diff.Apply(s, plan, now).Snapshot
	for _, section := range event.Sections {
		if d := cmp.Diff(before.IDs(section), undone.IDs(section)); d != "" {
			t.Errorf("%s: %s", section, d)
		}
	}
}
