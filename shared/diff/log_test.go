package diff_test

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
)

var logTests = []struct {
	name, sections string
	want           []string
}{
	{"nothing changes", `"courses": {"1": {}, "9": null}`, nil},
	{"groups created, changed (by their old title), deleted",
		`"lodgement_groups": {"3": null, "1": {"title": "neu"}, "-1": {"title": "Anbau"}, "-2": {"title": "Turm"}}`,
		[]string{"lodgement_group_changed Haupthaus", "lodgement_group_deleted Leerstand", "lodgement_group_created Anbau",
			"lodgement_group_created Turm"}},
	{"lodgements created, changed (by their old title), deleted",
		`"lodgements": {"-1": ` + newLodgement + `, "1": {"title": "neu"}, "2": {"fields": {"l_int": 1}}, "3": null}`,
		[]string{"lodgement_changed Zimmer 1", "lodgement_changed Zimmer 2", "lodgement_deleted Dachboden",
			"lodgement_created Empore"}},
	{"a course changed (by its old title)", `"courses": {"1": {"title": "neu"}}`,
		[]string{"course_changed Astronomie ohne Fernrohr"}},
	{"a field of a course", `"courses": {"1": {"fields": {"c_int": 1}}}`,
		[]string{"course_changed Astronomie ohne Fernrohr"}},
	{"a segment added", `"courses": {"1": {"segments": {"3": true}}}`,
		[]string{"course_segments_changed Astronomie ohne Fernrohr"}},
	{"a segment removed", `"courses": {"1": {"segments": {"2": null}}}`,
		[]string{"course_segments_changed Astronomie ohne Fernrohr"}},
	{"a segment cancelled", `"courses": {"1": {"segments": {"2": false}}}`,
		[]string{"course_activity_changed Astronomie ohne Fernrohr"}},
	{"a segment that takes place again", `"courses": {"4": {"segments": {"1": true}}}`,
		[]string{"course_activity_changed Drachenbau"}},
	{"a new segment that is cancelled", `"courses": {"1": {"segments": {"3": false}}}`,
		[]string{"course_segments_changed Astronomie ohne Fernrohr", "course_activity_changed Astronomie ohne Fernrohr"}},
	{"all of a course", `"courses": {"1": {"notes": "x", "segments": {"2": false, "3": true}}}`,
		[]string{"course_changed Astronomie ohne Fernrohr", "course_segments_changed Astronomie ohne Fernrohr",
			"course_activity_changed Astronomie ohne Fernrohr"}},
	{"a course created", `"courses": {"-1": ` + newCourse + `}`, []string{"course_created Feuer"}},
	{"courses created with segments", `"courses": {"-1": ` + segments(`"1": true, "2": null`) + `, "-2": ` +
		segments(`"3": false`) + `}`,
		[]string{"course_created Feuer", "course_segments_changed Feuer",
			"course_created Feuer", "course_segments_changed Feuer", "course_activity_changed Feuer"}},
	{"a status changed", `"registrations": {"1": {"parts": {"1": {"status": 5}}}}`,
		[]string{"registration_status_changed 11 1H: Teilnehmer -> Abgemeldet",
			"registration_changed 11 Partieller Import."}},
	{"every status", `"registrations": {"3": {"parts": {"1": {"status": -1}, "2": {"status": 6}}}, ` +
		`"4": {"parts": {"1": {"status": 4}}}, "5": {"parts": {"2": {"status": 3}}}}`,
		[]string{"registration_status_changed 13 1H: Offen -> Nicht angemeldet",
			"registration_status_changed 13 2H: Nicht angemeldet -> Abgelehnt",
			"registration_changed 13 Partieller Import.", "registration_status_changed 14 1H: Warteliste -> Gast",
			"registration_changed 14 Partieller Import.",
			"registration_status_changed 15 2H: Abgemeldet -> Warteliste", "registration_changed 15 Partieller Import."}},
	{"fees set and removed", `"registrations": {"2": {"personalized_fees": {"6": 1234.5, "5": null}}, ` +
		`"1": {"personalized_fees": {"5": null, "6": "-0.5"}}}`,
		[]string{"registration_changed 11 Partieller Import.", "personalized_fee_set 11 Reisekosten (-0,50\u00a0€)",
			"registration_changed 12 Partieller Import.",
			"personalized_fee_removed 12 Spende", "personalized_fee_set 12 Reisekosten (1.234,50\u00a0€)"}},
	{"a registration created", `"summary": "Nachmeldung", "registrations": {"-1": ` + newRegistration + `}`,
		[]string{"registration_created 17", "personalized_fee_set 17 Spende (-1.234,50\u00a0€)"}},
	{"a registration deleted", `"registrations": {"1": null}`, []string{"personalized_fee_removed 11 Reisekosten",
		"registration_deleted 11"}},
	{"what follows from deletions", `"summary": "Umbau", "lodgement_groups": {"1": null}, ` +
		`"lodgements": {"1": {"group_id": 2}}, "registrations": {"4": {"notes": "x"}}`,
		[]string{"lodgement_group_deleted Haupthaus", "lodgement_changed Zimmer 1",
			"registration_changed 14 Partieller Import: Umbau",
			"lodgement_deleted Zimmer 2", "lodgement_deleted Dachboden", "registration_changed 12 Partieller Import: Umbau"}},
	{"a course deleted, which some chose and one holds",
		`"courses": {"1": null}, "registrations": {"1": {"tracks": {"1": {"course_id": null}}}}`,
		[]string{"course_deleted Astronomie ohne Fernrohr", "registration_changed 11 Partieller Import.",
			"registration_changed 12 Partieller Import.",
			"registration_changed 13 Partieller Import."}},
}

