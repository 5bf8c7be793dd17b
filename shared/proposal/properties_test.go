package proposal_test

import (
	"bytes"
	"flag"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"pgregory.net/rapid"
)

// Each property is tried often enough by everybody who runs the tests; -rapid.checks=1000 is for whoever changes the
// rules.
func init() {
	if err := flag.Set("rapid.checks", "40"); err != nil {
		panic(err)
	}
}

// trial is a random import on a random event.
type trial struct {
	*rapid.T
	before  *event.Snapshot
	file    eventtest.Object
	checked *proposal.Proposal
}

func draw(t *rapid.T) trial {
	s := eventtest.Snapshot(t)
	file := eventtest.Import(t, s)
	return trial{t, s, file, proposal.Offline(s, eventtest.File(file, 0))}
}

// acceptable draws until an import is.
func acceptable(t *rapid.T) (trial, diff.Applied) {
	tr := draw(t)
	if tr.checked.Plan == nil {
		t.Skip()
	}
	return tr, diff.Apply(tr.before, tr.checked.Plan, now)
}

// TestMostImportsAreAcceptable keeps the properties below from being about nothing.
func TestMostImportsAreAcceptable(t *testing.T) {
	all, accepted := 0, 0
	codes := map[problem.Code]int{}
	rapid.Check(t, func(t *rapid.T) {
		tr := draw(t)
		all++
		if tr.checked.Plan != nil {
			accepted++
		}
		for _, p := range tr.checked.Problems.Items {
			codes[p.Code]++
		}
	})
	if accepted*10 < all*7 {
		t.Errorf("%d of %d; problems: %v", accepted, all, codes)
	}
}

// TestProblemsOrPlan: a file has problems if and only if there is nothing to confirm. Either can be shown.
func TestProblemsOrPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := draw(t)
		if tr.checked.Problems.Empty() != (tr.checked.Plan != nil) ||
			(tr.checked.Status == proposal.Pending) != (tr.checked.Plan != nil) {
			t.Fatalf("%s with %d problems, plan %v", tr.checked.Status, tr.checked.Problems.Total(), tr.checked.Plan)
		}
		for _, lang := range []problem.Language{problem.German, problem.English} {
			if _, err := json.Marshal(tr.checked.Report(lang)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestShownIsWritten: the committed state is the state before with the shown delta and cascades.
func TestShownIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, applied := acceptable(t)
		tr.checked.Decision = &proposal.Decision{Created: applied.Created}
		shown := commit(tr.T, tr.before, tr.checked.Report(problem.English))
		if d := cmp.Diff(shown, export(t, applied.Snapshot)); d != "" {
			t.Errorf("(-shown +written)\n%s", d)
		}
	})
}

// TestCheckTouchesNothing: neither checking nor applying changes the snapshot that it is about.
func TestCheckTouchesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := eventtest.Snapshot(t)
		before := written(t, s)
		if p := proposal.Offline(s, eventtest.File(eventtest.Import(t, s), 0)); p.Plan != nil {
			diff.Apply(s, p.Plan, now)
		}
		if d := cmp.Diff(before, written(t, s)); d != "" {
			t.Error(d)
		}
	})
}

// TestCommitKeepsTheEventConsistent: what was consistent before is consistent afterwards, amounts owed included.
func TestCommitKeepsTheEventConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, applied := acceptable(t)
		consistent(t, applied.Snapshot)
	})
}

func consistent(t *rapid.T, s *event.Snapshot) {
	found := s.Problems()
	found.Append(fee.Problems(s))
	for _, p := range found.Items {
		t.Errorf("%s: %s", p.Path, p.Message(problem.English))
	}
}

// TestWrittenAndDeletedAreAll: a store that writes just those entities has the state of the applied snapshot.
func TestWrittenAndDeletedAreAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, applied := acceptable(t)
		stored := tr.before.Edit()
		for _, key := range applied.Deleted {
			stored.Delete(key)
		}
		for _, key := range applied.Written {
			stored.Put(key, applied.Snapshot.Entity(key))
		}
		if d := cmp.Diff(written(t, applied.Snapshot), written(t, stored)); d != "" {
			t.Error(d)
		}
	})
}

// TestUndoing: applying the inverse leads back to the state before, and the inverse of that to the state in between.
func TestUndoing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, applied := acceptable(t)
		undone := follow(t, applied, diff.Inverse(tr.before.ID, tr.checked.Plan, applied))
		if d := cmp.Diff(export(t, tr.before), export(t, undone.Snapshot)); d != "" {
			t.Errorf("undone (-before +after)\n%s", d)
		}
	})
}

