package jobcal_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/local/boltdb"
)

func open(t *testing.T) jobcal.Store {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store.JobCalendar()
}

// operations reads what a client writes.
func operations(t *testing.T, text string) []jobcal.Operation {
	t.Helper()
	var ops []jobcal.Operation
	if err := json.Unmarshal([]byte(text), &ops, json.RejectUnknownMembers(true)); err != nil {
		t.Fatal(err)
	}
	return ops
}

// apply applies operations that nothing stands against.
func apply(t *testing.T, store jobcal.Store, text string) []jobcal.Result {
	t.Helper()
	results, found, err := jobcal.Apply(t.Context(), store, jobcaltest.Somebody, operations(t, text))
	if err != nil || !found.Empty() {
		t.Fatal(err, summary(found))
	}
	return results
}

const (
	anna = `{"put_person": {"id": "anna", "short_name": "AB", "name": "Anna Birnbaum", "mail": "Anna@Kursbuch.example"}}`
	saal = `{"put_resource": {"id": "saal", "name": "Saal"}}`
	bau  = `{"put": {"id": "bau", "title": "Aufbau", "start": "2027-05-15", "end": "2027-05-16", "persons": ["anna"], ` +
		`"resources": ["saal"]}}`
)

func TestApplyFindsWhatIsWrong(t *testing.T) {
	const other = `{"put": {"id": "abbau", "title": "Abbau", "start": "2027-05-17", "end": "2027-05-18"}}`
	for _, c := range []struct{ about, ops, want string }{
		{"nothing to do", `[]`, ""},
		{"somebody with their appointment", `[` + bau + `,` + anna + `,` + saal + `]`, ""},
		{"an appointment before who is in it", `[` + bau + `]`,
			"/operations/0/put/persons/0 unknown-person, /operations/0/put/resources/0 unknown-resource"},
		{"somebody who goes in the same batch", `[` + bau + `,` + saal + `, {"delete_person": "anna"}]`,
			"/operations/0/put/persons/0 unknown-person"},
		{"two with one address", `[` + anna +
			`, {"put_person": {"id": "b", "short_name": "B", "name": "B", "mail": "ANNA@kursbuch.example"}}]`,
			"/operations/0/put_person/mail mail-taken, /operations/1/put_person/mail mail-taken"},
		{"all that is wrong", `[{"put_person": {"id": "p", "mail": "x"}}, {"put_resource": {"id": "r"}}, ` +
			`{"put": {"id": "a", "title": "A", "start": "2027-05-15"}}]`,
			"/operations/0/put_person/short_name empty, /operations/0/put_person/name empty, /operations/0/put_person/mail " +
				"not-a-mail, /operations/1/put_resource/name empty, /operations/2/put/end missing"},
		{"an operation of nothing", `[` + other + `, {}]`, "/operations/1 not-one-operation"},
		{"an operation of two things", `[{"delete": "a", "delete_person": "a"}]`, "/operations/0 not-one-operation"},
		{"one record twice", `[` + other + `, {"delete": "abbau"}]`, "/operations/1 repeated-operation"},
		{"one ID of three records", `[{"delete": "a"}, {"delete_person": "a"}, {"delete_resource": "a"}]`, ""},
		{"no ID", `[{"put": {"title": "A", "start": "2027-05-15", "end": "2027-05-16"}}, {"delete": "a/b"}]`,
			"/operations/0/put/id missing, /operations/1/delete not-a-key"},
	} {
		t.Run(c.about, func(t *testing.T) {
			store := open(t)
			results, found, err := jobcal.Apply(t.Context(), store, jobcaltest.Somebody, operations(t, c.ops))
			if err != nil || summary(found) != c.want || (results == nil) != (c.want != "" || c.ops == "[]") {
				t.Errorf("%v, %v: %s", err, results, cmp.Diff(c.want, summary(found)))
			}
			if b, err := store.Read(t.Context(), time.Time{}, time.Time{}); err != nil || c.want != "" && len(b.Appointments)+
				len(b.Persons)+len(b.Resources) > 0 {
				t.Errorf("%v: %+v is stored", err, b)
			}
		})
	}
	_, found, err := jobcal.Apply(t.Context(), open(t), jobcaltest.Somebody, make([]jobcal.Operation, 1001))
	if err != nil || summary(found) != "/operations too-many" {
		t.Error(err, summary(found))
	}
}

