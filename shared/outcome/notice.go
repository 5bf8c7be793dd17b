package outcome

import (
	"slices"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// Notice is one thing to look at, or one that was verified. What it is about is in the list that its kind names.
type Notice struct {
	Kind   Kind   `json:"kind"`
	Weight Weight `json:"weight,omitempty"` // empty for what was verified
	// Count is how many people, entities, courses in a track it is about.
	Count int `json:"count,omitzero"`
}

// Weight is how much somebody would regret to have missed it.
type Weight string

// The weights, the heaviest first.
const (
	Irreversible Weight = "irreversible"
	CostsMoney   Weight = "costs-money"
	Surprises    Weight = "surprises"
	Unusual      Weight = "unusual"
)

// Weights lists them in their order.
var Weights = []Weight{Irreversible, CostsMoney, Surprises, Unusual}

// Kind is what a notice is about.
type Kind string

// What to look at. Count is that of registrations where people are concerned, each once.
const (
	Vanish     Kind = "vanish"      // entities that are deleted or vanish with them: Deletions
	DataLost   Kind = "data-lost"   // entities that lose what hung on a part, track, field or fee: Lost
	OwesAgain  Kind = "owes-again"  // people who had paid all of it, and owe something now: Money
	OwesMore   Kind = "owes-more"   // other people who owe more than before: Money
	Overpaid   Kind = "overpaid"    // people who have paid too much now: Money
	NotTaking  Kind = "not-taking"  // people who do not take part any more: People.Dropped
	NoBed      Kind = "no-bed"      // people who had one: People.Bedless
	NoCourse   Kind = "no-course"   // people who had one: People.Courseless
	FirstLost  Kind = "first-lost"  // people who lose the course that they wanted most: People.LostFirst
	ChoiceLost Kind = "choice-lost" // people who lose a choice, because its course vanishes: People.LostChoices
	Calendars  Kind = "calendars"   // people whose calendars change: the calendar's effect
	Clashes    Kind = "clashes"     // rooms, people in two places at once: the calendar's warnings
	TooMany    Kind = "too-many"    // lodgements with more people than places, by part: Rooms
	TooFew     Kind = "too-few"     // courses below their minimum, by track: Classes
	AboveMost  Kind = "above-most"  // courses above their maximum, by track: Classes
	Upside     Kind = "upside"      // courses whose maximum is below their minimum: Classes
	OtherMarks Kind = "other-marks" // warnings of the plan that no other kind tells, see [Outcome.Notices]
)

// What was verified.
const (
	NothingVanishes Kind = "nothing-vanishes"
	BedsSuffice     Kind = "beds-suffice"     // no lodgement that is touched has too many people
	EveryoneHasBed  Kind = "everyone-has-bed" // whoever slept in what vanishes sleeps elsewhere: Count people
	SeatsSuffice    Kind = "seats-suffice"    // no course that is touched is below its minimum or above its maximum
	AmountsStay     Kind = "amounts-stay"     // nobody owes anything else
	ChoicesStay     Kind = "choices-stay"     // nobody loses a choice, although a course vanishes
	CalendarsStay   Kind = "calendars-stay"   // no calendar changes
	NoClashes       Kind = "no-clashes"       // no room, nobody is in two places that was not before
)

// Kinds lists them all.
var Kinds = []Kind{
	Vanish, DataLost, OwesAgain, Overpaid, OwesMore, NotTaking, NoBed, NoCourse, FirstLost, ChoiceLost, Calendars,
	Clashes, TooMany, TooFew, AboveMost, Upside, OtherMarks, NothingVanishes, AmountsStay, EveryoneHasBed, ChoicesStay,
	CalendarsStay, NoClashes, BedsSuffice, SeatsSuffice,
}

// judge finds what is to be looked at, by weight, and what is fine.
func (o *Outcome) judge(c comparison, calendar *jobcal.Effect) {
	o.Look, o.Fine = []Notice{}, []Notice{}
	o.judgeVanishing()
	o.look(DataLost, Irreversible, c.lost(o))
	o.judgeMoney(len(c.people) > 0)
	o.judgePeople()
	o.judgeCalendar(calendar)
	o.judgePlaces()
}

// look notes what there is something of.
func (o *Outcome) look(kind Kind, weight Weight, count int) {
	if count > 0 {
		o.Look = append(o.Look, Notice{kind, weight, count})
	}
}

func (o *Outcome) fine(kind Kind, count int, verified bool) {
	if verified {
		o.Fine = append(o.Fine, Notice{Kind: kind, Count: count})
	}
}

func (o *Outcome) judgeVanishing() {
	n := o.Vanished()
	o.look(Vanish, Irreversible, n)
	o.fine(NothingVanishes, 0, n == 0)
}

func (o *Outcome) judgeMoney(registrations bool) {
	again, over, more := 0, 0, 0
	for _, owed := range o.Money.Owed {
		switch {
		case owed.OwesAgain():
			again++
		case owed.Overpaid():
			over++
		case !owed.New && owed.Difference().IsPositive():
			more++
		}
	}
	o.look(OwesAgain, CostsMoney, again)
	o.look(Overpaid, CostsMoney, over)
	o.look(OwesMore, CostsMoney, more)
	o.fine(AmountsStay, 0, registrations && len(o.Money.Owed) == 0)
}

func (o *Outcome) judgePeople() {
	p := &o.People
	o.look(NotTaking, Surprises, distinct(p.Dropped, func(d Dropped) event.RegistrationID { return d.Registration }))
	o.look(NoBed, Surprises, distinct(p.Bedless, func(b Bedless) event.RegistrationID { return b.Registration }))
	o.look(NoCourse, Surprises, distinct(p.Courseless, func(c Courseless) event.RegistrationID { return c.Registration }))
	o.look(FirstLost, Surprises, distinct(p.LostFirst, func(l LostFirst) event.RegistrationID { return l.Registration }))
	o.look(ChoiceLost, Surprises,
		distinct(p.LostChoices, func(l LostChoice) event.RegistrationID { return l.Registration }))
	o.fine(EveryoneHasBed, p.Rehoused, p.Rehoused > 0 && len(p.Bedless) == 0)
	o.fine(ChoicesStay, 0, o.vanishing(event.Courses) && len(p.LostChoices) == 0)
}

// distinct counts people, however often they are in a list.
func distinct[E any](all []E, who func(E) event.RegistrationID) int {
	people := make(map[event.RegistrationID]bool, len(all))
	for _, e := range all {
		people[who(e)] = true
	}
	return len(people)
}

func (o *Outcome) vanishing(section event.Section) bool {
	return slices.ContainsFunc(o.Deletions, func(d Deletion) bool { return d.Section == section })
}

func (o *Outcome) judgeCalendar(e *jobcal.Effect) {
	if e == nil {
		return
	}
	changes := e.Insert+e.Update+e.Delete > 0
	o.look(Calendars, Surprises, len(e.Persons))
	o.look(Clashes, Unusual, e.Warnings.Total())
	o.fine(CalendarsStay, 0, !changes)
	o.fine(NoClashes, 0, changes && e.Warnings.Empty())
}

func (o *Outcome) judgePlaces() {
	full, few, most, upside := 0, 0, 0, map[event.CourseID]bool{}
	for _, r := range o.Rooms {
		if r.Overfull() {
			full++
		}
	}
	for _, k := range o.Classes {
		if k.BelowMinimum() {
			few++
		}
		if k.AboveMaximum() {
			most++
		}
		if k.Contradictory() {
			upside[k.Course] = true
		}
	}
	o.look(TooMany, Unusual, full)
	o.look(TooFew, Unusual, few)
	o.look(AboveMost, Unusual, most)
	o.look(Upside, Unusual, len(upside))
	o.fine(BedsSuffice, 0, len(o.Rooms) > 0 && full == 0)
	o.fine(SeatsSuffice, 0, len(o.Classes) > 0 && few+most+len(upside) == 0)
}

// Notices is what to look at about a plan, by weight: its warnings are among it, which more may join after the check.
func (o *Outcome) Notices(p *diff.Plan) []Notice {
	if n := otherMarks(p); n > 0 {
		return append(slices.Clip(o.Look), Notice{OtherMarks, Unusual, n})
	}
	return o.Look
}

// Tells reports whether the notices say all that a warning does, so that a text which has both says it once.
func (o *Outcome) Tells(w problem.Problem) bool { return o.Mass && w.Code == onimport.MassDeletion }

// otherMarks counts the warnings of a plan that no other notice tells.
func otherMarks(p *diff.Plan) int { return p.Warnings.Omitted + len(OtherWarnings(p)) }

// OtherWarnings are the warnings of a plan that no notice but [OtherMarks] tells.
func OtherWarnings(p *diff.Plan) (list []problem.Problem) {
	for _, w := range p.Warnings.Items {
		switch w.Code {
		case onimport.MassDeletion, onimport.LodgementOverfull, onimport.MatsOverfull, onimport.CourseOverfull,
			onimport.CourseSizes:
		default:
			list = append(list, w)
		}
	}
	return list
}