// follow commits an import that is the inverse of what led to a state, and checks that undoing it leads there again.
func follow(t *rapid.T, from diff.Applied, inverse *partial.Import) diff.Applied {
	plan, found := diff.Compute(from.Snapshot, inverse)
	for _, p := range found.Items {
		t.Fatalf("%s: %s", p.Path, p.Message(problem.English))
	}
	shown(t, plan)
	undone := diff.Apply(from.Snapshot, plan, now)
	again, found := diff.Compute(undone.Snapshot, diff.Inverse(from.Snapshot.ID, plan, undone))
	for _, p := range found.Items {
		t.Fatalf("again: %s: %s", p.Path, p.Message(problem.English))
	}
	shown(t, again)
	redone := diff.Apply(undone.Snapshot, again, now)
	if d := cmp.Diff(export(t, from.Snapshot), export(t, redone.Snapshot)); d != "" {
		t.Errorf("redone (-before +after)\n%s", d)
	}
	return undone
}

// TestUndoingLater: after another import, undoing the first is either refused with reasons or leaves the event
// consistent.
func TestUndoingLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, applied := acceptable(t)
		later := proposal.Offline(applied.Snapshot, eventtest.File(eventtest.Import(t, applied.Snapshot), 0))
		if later.Plan == nil {
			t.Skip()
		}
		now := diff.Apply(applied.Snapshot, later.Plan, now).Snapshot
		plan, found := diff.Compute(now, diff.Inverse(tr.before.ID, tr.checked.Plan, applied))
		if found.Empty() {
			shown(t, plan)
			consistent(t, diff.Apply(now, plan, time.Time{}).Snapshot)
		}
	})
}

func shown(t *rapid.T, plan *diff.Plan) {
	p := proposal.Proposal{Plan: plan}
	if _, err := json.Marshal(p.Report(problem.German)); err != nil {
		t.Fatal(err)
	}
}

// TestNothingIsLeftToDo: right after a commit the same file changes nothing but what refers to entities that it would
// create once more.
func TestNothingIsLeftToDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, applied := acceptable(t)
		again := proposal.Offline(applied.Snapshot, eventtest.File(tr.file, 0))
		if again.Plan == nil {
			t.Fatalf("not acceptable any more: %v", again.Problems.Items)
		}
		for _, c := range again.Plan.Changes {
			switch {
			case c.Unknown, c.Action == partial.Create && c.Section != event.Registrations:
				continue
			case c.Action != partial.Change:
				t.Errorf("%s of %s", c.Action, c.Key)
			}
			for _, s := range c.Sets {
				if partial.Refers(c.Section, s.Path) == "" || !strings.Contains(string(s.To), "-") {
					t.Errorf("%s%s from %s to %s", c.Key, s.Path, s.From, s.To)
				}
			}
		}
	})
}

// TestOrderDoesNotMatter: the order of the members in a file changes neither its plan nor what it is recognised by.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := draw(t)
		other := proposal.Offline(tr.before, eventtest.File(tr.file, 1))
		if d := cmp.Diff(findings(tr.checked), findings(other)); d != "" {
			t.Errorf("findings: %s", d)
		}
		if tr.checked.Plan == nil {
			return
		}
		if tr.checked.Plan.Token("") != other.Plan.Token("") || tr.checked.ContentHash != other.ContentHash {
			t.Error("another order makes another plan")
		}
		if again := proposal.Offline(tr.before, eventtest.File(tr.file, 0)); again.Token != tr.checked.Token {
			t.Error("the same file gives another token")
		}
		if d := cmp.Diff(tr.checked.Plan.Log, other.Plan.Log); d != "" {
			t.Errorf("log: %s", d)
		}
	})
}

// findings are the problems and warnings, whatever their place.
func findings(p *proposal.Proposal) map[string]int {
	all := map[string]int{}
	lists := []problem.List{p.Problems}
	if p.Plan != nil {
		lists = append(lists, p.Plan.Warnings, p.Plan.Resolved)
	}
	for i, list := range lists {
		for _, found := range list.Items {
			all[strings.Repeat("!", i)+string(found.Path)+" "+found.Message(problem.English)]++
		}
	}
	return all
}

func written(t *rapid.T, s *event.Snapshot) string {
	var text bytes.Buffer
	if err := event.Write(&text, s); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