func TestApplyTellsWhatItDid(t *testing.T) {
	store := open(t)
	results := apply(t, store, `[`+anna+`,`+saal+`,`+bau+`]`)
	for _, r := range results {
		if r.Outcome != jobcal.Created || len(r.Tag) != 32 {
			t.Errorf("%+v", r)
		}
	}
	again := apply(t, store, `[{"delete_person": "nobody"},`+anna+
		`,{"put_resource": {"id": "saal", "name": "Saal 2"}},{"delete": "bau"}]`)
	want := []jobcal.Outcome{jobcal.Absent, jobcal.Unchanged, jobcal.Replaced, jobcal.Deleted}
	for i, r := range again {
		if r.Outcome != want[i] || (r.Tag == "") != (i == 0 || i == 3) {
			t.Errorf("operation %d: %+v, want %s", i, r, want[i])
		}
	}
	if again[1].Tag != results[0].Tag || again[2].Tag == results[1].Tag {
		t.Errorf("%+v after %+v", again, results)
	}
}

func TestConditions(t *testing.T) {
	store := open(t)
	tag := string(apply(t, store, `[`+saal+`]`)[0].Tag)
	for _, c := range []struct {
		about, match, noneMatch string
		there, changed          bool
	}{
		{"its tag", tag, "", true, false},
		{"its tag, quoted", `"` + tag + `"`, "", true, false},
		{"its tag, weakened by a proxy", `W/"` + tag + `"`, "", true, false},
		{"one of several", `"x", "` + tag + `"`, "", true, false},
		{"another tag", `"x"`, "", true, true},
		{"any", "*", "", true, false},
		{"any of what is not there", "*", "", false, true},
		{"a tag of what is not there", tag, "", false, true},
		{"none, while it is there", "", "*", true, true},
		{"none, and it is not there", "", "*", false, false},
		{"another tag is none of its", "", `"x"`, true, false},
		{"none of its tag", "", `"` + tag + `"`, true, true},
	} {
		t.Run(c.about, func(t *testing.T) {
			r := jobcal.Resource{ID: "saal", Name: "Saal"}
			if !c.there {
				r.ID = "none"
			}
			_, found, err := jobcal.Apply(t.Context(), store, jobcaltest.Somebody,
				[]jobcal.Operation{{PutResource: &r, IfMatch: c.match, IfNoneMatch: c.noneMatch}})
			if errors.Is(err, access.ErrChanged) != c.changed || !c.changed && err != nil ||
				(summary(found) == "/operations/0 changed-meanwhile") != c.changed {
				t.Errorf("%v, %s", err, summary(found))
			}
			apply(t, store, `[{"delete_resource": "none"}]`)
		})
	}
}

func TestKeyOfAFeedIsNothingThatClientsPut(t *testing.T) {
	store := open(t)
	apply(t, store, `[{"put_person": {"id": "anna", "short_name": "AB", "name": "Anna", "feed_key": "guessed"}}]`)
	renewed, found, err := jobcal.ChangePerson(t.Context(), store, "anna", func(p jobcal.Person) (jobcal.Person, error) {
		if p.FeedKey != "" {
			t.Errorf("the key is %s", p.FeedKey)
		}
		p.FeedKey = "secret"
		return p, nil
	})
	if err != nil || !found.Empty() || renewed.FeedKey != "secret" {
		t.Fatal(renewed, summary(found), err)
	}
	apply(t, store, `[{"put_person": {"id": "anna", "short_name": "AB", "name": "Anna B.", "feed_key": "guessed"}}]`)
	b, err := store.Find(t.Context())
	if err != nil || b.Persons["anna"].FeedKey != "secret" || b.Persons["anna"].Name != "Anna B." {
		t.Error(b, err)
	}
}

func TestChangePerson(t *testing.T) {
	store := open(t)
	apply(t, store, `[`+anna+`, {"put_person": {"id": "ben", "short_name": "BC", "name": "Ben"}}]`)
	rename := func(name string) func(jobcal.Person) (jobcal.Person, error) {
		return func(p jobcal.Person) (jobcal.Person, error) {
			p.ShortName = name
			return p, nil
		}
	}
	if _, _, err := jobcal.ChangePerson(t.Context(), store, "cora", rename("X")); !errors.Is(err, access.ErrNotFound) {
		t.Error(err)
	}
	if _, found, err := jobcal.ChangePerson(t.Context(), store, "ben", rename("AB")); err != nil ||
		summary(found) != "/short_name short-name-taken" {
		t.Error(summary(found), err)
	}
	errNo := errors.New("no")
	if _, _, err := jobcal.ChangePerson(t.Context(), store, "ben", func(p jobcal.Person) (jobcal.Person, error) {
		return p,
			errNo
	}); !errors.Is(err, errNo) {
		t.Error(err)
	}
	if p, found, err := jobcal.ChangePerson(t.Context(), store, "ben", rename("B")); err != nil || !found.Empty() ||
		p.ShortName != "B" {
		t.Error(p, summary(found), err)
	}
}

func TestStoredSaysWhatIsBroken(t *testing.T) {
	if _, err := jobcal.Stored(jobcal.Draft{ID: "a", Start: "x", End: "2027-05-15"}); err == nil {
		t.Error("no error")
	}
}
