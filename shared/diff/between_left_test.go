package diff_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
)

func registration(s *event.Snapshot, id event.RegistrationID) *event.Registration {
	r := s.Registrations[id].Clone().(*event.Registration)
	s.Registrations[id] = r
	return r
}

var leftovers = []struct {
	name    string
	edit    func(s *event.Snapshot)
	left    []string
	entries []string
}{
	{"nothing to do", func(*event.Snapshot) {}, nil, nil},
	{"when it was made, when somebody changed what", func(s *event.Snapshot) {
		s.Timestamp = now
		registration(s, 2).MTime = &now
	}, nil, nil},
	{"what was paid", func(s *event.Snapshot) { registration(s, 3).AmountPaid = cents(1) },
		[]string{"/registrations/3/amount_paid out-of-reach"}, nil},
	{"an amount owed that follows from nothing", func(s *event.Snapshot) { registration(s, 2).AmountOwed = cents(1) },
		[]string{"/registrations/2/amount_owed out-of-reach"}, nil},
	{"an amount owed that follows", func(s *event.Snapshot) { registration(s, 6).Set("/parts/1/status", "1") },
		nil, []string{"change /registrations/6"}},
	{"deleting who has paid", func(s *event.Snapshot) { delete(s.Registrations, 2) },
		[]string{"/registrations/2 has-paid"}, nil},
	{"who has paid under another ID", func(s *event.Snapshot) {
		s.Registrations[99] = s.Registrations[2]
		delete(s.Registrations, 2)
	}, []string{"/registrations/2 has-paid", "/registrations/99 stays-registered"}, nil},
	{"deleting a course that somebody attends", func(s *event.Snapshot) { delete(s.Courses, 1) },
		[]string{"/courses/1 course-attended"}, nil},
	{"deleting a lodgement, though somebody lives there", func(s *event.Snapshot) { delete(s.Lodgements, 4) }, nil,
		[]string{"delete /lodgements/4"}},
	{"deleting a group without its lodgements", func(s *event.Snapshot) { delete(s.LodgementGroups, 2) },
		[]string{"/lodgement_groups/2 group-inhabited"}, nil},
	{"a new lodgement in a group that there is not", func(s *event.Snapshot) {
		s.Lodgements[77] = &event.Lodgement{Title: "x", GroupID: 55}
	}, []string{"/lodgements/77 not-created", "/lodgements/77/group_id unknown-reference"}, nil},
	{"the event", func(s *event.Snapshot) { s.Event.Title = "x"; s.Event.Fees = s.Event.Fees[1:] },
		[]string{"/event/fees/Teilnahme, erste Hälfte out-of-reach", "/event/title out-of-reach"}, nil},
	{"another event", func(s *event.Snapshot) { s.ID = 2 }, []string{"/id wrong-event"}, nil},
}

// TestBetweenLeft: what no import can do is told with its reason, at its place in the new export.
func TestBetweenLeft(t *testing.T) {
	for _, test := range leftovers {
		t.Run(test.name, func(t *testing.T) {
			old, edited := eventtest.Winter(t), eventtest.Winter(t)
			test.edit(edited)
			d := diff.Between(old, edited)
			d.Left.Sort()
			var entries []string
			if d.File != nil {
				follow(t, old, d)
				imp, _ := partial.Decode(d.File)
				for _, e := range imp.Entries {
					entries = append(entries, string(e.Action)+" "+e.Key.String())
				}
			}
			if diff := cmp.Diff(test.left, codes(d.Left)) + cmp.Diff(test.entries, entries); diff != "" {
				t.Error(diff)
			}
			for _, p := range d.Left.Items {
				t.Log(p.Message(problem.German))
			}
		})
	}
}

// TestBetweenTakesTheSummary: who changes the export itself writes there what that is for.
func TestBetweenTakesTheSummary(t *testing.T) {
	for _, test := range []struct {
		summary, want string
		left          []string
	}{{`"Neubau"`, "Neubau", nil}, {`""`, "", nil}, {`7`, "", []string{"/summary out-of-reach"}}} {
		old, edited := eventtest.Winter(t), eventtest.Winter(t)
		edited.Courses[1].Title = "Neu"
		edited.Extra = jsontext.Value(`{"summary": ` + test.summary + `}`)
		d := diff.Between(old, edited)
		imp, found := partial.Decode(d.File)
		if diff := cmp.Diff(test.left, codes(d.Left)); diff != "" || !found.Empty() || imp.Summary != test.want {
			t.Errorf("%s: %s, %v\n%s", test.summary, diff, found.Items, d.File)
		}
	}
}

func TestBetweenSaysHowToChangeWhatSomebodyOwes(t *testing.T) {
	old, edited := eventtest.Winter(t), eventtest.Winter(t)
	registration(edited, 2).AmountOwed = cents(1)
	left := diff.Between(old, edited).Left
	if got := left.Items[0].Message(problem.German); !strings.Contains(got, "individuelle Beiträge ändern") ||
		!strings.Contains(got, "Spende") || !strings.Contains(got, "bleibt 173,00\u00a0€ statt 0,01\u00a0€") {
		t.Error(got)
	}
	paid := eventtest.Winter(t)
	registration(paid, 3).AmountPaid = cents(1)
	if got := diff.Between(old, paid).Left.Items[0].Message(problem.English); !strings.Contains(got, "instead of €0.01.") {
		t.Error(got)
	}
}
