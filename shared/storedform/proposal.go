package storedform

import (
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// Body is a proposal without its head: what a list of proposals does without.
type Body struct {
	Import   *partial.Import `json:"import,omitempty"`
	Plan     *diff.Plan      `json:"plan,omitempty"`
	Problems problem.List    `json:"problems,omitzero"`
	Warnings problem.List    `json:"warnings,omitzero"`
	Inverse  *partial.Import `json:"inverse,omitempty"`
	Calendar *jobcal.Effect  `json:"calendar,omitempty"`

	Reviews []proposal.Review `json:"reviews,omitempty"`
	Outcome *outcome.Outcome  `json:"outcome,omitempty"`

	Correction *proposal.Correction `json:"correction,omitempty"`
}

// BodyOf is that of a proposal.
func BodyOf(p *proposal.Proposal) Body {
	return Body{p.Import, p.Plan, p.Problems, p.Warnings, p.Inverse, p.Calendar, p.Reviews, p.Outcome, p.Correction}
}

// Proposal is the one that has this head and this body.
func (b Body) Proposal(head proposal.Head) *proposal.Proposal {
	return &proposal.Proposal{Head: head, Import: b.Import, Plan: b.Plan, Problems: b.Problems, Warnings: b.Warnings,
		Inverse: b.Inverse, Calendar: b.Calendar, Reviews: b.Reviews, Outcome: b.Outcome, Correction: b.Correction}
}
