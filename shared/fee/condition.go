package fee

import (
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// A Condition decides whether a fee is due.
type Condition interface {
	// Holds reports whether the registration meets the condition.
	Holds(r *event.Registration) bool
}

// What a condition is made of.
type (
	constant bool
	anyOf    []Condition
	oddOf    []Condition
	allOf    []Condition
	negated  struct{ Condition }
	inPart   event.PartID
	isTicked string // name of a custom field
	isMember struct{}
	isOrga   map[event.PersonaID]bool
)

func (c constant) Holds(*event.Registration) bool { return bool(c) }

func (c anyOf) Holds(r *event.Registration) bool {
	for _, operand := range c {
		if operand.Holds(r) {
			return true
		}
	}
	return false
}

func (c oddOf) Holds(r *event.Registration) bool {
	odd := false
	for _, operand := range c {
		odd = odd != operand.Holds(r)
	}
	return odd
}

func (c allOf) Holds(r *event.Registration) bool {
	for _, operand := range c {
		if !operand.Holds(r) {
			return false
		}
	}
	return true
}

func (c negated) Holds(r *event.Registration) bool { return !c.Condition.Holds(r) }

func (c inPart) Holds(r *event.Registration) bool { return r.Parts[event.PartID(c)].Status.Involved() }

// Absent and null are false, in every place: the original takes "null xor false" for true, which nobody could explain.
func (c isTicked) Holds(r *event.Registration) bool { return r.Fields[string(c)] == scalar.True }

func (c isMember) Holds(r *event.Registration) bool { return r.IsMember }

func (c isOrga) Holds(r *event.Registration) bool { return c[r.Persona.ID] }
