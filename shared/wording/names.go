package wording

import (
	"cmp"
	"strconv"

	"kursbuch.internal/shared/event"
)

// title names an entity as the heading of a block.
func (d describer) title(k event.Key) string {
	title := d.say(singular[k.Section])
	if k.Section != event.DefinedEvent {
		title += " " + strconv.Itoa(int(k.ID))
	}
	if name := d.Entities[k.Section][k.ID]; name != "" {
		title += ": " + name
	}
	return title
}

// name names an entity that a value refers to. A proposal of a time when no names were stored has IDs only.
func (d describer) name(k event.Key) string {
	name, ok := d.Entities[k.Section][k.ID]
	switch {
	case !ok && d.Entities == nil:
		return "#" + strconv.Itoa(int(k.ID))
	case !ok:
		return strconv.Itoa(int(k.ID)) + d.say(text{" (gibt es nicht)", " (there is none)"})
	case k.ID < 0:
		return d.say(text{"neu: ", "new: "}) + name
	}
	return name
}

func (d describer) course(id event.CourseID) string {
	return d.name(event.Key{Section: event.Courses, ID: int32(id)})
}

func (d describer) lodgement(id event.LodgementID) string {
	return d.name(event.Key{Section: event.Lodgements, ID: int32(id)})
}

// registration is the name of who is registered, or else the number.
func (d describer) registration(id event.RegistrationID) string {
	k := event.Key{Section: event.Registrations, ID: int32(id)}
	return cmp.Or(d.Entities[k.Section][k.ID], d.say(singular[k.Section])+" "+strconv.Itoa(int(id)))
}

func (d describer) person(id event.PersonaID) string {
	if name := d.Personas[id]; name != "" {
		return name + " (" + strconv.Itoa(int(id)) + ")"
	}
	// an export of the original names nobody but those who are registered
	return d.say(text{"Person ", "person "}) + strconv.Itoa(int(id))
}

// fee names a fee by its title, that of the event or else the given one; an export may know neither, see
// [event.Definition.FeeTitle].
func (d describer) fee(id event.FeeID, title string) string {
	unnamed := new(event.Definition).FeeTitle(id)
	return cmp.Or(d.Fees[id], title, d.say(text{unnamed.De, unnamed.En}))
}
