// Package outcome is what a plan leads to.
//
// A plan says which values change. Whoever decides wants to know what comes of them: who has no bed any more, which
// course has too few people, who owes again. [Of] finds that by comparing two snapshots in the places that the plan
// touches, with the counts of package diff and the conditions of package fee: nothing is decided anew here. What it
// finds is ordered data, small next to the plan, and stored with it, together with the [Names] of everything that the
// plan mentions: an event moves on, a report does not change.
//
//	Look      what to look at before deciding, by regret; each a [Notice] about one of the lists below
//	Fine      what was verified, and is as it should be
//	Rooms     places in lodgements, before and after
//	Classes   people in courses, before and after
//	Capacity  places of all lodgements together, before and after
//	People    who loses a bed, a course, a choice, a part of the event
//	Money     what is owed, before and after, next to what was paid
//	Deletions how much vanishes
//	Lost      whose values vanish, as the definition has no place for them any more
//
// [Groups] lists the changes of a plan with everything under it that follows from them.
package outcome

import (
	"maps"
	"slices"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// Outcome is what a plan leads to. It is stored: fields may be added, never rename or retype one.
type Outcome struct {
	Names     Names      `json:"names,omitzero"`
	Look      []Notice   `json:"look,omitempty"`
	Fine      []Notice   `json:"fine,omitempty"`
	Rooms     []Room     `json:"rooms,omitempty"`
	Classes   []Class    `json:"classes,omitempty"`
	People    People     `json:"people,omitzero"`
	Money     Money      `json:"money"`
	Deletions []Deletion `json:"deletions,omitempty"`
	// Lost are the first ones of those that lose values, as what these hang on is removed from the definition.
	Lost []event.Key `json:"lost,omitempty"`
	// Capacity is how many places all lodgements have together; nil: as many as before.
	Capacity *Capacity `json:"capacity,omitempty"`
	// Mass: more than a fifth of a section vanishes, as the plan warns.
	Mass bool `json:"mass,omitzero"`
}

// Deletion is how many entities of a section vanish.
type Deletion struct {
	Section event.Section `json:"section"`
	// Asked are those that the import deletes, Followed those that vanish with them.
	Asked    int `json:"asked,omitzero"`
	Followed int `json:"followed,omitzero"`
	// Of is how many there were.
	Of int `json:"of"`
	// First are the IDs of the first ones that the import deletes, as many as a sentence names.
	First []int32 `json:"first,omitempty"`
}

// MaxNamed is how many things a sentence names.
const MaxNamed = 6

// Vanished is how many entities vanish in all sections together.
func (o *Outcome) Vanished() int {
	n := 0
	for _, d := range o.Deletions {
		n += d.Asked + d.Followed
	}
	return n
}

// Of finds what a plan leads to that was computed on the event before. After is what [diff.After] makes of both.
// Calendar is what it does to calendars; nil if nobody knows, or if the event has no sessions.
func Of(before, after *event.Snapshot, p *diff.Plan, calendar *jobcal.Effect) *Outcome {
	if p.Defines() {
		before = before.Identified()
	}
	c := comparison{before: before, after: after, plan: p, partOf: diff.PartsOfTracks(&before.Event),
		was: diff.CensusOf(before), is: diff.CensusOf(after)}
	c.parts, c.tracks = slices.Sorted(maps.Keys(before.Event.Parts)), slices.Sorted(maps.Keys(c.partOf))
	c.people = c.touched(event.Registrations)
	o := &Outcome{Rooms: c.rooms(), Classes: c.classes(), People: c.losses(), Money: c.money(), Deletions: c.deletions()}
	if was, is := placesOf(before), placesOf(after); was != is {
		o.Capacity = &Capacity{was, is}
	}
	o.Names = NamesOf(before, after, p, o.mentioned()...)
	for _, w := range p.Warnings.Items {
		o.Mass = o.Mass || w.Code == onimport.MassDeletion
	}
	o.judge(c, calendar)
	return o
}

// mentioned are the lodgements and courses that the outcome tells of. The plan need not mention them: who does not take
// part any more leaves a room without a word.
func (o *Outcome) mentioned() []event.Key {
	var all []event.Key
	for _, r := range o.Rooms {
		all = append(all, event.Key{Section: event.Lodgements, ID: int32(r.Lodgement)})
	}
	for _, k := range o.Classes {
		all = append(all, event.Key{Section: event.Courses, ID: int32(k.Course)})
	}
	for _, l := range o.People.LostFirst {
		all = append(all, event.Key{Section: event.Courses, ID: int32(l.Is)})
	}
	return all
}

// lost counts the entities that lose values because of the definition, and notes the first of them.
func (c comparison) lost(o *Outcome) int {
	count := map[event.Key]int{} // values that go, less those that come in their place: what a new name moves
	var keys []event.Key
	for _, cascade := range c.plan.Cascades {
		if cause, _ := event.KeyAt(cascade.Because); !cause.Section.Defines() || cascade.Path == "/amount_owed" {
			continue
		}
		if _, known := count[cascade.Key]; !known {
			keys = append(keys, cascade.Key)
		}
		switch cascade.To {
		case scalar.Null, scalar.False, "[]", "-1":
			count[cascade.Key]++
		default:
			if cascade.From == scalar.Null {
				count[cascade.Key]--
			}
		}
	}
	keys = slices.DeleteFunc(keys, func(k event.Key) bool { return count[k] <= 0 })
	o.Lost = keys[:min(len(keys), MaxNamed):min(len(keys), MaxNamed)]
	return len(keys)
}

// comparison is what an outcome is found by.
type comparison struct {
	before, after *event.Snapshot
	plan          *diff.Plan
	partOf        map[event.TrackID]event.PartID
	was, is       diff.Census
	parts         []event.PartID
	tracks        []event.TrackID
	people        []int32 // the touched registrations
}

// touched lists the entities of a section that the plan creates, changes or deletes, in the order of an import.
func (c comparison) touched(section event.Section) []int32 {
	var all []int32
	for _, change := range c.plan.Changes {
		if change.Section == section && !change.Unknown {
			all = append(all, change.ID)
		}
	}
	for _, cascade := range c.plan.Cascades {
		if cascade.Section == section {
			all = append(all, cascade.ID)
		}
	}
	slices.SortFunc(all, partial.Before)
	return slices.Compact(all)
}

// registrations yields the touched registrations with what they were and what they are; nil: there is none.
func (c comparison) registrations(yield func(event.RegistrationID, turn[*event.Registration]) bool) {
	for _, id := range c.people {
		id := event.RegistrationID(id)
		if !yield(id, turn[*event.Registration]{c.before.Registrations[id], c.after.Registrations[id]}) {
			return
		}
	}
}

// turn is something before and after a plan.
type turn[T any] struct{ was, is T }

func (c comparison) deletions() []Deletion {
	var all []Deletion
	for _, section := range event.AllSections {
		d := Deletion{Section: section, Of: len(c.before.IDs(section))}
		for _, change := range c.plan.Changes {
			if change.Section == section && change.Action == partial.Delete && !change.Unknown {
				if d.Asked++; d.Asked <= MaxNamed {
					d.First = append(d.First, change.ID)
				}
			}
		}
		for _, cascade := range c.plan.Cascades {
			if cascade.Section == section && cascade.Path == "" {
				d.Followed++
			}
		}
		if d.Asked+d.Followed > 0 {
			all = append(all, d)
		}
	}
	return all
}
