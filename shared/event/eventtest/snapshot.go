package eventtest

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/scalar"
	"pgregory.net/rapid"
)

// Snapshot draws a consistent event with the definition of the Winterakademie, some of its tracks synchronised.
func Snapshot(t *rapid.T) *event.Snapshot {
	s := winterOnce().Edit()
	s.Courses, s.Lodgements, s.LodgementGroups, s.Registrations = nil, nil, nil, nil
	s.Next = map[event.Section]int32{event.Courses: 1001, event.Lodgements: 1001, event.LodgementGroups: 1001,
		event.Registrations: 1001}
	g := generator{t, s}
	g.synchronise()
	for id := range event.CourseID(g.upTo(5)) {
		s.Put(event.Key{Section: event.Courses, ID: int32(id) + 1}, g.course())
	}
	for id := range event.LodgementGroupID(1 + g.upTo(2)) {
		s.Put(event.Key{Section: event.LodgementGroups, ID: int32(id) + 1}, &event.LodgementGroup{Title: g.text()})
	}
	for id := range event.LodgementID(g.upTo(4)) {
		s.Put(event.Key{Section: event.Lodgements, ID: int32(id) + 1}, g.lodgement())
	}
	for i := range g.upTo(6) {
		persona := s.Personas[event.PersonaID(11+i)].Persona
		s.Put(event.Key{Section: event.Registrations, ID: int32(i) + 1}, g.registration(persona))
	}
	schedule, err := fee.Compile(&s.Event)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Registrations {
		r.AmountOwed = schedule.Owed(r)
	}
	return s
}

// generator draws parts of an event.
type generator struct {
	*rapid.T
	*event.Snapshot
}

func (g generator) upTo(most int) int { return rapid.IntRange(0, most).Draw(g.T, "number") }

// in reports true for that many of a hundred.
func (g generator) in(percent int) bool {
	return rapid.IntRange(0, 99).Draw(g.T, "chance") >= 100-percent
}

func pick[E any](g generator, from []E) E { return rapid.SampledFrom(from).Draw(g.T, "pick") }

// some draws a list of different elements in any order.
func some[E any](g generator, from []E) []E {
	if len(from) == 0 {
		return nil
	}
	shuffled := rapid.Permutation(from).Draw(g.T, "order")
	return shuffled[:g.upTo(min(3, len(from)))]
}

// maybe draws an element or nothing.
func maybe[E any](g generator, from []E) *E {
	if len(from) == 0 || g.in(40) {
		return nil
	}
	e := pick(g, from)
	return &e
}

var texts = []string{"x", " ", "Grüße 🌠", "a\nb", `"`, "null", "-1", "/~", "<b>", "0"}

func (g generator) text() string { return pick(g, texts) }

func (g generator) textOrNil() *string { return maybe(g, texts) }

func (g generator) synchronise() {
	tracks := pick(g, [][]event.TrackID{nil, {1, 3}, {2, 3}, {1, 2, 3}})
	if tracks != nil {
		g.Event.TrackGroups = map[string]event.TrackGroup{"Gruppe": {Title: "Gruppe", Constraint: event.CourseChoiceSync,
			TrackIDs: tracks}}
	}
}

// units are the tracks by what must be equal in them: synchronised ones together, any other alone.
func (g generator) units() [][]event.TrackID {
	units := g.Event.Synchronised()
	for _, id := range g.Event.TrackIDs() {
		if !slices.ContainsFunc(units, func(unit []event.TrackID) bool { return slices.Contains(unit, id) }) {
			units = append(units, []event.TrackID{id})
		}
	}
	return units
}

func (g generator) course() *event.Course {
	c := &event.Course{
		Title: g.text(), Shortname: g.text(), Nr: g.text(), Description: g.textOrNil(), Instructors: g.textOrNil(),
		Notes:   g.textOrNil(),
		MaxSize: maybe(g, []int{0, 1, 2, 9}), MinSize: maybe(g, []int{0, 1, 2, 9}), IsVisible: g.in(50),
		Fields: g.values(event.OfCourse), Segments: map[event.TrackID]bool{},
	}
	for _, id := range some(g, g.Event.TrackIDs()) {
		c.Segments[id] = g.in(70)
	}
	return c
}

func (g generator) lodgement() *event.Lodgement {
	return &event.Lodgement{
		Title: g.text(), RegularCapacity: g.upTo(2), CampingMatCapacity: g.upTo(1), Notes: g.textOrNil(),
		GroupID: pick(g, keys(g.LodgementGroups)), Fields: g.values(event.OfLodgement),
	}
}

func (g generator) registration(persona event.Persona) *event.Registration {
	created := time.Date(2222, 9, 1, 10, 0, 0, 0, time.UTC)
	r := &event.Registration{
		Notes: g.textOrNil(), OrgaNotes: g.textOrNil(), ParentalAgreement: g.in(50), MixedLodging: g.in(50),
		ListConsent: g.in(50),
		Fields:      g.values(event.OfRegistration), IsMember: persona.IsMember, CTime: &created, Persona: persona,
		Parts: map[event.PartID]event.Stay{}, Tracks: map[event.TrackID]event.Place{},
		PersonalizedFees: map[event.FeeID]event.Amount{},
	}
	if g.in(20) {
		r.AmountPaid = event.Amount{Decimal: decimal.New(int64(g.upTo(2)), 0)}
	}
	for id := range event.Sorted(g.Event.Parts) {
		r.Parts[id] = event.Stay{Status: pick(g, event.Statuses), LodgementID: maybe(g, keys(g.Lodgements)),
			IsCampingMat: g.in(30)}
	}
	courses := keys(g.Courses)
	for _, unit := range g.units() {
		instructor, choices := maybe(g, courses), some(g, courses)
		for _, id := range unit {
			r.Tracks[id] = event.Place{CourseID: maybe(g, courses), CourseInstructor: instructor, Choices: choices}
		}
	}
	for _, id := range some(g, personalized) {
		r.PersonalizedFees[id] = event.Amount{Decimal: decimal.New(int64(g.upTo(3000)-1000), -2)}
	}
	return r
}

// personalized are the fees of the Winterakademie that everybody has an amount of their own of.
var personalized = []event.FeeID{5, 6}

// values draws custom fields, some of them explicitly null.
func (g generator) values(of event.Association) event.Values {
	values := event.Values{}
	for _, f := range some(g, g.fields(of)) {
		values[f.Name] = scalar.Null
		if g.in(80) {
			v, fault := f.Type().Parse(g.fieldValue(f))
			if fault != nil {
				g.Fatalf("%s: %v", f.Name, fault)
			}
			values[f.Name] = v
		}
	}
	return values
}

func (g generator) fields(of event.Association) event.Fields {
	return slices.DeleteFunc(slices.Clone(g.Event.Fields), func(f event.Field) bool { return f.Association != of })
}

func keys[K ~int32, E any](m map[K]E) []K {
	all := make([]K, 0, len(m))
	for id := range event.Sorted(m) {
		all = append(all, id)
	}
	return all
}
