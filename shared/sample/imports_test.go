package sample_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/sample"
)

const faulty = "05-mit-fehlern.json"

func TestImportsAreAcceptable(t *testing.T) {
	for _, imp := range sample.Imports() {
		if imp.Name != faulty {
			t.Run(imp.Name, func(t *testing.T) { after(t, sample.PfingstAkademie(), imp) })
		}
	}
}

func TestImportsAreAcceptableInAnyOrder(t *testing.T) {
	forth := slices.DeleteFunc(sample.Imports(), func(imp sample.Import) bool { return imp.Name == faulty })
	back := slices.Clone(forth)
	slices.Reverse(back)
	for _, order := range [][]sample.Import{forth, back} {
		s := sample.PfingstAkademie()
		for _, imp := range order {
			s = after(t, s, imp)
		}
	}
}

// after is the event after an import, which must be acceptable, change something, and give no warning but that of a lot
// of deletions.
func after(t *testing.T, s *event.Snapshot, imp sample.Import) *event.Snapshot {
	t.Helper()
	plan, found := computed(t, s, imp)
	if !found.Empty() {
		t.Fatalf("%s: %v", imp.Name, found.Items)
	}
	for _, w := range plan.Warnings.Items {
		if w.Code != onimport.MassDeletion {
			t.Errorf("%s: %s: %s", imp.Name, w.Path, w.Message("en"))
		}
	}
	if len(plan.Changes) == 0 {
		t.Errorf("%s changes nothing", imp.Name)
	}
	return diff.Apply(s, plan, s.Timestamp).Snapshot
}

func computed(t *testing.T, s *event.Snapshot, imp sample.Import) (*diff.Plan, problem.List) {
	t.Helper()
	decoded, found := partial.Decode(imp.Content)
	if decoded == nil {
		t.Fatalf("%s: %v", imp.Name, found.Items)
	}
	plan, more := diff.Compute(s, decoded)
	found.Append(more)
	return plan, found
}

func TestFaultyImportHasProblemsOfManyKinds(t *testing.T) {
	for _, imp := range sample.Imports() {
		if imp.Name != faulty {
			continue
		}
		_, found := computed(t, sample.PfingstAkademie(), imp)
		var codes []problem.Code
		for _, p := range found.Items {
			codes = append(codes, p.Code)
		}
		want := []problem.Code{
			onimport.ConditionalFee, onimport.CourseAttended, problem.Duplicate, problem.ExportOnly, problem.NotAmount,
			problem.NotInt, onimport.NotOffered, onimport.NotOption, problem.NotStatus, problem.UnknownKey,
			onimport.UnknownReference, onimport.UnknownTrack,
		}
		slices.Sort(want)
		slices.Sort(codes)
		if diff := cmp.Diff(want, codes); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestImportsAreShort(t *testing.T) {
	for _, imp := range sample.Imports() {
		if lines := bytes.Count(imp.Content, []byte("\n")); lines > 100 {
			t.Errorf("%s has %d lines: too many to read", imp.Name, lines)
		}
	}
}
