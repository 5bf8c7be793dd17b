package diff_test

import (
	"testing"
	"time"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

var now = time.Date(2222, 11, 11, 11, 11, 0, 0, time.UTC)

// compute gives the plan of an import of which only the sections are given.
func compute(t *testing.T, s *event.Snapshot, sections string) *diff.Plan {
	t.Helper()
	plan, found := diff.Compute(s, decode(t, sections))
	for _, p := range found.Items {
		t.Fatalf("%s: %s", p.Path, p.Message(problem.English))
	}
	return plan
}

func decode(t *testing.T, sections string) *partial.Import {
	t.Helper()
	content := `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2222-11-11", ` + sections + `}`
	imp, found := partial.Decode([]byte(content))
	for _, p := range found.Items {
		t.Fatalf("%s: %s", p.Path, p.Message(problem.English))
	}
	return imp
}

// newCourse and newLodgement are creations, to be put behind a placeholder.
const (
	newCourse = `{"title": "Feuer", "shortname": "F", "nr": "ζ", "description": null, "instructors": null, "notes": null,
		"max_size": null, "min_size": null, "is_visible": true}`
	newLodgement = `{"title": "Empore", "regular_capacity": 3, "camping_mat_capacity": 0, "notes": null, "group_id": 2}`
)

// newRegistration is a creation for persona 17.
const newRegistration = `{"persona_id": 17, "mixed_lodging": true, "list_consent": true, "notes": null,
	"parts": {"1": {"status": 1, "lodgement_id": null}, "2": {"status": 2, "lodgement_id": null}},
	"personalized_fees": {"6": null, "5": -1234.5},
	"tracks": {"1": {"course_id": null, "course_instructor": null, "choices": []},
		"2": {"course_id": null, "course_instructor": null, "choices": []},
		"3": {"course_id": null, "course_instructor": null, "choices": []}}}`

func TestCounts(t *testing.T) {
	s := eventtest.Winter(t)
	plan := compute(t, s, `"lodgement_groups": {"1": {"title": "Haupthaus"}, "2": null, "9": null, "-1": {"title": "x"}},
		"courses": {"-1": `+newCourse+`, "-2": `+newCourse+`, "1": {"notes": "x"}, "2": {"notes": null}},
		"registrations": {"-1": `+newRegistration+
		`, "6": null, "1": {"notes": "x"}, "4": {"notes": "x"}, "99": {"notes": "x"}}`)
	want := map[event.Section]diff.Count{
		event.LodgementGroups: {Create: 1, Delete: 1},
		event.Courses:         {Create: 2, Update: 1},
		event.Registrations:   {Create: 1, Update: 2, Delete: 1},
	}
	if got := plan.Counts(); len(got) != len(want) {
		t.Errorf("got %v", got)
	}
	for section, count := range want {
		if got := plan.Counts()[section]; got != count {
			t.Errorf("%s: got %+v, want %+v", section, got, count)
		}
	}
}

// TestIDs: new entities are numbered in the order -1, -2, ... from the largest ID there ever was.
func TestIDs(t *testing.T) {
	s := eventtest.Winter(t)
	plan := compute(t, s, `"lodgement_groups": {"-7": {"title": "b"}, "-2": {"title": "a"}, "3": null},
		"lodgements": {"-1": `+newLodgement+`, "4": {"group_id": -7}}`)
	applied := diff.Apply(s, plan, now)
	if got := applied.Created[event.LodgementGroups]; got[-2] != 4 || got[-7] != 5 {
		t.Errorf("groups: %v", got)
	}
	if got := applied.Created[event.Lodgements]; got[-1] != 5 {
		t.Errorf("lodgements: %v", got)
	}
	if got := applied.Snapshot.Lodgements[4].GroupID; got != 5 {
		t.Errorf("the placeholder became %d", got)
	}
	if next := applied.Snapshot.NextID(event.LodgementGroups); next != 6 {
		t.Errorf("the next group is %d", next)
	}
	gone := diff.Apply(s, compute(t, s, `"lodgement_groups": {"3": null}`), now).Snapshot
	again := diff.Apply(gone, compute(t, gone, `"lodgement_groups": {"-1": {"title": "x"}}`), now)
	if got := again.Created[event.LodgementGroups][-1]; got != 4 {
		t.Errorf("the ID %d was given out, although 3 had been in use", got)
	}
}

// TestStamps: a registration says when it was created or last changed; new amounts alone do not count.
func TestStamps(t *testing.T) {
	s := eventtest.Winter(t)
	s.Registrations[3].AmountOwed = event.Amount{}
	plan := compute(t, s, `"registrations": {"-1": `+newRegistration+
		`, "1": {"notes": "x"}, "2": {"notes": "Vegetarisch"}},
		"lodgements": {"4": null}`)
	got := diff.Apply(s, plan, now).Snapshot.Registrations
	for id, want := range map[event.RegistrationID]*time.Time{1: &now, 2: s.Registrations[2].MTime, 3: nil, 5: &now,
		7: nil} {
		if mtime := got[id].MTime; (mtime == nil) != (want == nil) || mtime != nil && !mtime.Equal(*want) {
			t.Errorf("registration %d was changed at %v, want %v", id, mtime, want)
		}
	}
	if created := got[7].CTime; created == nil || !created.Equal(now) {
		t.Errorf("the new one was created at %v", created)
	}
	if owed := got[3].AmountOwed.String(); owed != "100.00" {
		t.Errorf("registration 3 owes %s", owed)
	}
}

func TestConditionThatCannotBeRead(t *testing.T) {
	s := eventtest.Winter(t)
	half := "part."
	s.Event.Fees[0].Condition = &half
	plan, found := diff.Compute(s, decode(t, `"courses": {}`))
	if plan != nil || len(found.Items) != 1 || found.Items[0].Code != onimport.BadCondition {
		t.Errorf("got %v, %v", plan, found.Items)
	}
}
