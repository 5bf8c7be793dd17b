package diff

import (
	"cmp"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff/explain"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// Compute gives what an import changes in a snapshot, or all the problems that hinder it; never both. The snapshot
// stays as it is.
//
// SPEC: "They are judged against the final state, that is after all changes, deletions and cascades of the file."
func Compute(s *event.Snapshot, imp *partial.Import) (*Plan, problem.List) {
	plan, problems, _ := Examine(s, imp)
	return plan, problems
}

// Examine is [Compute] for a file that may be refused: it gives also the warnings about what the file says, whatever
// else is wrong with it. Warnings about the final state are only those of the plan, as a refused file has none.
func Examine(s *event.Snapshot, imp *partial.Import) (plan *Plan, problems, warnings problem.List) {
	if imp.Defines() {
		s = s.Identified()
	}
	c := compute(s, imp)
	warnings = c.plan.Warnings.Clone()
	explain.Explain(s, imp, &warnings)
	if !c.found.Empty() {
		explain.Explain(s, imp, &c.found)
		return nil, c.found, warnings
	}
	c.warn()
	c.log()
	explain.Explain(s, imp, &c.plan.Warnings, &c.plan.Resolved)
	return c.plan, problem.List{}, warnings
}

func newComputation(s *event.Snapshot, imp *partial.Import) *computation {
	c := &computation{
		editor: newEditor(s), before: s, base: s, imp: imp, plan: &Plan{},
		fields: map[event.Association]map[string]event.Field{},
	}
	c.define()
	c.choosable = choosable(&c.Event)
	for _, f := range c.Event.Fields {
		if c.fields[f.Association] == nil {
			c.fields[f.Association] = map[string]event.Field{}
		}
		c.fields[f.Association][f.Name] = f
	}
	return c
}

// compute goes all the way to the final state, and finds the problems of that.
func compute(s *event.Snapshot, imp *partial.Import) *computation {
	c := newComputation(s, imp)
	if imp.Event != s.ID {
		c.found.Add("/id", onimport.WrongEvent, imp.Event, s.ID).
			Suggest(problem.Suggestion{Op: problem.Replace, Path: "/id", Value: idValue(s.ID).Raw(), Name: s.Event.Title})
		return c
	}
	c.request()
	c.change()
	c.cascade()
	c.owe()
	c.check()
	return c
}

// computation is the way from an import to a plan. The editor's snapshot becomes the final state, with placeholders as
// IDs.
type computation struct {
	*editor
	before *event.Snapshot
	base   *event.Snapshot // before, by the definition that the import wants
	imp    *partial.Import
	plan   *Plan
	found  problem.List

	fields    map[event.Association]map[string]event.Field
	choosable map[event.TrackID][]event.TrackID // the tracks in which a course must be offered to be chosen in a track
	defined   []request                         // about the definition
	requests  []request                         // about everything else
	removed   map[event.Key]bool                // what the import deletes
	changed   map[event.Key]bool                // what it changes by ID
	newcomers map[event.PersonaID]bool          // who it registers
	feesInUse map[event.FeeID]bool              // nil if the ID of every individual fee is known
}

// request is an entry of the import as it concerns the event.
type request struct {
	event.Key // of the entity: for somebody who is registered already, that of their registration
	action    partial.Action
	at        jsontext.Pointer // of the entry in the file
	entry     *partial.Entry
	sets      []partial.Set // with canonical values
	unknown   bool          // there is no such entity
}

// request turns the entries of the import into requests, in the order in which they are worked through.
func (c *computation) request() {
	c.removed, c.changed, c.newcomers = map[event.Key]bool{}, map[event.Key]bool{}, map[event.PersonaID]bool{}
	for _, e := range c.imp.Entries {
		switch {
		case e.Action == partial.Delete:
			c.removed[e.Key] = true
		case e.Action == partial.Change:
			c.changed[e.Key] = len(e.Sets)+len(e.Rests) > 0 // {} changes nothing, nor do empty parts
		}
	}
	people := c.people()
	c.requests = make([]request, 0, len(c.imp.Entries))
	for i := range c.imp.Entries {
		if e := &c.imp.Entries[i]; !e.Section.Defines() {
			c.requests = append(c.requests, c.requestOf(e, people))
		}
	}
	slices.SortStableFunc(c.requests, func(a, b request) int { return partial.Compare(a.Key, b.Key) })
}

// requestOf turns an entry into a request.
func (c *computation) requestOf(e *partial.Entry, people map[event.PersonaID]event.RegistrationID) request {
	r := request{Key: e.Key, action: e.Action, at: pointer(e.Key), entry: e}
	switch e.Action {
	case partial.Create:
		c.requestCreation(&r, people)
	case partial.Restore:
		c.requestRestored(&r, people)
	default:
		c.requestPresent(&r)
	}
	c.checkIDs(r)
	r.sets = c.canonical(r)
	return r
}

// requestPresent is about a change or a deletion of an entity that should be there.
//
// SPEC: "Change or deletion of a positive id which is not in the event: accepted with a warning, null in the delta, no
// effect."
func (c *computation) requestPresent(r *request) {
	if c.before.Entity(r.Key) != nil {
		return
	}
	r.unknown = true
	code := onimport.UnknownID
	if r.action == partial.Delete {
		code = onimport.DoubleDeletion
	}
	c.plan.Warnings.Add(r.at, code, problem.Term(string(r.Section)), r.ID)
}

// people finds registrations by persona, if the import brings any.
func (c *computation) people() map[event.PersonaID]event.RegistrationID {
	if !slices.ContainsFunc(c.imp.Entries, func(e partial.Entry) bool {
		return e.Section == event.Registrations && (e.Action == partial.Create || e.Action == partial.Restore)
	}) {
		return nil
	}
	people := make(map[event.PersonaID]event.RegistrationID, len(c.before.Registrations))
	for id, r := range c.before.Registrations {
		people[r.Persona.ID] = id
	}
	return people
}

// change works through the requests: what differs from the present state becomes part of the plan.
func (c *computation) change() {
	for _, r := range c.requests {
		c.changeFor(r)
	}
}

func (c *computation) changeFor(r request) {
	change := Change{Key: r.Key, Action: r.action, Unknown: r.unknown}
	switch {
	case r.unknown:
	case r.action == partial.Delete:
		change.Sets = []Set{{From: encode(c.before.Entity(r.Key)), To: scalar.Null}}
	case r.action == partial.Restore:
		change.Sets = []Set{{From: scalar.Null, To: scalar.Value(r.entry.Entity)}}
	case r.action == partial.Create:
		c.create(r.Key)
		change.Sets = c.creation(r)
	default:
		if change.Sets = c.differences(r); len(change.Sets) == 0 {
			return
		}
	}
	for _, s := range change.Sets {
		c.write(r.Key, s)
	}
	c.plan.Changes = append(c.plan.Changes, change)
}

// SPEC: "a creation lists what the file says, without nulls in segments, fields and personalized_fees".
func (c *computation) creation(r request) []Set {
	sets := make([]Set, 0, len(r.sets))
	for _, s := range r.sets {
		if s.Value == scalar.Null && optional(s.Path) {
			continue
		}
		sets = append(sets, Set{Path: s.Path, From: scalar.Null, To: s.Value})
	}
	return sets
}

// optional reports whether the attribute at path is one that an entity may simply lack.
func optional(path jsontext.Pointer) bool {
	switch path.Parent() {
	case "/segments", "/fields", "/personalized_fees":
		return true
	}
	return false
}

// SPEC: "a change lists the attributes, segments, fields, part and track attributes and fees whose value differs from
// the present one."
func (c *computation) differences(r request) []Set {
	var sets []Set
	entity, before := c.base.Entity(r.Key), c.before.Entity(r.Key)
	for _, s := range r.sets {
		present := entity.Get(s.Path)
		found := cmp.Or(before.Get(s.Path), present) // what hangs on the definition may have changed since
		if s.Expected != "" && found != s.Expected && found != s.Value {
			c.plan.Warnings.Add(r.at+s.Path, onimport.MovedOn, c.called(r.Section, s.Path, found),
				c.called(r.Section, s.Path, s.Expected))
		}
		if present != s.Value && present != "" {
			sets = append(sets, Set{Path: s.Path, From: present, To: s.Value})
		}
	}
	return sets
}

// owe recalculates the amounts owed of all registrations.
//
// SPEC: "After the import amount_owed of every registration is the sum over the event's fees. A total beyond
// ±999,999.99 is a problem."
func (c *computation) owe() {
	schedule := c.schedule()
	if schedule == nil {
		return
	}
	before, _ := fee.Compile(&c.before.Event) // nil: it is the import that makes it one
	charged := c.charged()
	requested := make(map[event.Key]request, len(c.requests))
	for _, r := range c.requests {
		requested[r.Key] = r
	}
	for id, r := range event.Sorted(c.Registrations) {
		owed := schedule.Owed(r)
		if owed.Equal(r.AmountOwed) {
			continue
		}
		key := event.Key{Section: event.Registrations, ID: int32(id)}
		request := requested[key]
		if owed.Abs().Cmp(mostOwed) > 0 {
			c.found.Add(request.blame(key), onimport.OwedOutOfRange, problem.Amount(owed.StringFixed(2)))
			continue
		}
		because := cmp.Or(request.at, charged)
		if old := c.before.Registrations[id]; old != nil && before != nil && before.Owed(old).Equal(owed) {
			because = "" // it was out of date before
		}
		c.follow(key, Set{Path: "/amount_owed", From: r.Get("/amount_owed"), To: scalar.Text(owed.String())}, because)
	}
}

// blame is the place of a personalised fee that a request sets, or else of the registration.
func (r request) blame(key event.Key) jsontext.Pointer {
	for _, s := range r.sets {
		if s.Path.Parent() == "/personalized_fees" && s.Value != scalar.Null {
			return r.at + s.Path
		}
	}
	return cmp.Or(r.at, pointer(key))
}

// follow adds a cascade.
func (c *computation) follow(key event.Key, s Set, because jsontext.Pointer) {
	c.plan.Cascades = append(c.plan.Cascades, Cascade{Key: key, Set: s, Because: because})
	c.write(key, s)
}

func sortedKeys[K ~int32, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
