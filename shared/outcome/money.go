package outcome

import (
	"slices"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/partial"
)

// Money is what all registrations together owe, before and after, and whose amounts change.
type Money struct {
	Was  event.Total `json:"was"`
	Is   event.Total `json:"is"`
	Owed []Owed      `json:"owed,omitempty"`
}

// Owed is the amount of one registration.
type Owed struct {
	Registration event.RegistrationID `json:"registration"`
	Was          event.Amount         `json:"was"` // 0 for a new registration
	Is           event.Amount         `json:"is"`  // 0 for a deleted one
	Paid         event.Amount         `json:"paid"`
	// New: the registration is new. Gone: it is deleted.
	New  bool `json:"new,omitzero"`
	Gone bool `json:"gone,omitzero"`
	// Charges are the fees that come, go, or are another amount, in the order of the event. None: the amount was out of
	// date before.
	Charges []Charge `json:"charges,omitempty"`
}

// Charge is a fee that is due for a registration before or after.
type Charge struct {
	Fee   event.FeeID   `json:"fee,omitzero"`
	Title string        `json:"title,omitempty"` // empty: the event names none
	Was   *event.Amount `json:"was"`             // nil: it was not due
	Is    *event.Amount `json:"is"`              // nil: it is not due any more
}

// Difference is by how much the amount changes.
func (o Owed) Difference() event.Amount { return event.Amount{Decimal: o.Is.Sub(o.Was.Decimal)} }

// Open is what is left to pay after the plan; negative: too much was paid.
func (o Owed) Open() event.Amount { return event.Amount{Decimal: o.Is.Sub(o.Paid.Decimal)} }

// OwesAgain reports whether somebody owes something who owed nothing before: they had paid all of it.
func (o Owed) OwesAgain() bool {
	return !o.New && !o.Gone && o.Was.Cmp(o.Paid.Decimal) <= 0 && o.Open().IsPositive()
}

// Overpaid reports whether somebody has paid too much who had not before.
func (o Owed) Overpaid() bool {
	return !o.New && !o.Gone && o.Was.Cmp(o.Paid.Decimal) >= 0 && o.Open().IsNegative()
}

// Difference is by how much the total changes.
func (m Money) Difference() event.Total {
	return event.Total{Amount: event.Amount{Decimal: m.Is.Sub(m.Was.Decimal)}}
}

func (c comparison) money() Money {
	var m Money
	for _, r := range c.before.Registrations {
		m.Was.Amount = m.Was.Sum(r.AmountOwed)
	}
	for _, r := range c.after.Registrations {
		m.Is.Amount = m.Is.Sum(r.AmountOwed)
	}
	charges := turn[charges]{chargesOf(&c.before.Event), chargesOf(&c.after.Event)}
	for id, r := range c.registrations {
		was, is := r.was, r.is
		o := Owed{Registration: id, New: was == nil, Gone: is == nil}
		if was != nil {
			o.Was, o.Paid = was.AmountOwed, was.AmountPaid
		}
		if is != nil {
			o.Is, o.Paid = is.AmountOwed, is.AmountPaid
		}
		if !o.Was.Equal(o.Is) {
			o.Charges = compare(charges, was, is)
			m.Owed = append(m.Owed, o)
		}
	}
	return m
}

// charges are the fees of an event: what one amounts to for a registration, nil if it is not due.
type charges struct {
	*event.Definition
	conditions []fee.Condition // nil for individual fees
}

func chargesOf(d *event.Definition) charges {
	c := charges{d, make([]fee.Condition, len(d.Fees))}
	for i, f := range d.Fees {
		if f.Condition != nil {
			c.conditions[i], _ = fee.Parse(*f.Condition, d) // what cannot be read has made the import invalid
		}
	}
	return c
}

// compare lists the fees that are another amount for a registration than before.
func compare(c turn[charges], was, is *event.Registration) []Charge {
	var all []Charge
	add := func(charge Charge) {
		if charge.Was != charge.Is && (charge.Was == nil || charge.Is == nil || !charge.Was.Equal(*charge.Is)) {
			all = append(all, charge)
		}
	}
	for i, f := range c.was.Fees {
		j := c.is.like(f, i)
		if f.Condition != nil || j >= 0 && c.is.Fees[j].Condition != nil {
			add(Charge{f.ID, f.Title, c.was.due(i, was), c.is.due(j, is)})
		}
	}
	for i, f := range c.is.Fees {
		if f.Condition != nil && c.was.like(f, i) < 0 {
			add(Charge{f.ID, f.Title, nil, c.is.due(i, is)})
		}
	}
	var individual []event.FeeID
	for _, r := range []*event.Registration{was, is} {
		if r != nil {
			for id := range event.Sorted(r.PersonalizedFees) {
				individual = append(individual, id)
			}
		}
	}
	slices.SortFunc(individual, func(a, b event.FeeID) int { return partial.Before(int32(a), int32(b)) })
	for _, id := range slices.Compact(individual) {
		f, ok := c.was.Fee(id) // an event may not name it
		if !ok {
			f, _ = c.is.Fee(id)
		}
		add(Charge{id, f.Title, individually(was, id), individually(is, id)})
	}
	return all
}

// like is the position of the same fee; -1: there is none. Those without an ID never change.
func (c charges) like(f event.Fee, at int) int {
	if f.ID == 0 {
		return at
	}
	return slices.IndexFunc(c.Fees, func(other event.Fee) bool { return other.ID == f.ID })
}

// due is the amount of a conditional fee; nil, too, for one that there is not.
func (c charges) due(i int, r *event.Registration) *event.Amount {
	if r == nil || i < 0 || c.conditions[i] == nil || !c.conditions[i].Holds(r) {
		return nil
	}
	return c.Fees[i].Amount
}

func individually(r *event.Registration, id event.FeeID) *event.Amount {
	if r == nil {
		return nil
	}
	if amount, ok := r.PersonalizedFees[id]; ok {
		return &amount
	}
	return nil
}
