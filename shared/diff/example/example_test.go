package example_test

import (
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/diff/example"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

var now = time.Date(2027, 4, 2, 21, 14, 0, 5, time.UTC)

// TestOf: the very check finds the example acceptable, whatever the event.
func TestOf(t *testing.T) {
	empty := sample.Event(3, 0)
	empty.Courses, empty.Lodgements, empty.LodgementGroups = nil, nil, nil
	for name, s := range map[string]*event.Snapshot{"sample": sample.PfingstAkademie(), "winter": eventtest.Winter(t),
		"few": sample.Event(2, 3), "empty": empty} {
		for _, lang := range []problem.Language{problem.German, problem.English} {
			file := example.Of(s, lang, now)
			p := proposal.Offline(s.WithPersonas(), file)
			if p.Status != proposal.Pending || len(p.Plan.Changes) < 2 {
				t.Errorf("%s: %s, %v\n%s", name, p.Status, p.Problems.Items, file)
			}
		}
	}
}

// TestOfTheSample shows all that there is to learn.
func TestOfTheSample(t *testing.T) {
	s := sample.PfingstAkademie()
	file := string(example.Of(s, problem.German, now))
	for _, want := range []string{"Beispielhaus", `"group_id": -1`, `"lodgement_id": -1`, `"course_id": `,
		"Braucht einen Beamer.", "Reist später an.", `"fields"`, s.Event.Title, `"2027-04-02T21:14:00+00:00"`} {
		if !strings.Contains(file, want) {
			t.Errorf("%s is missing:\n%s", want, file)
		}
	}
	if again := string(example.Of(s, problem.German, now)); again != file {
		t.Error("the same event has two examples")
	}
}
