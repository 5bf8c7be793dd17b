package compattest

import "testing"

// harmless are ways to say the same.
var harmless = []lie{
	{"tells the truth", 1, checkReport, nil},
	{"other numbers, instants, amounts", 1, checkReport, map[string]string{
		"delta/registrations/-1/persona_id":                 `2.0`,
		"delta/registrations/1/fields/arrival":              `"2222-01-02T06:00:00+01:00"`,
		"delta/registrations/1/personalized_fees/1":         `"2.5"`,
		"delta/registrations/1/tracks/1/choices":            `[-2e0, 1]`,
		"delta/registrations/-1/tracks/1/course_instructor": `"<absent>"`,
	}},
	{"the defaults of a creation", 1, checkReport, map[string]string{
		"delta/courses/-1/segments":                     `{}`,
		"delta/courses/-1/fields":                       `{}`,
		"delta/registrations/-1/amount_paid":            `"0"`,
		"delta/registrations/-1/is_member":              `false`,
		"delta/registrations/-1/parental_agreement":     `false`,
		"delta/registrations/-1/parts/1/is_camping_mat": `false`,
	}},
	{"another warning", 1, checkReport,
		map[string]string{"warnings": `[{"code": "double-creation"}, {"code": "new"}, {"code": "version"}]`}},
	{"the ID of a registration that was changed instead", 1, confirmReport,
		map[string]string{"created/registrations/-2": `1`}},
	{"only one of the places", 3, checkReport, map[string]string{"problems": `[{"path": "/courses/1/nr"}]`}},
	{"more problems", 2, checkReport,
		map[string]string{"problems": `[{"path": ""}, {"path": "/registrations/1"}, {"path": "/courses/1/titel"}]`}},
	{"an export of the original", 1, confirmExport, map[string]string{
		"timestamp": `"2222-02-02T00:00:00Z"`, "personas": `"<absent>"`, "event/orgas": `"<absent>"`,
		"event/fees/Spende/id": `"<absent>"`,
		"event/fields/room/id": `"<absent>"`, "registrations/1/mtime": `"2222-02-02T00:00:00Z"`,
		"courses/1/fields/room": `"<absent>"`,
	}},
	{"an export that is written otherwise", 1, confirmExport, map[string]string{
		"registrations/1/amount_owed": `"12.5"`, "registrations/1/fields/arrival": `"2222-01-02T05:00:00Z"`,
		"courses/1/fields/new": `null`,
	}},
}

