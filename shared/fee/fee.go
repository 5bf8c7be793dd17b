// Package fee knows what a registration owes: the sum of the event's fees.
//
// A conditional fee is due if its condition holds, which is a sentence of a small language:
//
//	expression  = exclusive { "or" exclusive }
//	exclusive   = conjunction { "xor" conjunction }
//	conjunction = negation { "and" negation }
//	negation    = "not" negation | atom
//	atom        = "(" expression ")" | "part." SHORT | "field." NAME
//	            | "any_part" | "all_parts" | "is_member" | "is_orga" | "true" | "false"
//
// Keywords may be written in capitals, too. SHORT is the short name of a part, NAME that of a custom field. [Parse]
// reads a condition against the event's definition into a tree without names, so that it can be asked for many
// registrations.
package fee

import (
	"errors"
	"fmt"

	"kursbuch.internal/shared/event"
)

// Schedule holds the fees of an event, ready to be summed up.
type Schedule struct {
	conditional []conditional
	// known tells for the fees whose ID is known whether they are individual ones. If there is an unnamed one, any other
	// ID may be that of it.
	known   map[event.FeeID]bool
	unnamed bool
}

type conditional struct {
	amount    event.Amount
	condition Condition
}

// A ConditionError says why a fee is no fee.
type ConditionError struct {
	Fee string // its title
	Err error
}

// Error implements the error interface.
func (e *ConditionError) Error() string { return fmt.Sprintf("fee %q: %v", e.Fee, e.Err) }

// Unwrap gives what is wrong with the condition.
func (e *ConditionError) Unwrap() error { return e.Err }

var errHalf = errors.New("a fee has both an amount and a condition, or neither")

// Compile reads the fees of an event. The error joins a [*ConditionError] for each fee that cannot be read.
func Compile(d *event.Definition) (*Schedule, error) {
	s, faults := compile(d)
	if len(faults) == 0 {
		return s, nil
	}
	errs := make([]error, len(faults))
	for i, fault := range faults {
		errs[i] = fault
	}
	return nil, errors.Join(errs...)
}

func compile(d *event.Definition) (*Schedule, []*ConditionError) {
	s := &Schedule{known: map[event.FeeID]bool{}, unnamed: d.HasUnnamedFee()}
	var faults []*ConditionError
	for _, f := range d.Fees {
		if f.ID != 0 {
			s.known[f.ID] = f.Personalized()
		}
		switch {
		case f.Personalized():
		case f.Amount == nil || f.Condition == nil:
			faults = append(faults, &ConditionError{f.Title, errHalf})
		default:
			condition, err := Parse(*f.Condition, d)
			if err != nil {
				faults = append(faults, &ConditionError{f.Title, err})
				continue
			}
			s.conditional = append(s.conditional, conditional{*f.Amount, condition})
		}
	}
	return s, faults
}

// Owed is what a registration owes for all fees together.
//
// SPEC: "the sum over the event's fees: conditional fees whose condition holds, and personalised fees with the
// registration's amount." "Amounts are computed without ids."
func (s *Schedule) Owed(r *event.Registration) event.Amount {
	var owed event.Amount
	for _, f := range s.conditional {
		if f.condition.Holds(r) {
			owed = owed.Sum(f.amount)
		}
	}
	for id, amount := range r.PersonalizedFees {
		if individual, known := s.known[id]; individual || !known && s.unnamed {
			owed = owed.Sum(amount)
		}
	}
	return owed
}
