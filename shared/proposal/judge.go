package proposal

import (
	"context"
	"slices"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/diff/explain"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// Judgement is what [Judge] finds out about a file.
type Judgement struct {
	// Import is what the file asks for; with problems only its envelope, nil if the file is no JSON object.
	Import *partial.Import
	// Plan is what it would change; nil with problems.
	Plan     *diff.Plan
	Problems problem.List
	// Warnings are those of a file with problems; those of any other are in its plan.
	Warnings problem.List
}

// Judge checks a file against an event.
func Judge(s *event.Snapshot, content []byte) Judgement {
	imp, problems := partial.Decode(content)
	if imp == nil {
		partial.Quote(content, &problems)
		return Judgement{Problems: problems}
	}
	var plan *diff.Plan
	var warnings problem.List
	if imp.Event != 0 { // missing or no ID, which is found already: nothing is known of what the file is about
		var found problem.List
		plan, found, warnings = diff.Examine(s, imp)
		explain.Explain(s, imp, &problems)
		problems = merge(problems, found)
	}
	if !problems.Empty() {
		problems = recognise(s, imp, plan, problems)
		partial.Locate(content, &problems, &warnings)
		partial.Quote(content, &problems)
		imp.Entries = nil // nobody can commit them
		return Judgement{Import: imp, Problems: problems, Warnings: warnings}
	}
	partial.Locate(content, &plan.Warnings, &plan.Resolved)
	return Judgement{Import: imp, Plan: plan}
}

// Correction is a corrected file. It is kept because the uploaded one may be gone when somebody reads of its problems.
// It is stored: fields may be added, never rename or retype one.
type Correction struct {
	File string `json:"file"`
	// Mended is how many problems of the uploaded file it puts an end to, each of them marked. Left are those that it has
	// itself, also what was hidden behind others.
	Mended int          `json:"mended"`
	Left   problem.List `json:"left,omitzero"`
}

// MaxCorrection is the size of the largest file in bytes of which a corrected one is kept: it fits into one commit of a
// store, with all that is known of its problems.
const MaxCorrection = 4 << 20

// correct makes the corrected file of one with problems.
func (p *Proposal) correct(s *event.Snapshot, content []byte) {
	if p.Plan != nil || p.Target != "" || len(content) > MaxCorrection {
		return
	}
	mended := partial.Mend(content, &p.Problems)
	if mended == nil {
		return
	}
	c := Correction{File: string(mended), Left: Judge(s, mended).Problems}
	for i := range p.Problems.Items {
		found := &p.Problems.Items[i]
		if c.Left.Omitted == 0 && !among(c.Left.Items, *found) {
			found.Mended = true // it followed from what was mended
		}
		if found.Mended {
			c.Mended++
		}
	}
	p.Correction = &c
}

// among reports whether a problem is among others, those of a file that differs in others only.
func among(list []problem.Problem, one problem.Problem) bool {
	return slices.ContainsFunc(list, func(p problem.Problem) bool { return p.Path == one.Path && p.Code == one.Code })
}

// Hidden are the problems of the corrected file that those of the uploaded one do not tell: others hid them.
func (p *Proposal) Hidden() (hidden []problem.Problem) {
	if p.Correction == nil {
		return nil
	}
	for _, left := range p.Correction.Left.Items {
		if !among(p.Problems.Items, left) {
			hidden = append(hidden, left)
		}
	}
	return hidden
}

// Uncorrected reports whether a file would have been corrected, were it not larger than [MaxCorrection].
func (p *Proposal) Uncorrected() bool {
	return p.Source.Size > MaxCorrection && slices.ContainsFunc(p.Problems.Items, func(found problem.Problem) bool {
		_, ok := found.Correction()
		return ok
	})
}

// remember looks up in the log what IDs meant that the file mentions and the event has no more. Most files have none.
func (p *Proposal) remember(ctx context.Context, store Store, s *event.Snapshot) error {
	if !p.misses() {
		return nil
	}
	gone, err := deleted(ctx, store, s)
	if err != nil {
		return err
	}
	explain.Remember(p.Import, gone, p.findings()...)
	return nil
}

// misses reports whether findings are about IDs whose names the log may know.
func (p *Proposal) misses() bool {
	return slices.ContainsFunc(p.findings(), func(l *problem.List) bool { return explain.Missed(*l) })
}

// findings are the lists of what was found in the file and about its plan.
func (p *Proposal) findings() []*problem.List {
	lists := []*problem.List{&p.Problems, &p.Warnings}
	if p.Plan != nil {
		lists = append(lists, &p.Plan.Warnings)
	}
	return lists
}

// deleted reads from the log what was deleted of an event.
func deleted(ctx context.Context, store Store, s *event.Snapshot) (map[event.Key]explain.Gone, error) {
	const latest = 20_000 // lines of the log, a few MiB: what was deleted before is told without its name
	lines, err := store.Log(ctx, LogQuery{Event: s.ID, Limit: latest})
	if err != nil {
		return nil, err
	}
	log := make([]event.LogEntry, len(lines))
	for i, line := range lines {
		log[i] = line.LogEntry
	}
	return explain.GoneOf(s, log), nil
}

// merge joins what was found with and without the event. What is missing is told once, by who knows more.
func merge(without, with problem.List) problem.List {
	var all problem.List
	kept := problem.List{Omitted: without.Omitted, Left: without.Left}
	for _, p := range without.Items {
		if p.Code != problem.Missing || !slices.ContainsFunc(with.Items, func(q problem.Problem) bool {
			return q.Code == p.Code && q.Path == p.Path
		}) {
			kept.Items = append(kept.Items, p)
		}
	}
	all.Append(kept)
	all.Append(with)
	return all
}

// recognise tells first, if the file is a whole export, what to do instead of mending each of its problems.
func recognise(s *event.Snapshot, imp *partial.Import, plan *diff.Plan, problems problem.List) problem.List {
	registrations, personas := 0, 0
	for _, e := range imp.Entries {
		if e.Section == event.Registrations {
			registrations++
		}
	}
	for _, p := range problems.Items {
		if p.Code == problem.ExportOnly && slices.Equal(p.Args, []string{"persona"}) {
			personas++
		}
	}
	for _, left := range problems.Left {
		if left.Code == problem.ExportOnly && slices.Equal(left.Args, []string{"persona"}) {
			personas += left.Times
		}
	}
	// An import made of an export by hand keeps few registrations, and their personas by mistake.
	if registrations == 0 || personas < registrations || registrations*2 < len(s.Registrations) {
		return problems
	}
	var first problem.List
	switch {
	case plan == nil || imp.Event != s.ID:
		return problems
	case len(plan.Changes) == 0:
		first.Add("", onimport.WholeExport)
	default:
		first.Add("", onimport.WholeExport, len(plan.Changes))
	}
	first.Append(problems)
	return first
}
