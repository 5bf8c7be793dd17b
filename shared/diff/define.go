package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// define works through what the import changes of the definition, and finds what hangs on that. Everything else is
// then judged by the new definition.
//
//	a new       | what follows
//	field, fee  | nothing is written but the definition; amounts owed follow
//	part, track | registrations have it without being written, see [event.Snapshot.Fit]
//
// What hangs on something removed is found by [computation.hang].
func (c *computation) define() {
	if !c.imp.Defines() {
		return
	}
	for i := range c.imp.Entries {
		if e := &c.imp.Entries[i]; e.Section.Defines() {
			c.defined = append(c.defined, c.requestOf(e, nil))
		}
	}
	for _, r := range c.defined {
		if r.Section != event.DefinedEvent {
			c.changeFor(r)
		}
	}
	c.defineEvent()
	c.hang()
	c.checkDefinition()
	c.Fit()
	c.checkGroups()
	c.base = c.Edit()
}

// defineEvent is about the event itself. The order of fields and fees is told wherever one of them is removed, so that
// who undoes that finds its place.
func (c *computation) defineEvent() {
	r := request{Key: event.Key{Section: event.DefinedEvent}, action: partial.Change, at: "/event",
		entry: new(partial.Entry)}
	for _, d := range c.defined {
		if d.Section == event.DefinedEvent {
			r = d
		}
	}
	before := c.before.Entity(r.Key)
	for _, path := range []jsontext.Pointer{"/field_order", "/fee_order"} {
		r.sets = slices.DeleteFunc(slices.Clone(r.sets), func(s partial.Set) bool { return s.Path == path })
		if order := c.order(r.entry.Get(path), path); removes(before.Get(path), order) ||
			order != c.Entity(r.Key).Get(path) {
			r.sets = append(r.sets, partial.Set{Path: path, Value: order})
		}
	}
	if len(r.sets) > 0 {
		c.changeFor(r)
	}
}

// order is the one of fields or fees that the import wants, as far as they are there: what it does not know of comes
// last. Without a wish it is the one that there is.
func (c *computation) order(wanted scalar.Value, path jsontext.Pointer) scalar.Value {
	there := partial.References(c.Entity(event.Key{Section: event.DefinedEvent}).Get(path))
	if wanted == "" {
		return list(there)
	}
	first := slices.DeleteFunc(partial.References(wanted), func(id int32) bool { return !slices.Contains(there, id) })
	rest := slices.DeleteFunc(there, func(id int32) bool { return slices.Contains(first, id) })
	return list(append(first, rest...))
}

func removes(before, after scalar.Value) bool {
	left := partial.References(after)
	return slices.ContainsFunc(partial.References(before), func(id int32) bool { return !slices.Contains(left, id) })
}

func list(ids []int32) scalar.Value {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.Itoa(int(id))
	}
	return scalar.Value("[" + strings.Join(texts, ",") + "]")
}

// checkDefinition finds what the definition can never be.
func (c *computation) checkDefinition() {
	wrong := c.DefinitionProblems()
	for _, p := range wrong.Items {
		one := problem.List{Items: []problem.Problem{p}}
		if p.Code == onimport.UnknownField {
			if now := c.Event.FieldNow(&c.before.Event, p.Args[0]); now != "" {
				one = problem.List{}
				one.Add(p.Path, onimport.RenamedHere, p.Args[0], now).Suggest(problem.Suggestion{Op: problem.Replace, Path: p.Path,
					Value: scalar.Text(now).Raw(), Sure: true})
			}
		}
		c.found.Append(one)
	}
	for _, r := range c.defined {
		if r.unknown || r.action == partial.Delete || r.Section != event.DefinedFields {
			continue
		}
		name := c.Entity(r.Key).Get("/name").Unquote()
		if slices.ContainsFunc(c.Event.Fields, func(f event.Field) bool {
			return f.Name == name && int32(f.ID) != r.ID
		}) {
			c.found.Add(c.place(r.Key), problem.Duplicate, name)
		}
		if i := slices.IndexFunc(c.before.Event.Fields, func(f event.Field) bool {
			return f.Name == name && int32(f.ID) != r.ID
		}); i >= 0 { // values lie below the name: those of both would get mixed up
			c.found.Add(c.place(r.Key), onevent.NamePassedOn, name, c.before.Event.Fields[i].Title)
		}
	}
}

// checkGroups finds groups that the import changes and whose tracks are not equal, as they have to be then.
func (c *computation) checkGroups() {
	if c.imp.Undo {
		return // what it puts back was so
	}
	for key, g := range event.Sorted(c.Event.TrackGroups) {
		before := c.before.Event.TrackGroups[key]
		if g.Constraint != event.CourseChoiceSync || len(g.TrackIDs) < 2 || before.Constraint == g.Constraint &&
			slices.Equal(before.TrackIDs, g.TrackIDs) {
			continue
		}
		var names []string
		for _, r := range event.Sorted(c.Registrations) {
			if known := !slices.ContainsFunc(g.TrackIDs, func(id event.TrackID) bool {
				_, ok := r.Tracks[id]
				return !ok
			}); known && !synchronised(r, g.TrackIDs) {
				names = append(names, r.Label())
			}
		}
		if names != nil {
			c.found.Add(jsontext.Pointer("/event/track_groups").AppendToken(key), onevent.GroupUnequal, g.Title, names)
		}
	}
}

// place is where an export has what is defined: after the import or, if that removes it, before.
func (c *computation) place(k event.Key) jsontext.Pointer {
	if at := c.Event.Place(k); at != "" {
		return at
	}
	return c.before.Event.Place(k)
}

// schedule is how fees are calculated; nil, with a finding for each that cannot be, if one cannot.
func (c *computation) schedule() *fee.Schedule {
	schedule, err := fee.Compile(&c.Event)
	if err == nil {
		return schedule
	}
	if len(c.defined) == 0 {
		c.found.Add("", onimport.BadCondition, err)
		return nil
	}
	c.found.Append(fee.Faults(&c.Event, &c.before.Event))
	return nil
}

// charged is what of the definition another amount follows from: the first fee that changes, or else the first change.
func (c *computation) charged() jsontext.Pointer {
	for _, change := range c.plan.Changes {
		if change.Section == event.DefinedFees {
			return pointer(change.Key)
		}
	}
	for _, change := range c.plan.Changes {
		if change.Section.Defines() {
			return pointer(change.Key)
		}
	}
	return ""
}
