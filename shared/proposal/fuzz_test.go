package proposal_test

import (
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// FuzzJudge holds that any bytes get a report, and that what is acceptable can be committed and undone.
func FuzzJudge(f *testing.F) {
	for _, seed := range eventtest.Seeds(f, "testdata") {
		f.Add(seed)
	}
	events := []*event.Snapshot{eventtest.Winter(f), eventtest.Variant(f, []byte(synchronised))}
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, s := range events {
			p := proposal.Offline(s, content)
			for _, lang := range []problem.Language{problem.German, problem.English} {
				if _, err := json.Marshal(p.Report(lang)); err != nil {
					t.Fatal(err)
				}
			}
			if p.Problems.Empty() != (p.Plan != nil) {
				t.Fatalf("%d problems, plan %v", p.Problems.Total(), p.Plan)
			}
			if p.Plan != nil {
				commitAndUndo(t, s, p)
			}
		}
	})
}

// synchronised makes two tracks of the Winterakademie ones in which choices and instructors must be equal.
const synchronised = `{"event": {"track_groups": {"g": {"title": "g", "constraint_type": 1, "track_ids": [1, 3]}}},
	"registrations": {
		"1": {"tracks": {"1": {"choices": [4, 2]}, "3": {"course_instructor": 1}}},
		"2": {"tracks": {"3": {"choices": [2, 1]}}},
		"3": {"tracks": {"3": {"choices": [4, 2, 1]}}},
		"4": {"tracks": {"1": {"course_instructor": 3}, "3": {"choices": [5, 2]}}}}}`

func commitAndUndo(t *testing.T, s *event.Snapshot, p *proposal.Proposal) {
	applied := diff.Apply(s, p.Plan, now)
	for _, list := range []problem.List{applied.Snapshot.Problems(), fee.Problems(applied.Snapshot)} {
		for _, found := range list.Items {
			t.Errorf("%s: %s", found.Path, found.Message(problem.English))
		}
	}
	plan, found := diff.Compute(applied.Snapshot, diff.Inverse(s.ID, p.Plan, applied))
	if plan == nil {
		t.Fatalf("cannot be undone: %v", found.Items)
	}
	undone := diff.Apply(applied.Snapshot, plan, now)
	for _, section := range event.Sections {
		if before, after := len(s.IDs(section)), len(undone.Snapshot.IDs(section)); before != after {
			t.Errorf("%d %s before, %d after undoing", before, section, after)
		}
	}
}
