// Package importconfirm is the function ImportConfirm: people read, decide, undo proposals.
package importconfirm

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
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
//	GET  ?event=1[&status=pending,invalid][&limit=100][&after=ID]   the proposals of an event, newest first
//	GET  ?proposal=ID   one of them, with everything that it would change and lead to; also as text
//	POST {"proposal", "token", "action": "confirm"|"reject"|"withdraw"|"undo", "reason", "force", "deletions"}
func New(d Deps) http.Handler {
	return answer.Methods{http.MethodGet: d.known(d.get), http.MethodPost: d.known(d.decide)}
}

// known has serve answer callers whom somebody knows. A review that is out of date is answered with the fresh proposal.
func (d Deps) known(serve func(http.ResponseWriter, *http.Request, access.Caller) error) answer.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		caller, err := d.Caller(r)
		if err != nil {
			return err
		}
		err = serve(w, r, caller)
		if stale, ok := errors.AsType[*proposal.Stale](err); ok {
			answer.Stale(w, r, stale, answer.Present(stale.Fresh, answer.Language(r)))
			return nil
		}
		return err
	}
}

// decision is the body of a POST.
type decision struct {
	Proposal  proposal.ID `json:"proposal"`
	Token     string      `json:"token"`
	Action    string      `json:"action"`
	Reason    string      `json:"reason"`
	Force     bool        `json:"force"`
	Deletions *int        `json:"deletions"`
}

func (d Deps) decide(w http.ResponseWriter, r *http.Request, caller access.Caller) error {
	var body decision
	if err := answer.Body(w, r, maxBody, &body); err != nil {
		return err
	}
	act, err := body.act()
	if err != nil {
		return err
	}
	request := proposal.Request{Proposal: body.Proposal, Token: body.Token, By: caller, Reason: body.Reason,
		Force: body.Force, Deletions: body.Deletions}
	decided, err := act(r.Context(), d.Store, request, d.Now())
	if stale, ok := errors.AsType[*proposal.Stale](err); ok && stale.Fresh.Status != proposal.Pending {
		decided = stale.Fresh // as it turned out, nobody can decide on it any more
	}
	if decided != nil {
		record(r.Context(), body.Action, decided)
	}
	if err != nil {
		return err
	}
	answer.JSON(w, r, answer.Present(decided, answer.Language(r)))
	return nil
}

// record logs what became of a proposal. The undoing of one is a new one, of which the log has the line that uploads
// have.
func record(ctx context.Context, action string, p *proposal.Proposal) {
	about := []any{"proposal", p.ID, "event", p.Event, "status", p.Status}
	if action == "undo" {
		slog.InfoContext(ctx, "import checked", append(about, "problems", p.Problems.Total())...)
		return
	}
	slog.InfoContext(ctx, "import decided", about...)
}

// action is what can be done about a proposal.
type action func(context.Context, proposal.Store, proposal.Request, time.Time) (*proposal.Proposal, error)

func (d decision) act() (action, error) {
	actions := map[string]action{
		"confirm": proposal.Confirm, "reject": proposal.Reject, "withdraw": proposal.Withdraw, "undo": proposal.Undo,
	}
	act, known := actions[d.Action]
	switch {
	case !known:
		return nil, &answer.Malformed{De: `"action" muss confirm, reject, withdraw oder undo sein.`,
			En: `"action" must be confirm, reject, withdraw or undo.`}
	case d.Proposal == "":
		return nil, &answer.Malformed{De: `"proposal" fehlt: die ID des Imports.`,
			En: `"proposal" is missing: the ID of the import.`}
	case d.Action == "confirm" && d.Token == "":
		return nil, &answer.Malformed{De: `"token" fehlt: Es steht in der Vorschau, die freigegeben wird.`,
			En: `"token" is missing: it is in the preview that you confirm.`}
	}
	return act, nil
}
