package sample_test

import (
	"testing"
	"time"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/sample"
)

func plan(t *testing.T, s *event.Snapshot, content []byte) (*diff.Plan, problem.List) {
	t.Helper()
	imp, found := partial.Decode(content)
	if imp == nil {
		t.Fatalf("unreadable: %v", found.Items)
	}
	p, more := diff.Compute(s, imp)
	found.Append(more)
	found.Sort()
	return p, found
}

func TestX(t *testing.T) {
	for _, imp := range sample.Imports() {
		p, found := plan(t, sample.PfingstAkademie(), imp.Content)
		t.Log("=====", imp.Name)
		for _, f := range found.Items { t.Log("PROBLEM", f.Line, f.Path, f.Code, f.Message("de"), f.Hint) }
		if p == nil { continue }
		t.Log(string(p.Delta())[:min(300,len(p.Delta()))], len(p.Changes))
		for _, c := range p.Cascades { t.Logf("CASC %+v", c) }
		for _, c := range p.Warnings.Items { t.Log("WARN", c.Path, c.Message("de")) }
		for _, c := range p.Resolved.Items { t.Log("RESOLVED", c.Path, c.Message("de")) }
	}
	_ = time.Now
}
