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
		return room.confirm(v, request, strings.TrimSpace(form.Get("deletions")))
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

// confirm commits an import, unless many entities vanish and their number was not typed right. What was shown until now
// names what the import does not concern any more, should it be out of date.
func (room *Room) confirm(v *visit.Visit, r proposal.Request, number string) error {
	shown, err := proposal.See(v.Request.Context(), room.store, r.By, r.Proposal)
	if err != nil {
		return err
	}
	mass := shown.Status == proposal.Pending && shown.Token == r.Token && shown.Figures.Mass
	if mass && number != strconv.Itoa(shown.Figures.Deletions) {
		return room.show(v, shown, given{wrong: "decide.wrong", typed: number, status: 422})
	}
	_, err = proposal.Confirm(v.Request.Context(), room.store, r, v.Reader.Now)
	if stale, ok := errors.AsType[*proposal.Stale](err); ok && stale.Fresh.Status == proposal.Pending {
		return room.stale(v, r, stale, shown)
	}
	if err != nil {
		return room.refused(v, r, err)
	}
	return v.Redirect("/imports/" + string(r.Proposal))
}

// refused answers a decision that was not taken.
func (room *Room) refused(v *visit.Visit, r proposal.Request, err error) error {
	said := ""
	_, isStale := errors.AsType[*proposal.Stale](err)
	switch {
	case isStale: // nobody can commit it any more
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