// TestLog. SPEC: section 9 of the reference.
func TestLog(t *testing.T) {
	for _, test := range logTests {
		t.Run(test.name, func(t *testing.T) {
			checkLog(t, compute(t, eventtest.Winter(t), test.sections), test.want)
		})
	}
}

func segments(said string) string {
	return newCourse[:len(newCourse)-1] + `, "segments": {` + said + `}}`
}

// checkLog compares all lines of a log but the last one, which is always that of the import itself.
func checkLog(t *testing.T, plan *diff.Plan, want []string) {
	t.Helper()
	var got []string
	for _, entry := range plan.Log {
		line := string(entry.Code)
		if entry.Persona != 0 {
			line += " " + strconv.Itoa(int(entry.Persona))
		}
		if entry.Note != "" {
			line += " " + entry.Note
		}
		got = append(got, line)
	}
	last := len(got) - 1
	if plan.Log[last].Code != event.LogPartialImport {
		t.Errorf("the last line is %s", got[last])
	}
	if d := cmp.Diff(want, append([]string(nil), got[:last]...)); d != "" {
		t.Error(d)
	}
}

func TestLogOfTheImport(t *testing.T) {
	for sections, want := range map[string]string{`"summary": "Zimmer"`: "Zimmer", `"courses": {}`: ""} {
		plan := compute(t, eventtest.Winter(t), sections)
		if len(plan.Log) != 1 || plan.Log[0].Code != event.LogPartialImport || plan.Log[0].Note != want {
			t.Errorf("%s: %+v", sections, plan.Log)
		}
	}
}

func TestLogOfAnEventWithOnePart(t *testing.T) {
	s := eventtest.Winter(t)
	delete(s.Event.Parts, 2)
	s.Event.Fees = s.Event.Fees[:1]
	plan := compute(t, s, `"registrations": {"1": {"parts": {"1": {"status": 5}}}}`)
	checkLog(t, plan, []string{"registration_status_changed 11 Teilnehmer -> Abgemeldet",
		"registration_changed 11 Partieller Import."})
}
