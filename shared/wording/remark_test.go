package wording_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/wording"
)

// situations make a variant of the camp for the imports that are named after them.
var situations = map[string]func(*event.Snapshot){
	"paid": func(s *event.Snapshot) {
		for _, r := range s.Registrations {
			r.AmountPaid = r.AmountOwed
		}
	},
	"crowded": func(s *event.Snapshot) { s.Courses[1].MaxSize, s.Courses[1].MinSize = new(1), nil },
}

// effects are what imports that are named after them do to calendars.
var effects = map[string]*jobcal.Effect{
	"one": {Update: 2, Delete: 1, Persons: []string{"Ole Orchidee"}},
	"two": {Insert: 3, Persons: []string{"Ole Orchidee", "Pia Pappel"}, Warnings: func() (l problem.List) {
		l.Add("/courses/1", "room-twice", "Scheune", "Flöße", "Pilze", "{2027-07-28T09:00:00+02:00}")
		return l
	}()},
	"none": {Persons: []string{}},
}

// TestRemarks goes through testdata/remarks.txt: imports of the camp, each with everything that is remarked about it.
// A name has the situation in it, the effect on calendars, what the import is about: "paid/one/a fee".
func TestRemarks(t *testing.T) {
	const file = "testdata/remarks.txt"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := string(txtar.Format(archive))
	seen := map[outcome.Kind]bool{}
	for i, f := range archive.Files {
		parts := strings.SplitN(f.Name, "/", 3)
		s := camp(t)
		if edit := situations[parts[0]]; edit != nil {
			edit(s)
		}
		sections, _, _ := strings.Cut(string(f.Data), "\n")
		p := plan(t, s, []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 7,
			"timestamp": "2027-07-01T12:00:00+00:00", `+sections+"}"))
		calendar := effects[parts[1]]
		o := outcome.Of(s, diff.After(s, p), p, calendar)
		out := sections + "\n"
		for _, lang := range []problem.Language{problem.German, problem.English} {
			for _, r := range wording.Remarks(o.Notices(p), o, calendar, lang) {
				out += fmt.Sprintf("%s %d, %s: %s | %s\n", r.Kind, r.Count, r.Word, r.Title, r.Detail)
				seen[r.Kind] = true
			}
			for _, r := range wording.Remarks(o.Fine, o, calendar, lang) {
				out += fmt.Sprintf("%s %d: %s%s%s\n", r.Kind, r.Count, r.Word, r.Title, r.Detail)
				seen[r.Kind] = true
			}
		}
		archive.Files[i].Data = []byte(out)
	}
	got := string(txtar.Format(archive))
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got; -update rewrites):\n%s", diff)
	}
	for _, kind := range outcome.Kinds {
		if !seen[kind] && kind != outcome.DataLost { // of which no file can be the cause, see TestDefinitions
			t.Errorf("nothing is remarked of %s", kind)
		}
	}
}