// lies are what an implementation could do wrong.
var lies = []lie{
	{"another state", 0, 0, map[string]string{"event/title": `"Akademie"`}},
	{"a state without a value", 0, 0, map[string]string{"registrations/1/parts/1/status": `"<absent>"`}},

	{"a file is rejected", 1, checkReport, map[string]string{"status": `"invalid"`, "problems": `[{"path": "/id"}]`}},
	{"a file is pending in spite of a problem", 1, checkReport, map[string]string{"problems": `[{"path": "/id"}]`}},
	{"a file is accepted", 2, checkReport, map[string]string{"status": `"pending"`, "problems": `[]`}},
	{"a file is committed by the check", 1, checkReport, map[string]string{"status": `"committed"`}},
	{"a file is rejected without a problem", 2, checkReport, map[string]string{"problems": `[]`}},
	{"one of two problems", 2, checkReport, map[string]string{"problems": `[{"path": "/registrations/1"}]`}},
	{"a problem elsewhere", 3, checkReport, map[string]string{"problems": `[{"path": "/courses/1/nr/0"}, {"path": ""}]`}},

	{"a warning is missing", 1, checkReport, map[string]string{"warnings": `[{"code": "version"}]`}},
	{"no delta", 1, checkReport, map[string]string{"delta": `"<absent>"`}},
	{"a delta without a section", 1, checkReport, map[string]string{"delta/courses": `"<absent>"`}},
	{"a delta with a section that is empty", 1, checkReport, map[string]string{"delta/lodgements": `{}`}},
	{"a delta without a value", 1, checkReport, map[string]string{"delta/courses/-1/title": `"<absent>"`}},
	{"a delta without an unknown ID", 1, checkReport, map[string]string{"delta/courses/99": `"<absent>"`}},
	{"a delta with another text", 1, checkReport, map[string]string{"delta/courses/-2/title": `"Chöre "`}},
	{"a delta with another number", 1, checkReport, map[string]string{"delta/registrations/-1/persona_id": `1`}},
	{"a delta with a text instead of a number", 1, checkReport,
		map[string]string{"delta/registrations/-1/persona_id": `"2"`}},
	{"a delta with a number instead of an amount", 1, checkReport,
		map[string]string{"delta/registrations/1/personalized_fees/1": `2.5`}},
	{"a delta with another amount", 1, checkReport,
		map[string]string{"delta/registrations/1/personalized_fees/1": `"2.51"`}},
	{"a delta with another instant", 1, checkReport,
		map[string]string{"delta/registrations/1/fields/arrival": `"2222-01-02T05:00:00+01:00"`}},
	{"a delta with another order", 1, checkReport, map[string]string{"delta/registrations/1/tracks/1/choices": `[1, -2]`}},
	{"a delta with a member too much", 1, checkReport, map[string]string{"delta/registrations/1/notes": `null`}},
	{"a delta with another default", 1, checkReport, map[string]string{"delta/registrations/-1/is_member": `true`}},
	{"a delta with a default on a change", 1, checkReport, map[string]string{"delta/registrations/1/orga_notes": `null`}},
	{"a delta with the ID of another new entity", 4, checkReport,
		map[string]string{"delta/registrations/1/tracks/1/course_id": `5002`}},
	{"another delta after the commit", 1, confirmReport, map[string]string{"delta/courses/-1/title": `"Täler"`}},

	{"a commit that does not happen", 1, confirmReport, map[string]string{"status": `"pending"`}},
	{"no new IDs", 1, confirmReport, map[string]string{"created": `"<absent>"`}},
	{"a new ID is missing", 1, confirmReport, map[string]string{"created/courses/-2": `"<absent>"`}},
	{"a new ID is another one", 1, confirmReport, map[string]string{"created/courses/-2": `5003`}},
	{"a new ID is taken", 1, confirmReport, map[string]string{"created/courses/-2": `1`}},
	{"a new ID is given twice", 1, confirmReport, map[string]string{"created/courses/-2": `5001`}},
	{"two new IDs are swapped", 1, confirmReport, map[string]string{"created/courses/-1": `5002`,
		"created/courses/-2": `5001`}},
	{"a new ID for nothing", 1, confirmReport, map[string]string{"created/courses/-3": `5003`}},
	{"a new ID in no section", 1, confirmReport, map[string]string{"created/personas": `{"-1": 5001}`}},

	{"a check changes the event", 1, checkExport, map[string]string{"courses/1/title": `"Täler"`}},
	{"a rejected file changes the event", 2, checkExport, map[string]string{"courses/1/title": `"Täler"`}},
	{"a value stays", 1, confirmExport, map[string]string{"registrations/1/tracks/1/choices": `[1]`}},
	{"an amount stays", 1, confirmExport, map[string]string{"registrations/1/amount_owed": `"10.00"`}},
	{"a deletion without its cascade", 4, confirmExport, map[string]string{"registrations/1/parts/1/lodgement_id": `1`}},
	{"a deleted entity stays", 4, confirmExport,
		map[string]string{"lodgements/1": `{"title": "Kammer", "group_id": 1, "fields": {}}`}},
	{"a field is not cleared", 4, confirmExport,
		map[string]string{"registrations/1/fields/arrival": `"2222-01-02T05:00:00Z"`}},
	{"another value of a new entity", 1, confirmExport, map[string]string{"courses/1001/title": `"Täler"`}},
	{"a reference to another new entity", 1, confirmExport,
		map[string]string{"registrations/1001/tracks/1/course_id": `1002`}},
	{"a change of something else", 4, confirmExport, map[string]string{"registrations/1001/parts/1/status": `2`}},
	{"an entity too much", 4, confirmExport, map[string]string{"courses/77": `{}`}},
	{"a null too much", 4, confirmExport, map[string]string{"registrations/1/parts/1/is_camping_mat": `null`}},
	{"another definition", 4, confirmExport, map[string]string{"event/fees/Spende/amount": `"1.00"`}},
}

func TestTruthPasses(t *testing.T) {
	for _, l := range harmless {
		t.Run(l.name, func(t *testing.T) {
			if err := told(t, l); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestLiesFail(t *testing.T) {
	for _, l := range lies {
		t.Run(l.name, func(t *testing.T) {
			if err := told(t, l); err == nil {
				t.Error("not noticed")
			}
		})
	}
}

// told is what the judge says of a lie.
func told(t *testing.T, l lie) error {
	t.Helper()
	c := corpus(t, "testdata")["life"][0]
	o := newOracle(c, l)
	err := c.judge(o)
	if !o.told {
		t.Fatalf("the lie was never told: %v", err)
	}
	return err
}

func TestRenameKeepsWhatIsWritten(t *testing.T) {
	i := ids{}
	i.add("courses", 7, 1001)
	document := `{"courses":{"7":{"nr":7,"max_size":1.50}},"lodgements":{"7":null},` +
		`"registrations":{"1":{"tracks":{"7":{"course_id":"7","choices":[7,8]}}}}}` + "\n"
	want := `{"courses":{"1001":{"nr":7,"max_size":1.50}},"lodgements":{"7":null},` +
		`"registrations":{"1":{"tracks":{"7":{"course_id":"1001","choices":[1001,8]}}}}}` + "\n"
	got, err := i.rename([]byte(document))
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
	if back, err := i.inverse().rename(got); err != nil || string(back) != document {
		t.Errorf("and back %s, %v", back, err)
	}
	if got, err := i.rename([]byte(`{"courses":{"7":{},"1001":{}}}`)); err == nil {
		t.Errorf("two courses became one: %s", got)
	}
}
