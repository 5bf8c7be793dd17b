package syncrun

import (
	"errors"
	"fmt"

	"kursbuch.internal/shared/calsync"
)

// Order is what a run is asked for.
type Order struct {
	// Tick is the time that the schedule names for the run, see [Claim]; empty: somebody asked for it.
	Tick string
	// Plan, if not empty, makes the run carry out that very plan or nothing, see [calsync.Plan.Hash].
	Plan string
	// Approve, if not empty, approves what the guard holds back, if that has this hash. By is who approves.
	Approve string
	By      string
	// Retry is an appointment that is to wait no longer, or RetryAll; empty: none.
	Retry calsync.Key
}

// RetryAll is every appointment that waits.
const RetryAll calsync.Key = "*"

// Why a plan is not carried out, or what is held back is not approved. Nothing was done. Each is an ErrOtherPlan.
var (
	// ErrOtherPlan: the plan is not what the order says any more.
	ErrOtherPlan = errors.New("this is not the plan any more")
	// ErrNothingHeld: there is nothing to approve.
	ErrNothingHeld = fmt.Errorf("nothing is held back: %w", ErrOtherPlan)
	// ErrPlanHash: what was approved is the hash of the plan, not of what is held back of it.
	ErrPlanHash = fmt.Errorf("this is the hash of the plan: %w", ErrOtherPlan)
	// ErrOtherHeld: something else is held back.
	ErrOtherHeld = fmt.Errorf("something else is held back: %w", ErrOtherPlan)
)

// refuse is why an order does not fit a plan; nil: it does.
func (o Order) refuse(p *calsync.Plan) error {
	switch {
	case o.Plan != "" && o.Plan != p.Hash():
		return ErrOtherPlan
	case o.Approve == "" || p.Held != nil && p.Held.Hash == o.Approve:
		return nil
	case p.Held == nil:
		return ErrNothingHeld
	case o.Approve == p.Hash():
		return ErrPlanHash
	}
	return ErrOtherHeld
}
