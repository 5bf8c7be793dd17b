package diff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event/eventtest"
)

const reviewed = `"courses": {"1": {"title": "Mond"}, "4": {"segments": {"1": true}}}, "lodgements": {"2": null},
	"registrations": {"3": {"tracks": {"1": {"choices": [2]}}}, "6": {"parts": {"1": {"status": 1}}, ` +
	`"fields": {"r_int": 5}}}`

// TestToken: what the import does not touch may change between review and confirmation, what it touches must not.
func TestToken(t *testing.T) {
	token := compute(t, eventtest.Winter(t), reviewed).Token("file")
	for _, test := range []struct {
		name, edit string
		same       bool
	}{
		{"nothing", `"courses": {}`, true},
		{"another attribute of a changed course", `"courses": {"1": {"notes": "x", "segments": {"2": false}}}`, true},
		{"another course", `"courses": {"2": {"title": "Mond"}, "-1": ` + newCourse + `}`, true},
		{"another track of a changed registration",
			`"registrations": {"3": {"tracks": {"2": {"choices": [3]}}, "notes": "x"}}`, true},
		{"the other part of a changed registration",
			`"registrations": {"6": {"parts": {"2": {"lodgement_id": 1}}, "fields": {"r_text": "x"}}}`, true},
		{"another registration", `"registrations": {"-1": ` + newRegistration + `, "1": {"personalized_fees": {"5": 1}}}`,
			true},
		{"the title of the deleted lodgement's group", `"lodgement_groups": {"1": {"title": "x"}}`, true},
		{"a lodgement becomes over-full", `"lodgements": {"1": {"regular_capacity": 0}}`, true},

		{"the changed title", `"courses": {"1": {"title": "x"}}`, false},
		{"the changed title, as the import wants it", `"courses": {"1": {"title": "Mond"}}`, false},
		{"the changed segment", `"courses": {"4": {"segments": {"1": null}}}`, false},
		{"the changed choices", `"registrations": {"3": {"tracks": {"1": {"choices": [2, 4]}}}}`, false},
		{"the changed field", `"registrations": {"6": {"fields": {"r_int": 6}}}`, false},
		{"the changed status", `"registrations": {"6": {"parts": {"1": {"status": 5}}}}`, false},
		{"the amount that follows", `"registrations": {"6": {"fields": {"r_bool": true}}}`, false},
		{"a changed registration is gone", `"registrations": {"6": null}`, false},
		{"anything of the deleted lodgement", `"lodgements": {"2": {"notes": "x"}}`, false},
		{"the deleted lodgement is gone", `"lodgements": {"2": null}`, false},
		{"one more inhabitant of the deleted lodgement", `"registrations": {"3": {"parts": {"1": {"lodgement_id": 2}}}}`,
			false},
		{"one less", `"registrations": {"4": {"parts": {"2": {"lodgement_id": null}}}}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := eventtest.Winter(t)
			s = diff.Apply(s, compute(t, s, test.edit), now).Snapshot
			if got := compute(t, s, reviewed).Token("file"); (got == token) != test.same {
				t.Errorf("the token is the same: %t", got == token)
			}
		})
	}
}

// TestTokenOfAnotherFile: two files may ask for the same, a confirmation is of one.
func TestTokenOfAnotherFile(t *testing.T) {
	plan, again := compute(t, eventtest.Winter(t), reviewed), compute(t, eventtest.Winter(t), reviewed)
	if plan.Token("a") == plan.Token("b") || plan.Token("a") != again.Token("a") {
		t.Error("the token does not tell files apart")
	}
	empty := compute(t, eventtest.Winter(t), `"courses": {}`)
	if empty.Token("a") == empty.Token("b") || len(empty.Token("a")) < 32 {
		t.Error("a token of nothing does not tell files apart")
	}
}

func TestShape(t *testing.T) {
	s := eventtest.Variant(t,
		[]byte(`{"event": {"fields": {"a/b~\"ü": {"id": 99, "kind": 1, "association": 2, "title": "x", "entries": null}}},
		"courses": {"1": {"fields": {"a/b~\"ü": "alt"}}}}`))
	for _, test := range []struct{ name, sections, delta, previous string }{
		{"nothing", `"courses": {"1": {}}`, `{}`, `{}`},
		{"unknown IDs", `"courses": {"9": null, "8": {"title": "x"}}`, `{"courses":{"8":null,"9":null}}`,
			`{"courses":{"8":null,"9":null}}`},
		{"a name that a pointer escapes", `"courses": {"1": {"fields": {"a/b~\"ü": "neu", "c_int": 1}}}`,
			`{"courses":{"1":{"fields":{"a/b~\"ü":"neu","c_int":1}}}}`,
			`{"courses":{"1":{"fields":{"a/b~\"ü":"alt","c_int":null}}}}`},
		{"objects side by side",
			`"courses": {"1": {"title": "x", "segments": {"1": false, "3": true}, "notes": "n"}, "2": {"title": "y"}}`,
			`{"courses":{"1":{"title":"x","notes":"n","segments":{"1":false,"3":true}},"2":{"title":"y"}}}`,
			`{"courses":{"1":{"title":"Astronomie ohne Fernrohr","notes":null,"segments":{"1":true,"3":null}},` +
				`"2":{"title":"Backen im Schnee"}}}`},
		{"objects in objects", `"registrations": {"3": {"tracks": {"2": {"choices": []}, "1": {"course_id": 1, ` +
			`"choices": [1]}}, "parts": {"2": {"status": 2}}}}`,
			`{"registrations":{"3":{"parts":{"2":{"status":2}},"tracks":{"1":{"course_id":1,"choices":[1]},` +
				`"2":{"choices":[]}}}}}`,
			`{"registrations":{"3":{"parts":{"2":{"status":-1}},"tracks":{"1":{"course_id":null,"choices":[4,2,1]},` +
				`"2":{"choices":[1]}}}}}`},
		{"creations and deletions", `"lodgement_groups": {"-1": {"title": "x"}, "3": null}, "lodgements": {"3": null}`,
			`{"lodgement_groups":{"3":null,"-1":{"title":"x"}},"lodgements":{"3":null}}`,
			`{"lodgement_groups":{"3":{"title":"Leerstand"},"-1":null},"lodgements":{"3":{"title":"Dachboden",` +
				`"regular_capacity":0,` +
				`"camping_mat_capacity":0,"notes":null,"group_id":1,"fields":{}}}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan := compute(t, s, test.sections)
			if d := cmp.Diff(test.delta, string(plan.Delta())); d != "" {
				t.Errorf("delta: %s", d)
			}
			if d := cmp.Diff(test.previous, string(plan.Previous())); d != "" {
				t.Errorf("previous: %s", d)
			}
		})
	}
}

func TestCascadesPointIntoTheExport(t *testing.T) {
	plan := compute(t, eventtest.Winter(t), `"lodgement_groups": {"2": null}`)
	var got []string
	for _, c := range plan.Cascades {
		got = append(got, string(c.Pointer())+" because of "+string(c.Because))
	}
	want := []string{"/lodgements/4 because of /lodgement_groups/2",
		"/registrations/5/parts/1/lodgement_id because of /lodgements/4"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
