package imports

import (
	"errors"
	"net/http"
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
	reason := strings.ReplaceAll(form.Get("reason"), "\r\n", "\n") // as browsers send the ends of lines
	request := proposal.Request{Proposal: proposal.ID(v.Request.PathValue("id")), Token: form.Get("token"),
		By: v.Visitor.Caller, Reason: strings.TrimSpace(reason), Force: form.Has("force")}
	typed := strings.TrimSpace(form.Get("deletions"))
	deletions, _ := strconv.Atoi(typed) // what is no number is not the right one
	request.Deletions = &deletions
	var decided *proposal.Proposal
	switch form.Get("action") {
	case "confirm":
		return room.confirm(v, request, typed)
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

// confirm commits an import. What was shown until now names what the import does not concern any more, should it be out
// of date. Typed is what stood in the field for the number of deletions.
func (room *Room) confirm(v *visit.Visit, r proposal.Request, typed string) error {
	shown, err := proposal.See(v.Request.Context(), room.store, r.By, r.Proposal)
	if err != nil {
		return err
	}
	_, err = proposal.Confirm(v.Request.Context(), room.store, r, v.Reader.Now)
	if stale, ok := errors.AsType[*proposal.Stale](err); ok && stale.Fresh.Status == proposal.Pending {
		return room.stale(v, stale, shown, r.Token)
	}
	if errors.Is(err, proposal.ErrDeletions) {
		return room.show(v, shown, given{wrong: "decide.wrong", typed: typed, status: http.StatusUnprocessableEntity})
	}
	if err != nil {
		return room.refused(v, r, err)
	}
	return v.Redirect("/imports/" + string(r.Proposal))
}

// refused answers a decision that was not taken with the import as it is now. The answer is the page itself: an address
// that says what somebody has just tried could be sent to anybody.
func (room *Room) refused(v *visit.Visit, r proposal.Request, err error) error {
	g := given{status: http.StatusConflict}
	_, isStale := errors.AsType[*proposal.Stale](err)
	switch {
	case isStale: // nobody can commit it any more
		g.said = "changed"
	case errors.Is(err, proposal.ErrDecided), errors.Is(err, proposal.ErrNotCommitted):
		g.said = "late"
	case errors.Is(err, proposal.ErrExpired):
		g.said = "expired"
	case errors.Is(err, proposal.ErrNeedsForce):
		g.said = "forced"
	case errors.Is(err, proposal.ErrWrongToken):
		g.said = "again"
	case errors.Is(err, proposal.ErrReasonMissing):
		g = given{wrong: "decide.reason-missing", status: http.StatusUnprocessableEntity}
	default:
		return err
	}
	p, err := proposal.See(v.Request.Context(), room.store, r.By, r.Proposal)
	if err != nil {
		return err
	}
	return room.show(v, p, g)
}
