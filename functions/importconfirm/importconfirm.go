// Package importconfirm is the function ImportConfirm: people read, confirm, reject, undo proposals.
package importconfirm

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// maxBody is the size of the largest request: a token, an ID and a reason.
const maxBody = 64 << 10

// Deps is what the function works with.
type Deps struct {
	Store  proposal.Store
	Caller answer.Caller
	Now    func() time.Time
}

// New is the function's handler.
//
//	GET  ?event=1[&status=pending]   the proposals of an event, newest first
//	GET  ?proposal=ID                one of them, with everything that it would change
//	POST {"proposal", "token", "action": "confirm"|"reject"|"undo", "reason", "force"}
func New(d Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !answer.Allow(w, r, http.MethodGet, http.MethodHead, http.MethodPost) {
			return
		}
		caller, err := d.Caller(r)
		if err != nil {
			answer.Error(w, r, err)
			return
		}
		switch {
		case r.Method == http.MethodPost:
			err = d.decide(w, r, caller)
		case r.URL.Query().Has("proposal"):
			err = d.show(w, r, caller)
		default:
			err = d.list(w, r, caller)
		}
		if stale, ok := errors.AsType[*proposal.Stale](err); ok {
			answer.Stale(w, r, stale, present(stale.Fresh, answer.Language(r)))
		} else if err != nil {
			answer.Error(w, r, err)
		}
	})
}

// Proposal is a proposal as callers get it: the report on it, with where it comes from.
type Proposal struct {
	ID        proposal.ID        `json:"id"`
	Source    proposal.Source    `json:"source"`
	UndoOf    proposal.ID        `json:"undo_of,omitempty"`
	CreatedAt time.Time          `json:"created_at"`
	ExpiresAt time.Time          `json:"expires_at"`
	Decision  *proposal.Decision `json:"decision"`
	proposal.Report
}

func present(p *proposal.Proposal, lang problem.Language) Proposal {
	return Proposal{
		ID: p.ID, Source: p.Source, UndoOf: p.UndoOf, CreatedAt: p.CreatedAt, ExpiresAt: p.ExpiresAt, Decision: p.Decision,
		Report: p.Report(lang),
	}
}

func (d Deps) list(w http.ResponseWriter, r *http.Request, caller proposal.Caller) error {
	query := r.URL.Query()
	id, err := answer.EventID(r)
	if err != nil {
		return err
	}
	heads, err := proposal.List(r.Context(), d.Store, caller, id)
	if err != nil {
		return err
	}
	shown := []proposal.Head{}
	for _, h := range heads {
		h = h.At(d.Now())
		if !query.Has("status") || string(h.Status) == query.Get("status") {
			shown = append(shown, h)
		}
	}
	answer.JSON(w, http.StatusOK, shown)
	return nil
}

func (d Deps) show(w http.ResponseWriter, r *http.Request, caller proposal.Caller) error {
	p, err := proposal.See(r.Context(), d.Store, caller, proposal.ID(r.URL.Query().Get("proposal")))
	if err != nil {
		return err
	}
	p.Head = p.At(d.Now())
	answer.JSON(w, http.StatusOK, present(p, answer.Language(r)))
	return nil
}

// decision is the body of a POST.
type decision struct {
	Proposal proposal.ID `json:"proposal"`
	Token    string      `json:"token"`
	Action   string      `json:"action"`
	Reason   string      `json:"reason"`
	Force    bool        `json:"force"`
}

func (d Deps) decide(w http.ResponseWriter, r *http.Request, caller proposal.Caller) error {
	body, err := read(w, r)
	if err != nil {
		return err
	}
	request := proposal.Request{Proposal: body.Proposal, Token: body.Token, By: caller, Reason: body.Reason, Force: body.Force}
	var decided *proposal.Proposal
	switch body.Action {
	case "confirm":
		decided, err = proposal.Confirm(r.Context(), d.Store, request, d.Now())
	case "reject":
		decided, err = proposal.Reject(r.Context(), d.Store, request, d.Now())
	case "undo":
		decided, err = proposal.Undo(r.Context(), d.Store, request, d.Now())
	default:
		err = fmt.Errorf("%w: \"action\" must be confirm, reject or undo", answer.ErrMalformed)
	}
	if err != nil {
		return err
	}
	answer.JSON(w, http.StatusOK, present(decided, answer.Language(r)))
	return nil
}

func read(w http.ResponseWriter, r *http.Request) (decision, error) {
	var body decision
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return body, answer.ErrTooLarge
	}
	if err != nil {
		return body, fmt.Errorf("%w: the body breaks off", answer.ErrMalformed)
	}
	if err := json.Unmarshal(text, &body, json.RejectUnknownMembers(true)); err != nil {
		return body, fmt.Errorf("%w: %w", answer.ErrMalformed, err)
	}
	if body.Proposal == "" {
		return body, fmt.Errorf("%w: \"proposal\" is missing", answer.ErrMalformed)
	}
	if body.Action == "confirm" && body.Token == "" {
		return body, fmt.Errorf("%w: \"token\" is missing", answer.ErrMalformed)
	}
	return body, nil
}
