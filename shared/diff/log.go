package diff

import (
	"strings"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// log writes the lines for the event's log, in the order in which the original writes them. Its notes are German there,
// too.
//
// SPEC: section 9 of the reference. Beyond it, what changes by a cascade is logged as well: nobody should have to guess
// why somebody has no lodgement.
func (c *computation) log() {
	for _, change := range c.plan.Changes {
		if change.Unknown || change.Silent() {
			continue
		}
		before, after := c.before.Entity(change.Key), c.Entity(change.Key)
		switch change.Section {
		case event.Registrations:
			c.logRegistration(change, before, after)
		case event.Courses:
			c.logCourse(change, before, after)
		default:
			c.logLine(change.Key, logCode(change.Section, change.Action), 0, label(before, after))
		}
	}
	c.logCascades()
	code := event.LogPartialImport
	if c.plan.Defines() {
		code = event.LogDefinitionChanged
	}
	c.logLine(event.Key{}, code, 0, c.imp.Summary)
}

func (c *computation) logLine(key event.Key, code event.LogCode, persona event.PersonaID, note string) {
	c.plan.Log = append(c.plan.Log, event.LogEntry{Code: code, Entity: key, Persona: persona, Note: note})
}

// label names an entity in the log. SPEC: "for a change the old title".
func label(before, after event.Entity) string {
	entity := before
	if entity == nil {
		entity = after
	}
	if course, ok := entity.(*event.Course); ok {
		return course.Title
	}
	return entity.Label()
}

func logCode(section event.Section, action partial.Action) event.LogCode {
	all := event.LogCodesOf(section)
	switch action {
	case partial.Change:
		return all.Changed
	case partial.Delete:
		return all.Deleted
	}
	return all.Created
}

// logCourse: a segment that was added or removed, and one that was cancelled or takes place again, have lines of their
// own.
//
// SPEC: "41 only if attributes or fields are in the delta; 42 if a segment was added or removed, 43 if activity changed
// - a new segment that is cancelled gives 42 and 43; creation gives 40, then 42 if it has segments, 43 if one is
// cancelled".
func (c *computation) logCourse(change Change, before, after event.Entity) {
	attributes, segments, activity := false, false, false
	for _, s := range change.Sets {
		switch {
		case s.Path.Parent() != "/segments":
			attributes = true
		case s.From == scalar.Null || s.To == scalar.Null:
			segments = true
			activity = activity || s.To == scalar.False
		default:
			activity = true
		}
	}
	title := label(before, after)
	if attributes || change.Action != partial.Change {
		c.logLine(change.Key, logCode(event.Courses, change.Action), 0, title)
	}
	if segments {
		c.logLine(change.Key, event.LogCourseSegments, 0, title)
	}
	if activity {
		c.logLine(change.Key, event.LogCourseActivity, 0, title)
	}
}

func (c *computation) logRegistration(change Change, before, after event.Entity) {
	switch change.Action {
	case partial.Create, partial.Restore:
		r := after.(*event.Registration)
		c.logLine(change.Key, event.LogRegistrationCreated, r.Persona.ID, "")
		c.logFees(change, r.Persona.ID)
	case partial.Delete:
		r := before.(*event.Registration)
		for id := range event.Sorted(r.PersonalizedFees) {
			c.logLine(change.Key, event.LogFeeRemoved, r.Persona.ID, c.feeTitle(id))
		}
		c.logLine(change.Key, event.LogRegistrationDeleted, r.Persona.ID, "")
	default:
		r := before.(*event.Registration)
		for _, s := range change.Sets {
			if s.Path.LastToken() == "status" && strings.HasPrefix(string(s.Path), "/parts/") {
				c.logStatus(change.Key, r.Persona.ID, s)
			}
		}
		c.logLine(change.Key, event.LogRegistrationChanged, r.Persona.ID, c.changeNote())
		c.logFees(change, r.Persona.ID)
	}
}

func (c *computation) changeNote() string {
	if c.plan.Defines() {
		return "Stammdaten geändert: " + c.imp.Summary
	}
	if c.imp.Summary == "" {
		return "Partieller Import."
	}
	return "Partieller Import: " + c.imp.Summary
}

var germanStatus = map[scalar.Value]string{
	"-1": "Nicht angemeldet", "1": "Offen", "2": "Teilnehmer", "3": "Warteliste", "4": "Gast", "5": "Abgemeldet",
	"6": "Abgelehnt",
}

// SPEC: "300 status change, one per part whose status changes (note: "<part shortname>: <old> -> <new>" in German;
// shortname only if the event has more than one part)".
func (c *computation) logStatus(key event.Key, persona event.PersonaID, s Set) {
	note := germanStatus[s.From] + " -> " + germanStatus[s.To]
	if len(c.before.Event.Parts) > 1 {
		part := event.PartID(integer(scalar.Value(s.Path.Parent().LastToken())))
		note = c.before.Event.Parts[part].Shortname + ": " + note
	}
	c.logLine(key, event.LogStatusChanged, persona, note)
}

// SPEC: "fee set (note "<fee title> (<amount in German currency format, no-break space before the sign>)") / fee
// removed (title), after the 51 (50 for creations)".
func (c *computation) logFees(change Change, persona event.PersonaID) {
	for _, s := range change.Sets {
		if s.Path.Parent() != "/personalized_fees" {
			continue
		}
		title := c.feeTitle(event.FeeID(integer(scalar.Value(s.Path.LastToken()))))
		if s.To == scalar.Null {
			c.logLine(change.Key, event.LogFeeRemoved, persona, title)
			continue
		}
		c.logLine(change.Key, event.LogFeeSet, persona, title+" ("+germanAmount(s.To)+")")
	}
}

func (c *computation) feeTitle(id event.FeeID) string {
	return c.before.Event.FeeTitle(id).De
}

// germanAmount writes an amount of less than a million euros the German way: 1.234,50 €.
func germanAmount(v scalar.Value) string {
	whole, cents, _ := strings.Cut(v.Unquote(), ".")
	digits, negative := strings.CutPrefix(whole, "-")
	if len(digits) > 3 {
		digits = digits[:len(digits)-3] + "." + digits[len(digits)-3:]
	}
	if negative {
		digits = "-" + digits
	}
	return digits + "," + cents + "\u00a0€"
}

// logCascades has one line for each entity that changes only because of something else; new amounts have none.
func (c *computation) logCascades() {
	logged := map[event.Key]bool{}
	for _, change := range c.plan.Changes {
		logged[change.Key] = true
	}
	for _, cascade := range c.plan.Cascades {
		if cascade.Path == "/amount_owed" || logged[cascade.Key] {
			continue
		}
		logged[cascade.Key] = true
		entity := c.before.Entity(cascade.Key)
		if r, ok := entity.(*event.Registration); ok {
			c.logLine(cascade.Key, event.LogRegistrationChanged, r.Persona.ID, c.changeNote())
			continue
		}
		action := partial.Change
		if cascade.Path == "" {
			action = partial.Delete
		}
		code := logCode(cascade.Section, action)
		if cascade.Path.Parent() == "/segments" {
			code = event.LogCourseSegments
		}
		c.logLine(cascade.Key, code, 0, entity.Label())
	}
}
