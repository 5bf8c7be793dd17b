package answer

import (
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// Proposal is a proposal as callers get it: the report on it, with where it comes from.
type Proposal struct {
	ID        proposal.ID        `json:"id"`
	Source    proposal.Source    `json:"source"`
	UndoOf    proposal.ID        `json:"undo_of,omitempty"`
	CreatedAt time.Time          `json:"created_at"`
	ExpiresAt time.Time          `json:"expires_at"`
	Decision  *proposal.Decision `json:"decision"`
	// Repeated: the decision had been taken before.
	Repeated bool `json:"repeated,omitzero"`
	// Undone says who put back what it did, Target where the object should lie; missing if nobody did, if it lies there.
	Undone *proposal.Commit `json:"undone,omitempty"`
	Target string           `json:"target,omitempty"`
	// MayConfirm are the mail addresses of all who may confirm it; missing unless it is pending.
	MayConfirm []string `json:"may_confirm,omitzero"`
	proposal.Report
}

// Present is a proposal for a reader of lang.
func Present(p *proposal.Proposal, lang problem.Language) Proposal {
	shown := Proposal{
		ID: p.ID, Source: p.Source, UndoOf: p.UndoOf, CreatedAt: p.CreatedAt, ExpiresAt: p.ExpiresAt, Decision: p.Decision,
		Repeated: p.Repeated, Undone: p.Undone, Target: p.Target, Report: p.Report(lang),
	}
	if p.Status == proposal.Pending {
		shown.MayConfirm = p.Confirmers
	}
	return shown
}
