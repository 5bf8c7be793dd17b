package sample

import (
	"time"

	"github.com/shopspring/decimal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
)

// The personalised fees.
const (
	refund   event.FeeID = 10
	donation event.FeeID = 11
)

// charge sets what each registration owes, and lets most of them have paid. It comes last: fees depend on everything.
func (g generator) charge() {
	schedule, err := fee.Compile(&g.Event)
	if err != nil {
		panic(err) // unreachable: the template is a part of the program
	}
	for _, r := range event.Sorted(g.Registrations) {
		if instructs(r) {
			r.PersonalizedFees[refund] = cents(-1000 - 250*g.IntN(9))
		}
		if g.in(15) {
			r.PersonalizedFees[donation] = cents(pick(g, []int{500, 1000, 2000, 4200}))
		}
		r.AmountOwed = schedule.Owed(r)
		if r.AmountOwed.IsPositive() && g.in(80) {
			g.pay(r)
		}
	}
}

func instructs(r *event.Registration) bool {
	for _, p := range r.Tracks {
		if p.CourseInstructor != nil {
			return true
		}
	}
	return false
}

// pay pays all of it, or what somebody took for all of it.
func (g generator) pay(r *event.Registration) {
	r.Payment = new(r.CTime.AddDate(0, 0, 1+g.IntN(5)).Format(time.DateOnly))
	r.AmountPaid = r.AmountOwed
	if g.in(6) {
		r.AmountPaid = cents(8500)
	}
}

func cents(n int) event.Amount { return event.Amount{Decimal: decimal.New(int64(n), -2)} }
