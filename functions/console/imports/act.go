package imports

import (
	"errors"
	"strconv"
	"strings"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/proposal"
)

// maxForm is the size of the largest decision in bytes: its reason.
const maxForm = 64 << 10

// act takes a decision.
func (room *Room) act(v *visit.Visit) error {
	form, err := v.Form(maxForm)
	if err != nil {
		return err
	}
	ctx := v.Request.Context()
	request := proposal.Request{Proposal: proposal.ID(v.Request.PathValue("id")), Token: form.Get("token"),
		By: v.Visitor.Caller, Reason: strings.TrimSpace(form.Get("reason")), Force: form.Has("force")}
	var decided *proposal.Proposal
	switch form.Get("action") {
	case "confirm":
		if asked, err := room.ask(v, request, strings.TrimSpace(form.Get("deletions"))); asked || err != nil {
			return err
		}
		decided, err = proposal.Confirm(ctx, room.store, request, v.Reader.Now)
	case "reject":
		decided, err = proposal.Reject(ctx, room.store, request, v.Reader.Now)
	case "withdraw":
		decided, err = proposal.Withdraw(ctx, room.store, request, v.Reader.Now)
	case "undo":
		decided, err = proposal.Undo(ctx, room.store, request, v.Reader.Now)
	default:
		return &answer.Malformed{De: "Diese Entscheidung gibt es nicht.", En: "There is no such decision."}
	}
	if err != nil {
		return room.refused(v, request, err)
	}
	return v.Redirect("/imports/" + string(decided.ID)) // of an undo that is another one
}

// ask shows the import once more, if many entities vanish and their number was not typed right.
func (room *Room) ask(v *visit.Visit, r proposal.Request, number string) (asked bool, err error) {
	p, err := proposal.See(v.Request.Context(), room.store, r.By, r.Proposal)
	if err != nil {
		return false, err
	}
	if p.Status != proposal.Pending || p.Token != r.Token || !p.Figures.Mass ||
		number == strconv.Itoa(p.Figures.Deletions) {
		return false, nil
	}
	return true, room.show(v, p, given{wrong: "decide.wrong", typed: number, status: 422})
}

// refused answers a decision that was not taken.
func (room *Room) refused(v *visit.Visit, r proposal.Request, err error) error {
	said := ""
	stale, isStale := errors.AsType[*proposal.Stale](err)
	switch {
	case isStale && stale.Fresh.Status == proposal.Pending:
		return room.stale(v, r, stale)
	case isStale:
		said = "changed"
	case errors.Is(err, proposal.ErrDecided), errors.Is(err, proposal.ErrNotCommitted):
		said = "late"
	case errors.Is(err, proposal.ErrExpired):
		said = "expired"
	case errors.Is(err, proposal.ErrNeedsForce):
		said = "forced"
	case errors.Is(err, proposal.ErrWrongToken):
		said = "again"
	case errors.Is(err, proposal.ErrReasonMissing):
		p, err := proposal.See(v.Request.Context(), room.store, r.By, r.Proposal)
		if err != nil {
			return err
		}
		return room.show(v, p, given{wrong: "decide.reason-missing", status: 422})
	default:
		return err
	}
	return v.Redirect("/imports/" + string(r.Proposal) + "?said=" + said)
}
