// Package sample is an invented event, the PfingstAkademie: what the local run starts with.
//
// What Orgas set up by hand (definition, courses, lodgements) stands in pfingstakademie.json, a partial export without
// people. The people come from a generator that always does the same: one size gives one event, byte for byte. A bigger
// event holds the courses and lodgements several times.
//
// Nobody in it exists. Names are made of plants, birds and weather, mail addresses end in a reserved domain, telephone
// numbers are those that the Bundesnetzagentur keeps free for films.
package sample

import (
	"bytes"
	_ "embed"
	"fmt"
	"math/rand/v2"

	"kursbuch.internal/shared/event"
)

// PfingstAkademie is the event of the local run: two parts, three tracks, fourteen courses, sixty registrations, twenty
// lodgements.
func PfingstAkademie() *event.Snapshot { return Event(1, 60) }

// Event is an event like the [PfingstAkademie] with that many registrations. Courses and lodgements grow along.
func Event(id event.ID, registrations int) *event.Snapshot {
	s, err := event.Read(bytes.NewReader(template))
	if err != nil {
		panic(err) // unreachable: the template is a part of the program
	}
	s.ID = id
	extend(s, registrations)
	g := generator{rand.New(rand.NewPCG(seed, uint64(registrations))), s}
	g.register(registrations)
	g.findInstructors()
	g.assignCourses()
	g.assignLodgements()
	g.charge()
	return s
}

//go:embed pfingstakademie.json
var template []byte

// seed decides who is where. The sample imports are written for what it gives.
const seed = 4

// generator fills an event with people, at random but always the same.
type generator struct {
	*rand.Rand
	*event.Snapshot
}

// in reports true for that many of a hundred.
func (g generator) in(percent int) bool { return g.IntN(100) < percent }

// extend repeats courses, lodgements and their groups until everybody finds a place.
func extend(s *event.Snapshot, registrations int) {
	const perCourse, perLodgement = 8, 3
	groups, lodgements := len(s.LodgementGroups), len(s.Lodgements)
	repeat(s.Courses, registrations/perCourse, func(c *event.Course, round int) {
		c.Nr = fmt.Sprintf("%s%d", c.Nr, round)
		c.Title = fmt.Sprintf("%s (%d)", c.Title, round)
		c.Shortname = fmt.Sprintf("%s %d", c.Shortname, round)
	})
	repeat(s.Lodgements, registrations/perLodgement, func(l *event.Lodgement, round int) {
		l.Title = fmt.Sprintf("%s (%d)", l.Title, round)
		l.GroupID += event.LodgementGroupID((round - 1) * groups)
	})
	rounds := (len(s.Lodgements) + lodgements - 1) / lodgements
	repeat(s.LodgementGroups, rounds*groups, func(g *event.LodgementGroup, round int) {
		g.Title = fmt.Sprintf("%s (%d)", g.Title, round)
	})
}

// repeat copies what m holds, under IDs from 1 on, until there are size of them. It tells change which round a copy is
// of, counted from 2.
func repeat[K ~int32, E event.Entity](m map[K]E, size int, change func(e E, round int)) {
	for i, once := len(m), len(m); i < size; i++ {
		e := m[K(i%once+1)].Clone().(E)
		change(e, i/once+1)
		m[K(i+1)] = e
	}
}
