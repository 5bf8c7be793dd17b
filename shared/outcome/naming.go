package outcome

import (
	"kursbuch.internal/shared/event"
)

// orga names somebody of whom the condition is_orga speaks.
func (n naming) orga(id event.PersonaID) {
	if p := n.before.Persona(id); p != nil {
		n.Personas[id] = p.Name()
	}
}

// whole names what an entity that is deleted or comes back refers to.
func (n naming) whole(k event.Key) {
	entity := n.entity(k)
	if entity == nil {
		return
	}
	for name, v := range event.FieldsOf(entity) {
		n.field(event.AssociationOf(k.Section), name, v)
	}
	r, ok := entity.(*event.Registration)
	if !ok {
		return
	}
	for _, stay := range r.Parts {
		if stay.LodgementID != nil {
			n.key(event.Key{Section: event.Lodgements, ID: int32(*stay.LodgementID)})
		}
	}
	for _, place := range r.Tracks {
		for _, id := range []*event.CourseID{place.CourseID, place.CourseInstructor} {
			if id != nil {
				n.key(event.Key{Section: event.Courses, ID: int32(*id)})
			}
		}
		for _, id := range place.Choices {
			n.key(event.Key{Section: event.Courses, ID: int32(id)})
		}
	}
	for id := range r.PersonalizedFees {
		if f, ok := n.fee(id); ok {
			n.Fees[id] = f.Title
		}
	}
}

// fee is one before the plan or, if it is new, after it.
func (n naming) fee(id event.FeeID) (event.Fee, bool) {
	if f, ok := n.before.Event.Fee(id); ok {
		return f, true
	}
	return n.after.Event.Fee(id)
}
